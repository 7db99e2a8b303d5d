//! The marks of what is told of entities: each statement is marked as the portions that it is from.

use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Released, Rendition};
use fusion::{MentionId, Said, Statement};
use marking::{Marking, rollup};
use model::ReportId;

use crate::{NamedEntity, ShownPlace};

/// What an answer was taken from.
pub(super) struct Sourced<'s> {
    reports: BTreeMap<&'s ReportId, &'s Rendition>,
    /// The banner of all of it.
    pub(super) banner: Marking,
}

impl<'s> Sourced<'s> {
    /// From the reports behind it, as far as the viewer has them.
    pub(super) fn of(sources: &'s [Released]) -> Self {
        let reports: BTreeMap<_, _> =
            sources.iter().map(Released::rendition).map(|of| (&of.id, of)).collect();
        let banner = rolled(reports.values().map(|of| &of.banner));
        Self { reports, banner }
    }

    /// Of a mention: the text in which it stands, or the banner. Where its report is not among the sources,
    /// what all of them roll up to.
    fn mention(&self, report: &ReportId, text: Option<usize>) -> &Marking {
        let Some(rendition) = self.reports.get(report) else { return &self.banner };
        let text = text.and_then(|nth| rendition.texts().nth(nth));
        text.map_or(&rendition.banner, |portion| &portion.marking)
    }

    /// Of what some mentions of an entity say.
    pub(super) fn mentions<'m>(
        &self,
        entity: &NamedEntity,
        mentions: impl Iterator<Item = &'m MentionId>,
    ) -> Marking {
        let marked = |id: &MentionId| self.mention(&id.report, entity.texts.get(id).copied());
        rolled(mentions.map(marked))
    }

    /// Of the name by which an entity is shown.
    pub(super) fn name(&self, entity: &NamedEntity) -> Marking {
        let statements = &entity.profile.statements;
        let is_it =
            |of: &&Statement| matches!(&of.said, Said::Name(of) if *of == entity.profile.name);
        match statements.iter().find(is_it) {
            Some(statement) => self.mentions(entity, statement.sources.iter()),
            None => self.whole(entity),
        }
    }

    /// Of all that is known of an entity.
    pub(super) fn whole(&self, entity: &NamedEntity) -> Marking {
        let statements = &entity.profile.statements;
        self.mentions(entity, statements.iter().flat_map(|statement| &statement.sources))
    }

    /// Of a place that a report names.
    pub(super) fn place(&self, place: &ShownPlace) -> &Marking {
        let text = place.of.portion.and_then(|portion| usize::try_from(portion).ok());
        self.mention(&place.of.report, text)
    }

    /// Of what is told of some reports as they are.
    pub(super) fn reports<'r>(&self, reports: impl Iterator<Item = &'r ReportId>) -> Marking {
        rolled(reports.map(|report| self.mention(report, None)))
    }

    /// A report, as far as the viewer has it.
    pub(super) fn rendition(&self, report: &ReportId) -> Option<&'s Rendition> {
        self.reports.get(report).copied()
    }
}

/// Few markings serve many portions.
fn rolled<'m>(marks: impl Iterator<Item = &'m Marking>) -> Marking {
    let distinct: BTreeSet<&Marking> = marks.collect();
    rollup(distinct.iter().copied()).banner
}
