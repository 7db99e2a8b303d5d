//! Large batches, which two threads hash and write, are as small ones are.

use super::*;
use crate::Tear;

const MANY: usize = 1_000;

#[test]
fn a_large_batch_is_numbered_hashed_and_placed_as_small_ones_are() {
    let (small, large) = (FaultyDisk::new(), FaultyDisk::new());
    let (one_by_one, _) = open_large(&small).unwrap();
    let (at_once, _) = open_large(&large).unwrap();
    let singly: Vec<Stamp> = (0..MANY)
        .flat_map(|number| one_by_one.append(entries(number..number + 1)).unwrap())
        .collect();
    let together = at_once.append(entries(0..MANY)).unwrap();
    assert_eq!(singly, together);
    let records = replayed(&at_once).unwrap();
    check_records(&records);
    assert_eq!(records, replayed(&one_by_one).unwrap());
    for (stamp, record) in together.iter().zip(&records) {
        assert_eq!(at_once.read(stamp.place).unwrap(), *record);
    }
    let seqs = |record: Record| record.leaf.seq;
    let places: Vec<_> = together.iter().map(|stamp| stamp.place).collect();
    let read = at_once.read_each(&places, seqs).unwrap();
    assert_eq!(read, (0..MANY as u64).collect::<Vec<_>>());
    drop(at_once);
    assert_eq!(open_large(&large).unwrap().1.records, MANY as u64);
}

#[test]
fn of_a_large_batch_that_fails_nothing_is_kept() {
    for free in [0, 1_000, 40_000, 150_000] {
        let disk = FaultyDisk::new();
        let (journal, _) = open_large(&disk).unwrap();
        journal.append(entries(0..3)).unwrap();
        disk.limit_space(Some(free));
        let error = error_of(journal.append(entries(3..3 + MANY)));
        assert!(matches!(error, Error::Full { seq: 3, .. }), "{free}: {error}");
        assert_eq!(open_large(&disk.power_loss(Tear::Everything)).unwrap().1.records, 3);
        disk.limit_space(None);
        journal.append(entries(3..3 + MANY)).unwrap();
        check_records(&replayed(&journal).unwrap());
    }
}

#[test]
fn a_large_batch_that_loses_power_is_cut_to_whole_records_wherever_the_disk_stood() {
    let disk = FaultyDisk::new();
    let (journal, _) = open_large(&disk).unwrap();
    journal.append(entries(0..3)).unwrap();
    disk.fail_syncs(true);
    assert!(matches!(error_of(journal.append(entries(3..3 + MANY))), Error::Poisoned { .. }));
    let tears = [Tear::Nothing, Tear::Everything, Tear::Prefix(40)];
    for tear in tears.into_iter().chain((0..40).map(Tear::Sectors)) {
        let after = disk.power_loss(tear);
        after.fail_syncs(false);
        let (journal, opened) = open_large(&after).unwrap();
        assert!(opened.records >= 3, "{tear:?}");
        check_records(&replayed(&journal).unwrap());
    }
}

#[test]
fn a_segment_is_ended_once_and_what_follows_goes_into_the_next() {
    let disk = FaultyDisk::new();
    let (journal, _) = open_large(&disk).unwrap();
    let first = journal.append(entries(0..3)).unwrap();
    journal.begin_segment().unwrap();
    journal.begin_segment().unwrap();
    drop(journal);
    let (journal, opened) = open_large(&disk).unwrap();
    assert_eq!(opened.records, 3);
    let next = journal.append(entries(3..5)).unwrap();
    assert_eq!((first[2].place.segment, next[0].place.segment), (0, 3));
    check_records(&replayed(&journal).unwrap());
}
