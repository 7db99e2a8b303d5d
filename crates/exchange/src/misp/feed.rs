//! The manifest and the hashes of a feed.

use md5::{Digest, Md5};
use serde_json::{Map, Value, json};

use crate::json::sorted;

/// The entry of an event in `manifest.json`: its id, and what the manifest says of it.
///
/// An event that is taken back leaves the manifest, or stays with what [`super::withdrawn`] gave, which
/// has those who fetched it fetch it anew.
pub fn manifest_entry(event: &Value) -> Option<(String, Value)> {
    let of = event.get("Event")?;
    let uuid = of.get("uuid")?.as_str()?.to_owned();
    let names = ["Orgc", "Tag", "info", "date", "analysis", "threat_level_id", "timestamp"];
    let said = names.iter().filter_map(|name| Some(((*name).to_owned(), of.get(name)?.clone())));
    Some((uuid, sorted(Value::Object(said.collect::<Map<String, Value>>()))))
}

/// The lines of `hashes.csv` for an event: the MD5 of each value that is in it, and its id, so that a
/// recipient finds out which event has a value without a copy of it.
pub fn hashes(event: &Value) -> String {
    let of = event.get("Event").cloned().unwrap_or_else(|| json!({}));
    let uuid = of.get("uuid").and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |from: &Value, name: &str| {
        from.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let within = list(&of, "Object").into_iter().flat_map(|object| list(&object, "Attribute"));
    let all = list(&of, "Attribute").into_iter().chain(within);
    let kept = all.filter(|attribute| attribute.get("deleted") != Some(&Value::Bool(true)));
    let values = kept.filter_map(|attribute| attribute.get("value")?.as_str().map(str::to_owned));
    let mut lines: Vec<String> = values.map(|value| format!("{},{uuid}\n", md5(&value))).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

fn md5(value: &str) -> String {
    Md5::digest(value.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
