//! Known roots, and proofs that hold for nothing but what they prove.

use super::*;

/// The leaves of the test vectors that all RFC 6962 logs share.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaf(number: u64) -> Hash {
    Hash::of_leaf(&number.to_le_bytes())
}

fn grown(size: u64) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|number| tree.push(leaf(number)));
    tree
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut bytes = *hash.bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

#[test]
fn roots_are_those_of_rfc_6962() {
    let mut tree = Tree::new();
    assert_eq!(tree.root().hex(), ROOTS[0]);
    for (text, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        tree.push(Hash::of_leaf(&hex::decode(text).unwrap()));
        assert_eq!(tree.root().hex(), *root);
    }
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(tree.root_at(size as u64).unwrap().hex(), *root);
    }
}

#[test]
fn a_root_is_what_the_definition_says() {
    fn slow(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::EMPTY,
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                Hash::of_node(slow(left), slow(right))
            }
        }
    }
    let leaves: Vec<Hash> = (0..100).map(leaf).collect();
    let tree = grown(100);
    for size in 0..=100 {
        assert_eq!(tree.root_at(size as u64).unwrap(), slow(&leaves[..size]));
    }
    assert_eq!(tree.leaf(99), Some(leaf(99)));
    assert_eq!(tree.leaf(100), None);
}

#[test]
fn inclusion_proofs_hold_and_fail_when_anything_is_altered() {
    let tree = grown(40);
    for size in 1..=40 {
        let root = tree.root_at(size).unwrap();
        for seq in 0..size {
            let proof = tree.prove_inclusion(seq, size).unwrap();
            proof.check(leaf(seq), root).unwrap();
            assert!(proof.check(leaf(seq + 1), root).is_err());
            assert!(proof.check(leaf(seq), flipped(root, 77)).is_err());
            for at in 0..proof.hashes.len() {
                let mut altered = proof.clone();
                altered.hashes[at] = flipped(altered.hashes[at], at * 31);
                assert!(altered.check(leaf(seq), root).is_err());
                altered.hashes.truncate(at);
                assert!(altered.check(leaf(seq), root).is_err());
            }
            let mut longer = proof.clone();
            longer.hashes.push(root);
            assert!(longer.check(leaf(seq), root).is_err());
            for other in (0..size).filter(|other| *other != seq) {
                let moved = InclusionProof { seq: other, ..proof.clone() };
                assert!(moved.check(leaf(seq), root).is_err());
            }
        }
    }
}

#[test]
fn consistency_proofs_hold_and_fail_when_anything_is_altered() {
    let tree = grown(40);
    for size in 0..=40 {
        let root = tree.root_at(size).unwrap();
        for from in 0..=size {
            let from_root = tree.root_at(from).unwrap();
            let proof = tree.prove_consistency(from, size).unwrap();
            proof.check(from_root, root).unwrap();
            assert!(proof.check(flipped(from_root, 5), root).is_err());
            if from > 0 {
                assert!(proof.check(from_root, flipped(root, 5)).is_err());
            }
            for at in 0..proof.hashes.len() {
                let mut altered = proof.clone();
                altered.hashes[at] = flipped(altered.hashes[at], at * 31);
                assert!(altered.check(from_root, root).is_err());
            }
            let mut longer = proof.clone();
            longer.hashes.push(root);
            assert!(longer.check(from_root, root).is_err());
        }
    }
}

#[test]
fn hostile_proofs_are_refused_without_a_panic() {
    let root = grown(5).root();
    let sizes = [0, 1, 2, 5, u64::MAX / 2, u64::MAX - 1, u64::MAX];
    for size in sizes {
        for other in sizes {
            for len in [0, 1, 3, 63, 64, 65, 100_000] {
                let hashes = vec![root; len];
                let inclusion = InclusionProof { seq: other, size, hashes: hashes.clone() };
                if !(size == 1 && other == 0 && len == 0) {
                    assert!(inclusion.check(root, root).is_err());
                }
                let consistency = ConsistencyProof { from_size: other, size, hashes };
                let _either = consistency.check(root, root);
                assert!(consistency.check(root, Hash::EMPTY).is_err());
            }
        }
    }
}

#[test]
fn what_the_tree_does_not_have_is_refused() {
    let tree = grown(5);
    assert!(matches!(tree.root_at(6), Err(Error::OutOfRange { size: 5, .. })));
    for (seq, size) in [(5, 5), (0, 6), (0, 0), (u64::MAX, u64::MAX)] {
        assert!(tree.prove_inclusion(seq, size).is_err());
    }
    for (from, size) in [(3, 2), (0, 6), (6, 6), (u64::MAX, u64::MAX)] {
        assert!(tree.prove_consistency(from, size).is_err());
    }
}

#[test]
fn a_journal_that_was_rolled_back_or_altered_is_refused() {
    let signed = Checkpoint::of("x", &grown(20));
    grown(20).check(&signed).unwrap();
    grown(33).check(&signed).unwrap();
    assert!(matches!(grown(19).check(&signed), Err(Error::RolledBack { signed: 20, found: 19 })));
    for changed in 0..20 {
        let mut tree = Tree::new();
        (0..30).for_each(|n| tree.push(if n == changed { leaf(99) } else { leaf(n) }));
        let error = tree.check(&signed).unwrap_err();
        assert!(matches!(error, Error::Altered { size: 20, .. }));
        assert!(error.to_string().contains("rolled back or altered"));
    }
}
