//! A submission made ready outside the store's lock: encoded, digested, its views enumerated.

use dissemination::{Classes, Handling, HandlingId, TooManyViews, View, views};
use model::{Community, Report, Timestamp};
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
        let sorted = match Sorted::of(report, None, community) {
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

    /// How many bytes it adds to the journal, for batching.
    pub fn bytes(&self) -> usize {
        self.content.len()
    }
}

impl Sorted {
    pub(crate) fn of(
        report: Report,
        accepted: Option<Timestamp>,
        community: &Community,
    ) -> std::result::Result<Self, TooManyViews> {
        let (classes, numbered) = Classes::distinct(&report, accepted, community);
        let class = |id: HandlingId| classes.get(usize::try_from(id.0).unwrap_or(usize::MAX));
        let implies = |a, b| class(a).zip(class(b)).is_some_and(|(a, b)| a.implies(b));
        let views = views(&numbered, implies)?;
        Ok(Self { report, shape: numbered.shape(), classes, views })
    }

    /// The same once it is accepted: what was in force when it was made ready may have changed, and
    /// delays count from now.
    pub(crate) fn settled(
        self,
        at: Timestamp,
        in_force: &Community,
    ) -> std::result::Result<Self, TooManyViews> {
        let named = self.classes.iter().any(|class| class.named.is_some());
        let is_same = named == in_force.names_report(&self.report.id.cited())
            && !in_force.delays(&self.report.id.originator, at);
        if is_same { Ok(self) } else { Self::of(self.report, Some(at), in_force) }
    }
}
