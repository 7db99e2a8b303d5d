//! Which part of a report is spoken of.

use std::fmt;

/// The part of a report that is spoken of; put into words only when something is wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Where<'w> {
    The(&'w str),
    Nth(&'w str, usize),
}

impl fmt::Display for Where<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::The(part) => write!(out, "the {part}"),
            Self::Nth(part, at) => write!(out, "{part} {at}"),
        }
    }
}
