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
    /// A judgement decides nothing.
    #[error("the report is a judgement and decides nothing: {0}")]
    Judgement(model::NotJudged),
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
    /// The content is of no format that is read.
    #[error(
        "the content is of no format that is read: it begins with {0}; send it as text, a \
             document, mail or one of the formats of docs/formats.md"
    )]
    UnknownFormat(String),
    /// A file is broken.
    #[error("this {format} cannot be read: {what}; send it again whole, or in another format")]
    Unreadable {
        /// The format.
        format: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// A file is under a password.
    #[error("this {0} is encrypted; send it without a password")]
    Encrypted(&'static str),
    /// A file carries programs.
    #[error(
        "this {format} carries a program ({place}); send it without, such as a document saved \
             without macros"
    )]
    Program {
        /// The format.
        format: &'static str,
        /// Where it is.
        place: String,
    },
    /// A name in an archive leads out of it.
    #[error(
        "`{0}` in the archive leads out of it or is a link; pack it again, plain files under \
             plain names"
    )]
    UnsafeName(String),
    /// More than the limits of reading allow.
    #[error("it has more {what} than the {limit} allowed; {}", remedy(.name))]
    Limit {
        /// Of what.
        what: &'static str,
        /// How much is allowed.
        limit: u64,
        /// The limit's name in the configuration; empty where it is fixed.
        name: &'static str,
    },
    /// A parser failed in a way that it should not.
    #[error("reading it failed: {0}; send it in another format, and tell the operator")]
    Crashed(String),
    /// There is nothing to report.
    #[error("this {0} has no text; if it is a picture of text, send the text")]
    NoText(&'static str),
    /// Nothing says whose it is.
    #[error("nothing says who the originator is; name it in the source's mapping file")]
    NoOriginator,
    /// Nothing numbers it.
    #[error("nothing says which serial it has; write a serial scheme in the source's mapping file")]
    NoSerial,
    /// Two mapping files fit.
    #[error("the mapping files {first} and {second} both fit; narrow one of them, or name one")]
    TwoMappings {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// A label has no meaning here.
    #[error(
        "the label `{label}` has no meaning here ({by}); say in the source's mapping file \
             what it means"
    )]
    Unmapped {
        /// The label.
        label: String,
        /// The mapping file that was asked.
        by: String,
    },
    /// Two labels of one text cannot be put together.
    #[error("the markings {} stand at one place and cannot be put together; keep one",
            .markings.join(" and "))]
    TwoMarkings {
        /// The markings.
        markings: Vec<String>,
    },
    /// Header, footer and first line do not say the same.
    #[error("the document does not say one banner: {}; mark all of it with one",
            .evidence.join(", "))]
    BannersDiffer {
        /// Where which banner stands.
        evidence: Vec<String>,
    },
    /// A mark stands where it may be a letter of a list.
    #[error(
        "{what} begins with `{mark}`, which may be a portion mark or a letter of a list; \
             number the list otherwise"
    )]
    MarkOrLetter {
        /// Which part.
        what: String,
        /// What stands there.
        mark: String,
    },
    /// A mark stands inside a portion.
    #[error("{what} has the mark `{mark}` inside; begin a new paragraph there")]
    MarkInside {
        /// Which part.
        what: String,
        /// What stands there.
        mark: String,
    },
    /// More than one of these.
    #[error("{}", .reasons.iter().map(Self::to_string).collect::<Vec<_>>().join("; and "))]
    Several {
        /// The reasons, at least two; the first names them all.
        reasons: Vec<Quarantine>,
    },
    /// A translation does not have the form of a report.
    #[error("it cannot be put into report format 1: {0}")]
    NotFormat1(String),
}

impl Quarantine {
    /// Every reason at once, so that nobody has to find them one by one.
    pub(crate) fn all(mut reasons: Vec<Self>) -> Result<(), Self> {
        match (reasons.pop(), reasons.is_empty()) {
            (None, _) => Ok(()),
            (Some(one), true) => Err(one),
            (Some(last), false) => {
                reasons.push(last);
                Err(Self::Several { reasons })
            }
        }
    }

    pub(crate) fn unreadable(format: &'static str, what: impl std::fmt::Display) -> Self {
        Self::Unreadable { format, what: what.to_string() }
    }

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
            Self::Judgement(_) => "judgement",
            Self::NamedInSerial => "named-in-serial",
            Self::TooManyViews(_) => "too-many-views",
            Self::UnknownFormat(_) => "unknown-format",
            Self::Unreadable { .. } => "unreadable",
            Self::Encrypted(_) => "encrypted",
            Self::Program { .. } => "program",
            Self::UnsafeName(_) => "unsafe-name",
            Self::Limit { .. } => "limit",
            Self::Crashed(_) => "crashed",
            Self::NoText(_) => "no-text",
            Self::NoOriginator => "no-originator",
            Self::NoSerial => "no-serial",
            Self::TwoMappings { .. } => "two-mappings",
            Self::Unmapped { .. } => "unmapped-label",
            Self::TwoMarkings { .. } => "two-markings",
            Self::BannersDiffer { .. } => "banners-differ",
            Self::MarkOrLetter { .. } => "mark-or-letter",
            Self::MarkInside { .. } => "mark-inside",
            Self::Several { reasons } => reasons.first().map_or("several", Self::name),
            Self::NotFormat1(_) => "not-format-1",
        }
    }
}

fn remedy(limit: &str) -> String {
    if limit.is_empty() {
        return "send it in parts".to_owned();
    }
    format!("send it in parts, or ask the operator to raise `{limit}` of the limits")
}
