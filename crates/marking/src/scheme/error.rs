//! Why a text is no marking of a scheme.

use std::ops::Range;

/// Why a text is no marking of a scheme.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct SchemeError {
    /// Byte range of the offending token.
    pub at: Range<usize>,
    /// What is wrong there.
    pub kind: SchemeErrorKind,
}

/// The ways in which a text is no marking of a scheme.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SchemeErrorKind {
    /// Nothing was written.
    #[error("there is no marking; write one such as {example}")]
    Empty {
        /// The banner form of the lowest level.
        example: String,
    },
    /// The text is longer than any marking.
    #[error("a marking of {chars} characters is longer than the {limit} allowed")]
    TooLong {
        /// How long it is.
        chars: usize,
        /// How long it may be.
        limit: usize,
    },
    /// The first block is no level.
    #[error("`{token}` is not a level of the scheme {scheme}{}", suggestion(.nearest))]
    Level {
        /// What stands there.
        token: String,
        /// The scheme.
        scheme: String,
        /// The nearest level.
        nearest: Option<String>,
    },
    /// An entry is empty.
    #[error("an entry is missing between the slashes")]
    EmptyEntry,
    /// A token is in no set, or not in that of its block.
    #[error("`{token}` is not a marking of the scheme {scheme}{}", suggestion(.nearest))]
    Unknown {
        /// What stands there.
        token: String,
        /// The scheme.
        scheme: String,
        /// The nearest token.
        nearest: Option<String>,
    },
    /// Somebody in the list whom the scheme does not have.
    #[error("`{token}` is nobody to whom the scheme {scheme} releases{}", suggestion(.nearest))]
    Code {
        /// What stands there.
        token: String,
        /// The scheme.
        scheme: String,
        /// The nearest code.
        nearest: Option<String>,
    },
    /// The words of releasability stand alone.
    #[error("{indicator} needs its list, such as {indicator} {example}")]
    NoList {
        /// The words.
        indicator: String,
        /// Somebody who can be listed.
        example: String,
    },
}

fn suggestion(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |token| format!("; did you mean {token}?"))
}
