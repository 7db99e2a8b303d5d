//! What can go wrong, and what to do then.

use crate::MentionId;

/// Why something was not taken in.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// A mention with the same place was taken in before.
    #[error(
        "mention {0} is here already; forget its report first, or give the mention another number"
    )]
    Known(MentionId),
}

/// What came of taking something in.
pub type Result<T> = std::result::Result<T, Error>;
