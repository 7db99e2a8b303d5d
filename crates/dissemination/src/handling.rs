//! Handling classes: what a decision depends on besides who asks.

use std::collections::BTreeSet;

use crate::rules::read_in::is_of_nato;
use crate::rules::undecided::is_decided;
use marking::{Dissem, Marking, Ownership};
use model::{AgencyId, CaveatId, Community, NeedToKnow, Timestamp, Topic};

use crate::Inherited;

/// Which part of a report is asked for, from the most to the least.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Part {
    /// Where to ask; it carries nothing of what was reported.
    Pointer,
    /// A sanitised version.
    TearLine,
    /// One portion or the title.
    Portion,
    /// The report as a whole, with what counts as the banner.
    Whole,
    /// Who the US persons in it are. It is judged by the rule of privacy alone, beside the class
    /// of the text that names them.
    Identities,
}

impl Part {
    /// As which part it is asked for. Which one matters to the procedures for intelligence alone, so
    /// elsewhere what carries text is one. Procedures change; the classes stay, so that nothing is
    /// sorted anew when one does.
    pub(crate) fn asked_of(self, originator: &AgencyId, community: &Community) -> Self {
        match self {
            Self::Whole | Self::TearLine if !community.is_intelligence(originator) => Self::Portion,
            Self::Pointer | Self::TearLine | Self::Portion | Self::Whole | Self::Identities => self,
        }
    }
}

/// Everything about a part of a report that bears on who may have it. Reports have few distinct
/// ones, so they are interned and decided once for each recipient and purpose.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Handling {
    /// Which part.
    pub part: Part,
    /// The marking that governs it.
    pub marking: Marking,
    /// Whose material it is.
    pub originator: AgencyId,
    /// The originator's caveats, and those behind the controls of the community's own register.
    pub caveats: BTreeSet<CaveatId>,
    /// Whether it gives leads only.
    pub leads_only: bool,
    /// The distribution list, where the marking or a caveat asks for one.
    pub distribution: Option<BTreeSet<String>>,
    /// Need-to-know profiles.
    pub need_to_know: Vec<NeedToKnow>,
    /// Topics, where a grant to a foreign authority may hang on them.
    pub topics: BTreeSet<Topic>,
    /// The report, `ORIGINATOR SERIAL`, where an act is about it alone.
    pub named: Option<String>,
    /// The full hour after the report was accepted, where a procedure of its originator has a
    /// delay.
    pub accepted: Option<Timestamp>,
    /// What the sources ask, of a product that is made from others.
    pub inherited: Inherited,
}

/// The number of an interned handling class. Numbers are given in journal order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct HandlingId(pub u32);

impl Handling {
    /// The class of a part for which its marking says everything.
    pub fn marked(part: Part, marking: Marking, originator: AgencyId) -> Self {
        Self {
            part,
            marking,
            originator,
            caveats: BTreeSet::new(),
            leads_only: false,
            distribution: None,
            need_to_know: Vec::new(),
            topics: BTreeSet::new(),
            named: None,
            accepted: None,
            inherited: Inherited::default(),
        }
    }

    /// The class of the identities of US persons in an originator's reports, or in one that is
    /// named.
    pub fn of_identities(originator: AgencyId, named: Option<String>) -> Self {
        Self { named, ..Self::marked(Part::Identities, Marking::default(), originator) }
    }

    /// The same class as another community asks for it, of a part.
    pub(crate) fn asked_as(&self, part: Part, community: &Community) -> Self {
        let sources = self.inherited.sources.iter();
        let sources = sources.map(|source| source.asked_as(part, community)).collect();
        Self {
            part: part.asked_of(&self.originator, community),
            inherited: Inherited { sources, missing: self.inherited.missing },
            ..self.clone()
        }
    }

    /// Whether it matters to its decision, or to that of a source, how it would reach whoever asks: what
    /// may only be looked at, and what no search finds.
    pub(crate) fn asks_for_manner(&self) -> bool {
        !self.marking.display_only().is_empty()
            || self.marking.has(Dissem::ExemptFromDiscovery)
            || self.inherited.sources.iter().any(Self::asks_for_manner)
    }

