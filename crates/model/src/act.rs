//! Acts: what an originator or the Steering Group decides about material that is stored already.

use std::collections::BTreeSet;

use crate::{AgencyId, Authorization, Grant, Procedure, Timestamp};

/// A decision with a start and an end. Each is an entry of the ledger, and none can be back-dated, so
/// what was in force at any instant stays known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Act {
    /// An originator's exception.
    Authorization(Authorization),
    /// An originator keeps its material back for a time.
    Embargo(Embargo),
    /// The Steering Group lets a foreign authority have topics.
    Grant(Grant),
    /// How an originator's intelligence goes to field offices.
    Procedure(Procedure),
}

/// An originator's order that its material goes to nobody but itself for a time. One without an end
/// is a sunset.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Embargo {
    /// Whose material.
    pub originator: AgencyId,
    /// The reports, as `ORIGINATOR SERIAL`; without any, all of the originator's.
    pub reports: BTreeSet<String>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

impl Act {
    /// Whose material it is about; of a grant, nobody's alone.
    pub fn originator(&self) -> Option<&AgencyId> {
        match self {
            Self::Authorization(given) => Some(&given.originator),
            Self::Embargo(embargo) => Some(&embargo.originator),
            Self::Procedure(procedure) => Some(&procedure.originator),
            Self::Grant(_) => None,
        }
    }

    /// The reports that it is about alone, as `ORIGINATOR SERIAL`; without any, it is about all.
    pub fn reports(&self) -> impl Iterator<Item = &str> {
        let reports = match self {
            Self::Authorization(given) => Some(&given.reports),
            Self::Embargo(embargo) => Some(&embargo.reports),
            Self::Grant(_) | Self::Procedure(_) => None,
        };
        reports.into_iter().flatten().map(String::as_str)
    }

    /// When it begins; a procedure of the community's file may have been there always.
    pub fn from(&self) -> Option<Timestamp> {
        match self {
            Self::Authorization(given) => Some(given.from),
            Self::Embargo(embargo) => Some(embargo.from),
            Self::Grant(grant) => Some(grant.from),
            Self::Procedure(procedure) => procedure.from,
        }
    }

    /// When it ends, exclusive, if it does.
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Authorization(given) => Some(given.until),
            Self::Embargo(embargo) => embargo.until,
            Self::Grant(grant) => grant.until,
            Self::Procedure(procedure) => procedure.until,
        }
    }

    /// The same act from a later time on; an earlier one changes nothing.
    #[must_use]
    pub fn not_before(mut self, at: Timestamp) -> Self {
        match &mut self {
            Self::Authorization(given) => given.from = given.from.max(at),
            Self::Embargo(embargo) => embargo.from = embargo.from.max(at),
            Self::Grant(grant) => grant.from = grant.from.max(at),
            Self::Procedure(procedure) => {
                procedure.from = Some(procedure.from.map_or(at, |from| from.max(at)));
            }
        }
        self
    }

    /// The same act, ended; one that ends before stays as it is.
    #[must_use]
    pub fn ended(mut self, at: Timestamp) -> Self {
        let sooner = |until: Option<Timestamp>| Some(until.map_or(at, |until| until.min(at)));
        match &mut self {
            Self::Authorization(given) => given.until = given.until.min(at),
            Self::Embargo(embargo) => embargo.until = sooner(embargo.until),
            Self::Grant(grant) => grant.until = sooner(grant.until),
            Self::Procedure(procedure) => procedure.until = sooner(procedure.until),
        }
        self
    }
}

impl Embargo {
    /// Whether it is in force.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> Timestamp {
        Timestamp::parse(&format!("2004-07-{day:02}T00:00:00Z")).unwrap()
    }

    fn sunset(from: u32) -> Act {
        let originator = AgencyId::new("CIA").unwrap();
        Act::Embargo(Embargo { originator, reports: BTreeSet::new(), from: at(from), until: None })
    }

    #[test]
    fn an_act_is_not_back_dated() {
        assert_eq!(sunset(1).not_before(at(5)), sunset(5));
        assert_eq!(sunset(9).not_before(at(5)), sunset(9));
    }

    #[test]
    fn an_act_ends_once_and_never_later() {
        let ended = sunset(1).ended(at(5));
        assert_eq!(ended.until(), Some(at(5)));
        assert_eq!(ended.clone().ended(at(7)), ended);
        assert_eq!(ended.ended(at(3)).until(), Some(at(3)));
    }

    #[test]
    fn an_embargo_holds_from_its_first_instant_to_before_its_last() {
        let Act::Embargo(embargo) = sunset(2).ended(at(4)) else { panic!("another act") };
        assert_eq!([1, 2, 3, 4].map(|day| embargo.holds_at(at(day))), [false, true, true, false]);
    }
}
