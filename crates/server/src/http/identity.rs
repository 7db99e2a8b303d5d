//! Who asks: from the client's certificate, or from a session.

use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::IncomingStream;
use model::Clock as _;
use sha2::{Digest as _, Sha256};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::elsewhere::is_from_elsewhere;
use super::links::COOKIE_NAME;
use super::listener::TlsListener;
use super::problem::{Code, Problem, Tongue};
use super::router::is_open;
use super::site::Site;
use crate::SystemClock;

/// The other end of a connection.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Peer {
    /// It gave no certificate.
    Unknown,
    /// A certificate without one common name that can be read.
    Nameless,
    /// A certificate's common name, and when it expires in seconds of Unix time.
    Named {
        /// The common name.
        name: String,
        /// The last second.
        until: i64,
    },
}

/// The recipient that asks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Viewer(pub(super) String);

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        stream.io().certificate().map_or(Self::Unknown, Self::of)
    }
}

impl Peer {
    fn of(certificate: &[u8]) -> Self {
        let Ok((_, certificate)) = X509Certificate::from_der(certificate) else {
            return Self::Nameless;
        };
        let mut names = certificate.subject().iter_common_name();
        let name = names.next().and_then(|name| name.as_str().ok());
        match (name, names.next()) {
            (Some(name), None) => {
                let until = certificate.validity().not_after.timestamp();
                Self::Named { name: name.to_owned(), until }
            }
            (None | Some(_), _) => Self::Nameless,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(sign_in_needed)
    }
}

/// Lets recipients of the community through, and anybody to what is open; checked per request.
pub(super) async fn check(
    State(site): State<Site>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    if is_open(request.uri().path()) {
        return next.run(request).await;
    }
    match identify(&site, &peer, request.headers()) {
        Ok(viewer) => {
            if is_from_elsewhere(&request) {
                let text = "A page of another site led your browser here, and nothing was done. \
                            Come from a page of this server's.";
                return Problem::new(Code::FromElsewhere, text).respond(tongue(request.uri()));
            }
            if let Peer::Named { .. } = &peer
                && let Err(problem) = site.sign_in(&viewer).await
            {
                return problem.respond(tongue(request.uri()));
            }
            request.extensions_mut().insert(viewer);
            next.run(request).await
        }
        Err(problem) => problem.respond(tongue(request.uri())),
    }
}

/// Programs get problems as JSON or as TAXII has them, people as a page.
pub(super) fn tongue(uri: &Uri) -> Tongue {
    match uri.path() {
        path if path.starts_with("/api/") => Tongue::Json,
        path if path.starts_with("/taxii2/") => Tongue::Taxii,
        _ => Tongue::Page,
    }
}

fn identify(site: &Site, peer: &Peer, headers: &HeaderMap) -> Result<Viewer, Problem> {
    let id = match peer {
        Peer::Named { name, until } => {
            if SystemClock.now().micros().div_euclid(1_000_000) > *until {
                let text = "Your certificate has expired: ask the operator for a new one.";
                return Err(Problem::new(Code::SignInNeeded, text));
            }
            name.clone()
        }
        Peer::Nameless => {
            let text = "Your certificate has no common name that can be read.";
            return Err(Problem::new(Code::NotARecipient, text));
        }
        Peer::Unknown => session(site, headers).ok_or_else(sign_in_needed)?,
    };
    if site.house.recipient(&id).is_err() {
        let text = "Your certificate is sound, but its common name is not a recipient of this \
                    community: ask the operator.";
        return Err(Problem::new(Code::NotARecipient, text));
    }
    Ok(Viewer(id))
}

fn session(site: &Site, headers: &HeaderMap) -> Option<String> {
    site.links.as_ref()?.session(session_token(headers)?)
}

/// The token of a session, as a browser sends it.
pub(super) fn session_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|line| line.split(';')).filter_map(|c| c.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE_NAME).map(|(_, token)| token)
}

fn sign_in_needed() -> Problem {
    let text = "Sign in first: with a client certificate, or with a sign-in link where the \
                operator gives them out.";
    Problem::new(Code::SignInNeeded, text)
}

/// What is kept of a secret token.
pub(super) fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