    /// The list for a control: that of its profiles where there are any, else the addressees.
    pub(crate) fn distribution_for(&self, policy: &str) -> impl Iterator<Item = &str> {
        let profiles = self.need_to_know.iter().flat_map(|need| need.profiles());
        let own: Vec<_> = profiles.filter(|profile| profile.policy == policy).collect();
        let listed = own.is_empty().then_some(self.distribution.as_ref()).flatten();
        own.into_iter()
            .flat_map(|profile| profile.values.iter().map(String::as_str))
            .chain(listed.into_iter().flatten().map(String::as_str))
    }

    /// Whether everybody who may have this may have the other too, whoever they are. Never says
    /// so wrongly; may fail to say so, which costs a search view and nothing else.
    pub fn implies(&self, other: &Self) -> bool {
        let identities = |class: &Self| class.part == Part::Identities;
        self == other
            || (!identities(self)
                && !identities(other)
                && self.originator == other.originator
                && self.part >= other.part
                // Consents open other parts, and never a pointer.
                && (other.part != Part::Pointer || self.part == Part::Pointer)
                && self.leads_only >= other.leads_only
                && other.caveats.is_subset(&self.caveats)
                // A control of the community's is withheld where its caveat is not in the class.
                && (other.marking.own_controls().next().is_none()
                    || other.caveats == self.caveats)
                && (other.distribution.is_none() || other.distribution == self.distribution)
                && other.need_to_know == self.need_to_know
                && other.named == self.named
                && other.accepted == self.accepted
                && self.inherited.covers(&other.inherited)
                && self.implies_disclosure(other)
                && implies_controls(&self.marking, &other.marking))
    }

    /// Who passes abroad with this passes with the other.
    fn implies_disclosure(&self, other: &Self) -> bool {
        let (this, that) = (&self.marking, &other.marking);
        // The controls of lists ask other things of systems than those of none.
        let same = this.eyes_only() == that.eyes_only()
            && this.display_only() == that.display_only()
            && this.rel_to().is_empty() == that.rel_to().is_empty();
        if !same {
            return false;
        }
        !this.opens_abroad()
            || this.rel_to().countries().is_subset(&that.rel_to().countries())
            // A report without topics is granted to nobody.
            && (other.topics == self.topics
                || (!other.topics.is_empty() && other.topics.is_subset(&self.topics)))
    }
}

fn implies_controls(this: &Marking, other: &Marking) -> bool {
    let rises = this.level() >= other.level()
        && is_subset(other.sci().tokens(), this.sci().tokens())
        && (other.aea().is_empty() || this.aea() == other.aea())
        && (!is_of_nato(other) || is_of_nato(this))
        && other.nato_controls().all(|control| this.nato_controls().any(|held| held == control))
        && is_subset(other.sap().tokens(), this.sap().tokens())
        && other.accm().all(|name| this.accm().any(|held| held == name));
    // Owners together ask for affiliation with one of them, and CUI has controls of its own.
    let same = (!matches!(other.ownership(), Ownership::Joint(_))
        || this.ownership() == other.ownership())
        && (other.cui().is_none() || this.cui() == other.cui());
    // FISA is a control on people where the text is unclassified alone.
    let fisa =
        !other.has(Dissem::Fisa) || this.level().is_classified() == other.level().is_classified();
    // What no rule decides nobody has.
    let decided = is_decided(other) || !is_decided(this);
    rises
        && same
        && fisa
        && decided
        && other.dissem().all(|control| this.has(control))
        && other.non_ic().all(|control| this.has_non_ic(control))
        && other.own_controls().all(|control| this.own_controls().any(|held| held == control))
}

fn is_subset(tokens: Vec<String>, of: Vec<String>) -> bool {
    tokens.iter().all(|token| of.contains(token))
}

#[cfg(test)]
mod tests {
    use model::Profile;

    use super::*;

    #[test]
    fn the_list_for_a_control_is_that_of_its_own_profiles_else_the_addressees() {
        let profile = |policy: &str, value: &str| {
            let values = vec![value.to_owned()];
            NeedToKnow::Profile(Profile { policy: policy.to_owned(), values })
        };
        let class = Handling {
            distribution: Some(["DHS".to_owned()].into()),
            need_to_know: vec![profile("oc", "STATE"), profile("xd", "DOJ")],
            ..Handling::marked(Part::Portion, Marking::default(), AgencyId::new("CIA").unwrap())
        };
        let list = |policy: &str| class.distribution_for(policy).collect::<Vec<_>>();
        assert_eq!([list("oc"), list("xd"), list("nd")], [["STATE"], ["DOJ"], ["DHS"]]);
    }
}
