//! What the built-in register has no bit for.

use std::collections::BTreeSet;

use crate::{Marking, Ownership, sci};

/// Owners other than the United States, and names that no register holds. Never empty.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) struct Rest {
    pub(super) owner: Ownership,
    names: BTreeSet<Unregistered>,
}

/// A name that is not registered, with its ancestors in front.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum Unregistered {
    Sci(String),
    Sap(String),
    Accm(String),
}

impl Rest {
    pub(super) fn of(marking: &Marking) -> Option<Self> {
        let sci = marking.sci.tokens().into_iter();
        let sci = sci.filter(|token| sci::published(token).is_none()).map(Unregistered::Sci);
        let sap = marking.sap.tokens().into_iter().map(Unregistered::Sap);
        let accm = marking.accm().map(|name| Unregistered::Accm(name.to_owned()));
        let names = sci.chain(sap).chain(accm).collect();
        Self { owner: marking.ownership.clone(), names }.present()
    }

    pub(super) fn covers(&self, other: &Self) -> bool {
        (other.owner.is_us() || self.owner == other.owner) && self.names.is_superset(&other.names)
    }

    /// Everything of both; `None` where nothing is of both owners.
    pub(super) fn join(&self, other: &Self) -> Option<Self> {
        let owner = match (self.owner.is_us(), other.owner.is_us()) {
            (_, true) => &self.owner,
            (true, false) => &other.owner,
            (false, false) => Some(&self.owner).filter(|owner| **owner == other.owner)?,
        };
        let names = self.names.union(&other.names).cloned().collect();
        Some(Self { owner: owner.clone(), names })
    }

    /// What both have; `None` when that is nothing.
    pub(super) fn meet(&self, other: &Self) -> Option<Self> {
        let owner =
            if self.owner == other.owner { self.owner.clone() } else { Ownership::default() };
        let names = self.names.intersection(&other.names).cloned().collect();
        Self { owner, names }.present()
    }

    fn present(self) -> Option<Self> {
        (!self.owner.is_us() || !self.names.is_empty()).then_some(self)
    }
}
