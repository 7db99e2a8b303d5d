//! What stands in feeds.

use serde::{Deserialize, Serialize};
use store::RecordedContract;

use super::{ContractRecord, Report};
use crate::{Fed, FeedPageItem};

/// A feed that its recipient may read.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Feed {
    /// The contract in force.
    pub contract: ContractRecord,
    /// The last position; there is none before 1.
    pub last: u64,
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
    /// From the contract, and how far its feed goes.
    pub fn of(known: &RecordedContract, last: u64) -> Self {
        Self { contract: ContractRecord::of(known), last }
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
        let FeedPageItem { position, at, what } = item;
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
