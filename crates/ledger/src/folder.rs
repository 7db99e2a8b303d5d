//! The ledger's files, `leaves`, `checkpoint` and `cosigned/`, in the data folder.
//!
//! `leaves` holds the hash of every leaf, 32 bytes each. It is kept so that verification can name
//! a changed entry, and follows from the journal: it is extended without a sync, and repaired
//! from the tree as the server starts. `checkpoint` is the latest signed one, and follows from
//! nothing: it is replaced whole and durably. `cosigned/` holds the latest checkpoint that each
//! witness cosigned, which follows from nothing either.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::{Checkpoint, Error, Hash, LeafHashes, Result, Tree, VerifyingKey};

/// The ledger's folder. Lock the data folder first: two processes must not write here.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    leaves: File,
    /// Whole hashes in `leaves`.
    count: u64,
}

/// The kept leaf hashes on the disk, of which a few are in memory.
#[derive(Debug)]
pub struct KeptFile {
    file: File,
    chunk: Mutex<Chunk>,
}

/// Hashes from one on.
#[derive(Debug, Default)]
struct Chunk {
    first: u64,
    hashes: Vec<Hash>,
}

impl LeafHashes for KeptFile {
    fn leaf_hash(&self, seq: u64) -> Option<Hash> {
        let mut chunk = self.chunk.lock().unwrap_or_else(PoisonError::into_inner);
        let within = |chunk: &Chunk| {
            chunk.hashes.get(usize::try_from(seq.checked_sub(chunk.first)?).ok()?).copied()
        };
        if let Some(hash) = within(&chunk) {
            return Some(hash);
        }
        let mut bytes = vec![0; CHUNK_HASHES * 32];
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, seq.checked_mul(HASH_BYTES)? + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        let (hashes, _) = bytes.get(..filled)?.as_chunks::<32>();
        chunk.first = seq;
        chunk.hashes = hashes.iter().map(|bytes| Hash::from_bytes(*bytes)).collect();
        within(&chunk)
    }
}

/// How `leaves` compared with the tree.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Kept {
    /// Hashes that were missing and were added.
    pub added: u64,
    /// Hashes that were wrong where a checkpoint or zeros prove it, and were put right.
    pub repaired: u64,
}

