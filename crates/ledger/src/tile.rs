//! Names of tiles and entry bundles, and which of them a log of a size has.
//!
//! Source: C2SP `tlog-tiles`. Tiles are 256 wide; the hashes of a tile at a level above 0 are the
//! roots of whole tiles of the level below.

use crate::{Error, Result};

/// One tile of hashes, or one bundle of entries.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its number within its level, from 0.
    pub index: u64,
    /// How many hashes or entries it holds: [`TILE_WIDTH`], or less at the right edge.
    pub width: u16,
}

/// What a tile holds.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TileKind {
    /// The entries' leaves.
    Entries,
    /// The entries' headers, which name everybody: for inspectors, and in no export.
    Headers,
    /// The entries' tags, one after the other: each leaf says how many are its own.
    Tags,
    /// Hashes of a level: of entries at 0, of whole tiles of the level below above it.
    Hashes(u8),
}

impl Tile {
    /// The name after the log's address: `tile/0/x001/234.p/5`.
    pub fn path(&self) -> String {
        let kind = match self.kind {
            TileKind::Entries => "entries".to_owned(),
            TileKind::Headers => "headers".to_owned(),
            TileKind::Tags => "tags".to_owned(),
            TileKind::Hashes(level) => level.to_string(),
        };
        let mut number = format!("{:03}", self.index % 1_000);
        let mut rest = self.index / 1_000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1_000);
            rest /= 1_000;
        }
        match self.is_full() {
            true => format!("tile/{kind}/{number}"),
            false => format!("tile/{kind}/{number}.p/{}", self.width),
        }
    }

    /// Reads what [`Tile::path`] prints, and no other spelling.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            "headers" => TileKind::Headers,
            "tags" => TileKind::Tags,
            level => TileKind::Hashes(level.parse().ok().filter(|level| *level <= LEVEL_MAX)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok()?),
            None => (rest, TILE_WIDTH),
        };
        let mut index = 0_u64;
        for digits in number.split('/') {
            let digits: u64 = digits.strip_prefix('x').unwrap_or(digits).parse().ok()?;
            index = index.checked_mul(1_000)?.checked_add(digits)?;
        }
        let tile = Self { kind, index, width };
        (width > 0 && width <= TILE_WIDTH && tile.path() == path).then_some(tile)
    }

    /// Whether it is as wide as a tile gets.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The first entry that it covers.
    pub fn first(&self) -> u64 {
        self.index.saturating_mul(span(self.level()).saturating_mul(u64::from(TILE_WIDTH)))
    }

    /// The last entry that it covers.
    pub fn last(&self) -> u64 {
        let covered = span(self.level()).saturating_mul(u64::from(self.width));
        self.first().saturating_add(covered.saturating_sub(1))
    }

    /// Whether a log of `size` entries has exactly this tile.
    pub fn is_of(&self, size: u64) -> bool {
        Self::at(self.kind, self.index, size) == Some(*self)
    }

    /// The tile with a number in a log of `size` entries, as wide as it is there.
    pub fn at(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let hashes = size / span(Self { kind, index, width: TILE_WIDTH }.level());
        let width = hashes.checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
        let width = u16::try_from(width.min(u64::from(TILE_WIDTH))).ok()?;
        (width > 0).then_some(Self { kind, index, width })
    }

    fn level(self) -> u8 {
        match self.kind {
            TileKind::Entries | TileKind::Headers | TileKind::Tags => 0,
            TileKind::Hashes(level) => level,
        }
    }
}

/// How many entries one hash of a level covers.
fn span(level: u8) -> u64 {
    1_u64.checked_shl(u32::from(level) * 8).unwrap_or(u64::MAX)
}

/// Puts entries into the form of an entry bundle: each behind its length in two bytes, the
/// greater first.
///
/// # Errors
/// [`Error::EntryTooLong`] if one does not fit, which no entry of the journal is.
pub fn bundle<B: AsRef<[u8]>>(first: u64, entries: impl IntoIterator<Item = B>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for (entry, seq) in entries.into_iter().zip(first..) {
        append_entry(&mut bytes, seq, entry.as_ref())?;
    }
    Ok(bytes)
}

