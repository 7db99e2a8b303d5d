//! Pages for people: no script, one style sheet.

pub(super) mod alerts;
pub(super) mod audit;
mod frame;
pub(super) mod problem;
pub(super) mod quarantine;
pub(super) mod report;
pub(super) mod search;
pub(super) mod sign_in;

use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};

use super::problem::{Problem, Tongue};

/// What pages' handlers give.
type Answer = Result<Html<String>, OnPage>;

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

/// `GET /style.css`.
pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/style.css"))
}
