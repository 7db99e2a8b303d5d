//! Feeds: what contracts bring goes into their sequences by itself, and is taken back when it must be.
//!
//! What stands in a feed was decided about and recorded when it came there; whoever reads it is decided
//! about again, so that nothing is read that may not go any more.

use std::collections::{BTreeSet, HashMap};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use dissemination::{Ask, Granted};
use index::{Incoming, Order, Parsed, Visible, Wanted};
use model::{Manner, ReportId, Timestamp};
use store::{FeedForm, FeedItem, Fresh};

use super::acting::Deciding;
use super::answers::ask;
use super::fanning::{Lot, caller};
use super::{Clearinghouse, cut};
use crate::feeds::{Feeds, Kept};
use crate::release_log::fed;
use crate::{Error, Result};

impl Clearinghouse {
    /// Brings feeds what came since the last look, and takes back or brings what may go otherwise.
    ///
    /// # Errors
    /// When something cannot be recorded; it is brought at the next look.
    pub fn bring_feeds(&self) -> Result<()> {
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        self.renew(&mut feeds)?;
        let (until, next) = (self.indexed.load(Ordering::Acquire), self.store.journal().next_seq());
        if feeds.looked < until && !feeds.is_empty() {
            let mut coming = self.store.fresh_from(feeds.looked);
            loop {
                let new = coming.by_ref().take(LOOKED_AT_ONCE_MAX);
                let new = new.collect::<store::Result<Vec<_>>>()?;
                if new.is_empty() {
                    break;
                }
                self.bring_new(&mut feeds, &new)?;
            }
        }
        feeds.looked = until;
        if feeds.known != next && !feeds.is_empty() {
            let withdrawn = self.store.withdrawn()?;
            let gone: Vec<String> = withdrawn.difference(&feeds.withdrawn).cloned().collect();
            if !gone.is_empty() {
                self.take_back_everywhere(&mut feeds, &gone)?;
            }
            feeds.withdrawn = withdrawn;
        }
        feeds.known = next;
        self.form_cohorts(&mut feeds);
        let mut sights: HashMap<usize, u64> = HashMap::new();
        let mut due = Vec::new();
        for (key, kept) in feeds.kept() {
            let Some(cohort) = feeds.cohort(key) else { continue };
            let sight = *sights.entry(cohort).or_insert_with(|| self.sight(kept));
            if kept.settled != Some(sight) {
                due.push((key, cohort, sight, kept.clone()));
            }
        }
        for (key, cohort, sight, kept) in due {
            self.settle(cohort, &kept)?;
            feeds.settled(key, sight);
        }
        Ok(())
    }

    /// How often something came into a feed, or a contract came into force or ended, since the start.
    pub fn feed_moves(&self) -> u64 {
        self.feed_moves.load(Ordering::Acquire)
    }

    /// Takes in the contracts that are in force now, and lets the others go.
    fn renew(&self, feeds: &mut Feeds) -> Result<()> {
        let (now, changes) = (self.clock.now(), self.store.contract_changes());
        let holds = |(of, until): (u64, Timestamp)| of == changes && now < until;
        if feeds.renewed.is_some_and(holds) {
            return Ok(());
        }
        let contracts = self.store.contracts();
        let at = |key: u64| usize::try_from(key).ok().and_then(|key| contracts.get(key));
        if feeds.retain(|key| at(key).is_some_and(|known| known.is_in_force(now))) {
            self.feed_moves.fetch_add(1, Ordering::AcqRel);
        }
        for (key, known) in (0_u64..).zip(&contracts) {
            if !known.is_in_force(now) || feeds.has(key) {
                continue;
            }
            let contract = known.contract.clone();
            let Some(recipient) = self.community.recipients.get(&contract.recipient) else {
                continue;
            };
            // What was proposed could be read then; it brings nothing under a language that changed.
            let Ok(query) = self.query_of(&contract) else {
                tracing::warn!(contract = known.id, "a contract's query cannot be read any more");
                continue;
            };
            let (id, recipient) = (known.id.clone(), contract.capped(recipient));
            let asks = feeds.number_of(&format!("{:?}", contract.wanted));
            let kept = Kept { id, contract, recipient, query, asks, settled: None };
            feeds.take(key, kept, &self.index)?;
            self.feed_moves.fetch_add(1, Ordering::AcqRel);
        }
        // Nothing begins or ends before then without an event.
        let instants = contracts.iter().filter(|known| known.is_open());
        let instants = instants.flat_map(|known| [known.contract.from, known.contract.until]);
        let next = instants.filter(|at| *at > now).min();
        feeds.renewed = Some((changes, next.unwrap_or(Timestamp::from_micros(i64::MAX))));
        Ok(())
    }

