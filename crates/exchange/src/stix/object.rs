//! One object of STIX.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::json::{is_empty, sorted};

/// An object, its properties in the order of their names. Printing it gives its JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Object(BTreeMap<String, Value>);

impl Object {
    /// An object of a type, with nothing but what every object has.
    pub(super) fn new(kind: &str, uuid: Uuid) -> Self {
        let bare = Self(BTreeMap::new()).with("type", kind).with("id", format!("{kind}--{uuid}"));
        bare.with("spec_version", "2.1")
    }

    /// What another object is, with some of its properties.
    pub(super) fn bare(of: &Self, names: &[&str]) -> Self {
        let kept =
            |name: &str| ["type", "id", "spec_version"].contains(&name) || names.contains(&name);
        let kept = of.0.iter().filter(|(name, _)| kept(name));
        Self(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// With one more property; an empty one is left out.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = sorted(value.into());
        if !is_empty(&value) {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// With a property that may be absent.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// What [`Object::into_value`] gave, or what is stored of it; `None` where it has no type or id.
    pub fn read(value: Value) -> Option<Self> {
        let Value::Object(properties) = value else { return None };
        let properties = properties.into_iter().map(|(name, value)| (name, sorted(value)));
        let object = Self(properties.collect());
        let sound = !object.id().is_empty() && !object.kind().is_empty();
        sound.then_some(object)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// Its type.
    pub fn kind(&self) -> &str {
        self.text("type").unwrap_or_default()
    }

    /// When it was changed, where it has versions.
    pub fn modified(&self) -> Option<&str> {
        self.text("modified")
    }

    /// When it was made, where it says so.
    pub fn created(&self) -> Option<&str> {
        self.text("created")
    }

    /// A property.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether it was made by another object, or is marked by it.
    pub(super) fn refers_to(&self, id: &str) -> bool {
        let marks = self.property("object_marking_refs").and_then(Value::as_array);
        let mut marks = marks.into_iter().flatten();
        self.text("created_by_ref") == Some(id) || marks.any(|mark| mark.as_str() == Some(id))
    }

    /// As JSON, its properties in the order of their names.
    pub fn into_value(self) -> Value {
        Value::Object(self.0.into_iter().collect())
    }

    /// A property that is a text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.clone().into_value())
    }
}
