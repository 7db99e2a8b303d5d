//! The contracts of feeds: a fold of the journal that is kept in memory beside the acts.

use std::collections::BTreeMap;

use marking::Level;
use model::{
    Contract, Kind, Leaf, Precedence, Purpose, RecipientId, Timestamp, Topic, WantedReports,
};
use serde::{Deserialize, Serialize};

use crate::feeds::Feed;

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
    /// How many versions there are of each name.
    versions: BTreeMap<(RecipientId, String), u32>,
    /// Whose each is, and its name, under its id.
    named: BTreeMap<String, (RecipientId, String)>,
    /// What each name has brought.
    feeds: BTreeMap<(RecipientId, String), Feed>,
}

impl Contracts {
    pub(crate) fn take(&mut self, leaf: &Leaf, event: &Contracting) {
        let (at, by) = (leaf.at, leaf.actor.clone());
        match event {
            Contracting::Proposed(contract) => {
                let key = (contract.recipient.clone(), contract.name.clone());
                let id = crate::acts::id(leaf);
                self.named.insert(id.clone(), key.clone());
                let version = self.versions.entry(key).or_default();
                *version += 1;
                self.recorded.push(RecordedContract {
                    id,
                    at,
                    by,
                    version: *version,
                    contract: contract.clone(),
                    state: ContractState::Proposed,
                });
            }
            Contracting::Approved { contract, recipient: _ } => self.approve(contract, at, by),
            Contracting::Closed { contract, recipient: _, why } => {
                let open = |known: &&mut RecordedContract| known.id == *contract && known.is_open();
                if let Some(known) = self.recorded.iter_mut().find(open) {
                    known.state = ContractState::Closed { at, by, why: why.clone() };
                }
            }
        }
    }

    fn approve(&mut self, id: &str, at: Timestamp, by: String) {
        let proposed =
            |known: &&RecordedContract| known.id == id && known.state == ContractState::Proposed;
        let Some(approved) = self.recorded.iter().find(proposed) else { return };
        let Contract { recipient, name, .. } = approved.contract.clone();
        for known in &mut self.recorded {
            let same = known.contract.recipient == recipient && known.contract.name == name;
            if known.id == id {
                known.state = ContractState::Approved { at, by: by.clone() };
            } else if same && matches!(known.state, ContractState::Approved { .. }) {
                known.state = ContractState::Replaced { at };
            }
        }
    }

    /// The feed into which a contract brings, by the contract's id.
    pub(crate) fn feed_of(&mut self, id: &str) -> Option<&mut Feed> {
        let name = self.named.get(id)?;
        Some(self.feeds.entry(name.clone()).or_default())
    }

    /// What the contracts of a name have brought.
    pub(crate) fn feed(&self, of: &Contract) -> Option<&Feed> {
        self.feeds.get(&(of.recipient.clone(), of.name.clone()))
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
