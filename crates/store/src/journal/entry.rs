//! What is put into the journal, and what comes back once it is durable.

use model::{Leaf, LeafKind, Roster, Timestamp};

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
    /// Whom it concerns.
    pub roster: Roster,
    /// The content; only a salted hash of it goes into the header.
    pub content: Vec<u8>,
    /// The lengths of its parts; none if it is one part.
    pub parts: Vec<u32>,
}

/// A durable record: its number, its leaf and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// Position in the journal, from 0.
    pub seq: u64,
    /// The header.
    pub leaf: Leaf,
    /// The RFC 6962 hash of the entry's leaf in the ledger.
    pub leaf_hash: [u8; 32],
    /// Whom it concerns.
    pub roster: Roster,
    /// Where to read it.
    pub place: Place,
}
