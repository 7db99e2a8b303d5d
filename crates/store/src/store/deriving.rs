//! Derived products: what they are made from, and which must be handled anew when that changes.

use std::collections::BTreeSet;

use dissemination::{Conditions, Provenance, Sources};
use model::{Report, Timestamp};

use super::Store;
use crate::catalog::Fold;
use crate::fold::{self, At, Fresh};
use crate::prepared::Sorted;
use crate::{Event, Interner, Prepared, Result};

impl Store {
    /// What is known of a report that was not submitted: its sources are looked up as they are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn provenance_of_draft(&self, report: &Report) -> Result<Provenance> {
        Ok(Provenance { accepted: None, sources: self.sources(report, None)? })
    }

    /// Whether something that is stored is made from one of some submissions, and will be handled
    /// anew with it.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn has_products(&self, of: &[Prepared]) -> Result<bool> {
        for prepared in of {
            let Some(cited) = prepared.cited() else { continue };
            if !self.catalog.products(&cited)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is known of a report that was accepted at a time: its sources as they are, or as they were
    /// at a time.
    pub(super) fn provenance(
        &self,
        report: &Report,
        accepted: Timestamp,
        as_of: Option<Timestamp>,
    ) -> Result<Provenance> {
        Ok(Provenance { accepted: Some(accepted), sources: self.sources(report, as_of)? })
    }

    /// Folds a report that became current, and whatever is made from it: the views of each. What was
    /// folded before is in the catalog first, where sources are looked up.
    pub(super) fn fold_report(
        &self,
        pending: &mut Pending<'_>,
        at: At<'_>,
        derived: bool,
        sort: impl FnOnce() -> Result<Sorted>,
    ) -> Result<Vec<Fresh>> {
        if derived {
            self.apply(pending)?;
        }
        let sorted = sort()?;
        let cited = sorted.report.id.cited();
        let mut fresh = vec![fold::report(&mut pending.fold, pending.interner, at, sorted)];
        if derived {
            self.apply(pending)?;
        }
        let products = self.made_from(&cited)?;
        if !products.is_empty() {
            self.apply(pending)?;
        }
        for product in &products {
            fresh.extend(self.handled_anew(&mut pending.fold, pending.interner, product)?);
        }
        Ok(fresh)
    }

    /// The reports that are made from a report, directly or through others, by their names.
    pub(super) fn made_from(&self, cited: &str) -> Result<BTreeSet<String>> {
        let mut all = self.derived_closure(cited)?;
        all.remove(cited);
        Ok(all)
    }

    /// Puts what was folded so far into the catalog. The mark of what is folded stays, so that a fold
    /// that ends here is made again.
    pub(super) fn apply(&self, pending: &mut Pending<'_>) -> Result<()> {
        pending.fold.interned(pending.interner, pending.since);
        pending.since = pending.interner.lengths();
        self.catalog.apply(std::mem::take(&mut pending.fold))
    }

    fn sources(&self, report: &Report, as_of: Option<Timestamp>) -> Result<Sources> {
        Sources::trace(report, |cited| {
            for name in fold::names_of(cited) {
                if let Some(known) = self.conditions(name, as_of)? {
                    return Ok(Some(known));
                }
            }
            Ok(None)
        })
    }

    /// What the newest version of a report asks, or the newest of a time.
    fn conditions(&self, cited: &str, as_of: Option<Timestamp>) -> Result<Option<Conditions>> {
        let at = as_of.unwrap_or(Timestamp::from_micros(i64::MAX));
        for (version, row) in self.catalog.numbered_versions(cited)? {
            let record = self.journal.read(row.place)?;
            if record.leaf.at > at {
                continue;
            }
            // What was taken back says nothing any more, and what is made from it goes nowhere.
            if self.absence_at(cited, version, at).is_some() {
                return Ok(None);
            }
            let Some(content) = &record.content else { return Ok(None) };
            return match self.event(record.leaf.kind, record.leaf.seq, content)? {
                Some(Event::Accepted { report, .. }) => {
                    Ok(Some(Conditions::of(&report, Some(record.leaf.at))))
                }
                Some(_) | None => Ok(None),
            };
        }
        Ok(None)
    }
}

/// What is folded and not in the catalog yet.
pub(super) struct Pending<'s> {
    pub(super) fold: Fold,
    pub(super) interner: &'s mut Interner,
    /// What the interner held when the catalog last had all of it.
    pub(super) since: crate::interner::Lengths,
}

impl<'s> Pending<'s> {
    pub(super) fn new(interner: &'s mut Interner) -> Self {
        let since = interner.lengths();
        Self { fold: Fold::default(), interner, since }
    }

    /// All that is left to put into the catalog.
    pub(super) fn finished(mut self) -> Fold {
        self.fold.interned(self.interner, self.since);
        self.fold
    }
}
