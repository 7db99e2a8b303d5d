//! The power goes off at every write and every sync of a small workload.

use super::*;
use crate::Tear;

/// Batches of 1 to 4 records over several segments.
const BATCHES: [std::ops::Range<usize>; 9] =
    [0..1, 1..4, 4..5, 5..9, 9..10, 10..13, 13..14, 14..18, 18..20];

/// Runs the workload until the power goes off; says how many records were acknowledged and how
/// many were handed over.
fn run(disk: &FaultyDisk) -> (usize, usize) {
    let Ok((journal, _)) = open(disk) else { return (0, 0) };
    for batch in BATCHES {
        let (start, end) = (batch.start, batch.end);
        if journal.append(entries(batch)).is_err() {
            return (start, end);
        }
    }
    (20, 20)
}

fn tears() -> impl Iterator<Item = Tear> {
    let prefixes = (0..=100).step_by(10).map(Tear::Prefix);
    let sectors = (1..24).map(|seed: u64| Tear::Sectors(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    [Tear::Nothing, Tear::Everything].into_iter().chain(prefixes).chain(sectors)
}

#[test]
fn at_every_step_nothing_acknowledged_is_lost_and_nothing_is_invented() {
    let whole = FaultyDisk::new();
    assert_eq!(run(&whole), (20, 20));
    for steps in 0..whole.steps() {
        let disk = FaultyDisk::new();
        disk.power_off_after(steps);
        let (acknowledged, handed_over) = run(&disk);
        for tear in tears() {
            let after = disk.power_loss(tear);
            let (journal, opened) =
                open(&after).unwrap_or_else(|error| panic!("step {steps}, {tear:?}: {error}"));
            let records = replayed(&journal).unwrap();
            let count = records.len();
            assert_eq!(count as u64, opened.records);
            assert!((acknowledged..=handed_over).contains(&count), "step {steps}, {tear:?}");
            check_records(&records);
            journal.append(entries(count..count + 3)).unwrap();
            drop(journal);
            let (journal, opened) = open(&after).unwrap();
            assert_eq!(opened, Opened { records: count as u64 + 3, torn_bytes_cut: 0 });
            check_records(&replayed(&journal).unwrap());
        }
    }
}

#[test]
fn the_power_may_go_off_again_while_the_journal_opens() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    for number in 0..8 {
        journal.append(entries(number..number + 1)).unwrap();
    }
    drop(journal);
    let name = last_segment(&disk);
    let mut bytes = disk.bytes(&name).unwrap();
    bytes.extend([0x55; 700]);
    disk.put(&name, Some(bytes));
    for steps in 0..6 {
        let disk = disk.power_loss(Tear::Everything);
        disk.power_off_after(steps);
        let _fails_or_not = open(&disk);
        for tear in tears() {
            let (journal, opened) = open(&disk.power_loss(tear)).unwrap();
            assert_eq!(opened.records, 8);
            check_records(&replayed(&journal).unwrap());
        }
    }
}
