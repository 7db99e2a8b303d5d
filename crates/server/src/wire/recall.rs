//! Recalls, as those who had a report and those who follow them see them.

use serde::{Deserialize, Serialize};

/// What an originator takes back.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewRecall {
    /// Which report, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// Up to which version; without it, all there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// `recall`, `downgrade` or `correction`: `recall` when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Why; for the originator and its auditors.
    pub because: String,
    /// What those who had it are told besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tell: Option<String>,
    /// What takes its place, as `ORIGINATOR SERIAL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// A recall, once it is in force.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Recalled {
    /// Its id.
    pub id: String,
    /// Which report, `ORIGINATOR SERIAL vN`; earlier versions are with it.
    pub report: String,
    /// How many recipients are told.
    pub told: usize,
    /// The reports that derive from it: their originators are told, and decide about them.
    pub derived: usize,
}

/// What somebody who had a report is told.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RecallNotice {
    /// What was had, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// `recall`, `downgrade`, `correction`, or `source-recalled` for what derives from something.
    pub kind: String,
    /// When, in RFC 3339.
    pub at: String,
    /// What the originator says to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What takes its place, where the reader may have that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// When it was acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
    /// How often those who did not were reminded.
    pub reminders: u32,
}

/// A recall on the board of those who follow it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RecallOnBoard {
    /// Its id.
    pub id: String,
    /// Which report: the recalled one, or one's own that derives from one.
    pub report: String,
    /// `recall`, `downgrade`, `correction` or `source-recalled`.
    pub kind: String,
    /// When, in RFC 3339.
    pub at: String,
    /// How many whole days ago.
    pub age_days: u64,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// How many recipients were told.
    pub told: usize,
    /// Who did not acknowledge yet.
    pub waiting: Vec<String>,
    /// Who did.
    pub acknowledged: Vec<Acknowledged>,
    /// How often those who did not were reminded.
    pub reminders: u32,
}

/// A recipient that knows of a recall.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Acknowledged {
    /// Who.
    pub recipient: String,
    /// When, in RFC 3339.
    pub at: String,
    /// What it was used for and where it went on to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onward: Option<String>,
}

/// That a recipient knows of a recall.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledging {
    /// The report that it had, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// What it was used for and where it went on to.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub onward: Option<String>,
}
