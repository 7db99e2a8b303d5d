//! The one place that changes the journal's files once it is open.

use std::io;
use std::sync::Arc;

use model::{BlindedLeaf, TagDigest};

use crate::disk::{Disk, DiskFile, write_full_at};
use crate::journal::docket::Docket;
use crate::journal::frame::Prefix;
use crate::journal::head::{Head, HeadFile};
use crate::journal::limits::CHUNK_BYTES;
use crate::journal::prepared::{Batch, Prepared};
use crate::journal::recovery::{Recovered, SYNC, begin};
use crate::journal::segment::{RECORDS_START, Segment};
use crate::{Error, Place, Result, Stamp};

/// The end of the journal and the right to extend it.
#[derive(Debug)]
pub(super) struct Writer {
    disk: Arc<dyn Disk>,
    file: Arc<dyn DiskFile>,
    head: HeadFile,
    /// The last segment, as far as it is acknowledged.
    segment: Segment,
    segment_bytes_max: u64,
    next_seq: u64,
    /// Bytes gathered for the next write.
    outbox: Vec<u8>,
    /// A next segment was begun and must be finished before anything is written.
    rolling: bool,
    /// Why nothing more is accepted.
    poison: Option<String>,
}

/// A record with its number and header.
struct Numbered {
    record: Prepared,
    tags: TagDigest,
    header: Vec<u8>,
    docket: Vec<u8>,
    prefix: Prefix,
}

impl Writer {
    pub(super) fn new(disk: Arc<dyn Disk>, recovered: Recovered, segment_bytes_max: u64) -> Self {
        let Recovered { head, file, segments, next_seq, torn_bytes_cut: _ } = recovered;
        let segment = segments.last().copied().unwrap_or_default();
        Self {
            disk,
            file,
            head,
            segment,
            segment_bytes_max,
            next_seq,
            outbox: Vec::with_capacity(CHUNK_BYTES),
            rolling: false,
            poison: None,
        }
    }

    pub(super) fn segment(&self) -> Segment {
        self.segment
    }

    pub(super) fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// Writes whole batches with one sync; afterwards all of it is durable or none acknowledged.
    pub(super) fn commit(&mut self, batches: Vec<Batch>) -> Result<Vec<Vec<Stamp>>> {
        if let Some(why) = &self.poison {
            return Err(Error::Poisoned { file: self.path(), why: why.clone() });
        }
        let (batches, bytes) = self.number(batches)?;
        let full = self.segment.len + bytes > self.segment_bytes_max;
        if self.rolling || (full && self.segment.len > RECORDS_START) {
            self.roll()?;
        }
        let places = match self.write(&batches) {
            Ok(places) => places,
            Err(error) => return Err(self.cut_back(error)),
        };
        let (synced, stamps) = self.sync_and_stamp(batches, places);
        if let Err(error) = synced {
            let error = Error::io(SYNC, self.path(), error);
            return Err(self.poisoned_by(error));
        }
        self.segment.len += bytes;
        self.next_seq += stamps.iter().map(|batch| batch.len() as u64).sum::<u64>();
        let Segment { first_seq, len } = self.segment;
        self.head.note(Head { seq: self.next_seq, segment: first_seq, offset: len });
        Ok(stamps)
    }

    /// Gives every record its number, and counts the bytes of them all.
    fn number(&self, batches: Vec<Batch>) -> Result<(Vec<Vec<Numbered>>, u64)> {
        let (mut seq, mut bytes) = (self.next_seq, 0);
        let mut numbered = Vec::with_capacity(batches.len());
        for batch in batches {
            let mut records = Vec::with_capacity(batch.records.len());
            for mut record in batch.records {
                record.leaf.seq = seq;
                let header = record.leaf.to_bytes();
                let tags = record.roster.tags(seq).digest();
                let docket = Docket::encode(&tags, &record.parts, &record.roster);
                let prefix = Prefix::of(&header, &docket, &record.content, bytes);
                let prefix = prefix.ok_or(Error::UnfitEntry {
                    field: "content",
                    why: "it is longer than a record may be",
                })?;
                bytes += u64::from(prefix.frame_len);
                seq += 1;
                records.push(Numbered { record, tags, header, docket, prefix });
            }
            numbered.push(records);
        }
        Ok((numbered, bytes))
    }

