//! The objects of one release while they are written.

use std::collections::BTreeMap;

use model::Mention;
use serde_json::Value;
use uuid::Uuid;

use super::extension;
use super::identity;
use super::marks::Marks;
use super::object::Object;
use crate::Stamp;
use crate::shown::Shown;
use crate::stamp::millis;

/// Objects by id, with the markings that they refer to.
#[derive(Debug)]
pub(super) struct Writing {
    stamp: Stamp,
    originator: String,
    marks: Marks,
    objects: BTreeMap<String, Object>,
}

impl Writing {
    pub(super) fn new(shown: Shown<'_>, stamp: Stamp) -> Self {
        let originator = identity::of_agency(shown);
        let marks = Marks::of(shown, originator.id());
        let mut writing =
            Self { stamp, originator: originator.id().to_owned(), marks, objects: BTreeMap::new() };
        for shared in [extension::definition(), extension::definer(), originator] {
            writing.add(shared);
        }
        writing
    }

    /// The originator's identity.
    pub(super) fn originator(&self) -> &str {
        &self.originator
    }

    /// Whose markings apply from now on.
    pub(super) fn turn_to(&mut self, shown: Shown<'_>) {
        self.marks.turn_to(shown);
    }

    /// A new object with versions, marked as a marking says.
    pub(super) fn versioned(&mut self, kind: &str, uuid: Uuid, marks: &marking::Marking) -> Object {
        let Stamp { created, modified } = self.stamp;
        Object::new(kind, uuid)
            .with("created", millis(created))
            .with("modified", millis(modified.max(created)))
            .with("created_by_ref", self.originator.as_str())
            .with("object_marking_refs", self.marks.refs(marks))
    }

    /// The markings of an entity.
    pub(super) fn marks_of(&mut self, shown: Shown<'_>, mention: &Mention) -> Value {
        Value::from(self.marks.refs(&shown.marking_of_mention(mention)))
    }

    /// When a report is published that does not say when it was issued.
    pub(super) fn created(&self) -> String {
        millis(self.stamp.created)
    }

    /// Adds an object and gives its id. An observable that is named twice keeps the markings of
    /// both places.
    pub(super) fn add(&mut self, object: Object) -> String {
        let id = object.id().to_owned();
        let object = match self.objects.remove(&id) {
            Some(known) => both(known, object),
            None => object,
        };
        self.objects.insert(id.clone(), object);
        id
    }

    /// Definitions first, so that whoever reads on knows what is referred to.
    pub(super) fn into_objects(self) -> Vec<Object> {
        let mut objects: Vec<Object> = self.marks.into_definitions();
        objects.extend(self.objects.into_values());
        objects.sort_by(|one, other| (rank(one), one.id()).cmp(&(rank(other), other.id())));
        objects
    }
}

/// The later object, under the markings of both.
fn both(known: Object, object: Object) -> Object {
    let refs = |of: &Object| {
        let refs = of.property("object_marking_refs").and_then(Value::as_array);
        refs.cloned().unwrap_or_default()
    };
    let mut all = refs(&known);
    all.extend(refs(&object));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|of| seen.insert(of.to_string()));
    object.with("object_marking_refs", all)
}

fn rank(object: &Object) -> u8 {
    match object.kind() {
        "extension-definition" => 0,
        "marking-definition" => 1,
        "identity" => 2,
        "report" => 4,
        "relationship" => 5,
        _observable_or_location => 3,
    }
}
