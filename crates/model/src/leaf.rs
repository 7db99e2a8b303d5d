//! The header of a journal entry: what stays when content is purged, and what the ledger's leaf
//! hides from those whom the entry does not concern.

use crate::{Timestamp, parts};

/// An entry's header: when, what, who, about what, and a salted hash of the content.
///
/// Its canonical form is text, one field a line, so that anybody can recompute its hash with
/// a text editor and `sha256sum`. No field may hold a line break.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Leaf {
    /// Position in the journal, from 0, without gaps.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// What happened.
    pub kind: LeafKind,
    /// Who did it: a recipient, an agency or `operator`.
    pub actor: String,
    /// What it is about: a report as `ORIGINATOR SERIAL vN`, or empty.
    pub subject: String,
    /// Salted hash of the content, which is kept elsewhere and may be purged.
    pub commitment: Commitment,
}

impl Leaf {
    /// The canonical bytes, whose hash stands in the [`crate::BlindedLeaf`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { seq, at, kind, actor, subject, commitment } = self;
        let mut bytes = Vec::with_capacity(actor.len() + subject.len() + REST_BYTES);
        bytes.extend_from_slice(FORMAT.as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(seq.to_string().as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(at.rfc3339().as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(kind.name().as_bytes());
        bytes.push(b'\n');
        bytes.extend(one_line(actor));
        bytes.push(b'\n');
        bytes.extend(one_line(subject));
        bytes.push(b'\n');
        bytes.extend_from_slice(&commitment.hex_bytes());
        bytes.push(b'\n');
        bytes
    }

    /// How many canonical bytes a header of these has, as long as its year has four digits.
    pub fn bytes_of(seq: u64, kind: LeafKind, actor: &str, subject: &str) -> usize {
        let digits = seq.checked_ilog10().unwrap_or_default() as usize + 1;
        let fields = [FORMAT.len(), digits, TIME_BYTES, kind.name().len(), actor.len()];
        fields.iter().sum::<usize>() + subject.len() + COMMITMENT_BYTES + LINES
    }

    /// Reads canonical bytes back.
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
        let leaf = Self {
            seq: field("seq")?.parse().map_err(|_| LeafError::Field("seq"))?,
            at: Timestamp::parse(field("at")?).map_err(|_| LeafError::Field("at"))?,
            kind: LeafKind::parse(field("kind")?).ok_or(LeafError::Field("kind"))?,
            actor: field("actor")?.to_owned(),
            subject: field("subject")?.to_owned(),
            commitment: Commitment::parse(field("commitment")?)
                .ok_or(LeafError::Field("commitment"))?,
        };
        match lines.next() {
            None => Ok(leaf),
            Some(_) => Err(LeafError::Field("end")),
        }
    }
}

/// A salted hash of content: binding, and silent about the content once the salt is gone. Content may
/// be in parts, which [`crate::Opening`] opens one by one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// Of content in one part.
    pub fn of(salt: &[u8; 32], content: &[u8]) -> Self {
        Self::of_parts(salt, &[content])
    }

    /// The root over the salted hashes of the parts.
    pub fn of_parts(salt: &[u8; 32], parts: &[&[u8]]) -> Self {
        Self(parts::root(salt, parts))
    }

    pub(crate) fn from_root(root: [u8; 32]) -> Self {
        Self(root)
    }

    /// Lower-case hexadecimal, 64 characters.
    pub fn hex(&self) -> String {
        self.hex_bytes().iter().copied().map(char::from).collect()
    }

    fn hex_bytes(self) -> [u8; 64] {
        let mut bytes = [b'0'; 64];
        // The lengths fit, so that it cannot fail.
        let _ = hex::encode_to_slice(self.0, &mut bytes);
        bytes
    }

    /// Reads what [`Commitment::hex`] prints.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        (hex::encode(bytes) == text).then_some(Self(bytes))
    }
}

