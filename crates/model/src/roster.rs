//! Whom an entry concerns, and the tags by which each finds it.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::slice_key::TAG_BYTES;
use crate::{Party, SliceKey, SliceKeys, Tag};

/// The parties of an entry, with their keys.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Roster {
    parties: Vec<(Party, SliceKey)>,
    filler: Option<SliceKey>,
}

impl Roster {
    /// The roster of some parties.
    pub fn of(parties: BTreeSet<Party>, keys: &SliceKeys) -> Self {
        let keyed = |party: Party| {
            let key = keys.key(&party);
            (party, key)
        };
        Self { parties: parties.into_iter().map(keyed).collect(), filler: Some(keys.filler()) }
    }

    /// The parties, in order.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().map(|(party, _)| party)
    }

    /// Bytes of the parties' texts, a line each.
    pub fn bytes(&self) -> usize {
        self.parties().map(Party::text_bytes).sum::<usize>() + self.parties.len()
    }

    /// The parties with their keys, in order.
    pub fn keyed(&self) -> &[(Party, SliceKey)] {
        &self.parties
    }

    /// The tags of the entry with a number: a tag for each party, filled up with tags that are
    /// nobody's to a power of two and to at least two, so that their number tells little.
    pub fn tags(&self, seq: u64) -> TagSet {
        let mut tags: Vec<Tag> = self.parties.iter().map(|(_, key)| key.tag(seq)).collect();
        if let Some(filler) = &self.filler {
            let full = tags.len().next_power_of_two().max(TAGS_MIN);
            let missing = (0..).take(full - tags.len());
            tags.extend(missing.map(|nth| filler.filler(seq, nth)));
        }
        TagSet::of(tags)
    }
}

/// The tags of an entry, in order of their bytes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TagSet(Vec<Tag>);

/// What a leaf says of its tags.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TagDigest {
    /// How many they are.
    pub count: u32,
    /// SHA-256 over them, one after the other.
    pub hash: [u8; 32],
}

impl TagDigest {
    /// What a leaf says of tags that stand one after the other; `None` if they are no set.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (tags, rest) = bytes.as_chunks::<TAG_BYTES>();
        let ordered = rest.is_empty() && tags.is_sorted_by(|a, b| a < b);
        let count = u32::try_from(tags.len()).ok()?;
        ordered.then(|| Self { count, hash: Sha256::digest(bytes).into() })
    }
}

impl TagSet {
    /// The set of some tags.
    pub fn of(mut tags: Vec<Tag>) -> Self {
        tags.sort_unstable();
        tags.dedup();
        Self(tags)
    }

    /// Reads tags that stand one after the other; `None` if they are not in order, each once.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (tags, rest) = bytes.as_chunks::<TAG_BYTES>();
        let ordered = rest.is_empty() && tags.is_sorted_by(|a, b| a < b);
        ordered.then(|| Self(tags.iter().copied().map(Tag).collect()))
    }

    /// The tags one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|tag| tag.0).collect()
    }

    /// Whether a tag is in it.
    pub fn contains(&self, tag: &Tag) -> bool {
        self.0.binary_search(tag).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a leaf says of them.
    pub fn digest(&self) -> TagDigest {
        let mut hash = Sha256::new();
        self.0.iter().for_each(|tag| hash.update(tag.0));
        // An entry of more parties than these does not fit into the journal.
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        TagDigest { count, hash: hash.finalize().into() }
    }
}

/// Fewer tags would tell that an entry concerns nobody.
const TAGS_MIN: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgencyId, RecipientId};

    fn roster(count: usize) -> Roster {
        let agency = Party::Organization(AgencyId::new("CIA").unwrap());
        let named = |n| Party::Recipient(RecipientId::new(&format!("r{n}")).unwrap());
        let parties = (1..count).map(named).chain((count > 0).then_some(agency));
        Roster::of(parties.collect(), &SliceKeys::of([3; 32]))
    }

    #[test]
    fn the_number_of_tags_is_a_power_of_two_and_each_party_finds_its_own() {
        for (parties, tags) in [(0, 2), (1, 2), (2, 2), (3, 4), (5, 8), (100, 128)] {
            let (roster, keys) = (roster(parties), SliceKeys::of([3; 32]));
            let set = roster.tags(7);
            assert_eq!((roster.parties().count(), set.len()), (parties, tags));
            assert!(roster.parties().all(|party| set.contains(&keys.key(party).tag(7))));
            assert!(roster.parties().all(|party| !set.contains(&keys.key(party).tag(8))));
            assert_eq!(TagDigest::of_bytes(&set.to_bytes()), Some(set.digest()));
            assert_eq!(TagSet::from_bytes(&set.to_bytes()), Some(set));
        }
    }

    #[test]
    fn tags_out_of_order_or_twice_or_cut_are_no_set() {
        let bytes = roster(4).tags(1).to_bytes();
        let (first, second) = (bytes[..16].to_vec(), bytes[16..32].to_vec());
        for wrong in [[&second[..], &first].concat(), [&first[..], &first].concat()] {
            assert_eq!(TagSet::from_bytes(&wrong), None);
            assert_eq!(TagDigest::of_bytes(&wrong), None);
        }
        assert_eq!(TagSet::from_bytes(&bytes[..31]), None);
        assert_eq!(TagDigest::of_bytes(&bytes[..31]), None);
    }
}
