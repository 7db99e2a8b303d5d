//! Who goes with whom, who is held by several originators, and what people decide, as the caller may know it.

use fusion::Tie;
use serde::{Deserialize, Serialize};

use super::entity::{EntityName, EntitySource, banner};
use crate::{FoundCorrelations, ShownCorrelation, ShownGraph, ShownTie};

/// Entities, and what ties them.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityGraph {
    /// The banner of all that is told.
    pub banner: String,
    /// The entities in the order of their steps.
    pub entities: Vec<EntityNode>,
    /// What ties them.
    pub ties: Vec<EntityTie>,
    /// Whether there is more than was asked for; of a way, whether none was found.
    pub more: bool,
    /// The reports that all of this is known from.
    pub sources: Vec<EntitySource>,
}

/// An entity of a graph.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityNode {
    /// How many steps away it is.
    pub steps: usize,
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
}

/// What ties two entities.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EntityTie {
    /// One.
    pub one: String,
    /// The other.
    pub other: String,
    /// The reports that name both.
    pub reports: Vec<String>,
    /// The numbers that both have.
    pub numbers: Vec<String>,
}

/// Whom and what several originators hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Correlations {
    /// The banner of all that is told.
    pub banner: String,
    /// Those that were seen last first.
    pub notices: Vec<Correlation>,
    /// Whether there are more.
    pub more: bool,
    /// The reports that it is known from.
    pub sources: Vec<EntitySource>,
}

/// An entity that several originators hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Correlation {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
    /// Its originators.
    pub originators: Vec<String>,
    /// Those who are told of it too.
    pub told: Vec<String>,
}

/// What somebody decides about who is who.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewJudgement {
    /// `same`, `different` or `apart`.
    pub verdict: String,
    /// The mentions, `ORIGINATOR SERIAL#N`.
    pub mentions: Vec<String>,
    /// Why.
    pub because: String,
}

/// A judgement that is taken back.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawnJudgement {
    /// The report that it is, `ORIGINATOR SERIAL`.
    pub judgement: String,
    /// Why.
    pub because: String,
}

impl EntityGraph {
    /// The wire form.
    pub fn of(shown: &ShownGraph) -> Self {
        let ShownGraph { entities, ties, more, sources } = shown;
        let node = |(steps, entity): &(usize, crate::NamedEntity)| EntityNode {
            steps: *steps,
            entity: EntityName::of(entity),
        };
        Self {
            banner: banner(sources),
            entities: entities.iter().map(node).collect(),
            ties: ties.iter().map(EntityTie::of).collect(),
            more: *more,
            sources: sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl EntityTie {
    fn of(tie: &ShownTie) -> Self {
        let ShownTie { one, other, ties } = tie;
        let (reports, numbers) = parted(ties);
        Self { one: one.clone(), other: other.clone(), reports, numbers }
    }
}

/// Reports that name both, and numbers that both have.
pub(super) fn parted(ties: &[Tie]) -> (Vec<String>, Vec<String>) {
    let (mut reports, mut numbers) = (Vec::new(), Vec::new());
    for tie in ties {
        match tie {
            Tie::Report(report) => reports.push(report.cited()),
            Tie::Shared(number) => numbers.push(number.to_string()),
        }
    }
    (reports, numbers)
}

impl Correlations {
    /// The wire form.
    pub fn of(found: &FoundCorrelations) -> Self {
        let FoundCorrelations { notices, more, sources } = found;
        Self {
            banner: banner(sources),
            notices: notices.iter().map(Correlation::of).collect(),
            more: *more,
            sources: sources.iter().map(EntitySource::of).collect(),
        }
    }
}

impl Correlation {
    fn of(shown: &ShownCorrelation) -> Self {
        let ShownCorrelation { entity, originators, told } = shown;
        Self {
            entity: EntityName::of(entity),
            originators: originators.iter().map(ToString::to_string).collect(),
            told: told.iter().map(ToString::to_string).collect(),
        }
    }
}
