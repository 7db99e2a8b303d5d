//! Records on their way into a segment: hashed and written where they belong, many of them on two
//! threads, of which one hashes while the other writes.

use std::io;
use std::sync::{Mutex, PoisonError};

use model::{BlindedLeaf, Leaf, Roster, TagDigest};

use crate::disk::{DiskFile, write_full_at};
use crate::journal::docket::Docket;
use crate::journal::frame::Prefix;
use crate::journal::limits::CHUNK_BYTES;
use crate::journal::prepared::{BESIDE_RECORDS_MIN, Prepared};
use crate::journal::segment::Segment;
use crate::{Place, Stamp};

/// A record that has its number and its length.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) record: Prepared,
    pub(super) seq: u64,
    /// Bytes of its frame.
    pub(super) len: u32,
    /// Bytes of the records of its group before it.
    pub(super) group_back: u64,
}

/// A record that was written, and is not durable yet.
#[derive(Debug)]
pub(super) struct Written {
    leaf: Leaf,
    header: Vec<u8>,
    tags: TagDigest,
    roster: Roster,
    place: Place,
    #[expect(dead_code, reason = "given back by the thread that made it, while the disk works")]
    spent: (Vec<u8>, Vec<u32>),
}

/// Bytes gathered for the next write, of each thread.
#[derive(Debug, Default)]
pub(super) struct Outboxes {
    own: Vec<u8>,
    beside: Vec<u8>,
}

/// Where records go: behind the acknowledged end of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'w> {
    pub(super) file: &'w dyn DiskFile,
    pub(super) segment: Segment,
}

impl Target<'_> {
    /// Writes a group of records. When it fails, any of the bytes behind the segment's end may have
    /// been written.
    pub(super) fn write(
        self,
        placed: Vec<Placed>,
        outboxes: &mut Outboxes,
    ) -> io::Result<Vec<Written>> {
        let Outboxes { own, beside } = outboxes;
        if placed.len() < BESIDE_RECORDS_MIN {
            return self.write_run(placed, own);
        }
        let count = placed.len();
        let runs = Mutex::new(runs(placed).into_iter().enumerate());
        let work = |outbox: &mut Vec<u8>| -> io::Result<Vec<(usize, Vec<Written>)>> {
            let mut done = Vec::new();
            loop {
                let next = runs.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((at, run)) = next else { return Ok(done) };
                done.push((at, self.write_run(run, outbox)?));
            }
        };
        let (own, beside) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| work(beside));
            let own = work(own);
            match beside.join() {
                Ok(beside) => (own, beside),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        let mut done = own?;
        done.extend(beside?);
        done.sort_unstable_by_key(|(at, _)| *at);
        let mut written = Vec::with_capacity(count);
        done.into_iter().for_each(|(_, run)| written.extend(run));
        Ok(written)
    }

    /// Writes records that stand one after the other.
    fn write_run(self, run: Vec<Placed>, outbox: &mut Vec<u8>) -> io::Result<Vec<Written>> {
        outbox.clear();
        let back = run.first().map_or(0, |first| first.group_back);
        let offset = self.segment.len + back;
        let mut out = Out { file: self.file, bytes: outbox, offset };
        let written = run.into_iter().map(|placed| placed.put(self.segment, &mut out));
        let written = written.collect::<io::Result<_>>()?;
        out.flush()?;
        Ok(written)
    }
}

/// Parts a group so that two threads have enough to take turns.
fn runs(mut placed: Vec<Placed>) -> Vec<Vec<Placed>> {
    let mut runs = Vec::with_capacity(placed.len() / RUN_RECORDS + 1);
    while placed.len() > RUN_RECORDS {
        let rest = placed.split_off(RUN_RECORDS);
        runs.push(std::mem::replace(&mut placed, rest));
    }
    runs.push(placed);
    runs
}

impl Placed {
    fn put(self, segment: Segment, out: &mut Out<'_>) -> io::Result<Written> {
        let Self { record, seq, len, group_back } = self;
        let commitment = record.commitment();
        let Prepared { at, kind, actor, subject, roster, parts, salt, content, .. } = record;
        let leaf = Leaf { seq, at, kind, actor, subject, commitment };
        let header = leaf.to_bytes();
        let tags = roster.tags(seq).digest();
        let docket = Docket::encode(&tags, &parts, &roster);
        let prefix = Prefix::of(&header, &docket, &content, group_back);
        let Some(prefix) = prefix.filter(|prefix| prefix.frame_len == len) else {
            // Another record would be written over it.
            return Err(io::Error::other("a record is not as long as it was counted"));
        };
        let place = Place { segment: segment.first_seq, offset: segment.len + group_back, len };
        out.put(&prefix.encode(&header, &docket))?;
        out.put(&header)?;
        out.put(&docket)?;
        out.put(&salt)?;
        out.put(&content)?;
        Ok(Written { leaf, header, tags, roster, place, spent: (content, parts) })
    }
}

impl Written {
    /// Hashes its leaf.
    pub(super) fn stamp(self) -> Stamp {
        let Self { leaf, header, tags, roster, place, spent: _ } = self;
        let leaf_hash = BlindedLeaf::of_header(leaf.seq, &header, tags).hash();
        Stamp { seq: leaf.seq, leaf, leaf_hash, roster, place }
    }
}

/// Gathers small parts into large writes; large parts go straight to the file.
struct Out<'w> {
    file: &'w dyn DiskFile,
    bytes: &'w mut Vec<u8>,
    /// Where `bytes` will stand.
    offset: u64,
}

impl Out<'_> {
    fn put(&mut self, part: &[u8]) -> io::Result<()> {
        if self.bytes.len() + part.len() > CHUNK_BYTES {
            self.flush()?;
        }
        if part.len() > CHUNK_BYTES {
            write_full_at(self.file, part, self.offset)?;
            self.offset += part.len() as u64;
        } else {
            self.bytes.extend_from_slice(part);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        write_full_at(self.file, self.bytes, self.offset)?;
        self.offset += self.bytes.len() as u64;
        self.bytes.clear();
        Ok(())
    }
}

/// Records that one thread takes at a time.
const RUN_RECORDS: usize = 64;
