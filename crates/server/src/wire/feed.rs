//! What stands in feeds.

use serde::{Deserialize, Serialize};
use store::RecordedContract;

use super::{ContractRecord, Report};
use crate::{Coverage, Fed, FeedPageItem, Owed, ReportCoverage, Standing, Word};

/// A feed that its recipient may read.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Feed {
    /// The contract in force.
    pub contract: ContractRecord,
    /// The last position; there is none before 1.
    pub last: u64,
    /// The last position that its recipient says it has.
    #[serde(default)]
    pub received: u64,
}

/// Up to where a recipient has its feed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The last position.
    pub through: u64,
}

/// How far a contract's feed has come.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct FeedCoverage {
    /// Who gets it.
    pub recipient: String,
    /// What the recipient calls it.
    pub feed: String,
    /// How many reports the recipient may have and the contract wants.
    pub wanted: usize,
    /// How many of them stand in the feed as they may go.
    pub ready: usize,
    /// How many of these were read.
    pub read: usize,
    /// How many of these the recipient says it has.
    pub received: usize,
    /// Those that do not stand in the feed as they may go. The target is none.
    pub lacking: Vec<String>,
}

/// Word that a recipient owes of what it read.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct WordOwed {
    /// Who owes it.
    pub recipient: String,
    /// The feed.
    pub feed: String,
    /// The position.
    pub position: u64,
    /// Since when it stands there.
    pub since: String,
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// `acknowledge` or `declare-use`.
    #[serde(default)]
    pub what: String,
}

/// What use a recipient made of a report.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredUse {
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// What was done with it, in the recipient's words.
    pub r#use: String,
}

/// How a report stands with a contract.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ReportStanding {
    /// Who gets what the contract brings.
    pub recipient: String,
    /// What the recipient calls it.
    pub feed: String,
    /// `not-entitled`, `not-wanted`, `lacks`, `ready`, `read` or `received`.
    pub standing: String,
    /// Where it stands in the feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The rules that refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused_by: Vec<String>,
}

/// What a webhook did not take yet.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Undelivered {
    /// Whose feed it is.
    pub recipient: String,
    /// The feed.
    pub feed: String,
    /// Where it goes.
    pub url: String,
    /// The last position that was taken; what stands behind it waits.
    pub behind: u64,
    /// How often it was tried.
    pub tries: u32,
    /// Whether a person should look: it is tried on, once an hour.
    pub is_dead: bool,
    /// When it was tried last.
    pub at: String,
    /// What the last try gave.
    pub why: String,
}

impl FeedCoverage {
    /// From what was found.
    pub fn of(coverage: &Coverage) -> Self {
        let Coverage { contract, wanted, ready, read, received, lacking } = coverage;
        Self {
            recipient: contract.contract.recipient.to_string(),
            feed: contract.contract.name.clone(),
            wanted: *wanted,
            ready: *ready,
            read: *read,
            received: *received,
            lacking: lacking.clone(),
        }
    }
}

impl WordOwed {
    /// From what was found.
    pub fn of(owed: &Owed) -> Self {
        let Owed { contract, position, since, report, what } = owed;
        Self {
            recipient: contract.contract.recipient.to_string(),
            feed: contract.contract.name.clone(),
            position: *position,
            since: since.rfc3339(),
            report: report.clone(),
            what: (*what).to_owned(),
        }
    }
}

impl ReportStanding {
    /// From what was found.
    pub fn of(coverage: &ReportCoverage) -> Self {
        let ReportCoverage { contract, standing } = coverage;
        let none = Self {
            recipient: contract.contract.recipient.to_string(),
            feed: contract.contract.name.clone(),
            standing: String::new(),
            position: None,
            since: None,
            refused_by: Vec::new(),
        };
        match standing {
            Standing::NotEntitled { refused_by } => {
                let (standing, refused_by) = ("not-entitled".to_owned(), refused_by.clone());
                Self { standing, refused_by, ..none }
            }
            Standing::NotWanted => Self { standing: "not-wanted".to_owned(), ..none },
            Standing::Lacks => Self { standing: "lacks".to_owned(), ..none },
            Standing::Ready { position, since, word } => {
                let standing = match word {
                    Word::Unread => "ready",
                    Word::Read => "read",
                    Word::Received => "received",
                };
                let (position, since) = (Some(*position), Some(since.rfc3339()));
                Self { standing: standing.to_owned(), position, since, ..none }
            }
        }
    }
}

/// Some positions of a feed.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct FeedPage {
    /// In order.
    pub items: Vec<FeedItem>,
    /// What to say as `after` for what stands behind them.
    pub after: u64,
    /// Whether anything does already.
    pub more: bool,
}

/// One position of a feed.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct FeedItem {
    /// Where it stands, from 1 on and without a gap.
    pub position: u64,
    /// When it came there.
    pub at: String,
    /// `brought`, `taken-back`, or `passed` where there is nothing to say, or a later position says it.
    pub what: String,
    /// The report that is brought or taken back, `ORIGINATOR SERIAL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// What is brought of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought: Option<Report>,
}

impl Feed {
    /// From the contract, how far its feed goes and up to where its recipient has it.
    pub fn of(known: &RecordedContract, last: u64, received: u64) -> Self {
        Self { contract: ContractRecord::of(known), last, received }
    }
}

impl FeedPage {
    /// From what was read behind a position.
    pub fn of(page: &crate::FeedPage, after: u64) -> Self {
        let items: Vec<FeedItem> = page.items.iter().map(FeedItem::of).collect();
        let after = items.last().map_or(after, |item| item.position);
        Self { items, after, more: page.more }
    }
}

impl FeedItem {
    /// From what was read.
    pub fn of(item: &FeedPageItem) -> Self {
        let FeedPageItem { position, at, what, .. } = item;
        let (what, report, brought) = match what {
            Fed::Brought(released) => {
                let report = Report::of(released.rendition());
                ("brought", Some(report.report.clone()), Some(report))
            }
            Fed::TakenBack { report } => ("taken-back", Some(report.clone()), None),
            Fed::Passed => ("passed", None, None),
        };
        Self { position: *position, at: at.rfc3339(), what: what.to_owned(), report, brought }
    }
}
