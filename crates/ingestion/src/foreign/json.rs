//! Reading JSON of others: bounded in depth by the parser, every key found once.

use serde_json::Value;

use crate::Quarantine;

/// Reads one JSON text, its members in the order of their names whatever a build keeps; deeper than 128
/// levels is refused by the parser.
pub(crate) fn read(bytes: &[u8], format: &'static str) -> Result<Value, Quarantine> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let read = serde_json::from_slice(bytes);
    let mut value: Value = read.map_err(|error| Quarantine::unreadable(format, error))?;
    value.sort_all_objects();
    Ok(value)
}

/// A member that is a text.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

/// A member that is a text or a number, as text; an empty one is none.
pub(crate) fn plain(value: &Value, name: &str) -> Option<String> {
    let found = match value.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// The elements of a member that is a list.
pub(crate) fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// A value as people read it: a text as it is, a list of texts with commas, else JSON.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}
