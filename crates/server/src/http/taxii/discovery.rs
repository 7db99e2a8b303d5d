//! What the server has (TAXII 2.1, section 4).

use serde_json::json;

use super::super::identity::Viewer;
use super::super::limits::SUBMISSION_BYTES_MAX;
use super::media::{Answer, MEDIA_TYPE, Taxii, answer};

/// `GET /taxii2/`.
pub(in crate::http) async fn discovery(_: Taxii, _: Viewer) -> Answer {
    answer(&json!({
        "title": "Tearline",
        "description": "What originators release to you, as your contracts ask for it",
        "default": ROOT,
        "api_roots": [ROOT],
    }))
}

/// `GET /taxii2/feeds/`.
pub(in crate::http) async fn root(_: Taxii, _: Viewer) -> Answer {
    answer(&json!({
        "title": "Feeds",
        "description": "A collection for each of your contracts that is in force, and one for what you submit",
        "versions": [MEDIA_TYPE],
        "max_content_length": SUBMISSION_BYTES_MAX,
    }))
}

const ROOT: &str = "/taxii2/feeds/";
