//! A slice: every entry that concerns one party, opened, with what shows that none is left out.
//!
//! Its text form is lines, so that a stranger can write a verifier; docs/ledger.md has it.

mod check;
mod compare;
mod scan;
mod text;

#[cfg(test)]
mod tests;

pub use check::{SliceFlaw, SliceState};
pub use compare::{Difference, compare};
pub use scan::Scan;

use model::{BlindedLeaf, Leaf, LeafError, Opening, Party, TagSet};

use crate::{Hash, MapProof};

/// What a party is given, or keeps as its receipt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Slice {
    /// Whose it is; what counts is the slice key.
    pub party: Party,
    /// How many entries of the slice come before those that are in here.
    pub from: u64,
    /// The roots of the whole subtrees of those, the largest first.
    pub frontier: Vec<Hash>,
    /// The entries, in order.
    pub entries: Vec<SliceEntry>,
    /// That the checkpoint's map holds the slice.
    pub map: MapProof,
    /// That the log holds the entries: the hashes of [`crate::Tree::prove_many`].
    pub log: Vec<Hash>,
    /// That the log continues an earlier checkpoint: its entries, and the consistency proof.
    pub since: Option<(u64, Vec<Hash>)>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

/// One entry of a slice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SliceEntry {
    /// The header's canonical bytes.
    pub header: Vec<u8>,
    /// All tags of the entry.
    pub tags: TagSet,
    /// The parts of the content that are the party's to see; none once the content was erased.
    pub parts: Vec<Opening>,
}

impl SliceEntry {
    /// The header, if it is one in its canonical spelling.
    ///
    /// # Errors
    /// Says which field is missing or malformed.
    pub fn read(&self) -> Result<Leaf, LeafError> {
        let header = Leaf::from_bytes(&self.header)?;
        if header.to_bytes() == self.header {
            Ok(header)
        } else {
            Err(LeafError::Field("spelling"))
        }
    }

    /// The hash of the entry's leaf in the log and in the slice.
    pub fn leaf_hash(&self, seq: u64) -> Hash {
        let leaf = BlindedLeaf::of_header(seq, &self.header, self.tags.digest());
        Hash::of_leaf(&leaf.to_bytes())
    }
}
