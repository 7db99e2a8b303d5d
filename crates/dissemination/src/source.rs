//! What a derived product is made from, and what the originators of that ask.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use marking::Marking;
use model::{AgencyId, CaveatId, Community, NeedToKnow, Report, Timestamp};

use crate::{Handling, Part};

/// A report that a derived product is made from, directly or through others.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// Which, as it is cited: `ORIGINATOR SERIAL`.
    pub cited: String,
    /// The product's own citations through which it is one.
    pub through: BTreeSet<String>,
    /// What its originator asks; `None` where the report is not here.
    pub conditions: Option<Conditions>,
    /// Whether whoever reads the reasons may know of it.
    pub told: bool,
}

/// What the originator of a source asks of whatever is made from it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Conditions {
    originator: AgencyId,
    cited: String,
    marking: Arc<Marking>,
    caveats: Vec<CaveatId>,
    leads_only: bool,
    addressees: Vec<String>,
    need_to_know: Vec<NeedToKnow>,
    accepted: Option<Timestamp>,
    /// What it is itself made from.
    made_from: BTreeSet<String>,
}

/// The sources of a report. A citation that is in none of them is of a report that is not here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sources(Vec<Source>);

impl Conditions {
    /// Those of a report that was accepted at a time.
    pub fn of(report: &Report, accepted: Option<Timestamp>) -> Self {
        Self {
            originator: report.id.originator.clone(),
            cited: report.id.cited(),
            marking: Arc::clone(&report.banner),
            caveats: report.caveats.clone(),
            leads_only: report.leads_only,
            addressees: report.addressees.clone(),
            need_to_know: report.need_to_know.clone(),
            accepted,
            made_from: report.about.sources().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The class by which a part of a product made from it is judged besides its own.
    fn handling(&self, part: Part, community: &Community) -> Handling {
        let controls = community.caveats_of_controls(&self.marking).cloned();
        let caveats: BTreeSet<_> = self.caveats.iter().cloned().chain(controls).collect();
        let listed = self.marking.needs_distribution() || !caveats.is_empty();
        Handling {
            part: part.asked_of(&self.originator, community),
            marking: Marking::clone(&self.marking),
            originator: self.originator.clone(),
            caveats,
            leads_only: self.leads_only,
            distribution: listed.then(|| self.addressees.iter().cloned().collect()),
            need_to_know: self.need_to_know.clone(),
            topics: BTreeSet::new(),
            named: Some(self.cited.clone()).filter(|cited| community.names_report(cited)),
            accepted: self
                .accepted
                .filter(|accepted| community.delays(&self.originator, *accepted))
                .map(Timestamp::hour_up),
            inherited: Inherited::default(),
        }
    }
}

/// What a part of a derived product inherits: a class for each source whose originator asks
/// something, all of which must permit it.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Inherited {
    /// The classes of the sources, each once.
    pub sources: BTreeSet<Handling>,
    /// Whether a source is not here. What its originator asks is not known, so nobody gets it.
    pub missing: bool,
}

impl Inherited {
    /// Whether whoever is permitted this is permitted the other: it has every class of the other,
    /// asked for as much or as more.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let has = |asked: &Handling| {
            let mut held = self.sources.iter().filter(|held| held.part >= asked.part);
            held.any(|held| Handling { part: asked.part, ..held.clone() } == *asked)
        };
        self.missing || (!other.missing && other.sources.iter().all(has))
    }
}

