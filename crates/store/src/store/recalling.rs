//! Recalls: what was taken back, and who had it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{PoisonError, RwLockReadGuard};

use dissemination::Guarded;
use model::{LeafKind, Timestamp};

use super::Store;
use crate::catalog::Fold;
use crate::fold::{At, Fresh, without_version};
use crate::recalls::Recalls;
use crate::withdrawing::Withdrawing;
use crate::{Absence, AuditRow, Notice, RecordedRecall, Result, fold_recalls};

impl Store {
    /// Why the newest version of a report is not there any more; `None` when it is, or when there
    /// never was one.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn absence(&self, cited: &str) -> Result<Option<Absence>> {
        let newest = self.catalog.newest(cited)?;
        Ok(newest.and_then(|(version, _)| self.absence_of(cited, version)))
    }

    /// The newest version of a report, whether or not it was taken back. For its originator.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn newest_version(&self, cited: &str) -> Result<Option<u32>> {
        Ok(self.catalog.newest(cited)?.map(|(version, _)| version))
    }

    /// The version that another took the place of, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn version_before(&self, cited: &str, version: u32) -> Result<Option<Guarded>> {
        let rows = self.catalog.numbered_versions(cited)?;
        let before = rows.into_iter().find(|(number, _)| *number < version);
        match before.filter(|(number, _)| self.absence_of(cited, *number).is_none()) {
            Some((number, _)) => self.past_version(cited, number),
            None => Ok(None),
        }
    }

    /// The versions of a report that were not taken back, the newest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn versions(&self, cited: &str) -> Result<Vec<u32>> {
        let rows = self.catalog.numbered_versions(cited)?.into_iter();
        let numbers = rows.map(|(number, _)| number);
        Ok(numbers.filter(|number| self.absence_of(cited, *number).is_none()).collect())
    }

    /// The reports whose newest version was taken back.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn withdrawn(&self) -> Result<BTreeSet<String>> {
        let reports: BTreeSet<String> = self.recalls().reports().map(str::to_owned).collect();
        let mut gone = BTreeSet::new();
        for report in reports {
            if self.absence(&report)?.is_some() {
                gone.insert(report);
            }
        }
        Ok(gone)
    }

    /// Every recall, in the order of recording.
    pub fn recorded_recalls(&self) -> Vec<RecordedRecall> {
        self.recalls().recorded().to_vec()
    }

    /// Who was given something of a report up to a version, or of what derives from it, through
    /// any number of steps.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn audience(&self, cited: &str, upto: u32) -> Result<Vec<Notice>> {
        let mut had: BTreeMap<(String, u32), BTreeSet<String>> = BTreeMap::new();
        for report in self.derived_closure(cited)? {
            for row in self.events_of(&report)? {
                let is_covered = report != cited || row.version <= upto;
                if row.is_given() && is_covered {
                    let key = (report.clone(), row.version);
                    had.entry(key).or_default().insert(row.recipient);
                }
            }
        }
        let notices = had.into_iter().map(|((report, version), recipients)| Notice {
            report,
            version,
            recipients: recipients.into_iter().collect(),
        });
        Ok(notices.collect())
    }

    /// A report and everything that derives from it, through any number of steps.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn derived_closure(&self, cited: &str) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::from([cited.to_owned()]);
        let mut ahead = VecDeque::from([cited.to_owned()]);
        while let Some(source) = ahead.pop_front() {
            for product in self.catalog.products(&source)? {
                if found.insert(product.clone()) {
                    ahead.push_back(product);
                }
            }
        }
        Ok(found)
    }

    /// Every event about one report, in order: who got it, who was refused, what was decided.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn events_of(&self, cited: &str) -> Result<Vec<AuditRow>> {
        self.fold_answers()?;
        self.catalog.events_of(cited)
    }

    /// Whether a recipient declared what use it made of a report, cited as `ORIGINATOR SERIAL`.
    pub fn is_use_declared(&self, report: &str, recipient: &str) -> bool {
        self.recalls().is_declared(report, recipient)
    }

    /// The events about an originator's material in a period, whose end is exclusive, oldest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn audit_from(
        &self,
        originator: &str,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
    ) -> Result<Vec<AuditRow>> {
        let is_meant =
            |at: Timestamp| from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to);
        self.fold_answers()?;
        let rows = self.catalog.audit_rows(originator);
        rows.filter(|row| row.as_ref().map_or(true, |row| is_meant(row.at))).collect()
    }

    /// One version of a report, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_version(&self, cited: &str, version: u32) -> Result<Option<Guarded>> {
        if self.absence_of(cited, version).is_some() {
            return Ok(None);
        }
        match self.catalog.version(cited, version)? {
            Some(row) => self.guarded(&self.journal.read(row.place)?, None),
            None => Ok(None),
        }
    }

    /// The current report of a name, for the index; `None` when it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn fresh(&self, cited: &str) -> Result<Option<Fresh>> {
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        self.handled_anew(&mut Fold::default(), &mut interner, without_version(cited))
    }

    pub(super) fn absence_of(&self, cited: &str, version: u32) -> Option<Absence> {
        self.absence_at(cited, version, Timestamp::from_micros(i64::MAX))
    }

    pub(super) fn absence_at(&self, cited: &str, version: u32, at: Timestamp) -> Option<Absence> {
        self.recalls().absence(cited, version, at)
    }

    /// Folds an entry that takes something back: again at start, as it was when it was new.
    pub(super) fn take_withdrawal(
        &self,
        fold: &mut Fold,
        at: At<'_>,
        event: &Withdrawing,
    ) -> Result<()> {
        let rows = {
            let mut recalls = self.recalls.write().unwrap_or_else(PoisonError::into_inner);
            recalls.take(at.leaf, event);
            fold_recalls::rows(at.leaf, event, &recalls)
        };
        for (nth, (originator, row)) in (0_u32..).zip(rows) {
            fold.audit(&originator, nth, &row);
            fold.about(without_version(&row.report), at.leaf.seq, nth);
        }
        if let Withdrawing::Purged(purge) = event {
            self.take_purge(fold, purge)?;
        }
        fold.act(at.leaf.seq, at.place);
        Ok(())
    }

    pub(super) fn recalls(&self) -> RwLockReadGuard<'_, Recalls> {
        self.recalls.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether entries of a kind may be about a report that must be in the catalog by then.
pub(super) fn is_of_recalls(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Recalled | LeafKind::Acknowledged | LeafKind::Purged)
}
