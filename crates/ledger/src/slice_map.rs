//! The map of all slices: a Merkle tree over blinded places, whose root each checkpoint signs.
//!
//! A place is 256 bits, read from the greatest on: 0 goes left. A subtree with one slice in it is
//! that slice's hash, so that paths are as long as the logarithm of the number of slices; one
//! with none is 32 zero bytes.

use sha2::{Digest, Sha256};

use crate::Hash;

/// The map, with the hashes of all its subtrees.
#[derive(Clone, Debug, Default)]
pub(crate) struct SliceMap(Subtree);

#[derive(Clone, Debug, Default)]
enum Subtree {
    #[default]
    Empty,
    One {
        index: [u8; 32],
        hash: Hash,
        value: [u8; 32],
    },
    Fork {
        hash: Hash,
        sides: Box<[Self; 2]>,
    },
}

/// What shows that the map holds a slice, or that it holds none of a party.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MapProof {
    /// The hashes beside the path, from the root down.
    pub beside: Vec<Hash>,
    /// The one slice in the subtree where an absent one would stand: its place and its value, both
    /// of which tell nothing.
    pub other: Option<([u8; 32], [u8; 32])>,
}

impl SliceMap {
    pub(crate) fn root(&self) -> Hash {
        self.0.hash()
    }

    /// Puts a slice into the map, or replaces what the map holds of it.
    pub(crate) fn set(&mut self, index: [u8; 32], value: [u8; 32]) {
        let before = std::mem::take(&mut self.0);
        self.0 = before.with(index, value, 0);
    }

    pub(crate) fn prove(&self, index: &[u8; 32]) -> MapProof {
        let mut proof = MapProof::default();
        let mut subtree = &self.0;
        for depth in 0..=BITS {
            match subtree {
                Subtree::Empty => break,
                Subtree::One { index: found, value, .. } => {
                    proof.other = (found != index).then_some((*found, *value));
                    break;
                }
                Subtree::Fork { sides, .. } => {
                    let [left, right] = &**sides;
                    let (own, beside) =
                        if bit(index, depth) { (right, left) } else { (left, right) };
                    proof.beside.push(beside.hash());
                    subtree = own;
                }
            }
        }
        proof
    }
}

impl Subtree {
    fn hash(&self) -> Hash {
        match self {
            Self::Empty => NOTHING,
            Self::One { hash, .. } | Self::Fork { hash, .. } => *hash,
        }
    }

    fn one(index: [u8; 32], value: [u8; 32]) -> Self {
        Self::One { index, hash: hash_of_slice(&index, &value), value }
    }

    fn fork(sides: Box<[Self; 2]>) -> Self {
        let [left, right] = &*sides;
        Self::Fork { hash: hash_of_fork(left.hash(), right.hash()), sides }
    }

    fn with(self, index: [u8; 32], value: [u8; 32], depth: usize) -> Self {
        match self {
            Self::Empty => Self::one(index, value),
            Self::One { index: found, .. } if found == index => Self::one(index, value),
            one @ Self::One { .. } => {
                let Self::One { index: found, .. } = &one else { return one };
                let mut sides = Box::<[Self; 2]>::default();
                let own = bit(found, depth);
                let [left, right] = &mut *sides;
                *(if own { right } else { left }) = one;
                Self::forked(sides, index, value, depth)
            }
            Self::Fork { sides, .. } => Self::forked(sides, index, value, depth),
        }
    }

    fn forked(mut sides: Box<[Self; 2]>, index: [u8; 32], value: [u8; 32], depth: usize) -> Self {
        let [left, right] = &mut *sides;
        let own = if bit(&index, depth) { right } else { left };
        *own = std::mem::take(own).with(index, value, depth + 1);
        Self::fork(sides)
    }
}

impl MapProof {
    /// The root of the map in which a slice has this value at this place, or in which there is no
    /// slice at this place; `None` if it proves nothing of the kind.
    pub fn root(&self, index: &[u8; 32], value: Option<&[u8; 32]>) -> Option<Hash> {
        if self.beside.len() > BITS {
            return None;
        }
        let start = match (value, &self.other) {
            (Some(value), None) => hash_of_slice(index, value),
            (Some(_), Some(_)) => return None,
            (None, None) => NOTHING,
            (None, Some((other, value))) => {
                let shared = (0..self.beside.len()).all(|at| bit(other, at) == bit(index, at));
                if other == index || !shared {
                    return None;
                }
                hash_of_slice(other, value)
            }
        };
        let up = self.beside.iter().enumerate().rev();
        Some(up.fold(start, |own, (depth, beside)| match bit(index, depth) {
            false => hash_of_fork(own, *beside),
            true => hash_of_fork(*beside, own),
        }))
    }
}

fn bit(index: &[u8; 32], at: usize) -> bool {
    index.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1)
}

fn hash_of_slice(index: &[u8; 32], value: &[u8; 32]) -> Hash {
    hashed(2, index, value)
}

fn hash_of_fork(left: Hash, right: Hash) -> Hash {
    hashed(3, left.bytes(), right.bytes())
}

/// Other first bytes than those of leaves and nodes of the log.
fn hashed(first: u8, a: &[u8; 32], b: &[u8; 32]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([first]);
    hash.update(a);
    hash.update(b);
    Hash::from_bytes(hash.finalize().into())
}

/// The hash of a map, or a part of one, without slices.
const NOTHING: Hash = Hash::from_bytes([0; 32]);

/// Bits of a place.
const BITS: usize = 256;

#[cfg(test)]
mod tests;
