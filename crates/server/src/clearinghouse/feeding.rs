//! Feeds: what contracts bring goes into their sequences by itself, and is taken back when it must be.
//!
//! What stands in a feed was decided about and recorded when it came there; whoever reads it is decided
//! about again, so that nothing is read that may not go any more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use dissemination::{Granted, Released};
use index::{Order, Wanted};
use model::{LeafKind, Manner, Recipient, ReportId, Timestamp};
use store::{FeedForm, FeedItem, Fresh, RecordedContract, ServedReport};

use super::answers::{Caller, ask, refusals};
use super::{Clearinghouse, cut};
use crate::feeds::{Feeds, Kept};
use crate::release_log::{Basis, Log, served};
use crate::{Error, Result};

/// Some positions of a feed.
#[derive(Debug)]
pub struct FeedPage {
    /// In order.
    pub items: Vec<FeedPageItem>,
    /// Whether more stand behind them.
    pub more: bool,
}

/// One position of a feed.
#[derive(Debug)]
pub struct FeedPageItem {
    /// Where it stands, from 1 on and without a gap.
    pub position: u64,
    /// When it came there.
    pub at: Timestamp,
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Its version.
    pub version: u32,
    /// What it says.
    pub what: Fed,
}

/// What a position of a feed says.
#[derive(Debug)]
pub enum Fed {
    /// The report, as far as it may go.
    Brought(Box<Released>),
    /// What was brought of the report before is taken back.
    TakenBack,
    /// A later position says what is to be said.
    Passed,
}

impl Clearinghouse {
    /// Brings feeds what came since the last look, and takes back or brings what may go otherwise.
    ///
    /// # Errors
    /// When something cannot be recorded; it is brought at the next look.
    pub fn bring_feeds(&self) -> Result<()> {
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        self.renew(&mut feeds)?;
        let until = self.indexed.load(Ordering::Acquire);
        if feeds.kept().next().is_some() && feeds.looked < until {
            let mut coming = self.store.fresh_from(feeds.looked);
            loop {
                let new = coming.by_ref().take(LOOKED_AT_ONCE_MAX);
                let new = new.collect::<store::Result<Vec<_>>>()?;
                if new.is_empty() {
                    break;
                }
                self.bring_new(&feeds, &new)?;
            }
            let withdrawn = self.store.withdrawn()?;
            let gone = withdrawn.difference(&feeds.withdrawn);
            gone.map(String::as_str)
                .try_for_each(|report| self.take_back_everywhere(&feeds, report))?;
            feeds.withdrawn = withdrawn;
        }
        feeds.looked = until;
        let all: Vec<(u64, Kept)> = feeds.kept().map(|(key, kept)| (key, kept.clone())).collect();
        for (key, kept) in all {
            let sight = self.sight(&kept);
            if kept.settled != Some(sight) {
                self.settle(&kept)?;
                feeds.settled(key, sight);
            }
        }
        Ok(())
    }

    /// The contracts of a recipient that are in force.
    pub fn feeds_of(&self, recipient: &Recipient) -> Vec<RecordedContract> {
        let now = self.clock.now();
        let own = |known: &RecordedContract| known.contract.recipient == recipient.id;
        let all = self.store.contracts().into_iter();
        all.filter(|known| own(known) && known.is_in_force(now)).collect()
    }

