//! Verification of a log by anybody: walk the entries, recompute, compare with what was signed.

use model::BlindedLeaf;

use crate::finding::FINDINGS_MAX;
use crate::frontier::Frontier;
use crate::order::{Found, Trail};
use crate::{Checkpoint, Finding, Hash, VerifyingKey};

/// A log that holds, as far as its checkpoint goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Verified {
    /// Entries that the checkpoint covers; all of them are as they were signed.
    pub size: u64,
    /// Their root.
    pub root: Hash,
    /// Entries behind them, in order, which no checkpoint covers yet.
    pub uncovered: u64,
    /// Whether the kept list of leaf hashes agrees.
    pub kept: KeptLeaves,
}

/// What a kept list of leaf hashes is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeptLeaves {
    /// None was given.
    Absent,
    /// Its root is the signed one.
    Agree,
    /// It is too short or its root is not the signed one, so it was not used.
    Differ,
}

/// Kept leaf hashes, wherever they are.
pub trait LeafHashes: std::fmt::Debug {
    /// The hash of the leaf `seq`; `None` if it was not kept or cannot be read.
    fn leaf_hash(&self, seq: u64) -> Option<Hash>;
}

impl LeafHashes for [Hash] {
    fn leaf_hash(&self, seq: u64) -> Option<Hash> {
        self.get(usize::try_from(seq).ok()?).copied()
    }
}

impl LeafHashes for Vec<Hash> {
    fn leaf_hash(&self, seq: u64) -> Option<Hash> {
        self.as_slice().leaf_hash(seq)
    }
}

/// Verifies a log: its entries' canonical bytes in stored order, a signed checkpoint, and the
/// list of leaf hashes kept beside the log, if there is one, which lets a changed entry be named.
///
/// # Errors
/// Everything that is wrong, in order.
pub fn verify<B: AsRef<[u8]>>(
    checkpoint_text: &str,
    key: &VerifyingKey,
    kept: Option<&dyn LeafHashes>,
    entries: impl IntoIterator<Item = B>,
) -> Result<Verified, Vec<Finding>> {
    let checkpoint = Checkpoint::open(checkpoint_text, key)
        .map_err(|error| vec![Finding::BadCheckpoint { why: error.to_string() }])?;
    let mut verification = Verification::new(&checkpoint, kept);
    entries.into_iter().for_each(|entry| verification.entry(entry.as_ref()));
    verification.finish()
}

/// A verification in progress, for entries that come one at a time.
#[derive(Debug)]
pub struct Verification<'k> {
    checkpoint: Checkpoint,
    /// The kept leaf hashes that the checkpoint covers, once they are known to be the signed ones.
    authentic: Option<&'k dyn LeafHashes>,
    kept: KeptLeaves,
    frontier: Frontier,
    position: u64,
    trail: Option<Trail>,
}

impl<'k> Verification<'k> {
    /// Begins a verification against an opened checkpoint.
    pub fn new(checkpoint: &Checkpoint, kept: Option<&'k dyn LeafHashes>) -> Self {
        let authentic = kept.filter(|kept| are_signed(*kept, checkpoint));
        Self {
            checkpoint: checkpoint.clone(),
            authentic,
            kept: match (kept, authentic) {
                (None, _) => KeptLeaves::Absent,
                (Some(_), Some(_)) => KeptLeaves::Agree,
                (Some(_), None) => KeptLeaves::Differ,
            },
            frontier: Frontier::default(),
            position: 0,
            trail: None,
        }
    }

    /// Takes the next entry's canonical bytes.
    pub fn entry(&mut self, bytes: &[u8]) {
        let position = self.position;
        self.position += 1;
        let hash = Hash::of_leaf(bytes);
        if position < self.checkpoint.size {
            self.frontier.push(hash, |_| {});
        }
        if self.trail.is_none() && self.expected(position) == Some(hash) {
            return;
        }
        let found = self.identify(bytes, hash);
        if self.trail.is_none() && matches!(found, Found::Entry(seq) if seq == position) {
            return;
        }
        let start = position;
        self.trail.get_or_insert(Trail { start, found: Vec::new() }).found.push(found);
    }

    /// Says what was found.
    ///
    /// # Errors
    /// Everything that is wrong, in order.
    pub fn finish(self) -> Result<Verified, Vec<Finding>> {
        let Checkpoint { origin: _, size, root: signed, map: _ } = self.checkpoint;
        let mut findings = match self.trail {
            Some(trail) => trail.findings(size),
            None if self.position < size => {
                vec![Finding::ShorterThanCheckpoint { entries: self.position, size }]
            }
            None => Vec::new(),
        };
        let found = self.frontier.root();
        if findings.is_empty() && found != signed {
            findings.push(Finding::RootDiffers { size, signed, found });
        }
        if findings.is_empty() {
            let uncovered = self.position.saturating_sub(size);
            return Ok(Verified { size, root: signed, uncovered, kept: self.kept });
        }
        if findings.len() > FINDINGS_MAX {
            let count = (findings.len() - FINDINGS_MAX) as u64;
            findings.truncate(FINDINGS_MAX);
            findings.push(Finding::More { count });
        }
        if self.kept == KeptLeaves::Differ {
            findings.push(Finding::KeptLeavesDiffer);
        }
        Err(findings)
    }

    fn expected(&self, seq: u64) -> Option<Hash> {
        if seq >= self.checkpoint.size {
            return None;
        }
        self.authentic?.leaf_hash(seq)
    }

    fn identify(&self, bytes: &[u8], hash: Hash) -> Found {
        let leaf = match BlindedLeaf::from_bytes(bytes) {
            Ok(leaf) => leaf,
            Err(error) => return Found::Misread(error.into()),
        };
        let seq = leaf.seq;
        match self.expected(seq) {
            Some(expected) if expected != hash => Found::Altered { claim: seq },
            Some(_) | None => Found::Entry(seq),
        }
    }
}

/// Whether the kept hashes that the checkpoint covers have the signed root.
fn are_signed(kept: &dyn LeafHashes, checkpoint: &Checkpoint) -> bool {
    let mut frontier = Frontier::default();
    for seq in 0..checkpoint.size {
        let Some(hash) = kept.leaf_hash(seq) else { return false };
        frontier.push(hash, |_| {});
    }
    frontier.root() == checkpoint.root
}

#[cfg(test)]
mod tests;
