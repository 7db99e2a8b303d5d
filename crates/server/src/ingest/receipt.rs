//! What became of each submission, and of all of them.

use std::collections::BTreeMap;

use crate::wire::Advice;

/// What became of one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fate {
    /// Stored and durable.
    Accepted {
        /// The receipt.
        receipt: u64,
        /// What the originator should know.
        notes: Vec<String>,
        /// What the submitter may want to look at; it is kept nowhere.
        advice: Vec<Advice>,
    },
    /// The same was accepted before.
    Repeated {
        /// The first receipt.
        receipt: u64,
    },
    /// Set aside, durable and unreleased.
    Quarantined {
        /// The receipt.
        receipt: u64,
        /// Stable name of the reason.
        reason: String,
        /// The reason.
        text: String,
        /// Its id in quarantine.
        aside: String,
    },
    /// Not taken.
    Refused {
        /// Column of the line, from 1, where there is one place to point at.
        column: Option<usize>,
        /// What is wrong and what to do.
        text: String,
    },
}

impl Fate {
    /// The word used in interfaces.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Repeated { .. } => "repeated",
            Self::Quarantined { .. } => "quarantined",
            Self::Refused { .. } => "refused",
        }
    }
}

/// One line's receipt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Receipt {
    /// The file or stream.
    pub source: String,
    /// The line, from 1; 0 for the stream as a whole.
    pub line: u64,
    /// The report, `ORIGINATOR SERIAL vN`, where it could be read.
    pub report: Option<String>,
    /// What became of it.
    pub fate: Fate,
}

impl Receipt {
    /// Where it stands: `file:line:column`.
    pub fn place(&self) -> String {
        match (&self.fate, self.line) {
            (_, 0) => self.source.clone(),
            (Fate::Refused { column: Some(column), .. }, line) => {
                format!("{}:{line}:{column}", self.source)
            }
            (_, line) => format!("{}:{line}", self.source),
        }
    }
}

/// The closing count.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
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

impl Summary {
    pub(super) fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Accepted { .. } => self.accepted += 1,
            Fate::Repeated { .. } => self.repeated += 1,
            Fate::Quarantined { reason, .. } => {
                *self.quarantined.entry(reason.clone()).or_default() += 1;
            }
            Fate::Refused { .. } => self.refused += 1,
        }
    }

    /// How many submissions were set aside.
    pub fn quarantined_total(&self) -> u64 {
        self.quarantined.values().sum()
    }

    /// Whether everything was taken.
    pub fn is_clean(&self) -> bool {
        self.refused == 0 && self.quarantined.is_empty()
    }
}
