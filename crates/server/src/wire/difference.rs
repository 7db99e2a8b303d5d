//! What a changed community would change for everything that is stored.

use serde::{Deserialize, Serialize};

/// The difference between the community as it is and a changed one.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Difference {
    /// How many reports were decided about, each in its newest version.
    pub reports: u64,
    /// For each purpose, recipients for whom the same changes, those of most reports first.
    pub groups: Vec<ChangedGroup>,
}

/// Recipients for whom the same changes for one purpose.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ChangedGroup {
    /// The purpose.
    pub purpose: String,
    /// Who.
    pub recipients: Vec<String>,
    /// Of how many reports they would be given more.
    pub more_open: u64,
    /// Of how many reports they would be given less.
    pub more_closed: u64,
    /// Of how many reports they would be given some parts more and some less.
    pub otherwise: u64,
    /// The same by forms.
    pub changes: Vec<ChangedForm>,
}

/// Reports of which another form is given, or other parts in the same form.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct ChangedForm {
    /// `more-open`, `more-closed` or `otherwise`.
    pub direction: String,
    /// The form before: `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub before: String,
    /// The form after.
    pub after: String,
    /// How many reports.
    pub reports: u64,
    /// Some of them.
    pub examples: Vec<String>,
}
