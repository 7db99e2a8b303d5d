//! Reports are read, guarded, with what is known of them.

use dissemination::Guarded;
use model::{Leaf, LeafKind, Timestamp};
use std::sync::PoisonError;

use super::Store;
use crate::catalog::Fold;
use crate::fold::{self, At, Fresh};
use crate::prepared::Sorted;
use crate::withdrawing::Withdrawing;
use crate::{Event, Record, Result};

impl Store {
    /// The newest version of a report, cited as `ORIGINATOR SERIAL`, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn report(&self, cited: &str) -> Result<Option<Guarded>> {
        match self.catalog.newest(cited)? {
            Some((version, row)) if self.absence_of(cited, version).is_none() => {
                self.guarded(&self.journal.read(row.place)?, None)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// What decisions about the newest version of a report are made from, unless it was taken back: its
    /// sequence number, and that of its shape. Whoever has the same entitlement gets the same of it for as
    /// long as both are the same.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn basis_of(&self, cited: &str) -> Result<Option<(u64, u32)>> {
        let newest = self.catalog.newest(cited)?;
        let here = newest.filter(|(version, _)| self.absence_of(cited, *version).is_none());
        Ok(here.map(|(_, row)| (row.seq, row.shape)))
    }

    /// How often something came in or was decided that decisions about reports are made from, since the
    /// store was opened: while it is the same, so is [`Store::basis_of`] of every report.
    pub fn moves(&self) -> u64 {
        self.catalog.moves()
    }

    /// The sequence number under which a version of a report was accepted; the newest if none is
    /// said.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn receipt(&self, cited: &str, version: Option<u32>) -> Result<Option<u64>> {
        let row = match version {
            Some(version) => self.catalog.version(cited, version)?,
            None => self.catalog.newest(cited)?.map(|(_, row)| row),
        };
        Ok(row.map(|row| row.seq))
    }

    /// The report with a sequence number, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_at(&self, seq: u64) -> Result<Option<Guarded>> {
        let Some(place) = self.catalog.place_of(seq)? else { return Ok(None) };
        let found = self.guarded(&self.journal.read(place)?, None)?;
        Ok(found.filter(|found| {
            let id = found.id();
            self.absence_of(&id.cited(), id.version).is_none()
        }))
    }

    /// Current reports from a sequence number on, for an index that has fallen behind.
    pub fn fresh_from(&self, seq: u64) -> impl Iterator<Item = Result<Fresh>> + '_ {
        self.journal.replay(seq).flat_map(|record| {
            match record.and_then(|(_, record)| self.refresh(record)) {
                Ok(fresh) => fresh.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            }
        })
    }

    pub(super) fn event(&self, kind: LeafKind, seq: u64, content: &[u8]) -> Result<Option<Event>> {
        Event::from_bytes(kind, seq, content, &self.community.register)
    }

    pub(super) fn sorted(&self, leaf: &Leaf, report: model::Report) -> Result<Sorted> {
        let provenance = self.provenance(&report, leaf.at, None)?;
        Ok(Sorted::accepted(report, provenance, &self.in_force()))
    }

    /// The reports that an entry makes current or changes, as far as they still are.
    pub(super) fn refresh(&self, record: Record) -> Result<Vec<Fresh>> {
        let seq = record.leaf.seq;
        let Some(content) = &record.content else { return Ok(Vec::new()) };
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        let mut unused = Fold::default();
        let mut fresh = Vec::new();
        let again: Vec<String> = match self.event(record.leaf.kind, seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let cited = report.id.cited();
                let newest = self.catalog.newest(&cited)?.filter(|(_, row)| row.seq == seq);
                let is_here = |version| self.absence_of(&cited, version).is_none();
                let newest = newest.filter(|(version, _)| is_here(*version));
                let Some((_, row)) = newest else { return Ok(fresh) };
                let at = At { leaf: &record.leaf, place: row.place };
                let sorted = self.sorted(&record.leaf, *report)?;
                fresh.push(fold::report(&mut unused, &mut interner, at, sorted));
                self.made_from(&cited)?.into_iter().collect()
            }
            Some(Event::Acted { act, .. }) => act.reports().map(str::to_owned).collect(),
            Some(Event::Withdrawing(Withdrawing::Recalled(recall))) => vec![recall.report],
            Some(_) | None => Vec::new(),
        };
        for cited in &again {
            fresh.extend(self.with_products(&mut unused, &mut interner, cited)?);
        }
        Ok(fresh)
    }

    pub(super) fn guarded(
        &self,
        record: &Record,
        as_of: Option<Timestamp>,
    ) -> Result<Option<Guarded>> {
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let provenance = self.provenance(&report, record.leaf.at, as_of)?;
                Ok(Some(Guarded::new(*report, provenance)))
            }
            Some(_) | None => Ok(None),
        }
    }
}
