//! What can be wrong with an export, where, and what it amounts to.

use crate::{Finding, Hash};

/// What an export amounts to.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// Every entry that was signed is there, as it was signed.
    Complete,
    /// It is whole in itself, and another checkpoint of the same key tells another history.
    Forked,
    /// Its end is missing; what is there is as it was signed.
    Truncated,
    /// It is a slice, and entries that belong to it are not in it.
    Incomplete,
    /// Something in it is not as it was signed.
    Altered,
    /// A checkpoint is not signed by whom it should be, so nothing was compared with it.
    Untrusted,
}

impl Verdict {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Forked => "forked",
            Self::Truncated => "truncated",
            Self::Incomplete => "incomplete",
            Self::Altered => "altered",
            Self::Untrusted => "untrusted",
        }
    }
}

/// One thing that is wrong with an export.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Flaw {
    /// The archive itself is cut off.
    #[error("the archive is cut off or damaged: {why}")]
    Archive {
        /// Where or how.
        why: String,
    },
    /// A checkpoint that was handed in covers more than the export has.
    #[error(
        "{file} covers {size} entries and the export has {entries}: the last {} are missing, or \
         an older checkpoint was put in place of the latest", size.saturating_sub(*entries)
    )]
    Behind {
        /// The checkpoint that was handed in.
        file: String,
        /// Entries that it covers.
        size: u64,
        /// Entries of the export.
        entries: u64,
    },
    /// An entry is wrong.
    #[error("{file}: {finding}")]
    Entry {
        /// The bundle it is, or should be, in.
        file: String,
        /// What is wrong.
        finding: Finding,
    },
    /// Another checkpoint of the same key contradicts the export.
    #[error(
        "the log forked: {file} says that the first {size} entries have root {signed}, and here \
         they have {found}; both are signed with the same key, and together they prove it"
    )]
    Forked {
        /// The checkpoint that was handed in.
        file: String,
        /// Entries that it covers.
        size: u64,
        /// Its root.
        signed: Hash,
        /// The root of as many entries of the export.
        found: Hash,
    },
    /// A tile is not as long as it should be.
    #[error("{file} has {bytes} bytes where a tile of its width has {expected}: half-written")]
    Length {
        /// The tile.
        file: String,
        /// Its length.
        bytes: usize,
        /// The length it should have.
        expected: usize,
        /// The last entry it covers.
        last: u64,
    },
    /// A bundle holds the entries of another.
    #[error("{file} holds entries {holds} and following, which belong into another file")]
    Misplaced {
        /// The bundle.
        file: String,
        /// The first entry in it.
        holds: u64,
    },
    /// A file is not there.
    #[error("{file} is missing")]
    MissingFile {
        /// Which.
        file: String,
        /// The last entry it covers.
        last: u64,
    },
    /// There is more to say than anybody would read.
    #[error("and {count} more findings")]
    More {
        /// How many are not listed.
        count: u64,
    },
    /// The entries are not those of the checkpoint.
    #[error(
        "the {size} entries give root {found}, and the checkpoint was signed with {signed}: they \
         are not the entries that were signed"
    )]
    RootDiffers {
        /// Entries of the checkpoint.
        size: u64,
        /// The signed root.
        signed: Hash,
        /// The root of the export.
        found: Hash,
    },
    /// A file belongs to no log of this size, or stands in the archive again.
    #[error("{file} does not belong to this export")]
    Stray {
        /// Which.
        file: String,
    },
    /// A bundle goes on behind its last entry.
    #[error("{file} goes on at byte {byte}, behind its last entry")]
    Surplus {
        /// The bundle.
        file: String,
        /// Where.
        byte: usize,
    },
    /// Tags are not those that the leaf names.
    #[error("{file}: the tags of entry {seq} are not those that its leaf names")]
    Tags {
        /// The file of tags.
        file: String,
        /// The entry.
        seq: u64,
    },
    /// A hash of a tile is wrong.
    #[error("{file}: the hash at position {position} was changed: what it covers gives another")]
    TileHash {
        /// The tile.
        file: String,
        /// Position in it, from 0.
        position: u64,
    },
    /// A bundle ends inside an entry.
    #[error("{file} breaks off at byte {byte}, inside entry {seq}: half-written")]
    Torn {
        /// The bundle.
        file: String,
        /// The entry.
        seq: u64,
        /// Where.
        byte: usize,
    },
    /// A witness's cosignature is missing or wrong.
    #[error("{file}: {why}")]
    Uncosigned {
        /// The checkpoint.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// A checkpoint cannot be trusted.
    #[error("{file}: {why}")]
    Untrusted {
        /// The checkpoint.
        file: String,
        /// What is wrong.
        why: String,
    },
}

impl Flaw {
    /// The entry that it is about, where there is one.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::Entry { finding, .. } => Some(finding.at()),
            Self::Misplaced { .. }
            | Self::Archive { .. }
            | Self::Forked { .. }
            | Self::More { .. }
            | Self::RootDiffers { .. }
            | Self::Stray { .. }
            | Self::Surplus { .. }
            | Self::TileHash { .. }
            | Self::Uncosigned { .. }
            | Self::Untrusted { .. } => None,
            Self::Behind { entries, .. } => Some(*entries),
            Self::Length { last, .. } | Self::MissingFile { last, .. } => Some(*last),
            Self::Tags { seq, .. } | Self::Torn { seq, .. } => Some(*seq),
        }
    }

    /// What it amounts to, in an export whose last entry that can be read is before `end`.
    pub(super) fn verdict(&self, end: u64) -> Verdict {
        let absent = match self {
            Self::Archive { .. } | Self::Behind { .. } => return Verdict::Truncated,
            Self::Forked { .. } => return Verdict::Forked,
            Self::Uncosigned { .. } | Self::Untrusted { .. } => return Verdict::Untrusted,
            Self::Length { last, bytes, expected, .. } => (bytes < expected).then_some(*last),
            Self::MissingFile { last, .. } => Some(*last),
            Self::Torn { seq, .. } => Some(*seq),
            Self::Entry { finding: Finding::Missing { seq, .. }, .. } => Some(*seq),
            Self::Entry { .. }
            | Self::Misplaced { .. }
            | Self::More { .. }
            | Self::RootDiffers { .. }
            | Self::Stray { .. }
            | Self::Surplus { .. }
            | Self::Tags { .. }
            | Self::TileHash { .. } => None,
        };
        match absent {
            Some(seq) if seq >= end => Verdict::Truncated,
            Some(_) | None => Verdict::Altered,
        }
    }
}
