//! What entries hold that take a report back: recalls, what recipients say to them, and purges.

use model::RecallKind;
use serde::{Deserialize, Serialize};

use crate::Place;

/// What was taken back, or what became of that.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Withdrawing {
    /// An originator took a report back.
    Recalled(Recall),
    /// Those who did not acknowledge a recall yet were reminded.
    Reminded(Reminder),
    /// A recipient knows of recalls.
    Acknowledged(Acknowledgement),
    /// An operator erased the content of entries.
    Purged(Purge),
}

/// An originator takes a report back, up to and including a version.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recall {
    /// Which report, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// The highest version that is taken back; earlier ones are with it.
    pub version: u32,
    /// How.
    pub kind: RecallKind,
    /// Why; for the originator and its auditors.
    pub because: String,
    /// What those who had it are told besides.
    pub tell: Option<String>,
    /// What takes its place, as `ORIGINATOR SERIAL`; a later version has the same name.
    pub replaced_by: Option<String>,
    /// Who had what of it, or of what derives from it: the set of those who are told.
    pub notices: Vec<Notice>,
}

/// What was had, and by whom.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Notice {
    /// The report, as `ORIGINATOR SERIAL`: the recalled one, or one that derives from it.
    pub report: String,
    /// Its version.
    pub version: u32,
    /// Everybody who was given something of it, in order.
    pub recipients: Vec<String>,
}

/// A recipient knows of a recall.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Acknowledgement {
    /// The recalls.
    pub recalls: Vec<KnownRecall>,
    /// The report that the recipient had, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// The recipient.
    pub recipient: String,
    /// What it was used for and where it went on to, in the recipient's words.
    pub onward: Option<String>,
}

/// A recall that somebody knows of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KnownRecall {
    /// Its id.
    pub id: String,
    /// Whose report was recalled.
    pub originator: String,
}

/// Everybody who did not acknowledge a recall yet was reminded.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reminder {
    /// The recall's id.
    pub recall: String,
    /// How many recipients that were.
    pub recipients: u64,
}

/// An operator erases the content of entries. It is written before they are erased.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Purge {
    /// Which report, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// Why.
    pub because: String,
    /// The entries.
    pub entries: Vec<PurgedEntry>,
}

/// One entry whose content is erased.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PurgedEntry {
    /// Its number.
    pub seq: u64,
    /// The version that it accepted; `None` for a submission that was set aside.
    pub version: Option<u32>,
    segment: u64,
    offset: u64,
    len: u32,
}

impl PurgedEntry {
    /// An entry at its place.
    pub fn new(seq: u64, version: Option<u32>, place: Place) -> Self {
        let Place { segment, offset, len } = place;
        Self { seq, version, segment, offset, len }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        let Self { segment, offset, len, .. } = *self;
        Place { segment, offset, len }
    }
}
