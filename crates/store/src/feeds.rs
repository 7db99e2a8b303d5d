//! What feeds have brought: a fold of the journal that is kept in memory beside the contracts.

use std::collections::BTreeMap;
use std::sync::Arc;

use dissemination::{Form, Naming};
use model::Timestamp;

use crate::{Served, ServedReport};

/// What a feed brings of a report: two that are alike show the same.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
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
    /// A hash of what the recipient owes for it.
    pub owed: Option<String>,
}

/// One position of a feed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FeedItem {
    /// Where it stands, from 1 on and without a gap.
    pub position: u64,
    /// When it came there: a millisecond or more after whatever stands before it.
    pub at: Timestamp,
    /// When the first position about the report came there.
    pub first_at: Timestamp,
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
    known: BTreeMap<Arc<str>, Known>,
    /// How many reads there were of what something later in the feed was about by then.
    late: u64,
    /// The last position that its recipient says it has.
    received: u64,
}

/// What a feed knows of a report.
#[derive(Debug)]
struct Known {
    /// The first of its items, and the last.
    first: usize,
    last: usize,
    /// What was read of it: versions and forms, in the order of their first reads.
    read: Vec<ReadForm>,
}

/// A version of a report in a form in which it was read from a feed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReadForm {
    /// The version.
    pub version: u32,
    /// The form.
    pub form: FeedForm,
    /// When something else came in its stead, if anything did since it was read last.
    pub gone_at: Option<Timestamp>,
}

#[derive(Debug)]
struct Item {
    at: Timestamp,
    /// Shared with every other feed that it came into at once.
    report: Arc<str>,
    version: u32,
    form: Option<Arc<FeedForm>>,
}

impl Item {
    fn is(&self, version: u32, form: Option<&FeedForm>) -> bool {
        self.version == version && self.form.as_deref() == form
    }
}

impl Feed {
    /// Takes a report that was brought in a form, or taken back.
    pub(crate) fn take(
        &mut self,
        at: Timestamp,
        report: &Arc<str>,
        version: u32,
        form: Option<&Arc<FeedForm>>,
    ) {
        let after = self.items.last().map(|item| item.at.micros().saturating_add(APART_MICROS));
        let at = after.map_or(at, |after| at.max(Timestamp::from_micros(after)));
        let at_place = self.items.len();
        let new = || Known { first: at_place, last: at_place, read: Vec::new() };
        let known = self.known.entry(Arc::clone(report)).or_insert_with(new);
        known.last = at_place;
        let item = Item { at, report: Arc::clone(report), version, form: form.cloned() };
        for read in known.read.iter_mut().filter(|of| !item.is(of.version, Some(&of.form))) {
            read.gone_at = read.gone_at.or(Some(at));
        }
        self.items.push(item);
    }

    /// Takes what was read; whether something is the first of its report in its form.
    pub(crate) fn note_read(&mut self, served: &Served) -> bool {
        let mut is_new = false;
        for report in &served.reports {
            let name = format!("{} {}", report.originator, report.serial);
            let (Some(known), Some(form)) =
                (self.known.get_mut(name.as_str()), FeedForm::of(report))
            else {
                continue;
            };
            let version = report.version;
            let last = self.items.get(known.last);
            let gone_at = last.filter(|last| !last.is(version, Some(&form))).map(|last| last.at);
            let same = known.read.iter_mut().find(|of| of.version == version && of.form == form);
            match same {
                Some(same) if same.gone_at.is_some() == gone_at.is_some() => continue,
                Some(same) => same.gone_at = gone_at,
                None => known.read.push(ReadForm { version, form, gone_at }),
            }
            self.late += u64::from(gone_at.is_some());
            is_new = true;
        }
        is_new
    }

    /// Takes up to where the recipient says it has what was brought and taken back; whether that is
    /// further than before.
    pub(crate) fn note_received(&mut self, served: &Served) -> bool {
        let before = self.received;
        for report in &served.reports {
            let name = format!("{} {}", report.originator, report.serial);
            let (version, form) = (report.version, FeedForm::of(report));
            let is_it = |item: &Item| *item.report == *name && item.is(version, form.as_ref());
            let from = usize::try_from(self.received).unwrap_or(usize::MAX);
            let last = self.items.iter().enumerate().skip(from).rfind(|(_, item)| is_it(item));
            self.received = last.map_or(self.received, |(place, _)| place as u64 + 1);
        }
        self.received > before
    }

    /// The last position that the recipient says it has.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// What was read of a report.
    pub(crate) fn read(&self, report: &str) -> &[ReadForm] {
        self.known.get(report).map_or(&[], |known| &known.read)
    }

    /// How often something was read for the first time of what had a later item by then. What was told
    /// about these reports must be told anew.
    pub(crate) fn late(&self) -> u64 {
        self.late
    }

    /// What stands behind a position, and at most so many.
    pub(crate) fn after(&self, position: u64, count: usize) -> Vec<FeedItem> {
        let from = usize::try_from(position).unwrap_or(usize::MAX);
        let behind = self.items.iter().enumerate().skip(from).take(count);
        behind.map(|(place, item)| self.shown(place, item)).collect()
    }

