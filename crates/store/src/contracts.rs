//! The contracts of feeds: a fold of the journal that is kept in memory beside the acts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use marking::Level;
use model::{
    Contract, Kind, Leaf, Precedence, Purpose, RecipientId, Timestamp, Topic, WantedReports,
};
use serde::{Deserialize, Serialize};

use crate::feeds::Feed;
use crate::{Fanned, FannedReport, FeedForm, FeedItem};

/// What happens to a contract.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Contracting {
    /// A recipient proposes one, or another version of one.
    Proposed(Contract),
    /// The Center lets the proposal be in force, in the place of the version before.
    Approved {
        /// Its id.
        contract: String,
        /// Whose it is.
        recipient: RecipientId,
    },
    /// The Center refuses a proposal, or the recipient or the Center ends a contract.
    Closed {
        /// Its id.
        contract: String,
        /// Whose it is.
        recipient: RecipientId,
        /// Why; the recipient may know.
        why: String,
    },
}

/// A contract as it was recorded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedContract {
    /// Its id, which tells nothing.
    pub id: String,
    /// When it was proposed.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Which version of its name, from 1.
    pub version: u32,
    /// What it says.
    pub contract: Contract,
    /// How far it has come.
    pub state: ContractState,
}

/// How far a contract has come.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ContractState {
    /// Nobody has decided about it.
    Proposed,
    /// It is in force for as long as it says.
    Approved {
        /// Since when.
        at: Timestamp,
        /// By whom.
        by: String,
    },
    /// It was refused or ended.
    Closed {
        /// When.
        at: Timestamp,
        /// By whom.
        by: String,
        /// Why.
        why: String,
    },
    /// A later version was approved.
    Replaced {
        /// When.
        at: Timestamp,
    },
}

impl RecordedContract {
    /// Whether something can still come of it: it is proposed or approved.
    pub fn is_open(&self) -> bool {
        match self.state {
            ContractState::Proposed | ContractState::Approved { .. } => true,
            ContractState::Closed { .. } | ContractState::Replaced { .. } => false,
        }
    }

    /// Whether it brings something at a time: approved, begun and not over.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        matches!(self.state, ContractState::Approved { .. }) && self.contract.is_in_force(at)
    }
}

/// The fold.
#[derive(Debug, Default)]
pub(crate) struct Contracts {
    /// In the order in which they were proposed.
    recorded: Vec<RecordedContract>,
    /// Where each is, by its id.
    places: HashMap<String, usize>,
    /// Where each recipient's are.
    own: HashMap<RecipientId, Vec<usize>>,
    /// The number of each name's feed.
    numbers: HashMap<FeedName, usize>,
    /// The number of the feed of each contract, by its id.
    feed_of: HashMap<String, usize>,
    /// What each name has.
    feeds: Vec<Named>,
    /// Every report that ever came into one.
    fed: HashSet<Arc<str>>,
    /// How often something was taken.
    changes: u64,
}

/// What contracts of one name have.
#[derive(Debug, Default)]
struct Named {
    versions: u32,
    /// Where the last is that was approved.
    approved: Option<usize>,
    feed: Feed,
}

/// Whose a feed is, and its name: the same over the versions of its contract.
type FeedName = (RecipientId, String);

impl Contracts {
    pub(crate) fn take(&mut self, leaf: &Leaf, event: &Contracting) {
        let (at, by) = (leaf.at, leaf.actor.clone());
        self.changes += 1;
        match event {
            Contracting::Proposed(contract) => self.propose(leaf, contract),
            Contracting::Approved { contract, recipient: _ } => self.approve(contract, at, by),
            Contracting::Closed { contract, recipient: _, why } => {
                let known = self.known_mut(contract).filter(|known| known.is_open());
                if let Some(known) = known {
                    known.state = ContractState::Closed { at, by, why: why.clone() };
                }
            }
        }
    }

    fn propose(&mut self, leaf: &Leaf, contract: &Contract) {
        let key = (contract.recipient.clone(), contract.name.clone());
        let number = *self.numbers.entry(key).or_insert(self.feeds.len());
        if number == self.feeds.len() {
            self.feeds.push(Named::default());
        }
        let Some(named) = self.feeds.get_mut(number) else { return };
        named.versions += 1;
        let version = named.versions;
        let id = crate::acts::id(leaf);
        self.feed_of.insert(id.clone(), number);
        self.own.entry(contract.recipient.clone()).or_default().push(self.recorded.len());
        self.places.entry(id.clone()).or_insert(self.recorded.len());
        self.recorded.push(RecordedContract {
            id,
            at: leaf.at,
            by: leaf.actor.clone(),
            version,
            contract: contract.clone(),
            state: ContractState::Proposed,
        });
    }

    fn approve(&mut self, id: &str, at: Timestamp, by: String) {
        let Some(approved) = self.known_mut(id) else { return };
        if approved.state != ContractState::Proposed {
            return;
        }
        approved.state = ContractState::Approved { at, by };
        let named = self.feed_of.get(id).and_then(|at| self.feeds.get_mut(*at));
        let before =
            named.and_then(|of| std::mem::replace(&mut of.approved, self.places.get(id).copied()));
        if let Some(before) = before.and_then(|before| self.recorded.get_mut(before))
            && matches!(before.state, ContractState::Approved { .. })
        {
            before.state = ContractState::Replaced { at };
        }
    }

    fn known_mut(&mut self, id: &str) -> Option<&mut RecordedContract> {
        self.recorded.get_mut(*self.places.get(id)?)
    }

    /// A contract by its id.
    pub(crate) fn known(&self, id: &str) -> Option<&RecordedContract> {
        self.recorded.get(*self.places.get(id)?)
    }

