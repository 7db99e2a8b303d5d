//! Saved searches and alerts.

use serde::{Deserialize, Serialize};

use super::Hit;
use crate::FoundAlert;

/// A search that looks at each new report.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// What its recipient calls it.
    pub name: String,
    /// The query.
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
}

fn analysis() -> String {
    model::Purpose::Analysis.name().to_owned()
}

impl SavedSearch {
    /// One that is kept.
    pub fn of(saved: &store::SavedSearch) -> Self {
        let store::SavedSearch { recipient: _, purpose, matter, name, query, names } = saved;
        Self {
            name: name.clone(),
            query: query.clone(),
            purpose: purpose.name().to_owned(),
            matter: matter.clone(),
            names: *names,
        }
    }
}

impl Alert {
    /// What a saved search found.
    pub fn of(found: &FoundAlert) -> Self {
        Self { search: found.name.clone(), hit: Hit::shown(found.released.rendition()) }
    }
}