    /// What the feed holds of a report: brought, and not taken back since.
    pub(crate) fn held(&self, report: &str) -> Option<FeedItem> {
        let place = self.known.get(report)?.last;
        let item = self.items.get(place).filter(|item| item.form.is_some())?;
        Some(self.shown(place, item))
    }

    /// The last item of each report that is held, by its name.
    pub(crate) fn all_held(&self) -> impl Iterator<Item = FeedItem> + '_ {
        let last = self.known.values();
        let last = last.filter_map(|known| Some((known.last, self.items.get(known.last)?)));
        let held = last.filter(|(_, item)| item.form.is_some());
        held.map(|(place, item)| self.shown(place, item))
    }

    /// How many positions there are.
    pub(crate) fn len(&self) -> u64 {
        self.items.len() as u64
    }

    fn shown(&self, place: usize, item: &Item) -> FeedItem {
        let Item { at, report, version, form } = item;
        let form = form.as_deref().cloned();
        let known = self.known.get(report);
        let first = known.and_then(|known| self.items.get(known.first));
        FeedItem {
            position: place as u64 + 1,
            at: *at,
            first_at: first.map_or(*at, |first| first.at),
            report: report.as_ref().to_owned(),
            version: *version,
            form,
            is_last: known.is_some_and(|known| known.last == place),
            was_read: known.is_some_and(|known| !known.read.is_empty()),
        }
    }
}

impl FeedForm {
    /// What was served; `None` where nothing was.
    pub fn of(served: &ServedReport) -> Option<Self> {
        let ServedReport { outcome, parts, untitled, beside, identities, owed, .. } = served;
        (outcome != "withhold").then(|| Self {
            outcome: outcome.clone(),
            parts: parts.clone(),
            untitled: *untitled,
            beside: beside.clone(),
            identities: identities.clone(),
            owed: owed.clone(),
        })
    }

    /// The form as the release engine has it, the tear lines beside a whole, and whether US persons are
    /// named; `None` where a word of it is not known.
    pub fn to_given(&self) -> Option<(Form, Vec<usize>, Naming)> {
        let Self { outcome, parts, untitled, beside, identities, owed: _ } = self;
        let form = Form::read(outcome, !untitled, parts)?;
        Some((form, beside.clone(), Naming::read(identities.as_deref())?))
    }
}

/// Between two positions: objects made from one have times of their own.
const APART_MICROS: i64 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn take(feed: &mut Feed, micros: i64, came: &[(&str, u32, &str)]) {
        for report in served(came).reports {
            let name = format!("{} {}", report.originator, report.serial).into();
            let form = FeedForm::of(&report).map(Arc::new);
            feed.take(Timestamp::from_micros(micros), &name, report.version, form.as_ref());
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
        take(&mut feed, 10, &[("1", 1, "release"), ("2", 1, "redact")]);
        take(&mut feed, 10, &[("3", 1, "tearline")]);
        take(&mut feed, 5_000, &[("1", 2, "release")]);
        assert_eq!(feed.after(3, 1)[0].first_at, Timestamp::from_micros(10));
        let items = feed.after(0, 10);
        let at: Vec<_> = items.iter().map(|item| (item.position, item.at.micros())).collect();
        assert_eq!(at, [(1, 10), (2, 1_010), (3, 2_010), (4, 5_000)]);
        assert_eq!(feed.after(3, 10), items[3..]);
        assert_eq!(feed.after(1, 2), items[1..3]);
        assert_eq!(feed.after(9, 2), []);
    }

    #[test]
    fn a_report_is_held_in_its_last_form_until_it_is_taken_back() {
        let mut feed = Feed::default();
        take(&mut feed, 1, &[("1", 1, "release"), ("2", 1, "release")]);
        take(&mut feed, 2, &[("1", 2, "redact")]);
        let items = feed.after(0, 10);
        assert_eq!(items.iter().map(|item| item.is_last).collect::<Vec<_>>(), [false, true, true]);
        let held = feed.held("CIA 1");
        assert!(held.as_ref().is_some_and(|item| item.version == 2 && !item.was_read), "{held:?}");
        let read = served(&[("1", 2, "redact")]);
        assert_eq!([feed.note_read(&read), feed.note_read(&read)], [true, false]);
        assert_eq!((feed.read("CIA 1").len(), feed.late()), (1, 0));
        // Whoever read the first version read it late.
        assert!(feed.note_read(&served(&[("1", 1, "release"), ("9", 1, "release")])));
        assert_eq!((feed.read("CIA 1").len(), feed.late()), (2, 1));
        assert!(feed.held("CIA 1").is_some_and(|item| item.was_read));
        take(&mut feed, 3, &[("1", 2, "withhold")]);
        assert_eq!(feed.held("CIA 1"), None);
        let held: Vec<_> = feed.all_held().map(|item| item.report).collect();
        assert_eq!(held, ["CIA 2"]);
        assert_eq!(feed.len(), 4);
        assert_eq!(feed.after(3, 1)[0].form, None);
    }
}
