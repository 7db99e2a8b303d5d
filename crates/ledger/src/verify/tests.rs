//! Verification names exactly what was done to a log.

use model::{BlindedLeaf, Commitment, Leaf, LeafError, LeafKind, TagSet, Timestamp};

use super::*;
use crate::{Misread, SigningKey, Tree};

const SIZE: usize = 50;
const COUNT: usize = 60;

fn leaf(seq: usize) -> Leaf {
    Leaf {
        seq: seq as u64,
        at: Timestamp::from_micros(seq as i64),
        kind: LeafKind::Accepted,
        actor: "CIA".into(),
        subject: format!("CIA TD-{seq} v1"),
        commitment: Commitment::of(&[1; 32], &seq.to_le_bytes()),
    }
}

fn blinded(header: &Leaf) -> Vec<u8> {
    BlindedLeaf::of(header, TagSet::default().digest()).to_bytes()
}

/// Sixty entries, of which a checkpoint covers fifty.
struct Log {
    entries: Vec<Vec<u8>>,
    kept: Vec<Hash>,
    text: String,
    key: VerifyingKey,
}

fn log(count: usize) -> Log {
    let key = SigningKey::from_seed("hstc.example", &[1; 32]).unwrap();
    let entries: Vec<Vec<u8>> = (0..count).map(|seq| blinded(&leaf(seq))).collect();
    let kept: Vec<Hash> = entries.iter().map(|entry| Hash::of_leaf(entry)).collect();
    let mut tree = Tree::new();
    kept[..SIZE].iter().for_each(|leaf| tree.push(*leaf));
    let text = Checkpoint::of("hstc.example", &tree).sign(&key).unwrap();
    Log { entries, kept, text, key: key.verifying_key() }
}

impl Log {
    fn verify(&self, kept: bool) -> Result<Verified, Vec<Finding>> {
        verify(&self.text, &self.key, kept.then_some(&self.kept as &dyn LeafHashes), &self.entries)
    }

    #[track_caller]
    fn check(&self, expected: &[Finding]) {
        assert_eq!(self.verify(true).unwrap_err(), expected);
    }
}

fn changed(seq: usize) -> Vec<u8> {
    blinded(&Leaf { actor: "FBI".into(), ..leaf(seq) })
}

#[test]
fn an_untouched_log_verifies_and_says_what_is_not_covered() {
    for kept in [true, false] {
        for count in [SIZE, COUNT] {
            let verified = log(count).verify(kept).unwrap();
            assert_eq!((verified.size, verified.uncovered), (50, (count - SIZE) as u64));
            let expected = if kept { KeptLeaves::Agree } else { KeptLeaves::Absent };
            assert_eq!(verified.kept, expected);
        }
    }
}

#[test]
fn a_changed_entry_is_named_at_every_position() {
    for seq in 0..SIZE {
        let mut log = log(COUNT);
        log.entries[seq] = changed(seq);
        log.check(&[Finding::Changed { seq: seq as u64 }]);
        let findings = log.verify(false).unwrap_err();
        assert!(matches!(findings[..], [Finding::RootDiffers { size: 50, .. }]), "{findings:?}");
    }
}

#[test]
fn an_entry_with_a_changed_number_is_named_at_every_position() {
    for seq in 0..SIZE {
        for claim in [0, 7, 49, 50, 1_000_000, u64::MAX] {
            let mut log = log(SIZE);
            log.entries[seq] = blinded(&Leaf { seq: claim, ..leaf(seq) });
            if claim == seq as u64 {
                log.verify(true).unwrap();
            } else if seq + 1 < SIZE || claim < 50 {
                log.check(&[Finding::Changed { seq: seq as u64 }]);
            } else {
                log.verify(true).unwrap_err();
            }
        }
    }
}

#[test]
fn a_missing_entry_is_named_at_every_position_with_and_without_the_kept_list() {
    for kept in [true, false] {
        for count in [SIZE, COUNT] {
            for seq in 0..SIZE {
                let mut log = log(count);
                log.entries.remove(seq);
                let expected = if seq + 1 == count {
                    Finding::ShorterThanCheckpoint { entries: 49, size: 50 }
                } else {
                    Finding::Missing { seq: seq as u64, count: 1 }
                };
                assert_eq!(log.verify(kept).unwrap_err(), [expected]);
            }
        }
    }
}

#[test]
fn two_exchanged_entries_are_named_at_every_pair_of_positions() {
    for a in 0..SIZE {
        for b in a + 1..SIZE {
            let mut log = log(COUNT);
            log.entries.swap(a, b);
            let (a, b) = (a as u64, b as u64);
            let expected =
                [Finding::Reordered { seq: a, found: b }, Finding::Reordered { seq: b, found: a }];
            log.check(&expected);
            assert_eq!(log.verify(false).unwrap_err(), expected);
        }
    }
}

