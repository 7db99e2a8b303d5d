//! A submission made ready outside the store's lock: encoded, digested, its views enumerated.

use dissemination::{
    Classes, Handling, HandlingId, Provenance, Sources, TooManyViews, View, views,
};
use model::{Community, Report};
use sha2::{Digest, Sha256};

use crate::{Event, Result, SetAside};

/// A report or a set-aside submission, ready to be stored.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) what: What,
    pub(crate) content: Vec<u8>,
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
        // Its sources are looked up when it is stored; it never has more views than now.
        let provenance = Provenance { accepted: None, sources: Sources::unlike(&report) };
        let sorted = match Sorted::of(report, provenance, community) {
            Ok(sorted) => sorted,
            Err(too_many) => return Ok(Err(too_many)),
        };
        let event = Event::Accepted { report: Box::new(sorted.report), notes };
        let content = event.to_bytes()?;
        let Event::Accepted { report, .. } = event else { return Ok(Err(TooManyViews)) };
        let sorted = Box::new(Sorted { report: *report, ..sorted });
        Ok(Ok(Self { what: What::Report(sorted), content }))
    }

    /// Makes a submission ready to be set aside.
    ///
    /// # Errors
    /// A failure to encode.
    pub fn aside(aside: SetAside) -> Result<Self> {
        let digest = Sha256::digest(&aside.submitted).into();
        let content = Event::Quarantined(aside.clone()).to_bytes()?;
        Ok(Self { what: What::Aside(aside, digest), content })
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
    pub(crate) fn of(
        report: Report,
        provenance: Provenance,
        community: &Community,
    ) -> std::result::Result<Self, TooManyViews> {
        let (classes, numbered) = Classes::distinct(&report, &provenance, community);
        let class = |id: HandlingId| classes.get(usize::try_from(id.0).unwrap_or(usize::MAX));
        let implies = |a, b| class(a).zip(class(b)).is_some_and(|(a, b)| a.implies(b));
        let views = views(&numbered, implies)?;
        Ok(Self { report, provenance, shape: numbered.shape(), classes, views })
    }

    /// Whether it is made from other reports.
    pub(crate) fn is_derived(&self) -> bool {
        !self.provenance.sources.is_empty()
    }

    /// The same once it is accepted: what was in force when it was made ready may have changed, delays
    /// count from now, and its sources are known.
    pub(crate) fn settled(
        self,
        provenance: Provenance,
        in_force: &Community,
    ) -> std::result::Result<Self, TooManyViews> {
        let named = self.classes.iter().any(|class| class.named.is_some());
        let originator = &self.report.id.originator;
        let is_same = !self.is_derived()
            && named == in_force.names_report(&self.report.id.cited())
            && !provenance.accepted.is_some_and(|at| in_force.delays(originator, at));
        if is_same {
            Ok(Self { provenance, ..self })
        } else {
            Self::of(self.report, provenance, in_force)
        }
    }
}
