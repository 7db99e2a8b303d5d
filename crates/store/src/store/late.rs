//! Answers are folded together, some time after they were recorded: whoever is answered waits for the
//! journal alone. Whatever reads their rows has them folded first, and after a crash the journal has them.

use std::sync::PoisonError;

use super::Store;
use crate::catalog::Fold;
use crate::fold::At;
use crate::{Event, Result, Stamp};

/// What the catalog does not have yet of answers that are recorded.
#[derive(Debug, Default)]
pub(super) struct Late {
    fold: Fold,
    /// Which entries these are: from each first until before each second.
    entries: Vec<(u64, u64)>,
}

impl Late {
    fn is_full(&self) -> bool {
        self.entries.len() >= ENTRIES_MAX || self.fold.audit_bytes() >= BYTES_MAX
    }
}

impl Store {
    /// Folds an answer that is recorded, or what came into feeds, with others of its kind.
    pub(super) fn fold_late(&self, stamps: &[Stamp], event: &Event) -> Result<()> {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        for stamp in stamps {
            let place = At { leaf: &stamp.leaf, place: stamp.place };
            self.fold_answer(&mut late.fold, place, event);
            late.entries.push((stamp.seq, stamp.seq + 1));
        }
        if late.is_full() { self.settle(&mut late) } else { Ok(()) }
    }

    /// Folds all answers that are recorded, so that their rows can be read.
    pub(super) fn fold_answers(&self) -> Result<()> {
        self.settle(&mut self.late.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn settle(&self, late: &mut Late) -> Result<()> {
        let Late { mut fold, entries } = std::mem::take(late);
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        let next = entries.into_iter().map(|(from, until)| folded.cover(from, until)).last();
        let Some(next) = next else { return Ok(()) };
        fold.folded(next);
        self.catalog.apply(fold)
    }
}

/// Answers that wait to be folded, and bytes of their rows.
const ENTRIES_MAX: usize = 256;
const BYTES_MAX: usize = 1 << 20;
