//! Coverage: who wants and may have what, who has it, and who lacks it. The target is that nobody does.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use dissemination::{Ask, Entitlement};
use model::{Manner, Recipient, Timestamp};
use store::{FeedForm, FeedItem, RecordedContract};

use super::answers::{Caller, ask, refusals, without_version};
use super::{Clearinghouse, cut};
use crate::release_log::fed;
use crate::{Error, Result};

/// How far a contract's feed has come: its target is that nothing is lacking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coverage {
    /// The contract.
    pub contract: RecordedContract,
    /// How many reports its recipient may have and the contract wants.
    pub wanted: usize,
    /// How many of them stand in the feed as they may go.
    pub ready: usize,
    /// How many of these were read.
    pub read: usize,
    /// How many of these its recipient says it has.
    pub received: usize,
    /// Those that do not stand in the feed as they may go, `ORIGINATOR SERIAL`.
    pub lacking: Vec<String>,
}

/// How a report stands with a contract.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportCoverage {
    /// The contract.
    pub contract: RecordedContract,
    /// How it stands.
    pub standing: Standing,
}

/// Whether a contract's recipient has a report, or why not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It may have nothing of it, by these rules.
    NotEntitled {
        /// The rules that refused.
        refused_by: Vec<String>,
    },
    /// It may, and the contract does not ask for it.
    NotWanted,
    /// It may and the contract asks for it, and it does not stand in the feed as it may go.
    Lacks,
    /// It stands in the feed.
    Ready {
        /// Where.
        position: u64,
        /// Since when.
        since: Timestamp,
        /// Whether it was read, and whether the recipient said that it has it.
        word: Word,
    },
}

/// What is known of a recipient that may have something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Word {
    /// It did not read it yet.
    Unread,
    /// It read it.
    Read,
    /// It said that it has it.
    Received,
}

/// What somebody wants and may have: each report, with its version and form.
type Wanted = Vec<(String, u32, Option<FeedForm>)>;

impl Clearinghouse {
    /// How far the feeds of all contracts in force have come, of everything that is stored. What is
    /// decided for one entitlement and asked by one query is looked for once.
    ///
    /// # Errors
    /// When the store or the index cannot be read.
    pub fn coverage(&self) -> Result<Vec<Coverage>> {
        self.covering(self.store.contracts_at(self.clock.now()))
    }

    /// How far a recipient's own feeds have come: all of it is what it may have.
    ///
    /// # Errors
    /// As [`Clearinghouse::coverage`].
    pub fn coverage_of(&self, recipient: &Recipient) -> Result<Vec<Coverage>> {
        self.covering(self.feeds_of(recipient))
    }

    fn covering(&self, contracts: Vec<RecordedContract>) -> Result<Vec<Coverage>> {
        let mut known: HashMap<(Entitlement, String), Rc<Wanted>> = HashMap::new();
        let mut all = Vec::new();
        for contract in contracts {
            let Some(recipient) = self.seen_by(&contract) else { continue };
            let _deciding = self.deciding();
            let in_force = self.store.in_force();
            let ask = ask(self.serving(of(&contract, &recipient), Manner::Extract), &in_force);
            let asks = format!("{:?}", contract.contract.wanted);
            let key = (self.sights.entitlement(ask, &self.store.interner()), asks);
            let wanted = match known.get(&key) {
                Some(wanted) => Rc::clone(wanted),
                None => {
                    let Some(wanted) = self.wanted_by(&contract, ask)? else { continue };
                    let wanted = Rc::new(wanted);
                    known.insert(key, Rc::clone(&wanted));
                    wanted
                }
            };
            all.push(self.covered(contract, &wanted));
        }
        Ok(all)
    }

