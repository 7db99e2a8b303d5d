//! What a log offers to a witness, and what the witness looks at before it cosigns.
//!
//! Source: C2SP `tlog-witness`, the body of `add-checkpoint`: `old N`, the consistency proof, an
//! empty line, the signed checkpoint.

use crate::{Checkpoint, ConsistencyProof, Error, Hash, Result, VerifyingKey, lines};

/// A checkpoint with the proof that it continues an older one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// Entries of the older checkpoint; 0 if there is none.
    pub old: u64,
    /// The consistency proof.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Offer {
    /// The text form.
    pub fn text(&self) -> String {
        let Self { old, hashes, checkpoint } = self;
        format!("old {old}\n{}\n{checkpoint}", lines::of_hashes(hashes))
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
        let (old, hashes) = head.split_once('\n').unwrap_or((head, ""));
        let old = old.strip_prefix("old ").ok_or(wrong("it does not begin with `old N`"))?;
        let old = lines::number(old, WHAT)?;
        Ok(Self { old, hashes: lines::hashes(hashes, WHAT)?, checkpoint: checkpoint.to_owned() })
    }

    /// Checks that the checkpoint is the log's and continues what was seen last.
    ///
    /// # Errors
    /// [`Error::BadSignature`] and [`Error::MalformedCheckpoint`]; [`Error::Shrunk`] for a log
    /// that is shorter than it was, [`Error::Forked`] for one that tells another story.
    pub fn examine(&self, log: &VerifyingKey, seen: Option<&Checkpoint>) -> Result<Checkpoint> {
        let offered = Checkpoint::open(&self.checkpoint, log)?;
        let Some(seen) = seen else { return Ok(offered) };
        if offered.origin != seen.origin {
            let (seen, offered) = (seen.origin.clone(), offered.origin);
            return Err(Error::OtherLog { seen, offered });
        }
        if offered.size < seen.size {
            return Err(Error::Shrunk { seen: seen.size, offered: offered.size });
        }
        let proof = ConsistencyProof {
            from_size: seen.size,
            size: offered.size,
            hashes: self.hashes.clone(),
        };
        let continues = self.old == seen.size && proof.check(seen.root, offered.root).is_ok();
        // A map of the same entries can be one alone; that of more entries is for the parties to see.
        if continues && offered.size == seen.size && offered.map != seen.map {
            return Err(Error::MapsDiffer { size: seen.size });
        }
        if continues {
            return Ok(offered);
        }
        Err(Error::Forked {
            seen: seen.size,
            seen_root: seen.root,
            offered: offered.size,
            offered_root: offered.root,
        })
    }
}

const WHAT: &str = "offer to a witness";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SigningKey, Tree};

    fn key() -> SigningKey {
        SigningKey::from_seed("log.example", &[1; 32]).unwrap()
    }

    fn grown(size: u64, salt: u8) -> Tree {
        let mut tree = Tree::new();
        (0..size).for_each(|n| tree.push(Hash::of_leaf(&[n.to_le_bytes()[0], salt])));
        tree
    }

    fn offer(tree: &Tree, old: u64) -> Offer {
        let checkpoint = Checkpoint::of("log.example", tree).sign(&key()).unwrap();
        let hashes = tree.prove_consistency(old, tree.size()).unwrap().hashes;
        Offer { old, hashes, checkpoint }
    }

    fn examined(offer: &Offer, seen: Option<&Checkpoint>) -> Result<Checkpoint> {
        Offer::parse(&offer.text())?.examine(&key().verifying_key(), seen)
    }

    #[test]
    fn a_log_that_grows_is_followed_from_any_size_to_any_size() {
        for size in 1..40 {
            let tree = grown(size, 0);
            for old in 0..=size {
                let seen = Checkpoint::of("log.example", &grown(old, 0));
                assert_eq!(examined(&offer(&tree, old), Some(&seen)).unwrap().size, size);
            }
            assert_eq!(examined(&offer(&tree, 0), None).unwrap().size, size);
        }
    }

    #[test]
    fn a_fork_is_refused_from_any_size_to_any_size() {
        for size in 1..40 {
            let other = grown(size, 1);
            for old in 1..=size {
                let seen = Checkpoint::of("log.example", &grown(old, 0));
                let error = examined(&offer(&other, old), Some(&seen)).unwrap_err();
                assert!(matches!(error, Error::Forked { .. }), "{old} {size}: {error}");
            }
        }
    }

    #[test]
    fn a_shorter_log_and_an_older_proof_are_refused() {
        let seen = Checkpoint::of("log.example", &grown(20, 0));
        let error = examined(&offer(&grown(19, 0), 19), Some(&seen)).unwrap_err();
        assert!(matches!(error, Error::Shrunk { seen: 20, offered: 19 }), "{error}");
        let error = examined(&offer(&grown(30, 0), 10), Some(&seen)).unwrap_err();
        assert!(matches!(error, Error::Forked { .. }), "{error}");
    }

    #[test]
    fn two_maps_of_the_same_entries_are_refused() {
        let tree = grown(9, 0);
        let mapped = |map: u8| Checkpoint::of("log.example", &tree).with_map(Hash::of_leaf(&[map]));
        let offer =
            Offer { old: 9, hashes: Vec::new(), checkpoint: mapped(1).sign(&key()).unwrap() };
        assert_eq!(examined(&offer, Some(&mapped(1))).unwrap().size, 9);
        let error = examined(&offer, Some(&mapped(2))).unwrap_err();
        assert!(matches!(error, Error::MapsDiffer { size: 9 }), "{error}");
    }

    #[test]
    fn another_log_and_another_key_are_refused() {
        let seen = Checkpoint { origin: "x".into(), ..Checkpoint::of("x", &grown(3, 0)) };
        let error = examined(&offer(&grown(9, 0), 3), Some(&seen)).unwrap_err();
        assert!(matches!(error, Error::OtherLog { .. }), "{error}");
        let other = SigningKey::from_seed("log.example", &[9; 32]).unwrap().verifying_key();
        let error = offer(&grown(9, 0), 3).examine(&other, None).unwrap_err();
        assert!(matches!(error, Error::BadSignature { .. }), "{error}");
    }

    #[test]
    fn hostile_texts_are_refused_without_a_panic() {
        let many = format!("old 1\n{}\n\n", "A".repeat(44).repeat(64));
        for text in
            ["", "old", "old 1", "old 01\n\nx", "old -1\n\nx", "new 1\n\nx", "old 1\nx\n\nx", &many]
        {
            assert!(Offer::parse(text).is_err(), "{text}");
        }
        let text = offer(&grown(9, 0), 3).text();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let cut = Offer::parse(text.get(..end).unwrap());
            assert!(cut.and_then(|offer| offer.examine(&key().verifying_key(), None)).is_err());
        }
    }
}
