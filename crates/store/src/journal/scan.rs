//! Walking the records of one segment in order, in bounded memory.

use std::sync::Arc;

use crate::Damage;
use crate::disk::{DiskFile, read_full_at};
use crate::journal::frame::{Frame, Header, PREFIX_BYTES, Prefix};
use crate::journal::limits::CHUNK_BYTES;
use crate::journal::segment::RECORDS_START;

/// A walk through a segment up to a given end.
#[derive(Debug)]
pub(super) struct Scan {
    file: Arc<dyn DiskFile>,
    buffer: Vec<u8>,
    /// Where in the file `buffer` begins.
    buffer_offset: u64,
    /// Where the next record begins.
    offset: u64,
    end: u64,
}

/// Why a walk stopped before the end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes are wrong.
    Bad(Damage),
    /// The system refused to read.
    Io(std::io::Error),
}

impl From<Damage> for Stop {
    fn from(damage: Damage) -> Self {
        Self::Bad(damage)
    }
}

impl Scan {
    pub(super) fn new(file: Arc<dyn DiskFile>, offset: u64, end: u64) -> Self {
        Self { file, buffer: Vec::new(), buffer_offset: offset, offset, end }
    }

    /// Where the next record begins.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next record, which must be `seq`, checked whole, and its length; `None` at the end.
    /// The walk stays in front of it until [`Scan::advance`].
    pub(super) fn frame(&mut self, seq: u64) -> Result<Option<(Frame<'_>, u32)>, Stop> {
        let Some(header) = self.header(seq)? else { return Ok(None) };
        let (start, len) = (self.offset, header.prefix.frame_len);
        let bytes = self.window(start, header.prefix.frame_bytes())?;
        Ok(Some((Frame::decode(header, bytes)?, len)))
    }

    /// Goes on behind the record that was just read.
    pub(super) fn advance(&mut self, len: u32) {
        self.offset += u64::from(len);
    }

    /// Passes over the next record, which must be `seq`, with its content unchecked.
    pub(super) fn skip(&mut self, seq: u64) -> Result<bool, Stop> {
        let Some(header) = self.header(seq)? else { return Ok(false) };
        if self.offset + u64::from(header.prefix.frame_len) > self.end {
            return Err(Damage::Short.into());
        }
        self.advance(header.prefix.frame_len);
        Ok(true)
    }

    fn header(&mut self, seq: u64) -> Result<Option<Header>, Stop> {
        let offset = self.offset;
        if offset >= self.end {
            return Ok(None);
        }
        let (prefix, _) = Prefix::decode(self.window(offset, PREFIX_BYTES)?)?;
        let header = Header::decode(self.window(offset, prefix.docket_end())?)?;
        if header.leaf.seq != seq {
            let found = header.leaf.seq;
            return Err(Damage::Sequence { expected: seq, found }.into());
        }
        if u64::from(prefix.group_back) > offset - RECORDS_START {
            return Err(Damage::Lengths.into());
        }
        Ok(Some(header))
    }

    /// The bytes from `offset` on: `count` of them, or as many as there are before the end.
    fn window(&mut self, offset: u64, count: usize) -> Result<&[u8], Stop> {
        let left = usize::try_from(self.end - offset).unwrap_or(usize::MAX);
        let count = count.min(left);
        let mut start = usize::try_from(offset - self.buffer_offset).unwrap_or(usize::MAX);
        if self.buffer.len() < start.saturating_add(count) {
            let kept = self.buffer.len().saturating_sub(start);
            self.buffer.drain(..self.buffer.len() - kept);
            self.buffer_offset = offset;
            start = 0;
            self.buffer.resize(count.max(CHUNK_BYTES).min(left), 0);
            let rest = self.buffer.get_mut(kept..).unwrap_or_default();
            let filled = read_full_at(&*self.file, rest, offset + kept as u64).map_err(Stop::Io)?;
            self.buffer.truncate(kept + filled);
        }
        let end = self.buffer.len().min(start + count);
        Ok(self.buffer.get(start..end).unwrap_or_default())
    }
}
