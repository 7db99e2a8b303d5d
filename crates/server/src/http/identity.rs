//! Who asks, and what for.

use axum::extract::{ConnectInfo, FromRequestParts, Query};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use model::{Function, Purpose, Recipient};
use rustls::pki_types::CertificateDer;
use serde::Deserialize;

use super::listener::Peer;
use super::problem::{Code, Problem};
use super::state::Shared;
use crate::{Caller, Clearinghouse, Result};

/// A recipient who has signed in, by certificate or by link.
#[derive(Clone, Debug)]
pub(super) struct SignedIn {
    pub(super) recipient: Recipient,
}

impl SignedIn {
    /// The caller for a purpose.
    pub(super) fn caller(&self, purpose: Purpose) -> Caller<'_> {
        Caller { recipient: &self.recipient, purpose, by: None }
    }

    pub(super) fn has(&self, function: Function) -> bool {
        self.recipient.functions.contains(&function)
    }

    /// Refuses those who lack a function.
    pub(super) fn needs(&self, function: Function) -> std::result::Result<(), Problem> {
        if self.has(function) { Ok(()) } else { Err(Problem::new(Code::Forbidden)) }
    }
}

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Shared,
    ) -> std::result::Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<Peer>>();
        if let Some(certificate) = peer.and_then(|peer| peer.0.certificate.as_ref()) {
            let id = common_name(certificate).ok_or_else(|| Problem::new(Code::Unknown))?;
            return known(&shared.house, &id).map_err(|_| Problem::new(Code::Unknown));
        }
        let cookies = parts.headers.get_all(COOKIE).into_iter().filter_map(|c| c.to_str().ok());
        let mut tokens = cookies
            .flat_map(|cookie| cookie.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(SESSION_COOKIE)?.strip_prefix('='));
        let links = shared.links.as_ref();
        let id = tokens.find_map(|token| links?.session(token));
        let id = id.ok_or_else(|| Problem::new(Code::SignIn))?;
        known(&shared.house, &id).map_err(|_| Problem::new(Code::SignIn))
    }
}

fn known(house: &Clearinghouse, id: &str) -> Result<SignedIn> {
    Ok(SignedIn { recipient: house.recipient(id)?.clone() })
}

/// The common name of a certificate, which the handshake has verified.
fn common_name(certificate: &CertificateDer<'_>) -> Option<String> {
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
    let name = parsed.subject().iter_common_name().next()?;
    Some(name.as_str().ok()?.to_owned())
}

/// The purpose in the query, `analysis` if there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct For(pub(super) Purpose);

#[derive(Deserialize)]
struct PurposeQuery {
    purpose: Option<String>,
}

impl FromRequestParts<Shared> for For {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        _: &Shared,
    ) -> std::result::Result<Self, Problem> {
        let query = Query::<PurposeQuery>::try_from_uri(&parts.uri).map_err(Problem::bad)?;
        let Some(text) = &query.purpose else { return Ok(Self(Purpose::Analysis)) };
        purpose(text).map(Self)
    }
}

/// Reads a purpose.
pub(super) fn purpose(text: &str) -> std::result::Result<Purpose, Problem> {
    Purpose::parse(text).ok_or_else(|| crate::Error::Purpose { text: text.to_owned() }.into())
}

/// The cookie of a session. The prefix makes browsers insist on TLS and on this host.
pub(super) const SESSION_COOKIE: &str = "__Host-tearline";
