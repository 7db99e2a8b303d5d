//! What a party checks of its slice, with the log's public key and its own slice key alone.

use std::collections::BTreeMap;

use model::{LeafError, SliceKey};

use super::{Slice, SliceEntry};
use crate::frontier::Frontier;
use crate::many_proof::root_of_many;
use crate::{Checkpoint, ConsistencyProof, Hash, Verdict, VerifyingKey};

/// A slice that holds, and what the next one is held against.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SliceState {
    /// The checkpoint that it was held against.
    pub checkpoint: Checkpoint,
    /// Entries of the slice with those before its first.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The leaf hash of each entry that is in it, by number.
    pub leaves: BTreeMap<u64, Hash>,
    /// Entries whose content is not opened any more: it was erased, and the party should know why.
    pub erased: Vec<u64>,
    /// The slice's right edge before its first entry.
    pub(super) before: Frontier,
}

/// What is wrong with a slice, and who is to blame for it: whoever signed the checkpoint.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SliceFlaw {
    /// An entry stands in the slice that does not belong there, or is another one.
    #[error("entry {seq} is in the slice and is not, as it is here, what the log holds for you")]
    Added {
        /// The entry.
        seq: u64,
    },
    /// The slice does not go on where the earlier one ended.
    #[error(
        "the slice does not continue the earlier one of {size} entries: what was in it was taken \
         away or changed; keep both, which together prove it"
    )]
    Discontinued {
        /// Entries of the earlier slice.
        size: u64,
    },
    /// The log is not the one of the earlier checkpoint.
    #[error(
        "the log forked: it is not shown to continue the checkpoint of {size} entries that was \
         seen before; keep both checkpoints, which together prove it"
    )]
    Forked {
        /// Entries of the earlier checkpoint.
        size: u64,
    },
    /// An entry that concerns the party was left out.
    #[error("entry {seq} concerns you and is not in the slice")]
    Hidden {
        /// The entry.
        seq: u64,
    },
    /// The checkpoint's map holds another slice.
    #[error(
        "the checkpoint's map does not hold this slice of {size} entries: some were left out, \
         added or changed"
    )]
    MapDiffers {
        /// Entries of the slice as it is here.
        size: u64,
    },
    /// An entry cannot be read.
    #[error("entry {at} of the slice cannot be read: {why}")]
    Malformed {
        /// Its place in the slice, from 0.
        at: u64,
        /// Why.
        why: LeafError,
    },
    /// An entry does not carry the party's tag.
    #[error("entry {seq} is not tagged as yours, so that nobody who scans the log would find it")]
    Mistagged {
        /// The entry.
        seq: u64,
    },
    /// The checkpoint has no map.
    #[error("the checkpoint holds no map of slices, so nothing shows that none is left out")]
    NoMap,
    /// The entries are not those of the log.
    #[error("the entries of the slice are not shown to be in the log of {size} entries")]
    NotInLog {
        /// Entries of the log.
        size: u64,
    },
    /// Entries do not grow.
    #[error("entry {seq} of the log stands in the slice out of order or twice")]
    Order {
        /// The entry.
        seq: u64,
    },
    /// The log is shorter than it was.
    #[error(
        "the log was rolled back: {seen} entries were seen before and there are {found}; keep \
         both checkpoints"
    )]
    RolledBack {
        /// Entries that were seen before.
        seen: u64,
        /// Entries now.
        found: u64,
    },
    /// A part is not the one that was recorded.
    #[error("part {part} of entry {seq} is not what was recorded")]
    Unopened {
        /// The entry.
        seq: u64,
        /// The part.
        part: u32,
    },
    /// The checkpoint cannot be trusted.
    #[error("{why}")]
    Untrusted {
        /// What is wrong.
        why: String,
    },
}

impl SliceFlaw {
    /// What it amounts to.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Untrusted { .. } => Verdict::Untrusted,
            Self::Forked { .. } | Self::RolledBack { .. } => Verdict::Forked,
            Self::Hidden { .. } | Self::MapDiffers { .. } | Self::NoMap => Verdict::Incomplete,
            Self::Added { .. }
            | Self::Discontinued { .. }
            | Self::Malformed { .. }
            | Self::Mistagged { .. }
            | Self::NotInLog { .. }
            | Self::Order { .. }
            | Self::Unopened { .. } => Verdict::Altered,
        }
    }
}