    fn form_cohorts(&self, feeds: &mut Feeds) {
        let in_force = self.store.in_force();
        let interner = self.store.interner();
        let named_by = self.sights.renamed(&interner);
        feeds.form_cohorts(named_by, |kept| {
            let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
            self.sights.entitlement(ask, &interner)
        });
    }

    /// Looks at reports that have just come, or are handled otherwise.
    fn bring_new(&self, feeds: &mut Feeds, new: &[Fresh]) -> Result<()> {
        let incoming = self.index.incoming(new.iter().map(|fresh| (fresh.seq, cut(fresh))))?;
        let candidates = feeds.candidates(&incoming)?;
        let names: Vec<String> = new.iter().map(|fresh| fresh.report.id().cited()).collect();
        let mut held = self.store.held_by(feeds.kept().map(|(_, kept)| kept.id.as_str()), &names);
        let deciding = self.deciding();
        self.form_cohorts(feeds);
        let mut looking = Looking { house: self, incoming: &incoming, found: HashMap::new() };
        let mut lots = Lots::default();
        for key in &candidates {
            let Some((kept, cohort)) = feeds.one(*key).zip(feeds.cohort(*key)) else { continue };
            let found = looking.matching(cohort, kept)?;
            let held = held.remove(&kept.id).unwrap_or_default();
            let wanted = match found {
                Some(wanted) => wanted,
                None => self.newest(&held)?,
            };
            if !(wanted.is_empty() && held.is_empty()) {
                lots.take(cohort, kept, wanted, held);
            }
        }
        // What they held they do not want any more.
        for (key, kept) in feeds.kept() {
            if held.is_empty() {
                break;
            }
            if let Some((held, cohort)) = held.remove(&kept.id).zip(feeds.cohort(key)) {
                lots.take(cohort, kept, Vec::new(), held);
            }
        }
        self.bring(lots.lots, &deciding)
    }

    /// Looks at everything that is stored.
    fn settle(&self, cohort: usize, kept: &Kept) -> Result<()> {
        if self.is_behind() {
            self.make_searchable()?;
        }
        let in_force = self.store.in_force();
        let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
        let mut held = self.store.all_fed(&kept.contract);
        let wanted = match answered(self.found_for(&kept.query, ask))? {
            Some(wanted) => wanted,
            None => self.newest(&held)?,
        };
        for wanted in wanted.chunks(RELEASED_AT_ONCE_MAX) {
            let (first, feeds, wanted) = (kept, vec![kept], wanted.to_vec());
            let lot = Lot { cohort, first, feeds, wanted, held };
            let stay = self.lay_ready(std::slice::from_ref(&lot), &self.deciding())?;
            held = lot.held;
            held.retain(|item| !stay.iter().any(|stays| stays.contains(&item.report)));
        }
        let (first, feeds) = (kept, vec![kept]);
        let lot = Lot { cohort, first, feeds, wanted: Vec::new(), held };
        if lot.held.is_empty() { Ok(()) } else { self.take_back(&[lot], &self.deciding()) }
    }

    /// The newest versions of what a feed holds.
    fn newest(&self, held: &[FeedItem]) -> Result<Vec<u64>> {
        let seqs = held.iter().map(|item| self.store.receipt(&item.report, None));
        Ok(seqs.filter_map(std::result::Result::transpose).collect::<store::Result<_>>()?)
    }

