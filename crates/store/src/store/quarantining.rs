//! What was set aside: handed out guarded, and followed through its steps.

use dissemination::GuardedAside;

use super::Store;
use crate::catalog::Fold;
use crate::fold::At;
use crate::{AsideStep, Event, Quarantining, RecordedAside, RecordedCorrection, Result, asides};

impl Store {
    /// Everything that was set aside and is not erased, the newest first.
    pub fn asides(&self) -> impl Iterator<Item = Result<RecordedAside>> + '_ {
        self.catalog.asides()
    }

    /// What was set aside under an id.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn aside(&self, id: &str) -> Result<Option<RecordedAside>> {
        self.catalog.aside_of(id)
    }

    /// What was submitted, guarded, with the reason for which it was set aside; `None` when it was
    /// erased.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn aside_content(&self, aside: &RecordedAside) -> Result<Option<(String, GuardedAside)>> {
        let record = self.journal.read(aside.place)?;
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Quarantined(set)) => {
                Ok(Some((set.text, GuardedAside::new(vec![aside.about()], set.submitted))))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// The text of a correction, guarded as what it corrects; `None` when it was erased.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn correction(
        &self,
        aside: &RecordedAside,
        correction: &RecordedCorrection,
    ) -> Result<Option<GuardedAside>> {
        let record = self.journal.read(correction.place)?;
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Quarantining(Quarantining {
                step: AsideStep::Corrected { text, .. },
                ..
            })) => Ok(Some(GuardedAside::new(vec![aside.about()], text))),
            Some(_) | None => Ok(None),
        }
    }

    /// Folds a step: again at start, as it was when it was new.
    pub(super) fn take_step(
        &self,
        fold: &mut Fold,
        at: At<'_>,
        event: &Quarantining,
    ) -> Result<()> {
        fold.audit(&event.originator, 0, &asides::row(at.leaf, event));
        // One whose submission was erased has nothing left to follow.
        if let Some(mut aside) = self.catalog.aside_of(&event.aside)? {
            aside.take(at, event);
            fold.set_aside(&aside);
        }
        Ok(())
    }
}
