//! What can be wrong with a marking: errors that stop reading it, and problems found in one read.

use std::ops::Range;

use crate::Marking;

/// A marking, and what was wrong with how it was written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Parsed {
    /// What was meant.
    pub marking: Marking,
    /// What had to be put right or cannot stand, in order of place.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// The problems that make the marking unusable: contradictions and broken requirements.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_error())
    }
}

/// One finding about a marking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The rule: `ISM-ID-00033`, or a page of the register.
    pub rule: &'static str,
    /// Whether the marking can stand.
    pub severity: Severity,
    /// A sentence for a person, with what to write instead where that is certain.
    pub message: String,
    /// Byte range in what was read.
    pub at: Range<usize>,
}

impl Problem {
    /// Whether the marking cannot stand with it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Read and put right.
    Warning,
    /// The marking contradicts itself or lacks what a control requires.
    Error,
}

/// Why a text is no marking.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct ParseError {
    /// Byte range of the offending token.
    pub at: Range<usize>,
    /// What is wrong there.
    pub kind: ParseErrorKind,
}

/// The ways in which a text is no marking.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ParseErrorKind {
    /// Nothing was written.
    #[error("there is no marking; write one such as UNCLASSIFIED or (U)")]
    Empty,
    /// The text is longer than any marking.
    #[error("a marking of {chars} characters is longer than the {MARKING_CHARS_MAX} allowed")]
    TooLong {
        /// How long it is.
        chars: usize,
    },
    /// The first block is no classification level.
    #[error("`{token}` is not a classification level{}", suggestion(.nearest))]
    Level {
        /// What stands there.
        token: String,
        /// The nearest level.
        nearest: Option<&'static str>,
    },
    /// A block or entry is empty.
    #[error("an entry is missing between the slashes")]
    EmptyEntry,
    /// A token is not in the register.
    #[error("`{token}` is not a marking of the register{}", suggestion(.nearest))]
    Unknown {
        /// What stands there.
        token: String,
        /// The nearest token of the register.
        nearest: Option<&'static str>,
    },
    /// A code in a `REL TO` list is not in the vocabulary.
    #[error("`{token}` is not a country or organisation code{}", suggestion(.nearest))]
    Code {
        /// What stands there.
        token: String,
        /// The nearest code.
        nearest: Option<&'static str>,
    },
    /// `REL TO` has no list.
    #[error("REL TO needs its list of countries, such as REL TO USA, GBR")]
    NoList,
    /// The register has the control, this version does not decide about it.
    #[error("`{token}` is in the register, but this version cannot decide about it")]
    NotRead {
        /// The control.
        token: String,
    },
}

fn suggestion(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |token| format!("; did you mean {token}?"))
}

/// Longest marking that is read.
pub(crate) const MARKING_CHARS_MAX: usize = 2_000;
