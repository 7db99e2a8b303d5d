//! JSON with the path at which it stands, so that every refusal can name its place.

use serde_json::{Map, Value};

use crate::timestamp::TIMESTAMP_WANTED;
use crate::{ConvertError, Timestamp};

/// A JSON object and its path.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    at: String,
    members: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    /// Takes a value that must be an object.
    pub(super) fn new(at: impl Into<String>, value: &'a Value) -> Result<Self, ConvertError> {
        let at = at.into();
        match value.as_object() {
            Some(members) => Ok(Self { at, members }),
            None => Err(ConvertError::Shape { at, wanted: "an object" }),
        }
    }

    /// Its path.
    pub(super) fn at(&self) -> &str {
        &self.at
    }

    /// The path of a member.
    pub(super) fn path(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) }
    }

    /// The names of its members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.members.keys().map(String::as_str)
    }

    /// A member that may be absent.
    pub(super) fn member(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    /// A member that may be absent and must be an object.
    pub(super) fn object(&self, name: &str) -> Result<Option<Object<'a>>, ConvertError> {
        self.member(name).map(|value| Object::new(self.path(name), value)).transpose()
    }

    /// A member that may be absent and must be a text.
    pub(super) fn text(&self, name: &str) -> Result<Option<&'a str>, ConvertError> {
        let shape = || ConvertError::Shape { at: self.path(name), wanted: "a text" };
        self.member(name).map(|value| value.as_str().ok_or_else(shape)).transpose()
    }

    /// A member that must be present and a text.
    pub(super) fn required(
        &self,
        name: &str,
        wanted: &'static str,
    ) -> Result<&'a str, ConvertError> {
        self.text(name)?.ok_or_else(|| ConvertError::Missing { at: self.path(name), wanted })
    }

    /// A member that may be absent and must be a list of at least one text; each with its path.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<(String, &'a str)>, ConvertError> {
        let Some(value) = self.member(name) else { return Ok(Vec::new()) };
        let at = self.path(name);
        let shape = |at| ConvertError::Shape { at, wanted: "a list of texts" };
        let items = value.as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(|| shape(at.clone()))?;
        let texts = items.iter().enumerate().map(|(index, item)| {
            let at = format!("{at}[{index}]");
            item.as_str().map(|text| (at.clone(), text)).ok_or_else(|| shape(at))
        });
        texts.collect()
    }

    /// Refuses members that are not named: `refused` with their reasons, others as unknown.
    pub(super) fn only(
        &self,
        known: &[&str],
        refused: &[(&str, &'static str)],
    ) -> Result<(), ConvertError> {
        let Some(name) = self.names().find(|name| !known.contains(name)) else { return Ok(()) };
        let at = self.path(name);
        let reason = refused.iter().find(|(of, _)| *of == name).map(|(_, reason)| *reason);
        Err(match reason {
            Some(reason) => ConvertError::NoPlace { at, reason },
            None => ConvertError::UnknownName { at, wanted: "a property of the specification" },
        })
    }

    /// A member that must be a time.
    pub(super) fn timestamp(&self, name: &str) -> Result<Timestamp, ConvertError> {
        let text = self.required(name, TIMESTAMP_WANTED)?;
        Timestamp::parse(text).ok_or_else(|| ConvertError::UnknownValue {
            at: self.path(name),
            found: text.to_owned(),
            wanted: TIMESTAMP_WANTED,
        })
    }

    /// Demands one certain text.
    pub(super) fn is(&self, name: &str, wanted: &'static str) -> Result<(), ConvertError> {
        let found = self.required(name, wanted)?;
        if found == wanted {
            return Ok(());
        }
        Err(ConvertError::UnknownValue { at: self.path(name), found: found.to_owned(), wanted })
    }
}