impl Sources {
    /// Follows a report's citations to the end; `look_up` finds the report of a citation.
    ///
    /// A circle of citations ends where it began. More than 1,000 sources are not followed: what is
    /// beyond counts as not here.
    ///
    /// # Errors
    /// When a report cannot be looked up.
    pub fn trace<E>(
        report: &Report,
        mut look_up: impl FnMut(&str) -> Result<Option<Conditions>, E>,
    ) -> Result<Self, E> {
        let itself = report.id.cited();
        let direct = report.about.sources();
        let mut found: BTreeMap<String, Source> = BTreeMap::new();
        let own = |cited: &&str| *cited != itself;
        let steps =
            direct.into_iter().filter(own).map(|cited| (cited.to_owned(), cited.to_owned()));
        let mut open: VecDeque<(String, String)> = steps.collect();
        while let Some((cited, through)) = open.pop_front() {
            if !found.contains_key(&cited) {
                let known = if found.len() < SOURCES_MAX { look_up(&cited)? } else { None };
                let (through, conditions) = (BTreeSet::new(), known);
                let source = Source { cited: cited.clone(), through, conditions, told: true };
                found.insert(cited.clone(), source);
            }
            let Some(source) = found.get_mut(&cited) else { continue };
            if !source.through.insert(through.clone()) {
                continue;
            }
            let further = source.conditions.iter().flat_map(|known| &known.made_from);
            let further = further.filter(|cited| **cited != itself);
            open.extend(further.map(|cited| (cited.clone(), through.clone())));
        }
        Ok(Self(found.into_values().collect()))
    }

    /// Keeps the names and conditions of sources from whoever reads the reasons, and may not know of
    /// them. The decision stays what it is.
    ///
    /// # Errors
    /// When it cannot be found out.
    pub fn tell<E>(&mut self, mut may_know: impl FnMut(&str) -> Result<bool, E>) -> Result<(), E> {
        for source in &mut self.0 {
            source.told = may_know(&source.cited)?;
        }
        Ok(())
    }

    /// As if sources that somebody may not know of were not here.
    ///
    /// # Errors
    /// When it cannot be found out.
    pub fn forget<E>(
        &mut self,
        mut may_know: impl FnMut(&str) -> Result<bool, E>,
    ) -> Result<(), E> {
        for source in &mut self.0 {
            if !may_know(&source.cited)? {
                source.conditions = None;
            }
        }
        Ok(())
    }

    /// Whether it is made from nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sources.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// What a part inherits that is made from some citations of the report `itself`.
    pub(crate) fn inherited(
        &self,
        itself: &str,
        made_from: &[String],
        part: Part,
        community: &Community,
    ) -> Inherited {
        let mut inherited = Inherited::default();
        // A pointer carries nothing of what was reported; but what a source that is not here would
        // ask of it nobody knows.
        let binds = part != Part::Pointer;
        for cited in made_from.iter().filter(|cited| *cited != itself) {
            let mut known = false;
            for source in self.0.iter().filter(|source| source.through.contains(cited)) {
                known |= source.cited == *cited;
                match &source.conditions {
                    Some(conditions) if binds => {
                        inherited.sources.insert(conditions.handling(part, community));
                    }
                    Some(_) => {}
                    None => inherited.missing = true,
                }
            }
            inherited.missing |= !known;
        }
        inherited
    }

    /// The report's own citations through which a source is not here, or is not to be told of.
    pub(crate) fn unknown<'r>(&self, report: &'r Report) -> BTreeSet<&'r str> {
        let itself = report.id.cited();
        let mut cited = report.about.sources();
        cited.retain(|cited| {
            let mut through = self.0.iter().filter(|source| source.through.contains(*cited));
            let is_here = self.0.iter().any(|source| source.cited == **cited);
            let is_unknown = |source: &Source| source.conditions.is_none() || !source.told;
            **cited != itself && (!is_here || through.any(is_unknown))
        });
        cited
    }

    /// The citations of the sources that are judged by a class.
    pub(crate) fn of_class(&self, class: &Handling, community: &Community) -> Vec<&Source> {
        let judged = |source: &&Source| {
            let known = source.conditions.as_ref();
            known.is_some_and(|known| known.handling(class.part, community) == *class)
        };
        self.0.iter().filter(judged).collect()
    }
}

const SOURCES_MAX: usize = 1_000;

#[cfg(test)]
pub(crate) mod tests;
