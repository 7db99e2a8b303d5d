//! Erasing content: nothing of it is left, everything else is as it was, at every loss of power.

use super::*;
use crate::{Place, Tear};

const ERASED: [usize; 3] = [3, 4, 19];

fn filled() -> (FaultyDisk, Vec<Place>) {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    for number in 0..20 {
        journal.append(entries(number..number + 1)).unwrap();
    }
    let places: Vec<Place> = journal.replay(0).map(|found| found.unwrap().0).collect();
    (disk, ERASED.map(|number| places[number]).to_vec())
}

fn holds(disk: &FaultyDisk, number: usize) -> bool {
    use crate::Disk;
    let content = format!("content of {number} ");
    let names = disk.names().unwrap();
    names.iter().any(|name| {
        let bytes = disk.bytes(name).unwrap();
        bytes.windows(content.len()).any(|part| part == content.as_bytes())
    })
}

#[track_caller]
fn check_erased(disk: &FaultyDisk, records: &[Record]) {
    assert_eq!(records.len(), 20);
    for (number, record) in records.iter().enumerate() {
        let is_erased = ERASED.contains(&number);
        let expected = (!is_erased).then(|| entry(number).content);
        assert_eq!(record.leaf.subject, entry(number).subject);
        assert_eq!(record.content, expected);
        assert_eq!(record.salt == [0; 32], is_erased);
        assert_eq!(holds(disk, number), !is_erased, "record {number}");
    }
}

#[test]
fn erased_records_keep_their_leaves_alone_and_the_journal_goes_on() {
    let (disk, places) = filled();
    let (journal, _) = open(&disk).unwrap();
    let leaves: Vec<_> = replayed(&journal).unwrap().into_iter().map(|r| r.leaf).collect();
    journal.erase(&places).unwrap();
    check_erased(&disk, &replayed(&journal).unwrap());
    drop(journal);
    let (journal, _) = open(&disk).unwrap();
    assert!(journal.is_erasing().unwrap(), "until somebody says that the rest is gone");
    journal.erased().unwrap();
    assert!(!journal.is_erasing().unwrap());
    let records = replayed(&journal).unwrap();
    check_erased(&disk, &records);
    assert!(records.iter().map(|record| &record.leaf).eq(&leaves));
    journal.append(entries(20..22)).unwrap();
    assert_eq!(replayed(&open(&disk).unwrap().0).unwrap().len(), 22);
}

#[test]
fn at_every_step_an_erasure_has_not_begun_or_is_finished_at_the_next_start() {
    let (whole, places) = filled();
    let (journal, _) = open(&whole).unwrap();
    let begun = whole.steps();
    journal.erase(&places).unwrap();
    let steps = whole.steps() - begun;
    let (mut unbegun, mut finished) = (0, 0);
    for step in 0..=steps {
        for seed in 1..24_u64 {
            let tears = [Tear::Sectors(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), Tear::Nothing];
            for tear in tears.into_iter().chain([Tear::Prefix(50), Tear::Everything]) {
                let (disk, places) = filled();
                let (journal, _) = open(&disk).unwrap();
                disk.power_off_after(step);
                let done = journal.erase(&places);
                drop(journal);
                let after = disk.power_loss(tear);
                let (journal, _) = open(&after).unwrap_or_else(|e| panic!("{step} {tear:?}: {e}"));
                let records = replayed(&journal).unwrap();
                if journal.is_erasing().unwrap() {
                    finished += 1;
                    check_erased(&after, &records);
                } else {
                    unbegun += 1;
                    assert!(done.is_err(), "what was reported as erased is");
                    check_records(&records);
                }
            }
        }
    }
    assert!(unbegun > 0 && finished > 0, "{unbegun} {finished}");
}

#[test]
fn a_place_that_is_no_record_is_refused_before_anything_is_overwritten() {
    let (disk, mut places) = filled();
    let (journal, _) = open(&disk).unwrap();
    places[1].offset += 1;
    assert!(matches!(error_of(journal.erase(&places)), Error::Damaged { .. }));
    places[1].segment += 1;
    assert!(matches!(error_of(journal.erase(&places)), Error::Nowhere { .. }));
    assert!(!journal.is_erasing().unwrap());
    check_records(&replayed(&journal).unwrap());
}
