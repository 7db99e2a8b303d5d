//! Segment files: their names and their headers.
//!
//! ```text
//! magic 8 | version u32 | first_seq u64 | previous_segment u64 | previous_len u64 | crc32c u32
//! ```
//! Each header names the segment before and its final length, so that a segment that is missing,
//! cut or exchanged shows without reading any record.

use crate::disk::{Disk, DiskFile, read_full_at};
use crate::journal::little_endian::{u32_at, u64_at};
use crate::{Damage, Error, Result};

/// A segment and how far it is acknowledged.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Segment {
    pub(super) first_seq: u64,
    pub(super) len: u64,
}

impl Segment {
    /// The header of the segment that begins with `first_seq` and follows this one.
    pub(super) fn next_header(self, first_seq: u64) -> [u8; SEGMENT_HEADER_BYTES] {
        let mut bytes = [0; SEGMENT_HEADER_BYTES];
        let parts = MAGIC.into_iter().chain(FORMAT_VERSION.to_le_bytes());
        let parts = parts.chain(first_seq.to_le_bytes());
        let parts = parts.chain(self.first_seq.to_le_bytes()).chain(self.len.to_le_bytes());
        let covered: Vec<u8> = parts.collect();
        let crc = crc32c::crc32c(&covered).to_le_bytes();
        bytes.iter_mut().zip(covered.into_iter().chain(crc)).for_each(|(to, from)| *to = from);
        bytes
    }

    pub(super) fn name(self) -> String {
        name(self.first_seq)
    }
}

/// The file name of the segment that begins with `first_seq`.
pub(super) fn name(first_seq: u64) -> String {
    format!("{first_seq:020}{SUFFIX}")
}

/// The first records of all segments on the disk, in order.
pub(super) fn all(disk: &dyn Disk) -> Result<Vec<u64>> {
    let names = disk.names().map_err(|error| Error::io("list", disk.describe(""), error))?;
    let mut found: Vec<u64> = names.iter().filter_map(|file| first_seq_of(file)).collect();
    found.sort_unstable();
    Ok(found)
}

/// The first record of the segment with a file name, if it is the name of one.
pub(super) fn first_seq_of(file: &str) -> Option<u64> {
    file.strip_suffix(SUFFIX)?.parse().ok().filter(|seq| name(*seq) == *file)
}

/// Checks a segment's header; `before` is the segment in front of it on the disk.
pub(super) fn check_header(
    disk: &dyn Disk,
    file: &dyn DiskFile,
    first_seq: u64,
    before: Segment,
) -> Result<()> {
    let path = disk.describe(&name(first_seq));
    let mut bytes = [0; SEGMENT_HEADER_BYTES];
    let count = read_full_at(file, &mut bytes, 0)
        .map_err(|error| Error::io("read", path.clone(), error))?;
    let damaged =
        |what| Err(Error::Damaged { file: path.clone(), offset: 0, seq: Some(first_seq), what });
    let (covered, crc) = bytes.split_at(SEGMENT_HEADER_BYTES - 4);
    let sound = count == SEGMENT_HEADER_BYTES
        && u32_at(crc, 0) == Some(crc32c::crc32c(covered))
        && bytes.starts_with(&MAGIC);
    let numbers = (u32_at(&bytes, 8), u64_at(&bytes, 12), u64_at(&bytes, 20), u64_at(&bytes, 28));
    let (true, (Some(version), Some(found), Some(segment), Some(len))) = (sound, numbers) else {
        return damaged(Damage::SegmentHeader);
    };
    if version < FORMAT_VERSION {
        return Err(Error::OlderFormat { file: path, version, version_min: FORMAT_VERSION });
    }
    if version > FORMAT_VERSION {
        return Err(Error::NewerFormat { file: path, version, version_max: FORMAT_VERSION });
    }
    if found != first_seq {
        return damaged(Damage::Name { found });
    }
    if (Segment { first_seq: segment, len }) != before {
        return damaged(Damage::Previous { segment, len });
    }
    Ok(())
}

/// Bytes of a segment's header.
pub(super) const SEGMENT_HEADER_BYTES: usize = 40;

/// The same, as an offset.
pub(super) const RECORDS_START: u64 = SEGMENT_HEADER_BYTES as u64;

/// The first bytes of a segment.
const MAGIC: [u8; 8] = *b"TEARLOG\n";

/// The layout of segments and records: 2 has dockets and content in parts.
const FORMAT_VERSION: u32 = 2;

/// How segment files end.
const SUFFIX: &str = ".seg";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_fills_its_bytes() {
        let header = Segment { first_seq: 1, len: u64::MAX }.next_header(u64::MAX);
        assert_eq!(header.len(), SEGMENT_HEADER_BYTES);
        assert_eq!(u32_at(&header, 36), Some(crc32c::crc32c(&header[..36])));
    }

    #[test]
    fn names_sort_as_numbers() {
        assert_eq!(name(0), "00000000000000000000.seg");
        assert!(name(9) < name(10) && name(u64::MAX - 1) < name(u64::MAX));
    }
}
