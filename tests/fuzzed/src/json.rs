//! JSON, or nothing.

use marking::Attributes;
use serde_json::Value;

/// The value that a text is.
pub(crate) fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Attributes from a text: a JSON object of ODNI's names.
pub(crate) fn attributes(text: &str) -> Option<Attributes> {
    value(text).and_then(|value| Attributes::from_json(&value).ok())
}
