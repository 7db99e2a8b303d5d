//! What is checked, cut or refused as a journal opens.

use std::io;
use std::sync::Arc;

use crate::disk::{Disk, DiskFile, write_full_at};
use crate::journal::head::{Head, HeadFile};
use crate::journal::scan::{Scan, Stop};
use crate::journal::segment::{self, RECORDS_START, SEGMENT_HEADER_BYTES, Segment};
use crate::journal::torn::is_torn;
use crate::{Damage, Error, Result};

/// A journal that was checked and may be written to.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) head: HeadFile,
    /// The last segment's file.
    pub(super) file: Arc<dyn DiskFile>,
    /// All segments, at least one.
    pub(super) segments: Vec<Segment>,
    pub(super) next_seq: u64,
    pub(super) torn_bytes_cut: u64,
}

/// Checks the order of the segments and every byte of the last one, and cuts a torn tail.
pub(super) fn recover(disk: &dyn Disk) -> Result<Recovered> {
    let (mut head_file, head) = HeadFile::open(disk)?;
    let mut firsts = segment::all(disk)?;
    let unfinished = match firsts.last() {
        Some(last) if unfinished(disk, *last)? => firsts.pop(),
        Some(_) | None => None,
    };
    let mut segments = Vec::new();
    let mut last = None;
    for first_seq in firsts {
        let (file, before) = (open(disk, first_seq)?, segments.last().copied().unwrap_or_default());
        segment::check_header(disk, &*file, first_seq, before)?;
        let len =
            file.len_bytes().map_err(|error| Error::io("measure", path(disk, first_seq), error))?;
        segments.push(Segment { first_seq, len });
        last = Some(file);
    }
    let tail = match (&last, segments.last_mut()) {
        (Some(file), Some(segment)) => settle_tail(disk, file, segment, head)?,
        (None, _) | (_, None) => Tail::default(),
    };
    agree(disk, head, unfinished, &segments, &tail)?;
    if tail.torn_bytes > 0
        && let (Some(file), Some(segment)) = (&last, segments.last())
    {
        file.resize(segment.len)
            .map_err(|error| Error::io("cut", path(disk, segment.first_seq), error))?;
    }
    // Whole records that were never acknowledged are kept; from here on they are durable.
    if let (Some(file), Some(segment)) = (&last, segments.last()) {
        sync(disk, &**file, segment.first_seq)?;
    }
    if last.is_none() || unfinished.is_some() {
        let before = segments.last().copied().unwrap_or_default();
        last = Some(begin(disk, before, tail.next_seq)?);
        segments.push(Segment { first_seq: tail.next_seq, len: RECORDS_START });
    }
    let (Some(file), Some(segment)) = (last, segments.last().copied()) else {
        return Err(Error::io("open", disk.describe(""), io::ErrorKind::NotFound.into()));
    };
    if tail.next_seq > 0 {
        let (seq, offset) = (tail.next_seq, segment.len);
        head_file.note(Head { seq, segment: segment.first_seq, offset });
    }
    let Tail { next_seq, torn_bytes } = tail;
    Ok(Recovered { head: head_file, file, segments, next_seq, torn_bytes_cut: torn_bytes })
}

/// Begins the segment that follows `before`, durably and before any record goes into it.
pub(super) fn begin(disk: &dyn Disk, before: Segment, first_seq: u64) -> Result<Arc<dyn DiskFile>> {
    let wrong = |doing| move |error| Error::io(doing, path(disk, first_seq), error);
    let file = disk.create(&segment::name(first_seq)).map_err(wrong("create"))?;
    let header = before.next_header(first_seq);
    write_full_at(&*file, &header, 0).map_err(wrong("write"))?;
    sync(disk, &*file, first_seq)?;
    disk.sync_names().map_err(wrong(SYNC))?;
    Ok(file)
}

/// What was found at the journal's end.
#[derive(Debug, Default)]
struct Tail {
    next_seq: u64,
    torn_bytes: u64,
}

/// Whether the power went off while this segment was begun: it has no header, hence no record.
fn unfinished(disk: &dyn Disk, first_seq: u64) -> Result<bool> {
    let file = open(disk, first_seq)?;
    let len =
        file.len_bytes().map_err(|error| Error::io("measure", path(disk, first_seq), error))?;
    if len > SEGMENT_HEADER_BYTES as u64 {
        return Ok(false);
    }
    match segment::check_header(disk, &*file, first_seq, Segment::default()) {
        Err(Error::Damaged { what: Damage::SegmentHeader, .. }) => Ok(true),
        Err(Error::Io { doing, file, source }) => Err(Error::Io { doing, file, source }),
        Ok(()) | Err(_) => Ok(false),
    }
}