/// Adds one entry to a bundle.
pub(crate) fn append_entry(bundle: &mut Vec<u8>, seq: u64, entry: &[u8]) -> Result<()> {
    let len = u16::try_from(entry.len());
    let len = len.map_err(|_| Error::EntryTooLong { seq, bytes: entry.len() })?;
    bundle.extend(len.to_be_bytes());
    bundle.extend(entry);
    Ok(())
}

/// The entries of a bundle, and the byte at which it breaks off if it does.
pub fn unbundle(mut bytes: &[u8]) -> (Vec<&[u8]>, Option<usize>) {
    let (len, mut entries) = (bytes.len(), Vec::new());
    while !bytes.is_empty() {
        let parts = bytes.split_first_chunk::<2>().and_then(|(length, rest)| {
            rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
        });
        let Some((entry, rest)) = parts else { return (entries, Some(len - bytes.len())) };
        entries.push(entry);
        bytes = rest;
    }
    (entries, None)
}

/// Hashes or entries of a whole tile.
pub const TILE_WIDTH: u16 = 256;

/// No log has a tile of a higher level.
pub(crate) const LEVEL_MAX: u8 = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_specification() {
        for (path, kind, index, width) in [
            ("tile/0/000", TileKind::Hashes(0), 0, 256),
            ("tile/3/x001/x234/067.p/1", TileKind::Hashes(3), 1_234_067, 1),
            ("tile/entries/x001/x234/067", TileKind::Entries, 1_234_067, 256),
            ("tile/entries/999.p/255", TileKind::Entries, 999, 255),
        ] {
            let tile = Tile { kind, index, width };
            assert_eq!(tile.path(), path);
            assert_eq!(Tile::parse(path), Some(tile));
        }
    }

    #[test]
    fn other_spellings_are_no_names() {
        for path in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/1",
            "tile/0/0000",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/x000/001",
            "tile/0/x001/x234",
            "tile/0/../000",
            "/tile/0/000",
            "tile/0/000/",
            "tile/data/000",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/0/+01",
            "tile/entries/000.p/",
        ] {
            assert_eq!(Tile::parse(path), None, "{path}");
        }
    }

    #[test]
    fn a_log_has_the_tiles_that_the_specification_counts() {
        // The specification's example: 273 and a partial one, one and a partial one, a partial one.
        let has = |level, index, width| {
            Tile { kind: TileKind::Hashes(level), index, width }.is_of(70_000)
        };
        assert!(has(0, 272, 256) && has(0, 273, 112) && has(1, 0, 256) && has(1, 1, 17));
        assert!(has(2, 0, 1));
        assert!(!has(0, 273, 256) && !has(0, 274, 1) && !has(1, 1, 16) && !has(2, 0, 256));
        assert!(!has(3, 0, 1));
        let partial = Tile { kind: TileKind::Hashes(1), index: 1, width: 17 };
        assert_eq!((partial.first(), partial.last()), (65_536, 65_536 + 17 * 256 - 1));
    }

    #[test]
    fn a_bundle_reads_back_and_says_where_it_breaks_off() {
        let entries = [&b"one"[..], b"", b"three"];
        let bytes = bundle(0, entries).unwrap();
        assert_eq!(unbundle(&bytes), (entries.to_vec(), None));
        for cut in 0..bytes.len() {
            let (found, torn) = unbundle(&bytes[..cut]);
            assert_eq!(torn.is_none(), [0, 5, 7].contains(&cut), "{cut}");
            assert_eq!(found, entries[..found.len()]);
        }
        assert!(matches!(
            bundle(7, [vec![0; 65_536]]),
            Err(Error::EntryTooLong { seq: 7, bytes: 65_536 })
        ));
    }
}
