//! Full disks are survived; failed syncs are not guessed about.

use super::*;

#[test]
fn a_full_disk_keeps_nothing_of_the_batch_and_takes_it_again_later() {
    for free in (0..6_000).step_by(61) {
        let disk = FaultyDisk::new();
        let (journal, _) = open(&disk).unwrap();
        journal.append(entries(0..3)).unwrap();
        disk.limit_space(Some(free));
        let mut kept = 3;
        while let Ok(stamps) = journal.append(entries(kept..kept + 2)) {
            kept += stamps.len();
        }
        let error = error_of(journal.append(entries(kept..kept + 2)));
        assert!(matches!(error, Error::Full { seq, .. } if seq == kept as u64), "{error}");
        assert_eq!(replayed(&journal).unwrap().len(), kept);
        let copy = disk.power_loss(crate::Tear::Everything);
        assert_eq!(open(&copy).unwrap().1.records, kept as u64);
        disk.limit_space(None);
        journal.append(entries(kept..kept + 9)).unwrap();
        drop(journal);
        let (journal, opened) = open(&disk).unwrap();
        assert_eq!(opened, Opened { records: kept as u64 + 9, torn_bytes_cut: 0 });
        check_records(&replayed(&journal).unwrap());
    }
}

#[test]
fn smaller_batches_after_a_full_disk_leave_a_journal_that_opens() {
    for free in (0..6_000).step_by(61) {
        let disk = FaultyDisk::new();
        let (journal, _) = open(&disk).unwrap();
        journal.append(entries(0..3)).unwrap();
        disk.limit_space(Some(free));
        let mut kept = 3;
        for size in [5, 3, 1, 1, 1, 1] {
            if journal.append(entries(kept..kept + size)).is_ok() {
                kept += size;
            }
        }
        drop(journal);
        disk.limit_space(None);
        let (journal, opened) = open(&disk).unwrap();
        assert_eq!(opened.records, kept as u64);
        check_records(&replayed(&journal).unwrap());
    }
}

#[test]
fn a_failed_sync_poisons_until_reopened() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    journal.append(entries(0..2)).unwrap();
    disk.fail_syncs(true);
    let text = error_of(journal.append(entries(2..3))).to_string();
    assert!(text.contains("the sync failed") && text.contains("restart"), "{text}");
    disk.fail_syncs(false);
    let error = error_of(journal.append(entries(2..3)));
    assert!(matches!(error, Error::Poisoned { .. }), "a failed sync is not tried again");
    assert_eq!(replayed(&journal).unwrap().len(), 2, "reading goes on");
    drop(journal);
    let (journal, opened) = open(&disk).unwrap();
    let kept = usize::try_from(opened.records).unwrap();
    assert!((2..=3).contains(&kept));
    journal.append(entries(kept..kept + 2)).unwrap();
    check_records(&replayed(&journal).unwrap());
}

#[test]
fn a_failed_sync_while_a_segment_begins_poisons_too() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    journal.append(entries(0..6)).unwrap();
    disk.fail_syncs(true);
    assert!(matches!(error_of(journal.append(entries(6..12))), Error::Poisoned { .. }));
    disk.fail_syncs(false);
    assert!(matches!(error_of(journal.append(entries(6..12))), Error::Poisoned { .. }));
    drop(journal);
    assert_eq!(open(&disk).unwrap().1.records, 6);
}

#[test]
fn a_write_that_cannot_be_taken_back_poisons() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    journal.append(entries(0..2)).unwrap();
    disk.limit_space(Some(50));
    disk.fail_resizes(true);
    assert!(matches!(error_of(journal.append(entries(2..3))), Error::Poisoned { .. }));
    disk.limit_space(None);
    disk.fail_resizes(false);
    assert!(matches!(error_of(journal.append(entries(2..3))), Error::Poisoned { .. }));
    drop(journal);
    let (_, opened) = open(&disk).unwrap();
    assert_eq!(opened, Opened { records: 2, torn_bytes_cut: 50 });
}

/// A journal whose last segment has room for a small record but not for the large one that
/// `large` makes.
fn nearly_full_segment() -> (FaultyDisk, Journal, usize) {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    let mut count = 0;
    while disk.bytes(&last_segment(&disk)).unwrap().len() < 2_500 {
        journal.append(entries(count..count + 1)).unwrap();
        count += 1;
    }
    (disk, journal, count)
}

fn large(number: usize) -> Vec<Entry> {
    vec![Entry { content: vec![1; 3_000], ..entry(number) }]
}

#[test]
fn a_segment_that_could_not_begin_is_begun_before_a_smaller_batch_goes_elsewhere() {
    for free in 0..40 {
        let (disk, journal, count) = nearly_full_segment();
        disk.limit_space(Some(free));
        assert!(matches!(error_of(journal.append(large(count))), Error::Full { .. }));
        disk.limit_space(None);
        journal.append(entries(count..count + 1)).unwrap();
        drop(journal);
        let (journal, opened) = open(&disk).unwrap();
        assert_eq!(opened, Opened { records: count as u64 + 1, torn_bytes_cut: 0 });
        check_records(&replayed(&journal).unwrap());
    }
}

#[test]
fn a_segment_that_the_power_cut_short_is_begun_again_as_the_journal_opens() {
    for free in 0..40 {
        let (disk, journal, count) = nearly_full_segment();
        disk.limit_space(Some(free));
        error_of(journal.append(large(count)));
        drop(journal);
        disk.limit_space(None);
        for _ in 0..2 {
            let (journal, _) = open(&disk).unwrap();
            let next = usize::try_from(journal.next_seq()).unwrap();
            journal.append(entries(next..next + 1)).unwrap();
        }
        let (journal, opened) = open(&disk).unwrap();
        assert_eq!(opened, Opened { records: count as u64 + 2, torn_bytes_cut: 0 });
        check_records(&replayed(&journal).unwrap());
    }
}
