//! Feeds are read: whoever reads one is decided about again, and recorded before anything is given.

use std::collections::BTreeMap;

use dissemination::{Granted, Release, Released, Traced};
use model::{Contract, LeafKind, Manner, Recipient, Timestamp};
use store::{FeedItem, ReadForm, RecordedContract};

use super::Clearinghouse;
use super::answers::{Caller, ask};
use super::feeding::is_same;
use crate::release_log::{Basis, Log};
use crate::{Error, Result};

/// Some positions of a feed.
#[derive(Debug)]
pub struct FeedPage {
    /// In order.
    pub items: Vec<FeedPageItem>,
    /// Whether more stand behind them.
    pub more: bool,
    contract: Contract,
}

/// One position of a feed.
#[derive(Debug)]
pub struct FeedPageItem {
    /// Where it stands, from 1 on and without a gap.
    pub position: u64,
    /// When it came there.
    pub at: Timestamp,
    /// When the first position about the report came there.
    pub first_at: Timestamp,
    /// What it says.
    pub what: Fed,
    stands: FeedItem,
}

/// What a position of a feed says.
#[derive(Debug)]
pub enum Fed {
    /// A report, as far as it may go.
    Brought(Box<Released>),
    /// What was read of a report is taken back, all of it.
    TakenBack {
        /// The report, `ORIGINATOR SERIAL`.
        report: String,
    },
    /// There is nothing to say: a later position says it, or what lay here was taken back before it was
    /// read.
    Passed,
}

/// A contract whose feed is read, and by whom.
pub(super) struct Reader {
    pub(super) known: RecordedContract,
    /// As the contract lets it be seen.
    pub(super) recipient: Recipient,
    /// Who acts in its name.
    by: Option<String>,
}

impl Reader {
    pub(super) fn caller(&self) -> Caller<'_> {
        let Self { known, recipient, by } = self;
        let (purpose, matter) = (known.contract.purpose, known.contract.matter.as_deref());
        Caller { recipient, purpose, matter, by: by.as_deref() }
    }
}

impl Clearinghouse {
    /// The contracts of a recipient that are in force.
    pub fn feeds_of(&self, recipient: &Recipient) -> Vec<RecordedContract> {
        let now = self.clock.now();
        let own = self.store.contracts_of(&recipient.id).into_iter();
        own.filter(|known| known.is_in_force(now)).collect()
    }

    /// How many positions a contract's feed has.
    pub fn feed_len(&self, known: &RecordedContract) -> u64 {
        self.store.feed_len(&known.contract)
    }

    /// Since when the first of what its recipient does not say it has stands in a feed; nothing where it has
    /// all of it.
    pub fn feed_waits_since(&self, known: &RecordedContract) -> Option<Timestamp> {
        let contract = &known.contract;
        let next = self.store.feed_after(contract, self.store.feed_received(contract), 1);
        next.first().map(|item| item.at)
    }

    /// What stands in a recipient's feed behind a position. It is recorded before it is given.
    ///
    /// # Errors
    /// When there is no such feed, or it could not be recorded; then nothing is given.
    pub fn feed_page(
        &self,
        (recipient, by): (&Recipient, Option<&str>),
        name: &str,
        (after, count): (u64, usize),
    ) -> Result<FeedPage> {
        let reader = self.reader((recipient, by), name)?;
        let contract = &reader.known.contract;
        let stands = self.store.feed_after(contract, after, count);
        let given = self.give(&reader, stands)?;
        let last = given.last().map_or(after, |(item, _)| item.position);
        let shown = given.into_iter().map(|(item, released)| {
            let stands = item.clone();
            let FeedItem { position, at, first_at, report, form, is_last, was_read, .. } = item;
            let what = match (form, is_last) {
                (None, true) if was_read => Fed::TakenBack { report },
                (Some(_), true) => released.map_or(Fed::Passed, |of| Fed::Brought(Box::new(of))),
                (None | Some(_), _) => Fed::Passed,
            };
            FeedPageItem { position, at, first_at, what, stands }
        });
        let items = shown.collect();
        let more = last < self.store.feed_len(contract);
        Ok(FeedPage { items, more, contract: reader.known.contract })
    }

