//! Values that a community's register adds, kept once for as long as the process runs.
//!
//! Codes and controls are small things that are copied by the million, so they are references.
//! What a configuration adds is kept once by its content: reading the same file again keeps
//! nothing more, and the limit bounds what a process that reads many files can keep.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A set of values that are never given back.
#[derive(Debug)]
pub(crate) struct Interned<T: 'static>(Mutex<BTreeSet<&'static T>>);

impl<T: Ord> Interned<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(BTreeSet::new()))
    }

    /// The one reference to a value of this content; `None` when too many are kept.
    pub(crate) fn keep(&self, value: T) -> Option<&'static T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&value) {
            return Some(known);
        }
        if kept.len() == INTERNED_MAX {
            return None;
        }
        let value: &'static T = Box::leak(Box::new(value));
        kept.insert(value);
        Some(value)
    }
}

/// How many values of a kind all communities that a process reads may add.
const INTERNED_MAX: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_kept_once_and_the_number_is_bounded() {
        static KEPT: Interned<usize> = Interned::new();
        let first = KEPT.keep(0).unwrap();
        assert!(std::ptr::eq(first, KEPT.keep(0).unwrap()));
        for value in 1..INTERNED_MAX {
            assert!(KEPT.keep(value).is_some());
        }
        assert_eq!(KEPT.keep(INTERNED_MAX), None);
        assert_eq!(KEPT.keep(7), Some(&7));
    }
}
