//! What an answer consists of: reasons and obligations.

use std::borrow::Cow;

/// How a rule answered.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// The rule is satisfied.
    Permit,
    /// The rule forbids.
    Deny,
    /// The rule attaches a duty.
    Oblige,
}

impl Verdict {
    /// The word used in interfaces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Permit => "permit",
            Self::Deny => "deny",
            Self::Oblige => "oblige",
        }
    }
}

/// One rule that spoke.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Reason {
    /// The rule's stable name.
    pub rule: &'static str,
    /// How it answered.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub text: String,
    /// Where the rule stands: access table, register page, charter clause, the caveat of the community's
    /// file, the originator's act.
    pub source: Cow<'static, str>,
}

/// What goes along with a release.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Obligation {
    /// Its stable name.
    pub name: &'static str,
    /// What the recipient owes the originator, in words to print with the material.
    pub text: String,
}
