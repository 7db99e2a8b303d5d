//! The ledger as it grows with the journal: the tree, its files, its checkpoints.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::{
    Checkpoint, Cosignature, CosignatureKey, Folder, Hash, SigningKey, SliceFrame, Slices, Tree,
};
use model::{Party, SliceKey, SliceKeys, Timestamp};
use store::{Journal, Place, Stamp};

use crate::config::DataFolder;
use crate::places::Places;
use crate::{Error, Result};

/// The ledger's tree with its files.
#[derive(Debug)]
pub(crate) struct Book {
    tree: Tree,
    slices: Slices,
    keys: Arc<SliceKeys>,
    places: Places,
    folder: Option<Folder>,
    signed: u64,
    /// The time of the latest entry.
    latest: Timestamp,
    /// By the witness's key id.
    cosigned: BTreeMap<u32, Cosigned>,
    failed: Option<String>,
}

/// The latest checkpoint that a witness cosigned.
#[derive(Clone, Debug)]
pub(crate) struct Cosigned {
    /// The witness's name.
    pub(crate) witness: String,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) cosignature: Cosignature,
    /// The note as it was handed in.
    pub(crate) text: String,
}

impl Book {
    /// A book of nothing yet.
    pub(crate) fn new(keys: Arc<SliceKeys>) -> Self {
        let (tree, slices, places, folder, signed, cosigned, failed) = Default::default();
        let latest = Timestamp::default();
        Self { tree, slices, keys, places, folder, signed, latest, cosigned, failed }
    }

    /// Grows with the journal, in its order. A failure to keep hashes is reported when signing;
    /// the journal has what matters.
    pub(crate) fn grow(&mut self, stamps: &[Stamp]) {
        let hashes: Vec<Hash> =
            stamps.iter().map(|stamp| Hash::from_bytes(stamp.leaf_hash)).collect();
        for (hash, stamp) in hashes.iter().zip(stamps) {
            self.latest = self.latest.max(stamp.leaf.at);
            for (party, key) in stamp.roster.keyed() {
                self.slices.push(party, stamp.seq, *hash, || key.clone());
            }
            self.add(*hash, stamp.place);
        }
        if let Some(folder) = &mut self.folder
            && let Err(error) = folder.append(&hashes)
        {
            self.failed.get_or_insert(error.to_string());
        }
    }

    fn add(&mut self, hash: Hash, place: Place) {
        self.places.push(place);
        self.tree.push(hash);
    }

    /// Takes in a journal that was there before, and compares it with what was signed and what
    /// was cosigned.
    pub(crate) fn start(
        &mut self,
        journal: &Journal,
        folder: &DataFolder,
        key: &SigningKey,
        witnesses: &[CosignatureKey],
    ) -> Result<()> {
        let mut kept = Folder::open(folder.path())?;
        let text = kept.checkpoint_text()?;
        let stored = text.and_then(|text| Checkpoint::open(&text, &key.verifying_key()).ok());
        let mut mapped = self.slices.map_root();
        for record in journal.replay(0) {
            let (place, record) = record?;
            self.latest = self.latest.max(record.leaf.at);
            let hash = Hash::from_bytes(record.blinded().hash());
            for party in &record.parties {
                self.slices.push(party, record.leaf.seq, hash, || self.keys.key(party));
            }
            self.add(hash, place);
            if stored.as_ref().is_some_and(|stored| stored.size == self.tree.size()) {
                mapped = self.slices.map_root();
            }
        }
        let (checkpoint, _) = kept.start(&self.tree, &key.verifying_key())?;
        if stored.and_then(|stored| stored.map).is_some_and(|map| map != mapped) {
            let why = "the map of slices that was signed is not the one that it gives".to_owned();
            return Err(Error::Keys { what: "slices.key".to_owned(), why });
        }
        self.signed = checkpoint.map_or(0, |checkpoint| checkpoint.size);
        for text in kept.cosigned()? {
            let checkpoint = Checkpoint::open(&text, &key.verifying_key())?;
            // A witness that is no longer configured is not spoken of any more.
            for witness in witnesses {
                if let Ok(cosignature) = witness.cosignature(&text) {
                    let (name, checkpoint) = (witness.name().to_owned(), checkpoint.clone());
                    let text = text.clone();
                    let cosigned = Cosigned { witness: name, checkpoint, cosignature, text };
                    self.cosigned.insert(witness.id(), cosigned);
                }
            }
        }
        self.folder = Some(kept);
        Ok(())
    }

    /// The tree.
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where an entry stands in the journal.
    pub(crate) fn place(&self, seq: u64) -> Option<Place> {
        self.places.at(seq)
    }

    /// A party's slice without its entries, and where those stand.
    pub(crate) fn slice(
        &self,
        party: &Party,
        key: &SliceKey,
        from: u64,
    ) -> (SliceFrame, Vec<Place>) {
        let frame = self.slices.frame(party, key, from, &self.tree);
        let places = frame.numbers.iter().filter_map(|seq| self.places.at(*seq)).collect();
        (frame, places)
    }

    /// The checkpoint of the log as it is.
    pub(crate) fn checkpoint(&mut self, origin: &str) -> Checkpoint {
        let map = self.slices.map_root();
        Checkpoint::of(origin, &self.tree).with_map(map)
    }

    /// The time of the latest entry.
    pub(crate) fn latest(&self) -> Timestamp {
        self.latest
    }

    /// Whether it has grown since the last checkpoint.
    pub(crate) fn is_unsigned(&self) -> bool {
        self.tree.size() > self.signed
    }

    /// Signs a checkpoint, and keeps it.
    pub(crate) fn sign(&mut self, origin: &str, key: &SigningKey) -> Result<String> {
        if let Some(why) = &self.failed {
            return Err(Error::Keys { what: "the ledger's leaf hashes".into(), why: why.clone() });
        }
        let checkpoint = self.checkpoint(origin);
        let text = checkpoint.sign(key)?;
        if let Some(folder) = &self.folder
            && checkpoint.size > self.signed
        {
            folder.put_checkpoint(&text)?;
        }
        self.signed = checkpoint.size;
        Ok(text)
    }

    /// What each witness cosigned last.
    pub(crate) fn cosigned(&self) -> impl Iterator<Item = &Cosigned> {
        self.cosigned.values()
    }

    /// Keeps what a witness cosigned, if it is the tree's, and not older than what it cosigned
    /// before.
    pub(crate) fn keep(&mut self, key: &CosignatureKey, cosigned: Cosigned) -> Result<()> {
        self.tree.check(&cosigned.checkpoint).map_err(|error| Error::Disagreement {
            witness: key.name().to_owned(),
            why: error.to_string(),
        })?;
        let age = |known: &Cosigned| (known.checkpoint.size, known.cosignature.at);
        if self.cosigned.get(&key.id()).is_some_and(|known| age(known) > age(&cosigned)) {
            let why = "a later one of the same witness is kept; an old one was replayed".to_owned();
            return Err(Error::Cosignature { why });
        }
        if let Some(folder) = &self.folder {
            folder.put_cosigned(key.id(), &cosigned.text)?;
        }
        self.cosigned.insert(key.id(), cosigned);
        Ok(())
    }
}

pub(crate) fn book(ledger: &Mutex<Book>) -> MutexGuard<'_, Book> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
