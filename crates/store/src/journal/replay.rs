//! Reading the journal from a record on, in order.

use std::sync::Arc;
use std::vec;

use crate::disk::Disk;
use crate::journal::scan::{Scan, Stop};
use crate::journal::segment::{self, RECORDS_START, Segment};
use crate::{Damage, Error, Place, Record, Result};

/// Records in order, each verified as it is read; ends after the first error.
///
/// It covers what was acknowledged when the replay began.
#[derive(Debug)]
pub struct Replay {
    disk: Arc<dyn Disk>,
    segments: vec::IntoIter<Segment>,
    before: Segment,
    current: Option<(Segment, Scan)>,
    /// The first record to hand out.
    from_seq: u64,
    seq: u64,
    /// Behind the last one.
    until_seq: u64,
    /// Where `seq` begins in the first segment, if it is known.
    known_offset: Option<u64>,
}

impl Replay {
    pub(super) fn new(
        disk: Arc<dyn Disk>,
        mut segments: Vec<Segment>,
        from_seq: u64,
        until_seq: u64,
    ) -> Self {
        let skipped = segments.partition_point(|s| s.first_seq <= from_seq).saturating_sub(1);
        let before = skipped.checked_sub(1).and_then(|last| segments.get(last)).copied();
        let segments: Vec<Segment> = segments.drain(skipped..).collect();
        let seq = segments.first().map_or(0, |segment| segment.first_seq);
        Self {
            disk,
            segments: segments.into_iter(),
            before: before.unwrap_or_default(),
            current: None,
            from_seq,
            seq,
            until_seq,
            known_offset: None,
        }
    }

    /// From the record `seq`, which begins at a place that was given out for it.
    pub(super) fn at(mut self, place: Place, seq: u64) -> Self {
        self.known_offset = Some(place.offset);
        self.seq = seq;
        self
    }

    fn step(&mut self) -> Result<Option<(Place, Record)>> {
        while self.seq < self.until_seq {
            let (segment, mut scan) = match self.current.take() {
                Some(current) => current,
                None => self.open()?,
            };
            match self.read(segment, &mut scan)? {
                Read::End => self.before = segment,
                Read::Passed => self.current = Some((segment, scan)),
                Read::Record(place, record) => {
                    self.current = Some((segment, scan));
                    return Ok(Some((place, *record)));
                }
            }
        }
        Ok(None)
    }

    fn read(&mut self, segment: Segment, scan: &mut Scan) -> Result<Read> {
        let (seq, offset) = (self.seq, scan.offset());
        let read = if seq < self.from_seq {
            scan.skip(seq).map(|more| if more { Read::Passed } else { Read::End })
        } else {
            scan.frame(seq).map(|found| match found {
                None => Read::End,
                Some((frame, len)) => {
                    let place = Place { segment: segment.first_seq, offset, len };
                    Read::Record(place, Box::new(frame.into_record()))
                }
            })
        };
        match &read {
            Ok(Read::Record(place, _)) => {
                scan.advance(place.len);
                self.seq += 1;
            }
            Ok(Read::Passed) => self.seq += 1,
            Ok(Read::End) | Err(_) => {}
        }
        read.map_err(|stop| self.stopped(segment, offset, stop))
    }
}

/// What came next in a segment.
enum Read {
    End,
    Passed,
    Record(Place, Box<Record>),
}

impl Replay {
    /// Opens the next segment and checks that it follows.
    fn open(&mut self) -> Result<(Segment, Scan)> {
        let segment = self.segments.next().ok_or_else(|| self.missing())?;
        let path = self.disk.describe(&segment.name());
        let known = self.known_offset.take();
        if known.is_none() && segment.first_seq != self.seq {
            let what = Damage::Sequence { expected: self.seq, found: segment.first_seq };
            return Err(Error::Damaged { file: path, offset: 0, seq: Some(self.seq), what });
        }
        let file =
            self.disk.open(&segment.name()).map_err(|error| Error::io("open", path, error))?;
        segment::check_header(&*self.disk, &*file, segment.first_seq, self.before)?;
        Ok((segment, Scan::new(file, known.unwrap_or(RECORDS_START), segment.len)))
    }

    fn stopped(&self, segment: Segment, offset: u64, stop: Stop) -> Error {
        let file = self.disk.describe(&segment.name());
        match stop {
            Stop::Bad(what) => Error::Damaged { file, offset, seq: Some(self.seq), what },
            Stop::Io(error) => Error::io("read", file, error),
        }
    }

    fn missing(&self) -> Error {
        Error::Missing {
            file: self.disk.describe(&self.before.name()),
            offset: self.before.len,
            seq: self.seq,
            count: self.until_seq - self.seq,
        }
    }
}

impl Iterator for Replay {
    type Item = Result<(Place, Record)>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            self.until_seq = self.seq;
        }
        step.transpose()
    }
}
