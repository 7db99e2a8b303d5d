//! The contracts in force, ready to be asked which of them a new report may be for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dissemination::Entitlement;
use index::{Incoming, Index, Parsed, StandingQueries};
use model::{Contract, Recipient, Timestamp};

use crate::Result;

/// What feeds are at.
#[derive(Debug, Default)]
pub(crate) struct Feeds {
    /// The first entry that they have not looked at.
    pub(crate) looked: u64,
    /// How many entries there were at the last look.
    pub(crate) known: u64,
    /// The reports that were taken back at the last look.
    pub(crate) withdrawn: BTreeSet<String>,
    /// After how many events of contracts these were taken in, and until when they are all.
    pub(crate) renewed: Option<(u64, Timestamp)>,
    queries: StandingQueries,
    /// Under the places of the contracts in the order in which they were proposed.
    kept: BTreeMap<u64, Kept>,
    /// The number of each text of a query.
    asked: HashMap<String, usize>,
    /// Which cohort each is in, once that is known.
    cohorts: Cohorts,
}

/// A contract in force.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) contract: Contract,
    /// As the contract lets it be seen.
    pub(crate) recipient: Recipient,
    pub(crate) query: Parsed,
    /// The same for those that ask the same.
    pub(crate) asks: usize,
    /// The decisions by which everything that is stored was looked at.
    pub(crate) settled: Option<u64>,
}

/// Contracts of one entitlement: whatever is decided for one of them is decided for all.
#[derive(Debug, Default)]
struct Cohorts {
    /// By which names of the community they were formed.
    named_by: Option<u64>,
    numbers: HashMap<Entitlement, usize>,
    of: HashMap<u64, usize>,
}

impl Feeds {
    /// Whether no contract is in force.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether a contract is kept already.
    pub(crate) fn has(&self, key: u64) -> bool {
        self.kept.contains_key(&key)
    }

    /// The number of a query's text.
    pub(crate) fn number_of(&mut self, query: &str) -> usize {
        let next = self.asked.len();
        *self.asked.entry(query.to_owned()).or_insert(next)
    }

    /// Takes a contract in.
    ///
    /// # Errors
    /// When the index fails.
    pub(crate) fn take(&mut self, key: u64, kept: Kept, index: &Index) -> Result<()> {
        self.queries.insert(key, kept.query.clone(), index)?;
        self.kept.insert(key, kept);
        Ok(())
    }

    /// Lets those go that are not in force any more, and says whether there were any.
    pub(crate) fn retain(&mut self, in_force: impl Fn(u64) -> bool) -> bool {
        let gone: Vec<u64> = self.kept.keys().copied().filter(|key| !in_force(*key)).collect();
        for key in &gone {
            self.queries.remove(*key);
            self.kept.remove(key);
            self.cohorts.of.remove(key);
        }
        !gone.is_empty()
    }

    /// All of them.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (u64, &Kept)> {
        self.kept.iter().map(|(key, kept)| (*key, kept))
    }

    /// One of them.
    pub(crate) fn one(&self, key: u64) -> Option<&Kept> {
        self.kept.get(&key)
    }

    /// Forms cohorts of those that are in none; of all anew where the community names others by now.
    pub(crate) fn form_cohorts(
        &mut self,
        named_by: u64,
        entitlement: impl Fn(&Kept) -> Entitlement,
    ) {
        let Cohorts { named_by: before, numbers, of } = &mut self.cohorts;
        if *before != Some(named_by) {
            (*before, *numbers, *of) = (Some(named_by), HashMap::new(), HashMap::new());
        }
        for (key, kept) in &self.kept {
            if !of.contains_key(key) {
                let next = numbers.len();
                of.insert(*key, *numbers.entry(entitlement(kept)).or_insert(next));
            }
        }
    }

    /// Which cohort a contract is in.
    pub(crate) fn cohort(&self, key: u64) -> Option<usize> {
        self.cohorts.of.get(&key).copied()
    }

    /// Notes by which decisions a contract was settled.
    pub(crate) fn settled(&mut self, key: u64, by: u64) {
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.settled = Some(by);
        }
    }

    /// The keys of those that may want something of what has come, in order.
    ///
    /// # Errors
    /// When the index fails.
    pub(crate) fn candidates(&self, incoming: &Incoming) -> Result<Vec<u64>> {
        Ok(self.queries.candidates(incoming)?)
    }
}