impl Folder {
    /// Opens the folder `ledger` in the data folder, and makes it first if it is not there.
    ///
    /// # Errors
    /// The system's.
    pub fn open(data_folder: &Path) -> Result<Self> {
        let path = data_folder.join("ledger");
        fs::create_dir_all(&path).map_err(wrong("create", &path))?;
        sync_folder(data_folder)?;
        let file = path.join(LEAVES);
        let leaves = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&file)
            .map_err(wrong("open", &file))?;
        let bytes = leaves.metadata().map_err(wrong("measure", &file))?.len();
        Ok(Self { path, leaves, count: bytes / HASH_BYTES })
    }

    /// Compares a tree that was rebuilt from the journal with the stored checkpoint and the kept
    /// leaf hashes, as the server starts; then brings `leaves` up to the tree.
    ///
    /// # Errors
    /// [`Error::RolledBack`], [`Error::Altered`] or [`Error::LeafDiffers`] if the journal is not
    /// the one of before; the files are then left as they are, since they are the evidence.
    pub fn start(&mut self, tree: &Tree, key: &VerifyingKey) -> Result<(Option<Checkpoint>, Kept)> {
        let checkpoint = match self.checkpoint_text()? {
            Some(text) => Some(Checkpoint::open(&text, key)?),
            None => None,
        };
        if let Some(checkpoint) = &checkpoint {
            tree.check(checkpoint)?;
        }
        // A witness's checkpoint is evidence too, should ours have been rolled back.
        for text in self.cosigned()? {
            tree.check(&Checkpoint::open(&text, key)?)?;
        }
        let kept = self.settle(tree, checkpoint.as_ref().map_or(0, |covered| covered.size))?;
        Ok((checkpoint, kept))
    }

    /// Appends hashes of leaves, in order. They are durable only later; see the module.
    ///
    /// # Errors
    /// The system's; the list then ends where it did.
    pub fn append(&mut self, leaves: &[Hash]) -> Result<()> {
        let bytes: Vec<u8> = leaves.iter().flat_map(|leaf| *leaf.bytes()).collect();
        self.leaves
            .write_all_at(&bytes, self.count * HASH_BYTES)
            .map_err(wrong("write", &self.path.join(LEAVES)))?;
        self.count += leaves.len() as u64;
        Ok(())
    }

    /// How many leaf hashes are kept.
    pub fn kept_len(&self) -> u64 {
        self.count
    }

    /// The kept leaf hashes, for [`crate::Verification`]: read as they are asked for.
    ///
    /// # Errors
    /// The system's.
    pub fn leaves(&self) -> Result<KeptFile> {
        let path = self.path.join(LEAVES);
        let file = File::open(&path).map_err(wrong("open", &path))?;
        Ok(KeptFile { file, chunk: Mutex::default() })
    }

    /// The latest signed checkpoint's text, if there is one.
    ///
    /// # Errors
    /// The system's.
    pub fn checkpoint_text(&self) -> Result<Option<String>> {
        let file = self.path.join(CHECKPOINT);
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(wrong("read", &file)(error)),
        }
    }

    /// Replaces the latest signed checkpoint: durably, and never half.
    ///
    /// # Errors
    /// The system's; the checkpoint of before then still stands.
    pub fn put_checkpoint(&self, text: &str) -> Result<()> {
        put(&self.path, CHECKPOINT, text)
    }

    /// The latest checkpoint that each witness cosigned.
    ///
    /// # Errors
    /// The system's.
    pub fn cosigned(&self) -> Result<Vec<String>> {
        let folder = self.path.join(COSIGNED);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(wrong("list", &folder)(error)),
        };
        let mut texts = Vec::new();
        for entry in entries {
            let path = entry.map_err(wrong("list", &folder))?.path();
            // Another name is of a file that was never finished.
            if path.extension().is_none() {
                texts.push(fs::read_to_string(&path).map_err(wrong("read", &path))?);
            }
        }
        Ok(texts)
    }

    /// Replaces the checkpoint that the witness with a key id cosigned: durably, and never half.
    ///
    /// # Errors
    /// The system's; the one of before then still stands.
    pub fn put_cosigned(&self, key_id: u32, text: &str) -> Result<()> {
        let folder = self.path.join(COSIGNED);
        if !folder.exists() {
            fs::create_dir_all(&folder).map_err(wrong("create", &folder))?;
            sync_folder(&self.path)?;
        }
        put(&folder, &format!("{key_id:08x}"), text)
    }

    /// Brings `leaves` up to the tree, whose first `covered` leaves agree with a checkpoint.
    fn settle(&mut self, tree: &Tree, covered: u64) -> Result<Kept> {
        let file = self.path.join(LEAVES).display().to_string();
        let mut wrong_at = Vec::new();
        let mut differs = None;
        self.walk(self.count, |seq, hash| {
            if tree.leaf(seq) != Some(hash) {
                // Zeros were never written: the power went off before the disk had them.
                let provable = seq < covered || hash == UNWRITTEN;
                if provable {
                    wrong_at.push(seq);
                } else {
                    differs = differs.or(Some(seq));
                }
            }
            Ok(())
        })?;
        if let Some(seq) = differs {
            return Err(Error::LeafDiffers { seq, file });
        }
        let path = self.path.join(LEAVES);
        let first_wrong = wrong_at.first().copied().unwrap_or(self.count);
        let repaired = wrong_at.iter().filter(|seq| **seq < tree.size()).count() as u64;
        let added = tree.size().saturating_sub(self.count);
        self.count = first_wrong;
        let mut chunk = Vec::with_capacity(CHUNK_HASHES);
        for leaf in (first_wrong..tree.size()).filter_map(|seq| tree.leaf(seq)) {
            chunk.push(leaf);
            if chunk.len() == CHUNK_HASHES {
                self.append(&chunk)?;
                chunk.clear();
            }
        }
        self.append(&chunk)?;
        self.leaves.set_len(self.count * HASH_BYTES).map_err(wrong("cut", &path))?;
        Ok(Kept { added, repaired })
    }

    fn walk(&self, count: u64, mut each: impl FnMut(u64, Hash) -> Result<()>) -> Result<()> {
        let file = self.path.join(LEAVES);
        let reader = File::open(&file).map_err(wrong("open", &file))?;
        let mut reader = BufReader::with_capacity(CHUNK_HASHES * 32, reader);
        for seq in 0..count {
            let mut bytes = [0; 32];
            reader.read_exact(&mut bytes).map_err(wrong("read", &file))?;
            each(seq, Hash::from_bytes(bytes))?;
        }
        Ok(())
    }
}

/// Replaces a file: durably, and never half.
fn put(folder: &Path, name: &str, text: &str) -> Result<()> {
    let (file, fresh) = (folder.join(name), folder.join(format!("{name}.new")));
    File::create(&fresh)
        .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
        .map_err(wrong("write", &fresh))?;
    fs::rename(&fresh, &file).map_err(wrong("replace", &file))?;
    sync_folder(folder)
}

pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(wrong("make durable", path))
}

pub(crate) fn wrong(doing: &'static str, path: &Path) -> impl Fn(io::Error) -> Error {
    let file = path.display().to_string();
    move |source| Error::Io { doing, file: file.clone(), source }
}

/// What a hash reads as that never reached the disk.
const UNWRITTEN: Hash = Hash::from_bytes([0; 32]);

/// Bytes of a stored hash.
const HASH_BYTES: u64 = 32;

/// Hashes read or written at once.
const CHUNK_HASHES: usize = 4_096;

const CHECKPOINT: &str = "checkpoint";
const COSIGNED: &str = "cosigned";
const LEAVES: &str = "leaves";

#[cfg(test)]
mod tests;
