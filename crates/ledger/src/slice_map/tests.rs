//! The map against one that is made anew from all slices, and proofs against every other claim.

use super::*;

fn index(n: u64) -> [u8; 32] {
    Sha256::digest(n.to_be_bytes()).into()
}

fn value(n: u64) -> [u8; 32] {
    Sha256::digest([n.to_be_bytes(), [7; 8]].concat()).into()
}

/// The root by the definition, without any tree.
fn by_definition(slices: &[([u8; 32], [u8; 32])], depth: usize) -> Hash {
    match slices {
        [] => NOTHING,
        [(index, value)] => hash_of_slice(index, value),
        _ => {
            let part = |side| {
                slices.iter().copied().filter(|(index, _)| bit(index, depth) == side).collect()
            };
            let (left, right): (Vec<_>, Vec<_>) = (part(false), part(true));
            hash_of_fork(by_definition(&left, depth + 1), by_definition(&right, depth + 1))
        }
    }
}

#[test]
fn the_root_is_the_one_by_definition_in_any_order_and_after_changes() {
    for count in [0, 1, 2, 3, 10, 100, 300] {
        let slices: Vec<_> = (0..count).map(|n| (index(n), value(n))).collect();
        let mut map = SliceMap::default();
        slices.iter().rev().for_each(|(index, _)| map.set(*index, [0; 32]));
        slices.iter().for_each(|(index, value)| map.set(*index, *value));
        assert_eq!(map.root(), by_definition(&slices, 0), "{count}");
    }
}

#[test]
fn a_proof_shows_what_the_map_holds_and_nothing_else() {
    let mut map = SliceMap::default();
    for count in 0..60 {
        for n in 0..count + 20 {
            let (proof, held) = (map.prove(&index(n)), n < count);
            let right = held.then(|| value(n));
            assert_eq!(proof.root(&index(n), right.as_ref()), Some(map.root()));
            let wrong = if held { None } else { Some(value(n)) };
            assert_ne!(proof.root(&index(n), wrong.as_ref()), Some(map.root()));
            assert_ne!(proof.root(&index(n), Some(&value(n + 1))), Some(map.root()));
            assert!(proof.beside.len() < 24, "{}", proof.beside.len());
        }
        map.set(index(count), value(count));
    }
}

#[test]
fn places_that_differ_in_their_last_bit_alone_are_told_apart() {
    let (a, mut b) = (index(1), index(1));
    b[31] ^= 1;
    let mut map = SliceMap::default();
    map.set(a, value(1));
    let absent = map.prove(&b);
    assert_eq!(absent.root(&b, None), Some(map.root()));
    assert_eq!(absent.root(&a, None), None, "the one that is there is not absent");
    map.set(b, value(2));
    assert_eq!(map.root(), by_definition(&[(a, value(1)), (b, value(2))], 0));
    assert_eq!(map.prove(&b).beside.len(), 256);
    assert_eq!(map.prove(&b).root(&b, Some(&value(2))), Some(map.root()));
}
