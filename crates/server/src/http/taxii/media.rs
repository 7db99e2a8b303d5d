//! The one form in which TAXII 2.1 speaks (section 1.6.8), and its error resource (section 3.6.1).

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use super::super::problem::{Code, Problem, Tongue};
use crate::WrittenPage;
use model::Timestamp;

/// What every answer is.
pub(super) use crate::polling::MEDIA_TYPE;
/// What every object is.
pub(super) const OBJECT_TYPE: &str = "application/stix+json;version=2.1";

/// A client that takes TAXII 2.1.
#[derive(Clone, Copy, Debug)]
pub(in crate::http) struct Taxii;

/// A problem, told in TAXII's own form.
#[derive(Debug)]
pub(in crate::http) struct Refusal(Problem);

/// What handlers give.
pub(super) type Answer = Result<Response, Refusal>;

impl<S: Sync> FromRequestParts<S> for Taxii {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let ranges: Vec<&str> =
            parts.headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let mut ranges = ranges.iter().flat_map(|line| line.split(',')).peekable();
        // A client that says nothing takes anything (RFC 9110, section 12.5.1).
        match ranges.peek().is_none() || ranges.any(takes) {
            true => Ok(Self),
            false => Err(Problem::new(
                Code::NotAcceptable,
                format!("This server answers in `{MEDIA_TYPE}`: say so in `Accept`."),
            )
            .into()),
        }
    }
}

/// Whether a range of media types has that of TAXII 2.1. A range of quality zero has nothing.
pub(super) fn takes(range: &str) -> bool {
    let mut parts = range.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().unwrap_or_default();
    let mut version = true;
    for part in parts {
        let Some((name, value)) = part.split_once('=') else { return false };
        match (name.trim(), value.trim().trim_matches('"')) {
            ("version", value) => version = value == "2.1",
            ("q", value) if value.parse::<f64>().is_ok_and(|quality| quality == 0.0) => {
                return false;
            }
            _ => {}
        }
    }
    match kind.as_str() {
        "*/*" | "application/*" => true,
        "application/taxii+json" => version,
        _ => false,
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.0.respond(Tongue::Taxii)
    }
}

/// The error resource.
pub(in crate::http) fn refusal(code: Code, public: &str) -> Response {
    let status = code.status();
    let body = json!({
        "title": status.canonical_reason().unwrap_or("Error"),
        "description": public,
        "error_code": code.name(),
        "http_status": status.as_str(),
    });
    (status, spoken(body.to_string())).into_response()
}

/// An answer.
pub(super) fn answer(body: &impl Serialize) -> Answer {
    let body = serde_json::to_string(body).map_err(Problem::internal)?;
    Ok((StatusCode::OK, spoken(body)).into_response())
}

fn spoken(body: String) -> impl IntoResponse {
    ([(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))], body)
}

/// An answer of objects, with when the first and the last of them were added (section 3.4.1).
pub(super) fn dated(body: &impl Serialize, added: Option<(Timestamp, Timestamp)>) -> Answer {
    with_dates(answer(body)?, added)
}

/// A page of objects.
pub(super) fn written(page: WrittenPage) -> Answer {
    let WrittenPage { body, added } = page;
    let body = Body::from(Bytes::from_owner(body));
    let spoken = ([(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))], body);
    with_dates((StatusCode::OK, spoken).into_response(), added)
}

fn with_dates(mut response: Response, added: Option<(Timestamp, Timestamp)>) -> Answer {
    if let Some((first, last)) = added {
        for (name, at) in [(ADDED_FIRST, first), (ADDED_LAST, last)] {
            let value = HeaderValue::from_str(&time(at)).map_err(Problem::internal)?;
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// A time with microseconds, as TAXII asks for (section 2.2).
pub(super) fn time(at: Timestamp) -> String {
    let text = at.rfc3339();
    let text = text.trim_end_matches('Z');
    match text.split_once('.') {
        Some((seconds, fraction)) => format!("{seconds}.{fraction:0<6}Z"),
        None => format!("{text}.000000Z"),
    }
}

const ADDED_FIRST: HeaderName = HeaderName::from_static("x-taxii-date-added-first");
const ADDED_LAST: HeaderName = HeaderName::from_static("x-taxii-date-added-last");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taxii_2_1_is_taken_by_whoever_names_it_or_anything() {
        for range in [
            MEDIA_TYPE,
            "application/taxii+json; version=2.1",
            "application/taxii+json;version=\"2.1\";q=0.5",
            "Application/Taxii+JSON",
            "application/*",
            "*/*;q=0.1",
        ] {
            assert!(takes(range), "{range}");
        }
        for range in [
            "application/taxii+json;version=2.0",
            "application/vnd.oasis.taxii+json",
            "application/json",
            "text/html",
            "*/*;q=0",
            "",
        ] {
            assert!(!takes(range), "{range}");
        }
    }

    #[test]
    fn times_have_six_digits_of_a_second() {
        for (said, expected) in [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000Z"),
            ("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.500000Z"),
            ("2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.123456Z"),
        ] {
            assert_eq!(time(Timestamp::parse(said).unwrap()), expected);
        }
    }
}
