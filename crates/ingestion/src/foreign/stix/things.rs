//! Who and what an object names: entities, numbers, places.

use serde_json::Value;

use super::super::json::{list, text};
use super::super::record::{Entity, Record, Spot};
use super::object::called;

/// Adds what an object is, where that is somebody, something or some place.
pub(super) fn add(object: &Value, portion: Option<usize>, record: &mut Record) {
    let kind = text(object, "type").unwrap_or_default();
    if kind == "location" {
        let degrees = |name| object.get(name).and_then(Value::as_f64);
        record.places.push(Spot {
            name: called(object),
            country: text(object, "country").map(str::to_owned),
            position: degrees("latitude").zip(degrees("longitude")),
        });
        return;
    }
    let kind = match kind {
        "identity" => match text(object, "identity_class") {
            Some("individual") => "person",
            Some(class) => class,
            None => "organization",
        },
        known if THINGS.contains(&known) => known,
        _other => return,
    };
    let aliases = list(object, "aliases").chain(list(object, "x_mitre_aliases"));
    let aliases = aliases.filter_map(Value::as_str).map(str::to_owned);
    let hashes = object.get("hashes").and_then(Value::as_object).into_iter().flatten();
    let hashes = hashes.filter_map(|(name, hash)| Some((name.clone(), hash.as_str()?.to_owned())));
    let value = text(object, "value").map(|value| (kind.to_owned(), value.to_owned()));
    record.entities.push(Entity {
        kind: kind.to_owned(),
        name: called(object),
        aliases: aliases.collect(),
        ids: value.into_iter().chain(hashes).collect(),
        portion,
        role: list(object, "roles").filter_map(Value::as_str).next().map(str::to_owned),
    });
}

/// Types of STIX 2.1 that are somebody or something with a name.
const THINGS: &[&str] = &[
    "threat-actor",
    "intrusion-set",
    "campaign",
    "malware",
    "tool",
    "infrastructure",
    "vulnerability",
    "ipv4-addr",
    "ipv6-addr",
    "domain-name",
    "email-addr",
    "url",
    "mac-addr",
    "file",
    "user-account",
    "autonomous-system",
];
