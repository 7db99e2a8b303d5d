//! What people decide about who is who. A judgement is a report, with an author, a reason and a marking of its
//! own; taken back, it leaves no trace.

use dissemination::HandlingId;
use model::ReportId;

use crate::MentionId;

/// What is decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Ruling {
    /// All of these are of one, whatever the evidence.
    Confirm(Vec<MentionId>),
    /// None of the first is of one with any of the others, whatever the evidence.
    Reject(Vec<MentionId>, Vec<MentionId>),
    /// These are of others than all the rest.
    Split(Vec<MentionId>),
}

impl Ruling {
    /// The mentions it is about.
    pub fn mentions(&self) -> impl Iterator<Item = &MentionId> {
        let (ones, others) = match self {
            Self::Confirm(all) | Self::Split(all) => (all.as_slice(), [].as_slice()),
            Self::Reject(ones, others) => (ones.as_slice(), others.as_slice()),
        };
        ones.iter().chain(others)
    }

    /// Whether two mentions are decided to be one.
    pub(crate) fn confirms(&self, one: &MentionId, other: &MentionId) -> bool {
        match self {
            Self::Confirm(all) => all.contains(one) && all.contains(other),
            Self::Reject(..) | Self::Split(_) => false,
        }
    }

    /// Whether two mentions are decided to be two.
    pub(crate) fn parts(&self, one: &MentionId, other: &MentionId) -> bool {
        match self {
            Self::Confirm(_) => false,
            Self::Reject(ones, others) => {
                (ones.contains(one) && others.contains(other))
                    || (ones.contains(other) && others.contains(one))
            }
            Self::Split(apart) => apart.contains(one) != apart.contains(other),
        }
    }
}

/// A decision of somebody about who is who.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judgement {
    /// The report that it is.
    pub report: ReportId,
    /// What is decided.
    pub ruling: Ruling,
    /// The classes of its own marking. It works for those alone who may see it and every mention that it
    /// is about.
    pub needs: Vec<HandlingId>,
}
