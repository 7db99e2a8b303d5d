//! Erasing content in place, so that a crash in the middle is finished at the next start.
//!
//! ```text
//! erasing: magic 8 | count u32 | place 20 ... | crc32c u32
//! ```
//! The file `erasing` names the records before the first byte is overwritten. While it does, a
//! record may be half erased, so that a start overwrites them all before it checks anything; the
//! file is emptied once nothing that derives from the records has their content any more.

use std::io;
use std::sync::Arc;

use crate::disk::{Disk, DiskFile, read_full_at, write_full_at};
use crate::journal::Journal;
use crate::journal::frame::{Header, PREFIX_BYTES, Prefix};
use crate::journal::limits::CHUNK_BYTES;
use crate::journal::little_endian::u32_at;
use crate::journal::segment;
use crate::{Damage, Error, Place, Result};

impl Journal {
    /// Overwrites the salts and the content of records, durably. Their leaves stay. Until
    /// [`Journal::erased`] every start does it again.
    ///
    /// # Errors
    /// When a place is none of this journal's, or the disk refuses; it is finished at the next
    /// start, then.
    pub fn erase(&self, places: &[Place]) -> Result<()> {
        if let Some(Place { segment, offset, len }) = places.iter().find(|at| !self.holds(**at)) {
            return Err(Error::Nowhere { segment: *segment, offset: *offset, len: *len });
        }
        // What is noted is overwritten at every start, so that it must be right.
        places.iter().try_for_each(|place| located(&*self.disk, *place).map(drop))?;
        note(&*self.disk, places)?;
        overwrite_all(&*self.disk, places)
    }

    /// Whether records were erased, and what derives from them is not known to be gone.
    ///
    /// # Errors
    /// The system's.
    pub fn is_erasing(&self) -> Result<bool> {
        Ok(!noted(&*self.disk)?.is_empty())
    }

    /// Notes that nothing that derives from erased records has their content any more.
    ///
    /// # Errors
    /// The system's.
    pub fn erased(&self) -> Result<()> {
        if self.is_erasing()? {
            note(&*self.disk, &[])?;
        }
        Ok(())
    }
}

/// Finishes what was being erased, before anything is checked.
pub(super) fn finish(disk: &dyn Disk) -> Result<()> {
    overwrite_all(disk, &noted(disk)?)
}

fn overwrite_all(disk: &dyn Disk, places: &[Place]) -> Result<()> {
    places.iter().try_for_each(|place| overwrite(disk, *place))
}

/// Overwrites one record behind its header and docket, which are checked first.
fn overwrite(disk: &dyn Disk, place: Place) -> Result<()> {
    let wrong =
        |doing| move |error| Error::io(doing, disk.describe(&segment::name(place.segment)), error);
    let (file, from) = located(disk, place)?;
    let zeros = vec![0; CHUNK_BYTES];
    let mut at = place.offset + from;
    while at < place.end() {
        let left = usize::try_from(place.end() - at).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        let part = zeros.get(..left).unwrap_or_default();
        write_full_at(&*file, part, at).map_err(wrong("erase"))?;
        at += part.len() as u64;
    }
    file.sync().map_err(wrong("make durable"))
}

/// A record's file, and where its docket ends, counted from the record's beginning.
fn located(disk: &dyn Disk, place: Place) -> Result<(Arc<dyn DiskFile>, u64)> {
    let path = || disk.describe(&segment::name(place.segment));
    let file = disk
        .open(&segment::name(place.segment))
        .map_err(|error| Error::io("open", path(), error))?;
    let from = docket_end(&*file, place).map_err(|error| Error::io("read", path(), error))?;
    let damaged = |what| Error::Damaged { file: path(), offset: place.offset, seq: None, what };
    from.map(|from| (file, from)).map_err(damaged)
}

/// Where a record's docket ends, counted from the record's beginning.
fn docket_end(file: &dyn DiskFile, place: Place) -> io::Result<std::result::Result<u64, Damage>> {
    let mut bytes = vec![0; PREFIX_BYTES];
    let count = read_full_at(file, &mut bytes, place.offset)?;
    bytes.truncate(count);
    let prefix = match Prefix::decode(&bytes) {
        Ok((prefix, _)) => prefix,
        Err(what) => return Ok(Err(what)),
    };
    bytes.resize(prefix.docket_end(), 0);
    let count = read_full_at(file, &mut bytes, place.offset)?;
    bytes.truncate(count);
    Ok(Header::decode(&bytes).and_then(|header| match header.prefix.frame_len == place.len {
        true => Ok(header.prefix.docket_end() as u64),
        false => Err(Damage::Lengths),
    }))
}

/// Writes the list of what is being erased, durably; an empty one says that nothing is.
fn note(disk: &dyn Disk, places: &[Place]) -> Result<()> {
    let wrong = |doing| move |error| Error::io(doing, disk.describe(NAME), error);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u32::try_from(places.len()).unwrap_or(u32::MAX).to_le_bytes());
    places.iter().for_each(|place| bytes.extend(place.to_bytes()));
    bytes.extend(crc32c::crc32c(&bytes).to_le_bytes());
    let file = disk.create(NAME).map_err(wrong("create"))?;
    write_full_at(&*file, &bytes, 0).map_err(wrong("write"))?;
    file.sync().and_then(|()| disk.sync_names()).map_err(wrong("make durable"))
}

/// The list, if it is whole. A torn one was never acted on.
fn noted(disk: &dyn Disk) -> Result<Vec<Place>> {
    let wrong = |doing| move |error| Error::io(doing, disk.describe(NAME), error);
    let file = match disk.open(NAME) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(wrong("open")(error)),
    };
    let len = file.len_bytes().map_err(wrong("measure"))?;
    let mut bytes = vec![0; usize::try_from(len).unwrap_or_default()];
    read_full_at(&*file, &mut bytes, 0).map_err(wrong("read"))?;
    Ok(decode(&bytes).unwrap_or_default())
}

fn decode(bytes: &[u8]) -> Option<Vec<Place>> {
    let (covered, crc) = bytes.split_last_chunk::<4>()?;
    let rest = covered.strip_prefix(&MAGIC)?;
    let (count, places) = rest.split_first_chunk::<4>()?;
    let is_whole = u32_at(crc, 0) == Some(crc32c::crc32c(covered));
    let places: Option<Vec<Place>> = places.chunks(PLACE_BYTES).map(Place::from_bytes).collect();
    let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
    places.filter(|places| is_whole && places.len() == count)
}

/// The file's name.
const NAME: &str = "erasing";

/// Its first bytes.
const MAGIC: [u8; 8] = *b"TEARERAS";

/// Bytes of a place.
const PLACE_BYTES: usize = 20;
