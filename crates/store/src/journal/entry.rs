//! What is put into the journal, and what comes back once it is durable.

use model::{Leaf, LeafKind, Timestamp};

use crate::Place;

/// Something that happened and shall be recorded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: LeafKind,
    /// Who did it.
    pub actor: String,
    /// About what; may be empty.
    pub subject: String,
    /// The content; only a salted hash of it goes into the leaf.
    pub content: Vec<u8>,
}

/// A durable record: its number, its leaf and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// Position in the journal, from 0.
    pub seq: u64,
    /// What the ledger hashes.
    pub leaf: Leaf,
    /// The leaf's canonical bytes, as they stand on the disk.
    pub header: Vec<u8>,
    /// Where to read it.
    pub place: Place,
}
