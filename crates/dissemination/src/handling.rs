//! Handling classes: what a decision depends on besides who asks.

use std::collections::BTreeSet;

use crate::rules::undecided::is_decided;
use marking::{Dissem, Marking};
use model::{AgencyId, CaveatId, NeedToKnow, Topic};

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
}

/// The number of an interned handling class. Numbers are given in journal order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct HandlingId(pub u32);

impl Handling {
    /// The list for a control: the profile's own where there is one, else the addressees.
    pub(crate) fn distribution_for(&self, profile: &str) -> impl Iterator<Item = &str> {
        let own: Vec<&NeedToKnow> =
            self.need_to_know.iter().filter(|need| need.profile == profile).collect();
        let listed = own.is_empty().then_some(self.distribution.as_ref()).flatten();
        own.into_iter()
            .flat_map(|need| need.values.iter().map(String::as_str))
            .chain(listed.into_iter().flatten().map(String::as_str))
    }

    /// Whether everybody who may have this may have the other too, whoever they are. Never says
    /// so wrongly; may fail to say so, which costs a search view and nothing else.
    pub fn implies(&self, other: &Self) -> bool {
        self == other
            || (self.originator == other.originator
                && self.part >= other.part
                && self.leads_only >= other.leads_only
                && other.caveats.is_subset(&self.caveats)
                // A control of the community's is withheld where its caveat is not in the class.
                && (other.marking.own_controls().next().is_none()
                    || other.caveats == self.caveats)
                && (other.distribution.is_none() || other.distribution == self.distribution)
                && other.need_to_know == self.need_to_know
                && self.implies_disclosure(other)
                && implies_controls(&self.marking, &other.marking))
    }

    /// Who passes abroad with this passes with the other.
    fn implies_disclosure(&self, other: &Self) -> bool {
        let opened = other.marking.rel_to().countries();
        if self.marking.rel_to().is_empty() {
            // Only people of US agencies with US affiliation pass without REL TO.
            return opened.is_empty() || opened.contains(&marking::Code::USA);
        }
        !opened.is_empty()
            && self.marking.rel_to().countries().is_subset(&opened)
            // A report without topics is granted to nobody.
            && (other.topics == self.topics
                || (!other.topics.is_empty() && other.topics.is_subset(&self.topics)))
    }
}

fn implies_controls(this: &Marking, other: &Marking) -> bool {
    let held = this.sci().tokens();
    let rises = this.level() >= other.level()
        && other.sci().tokens().iter().all(|token| held.contains(token))
        && (other.aea().is_empty() || this.aea() == other.aea());
    // FISA is a control on people where the text is unclassified alone.
    let fisa =
        !other.has(Dissem::Fisa) || this.level().is_classified() == other.level().is_classified();
    // What no rule decides nobody has.
    let decided = is_decided(other) || !is_decided(this);
    rises
        && fisa
        && decided
        && other.dissem().all(|control| this.has(control))
        && other.non_ic().all(|control| this.has_non_ic(control))
        && other.own_controls().all(|control| this.own_controls().any(|held| held == control))
}
