//! What a client is told when something cannot be done, and what the log is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::Error;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident;)*) => {
        /// Every kind of problem. Names are stable.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub(super) enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// The stable name.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The status of the answer.
            pub(super) const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }
        }
    };
}

codes! {
    /// A parameter or body cannot be read.
    BadRequest = "bad-request", BAD_REQUEST;
    /// The query cannot be read.
    BadQuery = "bad-query", BAD_REQUEST;
    /// The purpose is not of the vocabulary.
    BadPurpose = "bad-purpose", BAD_REQUEST;
    /// Nobody is signed in.
    SignInNeeded = "sign-in-needed", UNAUTHORIZED;
    /// Somebody is, and is not a recipient of the community.
    NotARecipient = "not-a-recipient", FORBIDDEN;
    /// The caller has not the function that this needs.
    NotYourFunction = "not-your-function", FORBIDDEN;
    /// The caller has no such feed.
    NoSuchFeed = "no-such-feed", NOT_FOUND;
    /// Something comes into the feed at this moment.
    FeedMoving = "feed-moving", SERVICE_UNAVAILABLE;
    /// The caller has no such object in a collection.
    NoSuchObject = "no-such-object", NOT_FOUND;
    /// The client takes no form in which it can be given.
    NotAcceptable = "not-acceptable", NOT_ACCEPTABLE;
    /// The body is not in the form that is taken here.
    OtherMediaType = "other-media-type", UNSUPPORTED_MEDIA_TYPE;
    /// A page of somebody else's led the browser here.
    FromElsewhere = "from-elsewhere", FORBIDDEN;
    /// The report is not releasable to the caller, or not there.
    NotReleasable = "not-releasable-or-not-there", NOT_FOUND;
    /// There is no such address on the server.
    NoSuchAddress = "no-such-address", NOT_FOUND;
    /// What was sent contradicts what is here.
    Disagreement = "disagreement", CONFLICT;
    /// The ledger has no such tile or entry, or not yet.
    NoSuchTile = "no-such-tile", NOT_FOUND;
    /// The link was used, or never issued.
    LinkUsed = "link-used", GONE;
    /// The address takes other methods.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED;
    /// The body took too long to arrive.
    TooSlow = "too-slow", REQUEST_TIMEOUT;
    /// The body is larger than allowed.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE;
    /// Something failed that the client cannot mend.
    Internal = "internal", INTERNAL_SERVER_ERROR;
    /// Nothing can be recorded.
    CannotRecord = "cannot-record", SERVICE_UNAVAILABLE;
    /// The disk is full.
    DiskFull = "disk-full", INSUFFICIENT_STORAGE;
}

/// In which form a client is told of a problem.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Tongue {
    /// To programs.
    Json,
    /// To people.
    Page,
    /// To clients of TAXII, as its error resource.
    Taxii,
}

/// A problem: what the client is told, and the cause for the log alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Problem {
    /// Which.
    pub(super) code: Code,
    /// For the client.
    pub(super) public: String,
    /// Where a query is wrong.
    pub(super) fault: Option<index::Fault>,
    /// For the log; never sent.
    pub(super) cause: Option<String>,
}

impl Problem {
    /// A problem of the client's.
    pub(super) fn new(code: Code, public: impl Into<String>) -> Self {
        Self { code, public: public.into(), fault: None, cause: None }
    }

    /// The one answer for a hidden report and for a missing one.
    pub(super) fn not_releasable() -> Self {
        let text = "This report is not releasable to you, or there is no such report.";
        Self::new(Code::NotReleasable, text)
    }

    /// The one answer to whoever has another history.
    fn disagreement(cause: impl ToString) -> Self {
        let public = "This is not the history that this server has: keep your checkpoint, which \
                      proves a fork, and tell the operator and the other witnesses.";
        Self { cause: Some(cause.to_string()), ..Self::new(Code::Disagreement, public) }
    }

