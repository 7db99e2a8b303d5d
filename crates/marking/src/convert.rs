//! Why a marking of another format cannot become ours, or ours one of that format.

use crate::{Attributes, Tlp};

/// What a marking of another format turned out to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Foreign {
    /// A label of the Traffic Light Protocol (FIRST TLP 2.0).
    Tlp(Tlp),
    /// A marking that ODNI's attributes can say (`ISM.XML` 2022).
    Ism(Attributes),
}

/// Why a conversion was refused: nothing is guessed and nothing dropped.
///
/// `at` is the place in the other format: a JSON path, an XML element or attribute, a tag.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ConvertError {
    /// The value there is of another kind.
    #[error("`{at}` is not {wanted}; write {wanted}")]
    Shape {
        /// Where.
        at: String,
        /// What must stand there.
        wanted: &'static str,
    },
    /// Something required is absent.
    #[error("`{at}` is missing; write {wanted}")]
    Missing {
        /// Where.
        at: String,
        /// What must stand there.
        wanted: &'static str,
    },
    /// A name that the format or this version does not have.
    #[error("`{at}` is not known; remove it or use {wanted}")]
    UnknownName {
        /// Where.
        at: String,
        /// What may stand there.
        wanted: &'static str,
    },
    /// A value outside its vocabulary.
    #[error("`{found}` in `{at}` is not known; use {wanted}")]
    UnknownValue {
        /// Where.
        at: String,
        /// What stands there.
        found: String,
        /// What may stand there.
        wanted: &'static str,
    },
    /// Understood, but the target has no place for it, and dropping it would loosen the marking.
    #[error("`{at}` cannot be carried over: {reason}")]
    NoPlace {
        /// Where.
        at: String,
        /// Why not, and what to do instead.
        reason: &'static str,
    },
    /// Two parts say different things.
    #[error("`{at}` contradicts itself: {reason}")]
    Conflict {
        /// Where.
        at: String,
        /// What contradicts what, and what to do.
        reason: &'static str,
    },
    /// The text is not well-formed XML.
    #[error("the XML is not well formed: {reason}; send one whole element in UTF-8")]
    Xml {
        /// What the parser met.
        reason: String,
    },
    /// The input is longer than any marking.
    #[error("{bytes} bytes are more than the {limit} of any marking; send the marking alone")]
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
}

/// Longest XML of one marking that is read.
pub(crate) const MARKING_BYTES_MAX: usize = 64 * 1024;
