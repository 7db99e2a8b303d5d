//! What somebody wants material for.

use model::Purpose;

/// A purpose, and the matter where an authorization may name one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Intent {
    /// The purpose.
    pub purpose: Purpose,
    /// The matter: a case, an operation.
    pub matter: Option<String>,
}

/// Characters of a matter.
pub(crate) const MATTER_CHARS_MAX: usize = 100;
