//! The mentions of every view of every report, for those who have the view: a fold of what is stored.

use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Decision, Form, IndexedView, Naming, ViewId};
use fusion::{Fusion, Gazetteer, Judgement, MentionId, Ruling, Sighting, view_mentions};
use index::Visible;
use model::{Judged, Kind, Named, ReportId, Timestamp, Verdict};
use store::Fresh;

use crate::{Error, Result};

/// What is held of all reports, and up to which entry of the journal.
#[derive(Debug, Default)]
pub(crate) struct Fused {
    /// Mentions and links.
    pub(crate) fusion: Fusion,
    /// The first entry that was not looked at.
    pub(crate) next: u64,
    /// What is held, by `ORIGINATOR SERIAL`.
    reports: BTreeMap<String, Held>,
    /// Those of them that decide who is who.
    judgements: BTreeSet<String>,
}

/// The version of a report whose mentions are held.
#[derive(Debug)]
struct Held {
    id: ReportId,
    accepted: Option<Timestamp>,
    kind: Option<Kind>,
    views: Vec<HeldView>,
}

/// A view, and what its reader must be given, were they given the report.
#[derive(Debug)]
struct HeldView {
    id: ViewId,
    form: Form,
    masked: bool,
    /// What a judgement decides, as far as it is seen here.
    judged: Option<Judged>,
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
        let id = fresh.report.id().clone();
        let accepted = fresh.report.accepted();
        let mut held = Held { id, accepted, kind: None, views: Vec::new() };
        let mut sightings = Vec::new();
        for ((place, (id, cut)), (_, view)) in cut.enumerate().zip(&fresh.views) {
            held.kind = Some(cut.kind());
            // Whom a judgement names was mentioned elsewhere.
            let judged = match cut.kind() == Kind::Judgement {
                true => Judged::of(cut.mentions()).ok(),
                false => {
                    sightings.extend(view_mentions(&cut, (place, id), Gazetteer::common()));
                    None
                }
            };
            let (form, masked) = (view.form.clone(), view.masked);
            held.views.push(HeldView { id, form, masked, judged });
        }
        self.reports.insert(held.id.cited(), (held, sightings));
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
            if held.kind == Some(Kind::Judgement) {
                self.judgements.insert(cited.clone());
            }
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
            self.judgements.remove(cited);
        }
    }

    /// What was decided about who is who, as far as it works for a viewer: who may have the judgement and
    /// every mention that it is about.
    pub(crate) fn judgements(&self, visible: &Visible) -> Vec<Judgement> {
        let all = self.judgements.iter().filter_map(|cited| self.reports.get(cited));
        let of = all.filter_map(|held| {
            let Judged { verdict, about } = held.judged(visible)?;
            let named: Option<Vec<_>> = about.iter().map(|one| self.named(one, visible)).collect();
            let mut named = named?.into_iter();
            let ruling = match verdict {
                Verdict::Same => Ruling::Confirm(named.flatten().collect()),
                Verdict::Different => Ruling::Reject(named.next()?, named.next()?),
                Verdict::Apart => Ruling::Split(named.flatten().collect()),
            };
            Some(Judgement { report: held.id.clone(), ruling, needs: Vec::new() })
        });
        of.collect()
    }

    /// A judgement that a viewer has, by `ORIGINATOR SERIAL`.
    pub(crate) fn judgement(&self, cited: &str, visible: &Visible) -> Option<&ReportId> {
        let held = self.reports.get(cited).filter(|held| held.kind == Some(Kind::Judgement))?;
        held.view(visible).map(|_| &held.id)
    }

    /// What a mention is, and its name as its report writes it.
    pub(crate) fn written(&self, id: &MentionId) -> Option<(fusion::Kind, &str)> {
        let only = id.number..id.number.saturating_add(1);
        self.fusion.within(&id.report, only).next().map(|(_, kind, written)| (kind, written))
    }

    /// What a viewer has of what a judgement decides.
    pub(crate) fn judged(&self, report: &ReportId, visible: &Visible) -> Option<&Judged> {
        self.of(report)?.judged(visible)
    }

    /// The mentions of a viewer that a judgement means; nothing where there is none.
    fn named(&self, named: &Named, visible: &Visible) -> Option<Vec<MentionId>> {
        let held = self.reports.get(&named.report)?;
        let place = held.views.iter().position(|view| visible.has(view.id))?;
        let kind = fusion::Kind::of(&named.kind);
        let within = self.fusion.within(&held.id, MentionId::of_view(place));
        let meant = within.filter(|(_, of, written)| *of == kind && *written == named.name);
        let meant: Vec<MentionId> = meant.map(|(id, ..)| id.clone()).collect();
        (!meant.is_empty()).then_some(meant)
    }

    /// The version of a report that is held.
    fn of(&self, report: &ReportId) -> Option<&Held> {
        self.reports.get(&report.cited()).filter(|held| held.id == *report)
    }

    /// Whether a report is a list of people and things to look out for.
    pub(crate) fn is_list(&self, report: &ReportId) -> bool {
        self.of(report).is_some_and(|held| held.kind == Some(Kind::Watchlist))
    }

    /// When a report was accepted.
    pub(crate) fn accepted(&self, report: &ReportId) -> Option<Timestamp> {
        self.of(report)?.accepted
    }

    /// The reports that came since a time of which a viewer has something, in the order of their names.
    pub(crate) fn arrived_since<'f>(
        &'f self,
        since: Timestamp,
        visible: &Visible,
    ) -> impl Iterator<Item = &'f ReportId> {
        let new = self.reports.values().filter(move |held| held.accepted >= Some(since));
        new.filter(|held| held.view(visible).is_some()).map(|held| &held.id)
    }

    /// The mentions of a report that a viewer has.
    pub(crate) fn mentions_of(&self, report: &ReportId, visible: &Visible) -> Vec<MentionId> {
        let place = self
            .of(report)
            .and_then(|held| held.views.iter().position(|view| visible.has(view.id)));
        let within = place.into_iter().flat_map(|place| {
            self.fusion.within(report, MentionId::of_view(place)).map(|(id, ..)| id.clone())
        });
        within.collect()
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

    /// Whether somebody has of a report all that a viewer has of it, as a whole or by portions: what else
    /// there is of it then says nothing.
    pub(crate) fn covers(&self, report: &ReportId, theirs: &Visible, own: &Visible) -> bool {
        let view = |visible| self.of(report).and_then(|held| held.view(visible));
        let (Some(theirs), Some(own)) = (view(theirs), view(own)) else { return false };
        let parts = match (&theirs.form, &own.form) {
            (Form::Whole, Form::Whole | Form::Redacted { .. }) => true,
            (
                Form::Redacted { title, portions },
                Form::Redacted { title: own_title, portions: own_portions },
            ) => {
                (*title || !own_title)
                    && own_portions.iter().all(|portion| portions.contains(portion))
            }
            (Form::Redacted { .. }, Form::Whole)
            | (Form::TearLine { .. } | Form::Pointer { .. }, _)
            | (_, Form::TearLine { .. } | Form::Pointer { .. }) => false,
        };
        parts && (!theirs.masked || own.masked)
    }

    /// Whether a decision gives what a viewer's mentions of a report were taken from.
    pub(crate) fn rests_on(&self, id: &ReportId, decision: &Decision, visible: &Visible) -> bool {
        let view = self.of(id).and_then(|held| held.view(visible));
        view.is_some_and(|view| {
            let masked = decision.naming == Naming::Masked;
            decision.form.as_ref() == Some(&view.form) && masked == view.masked
        })
    }
}

impl Held {
    /// The view that a viewer has.
    fn view(&self, visible: &Visible) -> Option<&HeldView> {
        self.views.iter().find(|view| visible.has(view.id))
    }

    fn judged(&self, visible: &Visible) -> Option<&Judged> {
        self.view(visible)?.judged.as_ref()
    }
}

/// What a viewer calls a mention.
pub(crate) fn name_of(id: &MentionId) -> String {
    format!("{}#{}", id.report.cited(), id.in_view().saturating_add(1))
}

/// Mentions that are added one by one.
const FEW: usize = 200;
