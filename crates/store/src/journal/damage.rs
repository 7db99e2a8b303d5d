//! The ways in which stored bytes can be wrong.

use model::LeafError;

/// What does not hold at the damaged place.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Damage {
    /// The record's header does not match its checksum.
    #[error("the header does not match its checksum")]
    Checksum,
    /// The content or its salt does not match the hash in the header.
    #[error("the content does not match the hash in its header")]
    Content,
    /// What is said of the record's parties and parts makes no sense.
    #[error("the record's parties and parts cannot be read")]
    Docket,
    /// The `head` file says otherwise.
    #[error("`head` says that record {seq} begins at byte {offset}")]
    Head {
        /// The record that `head` names.
        seq: u64,
        /// Where it should begin.
        offset: u64,
    },
    /// The header is no leaf.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// The header is a leaf, but not in its canonical spelling.
    #[error("the header is not spelled canonically")]
    LeafSpelling,
    /// The lengths make no sense.
    #[error("the lengths make no record")]
    Lengths,
    /// The file name is no segment's.
    #[error("the file name does not match the segment, which begins with record {found}")]
    Name {
        /// The first record by the segment's own header.
        found: u64,
    },
    /// The segment that should come before is another or has another length.
    #[error(
        "the segment before should begin with record {segment} and have {len} bytes; \
         a segment is missing, cut or exchanged"
    )]
    Previous {
        /// First record of the segment that should come before.
        segment: u64,
        /// Its length.
        len: u64,
    },
    /// Another record stands here.
    #[error("record {found} stands where record {expected} should")]
    Sequence {
        /// The record that should be here.
        expected: u64,
        /// The record that is.
        found: u64,
    },
    /// The segment's header is no header or does not match its checksum.
    #[error("the segment's header does not match its checksum")]
    SegmentHeader,
    /// The record goes on beyond the end of the file.
    #[error("the record is cut off")]
    Short,
}
