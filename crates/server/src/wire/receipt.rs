//! What became of a submission.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Advice;
use crate::Fate;

/// The answer to a submission.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Submission {
    /// One a line.
    pub receipts: Vec<Receipt>,
    /// Receipts beyond the number that one answer lists; the summary counts them.
    pub unlisted: u64,
    /// All of them, counted.
    pub summary: Summary,
}

/// One line's receipt.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Receipt {
    /// The file or stream.
    pub source: String,
    /// The line, from 1; 0 for the stream as a whole.
    pub line: u64,
    /// The report, `ORIGINATOR SERIAL vN`, where it could be read.
    pub report: Option<String>,
    /// `accepted`, `repeated`, `quarantined` or `refused`.
    pub outcome: String,
    /// The journal entry, unless it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<u64>,
    /// What the originator should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the submitter may want to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// Stable name of the reason, for what is quarantined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its id in quarantine, for what is quarantined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<String>,
    /// What is wrong and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The column, from 1, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// The closing count.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Summary {
    /// Reports stored.
    pub accepted: u64,
    /// Reports that were stored before.
    pub repeated: u64,
    /// Submissions set aside, by reason.
    pub quarantined: BTreeMap<String, u64>,
    /// Lines and streams not taken.
    pub refused: u64,
}

impl Receipt {
    /// The wire form of a receipt.
    pub fn of(receipt: &crate::Receipt) -> Self {
        let crate::Receipt { source, line, report, fate } = receipt.clone();
        let outcome = fate.name().to_owned();
        let base = Self { source, line, report, outcome, ..Self::default() };
        match fate {
            Fate::Accepted { receipt, notes, advice } => {
                Self { receipt: Some(receipt), notes, advice, ..base }
            }
            Fate::Repeated { receipt } => Self { receipt: Some(receipt), ..base },
            Fate::Quarantined { receipt, reason, text, aside } => {
                let (receipt, reason, text) = (Some(receipt), Some(reason), Some(text));
                Self { receipt, reason, text, aside: Some(aside), ..base }
            }
            Fate::Refused { column, text } => Self { column, text: Some(text), ..base },
        }
    }
}

impl Summary {
    /// The wire form of a summary.
    pub fn of(summary: &crate::Summary) -> Self {
        let crate::Summary { accepted, repeated, quarantined, refused } = summary.clone();
        Self { accepted, repeated, quarantined, refused }
    }
}
