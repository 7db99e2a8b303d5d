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
    /// Its version; 0 where the event is about no version.
    pub version: u32,
    /// What an answer gave, for answers.
    pub answer: Option<Answered>,
}

/// What an answer gave of one report, so that it can be counted and compared.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Answered {
    /// `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub form: String,
    /// Positions of the portions or tear lines that went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<usize>,
    /// Where US persons are named in what went: `shown` or `masked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identities: Option<String>,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// How it reached the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// By which rules, or which refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The ids of the acts that it relied on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct StoredRow(
    u64,
    i64,
    String,
    String,
    String,
    String,
    String,
    String,
    u32,
    #[serde(default)] Option<Answered>,
    #[serde(default)] Vec<String>,
);

impl AuditRow {
    /// Whether something of a report was given: not only asked about, laid ready in a feed, had
    /// before, or looked at while it was set aside.
    pub fn is_given(&self) -> bool {
        let given = self.answer.as_ref().is_some_and(|answer| answer.form != WITHHOLD);
        let otherwise = matches!(
            self.kind,
            LeafKind::Decided | LeafKind::Delivered | LeafKind::Examined | LeafKind::Received
        );
        given && !otherwise
    }

    /// One row, or the rows of all `recipients` if any are said.
    pub(crate) fn to_bytes(&self, recipients: &[String]) -> Vec<u8> {
        let Self { seq, at, kind, actor, report, recipient, purpose, outcome, version, answer } =
            self.clone();
        let (at, kind, recipients) = (at.micros(), kind.name().to_owned(), recipients.to_vec());
        let stored = StoredRow(
            seq, at, kind, actor, report, recipient, purpose, outcome, version, answer, recipients,
        );
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// Reads rows back: one for each recipient, in order.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
        let StoredRow(
            seq,
            at,
            kind,
            actor,
            report,
            recipient,
            purpose,
            outcome,
            version,
            answer,
            recipients,
        ) = serde_json::from_slice(bytes).ok()?;
        let row = Self {
            seq,
            at: Timestamp::from_micros(at),
            kind: LeafKind::parse(&kind)?,
            actor,
            report,
            recipient,
            purpose,
            outcome,
            version,
            answer,
        };
        if recipients.is_empty() {
            return Some(vec![row]);
        }
        let each = recipients.into_iter().map(|recipient| Self { recipient, ..row.clone() });
        Some(each.collect())
    }
}

/// The form of what is not given.
const WITHHOLD: &str = "withhold";
