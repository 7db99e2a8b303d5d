//! Proofs that outsiders check with a root and nothing else.

use tlog_tiles::{check_record, check_tree};

use crate::{Error, Hash, Result};

/// Proof that a leaf is in a tree (RFC 6962, section 2.1.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InclusionProof {
    /// The leaf's number.
    pub seq: u64,
    /// Leaves of the tree.
    pub size: u64,
    /// Hashes beside the path from the leaf to the root, from the leaf up.
    pub hashes: Vec<Hash>,
}

impl InclusionProof {
    /// Checks that the tree with this root holds this leaf at `seq`.
    ///
    /// # Errors
    /// [`Error::ProofFails`] if it does not prove that.
    pub fn check(&self, leaf: Hash, root: Hash) -> Result<()> {
        let Self { seq, size, hashes } = self;
        let holds = hashes.len() <= HASHES_MAX
            && seq < size
            && check_record(&foreign(hashes), *size, root.into(), *seq, leaf.into()).is_ok();
        let what = || format!("entry {seq} is not shown to be in the tree of {size} entries");
        if holds { Ok(()) } else { Err(Error::ProofFails { what: what() }) }
    }
}

/// Proof that a tree begins with an earlier one (RFC 6962, section 2.1.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConsistencyProof {
    /// Leaves of the earlier tree.
    pub from_size: u64,
    /// Leaves of the later tree.
    pub size: u64,
    /// The hashes that lead from one root to the other.
    pub hashes: Vec<Hash>,
}

impl ConsistencyProof {
    /// Checks that the tree with root `root` begins with the tree with root `from_root`.
    ///
    /// # Errors
    /// [`Error::ProofFails`] if it does not prove that.
    pub fn check(&self, from_root: Hash, root: Hash) -> Result<()> {
        let Self { from_size, size, hashes } = self;
        let holds = match from_size {
            0 => hashes.is_empty() && from_root == Hash::EMPTY && (*size > 0 || root == from_root),
            _ => {
                hashes.len() <= HASHES_MAX
                    && from_size <= size
                    && check_tree(
                        &foreign(hashes),
                        *size,
                        root.into(),
                        *from_size,
                        from_root.into(),
                    )
                    .is_ok()
            }
        };
        let what =
            || format!("{size} entries are not shown to begin with the {from_size} of before");
        if holds { Ok(()) } else { Err(Error::ProofFails { what: what() }) }
    }
}

fn foreign(hashes: &[Hash]) -> Vec<tlog_tiles::Hash> {
    hashes.iter().copied().map(tlog_tiles::Hash::from).collect()
}

/// No honest proof is longer, whatever the tree; a longer one would only cost time.
const HASHES_MAX: usize = 66;
