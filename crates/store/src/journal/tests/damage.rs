//! Damage is named and refused; only what was never acknowledged is cut.

use super::*;
use crate::Damage;

/// Appends batches of two until there are `count` records.
fn filled(count: usize) -> FaultyDisk {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    for number in (0..count).step_by(2) {
        journal.append(entries(number..number + 2)).unwrap();
    }
    disk
}

fn segments(disk: &FaultyDisk) -> Vec<String> {
    use crate::Disk;
    let mut names = disk.names().unwrap();
    names.retain(|name| name.ends_with(".seg"));
    names.sort();
    names
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap()
}

/// Opens and replays; what was acknowledged must be there or an error says what is not.
fn open_and_replay(disk: &FaultyDisk) -> Result<Vec<Record>> {
    let (journal, _) = open(disk)?;
    replayed(&journal)
}

#[test]
fn every_flipped_byte_gives_an_error_and_never_fewer_records() {
    let disk = filled(20);
    assert!(segments(&disk).len() >= 3);
    for name in segments(&disk) {
        for offset in 0..disk.bytes(&name).unwrap().len() {
            for mask in [1, 0x80] {
                let copy = disk.power_loss(crate::Tear::Everything);
                copy.flip(&name, offset, mask);
                let error = error_of(open_and_replay(&copy));
                let named = matches!(
                    &error,
                    Error::Damaged { file, .. } | Error::NewerFormat { file, .. } if *file == name
                );
                assert!(named, "{name} byte {offset}: {error}");
            }
        }
    }
}

#[test]
fn a_flipped_head_is_only_a_lower_bound() {
    let disk = filled(20);
    for offset in 0..1024 {
        let copy = disk.power_loss(crate::Tear::Everything);
        copy.flip("head", offset, 0x10);
        assert_eq!(open_and_replay(&copy).unwrap().len(), 20);
    }
}

#[test]
fn a_flipped_byte_is_found_without_the_head_too_where_anything_follows() {
    let disk = filled(20);
    let (journal, _) = open(&disk).unwrap();
    let (last_place, _) = journal.replay(19).next().unwrap().unwrap();
    disk.put("head", None);
    let name = segments(&disk).remove(1);
    let last = segments(&disk).pop().unwrap();
    for name in [name, last.clone()] {
        let bytes = disk.bytes(&name).unwrap();
        // The last record of the last segment has nothing behind it.
        let end = if name == last { index(last_place.offset) } else { bytes.len() };
        for offset in 0..end {
            let copy = disk.power_loss(crate::Tear::Everything);
            copy.flip(&name, offset, 4);
            error_of(open_and_replay(&copy));
        }
    }
}

#[test]
fn every_cut_below_the_acknowledged_length_is_refused() {
    let disk = filled(20);
    let name = last_segment(&disk);
    let bytes = disk.bytes(&name).unwrap();
    for len in 0..bytes.len() {
        let copy = disk.power_loss(crate::Tear::Everything);
        copy.put(&name, Some(bytes[..len].to_vec()));
        let error = error_of(open(&copy));
        assert!(matches!(error, Error::Missing { .. }), "cut at {len}: {error}");
        assert_eq!(copy.bytes(&name).unwrap().len(), len, "nothing may be changed");
    }
}

#[test]
fn missing_records_are_counted() {
    let disk = filled(20);
    let name = last_segment(&disk);
    let first: u64 = name.strip_suffix(".seg").unwrap().parse().unwrap();
    disk.put(&name, None);
    let error = error_of(open(&disk));
    let Error::Missing { seq, count, .. } = error else { panic!("{error}") };
    assert_eq!((seq, count), (first, 20 - first));
    for name in segments(&disk) {
        disk.put(&name, None);
    }
    let text = error_of(open(&disk)).to_string();
    assert!(text.starts_with("20 acknowledged records are missing, from record 0"), "{text}");
}

#[test]
fn a_torn_tail_is_cut_at_the_last_whole_record_and_reported() {
    let disk = filled(4);
    let name = last_segment(&disk);
    let whole = disk.bytes(&name).unwrap();
    let next = filled(6).bytes(&name).unwrap();
    let record = &next[whole.len()..];
    for len in 1..record.len() {
        let copy = disk.power_loss(crate::Tear::Everything);
        copy.put(&name, Some([&whole[..], &record[..len]].concat()));
        let (journal, opened) = open(&copy).unwrap();
        let kept = usize::try_from(opened.records).unwrap();
        assert!((4..6).contains(&kept));
        let end = copy.bytes(&name).unwrap().len();
        assert_eq!(index(opened.torn_bytes_cut), whole.len() + len - end);
        check_records(&replayed(&journal).unwrap());
        journal.append(entries(kept..kept + 1)).unwrap();
        drop(journal);
        let records = open_and_replay(&copy).unwrap();
        assert_eq!(records.len(), kept + 1);
        check_records(&records);
    }
}

#[test]
fn a_tail_of_zeros_or_rubbish_is_cut() {
    for byte in [0, 0x55, 0xFF] {
        let disk = filled(4);
        let name = last_segment(&disk);
        let mut bytes = disk.bytes(&name).unwrap();
        bytes.extend([byte; 3_000]);
        disk.put(&name, Some(bytes));
        let (_, opened) = open(&disk).unwrap();
        assert_eq!(opened, Opened { records: 4, torn_bytes_cut: 3_000 });
    }
}

