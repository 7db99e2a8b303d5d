//! Many threads append at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Barrier, Mutex};

use super::*;
use crate::journal::prepared::BESIDE_RECORDS_MIN;
use crate::{FolderDisk, FolderLock, Place};

#[test]
fn eight_threads_share_syncs_and_every_batch_stays_together() {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    let disk = Box::new(FolderDisk::open(&lock, "journal").unwrap());
    let (journal, _) = Journal::open(disk, counting(), Box::new(|_| {})).unwrap();
    let stamps = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (journal, stamps) = (&journal, &stamps);
            scope.spawn(move || {
                for round in 0..100 {
                    let batch = entries(thread..thread + 1 + round % 4);
                    let found = journal.append(batch).unwrap();
                    let first = found[0].seq;
                    let expected: Vec<u64> = (first..first + found.len() as u64).collect();
                    assert_eq!(seqs(&found), expected, "a batch has nothing between");
                    stamps.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut stamps = stamps.into_inner().unwrap();
    stamps.sort_by_key(|stamp| stamp.seq);
    assert_eq!(seqs(&stamps), (0..2_000).collect::<Vec<u64>>());
    for (stamp, found) in stamps.iter().zip(journal.replay(0)) {
        let (place, record) = found.unwrap();
        assert_eq!((place, &record.leaf), (stamp.place, &stamp.leaf));
        assert_eq!(journal.read(place).unwrap(), record);
    }
}

#[test]
fn appends_that_wait_share_a_sync() {
    let disk = FaultyDisk::new();
    let gate = std::sync::Arc::new(Mutex::new(()));
    let closed = gate.lock().unwrap();
    let wait = std::sync::Arc::clone(&gate);
    let observer = Box::new(move |_: &[Stamp]| drop(wait.lock().unwrap()));
    let (journal, _) = Journal::open(Box::new(disk.clone()), counting(), observer).unwrap();
    let before = disk.syncs();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let journal = &journal;
            scope.spawn(move || journal.append(entries(number..number + 1)).unwrap());
        }
        // The first commit waits in its observer, so that the others queue behind it.
        while journal.queue.waiting() < 7 {
            std::thread::yield_now();
        }
        drop(closed);
    });
    assert_eq!(journal.next_seq(), 8);
    assert_eq!(disk.syncs() - before, 2, "one for the first, one for the seven that waited");
}

#[test]
fn a_leader_that_panics_poisons_and_leaves_nobody_waiting() {
    let observer = Box::new(|_: &[Stamp]| panic!("the observer failed"));
    let (journal, _) = Journal::open(Box::new(FaultyDisk::new()), counting(), observer).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let outcome = catch_unwind(AssertUnwindSafe(|| journal.append(entries(0..1))));
                assert!(!matches!(outcome, Ok(Ok(_))));
            });
        }
    });
    assert!(matches!(error_of(journal.append(entries(0..1))), Error::Poisoned { .. }));
}

#[test]
fn large_batches_of_two_threads_stay_together_and_read_back() {
    let disk = FaultyDisk::new();
    let (journal, _) = open_large(&disk).unwrap();
    let (barrier, count) = (Barrier::new(2), BESIDE_RECORDS_MIN);
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let (journal, barrier) = (&journal, &barrier);
            scope.spawn(move || {
                for round in 0..8 {
                    let from = (thread * 8 + round) * count;
                    barrier.wait();
                    journal.append(entries(from..from + count)).unwrap();
                }
            });
        }
    });
    let read: Vec<(Place, Record)> = journal.replay(0).collect::<Result<_>>().unwrap();
    let read: Vec<Record> = read.into_iter().map(|(_, record)| record).collect();
    assert_eq!(read.len(), 16 * count);
    for batch in read.chunks(count) {
        let number = |record: &Record| {
            let rest = record.leaf.subject.strip_prefix("CIA TD-").unwrap();
            rest.strip_suffix(" v1").unwrap().parse::<usize>().unwrap()
        };
        let first = number(&batch[0]);
        assert!(batch.iter().map(number).eq(first..first + count));
        let whole = |record: &Record| record.content.clone().unwrap();
        assert!(batch.iter().all(|record| whole(record) == entry(number(record)).content));
    }
}