    /// How many positions a contract's feed has.
    pub fn feed_len(&self, known: &RecordedContract) -> u64 {
        self.store.feed_len(&known.contract)
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
        let own = self.feeds_of(recipient);
        let known = own.into_iter().find(|known| known.contract.name == name);
        let known = known.ok_or_else(|| {
            let shown: String = name.chars().take(40).collect();
            Error::Act { what: format!("you have no feed `{shown}` that is in force") }
        })?;
        let contract = &known.contract;
        let recipient = contract.capped(recipient);
        let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
        let by = Caller { recipient: &recipient, purpose, matter, by };
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Extract);
        let ask = ask(serving, &in_force);
        let reliance = self.reliance(ask);
        let stands = self.store.feed_after(contract, after, count);
        let last = stands.last().map_or(after, |item| item.position);
        let more = last < self.store.feed_len(contract);
        let (mut granted, mut bases, mut brings) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for item in stands.iter().filter(|item| item.is_last && item.form.is_some()) {
            let Some(report) = self.store.report(&item.report)? else { continue };
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            let Ok(grant) = report.decide(ask) else { continue };
            // What may go otherwise by now has a later position soon.
            if is_same(item, &id, &grant) {
                bases.insert(id, Basis::of(grant.decision(), acts));
                granted.push(grant);
                brings.insert(item.position);
            }
        }
        let log =
            Log { query: Some(known.id.clone()), bases, ..self.log(serving, LeafKind::Released) };
        let released = match granted.is_empty() {
            true => Vec::new(),
            false => Granted::release_all(granted, &log)?,
        };
        let mut released = released.into_iter();
        let mut shown = |item: FeedItem| {
            let what = match (&item.form, item.is_last) {
                (None, true) => Fed::TakenBack,
                (Some(_), true) if brings.contains(&item.position) => {
                    released.next().map_or(Fed::Passed, |of| Fed::Brought(Box::new(of)))
                }
                (_, _) => Fed::Passed,
            };
            let FeedItem { position, at, report, version, .. } = item;
            FeedPageItem { position, at, report, version, what }
        };
        let items = stands.into_iter().map(&mut shown).collect();
        Ok(FeedPage { items, more })
    }

    /// Takes in the contracts that are in force now, and lets the others go.
    fn renew(&self, feeds: &mut Feeds) -> Result<()> {
        let now = self.clock.now();
        let contracts = self.store.contracts();
        let at = |key: u64| usize::try_from(key).ok().and_then(|key| contracts.get(key));
        feeds.retain(|key| at(key).is_some_and(|known| known.is_in_force(now)));
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
        }
        Ok(())
    }

    /// Looks at reports that have just come, or are handled otherwise.
    fn bring_new(&self, feeds: &Feeds, new: &[Fresh]) -> Result<()> {
        let incoming = self.index.incoming(new.iter().map(|fresh| (fresh.seq, cut(fresh))))?;
        let candidates: BTreeSet<u64> = feeds.candidates(&incoming)?.into_iter().collect();
        let names: Vec<String> = new.iter().map(|fresh| fresh.report.id().cited()).collect();
        // Those who have the same entitlement and ask the same get the same.
        let mut matched: HashMap<(u64, String), Vec<u64>> = HashMap::new();
        for (key, kept) in feeds.kept() {
            let mut wanted = Vec::new();
            if candidates.contains(&key) {
                let in_force = self.store.in_force();
                let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
                let visible = self.sights.visible(ask, &self.store.interner());
                let alike = (visible.entitlement(), format!("{:?}", kept.contract.wanted));
                wanted = match matched.get(&alike) {
                    Some(known) => known.clone(),
                    None => match incoming.matching(&kept.query, &visible) {
                        // Too many words begin so: there is nobody to tell.
                        Err(index::Error::Query(_)) => continue,
                        found => matched.entry(alike).or_insert(found?).clone(),
                    },
                };
            }
            let held = names.iter().filter_map(|name| self.store.fed(&kept.contract, name));
            self.bring(kept, &wanted, held.collect())?;
        }
        Ok(())
    }

    /// Looks at everything that is stored.
    fn settle(&self, kept: &Kept) -> Result<()> {
        if self.is_behind() {
            self.make_searchable()?;
        }
        let wanted = {
            let in_force = self.store.in_force();
            let ask = ask(self.serving(caller(kept), Manner::Extract), &in_force);
            let snapshot = self.index.snapshot();
            let visible = self.sights.visible(ask, &self.store.interner());
            let count = usize::try_from(snapshot.visible_count(&visible)?).unwrap_or(usize::MAX);
            let wanted = Wanted { count, order: Order::Newest, ..Wanted::default() };
            let lowered = snapshot.lower(&kept.query, &visible)?;
            let answer = snapshot.search(&*lowered, &visible, &wanted)?;
            let mut seqs: Vec<u64> = answer.best.into_iter().map(|hit| hit.seq).collect();
            seqs.sort_unstable();
            seqs.dedup();
            seqs
        };
        self.bring(kept, &wanted, self.store.all_fed(&kept.contract))
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
                bases.insert(id, Basis::of(grant.decision(), acts));
                granted.entry(Reverse(precedence)).or_default().push(grant);
            }
            stays.insert(name);
        }
        let query = Some(kept.id.clone());
        let log = Log { query, bases, ..self.log(serving, LeafKind::Delivered) };
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

/// Whether a feed has what is granted already.
fn is_same(item: &FeedItem, id: &ReportId, grant: &Granted) -> bool {
    let decision = grant.decision();
    let now = FeedForm::of(&served(id, decision.form.as_ref(), decision.naming));
    item.version == id.version && item.form == now
}

/// Who brings what nobody asked for at that moment.
const FEEDER: &str = "operator";
/// Reports that are looked at together, and that are released together.
const LOOKED_AT_ONCE_MAX: usize = 256;
const RELEASED_AT_ONCE_MAX: usize = 1_000;
