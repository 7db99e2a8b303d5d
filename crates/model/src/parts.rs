//! Content in parts: one commitment over all, each part opened to those whom it concerns.

use sha2::{Digest, Sha256};

use crate::Commitment;

/// One part of an entry's content with what shows that the commitment covers it. The same part is the
/// same to everybody to whom it is opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opening {
    /// Which part, from 0: part 0 is for all parties of the entry.
    pub index: u32,
    /// The part's own salt, which tells nothing of the others'.
    pub salt: [u8; 32],
    /// The part.
    pub content: Vec<u8>,
    /// The hashes beside the path to the root, from the part up.
    pub path: Vec<[u8; 32]>,
}

impl Opening {
    /// The commitment that it opens, if it opens one.
    pub fn commitment(&self) -> Option<Commitment> {
        let Self { index, salt, content, path } = self;
        // Another number would be the same part by another name.
        if path.len() > DEPTH_MAX || index.checked_shr(u32::try_from(path.len()).ok()?) != Some(0) {
            return None;
        }
        let mut hash = part_hash(salt, content);
        for (level, beside) in path.iter().enumerate() {
            hash = match index >> level & 1 {
                0 => node_hash(&hash, beside),
                _ => node_hash(beside, &hash),
            };
        }
        Some(Commitment::from_root(hash))
    }
}

/// The hashes over all parts of some content, from which each part is opened.
#[derive(Clone, Debug)]
pub struct PartTree<'c> {
    salt: [u8; 32],
    parts: &'c [&'c [u8]],
    /// From the parts' own hashes up to the root.
    levels: Vec<Vec<[u8; 32]>>,
}

impl<'c> PartTree<'c> {
    /// Hashes the parts, once for all that are opened.
    pub fn of(salt: &[u8; 32], parts: &'c [&'c [u8]]) -> Self {
        let mut levels = vec![part_hashes(salt, parts)];
        while let Some(last) = levels.last().filter(|last| last.len() > 1) {
            levels.push(above(last));
        }
        Self { salt: *salt, parts, levels }
    }

    /// Opens one part; `None` if there is no such part.
    pub fn open(&self, index: u32) -> Option<Opening> {
        let mut at = usize::try_from(index).ok()?;
        let content = self.parts.get(at)?.to_vec();
        let mut path = Vec::with_capacity(self.levels.len());
        for level in self.levels.iter().filter(|level| level.len() > 1) {
            path.push(*level.get(at ^ 1)?);
            at /= 2;
        }
        Some(Opening { index, salt: part_salt(&self.salt, index), content, path })
    }
}

/// Opens one part of content whose parts have these bytes; `None` if there is no such part.
pub fn open(salt: &[u8; 32], parts: &[&[u8]], index: u32) -> Option<Opening> {
    PartTree::of(salt, parts).open(index)
}

/// The root over all parts.
pub(crate) fn root(salt: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    if let [only] = parts {
        return part_hash(&part_salt(salt, 0), only);
    }
    let mut level = part_hashes(salt, parts);
    while level.len() > 1 {
        level = above(&level);
    }
    level.into_iter().next().unwrap_or_default()
}

/// The hashes of the parts, filled up to a power of two with hashes of nothing that anybody can
/// tell from them.
fn part_hashes(salt: &[u8; 32], parts: &[&[u8]]) -> Vec<[u8; 32]> {
    let full = parts.len().next_power_of_two();
    let of = |(index, part): (u32, Option<&&[u8]>)| match part {
        Some(part) => part_hash(&part_salt(salt, index), part),
        None => part_hash(&derived(FILLER, salt, index), &[]),
    };
    let padded = parts.iter().map(Some).chain(std::iter::repeat(None)).take(full);
    (0..).zip(padded).map(of).collect()
}

fn above(level: &[[u8; 32]]) -> Vec<[u8; 32]> {
    level.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect()
}

fn part_salt(salt: &[u8; 32], index: u32) -> [u8; 32] {
    derived(PART, salt, index)
}

/// One block of SHA-256, since everything in it has a fixed length.
fn derived(label: &[u8; 16], salt: &[u8; 32], index: u32) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(label);
    hash.update(salt);
    hash.update(index.to_be_bytes());
    hash.finalize().into()
}

fn part_hash(salt: &[u8; 32], content: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(salt);
    hash.update(content);
    hash.finalize().into()
}

fn node_hash(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

const PART: &[u8; 16] = b"tearline-part/1\n";
const FILLER: &[u8; 16] = b"tearline-fill/1\n";

/// No content has more parts than 2 to the power of this.
const DEPTH_MAX: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_opens_the_one_commitment_and_no_other_does() {
        for count in 1..10 {
            let parts: Vec<Vec<u8>> = (0..count).map(|n| vec![n; 3]).collect();
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            let commitment = Commitment::of_parts(&[7; 32], &parts);
            for index in 0..u32::from(count) {
                let opening = open(&[7; 32], &parts, index).unwrap();
                assert_eq!(opening.commitment(), Some(commitment));
                assert_eq!(opening.content, parts[index as usize]);
                let changes: [&dyn Fn(&mut Opening); 5] = [
                    &|opening| opening.index ^= 1,
                    &|opening| opening.index += 16,
                    &|opening| opening.content.push(0),
                    &|opening| opening.salt[3] ^= 1,
                    &|opening| opening.path.push([0; 32]),
                ];
                for change in changes {
                    let mut changed = opening.clone();
                    change(&mut changed);
                    assert_ne!(changed.commitment(), Some(commitment), "{changed:?}");
                }
            }
            assert_eq!(open(&[7; 32], &parts, u32::from(count)), None);
        }
    }

    #[test]
    fn a_filler_looks_like_a_part_and_another_salt_changes_all() {
        let three = open(&[1; 32], &[b"a", b"b", b"c"], 2).unwrap();
        let four = open(&[1; 32], &[b"a", b"b", b"c", b"d"], 2).unwrap();
        assert_eq!(three.path.len(), four.path.len());
        assert_ne!(three.path[0], four.path[0]);
        let again = open(&[2; 32], &[b"a", b"b", b"c"], 2).unwrap();
        assert_ne!((again.salt, &again.path), (three.salt, &three.path));
    }
}
