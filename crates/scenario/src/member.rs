//! The true people and things of the story, each with all the names that reports use for it.

use serde::Serialize;

use crate::report::Id;

/// One true person, organisation or thing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Member {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) role: &'static str,
    /// The true name, which is also the first of `names`.
    pub(crate) name: String,
    /// Every spelling of the name.
    pub(crate) names: Vec<String>,
    /// Nicknames, false identities, earlier names.
    pub(crate) aliases: Vec<String>,
    pub(crate) ids: Vec<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) us_person: Option<bool>,
    pub(crate) network: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) belongs_to: Option<String>,
    /// Somebody else of the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) namesake_of: Option<String>,
}

impl Member {
    /// A thing with one name.
    pub(crate) fn thing(kind: &'static str, number: u64, role: &'static str, name: String) -> Self {
        Self {
            id: format!("{kind}-{number:03}"),
            kind,
            role,
            names: vec![name.clone()],
            name,
            aliases: Vec::new(),
            ids: Vec::new(),
            us_person: None,
            network: String::new(),
            belongs_to: None,
            namesake_of: None,
        }
    }

    /// The spelling that an originator keeps to.
    pub(crate) fn spelled(&self, originator: usize) -> &str {
        let habit = originator.wrapping_mul(7).wrapping_add(self.id.len());
        let spelling = habit.checked_rem(self.names.len()).unwrap_or(0);
        self.names.get(spelling).map_or(self.name.as_str(), String::as_str)
    }
}
