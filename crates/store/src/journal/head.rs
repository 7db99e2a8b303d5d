//! The `head` file: how far the journal is acknowledged, at least.
//!
//! Two slots are written in turn after each sync, and are themselves never synced, so `head` may
//! be behind after a loss of power but is never ahead.

use std::io;
use std::sync::Arc;

use crate::disk::{Disk, DiskFile, read_full_at, write_full_at};
use crate::journal::little_endian::{u32_at, u64_at};
use crate::{Error, Result};

/// An acknowledged end of the journal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Head {
    /// The next record's number.
    pub(super) seq: u64,
    /// The first record of the last segment.
    pub(super) segment: u64,
    /// The acknowledged length of the last segment.
    pub(super) offset: u64,
}

/// The open `head` file.
#[derive(Debug)]
pub(super) struct HeadFile {
    file: Arc<dyn DiskFile>,
    writes: u64,
}

impl HeadFile {
    /// Opens the file, or makes it, and reads the later of its valid slots.
    pub(super) fn open(disk: &dyn Disk) -> Result<(Self, Option<Head>)> {
        let wrong = |doing| move |error| Error::io(doing, disk.describe(NAME), error);
        let file = match disk.open(NAME) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let file = disk.create(NAME).map_err(wrong("create"))?;
                write_full_at(&*file, &[0; FILE_BYTES], 0).map_err(wrong("write"))?;
                file.sync().and_then(|()| disk.sync_names()).map_err(wrong("make durable"))?;
                file
            }
            Err(error) => return Err(wrong("open")(error)),
        };
        let mut bytes = [0; FILE_BYTES];
        read_full_at(&*file, &mut bytes, 0).map_err(wrong("read"))?;
        let (first, second) = bytes.split_at(SLOT_STRIDE);
        let (first, second) = (decode(first), decode(second));
        let head = first.into_iter().chain(second).max_by_key(|head| head.seq);
        // The next write goes to the other slot, so that a torn one leaves this one.
        let writes = u64::from(head.is_some() && head == first);
        Ok((Self { file, writes }, head))
    }

    /// Notes an acknowledged end. A failure only leaves `head` behind, which is allowed.
    pub(super) fn note(&mut self, head: Head) {
        let offset = (self.writes % 2) * SLOT_STRIDE as u64;
        self.writes += 1;
        let _behind_is_allowed = write_full_at(&*self.file, &encode(head), offset);
    }
}

fn encode(head: Head) -> [u8; SLOT_BYTES] {
    let mut bytes = [0; SLOT_BYTES];
    let parts = head.seq.to_le_bytes().into_iter();
    let parts = parts.chain(head.segment.to_le_bytes()).chain(head.offset.to_le_bytes());
    let covered: Vec<u8> = parts.collect();
    let crc = crc32c::crc32c(&covered).to_le_bytes();
    bytes.iter_mut().zip(covered.into_iter().chain(crc)).for_each(|(to, from)| *to = from);
    bytes
}

fn decode(slot: &[u8]) -> Option<Head> {
    let head = Head { seq: u64_at(slot, 0)?, segment: u64_at(slot, 8)?, offset: u64_at(slot, 16)? };
    let crc = u32_at(slot, SLOT_BYTES - 4)?;
    // A slot that was never written is all zeros, which no real end is.
    (crc32c::crc32c(slot.get(..SLOT_BYTES - 4)?) == crc && head.offset > 0).then_some(head)
}

/// The file's name.
pub(super) const NAME: &str = "head";

/// Bytes of a slot.
const SLOT_BYTES: usize = 28;

/// Slots stand in sectors of their own, so that no write can tear both.
const SLOT_STRIDE: usize = 512;

/// Bytes of the file.
const FILE_BYTES: usize = 2 * SLOT_STRIDE;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FaultyDisk;

    fn head(seq: u64) -> Head {
        Head { seq, segment: 0, offset: 40 + seq }
    }

    #[test]
    fn the_later_slot_wins_and_a_torn_one_leaves_the_other() {
        let disk = FaultyDisk::new();
        let (mut file, found) = HeadFile::open(&disk).unwrap();
        assert_eq!(found, None);
        for seq in 1..=3 {
            file.note(head(seq));
        }
        assert_eq!(HeadFile::open(&disk).unwrap().1, Some(head(3)));
        disk.flip(NAME, 0, 1);
        assert_eq!(HeadFile::open(&disk).unwrap().1, Some(head(2)));
        let (mut file, _) = HeadFile::open(&disk).unwrap();
        file.note(head(4));
        assert_eq!(HeadFile::open(&disk).unwrap().1, Some(head(4)));
        disk.flip(NAME, 0, 1);
        assert_eq!(HeadFile::open(&disk).unwrap().1, Some(head(2)));
    }
}
