//! What is known of a report besides itself: when it was accepted, and what it is made from.

use model::Timestamp;

use crate::Sources;

/// What is known of a report besides itself. That of a draft is the default: it was not accepted, and
/// no source of it is known, so that one made from others goes to nobody.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Provenance {
    /// When it was accepted.
    pub accepted: Option<Timestamp>,
    /// The reports that it is made from.
    pub sources: Sources,
}

impl Provenance {
    /// Of a report that was accepted at a time and is made from no other.
    pub fn accepted(at: Timestamp) -> Self {
        Self { accepted: Some(at), sources: Sources::default() }
    }
}
