//! The conditions of a report, one at a time, so that one can be thought away.

use std::collections::BTreeSet;

use marking::{Code, Requirement};
use model::{AgencyId, CaveatId, Community, NeedToKnow, Report, Topic};

use crate::Handling;

/// One condition that an originator put on a report.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Condition {
    /// Something that the markings require.
    Marking(Requirement),
    /// A caveat.
    Caveat(CaveatId),
    /// That it gives leads only.
    LeadsOnly,
    /// The distribution list, for whoever is not on it.
    Distribution,
    /// A need-to-know profile.
    NeedToKnow(NeedToKnow),
    /// What an originator asks of whatever is made from its reports.
    Source(AgencyId),
    /// A source that is not here.
    MissingSource,
}

/// What takes the place of a list that is thought away: everybody of the community. What is open
/// abroad then is a matter of grants for the report's topics.
#[derive(Clone, Debug)]
pub(crate) struct Everybody {
    nations: Vec<Code>,
    organizations: BTreeSet<String>,
    topics: BTreeSet<Topic>,
}

impl Everybody {
    pub(crate) fn of(community: &Community, report: &Report) -> Self {
        let recipients = community.recipients.values();
        let nations = recipients.clone().flat_map(|one| &one.countries).copied();
        let employers = recipients.clone().filter_map(|one| {
            community.agencies.get(&one.admin_organization).map(|agency| agency.nation)
        });
        let nations: BTreeSet<Code> = nations.chain(employers).collect();
        let duty = recipients.map(|one| one.duty_organization.to_string());
        Self {
            nations: nations.into_iter().collect(),
            organizations: duty.collect(),
            topics: report.about.topics.iter().cloned().collect(),
        }
    }
}

impl Condition {
    /// The conditions of some classes, each once.
    pub(crate) fn all<'h>(handlings: impl Iterator<Item = &'h Handling>) -> BTreeSet<Self> {
        let mut all = BTreeSet::new();
        for handling in handlings {
            all.extend(handling.marking.requirements().into_iter().map(Self::Marking));
            all.extend(handling.caveats.iter().cloned().map(Self::Caveat));
            all.extend(handling.leads_only.then_some(Self::LeadsOnly));
            all.extend(handling.distribution.as_ref().map(|_| Self::Distribution));
            all.extend(handling.need_to_know.iter().cloned().map(Self::NeedToKnow));
            let sources = handling.inherited.sources.iter();
            all.extend(sources.map(|source| Self::Source(source.originator.clone())));
            all.extend(handling.inherited.missing.then_some(Self::MissingSource));
        }
        all
    }

    /// A class without the condition.
    pub(crate) fn lifted(
        &self,
        handling: &Handling,
        everybody: &Everybody,
        community: &Community,
    ) -> Handling {
        let mut lifted = handling.clone();
        match self {
            Self::Marking(requirement) => {
                lifted.marking = handling.marking.without(requirement, &everybody.nations);
                if lifted.marking.opens_abroad() {
                    lifted.topics.clone_from(&everybody.topics);
                }
                // A control's caveat goes with the control.
                let kept: BTreeSet<_> = community.caveats_of_controls(&lifted.marking).collect();
                let gone = community.caveats_of_controls(&handling.marking);
                for caveat in gone.filter(|caveat| !kept.contains(caveat)) {
                    lifted.caveats.remove(caveat);
                }
            }
            Self::Caveat(caveat) => {
                lifted.caveats.remove(caveat);
            }
            Self::LeadsOnly => lifted.leads_only = false,
            Self::Distribution => {
                lifted.distribution = lifted.distribution.map(|_| everybody.organizations.clone());
            }
            Self::NeedToKnow(need) => lifted.need_to_know.retain(|held| held != need),
            Self::Source(of) => {
                lifted.inherited.sources.retain(|source| source.originator != *of);
            }
            Self::MissingSource => lifted.inherited.missing = false,
        }
        lifted
    }

    /// As a person would say it, of a report of some classes.
    pub(crate) fn printed<'h>(&self, mut handlings: impl Iterator<Item = &'h Handling>) -> String {
        match self {
            Self::Marking(requirement) => handlings
                .filter(|handling| handling.marking.requirements().contains(requirement))
                .max_by_key(|handling| handling.marking.level())
                .map(|handling| handling.marking.printed_requirement(requirement))
                .unwrap_or_default(),
            Self::Caveat(caveat) => caveat.to_string(),
            Self::LeadsOnly => "leads only".to_owned(),
            Self::Distribution => {
                let list = handlings.find_map(|handling| handling.distribution.as_ref());
                let listed: Vec<_> = list.into_iter().flatten().map(String::as_str).collect();
                let listed = if listed.is_empty() { "nobody".into() } else { listed.join(", ") };
                format!("the distribution list ({listed})")
            }
            Self::NeedToKnow(need) => {
                let profiles = need.profiles().iter();
                let names: Vec<_> = profiles.map(|profile| profile.policy.as_str()).collect();
                format!("need-to-know {}", names.join(" or "))
            }
            Self::Source(of) => format!("what {of} asks of its reports that this is made from"),
            Self::MissingSource => "a source that is not here".to_owned(),
        }
    }
}
