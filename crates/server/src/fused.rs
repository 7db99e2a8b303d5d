//! The mentions of every view of every report, for those who have the view: a fold of what is stored.

use std::collections::BTreeMap;

use dissemination::{Decision, Form, IndexedView, Naming, ViewId};
use fusion::{Fusion, Gazetteer, MentionId, Sighting, view_mentions};
use index::Visible;
use model::ReportId;
use store::Fresh;

use crate::{Error, Result};

/// What is held of all reports, and up to which entry of the journal.
#[derive(Debug, Default)]
pub(crate) struct Fused {
    /// Mentions, links and judgements.
    pub(crate) fusion: Fusion,
    /// The first entry that was not looked at.
    pub(crate) next: u64,
    /// What is held, by `ORIGINATOR SERIAL`.
    reports: BTreeMap<String, Held>,
}

/// The version of a report whose mentions are held.
#[derive(Debug)]
struct Held {
    id: ReportId,
    views: Vec<HeldView>,
}

/// A view, and what its reader must be given, were they given the report.
#[derive(Debug)]
struct HeldView {
    id: ViewId,
    form: Form,
    masked: bool,
}

/// Reports that are to be taken in together, which is sooner than one by one.
#[derive(Debug, Default)]
pub(crate) struct Coming {
    reports: BTreeMap<String, (Held, Vec<Sighting>)>,
}

impl Coming {
    /// Adds a report by its views; of one that comes twice the last counts.
    pub(crate) fn add<'v>(
        &mut self,
        fresh: &Fresh,
        cut: impl Iterator<Item = (ViewId, IndexedView<'v>)>,
    ) {
        let held = |(id, view): &(ViewId, dissemination::View)| HeldView {
            id: *id,
            form: view.form.clone(),
            masked: view.masked,
        };
        let id = fresh.report.id().clone();
        let views = fresh.views.iter().map(held).collect();
        let sightings = cut
            .enumerate()
            .flat_map(|(place, (id, view))| view_mentions(&view, (place, id), Gazetteer::common()));
        self.reports.insert(id.cited(), (Held { id, views }, sightings.collect()));
    }

    /// How many reports are to be taken in.
    pub(crate) fn len(&self) -> usize {
        self.reports.len()
    }
}

impl Fused {
    /// Takes reports in, each in the place of its earlier version.
    pub(crate) fn take(&mut self, coming: Coming) -> Result<()> {
        let mut sightings = Vec::new();
        for (cited, (held, own)) in coming.reports {
            self.forget(&cited);
            self.reports.insert(cited, held);
            sightings.extend(own);
        }
        let done = match sightings.len() {
            0..=FEW => sightings.into_iter().try_for_each(|one| self.fusion.add(one)),
            _ => self.fusion.add_all(sightings),
        };
        done.map_err(Error::from)
    }

    /// Forgets a report: it was taken back, or there is another version.
    pub(crate) fn forget(&mut self, cited: &str) {
        if let Some(held) = self.reports.remove(cited) {
            self.fusion.forget(&held.id);
        }
    }

    /// What a viewer has under an id: `ORIGINATOR SERIAL#N`, where N counts what their view of that report
    /// mentions, from 1.
    pub(crate) fn mention(&self, id: &str, visible: &Visible) -> Option<MentionId> {
        let (cited, nth) = id.trim().rsplit_once('#')?;
        let nth: u32 =
            nth.parse().ok().filter(|nth| (1..=MentionId::OF_A_VIEW_MAX).contains(nth))?;
        let held = self.reports.get(cited)?;
        let place = held.views.iter().position(|view| visible.has(view.id))?;
        let number = MentionId::first_of_view(place).checked_add(nth - 1)?;
        Some(MentionId { report: held.id.clone(), number })
    }

    /// Whether a decision gives what a viewer's mentions of a report were taken from.
    pub(crate) fn rests_on(&self, id: &ReportId, decision: &Decision, visible: &Visible) -> bool {
        let held = self.reports.get(&id.cited()).filter(|held| held.id == *id);
        let view = held.and_then(|held| held.views.iter().find(|view| visible.has(view.id)));
        view.is_some_and(|view| {
            let masked = decision.naming == Naming::Masked;
            decision.form.as_ref() == Some(&view.form) && masked == view.masked
        })
    }
}

/// What a viewer calls a mention.
pub(crate) fn name_of(id: &MentionId) -> String {
    format!("{}#{}", id.report.cited(), id.in_view().saturating_add(1))
}

/// Mentions that are added one by one.
const FEW: usize = 200;
