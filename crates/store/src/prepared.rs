//! A submission made ready outside the store's lock: encoded, digested, its views enumerated.

use dissemination::{
    Classes, Handling, HandlingId, Provenance, TooManyViews, View, views, whole_view,
};
use model::{Community, Report};
use sha2::{Digest, Sha256};

use crate::event_parts::Written;
use crate::{Event, Result, SetAside};

/// A report or a set-aside submission, ready to be stored.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) what: What,
    pub(crate) content: Vec<u8>,
    /// The lengths of the content's parts.
    pub(crate) parts: Vec<u32>,
}

#[derive(Debug)]
pub(crate) enum What {
    Report(Box<Sorted>),
    /// With a digest of what was submitted, to tell a repetition.
    Aside(SetAside, [u8; 32]),
}

/// A report with its handling classes, and its views over their positions.
#[derive(Debug)]
pub(crate) struct Sorted {
    pub(crate) report: Report,
    pub(crate) provenance: Provenance,
    pub(crate) classes: Vec<Handling>,
    /// What tells apart who gets which form, over their positions.
    pub(crate) shape: Classes<HandlingId>,
    pub(crate) views: Vec<View>,
}

/// A report without its views, and these, if they can be enumerated.
struct Sorting {
    sorted: Sorted,
    /// The classes of its own parts.
    numbered: Classes<HandlingId>,
    views: std::result::Result<Vec<View>, TooManyViews>,
}

impl Prepared {
    /// Makes a report ready.
    ///
    /// # Errors
    /// [`TooManyViews`] inside, when the report must be set aside; else a failure to encode.
    pub fn report(
        report: Report,
        notes: Vec<String>,
        community: &Community,
    ) -> Result<std::result::Result<Self, TooManyViews>> {
        // Its sources are looked up when it is stored.
        let sorted = match Sorted::of(report, Provenance::default(), community) {
            Ok(sorted) => sorted,
            Err(too_many) => return Ok(Err(too_many)),
        };
        let event = Event::Accepted { report: Box::new(sorted.report), notes };
        let Written { content, parts } = event.written()?;
        let Event::Accepted { report, .. } = event else { return Ok(Err(TooManyViews)) };
        let sorted = Box::new(Sorted { report: *report, ..sorted });
        Ok(Ok(Self { what: What::Report(sorted), content, parts }))
    }

    /// Makes a submission ready to be set aside.
    ///
    /// # Errors
    /// A failure to encode.
    pub fn aside(aside: SetAside) -> Result<Self> {
        let digest = Sha256::digest(&aside.submitted).into();
        let Written { content, parts } = Event::Quarantined(aside.clone()).written()?;
        Ok(Self { what: What::Aside(aside, digest), content, parts })
    }

    /// The report's name, `ORIGINATOR SERIAL`, if it is one.
    pub(crate) fn cited(&self) -> Option<String> {
        match &self.what {
            What::Report(sorted) => Some(sorted.report.id.cited()),
            What::Aside(..) => None,
        }
    }

    /// How many bytes it adds to the journal, for batching.
    pub fn bytes(&self) -> usize {
        self.content.len()
    }
}

impl Sorted {
    /// # Errors
    /// When its portion marks cross in too many ways; then it must be set aside.
    fn of(
        report: Report,
        provenance: Provenance,
        community: &Community,
    ) -> std::result::Result<Self, TooManyViews> {
        let Sorting { sorted, views, .. } = Self::sort(report, provenance, community);
        Ok(Self { views: views?, ..sorted })
    }

    /// A report that was accepted. What its sources ask may cross in more ways than when it was made
    /// ready: then search finds it for those who may have all of it, and by its name it goes as far as
    /// ever.
    pub(crate) fn accepted(report: Report, provenance: Provenance, community: &Community) -> Self {
        let Sorting { sorted, numbered, views } = Self::sort(report, provenance, community);
        Self { views: views.unwrap_or_else(|TooManyViews| whole_view(&numbered)), ..sorted }
    }

    fn sort(report: Report, provenance: Provenance, community: &Community) -> Sorting {
        let (mut classes, numbered) = Classes::distinct(&report, &provenance, community);
        let shape = numbered.shape();
        let mut found = views_over(&classes, 0, &numbered);
        if found.is_err() && !report.about.sources().is_empty() {
            // Sources cross in too many ways: it is found by those who may have all of them.
            let together = made_from_all(&report);
            let (more, numbered) = Classes::distinct(&together, &provenance, community);
            let first = classes.len();
            classes.extend(more);
            found = views_over(&classes, first, &numbered);
        }
        let sorted = Self { report, provenance, shape, classes, views: Vec::new() };
        Sorting { sorted, numbered, views: found }
    }

    /// Whether it is made from other reports.
    pub(crate) fn is_derived(&self) -> bool {
        !self.report.about.sources().is_empty()
    }

    /// The same once it is accepted: what was in force when it was made ready may have changed, delays
    /// count from now, and its sources are known.
    pub(crate) fn settled(self, provenance: Provenance, in_force: &Community) -> Self {
        let named = self.classes.iter().any(|class| class.named.is_some());
        let originator = &self.report.id.originator;
        let is_same = !self.is_derived()
            && named == in_force.names_report(&self.report.id.cited())
            && !provenance.accepted.is_some_and(|at| in_force.delays(originator, at));
        if is_same {
            Self { provenance, ..self }
        } else {
            Self::accepted(self.report, provenance, in_force)
        }
    }
}

/// The views of a report whose classes stand in a list from a position on.
fn views_over(
    classes: &[Handling],
    first: usize,
    numbered: &Classes<HandlingId>,
) -> std::result::Result<Vec<View>, TooManyViews> {
    let first = u32::try_from(first).unwrap_or(u32::MAX);
    let numbered = numbered.map(|id| HandlingId(id.0.saturating_add(first)));
    let class = |id: HandlingId| classes.get(usize::try_from(id.0).unwrap_or(usize::MAX));
    let implies = |a, b| class(a).zip(class(b)).is_some_and(|(a, b)| a.implies(b));
    views(&numbered, implies)
}

/// The same report, every part of it made from all that any part is made from.
fn made_from_all(report: &Report) -> Report {
    let mut together = report.clone();
    let sources = report.about.sources().into_iter().map(str::to_owned).collect();
    together.about.derived_from = sources;
    together.about.made_from = model::MadeFrom::default();
    together
}
