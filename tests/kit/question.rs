//! One question about one handling class, asked of the engine and of the policies.

mod dice;
mod enumerated;
mod random;
mod shrink;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use dissemination::{Ask, Handling, Inherited, Judgement, judge};
use model::{Community, Manner, Purpose, Recipient, Timestamp};

use crate::cedar::{Court, Policies, Terms, Verdict};
use crate::workspace::{read, root};

pub use dice::Dice;
pub use enumerated::{Enumerated, Implications};
pub use random::{communities, question};
pub use shrink::smallest;

/// Who asks for what, and how.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where.
    pub community: Arc<Community>,
    /// For what.
    pub handling: Handling,
    /// Who.
    pub recipient: Recipient,
    /// What for.
    pub purpose: Purpose,
    /// How it would reach them.
    pub manner: Manner,
    /// When.
    pub at: Timestamp,
    /// In which matter.
    pub matter: Option<&'static str>,
}

impl Question {
    /// What the engine says.
    pub fn of_engine(&self) -> Judgement {
        judge(&self.handling, self.ask())
    }

    /// Whether the engine permits another class to the same.
    pub fn judge(&self, handling: &Handling) -> bool {
        judge(handling, self.ask()).permitted
    }

    /// Whether the engine permits it at another time.
    pub fn permitted_at(&self, at: Timestamp) -> bool {
        judge(&self.handling, Ask { at, ..self.ask() }).permitted
    }

    /// The instants at which an act begins or ends, or a delay is over.
    pub fn turns(&self) -> BTreeSet<Timestamp> {
        let acts = &self.community;
        let embargoes = acts.embargoes.iter().flat_map(|of| [Some(of.from), of.until]);
        let consents = acts.authorizations.iter().flat_map(|of| [Some(of.from), Some(of.until)]);
        let grants = acts.grants.iter().flat_map(|of| [Some(of.from), of.until]);
        let procedures = acts.procedures.iter().flat_map(|of| {
            let from = self.handling.accepted.or(of.from);
            [of.from, of.until, from.map(|from| from.plus_hours(of.delay_hours))]
        });
        embargoes.chain(consents).chain(grants).chain(procedures).flatten().collect()
    }

    fn ask(&self) -> Ask<'_> {
        let Self { community, handling: _, recipient, purpose, manner, at, matter } = self;
        let (purpose, manner, at, matter) = (*purpose, *manner, *at, *matter);
        Ask { recipient, purpose, manner, at, matter, community }
    }

    /// What the policies say.
    pub fn of_policies(&self, policies: &Policies) -> Verdict {
        let Self { community, handling, recipient, purpose, manner, at, matter } = self;
        let (purpose, manner, at, matter) = (*purpose, *manner, *at, *matter);
        let terms = Terms { purpose, manner, at, matter };
        Court::of(policies, community, &[recipient], &[handling]).verdict(0, 0, terms)
    }

    /// Whether they differ.
    pub fn is_disputed(&self, policies: &Policies) -> bool {
        self.of_engine().permitted != self.of_policies(policies).permitted
    }

    /// The question and both answers.
    pub fn told(&self, policies: &Policies) -> String {
        let Self { community: _, handling, recipient, purpose, manner, at, matter } = self;
        let Handling { part, marking, originator, caveats, leads_only, .. } = handling;
        let Handling { distribution, need_to_know, topics, named, accepted, .. } = handling;
        let Inherited { sources, missing } = &handling.inherited;
        let sources: Vec<_> = sources
            .iter()
            .map(|source| Handling { inherited: Inherited::default(), ..source.clone() })
            .collect();
        let Recipient { kind, clearance, accesses, countries, functions, .. } = recipient;
        let Recipient { admin_organization: admin, duty_organization: duty, .. } = recipient;
        let Recipient { entity_type, memberships, handling_controls, .. } = recipient;
        let countries: Vec<_> = countries.iter().map(|code| code.as_str()).collect();
        let (engine, cedar) = (self.of_engine(), self.of_policies(policies));
        let denied = engine.reasons.iter().filter(|of| of.verdict == dissemination::Verdict::Deny);
        let denied: Vec<_> = denied.map(|reason| reason.rule).collect();
        format!(
            "marking    {} ({part:?} of {originator}, leads only: {leads_only})
with       caveats {caveats:?}, list {distribution:?}, topics {topics:?}
           needs {need_to_know:?}, of {named:?}, accepted {accepted:?}
           made from {sources:#?}, and from what is not here: {missing}
recipient  {kind:?} {entity_type:?}, {clearance:?}, of {countries:?}, {admin} at {duty}
           accesses {accesses:?}, functions {functions:?}
           handling controls {handling_controls:?}
           {memberships:?}
for        {} by {} at {}, matter {matter:?}
engine     {} {denied:?}
policies   {} {:?} {:?}
",
            marking.banner(),
            purpose.name(),
            manner.name(),
            at.rfc3339(),
            said(engine.permitted),
            said(cedar.permitted),
            cedar.forbade,
            cedar.unmet,
        )
    }
}

fn said(permitted: bool) -> &'static str {
    if permitted { "permits" } else { "denies" }
}

/// The community of `tests/oracle/community.toml`.
///
/// # Panics
/// If the file is refused.
pub fn community() -> Community {
    let file = read(&root().join("tests/oracle/community.toml"));
    server::read_community(&file, Path::new("tests/oracle/community.toml")).unwrap()
}
