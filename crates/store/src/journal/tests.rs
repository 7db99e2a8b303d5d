//! The journal on real files and on a disk that fails.

mod damage;
mod erase;
mod full_disk;
mod large;
mod order;
mod power;
mod threads;

use std::sync::atomic::{AtomicU64, Ordering};

use model::{LeafKind, Roster, Timestamp};

use super::Journal;
use crate::{Entry, Error, FaultyDisk, Opened, Record, Result, Salt, Stamp};

/// Salts that count, so that runs repeat.
pub(super) struct Counting(AtomicU64);

impl Salt for Counting {
    fn salt(&self) -> [u8; 32] {
        let mut salt = [0xA5; 32];
        salt[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes());
        salt
    }
}

pub(super) fn counting() -> Box<Counting> {
    Box::new(Counting(AtomicU64::new(0)))
}

/// Small segments, so that a handful of records fill several.
pub(super) const SMALL_SEGMENT_BYTES: u64 = 4_000;

pub(super) fn open(disk: &FaultyDisk) -> Result<(Journal, Opened)> {
    let disk = Box::new(disk.clone());
    Journal::open_with_segments_of(SMALL_SEGMENT_BYTES, disk, counting(), Box::new(|_| {}))
}

pub(super) fn open_large(disk: &FaultyDisk) -> Result<(Journal, Opened)> {
    Journal::open(Box::new(disk.clone()), counting(), Box::new(|_| {}))
}

pub(super) fn entry(number: usize) -> Entry {
    Entry {
        at: Timestamp::from_micros(1_000_000 * number as i64),
        kind: LeafKind::Accepted,
        actor: "CIA".into(),
        subject: format!("CIA TD-{number} v1"),
        roster: Roster::default(),
        content: format!("content of {number} ").repeat(1 + number % 7 * 9).into_bytes(),
        parts: Vec::new(),
    }
}

pub(super) fn entries(numbers: std::ops::Range<usize>) -> Vec<Entry> {
    numbers.map(entry).collect()
}

pub(super) fn replayed(journal: &Journal) -> Result<Vec<Record>> {
    journal.replay(0).map(|found| found.map(|(_, record)| record)).collect()
}

/// Every record is the entry of its number.
#[track_caller]
pub(super) fn check_records(records: &[Record]) {
    for (number, record) in records.iter().enumerate() {
        let expected = entry(number);
        assert_eq!(record.leaf.seq, number as u64);
        assert_eq!(record.leaf.subject, expected.subject);
        assert_eq!(record.leaf.at, expected.at);
        assert_eq!(record.content.as_ref(), Some(&expected.content));
    }
}

#[track_caller]
pub(super) fn error_of<T>(result: Result<T>) -> Error {
    match result {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error,
    }
}

pub(super) fn seqs(stamps: &[Stamp]) -> Vec<u64> {
    stamps.iter().map(|stamp| stamp.seq).collect()
}

/// The last segment file's name.
pub(super) fn last_segment(disk: &FaultyDisk) -> String {
    use crate::Disk;
    let mut names = disk.names().unwrap();
    names.retain(|name| name.ends_with(".seg"));
    names.sort();
    names.pop().unwrap()
}
