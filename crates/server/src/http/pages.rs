//! Plain pages: search, a report, an originator's audit. No script; every answer stands alone.

mod audit;
mod layout;
mod report;
mod search;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use model::{Function, LeafKind, Purpose};
use serde::Deserialize;

use super::api::AUDIT_ROWS_MAX;
use super::identity::{For, SESSION_COOKIE, SignedIn};
use super::problem::{Code, Problem};
use super::state::Shared;
use crate::wire;
use layout::{Frame, page};

#[derive(Deserialize)]
pub(super) struct SearchQuery {
    #[serde(default)]
    q: String,
}

type Who = Result<SignedIn, Problem>;
type What = Result<For, Problem>;

pub(super) async fn search(
    State(shared): State<Shared>,
    who: Who,
    purpose: What,
    Query(SearchQuery { q }): Query<SearchQuery>,
) -> Response {
    let (who, purpose) = match who.and_then(|who| Ok((who, purpose?.0))) {
        Ok(known) => known,
        Err(problem) => return stop(problem),
    };
    if q.trim().is_empty() {
        return frame(&who, purpose, None, &search::empty(purpose));
    }
    let (asker, text) = (who.clone(), q.clone());
    let found = shared
        .run(move |house| {
            let found = house.search(asker.caller(purpose), &text, HITS_SHOWN)?;
            let banner = search::banner(&found);
            Ok((wire::Search::of(&found, &text), banner))
        })
        .await;
    match found {
        Ok((found, banner)) => {
            frame(&who, purpose, Some(banner), &search::results(&q, purpose, &found))
        }
        Err(problem) => {
            let (status, _, message) = problem.told();
            let body = search::wrong(&q, purpose, &message);
            (status, frame(&who, purpose, None, &body)).into_response()
        }
    }
}

#[derive(Deserialize)]
pub(super) struct ReportQuery {
    id: String,
}

pub(super) async fn report(
    State(shared): State<Shared>,
    who: Who,
    purpose: What,
    Query(ReportQuery { id }): Query<ReportQuery>,
) -> Response {
    let (who, purpose) = match who.and_then(|who| Ok((who, purpose?.0))) {
        Ok(known) => known,
        Err(problem) => return stop(problem),
    };
    let asker = who.clone();
    let shown =
        shared.run(move |house| house.show(asker.caller(purpose), &id, LeafKind::Viewed)).await;
    match shown {
        Ok(Some(released)) => {
            let rendition = released.rendition();
            let body = report::body(rendition, purpose);
            frame(&who, purpose, Some(rendition.banner.clone()), &body)
        }
        Ok(None) => {
            (StatusCode::NOT_FOUND, frame(&who, purpose, None, &report::nothing())).into_response()
        }
        Err(problem) => stop(problem),
    }
}

pub(super) async fn audit(State(shared): State<Shared>, who: Who) -> Response {
    let who = match who.and_then(|who| who.needs(Function::Auditor).map(|()| who)) {
        Ok(who) => who,
        Err(problem) => return stop(problem),
    };
    let of = who.recipient.duty_organization.clone();
    let rows = shared.run(move |house| house.audit(&of, AUDIT_ROWS_MAX)).await;
    match rows {
        Ok(rows) => {
            let body = audit::body(who.recipient.duty_organization.as_str(), &rows);
            frame(&who, Purpose::Analysis, None, &body)
        }
        Err(problem) => stop(problem),
    }
}

pub(super) async fn sign_in(State(shared): State<Shared>, Path(token): Path<String>) -> Response {
    let spent = shared.links.as_ref().and_then(|links| links.spend(&token));
    match spent {
        Some(Ok(session)) => {
            let cookie =
                format!("{SESSION_COOKIE}={session}; Path=/; Secure; HttpOnly; SameSite=Lax");
            let Ok(cookie) = HeaderValue::from_str(&cookie) else {
                return stop(Problem::new(Code::Failed));
            };
            let mut headers = HeaderMap::new();
            headers.insert(SET_COOKIE, cookie);
            headers.insert(LOCATION, HeaderValue::from_static("/"));
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Some(Err(error)) => stop(Problem::from(error)),
        None => {
            let body = html! {
                h1 { "This sign-in link does not open" }
                p { "A link is good once, and until the server stops. Start the demo again for new ones." }
            };
            (StatusCode::UNAUTHORIZED, shown(&Frame::stranger("Sign in"), &body)).into_response()
        }
    }
}

pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

pub(super) async fn nowhere(who: Who) -> Response {
    match who {
        Ok(_) => stop(Problem::new(Code::NotReleasable)),
        Err(problem) => stop(problem),
    }
}

fn frame(
    who: &SignedIn,
    purpose: Purpose,
    banner: Option<marking::Marking>,
    body: &Markup,
) -> Response {
    shown(&Frame::of(who, purpose, banner), body).into_response()
}

fn shown(frame: &Frame<'_>, body: &Markup) -> Html<String> {
    Html(page(frame, body).into_string())
}

/// A page for what went wrong.
fn stop(problem: Problem) -> Response {
    let (status, _, message) = problem.told();
    let body = html! {
        h1 { (status.canonical_reason().unwrap_or("Sorry")) }
        p { (message) "." }
        p { a href="/" { "To the search" } }
    };
    (status, shown(&Frame::stranger("Sorry"), &body)).into_response()
}

const STYLE: &str = include_str!("pages/style.css");
const HITS_SHOWN: usize = 20;
