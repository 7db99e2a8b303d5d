//! What a record says besides its header and content: whom it concerns, and where its parts end.
//!
//! ```text
//! tag_count u32 | tags_hash 32 | part_count u32 | part_len u32 ... | parties, a line each
//! ```
//! A purge erases content and salt; this stays, since the ledger's leaf needs it.

use model::{Party, Roster, TagDigest};

use crate::Damage;
use crate::journal::little_endian::u32_at;

/// The parties of a record, its tags in short, and the lengths of its content's parts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Docket {
    pub(super) tags: TagDigest,
    pub(super) parts: Vec<u32>,
    pub(super) parties: Vec<Party>,
}

impl Docket {
    /// How many bytes [`Docket::encode`] makes of these.
    pub(super) fn bytes_of(parts: &[u32], roster: &Roster) -> usize {
        FIXED_BYTES + parts.len() * 4 + roster.bytes()
    }

    /// The bytes of a record's docket.
    pub(super) fn encode(tags: &TagDigest, parts: &[u32], roster: &Roster) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FIXED_BYTES + parts.len() * 4 + PARTIES_BYTES);
        bytes.extend_from_slice(&tags.count.to_le_bytes());
        bytes.extend_from_slice(&tags.hash);
        // A batch with more parts than these does not fit into a record.
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        parts.iter().for_each(|len| bytes.extend_from_slice(&len.to_le_bytes()));
        for party in roster.parties() {
            party.put(&mut bytes);
            bytes.push(b'\n');
        }
        bytes
    }

    /// Reads what [`Docket::encode`] made.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let wrong = Damage::Docket;
        let count = u32_at(bytes, 0).ok_or(wrong.clone())?;
        let hash = bytes.get(4..36).and_then(|hash| hash.try_into().ok()).ok_or(wrong.clone())?;
        let part_count = u32_at(bytes, 36).ok_or(wrong.clone())? as usize;
        let rest = bytes.get(FIXED_BYTES..).ok_or(wrong.clone())?;
        let (lens, parties) =
            rest.split_at_checked(part_count.saturating_mul(4)).ok_or(wrong.clone())?;
        let parts = lens.as_chunks::<4>().0.iter().map(|len| u32::from_le_bytes(*len)).collect();
        let parties = std::str::from_utf8(parties).map_err(|_| wrong.clone())?;
        let parties: Option<Vec<Party>> = parties.lines().map(Party::parse).collect();
        let tags = TagDigest { count, hash };
        Ok(Self { tags, parts, parties: parties.ok_or(wrong)? })
    }
}

/// The parts of content by their lengths; without lengths it is one part. `None` if the lengths are
/// not those of this content.
pub(super) fn parts<'c>(content: &'c [u8], lens: &[u32]) -> Option<Vec<&'c [u8]>> {
    if lens.is_empty() {
        return Some(vec![content]);
    }
    let mut rest = content;
    let mut parts = Vec::with_capacity(lens.len());
    for len in lens {
        let (part, behind) = rest.split_at_checked(*len as usize)?;
        parts.push(part);
        rest = behind;
    }
    rest.is_empty().then_some(parts)
}

/// Bytes before the lengths of the parts.
const FIXED_BYTES: usize = 40;

/// Bytes of an entry's parties, mostly.
const PARTIES_BYTES: usize = 48;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::{AgencyId, RecipientId, SliceKeys};

    use super::*;

    #[test]
    fn a_docket_reads_back_and_a_cut_one_does_not() {
        let parties = BTreeSet::from([
            Party::Organization(AgencyId::new("CIA").unwrap()),
            Party::Recipient(RecipientId::new("alvarez").unwrap()),
        ]);
        let roster = Roster::of(parties.clone(), &SliceKeys::of([1; 32]));
        let tags = roster.tags(7).digest();
        let bytes = Docket::encode(&tags, &[3, 0, 9], &roster);
        assert_eq!(bytes.len(), Docket::bytes_of(&[3, 0, 9], &roster));
        let read = Docket::decode(&bytes).unwrap();
        let parties: Vec<Party> = parties.into_iter().collect();
        assert_eq!(read, Docket { tags, parts: vec![3, 0, 9], parties });
        for end in 0..FIXED_BYTES + 12 {
            assert_eq!(Docket::decode(&bytes[..end]), Err(Damage::Docket));
        }
    }

    #[test]
    fn parts_are_those_of_their_lengths_or_none() {
        assert_eq!(parts(b"abc", &[]), Some(vec![&b"abc"[..]]));
        assert_eq!(parts(b"abc", &[1, 0, 2]), Some(vec![&b"a"[..], b"", b"bc"]));
        assert_eq!(parts(b"abc", &[1, 1]), None);
        assert_eq!(parts(b"abc", &[1, 3]), None);
    }
}
