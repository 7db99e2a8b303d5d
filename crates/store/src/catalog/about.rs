//! What the catalog knows about one report besides where it is: its events, and what derives from it.

use std::collections::HashSet;
use std::sync::PoisonError;

use crate::catalog::keys::{Key, place_of, seq_of, version_of};
use crate::catalog::{AuditRow, Catalog, ReportRow};
use crate::{Place, RecordedAside, Result};

impl Catalog {
    /// Every event about one report, in order.
    pub(crate) fn events_of(&self, cited: &str) -> Result<Vec<AuditRow>> {
        let originator = cited.split(' ').next().unwrap_or_default();
        let keys = self.db.scan_prefix(Key::about_prefix(cited)).keys();
        let mut rows = Vec::new();
        for key in keys {
            let key = key.map_err(|error| self.failed(&error))?;
            let (entry, nth) = place_of(&key).ok_or_else(|| self.unreadable())?;
            let row = self.get(&Key::audit(originator, entry, nth))?;
            let row = row.ok_or_else(|| self.unreadable())?;
            let first = AuditRow::from_bytes(&row).ok_or_else(|| self.unreadable())?;
            for (seq, at) in self.agains(entry)? {
                rows.extend(first.iter().map(|row| AuditRow { seq, at, ..row.clone() }));
            }
            rows.extend(first);
        }
        rows.sort_by_key(|row| row.seq);
        Ok(rows)
    }

    /// Every version of a report with its number, the newest first.
    pub(crate) fn numbered_versions(&self, cited: &str) -> Result<Vec<(u32, ReportRow)>> {
        let rows = self.db.scan_prefix(Key::report_prefix(cited)).rev();
        rows.map(|row| {
            let (key, row) = row.map_err(|error| self.failed(&error))?;
            let version = version_of(&key).ok_or_else(|| self.unreadable())?;
            Ok((version, ReportRow::from_bytes(&row).ok_or_else(|| self.unreadable())?))
        })
        .collect()
    }

    /// The reports that name one as what they derive from.
    pub(crate) fn products(&self, source: &str) -> Result<Vec<String>> {
        if !self.cited.read().unwrap_or_else(PoisonError::into_inner).contains(source) {
            return Ok(Vec::new());
        }
        let prefix = Key::derived_prefix(source);
        let keys = self.db.scan_prefix(&prefix).keys();
        let names = keys.map(|key| {
            let key = key.map_err(|error| self.failed(&error))?;
            let name = key.strip_prefix(prefix.as_slice()).map(<[u8]>::to_vec).unwrap_or_default();
            String::from_utf8(name).map_err(|_| self.unreadable())
        });
        names.collect()
    }

    /// Where the files are that a report was read from, with their sequence numbers, the oldest first.
    pub(crate) fn originals(&self, report: &str) -> Result<Vec<(u64, Place)>> {
        let rows = self.db.scan_prefix(Key::originals(report));
        rows.map(|row| {
            let (key, place) = row.map_err(|error| self.failed(&error))?;
            let seq = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
            let place = Place::from_bytes(&place);
            seq.zip(place).ok_or_else(|| self.unreadable())
        })
        .collect()
    }

    /// Whether a file is kept.
    pub(crate) fn is_kept(&self, sha256: &str) -> Result<bool> {
        Ok(self.get(&Key::kept(sha256))?.is_some())
    }

    /// What was set aside, the newest first.
    pub(crate) fn asides(&self) -> impl Iterator<Item = Result<RecordedAside>> + '_ {
        self.db.scan_prefix(Key::all_set_aside()).rev().map(|row| {
            let (key, row) = row.map_err(|error| self.failed(&error))?;
            let seq = key.get(1..).and_then(seq_of).ok_or_else(|| self.unreadable())?;
            RecordedAside::from_bytes(seq, &row).ok_or_else(|| self.unreadable())
        })
    }

    /// What was set aside under an id.
    pub(crate) fn aside_of(&self, id: &str) -> Result<Option<RecordedAside>> {
        let seq = self.get(&Key::aside_id(id))?.and_then(|bytes| seq_of(&bytes));
        seq.map_or(Ok(None), |seq| self.aside_at(seq))
    }

    /// What was set aside as an entry.
    pub(crate) fn aside_at(&self, seq: u64) -> Result<Option<RecordedAside>> {
        let row = self.get(&Key::set_aside(seq))?;
        let read = |row: sled::IVec| RecordedAside::from_bytes(seq, &row);
        row.map(|row| read(row).ok_or_else(|| self.unreadable())).transpose()
    }

    /// The audit rows of an originator, oldest first.
    pub(crate) fn audit_rows(&self, originator: &str) -> impl Iterator<Item = Result<AuditRow>> {
        self.db.scan_prefix(Key::audit_prefix(originator)).flat_map(move |row| {
            let row = row.map_err(|error| self.failed(&error));
            match row.and_then(|(key, row)| self.rows_of(originator, &key, &row)) {
                Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
                Err(error) => vec![Err(error)],
            }
        })
    }
}

/// What products are made from.
pub(super) fn cited(db: &sled::Db) -> sled::Result<HashSet<String>> {
    let mut cited = HashSet::new();
    for key in db.scan_prefix(Key::all_derived()).keys() {
        let key = key?;
        let source = key.get(1..).and_then(|key| key.split(|byte| *byte == 0).next());
        if let Some(source) = source.and_then(|source| std::str::from_utf8(source).ok())
            && !cited.contains(source)
        {
            cited.insert(source.to_owned());
        }
    }
    Ok(cited)
}
