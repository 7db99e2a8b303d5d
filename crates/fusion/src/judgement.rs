//! What people decide about who is who: events, each with its author and reason, that can be withdrawn.

use std::fmt;

use dissemination::HandlingId;
use model::{RecipientId, Timestamp};

use crate::{Error, MentionId, Result};

/// The number of a judgement.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct JudgementId(pub u64);

impl fmt::Display for JudgementId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// What is decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Ruling {
    /// Two mentions are of one, whatever the evidence.
    Confirm(MentionId, MentionId),
    /// Two mentions are of two, whatever the evidence.
    Reject(MentionId, MentionId),
    /// These are of others than all the rest.
    Split(Vec<MentionId>),
}

impl Ruling {
    /// The mentions it is about.
    pub fn mentions(&self) -> Vec<&MentionId> {
        match self {
            Self::Confirm(one, other) | Self::Reject(one, other) => vec![one, other],
            Self::Split(apart) => apart.iter().collect(),
        }
    }
}

/// A decision of somebody about who is who.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judgement {
    /// Its number, given by whoever records it.
    pub id: JudgementId,
    /// What is decided.
    pub ruling: Ruling,
    /// Who decided.
    pub by: RecipientId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// The classes of its own marking. It works for those alone who may see it and every mention that it
    /// is about.
    pub needs: Vec<HandlingId>,
}

impl Judgement {
    /// Whether it says something, and why.
    pub(crate) fn check(&self) -> Result<()> {
        if self.reason.trim().is_empty() {
            return Err(Error::NoReason(self.id));
        }
        let says = match &self.ruling {
            Ruling::Confirm(one, other) | Ruling::Reject(one, other) => one != other,
            Ruling::Split(apart) => !apart.is_empty(),
        };
        if says { Ok(()) } else { Err(Error::Nothing(self.id)) }
    }
}
