//! The walk through an export: a block is a bundle of entries and the tile of their hashes.

use std::collections::VecDeque;

use model::{BlindedLeaf, TAG_BYTES, TagDigest};

use crate::export::diagnosis::{self, Suspect};
use crate::export::examine::Flaws;
use crate::export::flaw::Flaw;
use crate::export::levels::{Levels, edge, hashes_of, root};
use crate::export::source::ExportSource;
use crate::finding::{Finding, Misread};
use crate::frontier::Frontier;
use crate::tile::{TILE_WIDTH, Tile, TileKind, unbundle};
use crate::{Checkpoint, Hash, Result};

/// One pass over an export.
pub(super) struct Walk<'w> {
    source: &'w ExportSource,
    checkpoint: &'w Checkpoint,
    /// Checkpoints to compare with, by size.
    kept: VecDeque<(String, Checkpoint)>,
    flaws: &'w mut Flaws,
    /// Over the roots of whole blocks.
    blocks: Frontier,
    levels: Levels,
    /// The tile of level 1 above the block, and its number.
    above: Option<(u64, Option<Vec<Hash>>)>,
}

/// A block after it was looked at.
struct Block {
    /// The hashes of its entries that are taken to be right.
    hashes: Vec<Hash>,
    /// The root over a whole block, where it is known already.
    root: Option<Hash>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(
        source: &'w ExportSource,
        checkpoint: &'w Checkpoint,
        kept: Vec<(String, Checkpoint)>,
        flaws: &'w mut Flaws,
    ) -> Self {
        let (blocks, levels, above) = Default::default();
        Self { source, checkpoint, kept: kept.into(), flaws, blocks, levels, above }
    }

