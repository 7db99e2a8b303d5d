//! What pages are dressed with: a style sheet, a script and the outlines of the world, all our own.
//!
//! They are the same for everybody and have nothing of anybody's, so that browsers may keep them; a
//! version with other bytes has another address.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

use super::super::problem::{Code, Problem, Tongue};

/// Where the style sheet is.
pub(super) static STYLE: LazyLock<String> = LazyLock::new(|| address("style.css"));
/// Where the script is.
pub(super) static SCRIPT: LazyLock<String> = LazyLock::new(|| address("script.js"));
/// Where the picture of a tear line is.
pub(super) static ICON: LazyLock<String> = LazyLock::new(|| address("icon.svg"));
/// Where the outlines of the world are: degrees, ten times as large, with the south below.
pub(super) static WORLD: LazyLock<String> = LazyLock::new(|| address("world.svg"));

/// `GET /assets/{name}`.
pub(in crate::http) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, text)) => {
            ([(CONTENT_TYPE, *kind), (CACHE_CONTROL, KEPT)], *text).into_response()
        }
        None => Problem::new(Code::NoSuchAddress, "There is no such address on this server.")
            .respond(Tongue::Page),
    }
}

fn address(name: &str) -> String {
    let text = FILES.iter().find(|(known, _, _)| *known == name).map_or("", |(_, _, text)| *text);
    let version: String = hex::encode(Sha256::digest(text)).chars().take(VERSION_CHARS).collect();
    format!("/assets/{name}?v={version}")
}

/// Names, kinds and texts.
const FILES: [(&str, &str, &str); 4] = [
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("style.css", "text/css; charset=utf-8", include_str!("assets/style.css")),
    ("script.js", "text/javascript; charset=utf-8", include_str!("assets/script.js")),
    ("world.svg", "image/svg+xml", include_str!("assets/world.svg")),
];

const KEPT: &str = "public, max-age=31536000, immutable";
const VERSION_CHARS: usize = 16;
