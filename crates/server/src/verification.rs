//! Proving the whole ledger of a data folder, without trusting the server that wrote it.

use std::path::Path;

use ledger::{Checkpoint, Finding, Folder, Verification, Verified, VerifyingKey};
use model::{Roster, SliceKeys};
use store::{FolderDisk, FolderLock, Journal, Record};

use crate::config::DataFolder;
use crate::{Error, Result, keys};

/// What the proof found.
#[derive(Debug)]
pub enum Proof {
    /// Everything that was signed is there, as it was signed.
    Holds(Verified),
    /// Something is not.
    Fails(Vec<Fault>),
}

/// One thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The entry, where it can be named.
    pub seq: Option<u64>,
    /// What is wrong with it.
    pub text: String,
}

/// Walks the journal, checks every content against its salted hash, recomputes the tree, and
/// compares it with the signed checkpoint and the list of leaf hashes kept beside it.
///
/// # Errors
/// When the folder cannot be read, is in use, or has no checkpoint to compare with.
pub fn verify(folder: &DataFolder) -> Result<Proof> {
    let key_file = folder.join("keys/ledger.vkey");
    let key = std::fs::read_to_string(&key_file).map_err(Error::io("read", &key_file))?;
    let key = VerifyingKey::parse(key.trim())?;
    let lock = FolderLock::take(folder.path())?;
    let kept = Folder::open(folder.path())?;
    let Some(text) = kept.checkpoint_text()? else {
        return Err(no_checkpoint(&folder.join("ledger")));
    };
    let checkpoint = match Checkpoint::open(&text, &key) {
        Ok(checkpoint) => checkpoint,
        Err(error) => return Ok(Proof::Fails(vec![fault(None, error.to_string())])),
    };
    let kept = kept.leaves()?;
    let mut verification = Verification::new(&checkpoint, Some(&kept));
    let disk = Box::new(FolderDisk::open(&lock, "journal")?);
    let journal = match Journal::open(disk, Box::new(Unsalted), Box::new(|_| {})) {
        Ok((journal, _)) => journal,
        Err(error) => return damaged(error),
    };
    let keys = keys::slice_keys(folder)?;
    let mut untagged = Vec::new();
    for record in journal.replay(0) {
        match record {
            Ok((_, record)) => {
                untagged.extend(mistagged(&keys, &record));
                verification.entry(&record.blinded().to_bytes());
            }
            Err(error) => return damaged(error),
        }
    }
    Ok(match verification.finish() {
        Ok(verified) if untagged.is_empty() => Proof::Holds(verified),
        Ok(_) => Proof::Fails(untagged),
        Err(findings) => Proof::Fails(findings.iter().map(of_finding).chain(untagged).collect()),
    })
}

/// An entry whose tags are not those of the parties that it concerns.
fn mistagged(keys: &SliceKeys, record: &Record) -> Option<Fault> {
    let seq = record.leaf.seq;
    let roster = Roster::of(record.parties.iter().cloned().collect(), keys);
    let text = || format!("entry {seq} does not carry the tags of those whom it concerns");
    (roster.tags(seq).digest() != record.tags).then(|| fault(Some(seq), text()))
}

/// Damage is an answer here; what the system refuses is a failure.
fn damaged(error: store::Error) -> Result<Proof> {
    match &error {
        store::Error::Damaged { seq, .. } | store::Error::Content { seq, .. } => {
            Ok(Proof::Fails(vec![fault(*seq, error.to_string())]))
        }
        store::Error::Missing { seq, .. } => {
            Ok(Proof::Fails(vec![fault(Some(*seq), error.to_string())]))
        }
        store::Error::BatchTooLarge { .. }
        | store::Error::Catalog { .. }
        | store::Error::Full { .. }
        | store::Error::Held { .. }
        | store::Error::Io { .. }
        | store::Error::NewerFormat { .. }
        | store::Error::OlderFormat { .. }
        | store::Error::UnfitEntry { .. }
        | store::Error::Poisoned { .. }
        | store::Error::OtherSegment { .. }
        | store::Error::Nowhere { .. } => Err(error.into()),
    }
}

fn of_finding(finding: &Finding) -> Fault {
    let seq = match finding {
        Finding::Changed { seq }
        | Finding::Malformed { seq, .. }
        | Finding::Missing { seq, .. }
        | Finding::Reordered { seq, .. }
        | Finding::Repeated { seq, .. } => Some(*seq),
        Finding::Added { position } => Some(*position),
        Finding::ShorterThanCheckpoint { entries, .. } => Some(*entries),
        Finding::BadCheckpoint { .. }
        | Finding::KeptLeavesDiffer
        | Finding::More { .. }
        | Finding::RootDiffers { .. } => None,
    };
    fault(seq, finding.to_string())
}

fn fault(seq: Option<u64>, text: String) -> Fault {
    Fault { seq, text }
}

fn no_checkpoint(path: &Path) -> Error {
    let what = "there is no signed checkpoint to compare with; `tearline ledger checkpoint` \
                signs one"
        .to_owned();
    Error::Config { file: path.to_owned(), what }
}

/// Verification appends nothing, so it needs no salt.
struct Unsalted;

impl store::Salt for Unsalted {
    fn salt(&self) -> [u8; 32] {
        [0; 32]
    }
}
