//! One proof for many leaves: each hash beside their paths once.

use crate::{Error, Hash, Result, Tree};

impl Tree {
    /// Proof that some leaves, whose numbers grow, are in the tree of the first `size` leaves: the
    /// roots of the largest subtrees without one of them, from left to right.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if there is no such tree, or a leaf is not in it.
    pub fn prove_many(&self, numbers: &[u64], size: u64) -> Result<Vec<Hash>> {
        let asked = || format!("{} entries of a tree of {size}", numbers.len());
        let out = || Error::OutOfRange { size: self.size(), asked: asked() };
        let grow = numbers.is_sorted_by(|a, b| a < b);
        if size > self.size() || !grow || numbers.last().is_some_and(|last| *last >= size) {
            return Err(out());
        }
        let mut hashes = Vec::new();
        match size {
            0 => Some(()),
            _ => self.beside(0, size, numbers, &mut hashes),
        }
        .ok_or_else(out)?;
        Ok(hashes)
    }

    fn beside(&self, first: u64, end: u64, wanted: &[u64], hashes: &mut Vec<Hash>) -> Option<()> {
        if wanted.is_empty() {
            hashes.push(self.subtree(first, end)?);
            return Some(());
        }
        if end - first == 1 {
            return Some(());
        }
        let middle = first + split(end - first);
        let (left, right) = wanted.split_at_checked(wanted.partition_point(|n| *n < middle))?;
        self.beside(first, middle, left, hashes)?;
        self.beside(middle, end, right, hashes)
    }

    /// The root over the leaves from `first` to before `end`, which are a subtree of some tree.
    fn subtree(&self, first: u64, end: u64) -> Option<Hash> {
        let len = end - first;
        if len.is_power_of_two() {
            return self.whole(u8::try_from(len.trailing_zeros()).ok()?, first / len);
        }
        let middle = first + split(len);
        Some(Hash::of_node(self.subtree(first, middle)?, self.subtree(middle, end)?))
    }
}

/// The root to which leaves with their numbers, which grow, and the hashes of
/// [`Tree::prove_many`] lead in a tree of `size` leaves; `None` if they fit no such tree.
pub(crate) fn root_of_many(leaves: &[(u64, Hash)], size: u64, hashes: &[Hash]) -> Option<Hash> {
    let grow = leaves.is_sorted_by(|(a, _), (b, _)| a < b);
    if !grow || leaves.last().is_some_and(|(last, _)| *last >= size) {
        return None;
    }
    if size == 0 {
        return hashes.is_empty().then_some(Hash::EMPTY);
    }
    let mut rest = hashes.iter();
    let root = root(0, size, leaves, &mut rest)?;
    rest.next().is_none().then_some(root)
}

fn root(
    first: u64,
    end: u64,
    leaves: &[(u64, Hash)],
    rest: &mut std::slice::Iter<'_, Hash>,
) -> Option<Hash> {
    if leaves.is_empty() {
        return rest.next().copied();
    }
    if end - first == 1 {
        return leaves.first().map(|(_, hash)| *hash);
    }
    let middle = first + split(end - first);
    let (left, right) = leaves.split_at_checked(leaves.partition_point(|(n, _)| *n < middle))?;
    let left = root(first, middle, left, rest)?;
    Some(Hash::of_node(left, root(middle, end, right, rest)?))
}

/// How many of several leaves are left of the middle (RFC 6962, section 2.1): the greatest power
/// of two below their number.
fn split(len: u64) -> u64 {
    1 << (len - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(n: u64) -> Hash {
        Hash::of_leaf(&n.to_le_bytes())
    }

    fn tree(size: u64) -> Tree {
        let mut tree = Tree::new();
        (0..size).for_each(|n| tree.push(leaf(n)));
        tree
    }

    #[test]
    fn any_leaves_of_any_tree_lead_to_its_root_and_one_alone_has_its_usual_proof() {
        let grown = tree(70);
        for size in 0..70_u64 {
            let root = grown.root_at(size).unwrap();
            for pattern in 0..40_u64 {
                let wanted: Vec<u64> =
                    (0..size).filter(|n| (n * 7 + pattern).is_multiple_of(pattern + 1)).collect();
                let proof = grown.prove_many(&wanted, size).unwrap();
                let leaves: Vec<_> = wanted.iter().map(|n| (*n, leaf(*n))).collect();
                assert_eq!(root_of_many(&leaves, size, &proof), Some(root), "{size} {pattern}");
                if let Some((first, others)) = leaves.split_first() {
                    let changed = [&[(first.0, leaf(99))], others].concat();
                    assert_ne!(root_of_many(&changed, size, &proof), Some(root));
                    assert_ne!(root_of_many(others, size, &proof), Some(root));
                    let longer = [&proof[..], &[leaf(0)]].concat();
                    assert_eq!(root_of_many(&leaves, size, &longer), None);
                }
            }
            for seq in 0..size {
                let mut one = grown.prove_many(&[seq], size).unwrap();
                let mut usual = grown.prove_inclusion(seq, size).unwrap().hashes;
                one.sort();
                usual.sort();
                assert_eq!(one, usual);
            }
        }
    }

    #[test]
    fn what_is_not_in_the_tree_is_not_proven() {
        let grown = tree(9);
        for (numbers, size) in [(&[9_u64][..], 9), (&[1], 10), (&[2, 2], 9), (&[3, 1], 9)] {
            assert!(grown.prove_many(numbers, size).is_err());
        }
        assert_eq!(root_of_many(&[(9, leaf(9))], 9, &[]), None);
        assert_eq!(root_of_many(&[(1, leaf(1)), (1, leaf(1))], 9, &[]), None);
    }
}
