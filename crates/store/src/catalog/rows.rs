//! The catalog's rows.

use model::{LeafKind, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Place;

/// Where a version of a report is, and what it was.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct ReportRow {
    /// Its sequence number: the receipt.
    pub(crate) seq: u64,
    /// Where the journal has it.
    pub(crate) place: Place,
    /// The number of its shape.
    pub(crate) shape: u32,
}

impl ReportRow {
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [&self.seq.to_be_bytes()[..], &self.shape.to_be_bytes(), &self.place.to_bytes()].concat()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (seq, rest) = bytes.split_first_chunk::<8>()?;
        let (shape, rest) = rest.split_first_chunk::<4>()?;
        Some(Self {
            seq: u64::from_be_bytes(*seq),
            place: Place::from_bytes(rest)?,
            shape: u32::from_be_bytes(*shape),
        })
    }
}

/// One event about an originator's material, as its auditor sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditRow {
    /// The journal entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: LeafKind,
    /// Who did it.
    pub actor: String,
    /// Which report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// To whom, for releases and refusals.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// In which form, or why not.
    pub outcome: String,
}

#[derive(Deserialize, Serialize)]
struct StoredRow(u64, i64, String, String, String, String, String, String);

impl AuditRow {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let Self { seq, at, kind, actor, report, recipient, purpose, outcome } = self.clone();
        let kind = kind.name().to_owned();
        let stored = StoredRow(seq, at.micros(), kind, actor, report, recipient, purpose, outcome);
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let StoredRow(seq, at, kind, actor, report, recipient, purpose, outcome) =
            serde_json::from_slice(bytes).ok()?;
        Some(Self {
            seq,
            at: Timestamp::from_micros(at),
            kind: LeafKind::parse(&kind)?,
            actor,
            report,
            recipient,
            purpose,
            outcome,
        })
    }
}
