//! `GET /sign-in/{token}`: a one-time link, and the end of the session that it began.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::super::identity::session_token;
use super::super::links::COOKIE_NAME;
use super::super::problem::{Code, Problem, Tongue};
use super::super::site::Site;

/// Uses the link up and begins a session.
pub(in crate::http) async fn sign_in(
    State(site): State<Site>,
    token: Result<Path<String>, PathRejection>,
) -> Response {
    let session = match (&site.links, token) {
        (Some(links), Ok(Path(token))) => links.sign_in(&token),
        (None, _) | (_, Err(_)) => Ok(None),
    };
    match session {
        Ok(Some(session)) => {
            // The session is good for nothing before its entry is durable.
            let recipient = site.links.as_ref().and_then(|links| links.session(&session));
            let recipient = recipient.unwrap_or_default();
            let noted = site.run(move |house| house.note_sign_in(&recipient, "a one-time link"));
            if let Err(problem) = noted.await {
                return problem.respond(Tongue::Page);
            }
            let cookie = format!("{COOKIE_NAME}={session}; Secure; HttpOnly; SameSite=Lax; Path=/");
            let headers = [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Ok(None) => {
            let text = "This link was used already, or it was never issued. Each link works once: \
                        ask whoever gave it to you for another.";
            Problem::new(Code::LinkUsed, text).respond(Tongue::Page)
        }
        Err(error) => Problem::from(error).respond(Tongue::Page),
    }
}

/// `POST /sign-out`: ends the session.
pub(in crate::http) async fn sign_out(State(site): State<Site>, headers: HeaderMap) -> Response {
    if let (Some(links), Some(token)) = (&site.links, session_token(&headers)) {
        links.sign_out(token);
    }
    let cookie = format!("{COOKIE_NAME}=; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response()
}
