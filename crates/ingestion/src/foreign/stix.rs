//! STIX 2.1 and 2.0: bundles, TAXII envelopes, single objects.
//!
//! A container (report, grouping, observed data) becomes a report with what it references; every
//! object that no container references becomes one of its own. An object's marks are those of its
//! text; what the object says beside name and description stands in a portion, word for word.

mod marks;
mod object;
mod things;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::json::{self, list, text};
use super::record::{Part, Record};
use crate::Quarantine;
use marks::Marks;
use object::{called, described, issued, version};

/// Reads every object.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Record>, Quarantine> {
    let value = json::read(bytes, "STIX")?;
    let objects: Vec<&Value> = match &value {
        Value::Array(objects) => objects.iter().collect(),
        bundle if bundle.get("objects").is_some_and(Value::is_array) => {
            list(bundle, "objects").collect()
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            vec![&value]
        }
    };
    Ok(Bundle::new(objects).records())
}

/// The objects of a bundle and how they hang together.
struct Bundle<'v> {
    objects: Vec<&'v Value>,
    /// The latest version of each.
    by_id: HashMap<&'v str, &'v Value>,
    marks: Marks<'v>,
    /// Relationships by the object that they start from.
    from: HashMap<&'v str, Vec<&'v Value>>,
    /// What some container holds.
    held: HashSet<&'v str>,
}

impl<'v> Bundle<'v> {
    fn new(objects: Vec<&'v Value>) -> Self {
        let mut by_id: HashMap<&str, &Value> = HashMap::new();
        let mut from: HashMap<&str, Vec<&Value>> = HashMap::new();
        let mut held = HashSet::new();
        for object in &objects {
            let Some(id) = text(object, "id") else { continue };
            let is_later = |known: &&'v Value| text(known, "modified") >= text(object, "modified");
            if !by_id.get(id).is_some_and(is_later) {
                by_id.insert(id, object);
            }
            if let Some(source) = text(object, "source_ref") {
                from.entry(source).or_default().push(object);
            }
            if is_container(object) {
                held.extend(list(object, "object_refs").filter_map(Value::as_str));
            }
        }
        let marks = Marks::new(&objects);
        Self { objects, by_id, marks, from, held }
    }

    fn records(&self) -> Vec<Record> {
        let creators: HashSet<&str> =
            self.objects.iter().filter_map(|object| text(object, "created_by_ref")).collect();
        let stands_alone = |object: &&&Value| {
            let id = text(object, "id").unwrap_or_default();
            let kind = text(object, "type").unwrap_or_default();
            match kind {
                "marking-definition" | "extension-definition" => false,
                "identity" if creators.contains(id) => false,
                "relationship" => !self.is_told(object),
                _other => !self.held.contains(id) || is_container(object),
            }
        };
        self.objects.iter().filter(stands_alone).map(|object| self.record(object)).collect()
    }

    /// Whether a relationship stands in the report of the object that it starts from.
    fn is_told(&self, relationship: &Value) -> bool {
        text(relationship, "source_ref").is_some_and(|source| self.by_id.contains_key(source))
    }

    fn record(&self, object: &'v Value) -> Record {
        let creator = text(object, "created_by_ref");
        let creator = creator.map(|id| {
            let name = self.by_id.get(id).and_then(|identity| text(identity, "name"));
            name.unwrap_or(id).to_owned()
        });
        let mut record = Record {
            place: text(object, "id").unwrap_or("an object without id").to_owned(),
            originator: creator,
            id: text(object, "id").map(str::to_owned),
            version: version(object),
            issued: issued(object),
            title: Part { labels: self.marks.of_property(object, "name"), text: called(object) },
            labels: self.marks.of(object),
            ..Record::default()
        };
        self.tell(object, false, &mut record);
        for id in list(object, "object_refs").filter_map(Value::as_str) {
            match self.by_id.get(id) {
                Some(held) if text(held, "type") == Some("relationship") => {
                    self.relate(held, &mut record);
                }
                Some(held) => self.tell(held, true, &mut record),
                None => {
                    record.notes.push(format!("it references {id}, which is not in the bundle"))
                }
            }
        }
        if record.parts.is_empty() {
            record.parts.push(record.title.clone());
        }
        record
    }