/// What a leaf could not be read for.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LeafError {
    /// The first line names another format or version.
    #[error("the leaf is not of format `{0}`; another version of Tearline wrote it")]
    Format(&'static str),
    /// A field is missing or malformed.
    #[error("the leaf's field `{0}` is missing or malformed")]
    Field(&'static str),
}

macro_rules! leaf_kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a journal entry records. Names are stable; add, never rename.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum LeafKind { $($(#[$doc])* $variant,)* }

        impl LeafKind {
            /// Every kind, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name that leaves and exports carry.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

leaf_kinds! {
    /// A report was accepted.
    Accepted = "accepted",
    /// An operator's act: start, stop, reindex, backup.
    Administered = "administered",
    /// An originator's exception was recorded.
    Authorized = "authorized",
    /// A submission that is set aside was corrected.
    Corrected = "corrected",
    /// A feed's contract was proposed, approved or refused.
    Contracted = "contracted",
    /// Somebody asked for a decision without taking the material.
    Decided = "decided",
    /// A feed delivered.
    Delivered = "delivered",
    /// A recipient acknowledged.
    Acknowledged = "acknowledged",
    /// A person let the correction of a submission that is set aside stand.
    Approved = "approved",
    /// A saved search found a new report.
    Alerted = "alerted",
    /// An originator keeps material back for a time.
    Embargoed = "embargoed",
    /// An act ended before its time.
    Ended = "ended",
    /// Somebody was shown a submission that is set aside.
    Examined = "examined",
    /// A document left as an export.
    Exported = "exported",
    /// The Steering Group let a foreign authority have a topic.
    Granted = "granted",
    /// A file was kept as it came.
    Kept = "kept",
    /// An originator's procedure was recorded.
    Procedure = "procedure",
    /// Content was erased.
    Purged = "purged",
    /// A report was set aside, unreleased.
    Quarantined = "quarantined",
    /// An originator took a report back.
    Recalled = "recalled",
    /// A recipient says that it has what stands in its feed.
    Received = "received",
    /// A submission that was set aside is not to become a report.
    Rejected = "rejected",
    /// Material went to a machine or a partner.
    Released = "released",
    /// A recipient asked an originator for release.
    Requested = "requested",
    /// A submission that was set aside became a report.
    Resubmitted = "resubmitted",
    /// A recipient keeps a search that looks at each new report, or ends one.
    Saved = "saved",
    /// A search was answered, with the hits shown.
    Searched = "searched",
    /// Somebody signed in.
    SignedIn = "signed-in",
    /// A person was shown material.
    Viewed = "viewed",
    /// Something was asked for and not given.
    Withheld = "withheld",
}

impl LeafKind {
    /// Reads a stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// A line break in an id would forge a field; ids are validated before, so this is a last guard.
fn one_line(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte })
}

/// A header's bytes besides its actor and subject, at most.
const REST_BYTES: usize = 160;

/// Bytes of a time, `2004-07-09T13:00:00.000000Z`.
const TIME_BYTES: usize = 27;

/// Bytes of a commitment in hexadecimal.
const COMMITMENT_BYTES: usize = 64;

/// Lines of a header, each with its end.
const LINES: usize = 7;

/// First line of every header.
const FORMAT: &str = "tearline.org/header/2";

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        Leaf {
            seq: 7,
            at: Timestamp::parse("2004-07-09T13:00:00Z").unwrap(),
            kind: LeafKind::Accepted,
            actor: "CIA".into(),
            subject: "CIA TD-314/00123-04 v1".into(),
            commitment: Commitment::of(&[1; 32], b"content"),
        }
    }

    #[test]
    fn a_leaf_reads_back_what_it_prints() {
        assert_eq!(Leaf::from_bytes(&leaf().to_bytes()), Ok(leaf()));
    }

    #[test]
    fn the_bytes_of_a_header_are_counted_without_making_them() {
        for seq in [0, 9, 10, 99, 100, 4_095, u64::MAX] {
            for kind in LeafKind::ALL {
                for (actor, subject) in [("", ""), ("CIA", "CIA TD-314/00123-04 v1"), ("é", "ß")]
                {
                    let (actor, subject) = (actor.to_owned(), subject.to_owned());
                    let leaf = Leaf { seq, kind: *kind, actor, subject, ..leaf() };
                    let counted = Leaf::bytes_of(seq, *kind, &leaf.actor, &leaf.subject);
                    assert_eq!(leaf.to_bytes().len(), counted);
                }
            }
        }
    }

    #[test]
    fn a_line_break_in_an_id_cannot_forge_a_field() {
        let forged = Leaf { actor: "CIA\nx".into(), ..leaf() };
        assert_eq!(Leaf::from_bytes(&forged.to_bytes()).unwrap().actor, "CIA x");
    }

    #[test]
    fn every_kind_reads_back() {
        for kind in LeafKind::ALL {
            assert_eq!(LeafKind::parse(kind.name()), Some(*kind));
        }
    }
}