    fn write(&mut self, batches: &[Vec<Numbered>]) -> io::Result<Vec<Place>> {
        self.outbox.clear();
        let mut out = Out { file: &*self.file, bytes: &mut self.outbox, offset: self.segment.len };
        let mut places = Vec::with_capacity(batches.iter().map(Vec::len).sum());
        for Numbered { record, tags: _, header, docket, prefix } in batches.iter().flatten() {
            let (segment, offset, len) = (self.segment.first_seq, out.end(), prefix.frame_len);
            out.put(&prefix.encode(header, docket))?;
            out.put(header)?;
            out.put(docket)?;
            out.put(&record.salt)?;
            out.put(&record.content)?;
            places.push(Place { segment, offset, len });
        }
        out.flush()?;
        Ok(places)
    }

    /// Makes what was written durable. The leaves of many records are hashed while the disk works.
    fn sync_and_stamp(
        &self,
        batches: Vec<Vec<Numbered>>,
        places: Vec<Place>,
    ) -> (io::Result<()>, Vec<Vec<Stamp>>) {
        if places.len() < BESIDE_RECORDS_MIN {
            return (self.file.sync(), stamps(batches, places));
        }
        std::thread::scope(|scope| {
            let syncing = scope.spawn(|| self.file.sync());
            let stamps = stamps(batches, places);
            match syncing.join() {
                Ok(synced) => (synced, stamps),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Begins the next segment. The last one is synced at its final length first, since the next
    /// one's header vouches for that length.
    fn roll(&mut self) -> Result<()> {
        self.rolling = true;
        let begun = self
            .file
            .sync()
            .map_err(|error| Error::io(SYNC, self.path(), error))
            .and_then(|()| begin(&*self.disk, self.segment, self.next_seq));
        match begun {
            Ok(file) => {
                self.file = file;
                self.segment = Segment { first_seq: self.next_seq, len: RECORDS_START };
                self.rolling = false;
                Ok(())
            }
            Err(error) => Err(self.explain(error)),
        }
    }

    /// Takes an unacknowledged write back, so that the next one starts where this one did.
    fn cut_back(&mut self, error: io::Error) -> Error {
        match self.file.resize(self.segment.len) {
            Ok(()) => {
                let error = Error::io("write", self.path(), error);
                self.explain(error)
            }
            Err(cut) => {
                let why =
                    format!("a write failed ({error}), and taking it back failed too ({cut})");
                self.poison = Some(why.clone());
                Error::Poisoned { file: self.path(), why }
            }
        }
    }

    /// A full disk is worth its own words; after a failed sync nobody knows what is durable.
    fn explain(&mut self, error: Error) -> Error {
        let Error::Io { doing, file, source } = error else { return error };
        if doing == SYNC {
            return self.poisoned_by(Error::Io { doing, file, source });
        }
        let full =
            [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::WriteZero];
        if full.contains(&source.kind()) {
            Error::Full { file, offset: self.segment.len, seq: self.next_seq, source }
        } else {
            Error::Io { doing, file, source }
        }
    }

    fn poisoned_by(&mut self, error: Error) -> Error {
        self.poison = Some(error.to_string());
        Error::Poisoned { file: self.path(), why: error.to_string() }
    }

    fn path(&self) -> String {
        self.disk.describe(&self.segment.name())
    }
}

fn stamps(batches: Vec<Vec<Numbered>>, places: Vec<Place>) -> Vec<Vec<Stamp>> {
    let mut places = places.into_iter();
    let stamp = |numbered: Numbered, place: Place| {
        let Numbered { record, tags, header, docket: _, prefix: _ } = numbered;
        let (leaf, roster) = (record.leaf, record.roster);
        let leaf_hash = BlindedLeaf::of_header(leaf.seq, &header, tags).hash();
        Stamp { seq: leaf.seq, leaf, leaf_hash, roster, place }
    };
    let each = |batch: Vec<Numbered>| {
        batch
            .into_iter()
            .zip(places.by_ref())
            .map(|(numbered, place)| stamp(numbered, place))
            .collect()
    };
    batches.into_iter().map(each).collect()
}

/// Gathers small parts into large writes; large parts go straight to the file.
struct Out<'w> {
    file: &'w dyn DiskFile,
    bytes: &'w mut Vec<u8>,
    /// Where `bytes` will stand.
    offset: u64,
}

impl Out<'_> {
    fn end(&self) -> u64 {
        self.offset + self.bytes.len() as u64
    }

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
        self.offset = self.end();
        self.bytes.clear();
        Ok(())
    }
}

/// Fewer are hashed sooner than a thread starts.
const BESIDE_RECORDS_MIN: usize = 256;
