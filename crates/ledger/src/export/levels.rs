//! The tiles of hashes above entries that come one after the other, in memory for one tile a level.

use crate::Hash;
use crate::frontier::Frontier;
use crate::tile::{TILE_WIDTH, Tile, TileKind};

/// The right edge of each level: the hashes of the tile that is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Levels(Vec<Level>);

#[derive(Debug, Default)]
struct Level {
    index: u64,
    hashes: Vec<Hash>,
}

impl Levels {
    /// Adds a hash to a level, and hands over each tile that this makes whole.
    pub(super) fn push<E>(
        &mut self,
        level: u8,
        hash: Hash,
        mut whole: impl FnMut(Tile, &[Hash]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut level, mut hash) = (level, hash);
        loop {
            while self.0.len() <= usize::from(level) {
                self.0.push(Level::default());
            }
            let Some(edge) = self.0.get_mut(usize::from(level)) else { return Ok(()) };
            edge.hashes.push(hash);
            if edge.hashes.len() < usize::from(TILE_WIDTH) {
                return Ok(());
            }
            let kind = TileKind::Hashes(level);
            whole(Tile { kind, index: edge.index, width: TILE_WIDTH }, &edge.hashes)?;
            hash = root(&edge.hashes);
            edge.index += 1;
            edge.hashes.clear();
            level += 1;
        }
    }

    /// Hands over the tiles at the right edge, which are not whole.
    pub(super) fn finish<E>(
        &self,
        mut partial: impl FnMut(Tile, &[Hash]) -> Result<(), E>,
    ) -> Result<(), E> {
        for (level, edge) in (0..).zip(&self.0) {
            let width = u16::try_from(edge.hashes.len()).unwrap_or(TILE_WIDTH);
            if width > 0 {
                let kind = TileKind::Hashes(level);
                partial(Tile { kind, index: edge.index, width }, &edge.hashes)?;
            }
        }
        Ok(())
    }
}

/// The root of the tree over some hashes.
pub(super) fn root(hashes: &[Hash]) -> Hash {
    edge(hashes).root()
}

/// The right edge of the tree over some hashes.
pub(super) fn edge(hashes: &[Hash]) -> Frontier {
    let mut frontier = Frontier::default();
    hashes.iter().for_each(|hash| frontier.push(*hash, |_| {}));
    frontier
}

/// Hashes as a tile has them.
pub(super) fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.bytes()).collect()
}

/// The hashes of a tile's bytes; `None` unless there are exactly as many as it is wide.
pub(super) fn hashes_of(bytes: &[u8], width: u16) -> Option<Vec<Hash>> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && chunks.len() == usize::from(width))
        .then(|| chunks.iter().map(|chunk| Hash::from_bytes(*chunk)).collect())
}
