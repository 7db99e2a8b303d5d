//! Starting: what the catalog lacks is folded from the journal.

use std::sync::PoisonError;

use model::{Community, LeafKind};
use sha2::{Digest, Sha256};

use super::Store;
use super::deriving::Pending;
use super::recalling;
use crate::acts::Acts;
use crate::fold::{self, At, Watermark};
use crate::{Event, Journal, Record, Result};

impl Store {
    /// Folds what the catalog lacks.
    pub(super) fn catch_up(&self, from: u64) -> Result<()> {
        let mut waiting = 0;
        let mut next = from;
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        let mut pending = Pending::new(&mut interner);
        for record in self.journal.replay(from) {
            let (place, record) = record?;
            // It may be about a report that is not in the catalog yet.
            let kind = record.leaf.kind;
            let about = is_of_acts(kind) || recalling::is_of_recalls(kind) || is_a_step(kind);
            if waiting > 0 && (waiting == FOLD_RECORDS_MAX || about) {
                pending.fold.folded(next);
                self.apply(&mut pending)?;
                waiting = 0;
            }
            self.fold_again(&mut pending, place, &record)?;
            next = record.leaf.seq + 1;
            waiting += 1;
        }
        if waiting > 0 {
            pending.fold.folded(next);
            self.apply(&mut pending)?;
        }
        drop(interner);
        if next > from {
            self.catalog.sync()?;
        }
        *self.folded.lock().unwrap_or_else(PoisonError::into_inner) = Watermark::at(next);
        Ok(())
    }

    fn fold_again(
        &self,
        pending: &mut Pending<'_>,
        place: crate::Place,
        record: &Record,
    ) -> Result<()> {
        let at = At { leaf: &record.leaf, place };
        let Some(content) = &record.content else { return Ok(()) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let derived = !report.about.sources().is_empty();
                let sort = || self.sorted(&record.leaf, *report);
                self.fold_report(pending, at, derived, sort)?;
            }
            Some(Event::Quarantined(aside)) => {
                fold::aside(
                    &mut pending.fold,
                    at,
                    &aside,
                    &Sha256::digest(&aside.submitted).into(),
                );
            }
            Some(Event::Kept(original)) => pending.fold.original(&original, at),
            Some(Event::Quarantining(event)) => self.take_step(&mut pending.fold, at, &event)?,
            Some(event @ (Event::Served(_) | Event::Fanned(_))) => {
                self.fold_answer(&mut pending.fold, at, &event);
            }
            Some(event) if Acts::has_say(&event) || matches!(event, Event::Withdrawing(_)) => {
                self.take(&mut pending.fold, pending.interner, at, &event)?;
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    /// Takes the entries that the acts are made of and that are folded already, up to the mark: whatever was
    /// folded ahead of it is folded again.
    pub(super) fn take_folded_acts(&self, until: u64) -> Result<()> {
        let mut acts = self.acts.write().unwrap_or_else(PoisonError::into_inner);
        let mut recalls = self.recalls.write().unwrap_or_else(PoisonError::into_inner);
        for place in self.catalog.acts()? {
            let record = self.journal.read(place)?;
            if record.leaf.seq >= until {
                break;
            }
            let Some(content) = &record.content else { continue };
            if let Some(event) = self.event(record.leaf.kind, record.leaf.seq, content)? {
                if let Event::Withdrawing(event) = &event {
                    recalls.take(&record.leaf, event);
                } else {
                    acts.take(&record.leaf, place, &event);
                }
            }
        }
        Ok(())
    }
}

fn is_of_acts(kind: LeafKind) -> bool {
    matches!(
        kind,
        LeafKind::Authorized | LeafKind::Embargoed | LeafKind::Granted | LeafKind::Procedure
    )
}

/// Whether entries of a kind are about a submission that must be in the catalog by then.
fn is_a_step(kind: LeafKind) -> bool {
    matches!(
        kind,
        LeafKind::Approved | LeafKind::Corrected | LeafKind::Rejected | LeafKind::Resubmitted
    )
}

/// What the fold depends on besides the journal: another one makes it anew.
pub(super) fn fingerprint(journal: &Journal, community: &Community) -> Result<String> {
    let mut hash = Sha256::new();
    for agency in community.agencies.keys() {
        // Intelligence has classes of its own.
        if community.is_intelligence(agency) {
            hash.update(format!("{agency}\n"));
        }
    }
    // So has whatever waits for a delay, and what an act is about alone.
    for procedure in community.procedures.iter().filter(|procedure| procedure.delay_hours > 0) {
        hash.update(format!("{} {:?}\n", procedure.originator, procedure.from));
    }
    for report in community.embargoes.iter().flat_map(|embargo| &embargo.reports) {
        hash.update(format!("{report}\n"));
    }
    for report in community.authorizations.iter().flat_map(|given| &given.reports) {
        hash.update(format!("{report}\n"));
    }
    // Stored markings are read by the register, and handling classes have the caveats behind its
    // controls. Its debug form says all of it; one that reads otherwise only makes the fold anew.
    hash.update(format!("{:?}\n{:?}\n", community.register, community.control_caveats));
    let first = journal.replay(0).next().transpose()?;
    let journal = first.map(|(_, record)| record.leaf.commitment.hex()).unwrap_or_default();
    let rules = hash.finalize();
    Ok(format!("fold {FOLD_VERSION}, journal {journal}, rules {rules:x}"))
}

/// Version of the fold: another one makes the catalog anew.
const FOLD_VERSION: u32 = 9;
const FOLD_RECORDS_MAX: usize = 1_000;
