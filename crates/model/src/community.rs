//! The community: agencies, recipients, caveats and what they mean, procedures, grants.

use std::collections::{BTreeMap, BTreeSet};

use marking::{Code, Control, Level, Marking, Register, Scheme};

use crate::{
    Act, AgencyId, CaveatId, Consent, Embargo, EntityType, Function, ProcedureForm, Purpose,
    RecipientId, RecipientKind, SearchVocabulary, Timestamp, Topic,
};

/// Everything that decisions need to know about the world besides the report.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Community {
    /// What it is called.
    pub name: String,
    /// Purposes that "leads only, not evidence" leaves open.
    pub leads_only_open: BTreeSet<Purpose>,
    /// Agencies by id.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// Recipients by id.
    pub recipients: BTreeMap<RecipientId, Recipient>,
    /// Caveats by id.
    pub caveats: BTreeMap<CaveatId, Caveat>,
    /// Originators' procedures for law enforcement field offices.
    pub procedures: Vec<Procedure>,
    /// Steering Group decisions about foreign authorities.
    pub grants: Vec<Grant>,
    /// Originators' exceptions from what their material may be used for.
    pub authorizations: Vec<Authorization>,
    /// Originators' orders to keep material back.
    pub embargoes: Vec<Embargo>,
    /// By what markings are read.
    pub register: Register,
    /// Local schemes by name.
    pub schemes: BTreeMap<String, Scheme>,
    /// Which caveat says who may have what carries a control of the community's own. A control
    /// without one withholds.
    pub control_caveats: BTreeMap<Control, CaveatId>,
    /// What searches know about words.
    pub search: SearchVocabulary,
}

/// A department, agency, component or foreign authority.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub nation: Code,
    /// What it is part of.
    pub parent: Option<AgencyId>,
    /// Whether it is an intelligence element, whose reports give leads only unless they say else.
    pub intelligence: bool,
    /// Whether it is of a state, a territory, a locality or a tribe (`ISM.ACES`: `USA.SLT`).
    pub state_local: bool,
    /// The local scheme by which its reports and those of its components are marked.
    pub scheme: Option<String>,
}

/// A person, system or partner that may be given material.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recipient {
    /// The id, which a client certificate's common name carries.
    pub id: RecipientId,
    /// The name.
    pub name: String,
    /// Person, system or partner.
    pub kind: RecipientKind,
    /// Clearance.
    pub clearance: Level,
    /// Read-ins: SCI tokens with their ancestors, `Q`, `CNWDI`, `SIGMA-14`, `NATO-S`, `SAR-BP`.
    pub accesses: BTreeSet<String>,
    /// Countries of affiliation.
    pub countries: BTreeSet<Code>,
    /// Who employs it.
    pub admin_organization: AgencyId,
    /// Where it works.
    pub duty_organization: AgencyId,
    /// What its employer is.
    pub entity_type: EntityType,
    /// What it does.
    pub functions: BTreeSet<Function>,
    /// What it belongs to, where need-to-know profiles ask.
    pub memberships: Memberships,
    /// The controls that a system is accredited to handle, by their portion marks (`UIAS`
    /// `handlingControls`). Nobody asks them of people.
    pub handling_controls: BTreeSet<String>,
}

/// What need-to-know profiles ask of a recipient (`ISM.ACES` 5.9 and C.10).
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Memberships {
    /// Groups: profiles `nd`, `permissive`, `restrictive`, `propin`.
    pub groups: BTreeSet<String>,
    /// Licences: profile `license`.
    pub licenses: BTreeSet<String>,
    /// Issues of the mission: profile `mn`.
    pub issues: BTreeSet<String>,
    /// Regions of the mission: profile `mn`.
    pub regions: BTreeSet<String>,
    /// Categories of authority: profile `rac`.
    pub authorities: BTreeSet<String>,
    /// Roles: profile `ent-role`.
    pub roles: BTreeSet<String>,
}

