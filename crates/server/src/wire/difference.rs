//! What a changed community would change for everything that is stored.

use serde::{Deserialize, Serialize};

/// The difference between the community as it is and a changed one.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Difference {
    /// How many reports were decided about, each in its newest version.
    pub reports: u64,
    /// At which time: of acts that are yet to begin, when the last of them does.
    #[serde(default)]
    pub at: String,
    /// For each purpose, recipients for whom the same changes, those of most reports first.
    pub groups: Vec<ChangedGroup>,
}

/// Recipients for whom the same changes for one purpose.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ChangedGroup {
    /// The purpose.
    pub purpose: String,
    /// The matter, if one was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Who.
    pub recipients: Vec<String>,
    /// Of how many reports they would be given more: another form or other parts, or who the US persons
    /// in it are; each report counts once.
    pub more_open: u64,
    /// Of how many reports they would be given less.
    pub more_closed: u64,
    /// Of how many reports they would be given some parts more and some less, or more in one manner and
    /// less in another.
    pub otherwise: u64,
    /// The same by forms.
    pub changes: Vec<ChangedForm>,
}

/// Reports of which another form is given, other parts in the same form, or the same with other names.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct ChangedForm {
    /// `more-open`, `more-closed` or `otherwise`.
    pub direction: String,
    /// The form before: `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub before: String,
    /// Where US persons are named in it: `shown` or `masked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_identities: Option<String>,
    /// The form after.
    pub after: String,
    /// The same of the form after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_identities: Option<String>,
    /// In which manners it would reach them so: `search`, `display`, `copy`, `extract`.
    pub manners: Vec<String>,
    /// How many reports.
    pub reports: u64,
    /// Some of them.
    pub examples: Vec<String>,
}
