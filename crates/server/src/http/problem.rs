//! Errors as clients see them: a closed list, so that none tells what its reader may not know.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::Error;

/// What a client is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Code {
    BadRequest,
    Failed,
    Forbidden,
    Full,
    NotReleasable,
    NotRecorded,
    SignIn,
    Unknown,
}

/// An error: what the client is told, and what the log is told.
#[derive(Debug)]
pub(super) struct Problem {
    code: Code,
    detail: Option<String>,
    cause: Option<String>,
}

impl Problem {
    pub(super) fn new(code: Code) -> Self {
        Self { code, detail: None, cause: None }
    }

    /// With a sentence about what the client itself sent.
    pub(super) fn bad(detail: impl std::fmt::Display) -> Self {
        Self { detail: Some(detail.to_string()), ..Self::new(Code::BadRequest) }
    }

    /// With a cause for the log.
    pub(super) fn because(self, cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..self }
    }

    fn outline(&self) -> (StatusCode, &'static str, &'static str) {
        match self.code {
            Code::BadRequest => (StatusCode::BAD_REQUEST, "bad-request", "the request is wrong"),
            Code::Failed => {
                (StatusCode::INTERNAL_SERVER_ERROR, "failed", "the server failed; its log says why")
            }
            Code::Forbidden => (
                StatusCode::FORBIDDEN,
                "forbidden",
                "you are not entitled to this; ask the operator which functions you have",
            ),
            Code::Full => (
                StatusCode::INSUFFICIENT_STORAGE,
                "full",
                "the disk is full: nothing was taken; send it again later",
            ),
            Code::NotReleasable => (
                StatusCode::NOT_FOUND,
                "not-releasable",
                "there is no such report that is releasable to you",
            ),
            Code::NotRecorded => (
                StatusCode::SERVICE_UNAVAILABLE,
                "not-recorded",
                "the ledger cannot be written, so nothing is released or taken",
            ),
            Code::SignIn => (
                StatusCode::UNAUTHORIZED,
                "sign-in",
                "sign in with a client certificate or a sign-in link",
            ),
            Code::Unknown => (
                StatusCode::FORBIDDEN,
                "unknown",
                "your certificate names nobody of this community",
            ),
        }
    }

    /// Status, stable code and sentence; the cause goes to the log, once, here.
    pub(super) fn told(self) -> (StatusCode, &'static str, String) {
        let (status, name, sentence) = self.outline();
        if let Some(cause) = self.cause {
            tracing::error!(code = name, cause, "a request failed");
        }
        (status, name, self.detail.unwrap_or_else(|| sentence.to_owned()))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match &error {
            Error::Index(index::Error::Query(_) | index::Error::QueryTooLong { .. })
            | Error::Purpose { .. }
            | Error::UnknownRecipient { .. } => Self::bad(error),
            Error::Store(store::Error::Full { .. }) => Self::new(Code::Full).because(error),
            Error::Store(store::Error::Poisoned { .. } | store::Error::UnfitEntry { .. }) => {
                Self::new(Code::NotRecorded).because(error)
            }
            Error::Community { .. }
            | Error::Config { .. }
            | Error::Entropy(_)
            | Error::Index(_)
            | Error::Io { .. }
            | Error::Keys { .. }
            | Error::Ledger(_)
            | Error::NotInitialised { .. }
            | Error::Store(_) => Self::new(Code::Failed).because(error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, message) = self.told();
        (status, Json(json!({ "error": { "code": code, "message": message } }))).into_response()
    }
}
