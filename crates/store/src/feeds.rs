//! What feeds have brought: a fold of the journal that is kept in memory beside the contracts.

use std::collections::{BTreeMap, BTreeSet};

use model::{Leaf, Timestamp};

use crate::{Served, ServedReport};

/// What a feed brings of a report: two that are alike show the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FeedForm {
    /// `release`, `redact`, `tearline` or `pointer`.
    pub outcome: String,
    /// Positions of the portions or tear lines, for redactions and tear lines.
    pub parts: Vec<usize>,
    /// Whether the title does not go.
    pub untitled: bool,
    /// Positions of the tear lines beside a whole.
    pub beside: Vec<usize>,
    /// Where US persons are named in it: `shown` or `masked`.
    pub identities: Option<String>,
}

/// One position of a feed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FeedItem {
    /// Where it stands, from 1 on and without a gap.
    pub position: u64,
    /// When it came there: later than whatever stands before it.
    pub at: Timestamp,
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Its version.
    pub version: u32,
    /// What is brought of it, or that it is taken back.
    pub form: Option<FeedForm>,
    /// Whether nothing later in the feed is about the report.
    pub is_last: bool,
    /// Whether something of the report was read from the feed.
    pub was_read: bool,
}

/// The feed of a contract's name: its versions go on with the same positions.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    items: Vec<Item>,
    /// Which item of a report is the last.
    last: BTreeMap<String, usize>,
    /// The reports of which something was read.
    read: BTreeSet<String>,
}

#[derive(Debug)]
struct Item {
    at: Timestamp,
    report: String,
    version: u32,
    form: Option<FeedForm>,
}

impl Feed {
    /// Takes what was brought or taken back.
    pub(crate) fn take(&mut self, leaf: &Leaf, served: &Served) {
        for report in &served.reports {
            let after = self.items.last().map(|item| item.at.micros().saturating_add(1));
            let at = after.map_or(leaf.at, |after| leaf.at.max(Timestamp::from_micros(after)));
            let (version, form) = (report.version, FeedForm::of(report));
            let report = format!("{} {}", report.originator, report.serial);
            self.last.insert(report.clone(), self.items.len());
            self.items.push(Item { at, report, version, form });
        }
    }

    /// Takes what was read; whether that is the first of some report.
    pub(crate) fn note_read(&mut self, served: &Served) -> bool {
        let known = self.read.len();
        let names = served.reports.iter().map(|of| format!("{} {}", of.originator, of.serial));
        self.read.extend(names);
        self.read.len() > known
    }

    /// What stands behind a position, and at most so many.
    pub(crate) fn after(&self, position: u64, count: usize) -> Vec<FeedItem> {
        let from = usize::try_from(position).unwrap_or(usize::MAX);
        let behind = self.items.iter().enumerate().skip(from).take(count);
        behind.map(|(place, item)| self.shown(place, item)).collect()
    }

    /// What the feed holds of a report: brought, and not taken back since.
    pub(crate) fn held(&self, report: &str) -> Option<FeedItem> {
        let place = *self.last.get(report)?;
        let item = self.items.get(place).filter(|item| item.form.is_some())?;
        Some(self.shown(place, item))
    }

    /// The last item of each report that is held, by its name.
    pub(crate) fn all_held(&self) -> impl Iterator<Item = FeedItem> + '_ {
        let last = self.last.values().filter_map(|place| Some((*place, self.items.get(*place)?)));
        let held = last.filter(|(_, item)| item.form.is_some());
        held.map(|(place, item)| self.shown(place, item))
    }

    /// How many positions there are.
    pub(crate) fn len(&self) -> u64 {
        self.items.len() as u64
    }

    fn shown(&self, place: usize, item: &Item) -> FeedItem {
        let Item { at, report, version, form } = item;
        FeedItem {
            position: place as u64 + 1,
            at: *at,
            report: report.clone(),
            version: *version,
            form: form.clone(),
            is_last: self.last.get(report) == Some(&place),
            was_read: self.read.contains(report),
        }
    }
}

impl FeedForm {
    /// What was served; `None` where nothing was.
    pub fn of(served: &ServedReport) -> Option<Self> {
        let ServedReport { outcome, parts, untitled, beside, identities, .. } = served;
        (outcome != "withhold").then(|| Self {
            outcome: outcome.clone(),
            parts: parts.clone(),
            untitled: *untitled,
            beside: beside.clone(),
            identities: identities.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Commitment, LeafKind};

    fn leaf(micros: i64) -> Leaf {
        Leaf {
            seq: 7,
            at: Timestamp::from_micros(micros),
            kind: LeafKind::Delivered,
            actor: "alvarez".to_owned(),
            subject: String::new(),
            commitment: Commitment::of(&[0; 32], &[]),
        }
    }

    fn served(serials: &[(&str, u32, &str)]) -> Served {
        let of = |(serial, version, outcome): &(&str, u32, &str)| ServedReport {
            originator: "CIA".to_owned(),
            serial: (*serial).to_owned(),
            version: *version,
            outcome: (*outcome).to_owned(),
            ..ServedReport::withheld()
        };
        Served { reports: serials.iter().map(of).collect(), ..Served::default() }
    }

    #[test]
    fn positions_have_no_gap_and_times_increase_even_within_an_entry() {
        let mut feed = Feed::default();
        feed.take(&leaf(10), &served(&[("1", 1, "release"), ("2", 1, "redact")]));
        feed.take(&leaf(10), &served(&[("3", 1, "tearline")]));
        feed.take(&leaf(50), &served(&[("1", 2, "release")]));
        let items = feed.after(0, 10);
        let at: Vec<_> = items.iter().map(|item| (item.position, item.at.micros())).collect();
        assert_eq!(at, [(1, 10), (2, 11), (3, 12), (4, 50)]);
        assert_eq!(feed.after(3, 10), items[3..]);
        assert_eq!(feed.after(1, 2), items[1..3]);
        assert_eq!(feed.after(9, 2), []);
    }

    #[test]
    fn a_report_is_held_in_its_last_form_until_it_is_taken_back() {
        let mut feed = Feed::default();
        feed.take(&leaf(1), &served(&[("1", 1, "release"), ("2", 1, "release")]));
        feed.take(&leaf(2), &served(&[("1", 2, "redact")]));
        let items = feed.after(0, 10);
        assert_eq!(items.iter().map(|item| item.is_last).collect::<Vec<_>>(), [false, true, true]);
        let held = feed.held("CIA 1");
        assert!(held.as_ref().is_some_and(|item| item.version == 2 && !item.was_read), "{held:?}");
        let read = served(&[("1", 2, "redact")]);
        assert_eq!([feed.note_read(&read), feed.note_read(&read)], [true, false]);
        assert!(feed.held("CIA 1").is_some_and(|item| item.was_read));
        feed.take(&leaf(3), &served(&[("1", 2, "withhold")]));
        assert_eq!(feed.held("CIA 1"), None);
        let held: Vec<_> = feed.all_held().map(|item| item.report).collect();
        assert_eq!(held, ["CIA 2"]);
        assert_eq!(feed.len(), 4);
        assert_eq!(feed.after(3, 1)[0].form, None);
    }
}
