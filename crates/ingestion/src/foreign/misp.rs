//! MISP: events alone, in lists, or as an instance answers.
//!
//! The tags of the event are its labels, those of an attribute its own. Attributes of one
//! category with the same tags are one portion, an object is one.

mod tags;

use serde_json::Value;

use super::json::{self, list, plain, text};
use super::record::{Entity, Label, Part, Record};
use crate::Quarantine;
use tags::{distribution, labels, other_tags};

/// Reads every event.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Record>, Quarantine> {
    let value = json::read(bytes, "MISP event")?;
    let mut events = Vec::new();
    collect(&value, &mut events, 0);
    if events.is_empty() {
        return Err(Quarantine::unreadable("MISP event", "there is no `Event` in it"));
    }
    Ok(events.into_iter().map(record).collect())
}

fn collect<'v>(value: &'v Value, events: &mut Vec<&'v Value>, depth: u32) {
    if depth > 3 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, events, depth + 1)),
        Value::Object(_) if value.get("Event").is_some() => events.extend(value.get("Event")),
        Value::Object(_) if value.get("response").is_some() => {
            value.get("response").into_iter().for_each(|inner| collect(inner, events, depth + 1));
        }
        Value::Object(_) if value.get("info").is_some() => events.push(value),
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn record(event: &Value) -> Record {
    let organisation = event.get("Orgc").or_else(|| event.get("Org"));
    let id = plain(event, "uuid").or_else(|| plain(event, "id"));
    let mut record = Record {
        place: format!("event {}", id.as_deref().unwrap_or("without uuid")),
        originator: organisation.and_then(|org| plain(org, "name")),
        id,
        version: plain(event, "timestamp").and_then(|seconds| seconds.parse().ok()),
        issued: plain(event, "date"),
        title: Part::plain(text(event, "info").unwrap_or_default()),
        labels: labels(event),
        ..Record::default()
    };
    record.version = record.version.filter(|version| *version > 0);
    record.labels.extend(distribution(event));
    attributes(event, &mut record);
    for object in list(event, "Object") {
        let mut lines = vec![text(object, "name").unwrap_or("object").to_owned()];
        lines.extend(plain(object, "comment"));
        let mut marks = labels(object);
        marks.extend(distribution(object));
        for attribute in list(object, "Attribute") {
            lines.push(line(attribute, "object_relation"));
            marks.extend(labels(attribute).into_iter().chain(distribution(attribute)));
            entity(attribute, record.parts.len(), &mut record.entities);
        }
        record.parts.push(Part { labels: marks, text: lines.join("\n") });
    }
    for report in list(event, "EventReport") {
        let name = text(report, "name").unwrap_or("report");
        let content = text(report, "content").unwrap_or_default();
        let marks = distribution(report).into_iter().collect();
        record.parts.push(Part { labels: marks, text: format!("{name}\n{content}") });
    }
    let tags = other_tags(event);
    if !tags.is_empty() {
        record.parts.push(Part::plain(format!("Tags: {}", tags.join(", "))));
    }
    if record.parts.is_empty() {
        record.parts.push(record.title.clone());
    }
    record
}

/// Attributes by category and labels, in the order of their first.
fn attributes(event: &Value, record: &mut Record) {
    let mut groups: Vec<(String, Vec<Label>, Vec<&Value>)> = Vec::new();
    for attribute in list(event, "Attribute") {
        let category = text(attribute, "category").unwrap_or("Other").to_owned();
        let mut marks = labels(attribute);
        marks.extend(distribution(attribute));
        match groups.iter_mut().find(|(known, of, _)| *known == category && *of == marks) {
            Some((_, _, members)) => members.push(attribute),
            None => groups.push((category, marks, vec![attribute])),
        }
    }
    for (category, labels, members) in groups {
        let portion = record.parts.len();
        let mut lines = vec![category];
        for attribute in members {
            lines.push(line(attribute, "type"));
            entity(attribute, portion, &mut record.entities);
        }
        record.parts.push(Part { labels, text: lines.join("\n") });
    }
}

fn line(attribute: &Value, name: &str) -> String {
    let name = text(attribute, name).unwrap_or("value");
    let value = plain(attribute, "value").unwrap_or_default();
    let comment = plain(attribute, "comment").map_or_else(String::new, |said| format!(" ({said})"));
    let tags = other_tags(attribute);
    let tags = if tags.is_empty() { String::new() } else { format!(" [{}]", tags.join(", ")) };
    format!("{name}: {value}{comment}{tags}")
}

/// What an attribute names, where its type says what that is.
fn entity(attribute: &Value, portion: usize, into: &mut Vec<Entity>) {
    let Some(kind) = text(attribute, "type") else { return };
    let Some(value) = plain(attribute, "value") else { return };
    let known = TYPES.iter().find(|(of, _)| of.contains(&kind));
    let Some((_, entity)) = known else { return };
    // Two values in one: the name and what it resolves to.
    let value = value.split('|').next_back().unwrap_or_default().to_owned();
    into.push(Entity {
        kind: (*entity).to_owned(),
        name: value.clone(),
        ids: vec![(kind.to_owned(), value)],
        portion: Some(portion),
        ..Entity::default()
    });
}

/// Types of attributes, and what they name.
const TYPES: &[(&[&str], &str)] = &[
    (&["ip-src", "ip-dst", "domain|ip"], "ip-address"),
    (&["domain", "hostname"], "domain"),
    (&["email", "email-src", "email-dst"], "email"),
    (&["url", "uri", "link"], "url"),
    (&["md5", "sha1", "sha224", "sha256", "sha384", "sha512"], "hash"),
    (&["filename|md5", "filename|sha1", "filename|sha256"], "hash"),
    (&["phone-number"], "phone"),
    (&["threat-actor"], "threat-actor"),
    (&["target-org"], "organization"),
    (&["full-name", "target-user"], "person"),
    (&["mac-address"], "mac-address"),
    (&["vulnerability"], "vulnerability"),
];
