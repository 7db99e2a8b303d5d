//! What the clearinghouse shows of its ledger: tiles, proofs, checkpoints with cosignatures.

use std::path::Path;

use ledger::{Checkpoint, CosignatureKey, EntryProof, ExportWriter, Offer, Tile, TileKind, bundle};
use model::{AgencyId, LeafKind, Recipient};
use store::{Event, Record};

use super::Clearinghouse;
use super::answers::{version_of, without_version};
use crate::book::{Book, Cosigned, book};
use crate::{Error, Result};

impl Clearinghouse {
    /// A tile of the ledger's hashes; `None` if there is none of this width yet.
    pub fn ledger_tile(&self, tile: &Tile) -> Option<Vec<u8>> {
        book(&self.ledger).tree().tile(tile)
    }

    /// A bundle of the ledger's blinded entries, or their tags, or, for an inspector, their headers,
    /// the reading of which is recorded first; `None` if there is none of this width yet.
    ///
    /// # Errors
    /// When it could not be recorded or read.
    pub fn ledger_entries(&self, tile: &Tile, by: &str) -> Result<Option<Vec<u8>>> {
        let (first, last) = (tile.first(), tile.last());
        if last >= book(&self.ledger).tree().size() {
            return Ok(None);
        }
        let records = |house: &Self| house.records(first, last + 1);
        Ok(Some(match tile.kind {
            TileKind::Hashes(_) => return Ok(None),
            TileKind::Entries => {
                let leaf = |record: &Record| record.blinded().to_bytes();
                bundle(first, records(self)?.iter().map(leaf))?
            }
            TileKind::Tags => records(self)?
                .iter()
                .flat_map(|record| self.store.tags(record).to_bytes())
                .collect(),
            TileKind::Headers => {
                self.inspected(&format!("ledger entries {first} to {last}"), by)?;
                bundle(first, records(self)?.iter().map(|record| record.leaf.to_bytes()))?
            }
        }))
    }

    /// Writes an export of the ledger as it is: how many entries it has.
    ///
    /// # Errors
    /// When it could not be recorded, read or written.
    pub fn export_ledger(&self, target: &Path) -> Result<u64> {
        self.inspected("the whole ledger", OPERATOR)?;
        let text = self.cosigned_checkpoint()?;
        let size = Checkpoint::open(&text, &self.key.verifying_key())?.size;
        let mut writer = ExportWriter::begin(target, &text)?;
        for record in
            self.store.journal().replay(0).take(usize::try_from(size).unwrap_or(usize::MAX))
        {
            let (_, record) = record?;
            writer.entry(&record.blinded().to_bytes(), &self.store.tags(&record).to_bytes())?;
        }
        writer.finish()?;
        Ok(size)
    }

    /// Proof that an entry is in the ledger, under a checkpoint that is signed for it; `None` if
    /// there is no such entry.
    ///
    /// # Errors
    /// When it cannot be read or signed.
    pub fn prove_entry(&self, seq: u64) -> Result<Option<EntryProof>> {
        let checkpoint = self.cosigned_checkpoint()?;
        let size = Checkpoint::open(&checkpoint, &self.key.verifying_key())?.size;
        if seq >= size {
            return Ok(None);
        }
        let hashes = book(&self.ledger).tree().prove_inclusion(seq, size)?.hashes;
        let proof = |record: Record| {
            let (leaf, header) = (record.blinded().to_bytes(), record.leaf.to_bytes());
            EntryProof { leaf, header, seq, hashes, checkpoint }
        };
        Ok(self.records(seq, seq + 1)?.pop().map(proof))
    }

    /// Proof that a report's acceptance is in the ledger, for its originator; `None` if there is
    /// no such report, or it is not `originator`'s.
    ///
    /// # Errors
    /// When it cannot be read or signed.
    pub fn prove_report(
        &self,
        cited: &str,
        originator: Option<&AgencyId>,
    ) -> Result<Option<EntryProof>> {
        let report = without_version(cited);
        let of = report.split(' ').next().unwrap_or_default();
        if originator.is_some_and(|originator| originator.as_str() != of) {
            return Ok(None);
        }
        match self.store.receipt(report, version_of(cited))? {
            Some(seq) => self.prove_entry(seq),
            None => Ok(None),
        }
    }

