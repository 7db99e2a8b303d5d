//! The Merkle tree over all leaves, in memory.

use tlog_tiles::{
    HashReader, prove_record, prove_tree, stored_hash_count, stored_hash_index, tree_hash,
};

use crate::frontier::Frontier;
use crate::tile::{TILE_WIDTH, Tile, TileKind};
use crate::{Checkpoint, ConsistencyProof, Error, Hash, InclusionProof, Result};

/// A growing RFC 6962 tree that keeps every final hash: 64 bytes a leaf.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In the order of `tlog_tiles::stored_hash_index`.
    stored: Vec<Hash>,
    frontier: Frontier,
}

impl Tree {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let stored = &mut self.stored;
        self.frontier.push(leaf, |hash| stored.push(hash));
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The root that the tree had when it had `size` leaves.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if it never had as many.
    pub fn root_at(&self, size: u64) -> Result<Hash> {
        if size == self.size() {
            return Ok(self.root());
        }
        self.check_range(size <= self.size(), || format!("tree of {size}"))?;
        tree_hash(size, &self.reader(size)?).map(Hash::from).map_err(|error| failed(&error))
    }

    /// The hash of the leaf `seq`.
    pub fn leaf(&self, seq: u64) -> Option<Hash> {
        if seq >= self.size() {
            return None;
        }
        self.stored.get(usize::try_from(stored_hash_index(0, seq)).ok()?).copied()
    }

    /// The root of the `nth` whole subtree of a height, if the tree has grown so far.
    pub(crate) fn whole(&self, height: u8, nth: u64) -> Option<Hash> {
        if nth >= self.size() >> height {
            return None;
        }
        self.stored.get(usize::try_from(stored_hash_index(height, nth)).ok()?).copied()
    }

    /// Proof that the leaf `seq` is in the tree of the first `size` leaves.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if there is no such leaf or tree.
    pub fn prove_inclusion(&self, seq: u64, size: u64) -> Result<InclusionProof> {
        self.check_range(seq < size && size <= self.size(), || {
            format!("entry {seq} in a tree of {size}")
        })?;
        let hashes =
            prove_record(size, seq, &self.reader(size)?).map_err(|error| failed(&error))?;
        Ok(InclusionProof { seq, size, hashes: hashes.into_iter().map(Hash::from).collect() })
    }

    /// Proof that the tree of `size` leaves begins with the tree of `from_size` leaves.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if there are no such trees.
    pub fn prove_consistency(&self, from_size: u64, size: u64) -> Result<ConsistencyProof> {
        self.check_range(from_size <= size && size <= self.size(), || {
            format!("tree of {from_size} in a tree of {size}")
        })?;
        let hashes = match from_size {
            // Every tree begins with the empty one.
            0 => Vec::new(),
            _ => {
                prove_tree(size, from_size, &self.reader(size)?).map_err(|error| failed(&error))?
            }
        };
        let hashes = hashes.into_iter().map(Hash::from).collect();
        Ok(ConsistencyProof { from_size, size, hashes })
    }

    /// The bytes of a tile of hashes (C2SP `tlog-tiles`); `None` if the tree has not grown so far,
    /// or for a bundle of entries, which no tree holds.
    pub fn tile(&self, tile: &Tile) -> Option<Vec<u8>> {
        let TileKind::Hashes(level) = tile.kind else { return None };
        let first = tile.index.checked_mul(u64::from(TILE_WIDTH))?;
        let end = first.checked_add(u64::from(tile.width))?;
        let height = level.checked_mul(8).filter(|height| *height < 64)?;
        if end > self.size() >> height {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::from(tile.width) * 32);
        for at in first..end {
            let index = usize::try_from(stored_hash_index(height, at)).ok()?;
            bytes.extend(self.stored.get(index)?.bytes());
        }
        Some(bytes)
    }

    /// Checks that the tree begins with what a checkpoint covers. The server does so as it
    /// starts, with the tree that it rebuilt from the journal.
    ///
    /// # Errors
    /// [`Error::RolledBack`] or [`Error::Altered`] if it does not.
    pub fn check(&self, checkpoint: &Checkpoint) -> Result<()> {
        let Checkpoint { origin: _, size, root: signed, map: _ } = *checkpoint;
        if size > self.size() {
            return Err(Error::RolledBack { signed: size, found: self.size() });
        }
        let found = self.root_at(size)?;
        if found == signed { Ok(()) } else { Err(Error::Altered { size, signed, found }) }
    }

    fn check_range(&self, holds: bool, asked: impl FnOnce() -> String) -> Result<()> {
        match holds {
            true => Ok(()),
            false => Err(Error::OutOfRange { size: self.size(), asked: asked() }),
        }
    }

    fn reader(&self, size: u64) -> Result<Reader<'_>> {
        let count = usize::try_from(stored_hash_count(size)).unwrap_or(usize::MAX);
        let stored = self.stored.get(..count);
        let asked = || format!("tree of {size}");
        stored.map(Reader).ok_or_else(|| Error::OutOfRange { size: self.size(), asked: asked() })
    }
}

/// The stored hashes, as `tlog_tiles` reads them.
struct Reader<'t>(&'t [Hash]);

impl HashReader for Reader<'_> {
    fn read_hashes(
        &self,
        indexes: &[u64],
    ) -> std::result::Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let hash = |index: &u64| {
            let index = usize::try_from(*index).ok()?;
            self.0.get(index).copied().map(tlog_tiles::Hash::from)
        };
        let found: Option<Vec<_>> = indexes.iter().map(hash).collect();
        found.ok_or(tlog_tiles::Error::IndexesNotInTree)
    }
}

fn failed(error: &tlog_tiles::Error) -> Error {
    Error::ProofFails { what: error.to_string() }
}

#[cfg(test)]
mod tests;