impl Slice {
    /// Checks everything that the slice shows by itself: each entry opened, tagged and in the log,
    /// and the whole of it what the signed map holds.
    ///
    /// # Errors
    /// Everything that is wrong, in order.
    pub fn check(&self, log: &VerifyingKey, key: &SliceKey) -> Result<SliceState, Vec<SliceFlaw>> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)
            .map_err(|error| vec![SliceFlaw::Untrusted { why: error.to_string() }])?;
        let mut flaws = Vec::new();
        let Some(before) = Frontier::of(self.from, self.frontier.clone()) else {
            return Err(vec![SliceFlaw::MapDiffers { size: self.from }]);
        };
        let mut own = before.clone();
        let (mut leaves, mut erased) = (Vec::new(), Vec::new());
        for (entry, at) in self.entries.iter().zip(self.from..) {
            let header = match entry.read() {
                Ok(header) => header,
                Err(why) => {
                    flaws.push(SliceFlaw::Malformed { at, why });
                    continue;
                }
            };
            let seq = header.seq;
            if leaves.last().is_some_and(|(last, _)| *last >= seq) {
                flaws.push(SliceFlaw::Order { seq });
            }
            if !entry.tags.contains(&key.tag(seq)) {
                flaws.push(SliceFlaw::Mistagged { seq });
            }
            opened(entry, &header, &mut flaws);
            if entry.parts.is_empty() {
                erased.push(seq);
            }
            let hash = entry.leaf_hash(seq);
            own.push(hash, |_| {});
            leaves.push((seq, hash));
        }
        let (size, root) = (own.size(), own.root());
        flaws.extend(self.unmapped(&checkpoint, key, size, root));
        if root_of_many(&leaves, checkpoint.size, &self.log) != Some(checkpoint.root) {
            flaws.push(SliceFlaw::NotInLog { size: checkpoint.size });
        }
        let leaves = leaves.into_iter().collect();
        match flaws.is_empty() {
            true => Ok(SliceState { checkpoint, size, root, leaves, erased, before }),
            false => Err(flaws),
        }
    }

    /// Checks that the log and the slice continue what was seen before.
    ///
    /// # Errors
    /// Everything that is wrong, in order.
    pub fn check_since(
        &self,
        now: &SliceState,
        earlier: &SliceState,
    ) -> Result<(), Vec<SliceFlaw>> {
        let mut flaws = self.check_log(&now.checkpoint, &earlier.checkpoint);
        // Of another log it says nothing more.
        if flaws.is_empty() && !now.continues(earlier) {
            flaws.push(SliceFlaw::Discontinued { size: earlier.size });
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
    }

    /// Holds the slice's checkpoint against one that was kept: what is wrong.
    pub fn check_log(&self, now: &Checkpoint, kept: &Checkpoint) -> Vec<SliceFlaw> {
        if now.size < kept.size {
            return vec![SliceFlaw::RolledBack { seen: kept.size, found: now.size }];
        }
        let same = now.size == kept.size && now.root == kept.root;
        if same && now.map == kept.map {
            return Vec::new();
        }
        let proven = self.since.as_ref().filter(|(size, _)| !same && *size == kept.size);
        let holds = proven.is_some_and(|(from_size, hashes)| {
            let (from_size, hashes) = (*from_size, hashes.clone());
            let proof = ConsistencyProof { from_size, size: now.size, hashes };
            proof.check(kept.root, now.root).is_ok()
        });
        if holds { Vec::new() } else { vec![SliceFlaw::Forked { size: kept.size }] }
    }

    /// Whether the signed map does not hold the slice as it is here.
    fn unmapped(
        &self,
        checkpoint: &Checkpoint,
        key: &SliceKey,
        size: u64,
        root: Hash,
    ) -> Option<SliceFlaw> {
        let Some(map) = checkpoint.map else { return Some(SliceFlaw::NoMap) };
        let value = (size > 0).then(|| key.map_value(size, root.bytes()));
        let found = self.map.root(&key.map_index(), value.as_ref());
        (found != Some(map)).then_some(SliceFlaw::MapDiffers { size })
    }
}

impl SliceState {
    /// Whether the slice's first entries are those of an earlier state.
    fn continues(&self, earlier: &Self) -> bool {
        let mut own = self.before.clone();
        let mut leaves = self.leaves.values();
        while own.size() < earlier.size {
            let Some(leaf) = leaves.next() else { return false };
            own.push(*leaf, |_| {});
        }
        own.size() == earlier.size && own.root() == earlier.root
    }
}

/// Each part must be the recorded one; where there is any, part 0 must be among them.
fn opened(entry: &SliceEntry, header: &model::Leaf, flaws: &mut Vec<SliceFlaw>) {
    let seq = header.seq;
    for part in &entry.parts {
        if part.commitment() != Some(header.commitment) {
            flaws.push(SliceFlaw::Unopened { seq, part: part.index });
        }
    }
    if !entry.parts.is_empty() && !entry.parts.iter().any(|part| part.index == 0) {
        flaws.push(SliceFlaw::Unopened { seq, part: 0 });
    }
}
