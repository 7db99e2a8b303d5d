//! The journal: the one point of durability, of which all other state is a fold.

mod archive;
mod damage;
mod docket;
mod entry;
mod erase;
mod frame;
mod head;
mod limits;
mod little_endian;
mod open_segments;
mod place;
mod prepared;
mod queue;
mod record;
mod recovery;
mod replay;
mod scan;
mod segment;
mod torn;
mod writer;
mod writing;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

pub use archive::{Archived, archive};
pub use damage::Damage;
pub use entry::{Entry, Stamp};
pub use limits::{
    BATCH_BYTES_MAX, BATCH_RECORDS_MAX, HEADER_BYTES_MAX, RECORD_BYTES_MAX, SEGMENT_BYTES_MAX,
};
pub use place::Place;
pub use record::Record;
pub use replay::Replay;

use crate::disk::{Disk, read_full_at};
use crate::{Error, Result, Salt};
use frame::{Frame, Header};
use open_segments::OpenSegments;
use prepared::{BESIDE_RECORDS_MIN, Batch};
use queue::{Queue, Turn, abandoned};
use recovery::{Recovered, recover};
use segment::{RECORDS_START, Segment};
use writer::Writer;

/// Told of each append once it is durable and before it returns: every record, once, in order.
pub type Observer = Box<dyn FnMut(&[Stamp]) + Send>;

/// An append-only log of records in segment files, shared by threads.
pub struct Journal {
    disk: Arc<dyn Disk>,
    salt: Box<dyn Salt>,
    queue: Queue,
    desk: Mutex<Desk>,
    extent: RwLock<Extent>,
    open: OpenSegments,
}

/// What opening a journal found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Opened {
    /// Records in the journal.
    pub records: u64,
    /// Bytes cut off behind the last whole record, left by a write that was never acknowledged.
    pub torn_bytes_cut: u64,
}

/// Who writes and who is told, under one lock, which makes their order the same.
struct Desk {
    writer: Writer,
    observer: Observer,
}

/// What is acknowledged.
struct Extent {
    segments: Vec<Segment>,
    next_seq: u64,
    /// Where batches of late begin, in order: whoever follows the journal need not look for its place.
    marks: VecDeque<(u64, Place)>,
}

impl Journal {
    /// Opens the journal on a disk, or begins one on an empty disk.
    ///
    /// Checks the order of the segments and every record of the last; [`Journal::replay`] checks
    /// the others. The observer is told of appends, not of what is there already.
    ///
    /// # Errors
    /// [`Error::Damaged`] and [`Error::Missing`] if acknowledged bytes are not as they were; the
    /// disk is then left as it is. Otherwise the system's error.
    pub fn open(
        disk: Box<dyn Disk>,
        salt: Box<dyn Salt>,
        observer: Observer,
    ) -> Result<(Self, Opened)> {
        Self::open_with_segments_of(SEGMENT_BYTES_MAX, disk, salt, observer)
    }

    fn open_with_segments_of(
        segment_bytes_max: u64,
        disk: Box<dyn Disk>,
        salt: Box<dyn Salt>,
        observer: Observer,
    ) -> Result<(Self, Opened)> {
        let disk: Arc<dyn Disk> = disk.into();
        erase::finish(&*disk)?;
        let recovered = recover(&*disk)?;
        let Recovered { next_seq, torn_bytes_cut, .. } = recovered;
        let segments = recovered.segments.clone();
        let writer = Writer::new(Arc::clone(&disk), recovered, segment_bytes_max);
        let journal = Self {
            disk,
            salt,
            queue: Queue::default(),
            desk: Mutex::new(Desk { writer, observer }),
            extent: RwLock::new(Extent { segments, next_seq, marks: VecDeque::new() }),
            open: OpenSegments::default(),
        };
        Ok((journal, Opened { records: next_seq, torn_bytes_cut }))
    }

