//! The slices of all parties as the log grows: for each, which entries concern it, and the map.

use std::collections::{BTreeSet, HashMap};

use model::{Party, SliceKey};

use crate::frontier::Frontier;
use crate::numbers::Numbers;
use crate::slice_map::{MapProof, SliceMap};
use crate::{Hash, Tree};

/// A fold of the log: a few bytes an entry and party.
#[derive(Clone, Debug, Default)]
pub struct Slices {
    slices: HashMap<Party, Own>,
    /// Those that have grown since the map was brought up.
    grown: BTreeSet<Party>,
    map: SliceMap,
}

/// A party's own log: the leaf hashes of the entries that concern it.
#[derive(Clone, Debug)]
struct Own {
    key: SliceKey,
    numbers: Numbers,
    frontier: Frontier,
}

/// A slice without its entries, from one entry on.
#[derive(Clone, Debug)]
pub struct SliceFrame {
    /// How many entries of the slice come before.
    pub from: u64,
    /// The roots of the whole subtrees of those, the largest first.
    pub frontier: Vec<Hash>,
    /// The numbers of the entries that follow.
    pub numbers: Vec<u64>,
    /// That the map holds the slice as it is.
    pub map: MapProof,
}

impl Slices {
    /// Takes an entry that concerns a party.
    pub fn push(&mut self, party: &Party, seq: u64, leaf: Hash, key: impl FnOnce() -> SliceKey) {
        if !self.slices.contains_key(party) {
            let (numbers, frontier) = Default::default();
            self.slices.insert(party.clone(), Own { key: key(), numbers, frontier });
        }
        if let Some(own) = self.slices.get_mut(party) {
            own.numbers.push(seq);
            own.frontier.push(leaf, |_| {});
        }
        if !self.grown.contains(party) {
            self.grown.insert(party.clone());
        }
    }

    /// Brings the map up to the slices, and gives its root.
    pub fn map_root(&mut self) -> Hash {
        for party in std::mem::take(&mut self.grown) {
            if let Some(own) = self.slices.get(&party) {
                let value = own.key.map_value(own.frontier.size(), own.frontier.root().bytes());
                self.map.set(own.key.map_index(), value);
            }
        }
        self.map.root()
    }

    /// How many entries a party's slice has.
    pub fn size(&self, party: &Party) -> u64 {
        self.slices.get(party).map_or(0, |own| own.frontier.size())
    }

    /// A party's slice from its `from`th entry on; a slice that is shorter gives what it has. The
    /// map is that of the last [`Slices::map_root`].
    pub fn frame(&self, party: &Party, key: &SliceKey, from: u64, tree: &Tree) -> SliceFrame {
        let map = self.map.prove(&key.map_index());
        let from = from.min(self.size(party));
        let mut before = Frontier::default();
        let mut numbers = Vec::new();
        if let Some(own) = self.slices.get(party) {
            for seq in own.numbers.iter() {
                if before.size() == from {
                    numbers.push(seq);
                } else if let Some(leaf) = tree.leaf(seq) {
                    before.push(leaf, |_| {});
                }
            }
        }
        SliceFrame { from, frontier: before.complete().to_vec(), numbers, map }
    }
}