    /// Everything that is stored that a query finds for somebody, in the order in which it came.
    pub(super) fn found_for(&self, query: &Parsed, ask: Ask<'_>) -> Result<Vec<u64>> {
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask, &self.store.interner());
        let count = usize::try_from(snapshot.visible_count(&visible)?).unwrap_or(usize::MAX);
        let wanted = Wanted { count, order: Order::Newest, ..Wanted::default() };
        let lowered = snapshot.lower(query, &visible)?;
        let answer = snapshot.search(&*lowered, &visible, &wanted)?;
        let seqs: BTreeSet<u64> = answer.best.into_iter().map(|hit| hit.seq).collect();
        Ok(seqs.into_iter().collect())
    }

    /// Brings what is wanted and may go, and takes back what was held and must not be any more.
    fn bring(&self, mut lots: Vec<Lot<'_>>, deciding: &Deciding<'_>) -> Result<()> {
        let stay = self.lay_ready(&lots, deciding)?;
        for (lot, stays) in lots.iter_mut().zip(stay) {
            lot.held.retain(|item| !stays.contains(&item.report));
        }
        lots.retain(|lot| !lot.held.is_empty());
        self.take_back(&lots, deciding)
    }

    /// Takes reports back from every feed that holds them.
    fn take_back_everywhere(&self, feeds: &mut Feeds, reports: &[String]) -> Result<()> {
        let deciding = self.deciding();
        self.form_cohorts(feeds);
        let mut held = self.store.held_by(feeds.kept().map(|(_, kept)| kept.id.as_str()), reports);
        let mut lots = Lots::default();
        for (key, kept) in feeds.kept() {
            if let Some((held, cohort)) = held.remove(&kept.id).zip(feeds.cohort(key)) {
                lots.take(cohort, kept, Vec::new(), held);
            }
        }
        self.take_back(&lots.lots, &deciding)
    }

    /// Names the decisions about whoever gets a feed: another number where one may have changed.
    fn sight(&self, kept: &Kept) -> u64 {
        self.sees(kept).entitlement()
    }

    fn sees(&self, kept: &Kept) -> Visible {
        let in_force = self.store.in_force();
        let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
        self.sights.visible(ask, &self.store.interner())
    }
}

/// Feeds, those together that want and hold the same.
#[derive(Default)]
struct Lots<'a> {
    lots: Vec<Lot<'a>>,
    places: HashMap<Alike, usize>,
}

/// The cohort, what is wanted, and what is held.
type Alike = (usize, Vec<u64>, Vec<(String, u32, Option<FeedForm>)>);

impl<'a> Lots<'a> {
    fn take(&mut self, cohort: usize, kept: &'a Kept, wanted: Vec<u64>, held: Vec<FeedItem>) {
        let holds = |item: &FeedItem| (item.report.clone(), item.version, item.form.clone());
        let alike = (cohort, wanted.clone(), held.iter().map(holds).collect());
        let place = *self.places.entry(alike).or_insert(self.lots.len());
        match self.lots.get_mut(place) {
            Some(lot) => lot.feeds.push(kept),
            None => {
                let (first, feeds) = (kept, vec![kept]);
                self.lots.push(Lot { cohort, first, feeds, wanted, held });
            }
        }
    }
}

/// What of incoming reports matches, looked for once for all of a cohort that ask the same.
struct Looking<'a> {
    house: &'a Clearinghouse,
    incoming: &'a Incoming,
    found: HashMap<(usize, usize), Option<Vec<u64>>>,
}

impl Looking<'_> {
    fn matching(&mut self, cohort: usize, kept: &Kept) -> Result<Option<Vec<u64>>> {
        if let Some(found) = self.found.get(&(cohort, kept.asks)) {
            return Ok(found.clone());
        }
        let matching = self.incoming.matching(&kept.query, &self.house.sees(kept));
        let found = answered(matching.map_err(Error::from))?;
        self.found.insert((cohort, kept.asks), found.clone());
        Ok(found)
    }
}

/// What a query finds; `None` where too many words begin as it says: then what a feed holds is looked at,
/// and nothing else.
fn answered(found: Result<Vec<u64>>) -> Result<Option<Vec<u64>>> {
    match found {
        Err(Error::Index(index::Error::Query(_))) => Ok(None),
        found => found.map(Some),
    }
}

/// Whether a feed has what is granted already.
pub(super) fn is_same(item: &FeedItem, id: &ReportId, grant: &Granted) -> bool {
    item.version == id.version && item.form == fed(id, grant.decision())
}

/// Reports that are looked at together, and that are released together.
const LOOKED_AT_ONCE_MAX: usize = 256;
const RELEASED_AT_ONCE_MAX: usize = 1_000;
