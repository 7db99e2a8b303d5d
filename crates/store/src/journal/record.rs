//! A record as read back.

use model::Leaf;

/// A record as it was read back and verified.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// What the ledger hashes; its canonical bytes are those on the disk.
    pub leaf: Leaf,
    /// The salt of the content's hash; all zeros once the content was erased.
    pub salt: [u8; 32],
    /// The content, unless it was erased.
    pub content: Option<Vec<u8>>,
}