    /// A recipient's, in the order in which they were proposed.
    pub(crate) fn of(&self, recipient: &RecipientId) -> impl Iterator<Item = &RecordedContract> {
        let own = self.own.get(recipient).into_iter().flatten();
        own.filter_map(|at| self.recorded.get(*at))
    }

    /// How often something was proposed, approved or closed.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// Takes what came into feeds, each report into every one of its set.
    pub(crate) fn take_fanned(&mut self, leaf: &Leaf, fanned: &Fanned) {
        for (set, FannedReport { report, .. }) in fanned.each() {
            let name: Arc<str> = format!("{} {}", report.originator, report.serial).into();
            let form = FeedForm::of(report).map(Arc::new);
            self.fed.insert(Arc::clone(&name));
            for (_, contract) in &set.feeds {
                let feed = self.feed_of.get(contract).and_then(|at| self.feeds.get_mut(*at));
                if let Some(Named { feed, .. }) = feed {
                    feed.take(leaf.at, &name, report.version, form.as_ref());
                }
            }
        }
    }

    /// The feed into which a contract brings, by the contract's id.
    pub(crate) fn feed_of(&mut self, id: &str) -> Option<&mut Feed> {
        self.feeds.get_mut(*self.feed_of.get(id)?).map(|of| &mut of.feed)
    }

    /// What the contracts of a name have brought.
    pub(crate) fn feed(&self, of: &Contract) -> Option<&Feed> {
        let number = self.numbers.get(&(of.recipient.clone(), of.name.clone()))?;
        self.feeds.get(*number).map(|of| &of.feed)
    }

    /// What feeds hold of some reports, by the ids of the contracts; nothing is looked for where none of
    /// them ever came into any.
    pub(crate) fn held<'a>(
        &'a self,
        contracts: impl Iterator<Item = &'a str>,
        reports: &[String],
    ) -> HashMap<String, Vec<FeedItem>> {
        let fed: Vec<&String> =
            reports.iter().filter(|report| self.fed.contains(report.as_str())).collect();
        if fed.is_empty() {
            return HashMap::new();
        }
        let held = contracts.filter_map(|id| {
            let Named { feed, .. } = self.feeds.get(*self.feed_of.get(id)?)?;
            let held: Vec<_> = fed.iter().filter_map(|report| feed.held(report)).collect();
            (!held.is_empty()).then(|| (id.to_owned(), held))
        });
        held.collect()
    }

    pub(crate) fn recorded(&self) -> &[RecordedContract] {
        &self.recorded
    }
}

/// As it is kept.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StoredContracting {
    Proposed(StoredContract),
    Approved { contract: String, recipient: String },
    Closed { contract: String, recipient: String, why: String },
}

#[derive(Deserialize, Serialize)]
pub(crate) struct StoredContract {
    recipient: String,
    name: String,
    purpose: String,
    matter: Option<String>,
    query: Option<String>,
    topics: Vec<String>,
    kinds: Vec<String>,
    precedence_min: Option<String>,
    level_max: String,
    from: i64,
    until: i64,
}

impl StoredContracting {
    pub(crate) fn of(event: &Contracting) -> Self {
        match event {
            Contracting::Proposed(contract) => Self::Proposed(StoredContract::of(contract)),
            Contracting::Approved { contract, recipient } => {
                Self::Approved { contract: contract.clone(), recipient: recipient.to_string() }
            }
            Contracting::Closed { contract, recipient, why } => Self::Closed {
                contract: contract.clone(),
                recipient: recipient.to_string(),
                why: why.clone(),
            },
        }
    }

    /// `None` where a word of it is not known.
    pub(crate) fn read(self) -> Option<Contracting> {
        Some(match self {
            Self::Proposed(contract) => Contracting::Proposed(contract.read()?),
            Self::Approved { contract, recipient } => {
                Contracting::Approved { contract, recipient: RecipientId::new(&recipient).ok()? }
            }
            Self::Closed { contract, recipient, why } => {
                let recipient = RecipientId::new(&recipient).ok()?;
                Contracting::Closed { contract, recipient, why }
            }
        })
    }
}

impl StoredContract {
    fn of(contract: &Contract) -> Self {
        let Contract { recipient, name, purpose, matter, wanted, level_max, from, until } =
            contract;
        let WantedReports { query, topics, kinds, precedence_min } = wanted;
        Self {
            recipient: recipient.to_string(),
            name: name.clone(),
            purpose: purpose.name().to_owned(),
            matter: matter.clone(),
            query: query.clone(),
            topics: topics.iter().map(Topic::to_string).collect(),
            kinds: kinds.iter().map(|kind| kind.name().to_owned()).collect(),
            precedence_min: precedence_min.map(|least| least.name().to_owned()),
            level_max: level_max.banner().to_owned(),
            from: from.micros(),
            until: until.micros(),
        }
    }

    fn read(self) -> Option<Contract> {
        let Self { recipient, name, purpose, matter, query, topics, kinds, .. } = &self;
        let topics = topics.iter().map(|topic| Topic::new(topic).ok());
        let kinds = kinds.iter().map(|kind| Kind::parse(kind));
        let precedence_min = match &self.precedence_min {
            Some(least) => Some(Precedence::parse(least)?),
            None => None,
        };
        let wanted = WantedReports {
            query: query.clone(),
            topics: topics.collect::<Option<_>>()?,
            kinds: kinds.collect::<Option<_>>()?,
            precedence_min,
        };
        Some(Contract {
            recipient: RecipientId::new(recipient).ok()?,
            name: name.clone(),
            purpose: Purpose::parse(purpose)?,
            matter: matter.clone(),
            wanted,
            level_max: Level::find(&self.level_max)?,
            from: Timestamp::from_micros(self.from),
            until: Timestamp::from_micros(self.until),
        })
    }
}

#[cfg(test)]
mod tests;
