//! Pages for people: made here, one style sheet, and a script that they work without.

pub(super) mod acts;
pub(super) mod alerts;
pub(super) mod assets;
pub(super) mod audit;
mod bars;
pub(super) mod center;
pub(super) mod desk;
pub(super) mod entity;
pub(super) mod feeds;
mod frame;
pub(super) mod help;
mod highest;
mod hit;
mod keys;
mod map;
mod marks;
mod navigation;
pub(super) mod operations;
pub(super) mod problem;
pub(super) mod quarantine;
pub(super) mod recalls;
pub(super) mod report;
pub(super) mod requests;
pub(super) mod search;
pub(super) mod sign_in;
mod turning;
mod work;

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::problem::{Problem, Tongue};

/// What pages' handlers give.
type Answer = Result<Html<String>, OnPage>;

/// What handlers give that do something: the way to the page that shows it.
type Done = Result<Led, OnPage>;

/// The way to another page.
pub(super) struct Led(String);

impl IntoResponse for Led {
    fn into_response(self) -> Response {
        match HeaderValue::from_str(&self.0) {
            Ok(to) => (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
            Err(error) => Problem::internal(error).respond(Tongue::Page),
        }
    }
}

/// A problem that is told on a page.
pub(super) struct OnPage(Problem);

impl From<Problem> for OnPage {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<crate::Error> for OnPage {
    fn from(error: crate::Error) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for OnPage {
    fn into_response(self) -> Response {
        self.0.respond(Tongue::Page)
    }
}

/// What was just done, on the page that an action leads to. Only what is known is said, so that a link
/// cannot put words on a page.
fn done(what: &str) -> Markup {
    let said = DONE.iter().find(|(word, _)| *word == what).map(|(_, said)| *said);
    html! { @if let Some(said) = said { p.done role="status" { (said) } } }
}

const DONE: [(&str, &str); 27] = [
    (
        "judged",
        "Decided: whoever may have the judgement and what it is about sees it so from now on.",
    ),
    ("judgement-withdrawn", "Taken back: everything is as if it had never been decided."),
    ("used", "Declared: the originator reads it."),
    ("proposed", "Proposed: the Center approves it or not."),
    ("contract-ended", "Ended: it brings nothing any more."),
    (
        "corrected",
        "The correction is recorded. Somebody else approves it, then it can be submitted again.",
    ),
    ("correction-approved", "The correction is approved: it can be submitted again."),
    ("rejected", "It is rejected, and never becomes a report."),
    ("resubmitted", "It was submitted again, and taken."),
    ("saved", "The search is saved. It looks at each report that comes from now on."),
    ("seen", "Noted: what comes from now on is marked as new."),
    ("contract-approved", "Approved: it is in force."),
    ("contract-refused", "Refused: whoever proposed it is told why."),
    ("dropped", "The saved search is ended, and its alerts with it."),
    ("asked", "The request lies with the originator."),
    ("approved", "Approved: the authorization is in force."),
    ("denied", "Denied: whoever asked is told."),
    ("delegated", "The request lies with the other office."),
    ("reminded", "Whoever is to answer is reminded."),
    ("withdrawn", "The request is taken back."),
    ("recorded", "The act is recorded and in force."),
    ("ended", "The act is ended."),
    ("recalled", "Recalled: nobody is given it any more, and everybody who had it is told."),
    ("acknowledged", "Acknowledged: the originator sees it."),
    ("pressed", "Everybody who did not acknowledge is reminded."),
    ("received", "Noted: you have what stands up to here."),
    ("submitted", "Taken in."),
];
