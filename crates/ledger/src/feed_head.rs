//! The head of a feed: what whoever has read all of it holds, signed.

use std::collections::BTreeSet;

use model::Timestamp;
use sha2::{Digest as _, Sha256};
use signed_note::{Note, VerifierList};

use crate::{Error, Result, SigningKey, VerifyingKey};

/// What a recipient holds that has read its feed to the end.
///
/// Its signed form is a C2SP `signed-note` whose text has a line for each field, in this order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FeedHead {
    /// Whose ledger: the name of the key that signs it.
    pub origin: String,
    /// Whose feed.
    pub recipient: String,
    /// What the recipient calls it.
    pub feed: String,
    /// The last position.
    pub positions: u64,
    /// When it was so.
    pub at: Timestamp,
    /// How many reports are held.
    pub held: u64,
    /// SHA-256 over their lines, in the order of their bytes, in lower-case hexadecimal.
    pub hash: String,
}

impl FeedHead {
    /// What is hashed of a report that is held: its name, version and form, ended by a line break.
    pub fn line(report: &str, version: u32, outcome: &str) -> String {
        format!("{report} v{version} {outcome}\n")
    }

    /// The head of a feed whose reader holds what the lines say.
    pub fn of(
        origin: &str,
        (recipient, feed): (&str, &str),
        (positions, at): (u64, Timestamp),
        lines: &BTreeSet<String>,
    ) -> Self {
        let mut hash = Sha256::new();
        lines.iter().for_each(|line| hash.update(line));
        Self {
            origin: origin.to_owned(),
            recipient: recipient.to_owned(),
            feed: feed.to_owned(),
            positions,
            at,
            held: lines.len() as u64,
            hash: hex::encode(hash.finalize()),
        }
    }

    /// Whether whoever holds what the lines say holds what the head says.
    pub fn holds(&self, lines: &BTreeSet<String>) -> bool {
        let names = (self.recipient.as_str(), self.feed.as_str());
        *self == Self::of(&self.origin, names, (self.positions, self.at), lines)
    }

    /// The signed text.
    ///
    /// # Errors
    /// [`Error::MalformedHead`] if the key cannot sign it.
    pub fn sign(&self, key: &SigningKey) -> Result<String> {
        let Self { origin, recipient, feed, positions, at, held, hash } = self;
        let at = at.rfc3339();
        let text =
            format!("{FORMAT}\n{origin}\n{recipient} {feed}\n{positions}\n{at}\n{held}\n{hash}\n");
        let mut note = Note::new(text.as_bytes(), &[]).map_err(|_| malformed("a name in it"))?;
        note.add_sigs(&[key.signer()]).map_err(|_| malformed("its key"))?;
        String::from_utf8(note.to_bytes()).map_err(|_| malformed("its text"))
    }

    /// Reads a signed text, and only if `key` signed it.
    ///
    /// # Errors
    /// [`Error::BadSignature`] or [`Error::MalformedHead`].
    pub fn open(text: &str, key: &VerifyingKey) -> Result<Self> {
        let note = Note::from_bytes(text.as_bytes()).map_err(|_| malformed("its form"))?;
        note.verify(&VerifierList::new(vec![Box::new(key.verifier())])).map_err(|error| {
            Error::BadSignature { name: key.name().to_owned(), why: error.to_string() }
        })?;
        let text = std::str::from_utf8(note.text()).map_err(|_| malformed("its text"))?;
        let mut lines = text.lines();
        let mut next = |name| lines.next().ok_or(malformed(name));
        if next("its format")? != FORMAT {
            return Err(malformed("its format"));
        }
        let origin = next("its origin")?.to_owned();
        let (recipient, feed) = next("its feed")?.split_once(' ').ok_or(malformed("its feed"))?;
        let number = |text: &str, name| text.parse().map_err(|_| malformed(name));
        let head = Self {
            origin,
            recipient: recipient.to_owned(),
            feed: feed.to_owned(),
            positions: number(next("its positions")?, "its positions")?,
            at: Timestamp::parse(next("its time")?).map_err(|_| malformed("its time"))?,
            held: number(next("what is held")?, "what is held")?,
            hash: next("its hash")?.to_owned(),
        };
        match lines.next() {
            None => Ok(head),
            Some(_) => Err(malformed("its end")),
        }
    }
}

fn malformed(what: &'static str) -> Error {
    Error::MalformedHead { what }
}

const FORMAT: &str = "tearline.org/feed-head/1";

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed("hstc.example/ledger", &[3; 32]).unwrap()
    }

    fn head(lines: &BTreeSet<String>) -> FeedHead {
        let names = ("ice-feed", "border-leads");
        FeedHead::of("hstc.example/ledger", names, (7, Timestamp::from_micros(5)), lines)
    }

    #[test]
    fn a_head_reads_back_and_holds_for_the_same_reports_in_the_same_forms_alone() {
        let lines: BTreeSet<String> =
            [FeedHead::line("CIA 1", 2, "redact"), FeedHead::line("DHS/ICE 7", 1, "release")]
                .into();
        let signed = head(&lines).sign(&key()).unwrap();
        let read = FeedHead::open(&signed, &key().verifying_key()).unwrap();
        assert_eq!(read, head(&lines));
        assert!(read.holds(&lines));
        for other in [
            BTreeSet::from([FeedHead::line("CIA 1", 2, "redact")]),
            BTreeSet::from([
                FeedHead::line("CIA 1", 2, "release"),
                FeedHead::line("DHS/ICE 7", 1, "release"),
            ]),
        ] {
            assert!(!read.holds(&other), "{other:?}");
        }
    }

    #[test]
    fn a_changed_head_and_one_of_another_key_are_refused() {
        let signed = head(&BTreeSet::new()).sign(&key()).unwrap();
        let changed = signed.replace("\n7\n", "\n8\n");
        assert!(matches!(
            FeedHead::open(&changed, &key().verifying_key()),
            Err(Error::BadSignature { .. })
        ));
        let other = SigningKey::from_seed("hstc.example/ledger", &[4; 32]).unwrap();
        assert!(FeedHead::open(&signed, &other.verifying_key()).is_err());
        assert!(matches!(
            FeedHead::open("head", &key().verifying_key()),
            Err(Error::MalformedHead { .. })
        ));
    }
}
