//! What is appended comes back, in order, on real files too.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use model::{AgencyId, Party, Roster, SliceKeys};

use super::*;
use crate::{FolderDisk, FolderLock, Place};

#[test]
fn records_come_back_across_segments_and_reopening() {
    let disk = FaultyDisk::new();
    let mut places = Vec::new();
    for start in [0, 10, 20] {
        let (journal, opened) = open(&disk).unwrap();
        assert_eq!(opened, Opened { records: start as u64, torn_bytes_cut: 0 });
        for number in start..start + 10 {
            let stamps = journal.append(entries(number..number + 1)).unwrap();
            places.push(stamps[0].place);
        }
        assert_eq!(journal.next_seq(), start as u64 + 10);
    }
    let (journal, _) = open(&disk).unwrap();
    let records = replayed(&journal).unwrap();
    assert_eq!(records.len(), 30);
    check_records(&records);
    for (record, place) in records.iter().zip(&places) {
        assert_eq!(journal.read(*place).unwrap(), *record);
    }
    assert!(places[29].segment > 0, "segments must roll");
    for from in 0..=31 {
        let found: Vec<_> = journal.replay(from).map(Result::unwrap).collect();
        assert_eq!(found.len() as u64, 30_u64.saturating_sub(from));
        for (place, record) in found {
            assert_eq!(place, places[usize::try_from(record.leaf.seq).unwrap()]);
        }
    }
}

#[test]
fn a_batch_that_two_threads_hash_keeps_its_order_and_refuses_its_unfit_entry() {
    let (journal, _) = open_large(&FaultyDisk::new()).unwrap();
    let stamps = journal.append(entries(0..601)).unwrap();
    assert_eq!(seqs(&stamps), (0..601).collect::<Vec<_>>());
    check_records(&replayed(&journal).unwrap());
    for unfit in [0, 299, 300, 600] {
        let mut entries = entries(601..1_202);
        entries[unfit].subject = "two\nlines".to_owned();
        assert!(matches!(error_of(journal.append(entries)), Error::UnfitEntry { .. }));
    }
    assert_eq!(journal.next_seq(), 601);
}

#[test]
fn a_replay_begins_at_any_record_whose_place_is_known_and_nowhere_else() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    let stamps: Vec<Stamp> =
        (0..30).flat_map(|at| journal.append(entries(at..at + 1)).unwrap()).collect();
    for stamp in &stamps {
        let found: Vec<_> = journal.replay_at(stamp.place, stamp.seq).unwrap().collect();
        let seqs: Vec<u64> = found.into_iter().map(|found| found.unwrap().1.leaf.seq).collect();
        assert_eq!(seqs, (stamp.seq..30).collect::<Vec<_>>());
    }
    let wrong = journal.replay_at(stamps[3].place, 4).unwrap().next().unwrap();
    assert!(matches!(wrong, Err(Error::Damaged { .. })));
    let outside = Place { offset: 1 << 40, ..stamps[3].place };
    assert!(matches!(journal.replay_at(outside, 3), Err(Error::Nowhere { .. })));
}

#[test]
fn a_stamp_holds_the_hash_that_the_ledger_takes_in_small_batches_and_large() {
    let (journal, _) = open_large(&FaultyDisk::new()).unwrap();
    for (from, to) in [(0, 9), (9, 700)] {
        for stamp in journal.append(entries(from..to)).unwrap() {
            let record = journal.read(stamp.place).unwrap();
            assert_eq!(record.leaf, stamp.leaf);
            assert_eq!(record.blinded().hash(), stamp.leaf_hash);
            assert_eq!(stamp.leaf.seq, stamp.seq);
        }
    }
}

#[test]
fn parties_and_parts_read_back_and_each_part_opens_the_commitment() {
    let (journal, _) = open(&FaultyDisk::new()).unwrap();
    let keys = SliceKeys::of([4; 32]);
    let party = Party::Organization(AgencyId::new("CIA").unwrap());
    let roster = Roster::of(BTreeSet::from([party.clone()]), &keys);
    let (content, parts) = (b"allown".to_vec(), vec![3, 3]);
    let entry = Entry { roster: roster.clone(), content, parts, ..entry(0) };
    let stamps = journal.append(vec![entry.clone()]).unwrap();
    let record = journal.read(stamps[0].place).unwrap();
    assert_eq!((&record.parties, record.tags), (&vec![party], roster.tags(0).digest()));
    let parts = record.content_parts();
    let opened: Vec<_> = (0..3).map(|index| model::open(&record.salt, &parts, index)).collect();
    assert_eq!(opened[0].as_ref().unwrap().content, b"all");
    assert_eq!(opened[1].as_ref().unwrap().content, b"own");
    assert_eq!(opened[2], None);
    for part in opened.into_iter().flatten() {
        assert_eq!(part.commitment(), Some(record.leaf.commitment));
    }
    let wrong = Entry { parts: vec![3, 4], ..entry };
    assert!(matches!(error_of(journal.append(vec![wrong])), Error::UnfitEntry { .. }));
}

#[test]
fn the_observer_is_told_every_record_once_in_order_before_append_returns() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&told);
    let observer = Box::new(move |stamps: &[Stamp]| sink.lock().unwrap().extend(seqs(stamps)));
    let (journal, _) = Journal::open(Box::new(FaultyDisk::new()), counting(), observer).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for number in 0..50 {
                    let stamps = journal.append(entries(number..number + 3)).unwrap();
                    let last = stamps[2].seq;
                    assert!(told.lock().unwrap().contains(&last));
                }
            });
        }
    });
    let expected: Vec<u64> = (0..1_200).collect();
    assert_eq!(*told.lock().unwrap(), expected);
}

