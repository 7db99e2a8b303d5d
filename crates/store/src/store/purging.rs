//! Purges: content and salt go, the leaf stays.

use std::sync::PoisonError;

use model::{LeafKind, Timestamp};

use super::Store;
use crate::catalog::{AuditRow, Fold, ReportRow};
use crate::fold::blank;
use crate::withdrawing::Withdrawing;
use crate::{Event, Place, Purge, PurgedEntry, RecordedAside, Result};

impl Store {
    /// Erases what was accepted of a report, in one version or in all, and what of it was set
    /// aside. The entry that says so is durable first. Afterwards the store must be opened anew,
    /// which makes the catalog anew; a crash at any point leaves the report whole or ends the same
    /// way at the next start.
    ///
    /// Gives what was erased; without any entry there was nothing, and nothing is recorded.
    ///
    /// # Errors
    /// When the journal cannot be read or written.
    pub fn purge(
        &self,
        cited: &str,
        version: Option<u32>,
        because: &str,
        at: Timestamp,
    ) -> Result<Purge> {
        let _alone = self.submitting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries = Vec::new();
        for (of, row) in self.catalog.numbered_versions(cited)? {
            let is_meant = version.is_none_or(|version| version == of);
            if is_meant && self.journal.read(row.place)?.content.is_some() {
                entries.push(PurgedEntry::new(row.seq, Some(of), row.place));
            }
        }
        let originator = cited.split(' ').next().unwrap_or_default();
        self.fold_answers()?;
        for row in self.catalog.audit_rows(originator) {
            let row = row?;
            let holds_text = matches!(row.kind, LeafKind::Corrected | LeafKind::Quarantined);
            if holds_text && row.report == cited {
                entries.extend(self.set_aside(row.seq)?);
            }
        }
        for (seq, place) in self.catalog.originals(cited)? {
            // Whatever else came in the same file goes with it: nothing in it can be kept apart.
            if self.journal.read(place)?.content.is_some() {
                entries.push(PurgedEntry::new(seq, None, place));
            }
        }
        self.erase((cited, because), entries, at)
    }

    /// Erases one submission that was set aside, and its corrections, as [`Store::purge`] does.
    ///
    /// # Errors
    /// When the journal cannot be read or written.
    pub fn purge_aside(
        &self,
        aside: &RecordedAside,
        because: &str,
        at: Timestamp,
    ) -> Result<Purge> {
        let _alone = self.submitting.lock().unwrap_or_else(PoisonError::into_inner);
        let all = std::iter::once((aside.seq, aside.place)).chain(aside.texts.iter().copied());
        let mut entries = Vec::new();
        for (seq, place) in all {
            if self.journal.read(place)?.content.is_some() {
                entries.push(PurgedEntry::new(seq, None, place));
            }
        }
        self.erase((&aside.cited(), because), entries, at)
    }

    /// Writes down durably what is erased, and erases it.
    fn erase(
        &self,
        (cited, because): (&str, &str),
        entries: Vec<PurgedEntry>,
        at: Timestamp,
    ) -> Result<Purge> {
        let purge = Purge { report: cited.to_owned(), because: because.to_owned(), entries };
        if purge.entries.is_empty() {
            return Ok(purge);
        }
        let event = Event::Withdrawing(Withdrawing::Purged(purge.clone()));
        let entry = self.entry((LeafKind::Purged, cited), &event, "operator", at)?;
        self.journal.append(vec![entry])?;
        self.journal.erase(&places(&purge))?;
        Ok(purge)
    }

    /// What should be erased and is not: after a crash, or when an old file was brought back.
    pub(super) fn unerased(&self) -> Result<Vec<Place>> {
        let purges = self.recalls().purges().to_vec();
        let mut left = Vec::new();
        for place in purges.iter().flat_map(places) {
            if self.journal.read(place)?.content.is_some() {
                left.push(place);
            }
        }
        Ok(left)
    }

    /// What the catalog says of entries whose content it could not fold.
    pub(super) fn take_purge(&self, fold: &mut Fold, purge: &Purge) -> Result<()> {
        let originator = purge.report.split(' ').next().unwrap_or_default();
        for entry in &purge.entries {
            let PurgedEntry { seq, version, .. } = *entry;
            let record = self.journal.read(entry.place())?;
            let report = match version {
                Some(version) => format!("{} v{version}", purge.report),
                None => purge.report.clone(),
            };
            if let Some(version) = version
                && self.catalog.version(&purge.report, version)?.is_none()
            {
                // It has no shape any more, and nobody asks for that of a report that is gone.
                let row = ReportRow { seq, place: entry.place(), shape: 0 };
                fold.report(&purge.report, version, &row);
            }
            let (outcome, version) = ("purged".to_owned(), version.unwrap_or_default());
            let row = AuditRow { report, outcome, version, ..blank(&record.leaf) };
            fold.audit(originator, 0, &row);
            fold.about(&purge.report, seq, 0);
        }
        Ok(())
    }

    /// A submission that was set aside, unless it is erased.
    fn set_aside(&self, seq: u64) -> Result<Option<PurgedEntry>> {
        let found = self.journal.replay(seq).next().transpose()?;
        let found = found.filter(|(_, record)| record.leaf.seq == seq && record.content.is_some());
        Ok(found.map(|(place, _)| PurgedEntry::new(seq, None, place)))
    }
}

fn places(purge: &Purge) -> Vec<Place> {
    purge.entries.iter().map(PurgedEntry::place).collect()
}
