//! Slices of a small log: what holds, and every change that must not.

use std::collections::BTreeSet;

use model::{
    AgencyId, BlindedLeaf, Commitment, Leaf, LeafKind, Party, RecipientId, Roster, SliceKeys,
    Timestamp, open,
};

use super::*;
use crate::{Checkpoint, SigningKey, Slices, Tree, Verdict, VerifyingKey};

fn agency(name: &str) -> Party {
    Party::Organization(AgencyId::new(name).unwrap())
}

fn recipient(name: &str) -> Party {
    Party::Recipient(RecipientId::new(name).unwrap())
}

fn at(seq: u64) -> usize {
    usize::try_from(seq).unwrap()
}

struct Log {
    keys: SliceKeys,
    signing: SigningKey,
    tree: Tree,
    slices: Slices,
    entries: Vec<(Vec<u8>, TagSet, Vec<Vec<u8>>)>,
    leaves: Vec<Vec<u8>>,
}

const SALT: [u8; 32] = [5; 32];

impl Log {
    fn of(count: u64) -> Self {
        let signing = SigningKey::from_seed("log.example", &[1; 32]).unwrap();
        let (tree, slices, entries, leaves) = Default::default();
        let mut log = Self { keys: SliceKeys::of([2; 32]), signing, tree, slices, entries, leaves };
        (0..count).for_each(|seq| log.push(seq));
        log
    }

    /// Each entry goes to one of three recipients, about the material of one of three agencies.
    fn push(&mut self, seq: u64) {
        let (of, to) = (["CIA", "FBI", "DHS"][at(seq) % 3], ["a", "b", "c"][at(seq) / 3 % 3]);
        let parts = vec![format!("recipient {to}").into_bytes(), of.as_bytes().to_vec()];
        let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let header = Leaf {
            seq,
            at: Timestamp::from_micros(seq.cast_signed()),
            kind: LeafKind::Viewed,
            actor: to.to_owned(),
            subject: String::new(),
            commitment: Commitment::of_parts(&SALT, &slices),
        };
        let roster = Roster::of(BTreeSet::from([agency(of), recipient(to)]), &self.keys);
        let tags = roster.tags(seq);
        let leaf = BlindedLeaf::of(&header, tags.digest()).to_bytes();
        let hash = Hash::of_leaf(&leaf);
        self.tree.push(hash);
        for party in roster.parties() {
            self.slices.push(party, seq, hash, || self.keys.key(party));
        }
        self.leaves.push(leaf);
        self.entries.push((header.to_bytes(), tags, parts));
    }

    fn slice(&mut self, party: &Party, from: u64, old: u64) -> Slice {
        let (key, size) = (self.keys.key(party), self.tree.size());
        let map = self.slices.map_root();
        let checkpoint = Checkpoint::of("log.example", &self.tree).with_map(map);
        let frame = self.slices.frame(party, &key, from, &self.tree);
        let since =
            (old > 0).then(|| (old, self.tree.prove_consistency(old, size).unwrap().hashes));
        let entry = |seq: &u64| {
            let (header, tags, parts) = self.entries[at(*seq)].clone();
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            let parts = vec![open(&SALT, &parts, 0).unwrap(), open(&SALT, &parts, 1).unwrap()];
            SliceEntry { header, tags, parts }
        };
        Slice {
            party: party.clone(),
            from: frame.from,
            frontier: frame.frontier,
            entries: frame.numbers.iter().map(entry).collect(),
            map: frame.map,
            log: self.tree.prove_many(&frame.numbers, size).unwrap(),
            since,
            checkpoint: checkpoint.sign(&self.signing).unwrap(),
        }
    }

    fn key(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }
}

#[test]
fn a_slice_of_any_log_holds_from_any_entry_on_and_reads_back() {
    for count in [0, 1, 2, 3, 10, 40] {
        let mut log = Log::of(count);
        for party in [agency("CIA"), agency("DHS"), recipient("b"), recipient("nobody")] {
            let key = log.keys.key(&party);
            for from in [0, 1, 5, 99] {
                let slice = log.slice(&party, from, 0);
                let read = Slice::parse(&slice.text()).unwrap();
                assert_eq!(read, slice);
                assert!(Slice::is_begun_by(&slice.text()));
                let state = read.check(&log.key(), &key).unwrap();
                assert_eq!(state.size, log.slices.size(&party));
                let mut scan = Scan::new(&key);
                for (leaf, (_, tags, _)) in log.leaves.iter().zip(&log.entries) {
                    scan.entry(leaf, &tags.to_bytes());
                }
                assert_eq!(scan.compare(&state), []);
                assert_eq!((scan.size(), scan.found_count() as u64), (count, state.size));
            }
        }
    }
}

#[test]
fn a_slice_is_another_partys_to_nobody() {
    let mut log = Log::of(20);
    let slice = log.slice(&agency("CIA"), 0, 0);
    let flaws = slice.check(&log.key(), &log.keys.key(&agency("FBI"))).unwrap_err();
    assert!(flaws.contains(&SliceFlaw::Mistagged { seq: 0 }), "{flaws:?}");
    assert!(flaws.contains(&SliceFlaw::MapDiffers { size: 7 }), "{flaws:?}");
}

