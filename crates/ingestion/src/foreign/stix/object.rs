//! What an object says of itself.

use model::Timestamp;
use serde_json::Value;

use super::super::json::{shown, text};
use super::marks::Marks;

/// What to call it: its name, its value, or its type and id.
pub(super) fn called(object: &Value) -> String {
    let kind = text(object, "type").unwrap_or("object");
    let mut names =
        ["name", "value", "path", "user_id", "account_login", "subject", "abstract", "key"]
            .iter()
            .filter_map(|property| text(object, property));
    let name = names.find(|name| !name.trim().is_empty());
    name.map_or_else(|| text(object, "id").unwrap_or(kind).to_owned(), str::to_owned)
}

/// Texts by property: the description, then everything else that the object says and that has no
/// place of its own; a property with marks of its own stands alone.
pub(super) fn described(object: &Value, marks: &Marks<'_>) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for property in ["description", "content", "explanation"] {
        if let Some(said) = text(object, property).filter(|said| !said.trim().is_empty()) {
            texts.push((property.to_owned(), said.to_owned()));
        }
    }
    let mut rest = String::new();
    let members = object.as_object().into_iter().flatten();
    for (property, value) in members.filter(|(property, _)| !ELSEWHERE.contains(&property.as_str()))
    {
        let line = format!("{property}: {}", shown(value));
        if !marks.of_property(object, property).is_empty() {
            texts.push((property.clone(), line));
            continue;
        }
        if !rest.is_empty() {
            rest.push('\n');
        }
        rest.push_str(&line);
    }
    if !rest.is_empty() {
        texts.push((String::new(), rest));
    }
    texts
}

/// A later `modified` is a higher version: its seconds since 1970.
pub(super) fn version(object: &Value) -> Option<u32> {
    let modified = Timestamp::parse(text(object, "modified")?).ok()?;
    u32::try_from(modified.micros() / 1_000_000).ok().filter(|version| *version > 0)
}

/// When it was published, or said.
pub(super) fn issued(object: &Value) -> Option<String> {
    ["published", "modified", "created"]
        .iter()
        .find_map(|name| text(object, name))
        .map(str::to_owned)
}

/// Properties that are said in another field of a report, or in another part of its text.
const ELSEWHERE: &[&str] = &[
    "type",
    "spec_version",
    "id",
    "created",
    "modified",
    "published",
    "created_by_ref",
    "name",
    "description",
    "content",
    "explanation",
    "object_marking_refs",
    "granular_markings",
    "object_refs",
    "source_ref",
    "target_ref",
    "relationship_type",
];
