//! The one place that changes the journal's files once it is open.

use std::io;
use std::sync::Arc;

use crate::disk::{Disk, DiskFile};
use crate::journal::frame::Prefix;
use crate::journal::head::{Head, HeadFile};
use crate::journal::prepared::{BESIDE_RECORDS_MIN, Batch};
use crate::journal::recovery::{Recovered, SYNC, begin};
use crate::journal::segment::{RECORDS_START, Segment};
use crate::journal::writing::{Outboxes, Placed, Target, Written};
use crate::{Error, Result, Stamp};

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
    outboxes: Outboxes,
    /// A next segment was begun and must be finished before anything is written.
    rolling: bool,
    /// Why nothing more is accepted.
    poison: Option<String>,
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
            outboxes: Outboxes::default(),
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
        let counts: Vec<usize> = batches.iter().map(|batch| batch.records.len()).collect();
        let (placed, bytes) = self.place(batches)?;
        let full = self.segment.len + bytes > self.segment_bytes_max;
        if self.rolling || (full && self.segment.len > RECORDS_START) {
            self.roll()?;
        }
        let target = Target { file: &*self.file, segment: self.segment };
        let written = match target.write(placed, &mut self.outboxes) {
            Ok(written) => written,
            Err(error) => return Err(self.cut_back(error)),
        };
        let (synced, stamps) = self.sync_and_stamp(written);
        if let Err(error) = synced {
            let error = Error::io(SYNC, self.path(), error);
            return Err(self.poisoned_by(error));
        }
        self.segment.len += bytes;
        self.next_seq += stamps.len() as u64;
        let Segment { first_seq, len } = self.segment;
        self.head.note(Head { seq: self.next_seq, segment: first_seq, offset: len });
        let mut stamps = stamps.into_iter();
        Ok(counts.into_iter().map(|count| stamps.by_ref().take(count).collect()).collect())
    }

    /// Gives every record its number and its place behind those before it, and counts the bytes of
    /// them all.
    fn place(&self, batches: Vec<Batch>) -> Result<(Vec<Placed>, u64)> {
        let mut bytes = 0;
        let mut placed = Vec::with_capacity(batches.iter().map(|batch| batch.records.len()).sum());
        let records = batches.into_iter().flat_map(|batch| batch.records);
        for (record, seq) in records.zip(self.next_seq..) {
            let margins = record.header_bytes(seq) + record.docket_bytes();
            let len = Prefix::frame_bytes_of(margins + record.content.len());
            let len = len.ok_or(Error::UnfitEntry {
                field: "content",
                why: "it is longer than a record may be",
            })?;
            placed.push(Placed { record, seq, len, group_back: bytes });
            bytes += u64::from(len);
        }
        Ok((placed, bytes))
    }

    /// Makes what was written durable. The leaves of many records are hashed while the disk works.
    fn sync_and_stamp(&self, written: Vec<Written>) -> (io::Result<()>, Vec<Stamp>) {
        let beside = written.len() >= BESIDE_RECORDS_MIN;
        let stamps = || written.into_iter().map(Written::stamp).collect();
        if !beside {
            return (self.file.sync(), stamps());
        }
        std::thread::scope(|scope| {
            let syncing = scope.spawn(|| self.file.sync());
            let stamps = stamps();
            match syncing.join() {
                Ok(synced) => (synced, stamps),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Begins the next segment, unless the last one has no record.
    pub(super) fn begin_segment(&mut self) -> Result<()> {
        if let Some(why) = &self.poison {
            return Err(Error::Poisoned { file: self.path(), why: why.clone() });
        }
        match self.rolling || self.segment.len > RECORDS_START {
            true => self.roll(),
            false => Ok(()),
        }
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
