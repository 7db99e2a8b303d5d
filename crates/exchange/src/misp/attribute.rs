//! One attribute of an event.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::ids::named;

/// An attribute: its type has a category by default, its value is text.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    pub(super) relation: Option<&'static str>,
    pub(super) value: String,
    pub(super) comment: String,
    pub(super) tags: Vec<String>,
}

impl Attribute {
    pub(super) fn new(
        category: &'static str,
        kind: &'static str,
        value: impl Into<String>,
    ) -> Self {
        let (value, comment) = (value.into(), String::new());
        Self { category, kind, relation: None, value, comment, tags: Vec::new() }
    }

    /// A text that is no indicator of anything.
    pub(super) fn text(value: impl Into<String>, comment: &str) -> Self {
        Self { comment: comment.to_owned(), ..Self::new("Other", "text", value) }
    }

    /// As one of an object.
    pub(super) fn of_object(self, relation: &'static str) -> Self {
        Self { relation: Some(relation), ..self }
    }

    /// Under a portion mark.
    pub(super) fn tagged(self, tag: String) -> Self {
        Self { tags: vec![tag], ..self }
    }

    /// Whether MISP takes both for one.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        (self.kind, self.relation, &self.value) == (other.kind, other.relation, &other.value)
    }

    /// Takes another's comment and marks besides its own.
    pub(super) fn take(&mut self, other: &Self) {
        if !self.comment.split("; ").any(|comment| comment == other.comment) {
            self.comment = format!("{}; {}", self.comment, other.comment);
        }
        let new = other.tags.iter().filter(|tag| !self.tags.contains(tag));
        let new: Vec<String> = new.cloned().collect();
        self.tags.extend(new);
    }

    /// As MISP writes it; its id follows from where it stands and what it says. Nothing is for
    /// detection, and no value of ours finds those of others.
    pub(super) fn json(&self, within: Uuid, timestamp: &str) -> Value {
        let Self { category, kind, relation, value, comment, tags } = self;
        let uuid = named(&json!(["attribute", within.to_string(), relation, kind, value, comment]))
            .to_string();
        let tags: Vec<Value> = tags.iter().map(|tag| json!({"name": tag})).collect();
        let mut written = json!({
            "category": category, "comment": comment, "deleted": false,
            "disable_correlation": true, "timestamp": timestamp, "to_ids": false, "type": kind,
            "uuid": uuid, "value": value,
        });
        if let Some(members) = written.as_object_mut() {
            match relation {
                Some(relation) => {
                    // Within an object this says that it has the object's distribution.
                    members.insert("distribution".to_owned(), Value::from("5"));
                    members.insert("object_relation".to_owned(), Value::from(*relation));
                }
                None => {
                    members.insert("distribution".to_owned(), Value::from(super::event::OWN));
                }
            }
            if !tags.is_empty() {
                members.insert("Tag".to_owned(), Value::from(tags));
            }
        }
        written
    }
}
