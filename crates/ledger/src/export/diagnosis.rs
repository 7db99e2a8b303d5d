//! Naming what is wrong in a block whose entries are not those that its tile lists.

use model::BlindedLeaf;

use crate::export::examine::Flaws;
use crate::export::flaw::Flaw;
use crate::export::levels::hashes_of;
use crate::export::source::ExportSource;
use crate::finding::{Finding, Misread};
use crate::order::{Found, Trail};
use crate::tile::{TILE_WIDTH, Tile, TileKind};
use crate::{Hash, Result};

/// A block that is not as it should be.
pub(super) struct Suspect<'s> {
    /// The bundle's name.
    pub(super) file: String,
    pub(super) tile: Tile,
    /// Entries of the whole export.
    pub(super) size: u64,
    pub(super) leaves: &'s [&'s [u8]],
    pub(super) hashes: &'s [Hash],
    /// What the tile lists, if it can be read.
    pub(super) listed: Option<&'s [Hash]>,
}

/// Names what is wrong with the entries of a block.
pub(super) fn name(suspect: &Suspect<'_>, source: &ExportSource, flaws: &mut Flaws) -> Result<()> {
    let file = &suspect.file;
    if let Some(holds) = suspect.is_another() {
        flaws.push(Flaw::Misplaced { file: file.clone(), holds });
        return Ok(());
    }
    let findings = match suspect.listed {
        Some(listed) if listed.len() == suspect.leaves.len() => suspect.in_place(listed, source)?,
        Some(_) | None => suspect.along(source)?,
    };
    for finding in findings {
        flaws.push(Flaw::Entry { file: file.clone(), finding });
    }
    Ok(())
}

/// Names the hashes of a tile that are not those they should be.
pub(super) fn tile(tile: Tile, right: &[Hash], listed: &[Hash], flaws: &mut Flaws) {
    for ((right, listed), position) in right.iter().zip(listed).zip(0..) {
        if right != listed {
            flaws.push(Flaw::TileHash { file: tile.path(), position });
        }
    }
}

/// The number that a leaf says it has, read without the rest of it.
pub(super) fn claim(leaf: &[u8]) -> Option<u64> {
    let mut lines = leaf.split(|byte| *byte == b'\n').skip(1);
    std::str::from_utf8(lines.next()?).ok()?.parse().ok()
}

impl Suspect<'_> {
    /// Whether the bundle is another one, whole: the first entry it holds.
    fn is_another(&self) -> Option<u64> {
        let holds = claim(self.leaves.first()?)?;
        let other = holds != self.tile.first() && holds.is_multiple_of(u64::from(TILE_WIDTH));
        let run = self.leaves.iter().zip(holds..).all(|(leaf, seq)| claim(leaf) == Some(seq));
        (other && self.leaves.len() > 1 && run).then_some(holds)
    }

    /// As many entries as there should be: each is, or is not, the one of its place.
    fn in_place(&self, listed: &[Hash], source: &ExportSource) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        let entries = self.leaves.iter().zip(self.hashes).zip(listed);
        for (((leaf, hash), listed), seq) in entries.zip(self.tile.first()..) {
            if hash == listed {
                continue;
            }
            findings.push(match read(leaf) {
                Err(why) => Finding::Malformed { seq, why },
                Ok(found) if found != seq && recorded(source, self.size, found)? == Some(*hash) => {
                    Finding::Reordered { seq, found }
                }
                Ok(_) => Finding::Changed { seq },
            });
        }
        Ok(findings)
    }

    /// More or fewer entries than there should be: by their hashes and their own numbers.
    fn along(&self, source: &ExportSource) -> Result<Vec<Finding>> {
        let (first, end) = (self.tile.first(), self.tile.last().saturating_add(1));
        let (mut findings, mut trail) = (Vec::new(), Vec::new());
        for ((leaf, hash), position) in self.leaves.iter().zip(self.hashes).zip(first..) {
            let own = |seq: u64| {
                let at = usize::try_from(seq.checked_sub(first)?).ok()?;
                self.listed?.get(at).copied()
            };
            trail.push(match read(leaf) {
                Err(why) => Found::Misread(why),
                Ok(seq) if (first..end).contains(&seq) => match own(seq) {
                    Some(listed) if listed != *hash => Found::Altered { claim: seq },
                    Some(_) | None => Found::Entry(seq),
                },
                Ok(seq) if recorded(source, self.size, seq)? == Some(*hash) => {
                    findings.push(Finding::Repeated { seq, position });
                    continue;
                }
                Ok(_) => Found::Altered { claim: position.min(end.saturating_sub(1)) },
            });
        }
        findings.extend(Trail { start: first, found: trail }.findings(end));
        for finding in &mut findings {
            if let Finding::ShorterThanCheckpoint { entries: seq, size } = *finding {
                *finding = Finding::Missing { seq, count: size.saturating_sub(seq) };
            }
        }
        Ok(findings)
    }
}

fn read(leaf: &[u8]) -> std::result::Result<u64, Misread> {
    Ok(BlindedLeaf::from_bytes(leaf)?.seq)
}

/// The hash that the export's tiles list for an entry.
fn recorded(source: &ExportSource, size: u64, seq: u64) -> Result<Option<Hash>> {
    let width = u64::from(TILE_WIDTH);
    let Some(tile) = Tile::at(TileKind::Hashes(0), seq / width, size) else { return Ok(None) };
    let hashes = source.read(&tile.path())?.and_then(|bytes| hashes_of(&bytes, tile.width));
    let position = usize::try_from(seq % width).unwrap_or_default();
    Ok(hashes.and_then(|hashes| hashes.get(position).copied()))
}