#[test]
fn real_files_keep_records_and_their_lock() {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    let disk = || Box::new(FolderDisk::open(&lock, "journal").unwrap());
    let (journal, _) = Journal::open(disk(), counting(), Box::new(|_| {})).unwrap();
    journal.append(entries(0..100)).unwrap();
    journal.append(entries(100..101)).unwrap();
    drop(journal);
    let (journal, opened) = Journal::open(disk(), counting(), Box::new(|_| {})).unwrap();
    assert_eq!(opened.records, 101);
    check_records(&replayed(&journal).unwrap());
    let path = folder.path().join("journal/00000000000000000000.seg");
    std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(3_000).unwrap();
    let text = error_of(Journal::open(disk(), counting(), Box::new(|_| {}))).to_string();
    assert!(text.contains("acknowledged records are missing"), "{text}");
    assert!(text.contains("journal/00000000000000000000.seg"), "{text}");
}

#[test]
fn entries_that_would_not_read_back_are_refused() {
    let (journal, _) = open(&FaultyDisk::new()).unwrap();
    let refused = |change: fn(&mut Entry)| {
        let mut entry = entry(0);
        change(&mut entry);
        error_of(journal.append(vec![entry])).to_string()
    };
    assert!(refused(|e| e.actor = "CIA\nx".into()).contains("actor"));
    assert!(refused(|e| e.subject = "x\r".into()).contains("subject"));
    assert!(refused(|e| e.subject = "x".repeat(70_000)).contains("longer than a header"));
    assert!(refused(|e| e.at = Timestamp::from_micros(i64::MAX)).contains("four digits"));
    assert!(refused(|e| e.content = vec![0; 64 << 20]).contains("longer than a record"));
    let many = vec![entry(0); crate::BATCH_RECORDS_MAX + 1];
    assert!(error_of(journal.append(many)).to_string().contains("65537 records"));
    assert_eq!(journal.append(Vec::new()).unwrap(), []);
    assert_eq!(journal.next_seq(), 0);
}

#[test]
fn the_first_and_last_writable_times_read_back() {
    let (journal, _) = open(&FaultyDisk::new()).unwrap();
    for micros in [-62_167_219_200_000_000, 253_402_300_799_999_999] {
        let entry = Entry { at: Timestamp::from_micros(micros), ..entry(0) };
        let stamps = journal.append(vec![entry]).unwrap();
        assert_eq!(journal.read(stamps[0].place).unwrap().leaf.at.micros(), micros);
    }
}

#[test]
fn a_large_record_goes_straight_to_the_file_and_back() {
    let (journal, _) = open_large(&FaultyDisk::new()).unwrap();
    let large = Entry { content: vec![7; 5 << 20], ..entry(1) };
    let batch = vec![entry(0), large.clone(), entry(2)];
    let stamps = journal.append(batch).unwrap();
    assert_eq!(journal.read(stamps[1].place).unwrap().content, Some(large.content));
    assert_eq!(replayed(&journal).unwrap().len(), 3);
}

#[test]
fn places_outside_the_journal_are_refused() {
    let (journal, _) = open(&FaultyDisk::new()).unwrap();
    let place = journal.append(entries(0..1)).unwrap()[0].place;
    let wrong = |change: fn(&mut Place)| {
        let mut place = place;
        change(&mut place);
        error_of(journal.read(place))
    };
    assert!(matches!(wrong(|p| p.segment = 9), Error::Nowhere { .. }));
    assert!(matches!(wrong(|p| p.offset = 0), Error::Nowhere { .. }));
    assert!(matches!(wrong(|p| p.len += 1), Error::Nowhere { .. }));
    assert!(matches!(wrong(|p| p.offset = u64::MAX), Error::Nowhere { .. }));
    assert!(matches!(wrong(|p| p.len -= 1), Error::Damaged { .. }));
    assert!(matches!(wrong(|p| p.len = 3), Error::Damaged { .. }));
}

#[test]
fn erased_content_reads_as_erased() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    let stamps = journal.append(entries(0..3)).unwrap();
    let place = stamps[1].place;
    let name = last_segment(&disk);
    let mut bytes = disk.bytes(&name).unwrap();
    let to = usize::try_from(place.end()).unwrap();
    let from = to - entry(1).content.len() - 32;
    bytes[from..to].fill(0);
    disk.put(&name, Some(bytes));
    let record = journal.read(place).unwrap();
    assert_eq!((&record.content, record.salt), (&None, [0; 32]));
    assert_eq!(record.leaf, stamps[1].leaf);
    assert_eq!(record.blinded().hash(), stamps[1].leaf_hash);
    drop(journal);
    let (journal, opened) = open(&disk).unwrap();
    assert_eq!(opened.records, 3);
    assert_eq!(replayed(&journal).unwrap()[1].content, None);
}

#[test]
fn reading_on_from_any_record_gives_the_same_whether_its_batch_is_remembered_or_not() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    let mut count = 0;
    for more in [1, 3, 2, 1, 5, 1, 1, 4, 2, 7, 1] {
        journal.append(entries(count..count + more)).unwrap();
        count += more;
    }
    let (reopened, _) = open(&disk).unwrap();
    let read = |journal: &Journal, from: usize| -> Vec<(Place, Record)> {
        journal.replay(from as u64).collect::<Result<_>>().unwrap()
    };
    for from in 0..count + 2 {
        let found = read(&journal, from);
        assert_eq!(found, read(&reopened, from), "{from}");
        assert_eq!(found.len(), count.saturating_sub(from));
    }
}