/// An originator's condition: every part that is given must hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Caveat {
    /// Its id.
    pub id: CaveatId,
    /// What it means, for a person.
    pub meaning: String,
    /// Duty organisations that may have it, besides the originator's own.
    pub agencies: Option<BTreeSet<AgencyId>>,
    /// Whether it is for the report's addressees and the originator's own alone.
    pub addressees: bool,
    /// Every country of affiliation must be among these.
    pub countries: Option<BTreeSet<Code>>,
    /// The employer must be one of these.
    pub entity_types: Option<BTreeSet<EntityType>>,
    /// One of these functions is needed.
    pub functions: Option<BTreeSet<Function>>,
    /// Purposes that it closes.
    pub closed_purposes: BTreeSet<Purpose>,
    /// These persons alone, by id, besides the originator's own.
    pub persons: Option<BTreeSet<RecipientId>>,
    /// Not for law enforcement field offices.
    pub no_field: bool,
    /// Not for contractors.
    pub no_contractors: bool,
    /// For people affiliated with the United States alone and employed by its agencies.
    pub not_abroad: bool,
    /// For background: analysis and policy, and never to be acted upon.
    pub background_only: bool,
    /// Whether receipt must be acknowledged.
    pub acknowledge: bool,
    /// Whether onward use must be declared.
    pub declare_use: bool,
    /// When it ends; from then on it binds nobody.
    pub until: Option<Timestamp>,
}

/// How an originator lets its intelligence go to law enforcement field offices.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Procedure {
    /// Whose material.
    pub originator: AgencyId,
    /// The most that may go.
    pub form: ProcedureForm,
    /// The statement that goes along.
    pub statement: Option<String>,
    /// How long after a report was accepted it may go, in hours.
    pub delay_hours: u32,
    /// From when; always, where it has no start.
    pub from: Option<Timestamp>,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
}

impl Procedure {
    /// Whether it is in force.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// A Steering Group decision that a foreign authority may have topics up to a level.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Grant {
    /// The foreign authority.
    pub partner: AgencyId,
    /// The topics.
    pub topics: BTreeSet<Topic>,
    /// The highest level.
    pub level: Level,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
    /// Conditions that go along.
    pub conditions: Option<String>,
}

/// An originator's exception from what is its own to lift.
///
/// Its material may go to one recipient or one organisation, for a purpose in a matter, for a time
/// (charter, function 1, note). It opens nothing else.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Authorization {
    /// Whose material.
    pub originator: AgencyId,
    /// Who may use it.
    pub party: Party,
    /// The purposes that it opens.
    pub purposes: BTreeSet<Purpose>,
    /// What it lifts.
    pub consents: BTreeSet<Consent>,
    /// The matter, a case or an operation; any, where none is named.
    pub matter: Option<String>,
    /// The reports, as `ORIGINATOR SERIAL`; without any, all of the originator's.
    pub reports: BTreeSet<String>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
    /// What the recipient must observe.
    pub conditions: Option<String>,
}

/// Whom an exception names, or an entry of the ledger concerns.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Party {
    /// A recipient.
    Recipient(RecipientId),
    /// Whoever works for an organisation, and not for a component of it.
    Organization(AgencyId),
}

impl Party {
    /// `originator CIA` or `recipient alvarez`.
    pub fn text(&self) -> String {
        match self {
            Self::Recipient(id) => format!("recipient {id}"),
            Self::Organization(id) => format!("originator {id}"),
        }
    }

    /// Adds what [`Party::text`] prints.
    pub fn put(&self, bytes: &mut Vec<u8>) {
        let (kind, id) = match self {
            Self::Recipient(id) => ("recipient ", id.as_str()),
            Self::Organization(id) => ("originator ", id.as_str()),
        };
        bytes.extend_from_slice(kind.as_bytes());
        bytes.extend_from_slice(id.as_bytes());
    }

    /// How many bytes [`Party::put`] adds.
    pub fn text_bytes(&self) -> usize {
        match self {
            Self::Recipient(id) => "recipient ".len() + id.as_str().len(),
            Self::Organization(id) => "originator ".len() + id.as_str().len(),
        }
    }

    /// Reads what [`Party::text`] prints.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(' ')? {
            ("recipient", id) => RecipientId::new(id).ok().map(Self::Recipient),
            ("originator", id) => AgencyId::new(id).ok().map(Self::Organization),
            _ => None,
        }
    }

    /// Whether it names a recipient.
    pub fn names(&self, recipient: &Recipient) -> bool {
        match self {
            Self::Recipient(id) => *id == recipient.id,
            Self::Organization(id) => *id == recipient.duty_organization,
        }
    }
}

