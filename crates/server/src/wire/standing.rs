//! Saved searches and alerts.

use serde::{Deserialize, Serialize};

use super::Hit;
use super::entity::EntitySource;
use crate::{FoundAlert, ShownMatch};

/// A search that looks at each new report.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// What its recipient calls it.
    pub name: String,
    /// The query.
    #[serde(default)]
    pub query: String,
    /// What its hits are wanted for.
    #[serde(default = "analysis")]
    pub purpose: String,
    /// In which matter.
    #[serde(default)]
    pub matter: Option<String>,
    /// Whether words are compared as names.
    #[serde(default)]
    pub names: bool,
    /// In the place of a query: the originators whose lists it looks out for; of all lists where it names
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<Vec<String>>,
}

/// The saved search of a name, to be ended.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DroppedSearch {
    /// Its name.
    pub name: String,
}

/// A report that a saved search found when it was new.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Alert {
    /// The saved search's name.
    pub search: String,
    /// The report, as far as it may go now.
    pub hit: Hit,
    /// The entries of lists that it was found for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<ListMatch>,
    /// The reports that the matches are known from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<EntitySource>,
}

/// A mention and an entry of a list that it may be of.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ListMatch {
    /// The mention, `ORIGINATOR SERIAL#N`.
    pub mention: String,
    /// Its name, as the report writes it.
    pub name: String,
    /// The entry, `ORIGINATOR SERIAL#N`.
    pub entry: String,
    /// The entry's name, as the list writes it.
    pub entry_name: String,
    /// What the evidence weighs, in bits.
    pub weight: String,
    /// Whether that is enough by itself; else a person is asked.
    pub enough: bool,
    /// The evidence, the weightiest first.
    pub evidence: Vec<String>,
}

fn analysis() -> String {
    model::Purpose::Analysis.name().to_owned()
}

impl SavedSearch {
    /// One that is kept.
    pub fn of(saved: &store::SavedSearch) -> Self {
        let store::SavedSearch { recipient: _, purpose, matter, name, query, names, lists } = saved;
        Self {
            name: name.clone(),
            query: query.clone(),
            purpose: purpose.name().to_owned(),
            matter: matter.clone(),
            names: *names,
            lists: lists.as_ref().map(|of| of.iter().map(ToString::to_string).collect()),
        }
    }
}

impl Alert {
    /// What a saved search found.
    pub fn of(found: &FoundAlert) -> Self {
        let FoundAlert { name, released, matches, is_new: _ } = found;
        Self {
            search: name.clone(),
            hit: Hit::shown(released.rendition()),
            matches: matches.matches.iter().map(ListMatch::of).collect(),
            sources: matches.sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl ListMatch {
    fn of(shown: &ShownMatch) -> Self {
        let ShownMatch { mention, name, entry, entry_name, found } = shown;
        Self {
            mention: mention.clone(),
            name: name.clone(),
            entry: entry.clone(),
            entry_name: entry_name.clone(),
            weight: found.weight.to_string(),
            enough: found.enough,
            evidence: found.evidence.iter().map(ToString::to_string).collect(),
        }
    }
}
