//! One entry with everything that shows it to be in the log, for anybody to check offline.
//!
//! Source: C2SP `tlog-proof`. The extra data is the entry's canonical leaf, and behind it the header.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use model::BlindedLeaf;

use crate::{Checkpoint, Error, Hash, InclusionProof, Result, VerifyingKey, lines};

/// An entry, its place, the hashes beside its path and a signed checkpoint.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EntryProof {
    /// The leaf's canonical bytes.
    pub leaf: Vec<u8>,
    /// The header's canonical bytes, which the leaf has a hash of.
    pub header: Vec<u8>,
    /// Its number.
    pub seq: u64,
    /// The inclusion proof in the checkpoint's tree.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl EntryProof {
    /// The text form.
    pub fn text(&self) -> String {
        let Self { leaf, header, seq, hashes, checkpoint } = self;
        let leaf = BASE64_STANDARD.encode([leaf.as_slice(), header].concat());
        let hashes = lines::of_hashes(hashes);
        format!("{FIRST_LINE}\nextra {leaf}\nindex {seq}\n{hashes}\n{checkpoint}")
    }

    /// Whether a text begins as one.
    pub fn is_begun_by(text: &str) -> bool {
        text.lines().next() == Some(FIRST_LINE)
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`Error::MalformedText`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why| Error::MalformedText { what: WHAT, why };
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(wrong("the empty line before the checkpoint is missing"))?;
        let mut parts = head.splitn(4, '\n');
        let mut next = || parts.next().unwrap_or_default();
        if next() != FIRST_LINE {
            return Err(wrong("its first line is not `c2sp.org/tlog-proof@v1`"));
        }
        let leaf = next().strip_prefix("extra ").and_then(|text| BASE64_STANDARD.decode(text).ok());
        let leaf = leaf.ok_or(wrong("the line `extra` does not hold the entry in base64"))?;
        let (leaf, header) = parted(leaf).ok_or(wrong("the line `extra` holds no leaf"))?;
        let seq = next().strip_prefix("index ").ok_or(wrong("the line `index` is missing"))?;
        let seq = lines::number(seq, WHAT)?;
        let hashes = lines::hashes(next(), WHAT)?;
        Ok(Self { leaf, header, seq, hashes, checkpoint: checkpoint.to_owned() })
    }

    /// Checks that the checkpoint is the log's, its tree holds this leaf at this place, and the leaf
    /// is the header's.
    ///
    /// # Errors
    /// [`Error::BadSignature`], [`Error::MalformedCheckpoint`] or [`Error::ProofFails`].
    pub fn check(&self, log: &VerifyingKey) -> Result<Checkpoint> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        let (seq, size, hashes) = (self.seq, checkpoint.size, self.hashes.clone());
        InclusionProof { seq, size, hashes }.check(Hash::of_leaf(&self.leaf), checkpoint.root)?;
        let own = |leaf: BlindedLeaf| {
            leaf.seq == seq && BlindedLeaf::of_header(seq, &self.header, leaf.tags) == leaf
        };
        if !BlindedLeaf::from_bytes(&self.leaf).is_ok_and(own) {
            let what = format!("the header is not shown to be that of entry {seq}");
            return Err(Error::ProofFails { what });
        }
        Ok(checkpoint)
    }
}

/// The leaf, which has five lines, and the header behind it.
fn parted(mut extra: Vec<u8>) -> Option<(Vec<u8>, Vec<u8>)> {
    let ends = extra.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let end = ends.map(|(at, _)| at + 1).nth(LEAF_LINES - 1)?;
    let header = extra.split_off(end);
    Some((extra, header))
}

const LEAF_LINES: usize = 5;
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
const WHAT: &str = "proof";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SigningKey, Tree};

    fn proof(seq: u64) -> (EntryProof, VerifyingKey) {
        let key = SigningKey::from_seed("log.example", &[1; 32]).unwrap();
        let mut tree = Tree::new();
        let leaf = |n: u64| {
            let tags = model::TagSet::default().digest();
            BlindedLeaf::of_header(n, &n.to_le_bytes(), tags).to_bytes()
        };
        (0..100).for_each(|n| tree.push(Hash::of_leaf(&leaf(n))));
        let checkpoint = Checkpoint::of("log.example", &tree).sign(&key).unwrap();
        let hashes = tree.prove_inclusion(seq, 100).unwrap().hashes;
        let (leaf, header) = (leaf(seq), seq.to_le_bytes().to_vec());
        (EntryProof { leaf, header, seq, hashes, checkpoint }, key.verifying_key())
    }

    #[test]
    fn a_proof_reads_back_and_holds() {
        for seq in 0..100 {
            let (proof, key) = proof(seq);
            let read = EntryProof::parse(&proof.text()).unwrap();
            assert_eq!(read, proof);
            assert_eq!(read.check(&key).unwrap().size, 100);
            assert!(EntryProof::is_begun_by(&proof.text()));
        }
    }

    #[test]
    fn every_changed_byte_of_a_proof_is_refused() {
        let (proof, key) = proof(70);
        let text = proof.text();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let held = EntryProof::parse(&changed).and_then(|proof| proof.check(&key));
            assert!(held.is_err(), "byte {at}: {changed}");
        }
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let cut = EntryProof::parse(text.get(..end).unwrap());
            assert!(cut.and_then(|proof| proof.check(&key)).is_err(), "{end}");
        }
    }
}
