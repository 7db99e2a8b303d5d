//! What can be wrong with a marking: errors that stop reading it, and problems found in one read.

use std::ops::Range;

use crate::{Fix, Marking};

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
    /// The one certain repair of its attributes, when there is one.
    pub fix: Option<Fix>,
}

impl Problem {
    /// Whether the marking cannot stand with it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it bars text that carries the marking: it is an error, and not merely a marking that
    /// says nothing where it stands, as FOUO beside a classification (register p134).
    pub fn bars(&self) -> bool {
        self.is_error() && self.rule != "ISM-ID-00030"
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
    /// A control has no list.
    #[error("{control} needs its list of countries, such as {example}")]
    NoList {
        /// The control.
        control: &'static str,
        /// How it is written.
        example: &'static str,
    },
    /// A control has two lists.
    #[error("{control} has a second list; write one list of those who may have it")]
    SecondList {
        /// The control.
        control: &'static str,
    },
    /// After `//` stands no owner with a level.
    #[error(
        "`{token}` is no foreign or joint classification; write an owner and a level, such as \
         //DEU SECRET, //NATO SECRET, //FGI SECRET or //JOINT SECRET GBR USA"
    )]
    Owner {
        /// What stands there.
        token: String,
    },
    /// JOINT without the United States.
    #[error("`{token}`: the United States is an owner of everything JOINT; add USA")]
    JointWithoutUsa {
        /// What stands there.
        token: String,
    },
    /// The United States among foreign owners.
    #[error(
        "`{token}`: what the United States own with others is JOINT, as //JOINT SECRET GBR USA"
    )]
    UsaNotJoint {
        /// What stands there.
        token: String,
    },
    /// The United States among the sources of foreign information.
    #[error("USA is no source of foreign government information")]
    FgiOfUsa,
    /// A concealed source beside an acknowledged one.
    #[error("FGI conceals its source: it cannot stand beside FGI with a list")]
    FgiMixed,
    /// What follows SAR is no program.
    #[error("`{token}` is no program identifier with its compartments, such as SAR-BP-J12 J54")]
    Program {
        /// What stands there.
        token: String,
    },
    /// A compartment or program that the community's register would list.
    #[error("`{token}` is not among those that the register lists for {of}{}", suggested(.nearest))]
    Unlisted {
        /// What stands there.
        token: String,
        /// The system or block.
        of: String,
        /// The nearest that is listed.
        nearest: Option<String>,
    },
    /// A marking that is no longer valid.
    #[error("`{token}` is no longer valid; write {instead}")]
    Retired {
        /// What stands there.
        token: String,
        /// What is written today.
        instead: &'static str,
    },
}

fn suggestion(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |token| format!("; did you mean {token}?"))
}

fn suggested(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |token| format!("; did you mean {token}?"))
}

/// Longest marking that is read.
pub(crate) const MARKING_CHARS_MAX: usize = 2_000;
