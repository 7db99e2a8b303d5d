//! Why a report is set aside. Every reason says what to do.

use marking::scheme::{NoEquivalent, SchemeError};
use marking::{ParseError, Problem};

/// The reason for which a report was set aside, unreleased and whole, until its originator
/// submits it again.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Quarantine {
    /// The report carries no banner; none is guessed.
    #[error("the report has no banner; its originator must mark it")]
    NoBanner,
    /// The originator is not of the community.
    #[error("the originator `{0}` is not in the community; add the agency or correct its id")]
    UnknownOriginator(String),
    /// A caveat is not defined.
    #[error("the caveat `{0}` is not defined in the community; define what it means")]
    UnknownCaveat(String),
    /// A tear line or pointer has no mark.
    #[error("{0} has no marking; a version that travels further needs its own")]
    NoMark(String),
    /// A marking cannot be read.
    #[error("{what} `{text}`, character {}: {error}", .error.at.start + 1)]
    Marking {
        /// Which part.
        what: String,
        /// The marking as written.
        text: String,
        /// Where and why it cannot be read.
        error: Box<ParseError>,
    },
    /// A marking of the originator's scheme cannot be read.
    #[error("{what} `{text}`, character {}: {error}", .error.at.start + 1)]
    Scheme {
        /// Which part.
        what: String,
        /// The marking as written.
        text: String,
        /// Where and why it cannot be read.
        error: Box<SchemeError>,
    },
    /// A marking of the originator's scheme is none of the register.
    #[error("{what} `{text}`: {error}")]
    NoEquivalent {
        /// Which part.
        what: String,
        /// The marking as written.
        text: String,
        /// What has no equivalent.
        error: Box<NoEquivalent>,
    },
    /// A marking breaks a rule.
    #[error("{what} `{text}`: {} ({})", .problem.message, .problem.rule)]
    Rule {
        /// Which part.
        what: String,
        /// The marking as written.
        text: String,
        /// The rule.
        problem: Box<Problem>,
    },
    /// A part leaves its list to the banner, which has none.
    #[error(
        "{what} `{text}` leaves its list to the banner, which has none like it; write the list \
             out, such as REL TO USA, GBR"
    )]
    NoList {
        /// Which part.
        what: String,
        /// The marking as written.
        text: String,
    },
    /// The banner protects less than the portions require.
    #[error("the banner {declared} is weaker than its portions, which require {required}; it \
             lacks {}", .lacking.join(", "))]
    WeakBanner {
        /// The banner as declared.
        declared: String,
        /// What the portions require.
        required: String,
        /// What is missing.
        lacking: Vec<String>,
    },
    /// An entity names a portion that is not there.
    #[error("an entity points to portion {portion}, and the last is {}", .count.saturating_sub(1))]
    NoSuchPortion {
        /// The portion named.
        portion: usize,
        /// How many there are.
        count: usize,
    },
    /// The serial, which everybody who sees anything of a report sees, names a US person.
    #[error("the serial names a US person whom the report lists; give it one that names nobody")]
    NamedInSerial,
    /// The markings cross in too many ways.
    #[error("{0}")]
    TooManyViews(String),
}

impl Quarantine {
    /// A stable name for counting.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NoBanner => "no-banner",
            Self::UnknownOriginator(_) => "unknown-originator",
            Self::UnknownCaveat(_) => "unknown-caveat",
            Self::NoMark(_) => "no-mark",
            Self::Marking { .. } | Self::Scheme { .. } => "unreadable-marking",
            Self::NoEquivalent { .. } => "no-equivalent",
            Self::Rule { .. } => "broken-rule",
            Self::NoList { .. } => "no-list",
            Self::WeakBanner { .. } => "weak-banner",
            Self::NoSuchPortion { .. } => "no-such-portion",
            Self::NamedInSerial => "named-in-serial",
            Self::TooManyViews(_) => "too-many-views",
        }
    }
}