/// Checks every record of the last segment and finds where it ends; sets its length to that.
fn settle_tail(
    disk: &dyn Disk,
    file: &Arc<dyn DiskFile>,
    segment: &mut Segment,
    head: Option<Head>,
) -> Result<Tail> {
    let head = head.filter(|head| head.segment == segment.first_seq);
    let (mut scan, mut seq) =
        (Scan::new(Arc::clone(file), RECORDS_START, segment.len), segment.first_seq);
    let stop = loop {
        if let Some(head) = head
            && scan.offset() >= head.offset
            && (scan.offset() == head.offset) != (seq == head.seq)
        {
            let what = Damage::Head { seq: head.seq, offset: head.offset };
            return Err(damaged(disk, segment.first_seq, scan.offset(), seq, what));
        }
        match scan.frame(seq) {
            Ok(Some((_, len))) => scan.advance(len),
            Ok(None) => break None,
            Err(Stop::Bad(what)) => break Some(what),
            Err(Stop::Io(error)) => {
                return Err(Error::io("read", path(disk, segment.first_seq), error));
            }
        }
        seq += 1;
    };
    let end = scan.offset();
    if let Some(what) = stop {
        let acknowledged = head.map_or(RECORDS_START, |head| head.offset);
        // Cut off inside the acknowledged part: `agree` counts what is missing.
        let cut = end < acknowledged && segment.len < acknowledged && what == Damage::Short;
        let torn = end >= acknowledged
            && is_torn(&**file, end, segment.len, &what)
                .map_err(|error| Error::io("read", path(disk, segment.first_seq), error))?;
        if !cut && !torn {
            return Err(damaged(disk, segment.first_seq, end, seq, what));
        }
    }
    let torn_bytes = segment.len - end;
    segment.len = end;
    Ok(Tail { next_seq: seq, torn_bytes })
}

/// Refuses a journal that ends before what was acknowledged.
fn agree(
    disk: &dyn Disk,
    head: Option<Head>,
    unfinished: Option<u64>,
    segments: &[Segment],
    tail: &Tail,
) -> Result<()> {
    let last = segments.last().copied().unwrap_or_default();
    // A segment is begun only once everything before it was acknowledged.
    let acknowledged = head.map(|head| head.seq).max(unfinished).unwrap_or_default();
    if acknowledged > tail.next_seq {
        return Err(Error::Missing {
            file: path(disk, last.first_seq),
            offset: last.len,
            seq: tail.next_seq,
            count: acknowledged - tail.next_seq,
        });
    }
    if let Some(first_seq) = unfinished.filter(|first_seq| *first_seq < tail.next_seq) {
        let what = Damage::Sequence { expected: tail.next_seq, found: first_seq };
        return Err(damaged(disk, first_seq, 0, first_seq, what));
    }
    match head {
        Some(head)
            if !segments.iter().any(|s| s.first_seq == head.segment && head.offset <= s.len) =>
        {
            let what = Damage::Head { seq: head.seq, offset: head.offset };
            Err(damaged(disk, head.segment, head.offset, head.seq, what))
        }
        Some(_) | None => Ok(()),
    }
}

fn open(disk: &dyn Disk, first_seq: u64) -> Result<Arc<dyn DiskFile>> {
    disk.open(&segment::name(first_seq))
        .map_err(|error| Error::io("open", path(disk, first_seq), error))
}

fn sync(disk: &dyn Disk, file: &dyn DiskFile, first_seq: u64) -> Result<()> {
    file.sync().map_err(|error| Error::io(SYNC, path(disk, first_seq), error))
}

fn path(disk: &dyn Disk, first_seq: u64) -> String {
    disk.describe(&segment::name(first_seq))
}

fn damaged(disk: &dyn Disk, segment: u64, offset: u64, seq: u64, what: Damage) -> Error {
    Error::Damaged { file: path(disk, segment), offset, seq: Some(seq), what }
}

/// What failed when a sync failed.
pub(super) const SYNC: &str = "make durable";
