//! What was given again: one row for each originator stands for all the rows of when it was given first.

use model::{Leaf, Timestamp};

use crate::catalog::keys::{Key, place_of, seq_of};
use crate::catalog::{AuditRow, Catalog, Fold};
use crate::{Again, Result};

/// When something was given again, and the entry that says what.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct AgainRow {
    entry: u64,
    at: Timestamp,
}

impl AgainRow {
    fn to_bytes(self) -> Vec<u8> {
        [&[MARK][..], &self.entry.to_be_bytes(), &self.at.micros().to_be_bytes()].concat()
    }

    /// `None` where the row says itself what was given.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (mark, rest) = bytes.split_first()?;
        let (entry, at) = rest.split_first_chunk::<8>()?;
        let at = Timestamp::from_micros(i64::from_be_bytes(at.try_into().ok()?));
        (*mark == MARK).then_some(Self { entry: u64::from_be_bytes(*entry), at })
    }
}

impl Fold {
    /// That what an entry gave is given again.
    pub(crate) fn again(&mut self, again: &Again, leaf: &Leaf) {
        let row = AgainRow { entry: again.entry, at: leaf.at }.to_bytes();
        for originator in &again.originators {
            self.batch.insert(Key::audit(originator, leaf.seq, 0), row.as_slice());
        }
        let key = Key::again(again.entry, leaf.seq);
        self.batch.insert(key, &leaf.at.micros().to_be_bytes());
    }
}

impl Catalog {
    /// The audit rows that a row of an originator stands for.
    pub(super) fn rows_of(
        &self,
        originator: &str,
        key: &[u8],
        row: &[u8],
    ) -> Result<Vec<AuditRow>> {
        let Some(AgainRow { entry, at }) = AgainRow::from_bytes(row) else {
            return AuditRow::from_bytes(row).ok_or_else(|| self.unreadable());
        };
        let (seq, _) = place_of(key).ok_or_else(|| self.unreadable())?;
        let mut rows = Vec::new();
        for first in self.db.scan_prefix(Key::audit_entry(originator, entry)).values() {
            let first = first.map_err(|error| self.failed(&error))?;
            let first = AuditRow::from_bytes(&first).ok_or_else(|| self.unreadable())?;
            rows.extend(first.into_iter().map(|row| AuditRow { seq, at, ..row }));
        }
        Ok(rows)
    }

    /// The entries by which what an entry gave was given again, and when.
    pub(super) fn agains(&self, entry: u64) -> Result<Vec<(u64, Timestamp)>> {
        let rows = self.db.scan_prefix(Key::agains(entry));
        rows.map(|row| {
            let (key, at) = row.map_err(|error| self.failed(&error))?;
            let seq = key.last_chunk::<8>().and_then(|bytes| seq_of(bytes));
            let at = at.as_ref().try_into().ok().map(i64::from_be_bytes);
            let found = seq.zip(at.map(Timestamp::from_micros));
            found.ok_or_else(|| self.unreadable())
        })
        .collect()
    }
}

/// How such a row begins; a row that says itself what was given is JSON.
const MARK: u8 = b'=';
