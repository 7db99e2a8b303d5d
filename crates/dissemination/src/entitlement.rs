//! Entitlements: what a decision depends on besides the handling class and the time.

use std::collections::{BTreeSet, HashSet};

use marking::{Code, Level};
use model::{
    AgencyId, Community, EntityType, Function, Manner, Memberships, Party, Purpose, RecipientId,
    RecipientKind,
};

use crate::{Ask, Handling};

/// Everything about a recipient and a question that rules ask for. Recipients are many and
/// entitlements few: who has the same one gets the same answers, so that decisions are made once
/// for each.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Entitlement {
    kind: RecipientKind,
    clearance: Level,
    accesses: BTreeSet<String>,
    countries: BTreeSet<Code>,
    admin_organization: AgencyId,
    duty_organization: AgencyId,
    entity_type: EntityType,
    functions: BTreeSet<Function>,
    memberships: Memberships,
    handling_controls: BTreeSet<String>,
    purpose: Purpose,
    matter: Option<String>,
    manner: Manner,
    /// The recipient itself, where a list names it.
    named: Option<RecipientId>,
}

impl Entitlement {
    /// The entitlement of whoever asks. The names must be those of every class that is decided
    /// with it.
    pub fn of(ask: Ask<'_>, names: &Names) -> Self {
        let recipient = ask.recipient;
        Self {
            kind: recipient.kind,
            clearance: recipient.clearance,
            accesses: recipient.accesses.clone(),
            countries: recipient.countries.clone(),
            admin_organization: recipient.admin_organization.clone(),
            duty_organization: recipient.duty_organization.clone(),
            entity_type: recipient.entity_type,
            functions: recipient.functions.clone(),
            memberships: recipient.memberships.clone(),
            handling_controls: recipient.handling_controls.clone(),
            purpose: ask.purpose,
            // A matter that no authorization names opens nothing.
            matter: ask.matter.filter(|matter| names.matters.contains(*matter)).map(str::to_owned),
            manner: ask.manner,
            named: names.holds(&recipient.id).then(|| recipient.id.clone()),
        }
    }
}

/// The recipients that some list names, and the matters that some authorization names. Who is in no
/// list shares its answers with others.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Names {
    parties: HashSet<String>,
    matters: HashSet<String>,
}

impl Names {
    /// What a community's caveats and authorizations name.
    pub fn of(community: &Community) -> Self {
        let mut names = Self::default();
        for id in community.caveats.values().flat_map(|caveat| caveat.persons.iter().flatten()) {
            names.parties.insert(id.as_str().to_owned());
        }
        for given in &community.authorizations {
            names.matters.extend(given.matter.clone());
            match &given.party {
                Party::Recipient(id) => drop(names.parties.insert(id.as_str().to_owned())),
                Party::Organization(_) => {}
            }
        }
        names
    }

    /// Adds what a class and its sources name: distribution lists and need-to-know profiles.
    pub fn add(&mut self, handling: &Handling) {
        handling.inherited.sources.iter().for_each(|source| self.add(source));
        let profiles = handling.need_to_know.iter().flat_map(|need| need.profiles());
        let values = profiles.flat_map(|profile| &profile.values);
        for party in handling.distribution.iter().flatten().chain(values) {
            if !self.parties.contains(party) {
                self.parties.insert(party.clone());
            }
        }
    }

    /// How many are named: more once others are.
    pub fn len(&self) -> usize {
        self.parties.len() + self.matters.len()
    }

    /// Whether nobody and no matter is named.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn holds(&self, id: &RecipientId) -> bool {
        self.parties.contains(id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Part;

    #[test]
    fn every_party_and_matter_that_comes_to_be_named_is_counted() {
        let mut names = Names::default();
        assert_eq!((names.is_empty(), names.len()), (true, 0));
        names.matters.insert("case 7".to_owned());
        assert!(!names.is_empty() && names.len() == 1);
        let marking = marking::Marking::default();
        let class = |party: &str| Handling {
            distribution: Some([party.to_owned()].into()),
            ..Handling::marked(Part::Portion, marking.clone(), AgencyId::new("CIA").unwrap())
        };
        let inherited = crate::Inherited { sources: [class("cole")].into(), missing: false };
        names.add(&Handling { inherited, ..class("alvarez") });
        names.add(&class("alvarez"));
        assert_eq!(names.len(), 3);
        let holds = |id: &str| names.holds(&RecipientId::new(id).unwrap());
        assert!(holds("alvarez") && holds("cole") && !holds("bloggs"));
    }

    #[test]
    fn whoever_a_caveat_or_an_authorization_names_is_named() {
        let persons = [RecipientId::new("cole").unwrap()].into();
        let eyes = model::CaveatId::new("CIA:EYES").unwrap();
        let caveat = model::Caveat {
            id: eyes.clone(),
            meaning: String::new(),
            agencies: None,
            addressees: false,
            countries: None,
            entity_types: None,
            functions: None,
            closed_purposes: BTreeSet::new(),
            persons: Some(persons),
            no_field: false,
            no_contractors: false,
            not_abroad: false,
            background_only: false,
            acknowledge: false,
            declare_use: false,
            until: None,
        };
        let given = |party, matter: Option<&str>| model::Authorization {
            originator: AgencyId::new("CIA").unwrap(),
            party,
            purposes: Default::default(),
            consents: Default::default(),
            matter: matter.map(str::to_owned),
            reports: BTreeSet::new(),
            from: Default::default(),
            until: Default::default(),
            conditions: None,
        };
        let community = Community {
            caveats: [(eyes, caveat)].into(),
            authorizations: vec![
                given(Party::Recipient(RecipientId::new("alvarez").unwrap()), Some("case 7")),
                given(Party::Organization(AgencyId::new("DHS").unwrap()), None),
            ],
            ..Community::default()
        };
        let names = Names::of(&community);
        let holds = |id: &str| names.holds(&RecipientId::new(id).unwrap());
        assert!(holds("cole") && holds("alvarez") && !holds("DHS"));
        assert_eq!((names.len(), names.matters.contains("case 7")), (3, true));
    }
}
