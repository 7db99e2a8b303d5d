//! What feeds are brought is laid ready in all of them at once: decided for each cohort, and one entry for
//! everybody who gets the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::atomic::Ordering;

use dissemination::{Ask, Given, Guarded};
use model::{LeafKind, Manner, Precedence};
use store::{Event, Fanned, FeedForm, FeedItem, FeedSet, ServedReport};

use super::Clearinghouse;
use super::acting::Deciding;
use super::answers::{Caller, ask, refusals};
use super::receiving::stood;
use super::reliance::Reliance;
use crate::Result;
use crate::feeds::Kept;
use crate::release_log::{Basis, served};

/// Feeds of one cohort that want the same and hold the same of it.
pub(super) struct Lot<'a> {
    pub(super) cohort: usize,
    /// The first of them; what is decided for it is decided for all.
    pub(super) first: &'a Kept,
    pub(super) feeds: Vec<&'a Kept>,
    /// What is wanted, in order.
    pub(super) wanted: Vec<u64>,
    /// What they hold of it, and of what they held and may not want any more.
    pub(super) held: Vec<FeedItem>,
}

/// What may be laid ready of a report.
enum Ready {
    Nothing,
    /// A later version is looked at by itself.
    Later {
        name: String,
    },
    May {
        name: String,
        precedence: Precedence,
        served: Rc<ServedReport>,
    },
}

/// What there is of a report that is wanted: read once for all who want it.
enum Latest {
    Gone,
    /// A later version is looked at by itself.
    Later {
        name: String,
    },
    Here(Box<Guarded>),
}

/// Entries to be written, the most urgent first; what is taken back comes last.
type Entries = BTreeMap<Reverse<Option<Precedence>>, Fanned>;

