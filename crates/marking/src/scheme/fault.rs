//! What can be wrong with a scheme's configuration.

/// A fault of a scheme, and where it is.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct SchemeFault {
    /// Which part of the scheme.
    pub part: SchemePart,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// A part of a scheme, by positions.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum SchemePart {
    /// The scheme as a whole.
    Scheme,
    /// A level.
    Level(usize),
    /// A set.
    Set(usize),
    /// A token of a set.
    Token(usize, usize),
    /// The releasability.
    Release,
    /// A code that can be listed.
    Code(usize),
}