    /// Adds what an object says, and where it leads to.
    fn tell(&self, object: &'v Value, is_held: bool, record: &mut Record) {
        let at = record.parts.len();
        let own = |property: &str| {
            let marks = self.marks.of_property(object, property);
            if marks.is_empty() && is_held { self.marks.of(object) } else { marks }
        };
        if is_held {
            let kind = text(object, "type").unwrap_or("object");
            record
                .parts
                .push(Part { labels: own("name"), text: format!("{kind}: {}", called(object)) });
        }
        for (property, text) in described(object, &self.marks) {
            record.parts.push(Part { labels: own(property.as_str()), text });
        }
        // What has marks for single properties is named with the whole alone.
        let is_whole = self.marks.of_any_property(object).is_empty();
        things::add(object, Some(at).filter(|at| is_whole && *at < record.parts.len()), record);
        let id = text(object, "id").unwrap_or_default();
        for relationship in self.from.get(id).into_iter().flatten() {
            if !self.held.contains(text(relationship, "id").unwrap_or_default()) {
                self.relate(relationship, record);
            }
        }
    }

    /// Adds a relationship. It stands under marks of its own: what it leads to is named where those protect
    /// the name, and else by its id.
    fn relate(&self, relationship: &'v Value, record: &mut Record) {
        let mut labels = self.marks.of(relationship);
        labels.extend(self.marks.of_any_property(relationship));
        let is_protected = |object: &Value| {
            let mut needed = self.marks.of(object);
            needed.extend(self.marks.of_any_property(object));
            let held = if labels.is_empty() { &record.labels } else { &labels };
            // What has no mark counts as the banner.
            let is_marked = labels.is_empty() || !needed.is_empty();
            is_marked && needed.iter().all(|label| held.contains(label))
        };
        let end = |name: &str| {
            let id = text(relationship, name).unwrap_or("nothing");
            let known = self.by_id.get(id).filter(|object| is_protected(object));
            known.map_or_else(|| id.to_owned(), |object| called(object))
        };
        let kind = text(relationship, "relationship_type").unwrap_or("related-to");
        let mut said = format!("{} {kind} {}", end("source_ref"), end("target_ref"));
        for (_, text) in described(relationship, &self.marks) {
            said.push('\n');
            said.push_str(&text);
        }
        record.parts.push(Part { labels, text: said });
    }
}

/// What exists to hold other objects together.
fn is_container(object: &Value) -> bool {
    matches!(text(object, "type"), Some("report" | "grouping" | "observed-data"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const GREEN: &str = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    const RED: &str = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";

    /// What is told of a relationship between two objects under marks.
    fn told(source: &[&str], relationship: &[&str], target: &[&str]) -> String {
        let bundle = json!({"type": "bundle", "objects": [
            {"type": "malware", "id": "malware--1", "name": "Lantern", "object_marking_refs": source},
            {"type": "threat-actor", "id": "threat-actor--1", "name": "Quarry",
             "object_marking_refs": target},
            {"type": "relationship", "id": "relationship--1", "relationship_type": "used-by",
             "source_ref": "malware--1", "target_ref": "threat-actor--1",
             "object_marking_refs": relationship},
        ]});
        let records = read(bundle.to_string().as_bytes()).unwrap();
        records[0].parts.last().unwrap().text.clone()
    }

    #[test]
    fn a_relationship_names_nothing_that_its_own_marks_do_not_protect() {
        assert_eq!(told(&[GREEN], &[GREEN], &[GREEN]), "Lantern used-by Quarry");
        assert_eq!(told(&[GREEN], &[GREEN], &[RED]), "Lantern used-by threat-actor--1");
        assert_eq!(told(&[RED], &[GREEN], &[GREEN]), "malware--1 used-by Quarry");
        assert_eq!(told(&[GREEN], &[GREEN], &[]), "Lantern used-by threat-actor--1");
        // Without marks of its own it counts as what it stands in.
        assert_eq!(told(&[GREEN], &[], &[RED]), "Lantern used-by threat-actor--1");
        assert_eq!(told(&[GREEN], &[], &[]), "Lantern used-by Quarry");
        assert_eq!(told(&[], &[], &[]), "Lantern used-by Quarry");
    }
}