#[test]
fn an_entry_left_out_or_changed_is_caught_by_the_map() {
    let mut log = Log::of(40);
    let (party, key, log_key) = (agency("CIA"), log.keys.key(&agency("CIA")), log.key());
    let whole = log.slice(&party, 0, 0);
    for at in 0..whole.entries.len() {
        let mut less = whole.clone();
        less.entries.remove(at);
        // Whoever leaves one out can still prove that the others are in the log.
        let left: Vec<u64> = less.entries.iter().map(|entry| entry.read().unwrap().seq).collect();
        less.log = log.tree.prove_many(&left, 40).unwrap();
        let size = whole.entries.len() as u64 - 1;
        assert_eq!(less.check(&log_key, &key), Err(vec![SliceFlaw::MapDiffers { size }]));
    }
    let changes: [&dyn Fn(&mut Slice); 8] = [
        &|slice| slice.entries.swap(1, 2),
        &|slice| slice.entries[1] = slice.entries[2].clone(),
        &|slice| slice.entries[1].header[25] ^= 1,
        &|slice| slice.entries[1].parts[1].content.push(b'x'),
        &|slice| drop(slice.entries[1].parts.remove(0)),
        &|slice| slice.entries[1].tags = slice.entries[2].tags.clone(),
        &|slice| slice.log.truncate(slice.log.len() - 1),
        &|slice| slice.map.beside.truncate(0),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut changed = whole.clone();
        change(&mut changed);
        let flaws = changed.check(&log_key, &key).unwrap_err();
        assert!(flaws.iter().all(|flaw| flaw.verdict() != Verdict::Complete), "{at}: {flaws:?}");
    }
    let unmapped = Checkpoint::of("log.example", &log.tree).sign(&log.signing).unwrap();
    let slice = Slice { checkpoint: unmapped, ..whole };
    assert_eq!(slice.check(&log_key, &key), Err(vec![SliceFlaw::NoMap]));
}

#[test]
fn a_slice_continues_every_earlier_one_and_no_other() {
    let (party, key) = (recipient("b"), SliceKeys::of([2; 32]).key(&recipient("b")));
    for old in [1, 4, 5, 17, 40] {
        let mut log = Log::of(old);
        let earlier = log.slice(&party, 0, 0).check(&log.key(), &key).unwrap();
        (old..40).for_each(|seq| log.push(seq));
        for from in [0, earlier.size] {
            let later = log.slice(&party, from, old);
            let now = later.check(&log.key(), &key).unwrap();
            assert_eq!(later.check_since(&now, &earlier), Ok(()), "{old} {from}");
            if old < 40 {
                let unproven = Slice { since: None, ..later };
                let flaws = unproven.check_since(&now, &earlier).unwrap_err();
                assert_eq!(flaws, [SliceFlaw::Forked { size: old }]);
            }
        }
        let mut shorter = Log::of(old - 1);
        let slice = shorter.slice(&party, 0, 0);
        let now = slice.check(&log.key(), &key).unwrap();
        let flaws = slice.check_since(&now, &earlier).unwrap_err();
        assert!(flaws.contains(&SliceFlaw::RolledBack { seen: old, found: old - 1 }), "{flaws:?}");
    }
}

#[test]
fn what_concerns_both_is_in_both_slices() {
    let mut log = Log::of(40);
    let concerns = |header: &Leaf, part: &Opening, party: &Party| match party {
        Party::Organization(id) => part.content == id.as_str().as_bytes(),
        Party::Recipient(id) => header.actor == id.as_str(),
    };
    let checkpoint =
        |slice: &Slice| Checkpoint::open(&slice.checkpoint, &log.signing.verifying_key());
    let (one, other) = {
        let mut made = Log::of(40);
        (made.slice(&agency("CIA"), 0, 0), made.slice(&recipient("b"), 0, 0))
    };
    let at = checkpoint(&one).unwrap();
    assert_eq!(compare((&one, &at), (&other, &at), concerns), []);
    let shared = one.entries.iter().position(|entry| other.entries.contains(entry)).unwrap();
    let seq = one.entries[shared].read().unwrap().seq;
    let mut less = one;
    less.entries.remove(shared);
    let (of, party) = ("recipient b".to_owned(), "originator CIA".to_owned());
    let expected = [Difference::Absent { seq, of: of.clone(), party: party.clone() }];
    assert_eq!(compare((&less, &at), (&other, &at), concerns), expected);
    let expected = [Difference::Absent { seq, of, party }];
    assert_eq!(compare((&other, &at), (&less, &at), concerns), expected);
    // What is behind the shorter of both says nothing.
    let early = Checkpoint { size: seq, ..at.clone() };
    assert_eq!(compare((&less, &early), (&other, &at), concerns), []);
    log.push(40);
}

#[test]
fn hostile_texts_are_refused_without_a_panic() {
    let mut log = Log::of(12);
    let key = log.keys.key(&agency("CIA"));
    let text = log.slice(&agency("CIA"), 1, 4).text();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let cut = Slice::parse(text.get(..end).unwrap());
        assert!(cut.is_err() || cut.unwrap().check(&log.key(), &key).is_err(), "{end}");
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        let Ok(slice) = Slice::parse(&changed) else { continue };
        let checked = slice.check(&log.key(), &key);
        // What is said of an older checkpoint is not part of the slice itself.
        let beside =
            slice.since != Slice::parse(&text).unwrap().since || slice.party != agency("CIA");
        assert!(checked.is_err() || beside, "byte {at}: {changed}");
    }
}