#[test]
fn missing_exchanged_and_renamed_segments_are_refused() {
    let disk = filled(20);
    let names = segments(&disk);
    let bytes: Vec<_> = names.iter().map(|name| disk.bytes(name)).collect();
    for missing in &names {
        let copy = disk.power_loss(crate::Tear::Everything);
        copy.put(missing, None);
        error_of(open(&copy));
    }
    for (a, b) in [(0, 1), (1, 2), (0, 2)] {
        let copy = disk.power_loss(crate::Tear::Everything);
        copy.put(&names[a], bytes[b].clone());
        copy.put(&names[b], bytes[a].clone());
        let error = error_of(open(&copy));
        assert!(matches!(error, Error::Damaged { what: Damage::Name { .. }, .. }), "{error}");
    }
    let copy = disk.power_loss(crate::Tear::Everything);
    copy.put(&names[1], None);
    copy.put("00000000000000000001.seg", bytes[1].clone());
    error_of(open(&copy));
}

#[test]
fn a_record_taken_out_of_the_middle_is_refused_with_and_without_the_head() {
    let disk = FaultyDisk::new();
    let (journal, _) = open_large(&disk).unwrap();
    let stamps = journal.append(entries(0..6)).unwrap();
    drop(journal);
    let name = last_segment(&disk);
    let bytes = disk.bytes(&name).unwrap();
    for taken in &stamps[..5] {
        let (from, to) = (index(taken.place.offset), index(taken.place.end()));
        for keep_head in [true, false] {
            let copy = disk.power_loss(crate::Tear::Everything);
            copy.put(&name, Some([&bytes[..from], &bytes[to..]].concat()));
            if !keep_head {
                copy.put("head", None);
            }
            let error = error_of(open_large(&copy));
            let Error::Damaged { what, offset, seq, .. } = error else { panic!("{error}") };
            let (expected, found) = (taken.seq, taken.seq + 1);
            assert_eq!(what, Damage::Sequence { expected, found });
            assert_eq!((offset, seq), (taken.place.offset, Some(taken.seq)));
        }
    }
}

#[test]
fn a_lost_sector_of_an_unacknowledged_group_is_cut_but_not_one_that_others_follow() {
    let disk = FaultyDisk::new();
    let (journal, _) = open_large(&disk).unwrap();
    journal.append(entries(0..10)).unwrap();
    let name = last_segment(&disk);
    let acknowledged = disk.bytes(&name).unwrap().len();
    let before = disk.power_loss(crate::Tear::Everything);
    journal.append(entries(10..40)).unwrap();
    let hole = acknowledged.next_multiple_of(512) + 512;
    // The group of 30 was never acknowledged: `head` still says 10.
    let torn = before.power_loss(crate::Tear::Everything);
    let mut bytes = disk.bytes(&name).unwrap();
    bytes[hole..hole + 512].fill(0);
    torn.put(&name, Some(bytes.clone()));
    let (journal_of_torn, opened) = open_large(&torn).unwrap();
    assert!(opened.records >= 10 && opened.records < 40 && opened.torn_bytes_cut > 0);
    check_records(&replayed(&journal_of_torn).unwrap());
    // The same hole, but a later group proves that it was durable once.
    journal.append(entries(40..41)).unwrap();
    let damaged = before.power_loss(crate::Tear::Everything);
    let mut bytes = disk.bytes(&name).unwrap();
    bytes[hole..hole + 512].fill(0);
    damaged.put(&name, Some(bytes));
    assert!(matches!(error_of(open_large(&damaged)), Error::Damaged { .. }));
}

#[test]
fn reading_names_the_place_of_damage() {
    let disk = FaultyDisk::new();
    let (journal, _) = open(&disk).unwrap();
    let stamps = journal.append(entries(0..3)).unwrap();
    let place = stamps[1].place;
    disk.flip(&last_segment(&disk), index(place.end()) - 1, 1);
    let text = error_of(journal.read(place)).to_string();
    let expected = format!(
        "`00000000000000000000.seg` is damaged at byte {} (record 1): the content does not match \
         the hash in its header; nothing was changed; restore this file from a backup or from \
         another node",
        place.offset
    );
    assert_eq!(text, expected);
    let found: Vec<_> = journal.replay(0).collect();
    assert_eq!(found.len(), 2, "a replay ends after its first error");
    assert!(found[1].is_err());
}

#[test]
fn a_newer_and_an_older_format_are_named() {
    for (version, said) in [(3, "run the newer version"), (1, "into a new data folder")] {
        let disk = filled(2);
        let name = last_segment(&disk);
        let mut bytes = disk.bytes(&name).unwrap();
        bytes[8] = version;
        let crc = crc32c::crc32c(&bytes[..36]).to_le_bytes();
        bytes[36..40].copy_from_slice(&crc);
        disk.put(&name, Some(bytes));
        let text = error_of(open(&disk)).to_string();
        assert!(text.contains(&format!("format {version}")) && text.contains(said), "{text}");
    }
}