#[test]
fn an_unreadable_entry_is_named_at_every_position() {
    for seq in 0..SIZE {
        let mut log = log(SIZE);
        log.entries[seq] = b"nonsense".to_vec();
        let findings = log.verify(true).unwrap_err();
        let [Finding::Malformed { seq: found, why: Misread::Leaf(_) }] = findings[..] else {
            panic!("{findings:?}")
        };
        assert_eq!(found, seq as u64);
        // The same leaf in another spelling has another hash, so it is refused as well.
        let text = String::from_utf8(blinded(&leaf(seq))).unwrap();
        log.entries[seq] =
            text.replacen(&format!("\n{seq}\n"), &format!("\n0{seq}\n"), 1).into_bytes();
        log.check(&[Finding::Malformed {
            seq: seq as u64,
            why: Misread::Leaf(LeafError::Field("spelling")),
        }]);
    }
}

#[test]
fn an_added_and_a_repeated_entry_are_named() {
    for position in 0..=SIZE {
        let mut log = log(COUNT);
        log.entries.insert(position, changed(position));
        let added = Finding::Added { position: position as u64 };
        if position < SIZE {
            log.check(&[added]);
        } else {
            log.verify(true).unwrap_err();
        }
    }
    let mut log = log(COUNT);
    log.entries.insert(30, blinded(&leaf(5)));
    log.check(&[Finding::Repeated { seq: 5, position: 30 }]);
}

#[test]
fn several_changes_are_all_named() {
    let mut log = log(COUNT);
    log.entries[40] = changed(40);
    log.entries.swap(20, 30);
    log.entries.drain(5..8);
    log.check(&[
        Finding::Missing { seq: 5, count: 3 },
        Finding::Reordered { seq: 20, found: 30 },
        Finding::Reordered { seq: 30, found: 20 },
        Finding::Changed { seq: 40 },
    ]);
}

#[test]
fn a_short_log_says_how_much_is_missing() {
    for kept in [true, false] {
        for entries in 0..SIZE {
            let mut log = log(COUNT);
            log.entries.truncate(entries);
            let entries = entries as u64;
            let expected = Finding::ShorterThanCheckpoint { entries, size: 50 };
            assert_eq!(log.verify(kept).unwrap_err(), [expected]);
        }
    }
}

#[test]
fn gaps_behind_the_checkpoint_are_named_too() {
    for seq in SIZE..COUNT - 1 {
        let mut log = log(COUNT);
        log.entries.remove(seq);
        log.check(&[Finding::Missing { seq: seq as u64, count: 1 }]);
    }
}

#[test]
fn a_forged_kept_list_neither_hides_nor_accuses() {
    let mut log = log(COUNT);
    log.kept[9] = Hash::EMPTY;
    assert_eq!(log.verify(true).unwrap().kept, KeptLeaves::Differ);
    log.entries[9] = changed(9);
    log.kept[9] = Hash::of_leaf(&log.entries[9]);
    let findings = log.verify(true).unwrap_err();
    assert!(matches!(findings[..], [Finding::RootDiffers { .. }, Finding::KeptLeavesDiffer]));
    log.kept.truncate(10);
    assert!(log.verify(true).is_err());
}

#[test]
fn a_tampered_checkpoint_is_caught() {
    let mut log = log(COUNT);
    log.text = log.text.replace("\n50\n", "\n49\n");
    let findings = log.verify(true).unwrap_err();
    assert!(matches!(findings[..], [Finding::BadCheckpoint { .. }]), "{findings:?}");
    assert!(findings[0].to_string().contains("which was changed"), "{}", findings[0]);
}

#[test]
fn sentences_are_for_people() {
    let said = |finding: Finding| finding.to_string();
    assert_eq!(said(Finding::Missing { seq: 5, count: 1 }), "entry 5 is missing");
    assert_eq!(said(Finding::Missing { seq: 5, count: 3 }), "entries 5 to 7 are missing");
    assert_eq!(
        said(Finding::ShorterThanCheckpoint { entries: 48, size: 50 }),
        "the log ends before entry 48, and the checkpoint covers 50 entries: the last 2 are \
         missing"
    );
}

#[test]
fn hostile_logs_are_refused_without_a_panic() {
    let log = log(COUNT);
    let hostile = |entries: Vec<Vec<u8>>| verify(&log.text, &log.key, Some(&log.kept), entries);
    let claims = |seq: u64| blinded(&Leaf { seq, ..leaf(3) });
    assert!(hostile(vec![Vec::new(); 70]).is_err());
    assert!(hostile((0..70).rev().map(claims).collect()).is_err());
    assert!(hostile(vec![claims(u64::MAX); 70]).is_err());
    let many = hostile((0..5_000).map(|n| claims(n * 2)).collect()).unwrap_err();
    assert!(many.len() <= FINDINGS_MAX + 1);
}
