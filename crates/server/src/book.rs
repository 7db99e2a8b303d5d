//! The ledger as it grows with the journal: the tree, its files, its checkpoints.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ledger::{Checkpoint, Folder, Hash, SigningKey, Tree};
use store::{Journal, Stamp};

use crate::config::DataFolder;
use crate::{Error, Result};

/// The ledger's tree with its files.
#[derive(Debug, Default)]
pub(crate) struct Book {
    tree: Tree,
    folder: Option<Folder>,
    signed: u64,
    failed: Option<String>,
}

impl Book {
    /// Grows with the journal, in its order. A failure to keep hashes is reported when signing;
    /// the journal has what matters.
    pub(crate) fn grow(&mut self, stamps: &[Stamp]) {
        let hashes: Vec<Hash> = stamps.iter().map(|stamp| Hash::of_leaf(&stamp.header)).collect();
        hashes.iter().for_each(|hash| self.tree.push(*hash));
        if let Some(folder) = &mut self.folder
            && let Err(error) = folder.append(&hashes)
        {
            self.failed.get_or_insert(error.to_string());
        }
    }

    /// Takes in a journal that was there before, and compares it with what was signed.
    pub(crate) fn start(
        &mut self,
        journal: &Journal,
        folder: &DataFolder,
        key: &SigningKey,
    ) -> Result<()> {
        for record in journal.replay(0) {
            let (_, record) = record?;
            self.tree.push(Hash::of_leaf(&record.leaf.to_bytes()));
        }
        let mut kept = Folder::open(folder.path())?;
        let (checkpoint, _) = kept.start(&self.tree, &key.verifying_key())?;
        self.signed = checkpoint.map_or(0, |checkpoint| checkpoint.size);
        self.folder = Some(kept);
        Ok(())
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
        let checkpoint = Checkpoint::of(origin, &self.tree);
        let text = checkpoint.sign(key)?;
        if let Some(folder) = &self.folder
            && checkpoint.size > self.signed
        {
            folder.put_checkpoint(&text)?;
        }
        self.signed = checkpoint.size;
        Ok(text)
    }
}

pub(crate) fn book(ledger: &Mutex<Book>) -> MutexGuard<'_, Book> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
