//! What one piece of a file became.

use std::any::Any;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Format;
use crate::Quarantine;

/// One report of a file, or one piece of it that must be set aside.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Item {
    /// Where it stands in the file: `minutes.docx`, `sheet Cases row 4`; empty for the whole.
    pub place: String,
    /// The format that it was read as.
    pub format: Format,
    /// The originator as far as it is known, for messages.
    pub originator: String,
    /// The serial as far as it is known.
    pub serial: String,
    /// What the originator should know of the reading.
    pub notes: Vec<String>,
    /// The report in format 1, to be marked like any other; or the reason to set it aside.
    pub outcome: Outcome,
}

/// A translation, or why there is none.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// One line of report format 1.
    Report(String),
    /// Set aside before it could be marked.
    Aside {
        /// Stable name of the reason.
        reason: String,
        /// The reason, for a person.
        text: String,
        /// What was read: the report as far as it could be put together, else the original, as
        /// text where it is UTF-8 and as `base64:` where it is not.
        submitted: String,
    },
}

impl Item {
    /// A piece that is set aside as it came.
    pub(crate) fn aside(place: &str, format: Format, reason: &Quarantine, bytes: &[u8]) -> Self {
        let hash = sha256(bytes);
        Self {
            place: place.to_owned(),
            format,
            originator: String::new(),
            serial: String::new(),
            notes: vec![provenance(format, bytes, &hash)],
            outcome: Outcome::Aside {
                reason: reason.name().to_owned(),
                text: reason.to_string(),
                submitted: kept(bytes),
            },
        }
    }
}

/// What was read and the hash of its bytes, for whoever compares it with the original.
pub(crate) fn provenance(format: Format, bytes: &[u8], hash: &str) -> String {
    format!("read from {format} of {} bytes, SHA-256 {hash}", bytes.len())
}

/// What a parser said when it gave up.
pub(crate) fn said(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<String>().cloned();
    let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    said.unwrap_or_else(|| "the parser gave up".to_owned())
}

/// The hash of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Bytes as they are kept in quarantine: as text where they are UTF-8, else as `base64:`.
pub fn kept(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => format!("base64:{}", base64::Engine::encode(&BASE64, bytes)),
    }
}

/// The bytes that [`kept`] keeps.
pub fn unkept(submitted: &str) -> Vec<u8> {
    let encoded = submitted.strip_prefix("base64:");
    let decoded = encoded.and_then(|text| base64::Engine::decode(&BASE64, text).ok());
    decoded.unwrap_or_else(|| submitted.as_bytes().to_vec())
}

const BASE64: base64::engine::GeneralPurpose = base64::engine::general_purpose::STANDARD;
