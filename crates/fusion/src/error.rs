//! What can go wrong, and what to do then.

use crate::{JudgementId, MentionId};

/// Why something was not taken in.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// A mention with the same place was taken in before.
    #[error(
        "mention {0} is here already; forget its report first, or give the mention another number"
    )]
    Known(MentionId),
    /// A judgement is about a mention that is not here.
    #[error("there is no mention {0}; take in its report first, or judge about one that is here")]
    NoMention(MentionId),
    /// A judgement has no reason.
    #[error("judgement {0} has no reason; say why, for those who read it later")]
    NoReason(JudgementId),
    /// A judgement with the same number was made before.
    #[error("judgement {0} was made already; withdraw it, and judge anew under another number")]
    Judged(JudgementId),
    /// No judgement has the number.
    #[error("there is no judgement {0} to withdraw; look at those that were made")]
    NoJudgement(JudgementId),
    /// A judgement is about fewer than it takes.
    #[error(
        "judgement {0} is about one mention and itself; name two, or some that are apart from others"
    )]
    Nothing(JudgementId),
}

/// What came of taking something in.
pub type Result<T> = std::result::Result<T, Error>;
