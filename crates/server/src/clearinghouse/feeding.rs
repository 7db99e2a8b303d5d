//! Feeds: what contracts bring goes into their sequences by itself, and is taken back when it must be.
//!
//! What stands in a feed was decided about and recorded when it came there; whoever reads it is decided
//! about again, so that nothing is read that may not go any more.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use dissemination::{Ask, Granted};
use index::{Order, Parsed, Wanted};
use model::{LeafKind, Manner, ReportId};
use store::{FeedItem, Fresh, ServedReport};

use super::answers::{Caller, ask, refusals};
use super::{Clearinghouse, cut};
use crate::feeds::{Feeds, Kept};
use crate::release_log::{Basis, Log, fed};
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
                self.bring_new(&feeds, &new)?;
            }
        }
        feeds.looked = until;
        if feeds.known != next && !feeds.is_empty() {
            let withdrawn = self.store.withdrawn()?;
            let gone = withdrawn.difference(&feeds.withdrawn);
            gone.map(String::as_str)
                .try_for_each(|report| self.take_back_everywhere(&feeds, report))?;
            feeds.withdrawn = withdrawn;
        }
        feeds.known = next;
        let due = feeds.kept().filter_map(|(key, kept)| {
            let sight = self.sight(kept);
            (kept.settled != Some(sight)).then(|| (key, sight, kept.clone()))
        });
        for (key, sight, kept) in due.collect::<Vec<_>>() {
            self.settle(&kept)?;
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
        let now = self.clock.now();
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
            let kept = Kept { id, contract, recipient, query, settled: None };
            feeds.take(key, kept, &self.index)?;
            self.feed_moves.fetch_add(1, Ordering::AcqRel);
        }
        Ok(())
    }

    /// Looks at reports that have just come, or are handled otherwise.
    fn bring_new(&self, feeds: &Feeds, new: &[Fresh]) -> Result<()> {
        let incoming = self.index.incoming(new.iter().map(|fresh| (fresh.seq, cut(fresh))))?;
        let candidates: BTreeSet<u64> = feeds.candidates(&incoming)?.into_iter().collect();
        let names: Vec<String> = new.iter().map(|fresh| fresh.report.id().cited()).collect();
        // Those who have the same entitlement and ask the same get the same.
        let mut matched: HashMap<(u64, String), Option<Vec<u64>>> = HashMap::new();
        for (key, kept) in feeds.kept() {
            let held = names.iter().filter_map(|name| self.store.fed(&kept.contract, name));
            let held: Vec<FeedItem> = held.collect();
            if !candidates.contains(&key) {
                self.bring(kept, &[], held)?;
                continue;
            }
            let in_force = self.store.in_force();
            let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
            let visible = self.sights.visible(ask, &self.store.interner());
            let alike = (visible.entitlement(), format!("{:?}", kept.contract.wanted));
            let found = match matched.entry(alike) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(answered(
                    incoming.matching(&kept.query, &visible).map_err(Error::from),
                )?),
            };
            match found {
                Some(wanted) => self.bring(kept, wanted, held)?,
                None => self.bring(kept, &self.newest(&held)?, held)?,
            }
        }
        Ok(())
    }

    /// Looks at everything that is stored.
    fn settle(&self, kept: &Kept) -> Result<()> {
        if self.is_behind() {
            self.make_searchable()?;
        }
        let in_force = self.store.in_force();
        let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
        let held = self.store.all_fed(&kept.contract);
        let wanted = match answered(self.found_for(&kept.query, ask))? {
            Some(wanted) => wanted,
            None => self.newest(&held)?,
        };
        self.bring(kept, &wanted, held)
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

    /// Brings what is wanted and may go, where the feed has it not so already, the most urgent first;
    /// and takes back what the feed held and must not any more.
    fn bring(&self, kept: &Kept, wanted: &[u64], held: Vec<FeedItem>) -> Result<()> {
        let mut stays = BTreeSet::new();
        for wanted in wanted.chunks(RELEASED_AT_ONCE_MAX) {
            self.bring_some(kept, wanted, &mut stays)?;
        }
        held.into_iter()
            .filter(|item| !stays.contains(&item.report))
            .try_for_each(|item| self.take_back(kept, &item))
    }

    fn bring_some(&self, kept: &Kept, wanted: &[u64], stays: &mut BTreeSet<String>) -> Result<()> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(caller(kept), Manner::Extract);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let mut bases = BTreeMap::new();
        let mut granted: BTreeMap<_, Vec<Granted>> = BTreeMap::new();
        for seq in wanted {
            let Some(report) = self.store.report_at(*seq)? else { continue };
            let (id, precedence) = (report.id().clone(), report.precedence());
            let name = id.cited();
            // A later version is looked at by itself.
            if self.store.receipt(&name, None)? != Some(*seq) {
                stays.insert(name);
                continue;
            }
            let acts = reliance.acts(&report, ask);
            let Ok(grant) = report.decide(ask) else { continue };
            let held = self.store.fed(&kept.contract, &name);
            if !held.is_some_and(|item| is_same(&item, &id, &grant)) {
                bases.insert(id, Basis::of_feed(grant.decision(), acts));
                granted.entry(Reverse(precedence)).or_default().push(grant);
            }
            stays.insert(name);
        }
        let query = Some(kept.id.clone());
        let log = Log { query, bases, ..self.log(serving, LeafKind::Delivered) };
        if !granted.is_empty() {
            self.feed_moves.fetch_add(1, Ordering::AcqRel);
        }
        granted.into_values().try_for_each(|of| Granted::release_all(of, &log).map(drop))
    }

    /// Takes a report back from every feed that holds it.
    fn take_back_everywhere(&self, feeds: &Feeds, report: &str) -> Result<()> {
        for (_, kept) in feeds.kept() {
            if let Some(item) = self.store.fed(&kept.contract, report) {
                self.take_back(kept, &item)?;
            }
        }
        Ok(())
    }

    fn take_back(&self, kept: &Kept, item: &FeedItem) -> Result<()> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(caller(kept), Manner::Extract);
        let refused_by = match self.store.report(&item.report)? {
            Some(report) => refusals(&report.ponder(ask(serving, &in_force))),
            None => vec![self.absent(&item.report)?.to_owned()],
        };
        let (originator, serial) = item.report.split_once(' ').unwrap_or((&item.report, ""));
        let report = ServedReport {
            originator: originator.to_owned(),
            serial: serial.to_owned(),
            version: item.version,
            ..ServedReport::withheld()
        };
        let query = Some(kept.id.clone());
        let log = Log { query, ..self.log(serving, LeafKind::Delivered) };
        self.feed_moves.fetch_add(1, Ordering::AcqRel);
        log.without(report, refused_by)
    }

    /// Names the decisions about whoever gets a feed: another number where one may have changed.
    fn sight(&self, kept: &Kept) -> u64 {
        let in_force = self.store.in_force();
        let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
        self.sights.visible(ask, &self.store.interner()).entitlement()
    }
}

fn caller(kept: &Kept) -> Caller<'_> {
    let Kept { contract, recipient, .. } = kept;
    let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
    Caller { recipient, purpose, matter, by: Some(FEEDER) }
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

/// Who brings what nobody asked for at that moment.
const FEEDER: &str = "operator";
/// Reports that are looked at together, and that are released together.
const LOOKED_AT_ONCE_MAX: usize = 256;
const RELEASED_AT_ONCE_MAX: usize = 1_000;
