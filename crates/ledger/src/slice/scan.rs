//! Looking through the whole log for one's own tags.

use std::collections::BTreeMap;

use model::{BlindedLeaf, SliceKey, TagSet};

use super::{SliceFlaw, SliceState};
use crate::Hash;

/// What a party found in the blinded log by itself.
#[derive(Clone, Debug)]
pub struct Scan {
    key: SliceKey,
    next: u64,
    /// The leaf hash of each entry that carries the party's tag.
    found: BTreeMap<u64, Hash>,
    /// Entries whose tags are not those that their leaf names.
    unfit: Vec<u64>,
}

impl Scan {
    /// Begins at the first entry.
    pub fn new(key: &SliceKey) -> Self {
        Self { key: key.clone(), next: 0, found: BTreeMap::new(), unfit: Vec::new() }
    }

    /// Takes the next entry's leaf and tags. What is no leaf, or not the tags that the leaf names,
    /// is held against the log.
    pub fn entry(&mut self, leaf: &[u8], tags: &[u8]) {
        let seq = self.next;
        self.next += 1;
        let read = BlindedLeaf::from_bytes(leaf).ok().filter(|leaf| leaf.seq == seq);
        let set =
            read.zip(TagSet::from_bytes(tags)).filter(|(leaf, set)| leaf.tags == set.digest());
        match set {
            None => self.unfit.push(seq),
            Some((_, set)) if set.contains(&self.key.tag(seq)) => {
                self.found.insert(seq, Hash::of_leaf(leaf));
            }
            Some(_) => {}
        }
    }

    /// How many entries were looked at.
    pub fn size(&self) -> u64 {
        self.next
    }

    /// How many of them carry the party's tag.
    pub fn found_count(&self) -> usize {
        self.found.len()
    }

    /// Holds a slice against what was found, as far as both go: everything that is wrong.
    pub fn compare(&self, slice: &SliceState) -> Vec<SliceFlaw> {
        let end = self.next.min(slice.checkpoint.size);
        let mut flaws = Vec::new();
        for seq in self.unfit.iter().copied().filter(|seq| *seq < end) {
            flaws.push(SliceFlaw::Mistagged { seq });
        }
        // Those before the slice's first entry were looked for when they were new.
        let before = usize::try_from(slice.before.size()).unwrap_or(usize::MAX);
        let found: BTreeMap<u64, Hash> =
            self.found.range(..end).skip(before).map(|(seq, hash)| (*seq, *hash)).collect();
        for (seq, hash) in &found {
            match slice.leaves.get(seq) {
                None => flaws.push(SliceFlaw::Hidden { seq: *seq }),
                Some(own) if own != hash => flaws.push(SliceFlaw::Added { seq: *seq }),
                Some(_) => {}
            }
        }
        for (seq, _) in slice.leaves.range(..end).filter(|(seq, _)| !found.contains_key(seq)) {
            flaws.push(SliceFlaw::Added { seq: *seq });
        }
        flaws
    }
}
