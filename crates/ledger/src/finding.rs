//! What verification finds wrong, in sentences that a person understands.

use model::LeafError;

use crate::Hash;

/// One thing that is wrong with a log.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Finding {
    /// An entry stands here that the ledger never had.
    #[error("an entry was added: what stands at position {position} was never recorded")]
    Added {
        /// Where it stands in the log, from 0.
        position: u64,
    },
    /// The checkpoint itself cannot be trusted, so nothing was compared.
    #[error("the checkpoint cannot be trusted, so nothing was compared with it: {why}")]
    BadCheckpoint {
        /// What is wrong with it.
        why: String,
    },
    /// An entry is not what was recorded.
    #[error("entry {seq} was changed: it is not what was recorded")]
    Changed {
        /// The entry.
        seq: u64,
    },
    /// The list of leaf hashes that was kept does not match the checkpoint either.
    #[error(
        "the list of leaf hashes that was kept beside the log does not match the checkpoint, \
         so a changed entry cannot be named"
    )]
    KeptLeavesDiffer,
    /// An entry is no leaf.
    #[error("entry {seq} cannot be read: {why}")]
    Malformed {
        /// The entry that should stand here.
        seq: u64,
        /// What is wrong.
        why: Misread,
    },
    /// Entries are gone.
    #[error("{} missing", span(*seq, *count))]
    Missing {
        /// The first of them.
        seq: u64,
        /// How many in a row.
        count: u64,
    },
    /// There is more to say than anybody would read.
    #[error("and {count} more findings")]
    More {
        /// How many are not listed.
        count: u64,
    },
    /// Entries stand in another order than they were recorded in.
    #[error("the order was changed: entry {found} stands where entry {seq} should")]
    Reordered {
        /// The entry that should stand here.
        seq: u64,
        /// The entry that does.
        found: u64,
    },
    /// An entry stands in the log twice.
    #[error("entry {seq} stands in the log again, at position {position}")]
    Repeated {
        /// The entry.
        seq: u64,
        /// Where it stands again.
        position: u64,
    },
    /// The entries are not those of the checkpoint, and nothing says which one is wrong.
    #[error(
        "some of the first {size} entries were changed: the checkpoint was signed with root \
         {signed} and they give {found}; with the kept list of leaf hashes the entry can be named"
    )]
    RootDiffers {
        /// Entries that the checkpoint covers.
        size: u64,
        /// The signed root.
        signed: Hash,
        /// The root of the log as it is.
        found: Hash,
    },
    /// The log ends too early.
    #[error(
        "the log ends before entry {entries}, and the checkpoint covers {size} entries: \
         the last {} are missing", size.saturating_sub(*entries)
    )]
    ShorterThanCheckpoint {
        /// The first entry that is missing.
        entries: u64,
        /// Entries that the checkpoint covers.
        size: u64,
    },
}

/// Why bytes are no leaf.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Misread {
    /// They do not parse.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// They are a leaf, and of another entry.
    #[error("it says that it is another entry")]
    Number,
}

impl Finding {
    /// The entry or position that a finding is about, to sort by.
    pub(crate) fn at(&self) -> u64 {
        match self {
            Self::BadCheckpoint { .. } => 0,
            Self::Changed { seq }
            | Self::Malformed { seq, .. }
            | Self::Missing { seq, .. }
            | Self::Reordered { seq, .. } => *seq,
            Self::Added { position } | Self::Repeated { position, .. } => *position,
            Self::ShorterThanCheckpoint { entries, .. } => *entries,
            Self::KeptLeavesDiffer | Self::More { .. } | Self::RootDiffers { .. } => u64::MAX,
        }
    }
}

fn span(seq: u64, count: u64) -> String {
    match count {
        1 => format!("entry {seq} is"),
        _ => format!("entries {seq} to {} are", seq.saturating_add(count.saturating_sub(1))),
    }
}

/// More findings than these are counted, not listed.
pub const FINDINGS_MAX: usize = 1_000;