impl Community {
    /// Whether an agency is one of the United States (`ISM.ACES` US agency list).
    pub fn is_us_agency(&self, id: &AgencyId) -> bool {
        self.agencies.get(id).is_some_and(|agency| agency.nation == Code::USA)
    }

    /// Whether an agency is of the federal government (`ISM.ACES` US government list).
    pub fn is_us_government(&self, id: &AgencyId) -> bool {
        self.is_us_agency(id) && !self.is_state_local(id)
    }

    /// Whether an agency, or one that it is part of, is of a state, a territory, a locality or a
    /// tribe (`ISM.ACES`: `USA.SLT`).
    pub fn is_state_local(&self, id: &AgencyId) -> bool {
        self.lineage(id).any(|agency| agency.state_local)
    }

    /// Whether an agency or one that it is part of is an intelligence element.
    pub fn is_intelligence(&self, id: &AgencyId) -> bool {
        self.lineage(id).any(|agency| agency.intelligence)
    }

    /// The procedures for field offices of an agency, or of the nearest that it is part of and has
    /// one in force: the last that was recorded holds.
    pub fn field_office_procedure(&self, id: &AgencyId, at: Timestamp) -> Option<&Procedure> {
        let own = |agency: &Agency| {
            let mut latest = self.procedures.iter().rev();
            latest.find(|p| p.originator == agency.id && p.holds_at(at))
        };
        self.lineage(id).find_map(own)
    }

    /// When another procedure for field offices begins or ends to hold for an agency.
    pub fn procedure_changes<'a>(&'a self, id: &AgencyId) -> impl Iterator<Item = Timestamp> + 'a {
        let own = |agency: &'a Agency| {
            self.procedures.iter().filter(move |procedure| procedure.originator == agency.id)
        };
        let of: Vec<_> = self.lineage(id).collect();
        of.into_iter().flat_map(own).flat_map(|p| [p.from, p.until]).flatten()
    }

    /// Whether what an agency submits at a time falls under a delay, or may when another procedure
    /// ends: one of its procedures, or of an agency that it is part of, had one by then. What was
    /// submitted before waits from the procedure's start.
    pub fn delays(&self, id: &AgencyId, accepted: Timestamp) -> bool {
        let has = |agency: &Agency| {
            self.procedures.iter().any(|procedure| {
                procedure.originator == agency.id
                    && procedure.delay_hours > 0
                    && procedure.from.is_none_or(|from| from <= accepted)
            })
        };
        self.lineage(id).any(has)
    }

    /// Whether an act is about a report alone, `ORIGINATOR SERIAL`.
    pub fn names_report(&self, cited: &str) -> bool {
        self.authorizations.iter().any(|given| given.reports.contains(cited))
            || self.embargoes.iter().any(|embargo| embargo.reports.contains(cited))
    }

    /// Adds an act to what is known.
    pub fn record(&mut self, act: Act) {
        match act {
            Act::Authorization(given) => self.authorizations.push(given),
            Act::Embargo(embargo) => self.embargoes.push(embargo),
            Act::Grant(grant) => self.grants.push(grant),
            Act::Procedure(procedure) => self.procedures.push(procedure),
        }
    }

    /// The local scheme by which an agency's reports are marked, or that of the nearest that it is
    /// part of.
    pub fn scheme_of(&self, id: &AgencyId) -> Option<&Scheme> {
        let name = self.lineage(id).find_map(|agency| agency.scheme.as_ref())?;
        self.schemes.get(name)
    }

    /// The caveats that say what a marking's own controls mean.
    pub fn caveats_of_controls<'c>(
        &'c self,
        marking: &'c Marking,
    ) -> impl Iterator<Item = &'c CaveatId> {
        marking.own_controls().filter_map(|control| self.control_caveats.get(&control))
    }

    /// The agency and those that it is part of, upwards.
    pub fn lineage<'a>(&'a self, id: &AgencyId) -> impl Iterator<Item = &'a Agency> {
        let first = self.agencies.get(id);
        // A file with a circle of parents is refused when read; the bound is for hand-made ones.
        std::iter::successors(first, |agency| {
            agency.parent.as_ref().and_then(|parent| self.agencies.get(parent))
        })
        .take(LINEAGE_MAX)
    }
}

/// Deepest organisation chart.
const LINEAGE_MAX: usize = 32;
