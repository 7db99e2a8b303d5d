//! Slices of the ledger: to each party every entry that concerns it, and nothing of others.

use ledger::{Slice, SliceEntry};
use model::{AgencyId, Function, Party, Recipient, SliceKey};

use super::Clearinghouse;
use super::prove::OPERATOR;
use crate::Result;
use crate::book::book;

impl Clearinghouse {
    /// A party's slice from its `from`th entry on, under a checkpoint that is signed for it; with the
    /// proof that the log continues its first `old` entries, where the log has as many.
    ///
    /// # Errors
    /// When it cannot be read or signed.
    pub fn slice(&self, party: &Party, from: u64, old: Option<u64>) -> Result<Slice> {
        let key = self.slice_key(party);
        let (mut slice, places) = {
            let mut book = book(&self.ledger);
            let checkpoint = self.cosigned_text(&mut book)?;
            let (frame, places) = book.slice(party, &key, from);
            let size = book.tree().size();
            let since = match old.filter(|old| *old <= size) {
                Some(old) => Some((old, book.tree().prove_consistency(old, size)?.hashes)),
                None => None,
            };
            let log = book.tree().prove_many(&frame.numbers, size)?;
            let (from, frontier, map) = (frame.from, frame.frontier, frame.map);
            let (party, entries) = (party.clone(), Vec::new());
            (Slice { party, from, frontier, entries, map, log, since, checkpoint }, places)
        };
        slice.entries = self.store.journal().read_each(&places, |record| {
            let tags = self.store.tags(&record);
            let (header, parts) = (record.leaf.to_bytes(), record.opened_for(party));
            SliceEntry { header, tags, parts }
        })?;
        Ok(slice)
    }

    /// A party's slice for the operator on the machine, which is recorded first.
    ///
    /// # Errors
    /// When it could not be recorded, or as [`Clearinghouse::slice`].
    pub fn slice_for_operator(&self, party: &Party, from: u64, old: Option<u64>) -> Result<Slice> {
        self.inspected(&format!("the slice of {}", party.text()), OPERATOR)?;
        self.slice(party, from, old)
    }

    /// The key by which a party recognises its entries.
    pub fn slice_key(&self, party: &Party) -> SliceKey {
        self.store.slice_keys().key(party)
    }

    /// The party whose slice somebody may have: an originator's, for the auditors of it or of the
    /// department that it is in; else their own.
    pub fn slice_party(&self, reader: &Recipient, originator: &str) -> Option<Party> {
        if originator.is_empty() {
            return Some(Party::Recipient(reader.id.clone()));
        }
        let audits = reader.functions.contains(&Function::Auditor);
        let named = AgencyId::new(originator).ok().filter(|_| audits);
        named.filter(|id| id.is_within(&reader.duty_organization)).map(Party::Organization)
    }
}