    /// Records entries, one after the other and with none between them, and returns once all are
    /// durable. Appends of several threads share a write and a sync.
    ///
    /// # Errors
    /// On any error none of the entries is acknowledged. [`Error::Full`] may be tried again;
    /// after [`Error::Poisoned`] nothing is accepted until the journal is opened anew.
    pub fn append(&self, entries: Vec<Entry>) -> Result<Vec<Stamp>> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let ticket = self.queue.submit(Batch::of(entries, &*self.salt)?);
        loop {
            match self.queue.turn(ticket) {
                Turn::Settled(outcome) => return outcome,
                Turn::Lead(mut group) => {
                    let outcome = self.commit(group.batches());
                    group.settle(outcome);
                }
            }
        }
    }

    /// Ends the last segment, which is not written to any more, and begins the next; nothing is done
    /// where the last one has no record.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn begin_segment(&self) -> Result<()> {
        let mut desk = self.desk.lock().map_err(|_| abandoned())?;
        desk.writer.begin_segment()?;
        self.extend_to(&desk.writer);
        Ok(())
    }

    fn commit(&self, batches: Vec<Batch>) -> Result<Vec<Vec<Stamp>>> {
        let mut desk = self.desk.lock().map_err(|_| abandoned())?;
        let Desk { writer, observer } = &mut *desk;
        let batches = writer.commit(batches)?;
        self.extend_to(writer);
        self.mark(&batches);
        for stamps in &batches {
            observer(stamps);
        }
        Ok(batches)
    }

    /// Reads one record and verifies it.
    ///
    /// # Errors
    /// [`Error::Nowhere`] for a place outside the journal, [`Error::Damaged`] for bytes that do
    /// not check, or the system's error.
    pub fn read(&self, place: Place) -> Result<Record> {
        let Place { segment, offset, len } = place;
        if !self.holds(place) {
            return Err(Error::Nowhere { segment, offset, len });
        }
        let path = || self.disk.describe(&segment::name(segment));
        let file = self
            .open
            .file(&*self.disk, segment)
            .map_err(|error| Error::io("open", path(), error))?;
        let mut bytes = vec![0; len as usize];
        let count = read_full_at(&*file, &mut bytes, offset)
            .map_err(|error| Error::io("read", path(), error))?;
        bytes.truncate(count);
        let mut seq = None;
        Header::decode(&bytes)
            .and_then(|header| {
                seq = Some(header.leaf.seq);
                match header.prefix.frame_len == len {
                    true => Frame::decode(header, &bytes),
                    false => Err(Damage::Lengths),
                }
            })
            .map(Frame::into_record)
            .map_err(|what| Error::Damaged { file: path(), offset, seq, what })
    }

    /// Reads records and makes something of each, in order; many of them on two threads.
    ///
    /// # Errors
    /// As [`Journal::read`], of the first that cannot be read.
    pub fn read_each<T: Send>(
        &self,
        places: &[Place],
        make: impl Fn(Record) -> T + Sync,
    ) -> Result<Vec<T>> {
        let read = |places: &[Place]| -> Result<Vec<T>> {
            places.iter().map(|place| Ok(make(self.read(*place)?))).collect()
        };
        if places.len() < BESIDE_RECORDS_MIN {
            return read(places);
        }
        let (first, rest) = places.split_at(places.len() / 2);
        std::thread::scope(|scope| {
            let rest = scope.spawn(|| read(rest));
            let mut made = read(first)?;
            match rest.join() {
                Ok(rest) => made.extend(rest?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
            Ok(made)
        })
    }

    fn holds(&self, place: Place) -> bool {
        let extent = self.extent();
        let found = extent.segments.binary_search_by_key(&place.segment, |s| s.first_seq);
        let segment = found.ok().and_then(|at| extent.segments.get(at));
        place.offset >= RECORDS_START
            && place.len <= RECORD_BYTES_MAX
            && segment.is_some_and(|segment| place.end() <= segment.len)
    }

    /// The records from `from_seq` on, in order, each verified as it is read.
    pub fn replay(&self, from_seq: u64) -> Replay {
        let extent = self.extent();
        let (segments, until_seq) = (extent.segments.clone(), extent.next_seq);
        let at = extent.marks.partition_point(|(seq, _)| *seq <= from_seq).checked_sub(1);
        let mark = at.and_then(|at| extent.marks.get(at)).copied();
        let segment = segments.partition_point(|segment| segment.first_seq <= from_seq);
        let segment = segment.checked_sub(1).and_then(|at| segments.get(at)).copied();
        let replay = Replay::new(Arc::clone(&self.disk), segments, from_seq, until_seq);
        match mark.filter(|(_, place)| segment.is_some_and(|of| of.first_seq == place.segment)) {
            Some((seq, place)) => replay.at(place, seq),
            None => replay,
        }
    }

    /// Keeps where batches begin.
    fn mark(&self, batches: &[Vec<Stamp>]) {
        let mut extent = self.extent.write().unwrap_or_else(PoisonError::into_inner);
        for stamp in batches.iter().filter_map(|batch| batch.first()) {
            extent.marks.push_back((stamp.seq, stamp.place));
            if extent.marks.len() > MARKS_MAX {
                extent.marks.pop_front();
            }
        }
    }

    /// The records from `seq` on, which begins at `place`: nothing before it is read.
    ///
    /// # Errors
    /// [`Error::Nowhere`] for a place outside the journal.
    pub fn replay_at(&self, place: Place, seq: u64) -> Result<Replay> {
        let Place { segment, offset, len } = place;
        if self.holds(place) && segment <= seq {
            return Ok(self.replay(segment).at(place, seq));
        }
        Err(Error::Nowhere { segment, offset, len })
    }

    /// The number that the next record gets, which is how many there are.
    pub fn next_seq(&self) -> u64 {
        self.extent().next_seq
    }

    fn extend_to(&self, writer: &Writer) {
        let mut extent = self.extent.write().unwrap_or_else(PoisonError::into_inner);
        let segment = writer.segment();
        match extent.segments.last_mut().filter(|last| last.first_seq == segment.first_seq) {
            Some(last) => *last = segment,
            None => extent.segments.push(segment),
        }
        extent.next_seq = writer.next_seq();
    }

    fn extent(&self) -> RwLockReadGuard<'_, Extent> {
        self.extent.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("disk", &self.disk)
            .field("next_seq", &self.next_seq())
            .finish_non_exhaustive()
    }
}

/// Batches whose beginnings are kept.
const MARKS_MAX: usize = 4_096;