    pub(super) fn run(mut self) -> Result<()> {
        let size = self.checkpoint.size;
        let mut last = Vec::new();
        self.compare_kept(0, &[]);
        for index in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
            let Some(tile) = Tile::at(TileKind::Hashes(0), index, size) else { break };
            // A signed size may be of any greatness, and the rest is missing.
            if self.flaws.is_hopeless(tile.first()) {
                return Ok(());
            }
            let Block { hashes, root: known } = self.block(tile)?;
            self.compare_kept(tile.first(), &hashes);
            if tile.is_full() {
                let hash = known.unwrap_or_else(|| root(&hashes));
                self.blocks.push(hash, |_| {});
                let Self { source, levels, flaws, .. } = &mut self;
                levels.push(1, hash, |tile, hashes| compare(source, flaws, tile, hashes))?;
            } else {
                last = hashes;
            }
        }
        let Self { source, levels, flaws, .. } = &mut self;
        levels.finish(|tile, hashes| compare(source, flaws, tile, hashes))?;
        let found = self.blocks.root_with(&edge(&last));
        if found != self.checkpoint.root && (self.flaws.is_empty() || self.flaws.end == size) {
            let signed = self.checkpoint.root;
            self.flaws.push(Flaw::RootDiffers { size, signed, found });
        }
        Ok(())
    }

    /// Compares the kept checkpoints that end in a block.
    fn compare_kept(&mut self, first: u64, hashes: &[Hash]) {
        let end = first + hashes.len() as u64;
        loop {
            let Some((file, kept)) = self.kept.pop_front_if(|(_, kept)| kept.size <= end) else {
                return;
            };
            let part = usize::try_from(kept.size.saturating_sub(first)).unwrap_or_default();
            let part = edge(hashes.get(..part).unwrap_or_default());
            let found = self.blocks.root_joined(&part, u64::from(TILE_WIDTH));
            if found != kept.root {
                let (size, signed) = (kept.size, kept.root);
                self.flaws.push(Flaw::Forked { file, size, signed, found });
            }
        }
    }

    /// Checks a block, and names what is wrong with it.
    fn block(&mut self, tile: Tile) -> Result<Block> {
        let bundle = Tile { kind: TileKind::Entries, ..tile };
        let (file, first, size) = (bundle.path(), tile.first(), self.checkpoint.size);
        let bytes = self.source.read(&file)?;
        if bytes.is_none() {
            self.flaws.push(Flaw::MissingFile { file: file.clone(), last: tile.last() });
        }
        let (leaves, torn) = unbundle(bytes.as_deref().unwrap_or_default());
        if let Some(byte) = torn {
            let (file, seq) = (file.clone(), first + leaves.len() as u64);
            self.flaws.push(match leaves.len() < usize::from(tile.width) {
                true => Flaw::Torn { file, seq, byte },
                false => Flaw::Surplus { file, byte },
            });
        }
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| Hash::of_leaf(leaf)).collect();
        if !leaves.is_empty() {
            self.flaws.end = first + leaves.len().min(usize::from(tile.width)) as u64;
        }
        let listed = read(self.source, self.flaws, tile)?;
        let above = if tile.is_full() { self.above(tile.index)? } else { None };
        let whole = hashes.len() == usize::from(tile.width);
        if whole && listed.as_ref() == Some(&hashes) {
            self.numbers(&file, first, &leaves);
            self.tags(tile, &leaves)?;
            let root = tile.is_full().then(|| root(&hashes));
            if above.is_some() && above != root {
                self.flaws.push(above_differs(tile));
            }
            return Ok(Block { hashes, root });
        }
        let Some(listed) = listed else {
            // Nothing says what should be here but the entries and the level above.
            if whole && above.is_none_or(|above| above == root(&hashes)) {
                self.numbers(&file, first, &leaves);
                self.tags(tile, &leaves)?;
            } else if whole {
                self.flaws.push(above_differs(tile));
            } else if bytes.is_some() {
                let suspect =
                    Suspect { file, tile, size, leaves: &leaves, hashes: &hashes, listed: None };
                diagnosis::name(&suspect, self.source, self.flaws)?;
            }
            return Ok(Block { hashes, root: above.filter(|_| !whole) });
        };
        if whole && self.holds(above, &hashes) {
            diagnosis::tile(tile, &hashes, &listed, self.flaws);
            return Ok(Block { hashes, root: above });
        }
        if above.is_some_and(|above| above != root(&listed)) {
            self.flaws.push(above_differs(tile));
        }
        if bytes.is_some() {
            let listed = Some(&*listed);
            let suspect = Suspect { file, tile, size, leaves: &leaves, hashes: &hashes, listed };
            diagnosis::name(&suspect, self.source, self.flaws)?;
        }
        Ok(Block { hashes: listed, root: None })
    }

    /// Whether the entries' hashes are those that the level above, or the signed root, asks for.
    fn holds(&self, above: Option<Hash>, hashes: &[Hash]) -> bool {
        match above {
            Some(above) => above == root(hashes),
            None => {
                self.blocks.root_joined(&edge(hashes), u64::from(TILE_WIDTH))
                    == self.checkpoint.root
            }
        }
    }

    /// What the level above says a whole block's root is.
    fn above(&mut self, index: u64) -> Result<Option<Hash>> {
        let (number, position) = (index / u64::from(TILE_WIDTH), index % u64::from(TILE_WIDTH));
        if self.above.as_ref().is_none_or(|(read, _)| *read != number) {
            let tile = Tile::at(TileKind::Hashes(1), number, self.checkpoint.size);
            let hashes = match tile {
                Some(tile) => read(self.source, self.flaws, tile)?,
                None => None,
            };
            self.above = Some((number, hashes));
        }
        let hashes = self.above.as_ref().and_then(|(_, hashes)| hashes.as_ref());
        Ok(hashes.and_then(|hashes| hashes.get(usize::try_from(position).ok()?).copied()))
    }

    /// Tags must be those that the leaves, which are as they were signed, name.
    fn tags(&mut self, tile: Tile, leaves: &[&[u8]]) -> Result<()> {
        let tile = Tile { kind: TileKind::Tags, ..tile };
        let file = tile.path();
        let Some(bytes) = self.source.read(&file)? else {
            self.flaws.push(Flaw::MissingFile { file, last: tile.last() });
            return Ok(());
        };
        let mut rest = bytes.as_slice();
        for (leaf, seq) in leaves.iter().zip(tile.first()..) {
            let count = BlindedLeaf::tag_count_of(leaf).unwrap_or_default() as usize;
            let count = count.saturating_mul(TAG_BYTES);
            let Some((own, behind)) = rest.split_at_checked(count) else {
                let byte = bytes.len();
                self.flaws.push(Flaw::Torn { file, seq, byte });
                return Ok(());
            };
            rest = behind;
            if !TagDigest::of_bytes(own).is_some_and(|own| BlindedLeaf::names_tags(leaf, &own)) {
                self.flaws.push(Flaw::Tags { file: file.clone(), seq });
            }
        }
        if !rest.is_empty() {
            self.flaws.push(Flaw::Surplus { file, byte: bytes.len() - rest.len() });
        }
        Ok(())
    }

    /// Entries that are as they were signed must also say their own number.
    fn numbers(&mut self, file: &str, first: u64, leaves: &[&[u8]]) {
        for (leaf, seq) in leaves.iter().zip(first..) {
            if diagnosis::claim(leaf) != Some(seq) {
                let finding = Finding::Malformed { seq, why: Misread::Number };
                self.flaws.push(Flaw::Entry { file: file.to_owned(), finding });
            }
        }
    }
}

/// Compares a tile above level 1 with what it should hold; level 1 was compared on the way.
fn compare(source: &ExportSource, flaws: &mut Flaws, tile: Tile, hashes: &[Hash]) -> Result<()> {
    if tile.kind == TileKind::Hashes(1) {
        return Ok(());
    }
    if let Some(listed) = read(source, flaws, tile)? {
        diagnosis::tile(tile, hashes, &listed, flaws);
    }
    Ok(())
}

/// The hashes of a tile, if it is there and as long as it should be.
fn read(source: &ExportSource, flaws: &mut Flaws, tile: Tile) -> Result<Option<Vec<Hash>>> {
    let (file, last) = (tile.path(), tile.last());
    let Some(bytes) = source.read(&file)? else {
        flaws.push(Flaw::MissingFile { file, last });
        return Ok(None);
    };
    let hashes = hashes_of(&bytes, tile.width);
    if hashes.is_none() {
        let expected = usize::from(tile.width) * 32;
        flaws.push(Flaw::Length { file, bytes: bytes.len(), expected, last });
    }
    Ok(hashes)
}

/// The hash above a block is not the block's.
fn above_differs(tile: Tile) -> Flaw {
    let (index, position) =
        (tile.index / u64::from(TILE_WIDTH), tile.index % u64::from(TILE_WIDTH));
    // How wide the tile is does not change how people find it.
    let above = Tile { kind: TileKind::Hashes(1), index, width: TILE_WIDTH };
    Flaw::TileHash { file: above.path(), position }
}
