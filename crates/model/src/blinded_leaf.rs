//! What the ledger's tree hashes of an entry: its number, and hashes of its header and its tags.

use sha2::{Digest, Sha256};

use crate::{Leaf, LeafError, TagDigest};

/// An entry without a name in it. The header that it hides holds a salted commitment, so that nobody
/// who lacks the header can guess it.
///
/// Its canonical form is text, one field a line, as the header's is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BlindedLeaf {
    /// Position in the journal, from 0, without gaps.
    pub seq: u64,
    /// SHA-256 of the header's canonical bytes.
    pub header: [u8; 32],
    /// What is said of its tags.
    pub tags: TagDigest,
}

impl BlindedLeaf {
    /// The leaf of an entry.
    pub fn of(header: &Leaf, tags: TagDigest) -> Self {
        Self::of_header(header.seq, &header.to_bytes(), tags)
    }

    /// The leaf of an entry whose header's canonical bytes are at hand.
    pub fn of_header(seq: u64, header: &[u8], tags: TagDigest) -> Self {
        Self { seq, header: Sha256::digest(header).into(), tags }
    }

    /// Its hash in the Merkle tree: RFC 6962's, of the canonical bytes.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update([0]);
        hash.update(self.to_bytes());
        hash.finalize().into()
    }

    /// The canonical bytes, whose RFC 6962 leaf hash goes into the Merkle tree.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { seq, header, tags: TagDigest { count, hash } } = self;
        let mut bytes = Vec::with_capacity(LEAF_BYTES);
        bytes.extend_from_slice(FORMAT.as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(seq.to_string().as_bytes());
        bytes.push(b'\n');
        put_hex(&mut bytes, header);
        bytes.push(b'\n');
        bytes.extend_from_slice(count.to_string().as_bytes());
        bytes.push(b'\n');
        put_hex(&mut bytes, hash);
        bytes.push(b'\n');
        bytes
    }

    /// What canonical bytes say of the entry's tags, read without the rest.
    pub fn tags_of(bytes: &[u8]) -> Option<TagDigest> {
        let (count, written) = Self::tags_written(bytes)?;
        let mut hash = [0; 32];
        hex::decode_to_slice(written, &mut hash).ok()?;
        Some(TagDigest { count, hash })
    }

    /// How many tags canonical bytes say that the entry has.
    pub fn tag_count_of(bytes: &[u8]) -> Option<u32> {
        Self::tags_written(bytes).map(|(count, _)| count)
    }

    /// Whether canonical bytes say this of the entry's tags.
    pub fn names_tags(bytes: &[u8], tags: &TagDigest) -> bool {
        let mut hash = [0; 64];
        // The lengths fit, so that it cannot fail.
        let _ = hex::encode_to_slice(tags.hash, &mut hash);
        Self::tags_written(bytes) == Some((tags.count, &hash))
    }

    /// The two last lines: how many tags, and the hash over them as it is written.
    fn tags_written(bytes: &[u8]) -> Option<(u32, &[u8; 64])> {
        let (rest, hash) = bytes.strip_suffix(b"\n")?.split_last_chunk()?;
        let rest = rest.strip_suffix(b"\n")?;
        let count = rest.rsplit(|byte| *byte == b'\n').next()?;
        Some((std::str::from_utf8(count).ok()?.parse().ok()?, hash))
    }

    /// Reads canonical bytes back, and no other spelling.
    ///
    /// # Errors
    /// Says which field is missing or malformed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LeafError> {
        let text = std::str::from_utf8(bytes).map_err(|_| LeafError::Field("text"))?;
        let body = text.strip_suffix('\n').ok_or(LeafError::Field("end"))?;
        let mut lines = body.split('\n');
        let mut field = |name| lines.next().ok_or(LeafError::Field(name));
        if field("format")? != FORMAT {
            return Err(LeafError::Format(FORMAT));
        }
        let hash = |text: &str, name| {
            let mut bytes = [0; 32];
            let read = hex::decode_to_slice(text, &mut bytes);
            read.map(|()| bytes).map_err(|_| LeafError::Field(name))
        };
        let seq = field("seq")?.parse().map_err(|_| LeafError::Field("seq"))?;
        let header = hash(field("header")?, "header")?;
        let count = field("tags")?.parse().map_err(|_| LeafError::Field("tags"))?;
        let leaf =
            Self { seq, header, tags: TagDigest { count, hash: hash(field("tags")?, "tags")? } };
        match lines.next() {
            None if leaf.to_bytes() == bytes => Ok(leaf),
            None => Err(LeafError::Field("spelling")),
            Some(_) => Err(LeafError::Field("end")),
        }
    }
}

fn put_hex(bytes: &mut Vec<u8>, hash: &[u8; 32]) {
    let mut text = [0; 64];
    // The lengths fit, so that it cannot fail.
    let _ = hex::encode_to_slice(hash, &mut text);
    bytes.extend_from_slice(&text);
}

/// A leaf's bytes, about.
const LEAF_BYTES: usize = 176;

/// First line of every leaf.
const FORMAT: &str = "tearline.org/leaf/2";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tag, TagSet};

    #[test]
    fn a_leaf_reads_back_what_it_prints_and_nothing_else() {
        let tags = TagSet::of(vec![Tag([1; 16]), Tag([2; 16])]).digest();
        let leaf = BlindedLeaf::of_header(12, b"header", tags);
        let bytes = leaf.to_bytes();
        assert_eq!(BlindedLeaf::from_bytes(&bytes), Ok(leaf));
        assert_eq!(BlindedLeaf::tags_of(&bytes), Some(tags));
        assert_eq!(BlindedLeaf::tag_count_of(&bytes), Some(2));
        assert!(BlindedLeaf::names_tags(&bytes, &tags));
        assert!(!BlindedLeaf::names_tags(&bytes, &TagDigest { count: 1, ..tags }));
        assert!(!BlindedLeaf::names_tags(&bytes, &TagDigest { hash: [0; 32], ..tags }));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x20;
            assert_ne!(BlindedLeaf::from_bytes(&other), Ok(leaf), "{at}");
            assert!(BlindedLeaf::from_bytes(&bytes[..at]).is_err());
        }
        let padded = String::from_utf8(bytes).unwrap().replacen("\n12\n", "\n012\n", 1);
        assert!(BlindedLeaf::from_bytes(padded.as_bytes()).is_err());
    }
}
