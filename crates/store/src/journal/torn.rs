//! Telling the rest of a write that was never acknowledged from damage.
//!
//! Both show as a record that does not check. It was torn by a loss of power if nothing behind it
//! was ever acknowledged and the disk left out whole sectors, which read as zeros.

use std::io;

use memchr::memmem;

use crate::Damage;
use crate::disk::{DiskFile, read_full_at};
use crate::journal::frame::{Header, PREFIX_BYTES};
use crate::journal::limits::SEGMENT_BYTES_MAX;

/// Whether the wrong bytes from `bad` to the end of the file may be cut off.
pub(super) fn is_torn(
    file: &dyn DiskFile,
    bad: u64,
    end: u64,
    damage: &Damage,
) -> io::Result<bool> {
    if !comes_from_tearing(damage) || end - bad > SEGMENT_BYTES_MAX {
        return Ok(false);
    }
    let mut tail = vec![0; usize::try_from(end - bad).map_err(io::Error::other)?];
    let count = read_full_at(file, &mut tail, bad)?;
    tail.truncate(count);
    let mut followed = false;
    for found in memmem::find_iter(&tail, HEADER_BEGINNING) {
        let start = found.saturating_sub(PREFIX_BYTES);
        let Some(Ok(header)) = tail.get(start..).map(Header::decode) else { continue };
        // The record at `bad` itself is already judged.
        if start == 0 {
            continue;
        }
        let group_back = header.prefix.group_back as usize;
        // A later group was written only once everything before it was acknowledged.
        if start > group_back {
            return Ok(false);
        }
        let wrong = tail.get(..start).unwrap_or_default();
        if !followed && !holds_lost_sector(wrong, bad, start == group_back) {
            return Ok(false);
        }
        followed = true;
    }
    Ok(true)
}

/// A checksum that holds over a wrong leaf was written so; no torn write looks like that.
fn comes_from_tearing(damage: &Damage) -> bool {
    match damage {
        Damage::Checksum | Damage::Content | Damage::Lengths | Damage::Short => true,
        Damage::Docket
        | Damage::Head { .. }
        | Damage::Leaf(_)
        | Damage::LeafSpelling
        | Damage::Name { .. }
        | Damage::Previous { .. }
        | Damage::Sequence { .. }
        | Damage::SegmentHeader => false,
    }
}

/// Whether a sector of these bytes, which stand at `offset`, was left out.
///
/// If the group begins here, the sector that it shares with the records before it was on the disk
/// already, with zeros behind them; what is left of that sector counts too.
fn holds_lost_sector(bytes: &[u8], offset: u64, group_begins: bool) -> bool {
    let into_sector = usize::try_from(offset % SECTOR_BYTES as u64).unwrap_or_default();
    let to_next = (SECTOR_BYTES - into_sector) % SECTOR_BYTES;
    let zeros = |part: &[u8]| part.iter().all(|byte| *byte == 0);
    let shared = bytes.get(..to_next).filter(|part| group_begins && !part.is_empty());
    let whole = bytes.get(to_next..).unwrap_or_default();
    shared.is_some_and(zeros) || whole.chunks_exact(SECTOR_BYTES).any(zeros)
}

/// How every header begins, whatever its version.
const HEADER_BEGINNING: &[u8] = b"tearline.org/header/";

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;
