//! Dominance, join and meet of the blocks that few markings have.

use crate::Cui;
use crate::seldom::{Blocks, Seldom};

impl Seldom {
    /// Whether everything that another's blocks require is required here; foreign disclosure is
    /// not among it.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.is_absent()
            || self.nato.covers(other.nato)
                && self.sap.covers(&other.sap)
                && self.aea.covers(&other.aea)
                && self.accm.is_superset(&other.accm)
                && self.own.is_superset(&other.own)
                && covers_cui(self.cui.as_ref(), other.cui.as_ref())
    }

    /// What both require together.
    pub(super) fn join(&self, other: &Self) -> Self {
        if self.is_absent() && other.is_absent() {
            return Self::default();
        }
        let mut joined = Blocks {
            nato: self.nato.with(other.nato),
            sap: self.sap.clone(),
            aea: self.aea.clone(),
            accm: self.accm.union(&other.accm).cloned().collect(),
            own: self.own.union(&other.own).copied().collect(),
            cui: self.cui.clone(),
            ..Blocks::NONE
        };
        joined.sap.add(&other.sap);
        joined.aea.add(&other.aea);
        joined.aea.settle();
        if let Some(cui) = &other.cui {
            joined.cui.get_or_insert_default().add(cui);
        }
        joined.into()
    }

    /// What each requires.
    pub(super) fn meet(&self, other: &Self) -> Self {
        if self.is_absent() || other.is_absent() {
            return Self::default();
        }
        let met = Blocks {
            nato: self.nato.common(other.nato),
            sap: self.sap.common(&other.sap),
            aea: self.aea.common(&other.aea),
            accm: self.accm.intersection(&other.accm).cloned().collect(),
            own: self.own.intersection(&other.own).copied().collect(),
            cui: self.cui.as_ref().zip(other.cui.as_ref()).map(|(one, cui)| one.common(cui)),
            ..Blocks::NONE
        };
        met.into()
    }
}

fn covers_cui(held: Option<&Cui>, needed: Option<&Cui>) -> bool {
    match (held, needed) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(held), Some(needed)) => held.covers(needed),
    }
}