    /// A failure of the server's.
    pub(super) fn internal(cause: impl ToString) -> Self {
        let public = "The server failed. The operator's log says why.".to_owned();
        Self { code: Code::Internal, public, fault: None, cause: Some(cause.to_string()) }
    }

    /// The answer. Here, at the edge, the cause is logged, once.
    pub(super) fn respond(self, tongue: Tongue) -> Response {
        let Self { code, public, fault, cause } = self;
        if let Some(cause) = cause {
            tracing::error!(code = code.name(), cause, "a request failed");
        }
        match tongue {
            Tongue::Json => {
                let mut error = json!({ "code": code.name(), "message": public });
                if let (Some(fault), Some(error)) = (fault, error.as_object_mut()) {
                    error.insert("at".to_owned(), json!(fault.at));
                    error.insert("explained".to_owned(), json!(fault.explained()));
                }
                (code.status(), Json(json!({ "error": error }))).into_response()
            }
            Tongue::Taxii => super::taxii::media::refusal(code, &public),
            Tongue::Page => {
                (code.status(), super::pages::problem::page(code, &public)).into_response()
            }
        }
    }
}

impl axum::response::IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.respond(Tongue::Json)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Index(index::Error::Query(fault)) => {
                let public = format!("the query cannot be read: {fault}");
                Self { fault: Some(fault), ..Self::new(Code::BadQuery, public) }
            }
            Error::PageMark
            | Error::Act { .. }
            | Error::Acts { .. }
            | Error::Cosignature { .. } => Self::new(Code::BadRequest, error.to_string()),
            Error::Moving { .. } => Self::new(Code::FeedMoving, error.to_string()),
            Error::NoFeed { .. } => Self::new(Code::NoSuchFeed, error.to_string()),
            Error::NotYours { .. } | Error::NotAWitness { .. } => {
                Self::new(Code::NotYourFunction, error.to_string())
            }
            Error::Disagreement { .. } => Self::disagreement(error),
            Error::Purpose { .. } => Self::new(Code::BadPurpose, error.to_string()),
            Error::UnknownRecipient { .. } => Self::new(Code::BadRequest, error.to_string()),
            Error::Store(store::Error::Full { .. }) => Self {
                code: Code::DiskFull,
                public: "The disk is full, so nothing can be recorded; nothing is shown or taken \
                         without a record. Tell the operator, and try again later."
                    .to_owned(),
                fault: None,
                cause: Some(error.to_string()),
            },
            Error::Store(
                store::Error::Io { .. } | store::Error::Poisoned { .. } | store::Error::Held { .. },
            )
            | Error::Entropy(_) => Self {
                code: Code::CannotRecord,
                public: "Nothing can be recorded just now; nothing is shown or taken without a \
                         record. Tell the operator, and try again later."
                    .to_owned(),
                fault: None,
                cause: Some(error.to_string()),
            },
            Error::Community { .. }
            | Error::Fusion(_)
            | Error::Config { .. }
            | Error::Index(
                index::Error::Damaged | index::Error::Engine(_) | index::Error::Folder { .. },
            )
            | Error::Io { .. }
            | Error::Keys { .. }
            | Error::Ledger(_)
            | Error::NotInitialised { .. }
            | Error::OtherRegister
            | Error::Mail { .. }
            | Error::Page { .. }
            | Error::Poll { .. }
            | Error::Webhook { .. }
            | Error::Store(
                store::Error::BatchTooLarge { .. }
                | store::Error::Catalog { .. }
                | store::Error::Content { .. }
                | store::Error::Damaged { .. }
                | store::Error::Missing { .. }
                | store::Error::NewerFormat { .. }
                | store::Error::OlderFormat { .. }
                | store::Error::OtherSegment { .. }
                | store::Error::Nowhere { .. }
                | store::Error::UnfitEntry { .. },
            ) => Self::internal(error),
        }
    }
}