    /// What a witness that last saw `old` entries is offered. A witness that saw more than there
    /// is gets the checkpoint alone, and will draw its conclusion.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn offer(&self, old: u64) -> Result<Offer> {
        let mut book = book(&self.ledger);
        let checkpoint = book.sign(&self.config.origin, &self.key)?;
        let size = book.tree().size();
        let old = if old > size { 0 } else { old };
        let hashes = book.tree().prove_consistency(old, size)?.hashes;
        Ok(Offer { old, hashes, checkpoint })
    }

    /// A checkpoint of the ledger as it is, with the cosignatures that are on just this one.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn cosigned_checkpoint(&self) -> Result<String> {
        self.cosigned_text(&mut book(&self.ledger))
    }

    pub(super) fn cosigned_text(&self, book: &mut Book) -> Result<String> {
        let mut text = book.sign(&self.config.origin, &self.key)?;
        let now = book.checkpoint(&self.config.origin);
        for cosigned in book.cosigned().filter(|cosigned| cosigned.checkpoint == now) {
            text += &cosigned.cosignature.line;
        }
        Ok(text)
    }

    /// The latest checkpoint that a witness cosigned, or any witness, with every cosignature that
    /// is on it.
    pub fn latest_cosigned(&self, witness: Option<&str>) -> Option<String> {
        let book = book(&self.ledger);
        let mut asked: Vec<&Cosigned> = book.cosigned().collect();
        asked.retain(|cosigned| witness.is_none_or(|witness| cosigned.witness == witness));
        let latest = asked.into_iter().max_by_key(|cosigned| cosigned.checkpoint.size)?;
        let mut text = latest.text.clone();
        for other in book.cosigned().filter(|other| other.checkpoint == latest.checkpoint) {
            if !text.contains(&other.cosignature.line) {
                text += &other.cosignature.line;
            }
        }
        Some(text)
    }

    /// Takes a checkpoint that a witness cosigned: how many entries it covers.
    ///
    /// # Errors
    /// [`Error::NotAWitness`], [`Error::Cosignature`] if the note is not sound, and
    /// [`Error::Disagreement`] if it is sound and of another history.
    pub fn take_cosigned(&self, by: &str, text: &str) -> Result<u64> {
        let keys: Vec<&CosignatureKey> = self
            .witnesses
            .iter()
            .filter(|(recipient, _)| recipient == by)
            .map(|(_, key)| key)
            .collect();
        let refused = |error: ledger::Error| Error::Cosignature { why: error.to_string() };
        let mut wrong = Error::NotAWitness { id: by.to_owned() };
        for key in keys {
            match key.cosignature(text) {
                Err(error) => wrong = refused(error),
                Ok(cosignature) => {
                    let log = self.key.verifying_key();
                    let checkpoint = Checkpoint::open(text, &log).map_err(refused)?;
                    let latest = self.clock.now().micros().div_euclid(1_000_000) + AHEAD_S_MAX;
                    if i64::try_from(cosignature.at).is_ok_and(|at| at > latest) {
                        let why = "its time is in the future: set the witness's clock".to_owned();
                        return Err(Error::Cosignature { why });
                    }
                    let size = checkpoint.size;
                    let (witness, text) = (key.name().to_owned(), text.to_owned());
                    let cosigned = Cosigned { witness, checkpoint, cosignature, text };
                    book(&self.ledger).keep(key, cosigned)?;
                    return Ok(size);
                }
            }
        }
        Err(wrong)
    }

    /// Whether a recipient witnesses the ledger.
    pub fn is_witness(&self, recipient: &Recipient) -> bool {
        self.witnesses.iter().any(|(witness, _)| *witness == recipient.id.as_str())
    }

    /// Whether a recipient may read every entry.
    pub fn is_inspector(&self, recipient: &Recipient) -> bool {
        self.config.ledger.inspectors.iter().any(|id| *id == recipient.id.as_str())
    }

    /// The entries from `first` to before `end`.
    fn records(&self, first: u64, end: u64) -> Result<Vec<Record>> {
        let place = book(&self.ledger).place(first);
        let Some(place) = place else { return Ok(Vec::new()) };
        let count = usize::try_from(end.saturating_sub(first)).unwrap_or(usize::MAX);
        let replay = self.store.journal().replay_at(place, first)?.take(count);
        Ok(replay.map(|found| found.map(|(_, record)| record)).collect::<store::Result<_>>()?)
    }

    pub(super) fn inspected(&self, what: &str, by: &str) -> Result<()> {
        let event = Event::Administered { act: format!("read {what}") };
        self.store.record(LeafKind::Exported, by, "", &event, self.clock.now())?;
        Ok(())
    }
}

/// Who acts on the machine itself.
pub(super) const OPERATOR: &str = "operator";

/// Seconds by which a witness's clock may be ahead.
const AHEAD_S_MAX: i64 = 300;