impl Clearinghouse {
    /// Lays ready what is wanted and may go where the feeds have it not so already, the most urgent first.
    /// Gives, lot by lot, the reports that stay in them. No act may come in between since the lots were
    /// formed, which could part a cohort: that is what is held meanwhile.
    pub(super) fn lay_ready(
        &self,
        lots: &[Lot<'_>],
        _: &Deciding<'_>,
    ) -> Result<Vec<BTreeSet<String>>> {
        let in_force = self.store.in_force();
        let mut entries = Entries::new();
        let mut decided: HashMap<(usize, u64), Ready> = HashMap::new();
        let mut reliances: HashMap<usize, Reliance> = HashMap::new();
        let mut read: HashMap<u64, Latest> = HashMap::new();
        let mut stay = Vec::with_capacity(lots.len());
        for lot in lots {
            let ask = ask(self.serving(caller(lot.first), Manner::Extract), &in_force);
            let reliance = reliances.entry(lot.cohort).or_insert_with(|| self.reliance(ask));
            let (mut stays, mut comes) = (BTreeSet::new(), BTreeMap::<_, Vec<_>>::new());
            for seq in &lot.wanted {
                let place = (lot.cohort, *seq);
                if let std::collections::hash_map::Entry::Vacant(unknown) = decided.entry(place) {
                    let latest = match read.entry(*seq) {
                        std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                        std::collections::hash_map::Entry::Vacant(none) => {
                            none.insert(self.latest(*seq)?)
                        }
                    };
                    unknown.insert(ready(latest, ask, reliance));
                }
                match decided.get(&place) {
                    None | Some(Ready::Nothing) => {}
                    Some(Ready::Later { name }) => drop(stays.insert(name.clone())),
                    Some(Ready::May { name, precedence, served }) => {
                        stays.insert(name.clone());
                        let held = lot.held.iter().find(|item| item.report == *name);
                        if !held.is_some_and(|item| is_laid(item, served)) {
                            comes.entry(*precedence).or_default().push(Rc::clone(served));
                        }
                    }
                }
            }
            for (precedence, reports) in comes {
                let reports = reports.iter().map(|of| (of.as_ref().clone(), Vec::new()));
                add(&mut entries, Some(precedence), lot, reports.collect());
            }
            stay.push(stays);
        }
        self.write(entries)?;
        Ok(stay)
    }

    /// Takes back what each lot holds, from all of its feeds.
    pub(super) fn take_back(&self, lots: &[Lot<'_>], _: &Deciding<'_>) -> Result<()> {
        let in_force = self.store.in_force();
        let mut entries = Entries::new();
        for lot in lots {
            let ask = ask(self.serving(caller(lot.first), Manner::Extract), &in_force);
            let back = lot.held.iter().map(|item| {
                let refused_by = match self.store.report(&item.report)? {
                    Some(report) => refusals(&report.ponder(ask)),
                    None => vec![self.absent(&item.report)?.to_owned()],
                };
                Ok((stood(&FeedItem { form: None, ..item.clone() }), refused_by))
            });
            let back = back.collect::<Result<Vec<_>>>()?;
            add(&mut entries, None, lot, back);
        }
        self.write(entries)
    }

    /// The report with a sequence number, unless it was taken back or a later version came.
    fn latest(&self, seq: u64) -> Result<Latest> {
        let Some(report) = self.store.report_at(seq)? else { return Ok(Latest::Gone) };
        let name = report.id().cited();
        Ok(match self.store.receipt(&name, None)? == Some(seq) {
            true => Latest::Here(Box::new(report)),
            false => Latest::Later { name },
        })
    }

    fn write(&self, entries: Entries) -> Result<()> {
        for fanned in entries.into_values().filter(|fanned| !fanned.is_empty()) {
            self.feed_moves.fetch_add(1, Ordering::AcqRel);
            let subject = fanned.only_report().map_or_else(String::new, |of| {
                format!("{} {} v{}", of.originator, of.serial, of.version)
            });
            let event = Event::Fanned(fanned);
            self.store.record(LeafKind::Delivered, FEEDER, &subject, &event, self.clock.now())?;
        }
        Ok(())
    }
}

/// What may be laid ready of a report, for whoever asks.
fn ready(latest: &Latest, ask: Ask<'_>, reliance: &Reliance) -> Ready {
    let report = match latest {
        Latest::Gone => return Ready::Nothing,
        Latest::Later { name } => return Ready::Later { name: name.clone() },
        Latest::Here(report) => report,
    };
    let decision = report.ponder(ask);
    if decision.form.is_none() {
        return Ready::Nothing;
    }
    let (id, precedence) = (report.id(), report.precedence());
    let Basis { rules, acts, owed } = Basis::of_feed(&decision, reliance.acts(report, ask));
    let given = served(id, &Given::of(&decision), decision.naming);
    let served = Rc::new(ServedReport { rules, acts, owed, ..given });
    Ready::May { name: id.cited(), precedence, served }
}

/// Adds what comes into the feeds of a lot, or is taken back from them.
fn add(
    entries: &mut Entries,
    precedence: Option<Precedence>,
    lot: &Lot<'_>,
    reports: Vec<(ServedReport, Vec<String>)>,
) {
    let begin = || Fanned::by(FEEDER, Manner::Extract.name());
    let fanned = entries.entry(Reverse(precedence)).or_insert_with(begin);
    // Feeds of a cohort may be for different matters, none of which opens anything.
    let mut whose: BTreeMap<Option<&str>, Vec<(String, String)>> = BTreeMap::new();
    for kept in &lot.feeds {
        let feed = (kept.contract.recipient.to_string(), kept.id.clone());
        whose.entry(kept.contract.matter.as_deref()).or_default().push(feed);
    }
    for (matter, feeds) in whose {
        let purpose = lot.first.contract.purpose.name().to_owned();
        let set = FeedSet { purpose, matter: matter.map(str::to_owned), feeds };
        fanned.add(&set, reports.clone());
    }
}

/// Whether a feed has what is laid ready already.
fn is_laid(item: &FeedItem, served: &ServedReport) -> bool {
    item.version == served.version && item.form == FeedForm::of(served)
}

pub(super) fn caller(kept: &Kept) -> Caller<'_> {
    let Kept { contract, recipient, .. } = kept;
    let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
    Caller { recipient, purpose, matter, by: Some(FEEDER) }
}

/// Who brings what nobody asked for at that moment.
const FEEDER: &str = "operator";
