//! Why an old marking is not read.

use std::ops::Range;

/// Where an old marking is not certain, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct LegacyError {
    /// Byte range in what was read.
    pub at: Range<usize>,
    /// What is wrong there.
    pub kind: LegacyErrorKind,
}

/// The ways in which an old marking has no certain form of today.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LegacyErrorKind {
    /// Together the captions make no sound marking of today.
    #[error("the captions contradict one another today: {message}")]
    Contradiction {
        /// What the register says against it.
        message: String,
    },
    /// No caption names or implies a level.
    #[error("no classification level is named")]
    NoLevel,
    /// The marking is longer than any.
    #[error("a marking of {chars} characters is longer than any")]
    TooLong {
        /// How long it is.
        chars: usize,
    },
    /// Captions of two levels stand in one marking.
    #[error("two levels are named, `{first}` and `{second}`; which covers the whole is not said")]
    TwoLevels {
        /// The level named first.
        first: &'static str,
        /// The other level.
        second: &'static str,
    },
    /// A word is part of no known caption.
    #[error("`{word}` is no known caption")]
    Unknown {
        /// The word, in capitals.
        word: String,
    },
    /// It is said that the document bears no classification marking, which gives it no level.
    #[error("the document bears no classification marking")]
    Unmarked,
    /// A part of the marking is itself withheld.
    #[error("a part of the marking is not declassified, so what it asks is not known")]
    Withheld,
}
