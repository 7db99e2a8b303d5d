//! A record as read back.

use model::{BlindedLeaf, Leaf, Party, TagDigest};

use crate::journal::docket::parts;

/// A record as it was read back and verified.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The header; its canonical bytes are those on the disk.
    pub leaf: Leaf,
    /// What the ledger's leaf says of the entry's tags.
    pub tags: TagDigest,
    /// Whom it concerns.
    pub parties: Vec<Party>,
    /// Lengths of the parts of the content; none if it is one part.
    pub parts: Vec<u32>,
    /// The salt of the content's hash; all zeros once the content was erased.
    pub salt: [u8; 32],
    /// The content, unless it was erased.
    pub content: Option<Vec<u8>>,
}

impl Record {
    /// What the ledger hashes.
    pub fn blinded(&self) -> BlindedLeaf {
        BlindedLeaf::of(&self.leaf, self.tags)
    }

    /// The parts of the content; none if it was erased.
    pub fn content_parts(&self) -> Vec<&[u8]> {
        let content = self.content.as_deref();
        content.and_then(|content| parts(content, &self.parts)).unwrap_or_default()
    }
}