    /// A recipient's feed that is in force, by its name.
    pub(super) fn reader(
        &self,
        (recipient, by): (&Recipient, Option<&str>),
        name: &str,
    ) -> Result<Reader> {
        let own = self.feeds_of(recipient);
        let known = own.into_iter().find(|known| known.contract.name == name);
        let known = known.ok_or_else(|| {
            let shown: String = name.chars().take(40).collect();
            Error::NoFeed { name: shown }
        })?;
        let recipient = known.contract.capped(recipient);
        Ok(Reader { known, recipient, by: by.map(str::to_owned) })
    }

    /// In what other forms the report of a position was read before, and when each went; they are taken
    /// back with that position.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn earlier_forms(
        &self,
        page: &FeedPage,
        item: &FeedPageItem,
    ) -> Result<Vec<(Traced, Timestamp)>> {
        self.earlier(&page.contract, &item.stands)
    }

    /// The forms in which a report was read from a feed and that its last position no longer has, and
    /// when each went; those that went last come first.
    pub(super) fn earlier(
        &self,
        contract: &Contract,
        item: &FeedItem,
    ) -> Result<Vec<(Traced, Timestamp)>> {
        let mut earlier: Vec<(Traced, Timestamp)> = Vec::new();
        if !item.is_last {
            return Ok(earlier);
        }
        let read = self.store.fed_read(contract, &item.report);
        for ReadForm { version, form, gone_at } in read {
            if version == item.version && Some(&form) == item.form.as_ref() {
                continue;
            }
            let Some((form, beside, naming)) = form.to_given() else { continue };
            if let Some(report) = self.store.past_version(&item.report, version)? {
                let traced = report.trace(&form, &beside, naming);
                earlier.push((traced, gone_at.unwrap_or(item.at)));
            }
        }
        earlier.sort_by_key(|(_, gone_at)| std::cmp::Reverse(*gone_at));
        Ok(earlier)
    }

    /// Gives what stands at some positions, each decided about again and all of it recorded first.
    ///
    /// What may go otherwise by now has a later position soon, or may go as before by then: it is waited
    /// for, and nothing behind it is given, so that nothing is passed over.
    pub(super) fn give(
        &self,
        reader: &Reader,
        stands: Vec<FeedItem>,
    ) -> Result<Vec<(FeedItem, Option<Released>)>> {
        Ok(self.give_to_keep(reader, stands)?.items)
    }

    /// The same, with what it takes to give it again.
    pub(super) fn give_to_keep(&self, reader: &Reader, stands: Vec<FeedItem>) -> Result<Given> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(reader.caller(), Manner::Extract);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let (mut granted, mut bases) = (Vec::new(), BTreeMap::new());
        let (mut settled, mut reports) = (Vec::new(), Vec::new());
        for item in stands {
            if item.is_last && item.form.is_some() {
                let Some(basis) = self.store.basis_of(&item.report)? else { break };
                let Some(report) = self.store.report(&item.report)? else { break };
                let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
                let Ok(grant) = report.decide(ask) else { break };
                if !is_same(&item, &id, &grant) {
                    break;
                }
                reports.push((item.report.clone(), basis));
                bases.insert(id, Basis::of_feed(grant.decision(), acts));
                granted.push(grant);
            }
            settled.push(item);
        }
        let lines: Vec<Release> = granted.iter().map(Granted::line).collect();
        let query = Some(reader.known.id.clone());
        let log = Log { query, bases, ..self.log(serving, LeafKind::Released) };
        let released = match granted.is_empty() {
            true => Vec::new(),
            false => Granted::release_all(granted, &log)?,
        };
        let mut released = released.into_iter();
        let entry = log.entry.get();
        let items = settled.into_iter().map(|item| {
            let is_given = item.is_last && item.form.is_some();
            (item, is_given.then(|| released.next()).flatten())
        });
        Ok(Given { items: items.collect(), lines, reports, entry })
    }
}

/// What was given of some positions.
pub(super) struct Given {
    pub(super) items: Vec<(FeedItem, Option<Released>)>,
    /// What was recorded.
    pub(super) lines: Vec<Release>,
    /// The reports, with what was decided from.
    pub(super) reports: Vec<(String, (u64, u32))>,
    /// The entry that says so.
    pub(super) entry: Option<u64>,
}
