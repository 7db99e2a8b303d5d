//! The charter's rules as they are in force, as far as a reader may know of them.

use std::collections::BTreeSet;

use model::{Act, AgencyId, Function, Purpose, Recipient};

use super::Clearinghouse;
use super::acting::Officer;

/// What is in force now.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    /// The organisations that work for the whole community: those of whoever fuses.
    pub center: BTreeSet<AgencyId>,
    /// The purposes that "leads only, not evidence" leaves open.
    pub leads_only_open: BTreeSet<Purpose>,
    /// Whose reports give leads only, unless they say otherwise.
    pub leads_only_of: BTreeSet<AgencyId>,
    /// Grants, procedures, authorizations and embargoes that the reader may know of.
    pub acts: Vec<Act>,
}

impl Clearinghouse {
    /// The organisations of those who fuse for everybody.
    pub fn center(&self) -> BTreeSet<AgencyId> {
        let people = self.community.recipients.values();
        let fuses = people.filter(|of| of.functions.contains(&Function::Fusion));
        fuses.map(|of| of.duty_organization.clone()).collect()
    }

    /// What is in force now: the rules for everybody, and of acts those that the reader decides about, may
    /// audit or is granted by.
    pub fn in_force_for(&self, reader: &Recipient) -> InForce {
        let in_force = self.store.in_force();
        let now = self.clock.now();
        let officer = Officer { recipient: reader, by: None };
        let grants = in_force.grants.iter().cloned().map(Act::Grant);
        let procedures = in_force.procedures.iter().cloned().map(Act::Procedure);
        let authorizations = in_force.authorizations.iter().cloned().map(Act::Authorization);
        let embargoes = in_force.embargoes.iter().cloned().map(Act::Embargo);
        let all = grants.chain(procedures).chain(authorizations).chain(embargoes);
        let holds = |act: &Act| {
            act.from().is_none_or(|from| from <= now) && act.until().is_none_or(|until| now < until)
        };
        let acts = all.filter(holds).filter(|act| officer.may_know(act));
        let agencies = in_force.agencies.values().filter(|agency| agency.intelligence);
        InForce {
            center: self.center(),
            leads_only_open: in_force.leads_only_open.clone(),
            leads_only_of: agencies.map(|agency| agency.id.clone()).collect(),
            acts: acts.collect(),
        }
    }
}