    /// How one report stands with every contract in force.
    ///
    /// # Errors
    /// When there is no such report, or the store or the index cannot be read.
    pub fn coverage_of_report(&self, cited: &str) -> Result<Vec<ReportCoverage>> {
        let name = without_version(cited);
        let Some(fresh) = self.store.fresh(name)? else {
            return Err(Error::Act { what: format!("there is no report `{name}` to go anywhere") });
        };
        let incoming = self.index.incoming(std::iter::once((fresh.seq, cut(&fresh))))?;
        let mut all = Vec::new();
        for contract in self.store.contracts_at(self.clock.now()) {
            let Some(recipient) = self.seen_by(&contract) else { continue };
            let Ok(query) = self.query_of(&contract.contract) else { continue };
            let _deciding = self.deciding();
            let in_force = self.store.in_force();
            let ask = ask(self.serving(of(&contract, &recipient), Manner::Extract), &in_force);
            let decision = fresh.report.ponder(ask);
            let standing = if decision.form.is_none() {
                Standing::NotEntitled { refused_by: refusals(&decision) }
            } else if incoming
                .matching(&query, &self.sights.visible(ask, &self.store.interner()))?
                .is_empty()
            {
                Standing::NotWanted
            } else {
                let id = fresh.report.id();
                let form = fed(id, &decision);
                match self.stands(&contract, name, id.version, form.as_ref()) {
                    Some(item) => Standing::Ready {
                        position: item.position,
                        since: item.at,
                        word: self.word(&contract, &item),
                    },
                    None => Standing::Lacks,
                }
            };
            all.push(ReportCoverage { contract, standing });
        }
        Ok(all)
    }

    fn covered(&self, contract: RecordedContract, all: &Wanted) -> Coverage {
        let mut counts: BTreeMap<Option<u8>, usize> = BTreeMap::new();
        let mut lacking = Vec::new();
        for (name, version, form) in all {
            let item = self.stands(&contract, name, *version, form.as_ref());
            if item.is_none() {
                lacking.push(name.clone());
            }
            let word = item.map(|item| self.word(&contract, &item) as u8);
            *counts.entry(word).or_default() += 1;
        }
        let at_least = |word: Word| {
            let counted =
                counts.iter().filter(|(known, _)| known.is_some_and(|of| of >= word as u8));
            counted.map(|(_, count)| count).sum()
        };
        Coverage {
            wanted: all.len(),
            ready: at_least(Word::Unread),
            read: at_least(Word::Read),
            received: at_least(Word::Received),
            lacking,
            contract,
        }
    }

    /// What a contract's recipient wants and may have; `None` where its query cannot be read any more.
    fn wanted_by(&self, contract: &RecordedContract, ask: Ask<'_>) -> Result<Option<Wanted>> {
        let Ok(query) = self.query_of(&contract.contract) else { return Ok(None) };
        let mut wanted = Wanted::new();
        for seq in self.found_for(&query, ask)? {
            let Some(report) = self.store.report_at(seq)? else { continue };
            let decision = report.ponder(ask);
            if decision.form.is_some() {
                let id = report.id();
                wanted.push((id.cited(), id.version, fed(id, &decision)));
            }
        }
        Ok(Some(wanted))
    }

    /// What stands in a contract's feed of a report, in this version and form.
    fn stands(
        &self,
        contract: &RecordedContract,
        name: &str,
        version: u32,
        form: Option<&FeedForm>,
    ) -> Option<FeedItem> {
        let item = self.store.fed(&contract.contract, name)?;
        (item.version == version && item.form.as_ref() == form).then_some(item)
    }

    fn word(&self, contract: &RecordedContract, item: &FeedItem) -> Word {
        let has = item.position <= self.store.feed_received(&contract.contract);
        match (item.was_read, has) {
            (false, _) => Word::Unread,
            (true, false) => Word::Read,
            (true, true) => Word::Received,
        }
    }

    /// The recipient of a contract as the contract lets it be seen.
    fn seen_by(&self, contract: &RecordedContract) -> Option<Recipient> {
        let recipient = self.community.recipients.get(&contract.contract.recipient)?;
        Some(contract.contract.capped(recipient))
    }
}

fn of<'a>(known: &'a RecordedContract, recipient: &'a Recipient) -> Caller<'a> {
    let contract = &known.contract;
    let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
    Caller { recipient, purpose, matter, by: None }
}
