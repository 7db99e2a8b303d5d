//! The right edge of a growing tree: all that a root needs.

use crate::Hash;

/// The roots of the complete subtrees of which a tree of this size consists, largest first.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Frontier {
    size: u64,
    complete: Vec<Hash>,
}

impl Frontier {
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    pub(crate) fn complete(&self) -> &[Hash] {
        &self.complete
    }

    /// The right edge of a tree of a size; `None` if it consists of another number of subtrees.
    pub(crate) fn of(size: u64, complete: Vec<Hash>) -> Option<Self> {
        (complete.len() == size.count_ones() as usize).then_some(Self { size, complete })
    }

    /// Adds a leaf, and hands each hash that is now final to `keep`: the leaf's own, then those
    /// of the subtrees that it completes, from the smallest up.
    pub(crate) fn push(&mut self, leaf: Hash, mut keep: impl FnMut(Hash)) {
        keep(leaf);
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.complete.pop() else { break };
            hash = Hash::of_node(left, hash);
            keep(hash);
        }
        self.complete.push(hash);
        self.size += 1;
    }

    pub(crate) fn root(&self) -> Hash {
        self.root_with(&Self::default())
    }

    /// The root of a tree whose right edge goes on in another: this one's leaves are the roots of
    /// whole subtrees, and `right` has fewer leaves than one of these.
    pub(crate) fn root_with(&self, right: &Self) -> Hash {
        let mut from_right = right.complete.iter().rev().chain(self.complete.iter().rev()).copied();
        let Some(smallest) = from_right.next() else { return Hash::EMPTY };
        from_right.fold(smallest, |right, left| Hash::of_node(left, right))
    }

    /// As [`Self::root_with`], where `right` may also be one whole subtree.
    pub(crate) fn root_joined(&self, right: &Self, whole: u64) -> Hash {
        if right.size() < whole {
            return self.root_with(right);
        }
        let mut grown = self.clone();
        grown.push(right.root(), |_| {});
        grown.root()
    }
}
