//! Markings in bits, for decisions that compare many.

mod bits;
mod layout;
mod rest;

use std::sync::Arc;

use crate::{Level, Marking, Ownership};
use bits::Bits;
use layout::{OPENED, REQUIRED};
use rest::Rest;

/// A marking in a form of fixed size, in which [`Marking::dominates`], [`Marking::join`] and
/// [`Marking::meet`] are a few operations on words, with the same answers.
///
/// Whatever the built-in register has is one bit: levels, controls, published SCI, atomic energy,
/// CUI, countries and organisations. Names that it cannot know (a community's compartments, special
/// access programs, ACCM) and owners other than the United States spill over into a shared part,
/// which has no limit and is absent in most. Comparing never allocates; `join` and `meet` do only
/// where both sides have spilled over and neither's part is the result. A compiled marking is 184
/// bytes ([`Compiled::BYTES`]), the shared part aside.
///
/// Equivalent markings compile to equal forms.
///
/// ```
/// use marking::{Compiled, Marking};
/// let [one, other] = ["TS//SI-G ABCD//OC/NF", "S//SI//REL TO USA, GBR"]
///     .map(|text| Compiled::of(&Marking::parse(text).unwrap().marking));
/// assert!(one.dominates(&other) && !other.dominates(&one));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Compiled {
    /// What is required of a reader.
    required: Bits<{ layout::words(REQUIRED) }>,
    /// What is opened abroad.
    opened: Bits<{ layout::words(OPENED) }>,
    /// What has no bit.
    rest: Option<Arc<Rest>>,
}

impl Compiled {
    /// How many bytes a compiled marking takes, without what spills over.
    pub const BYTES: usize = 184;

    /// Compiles a marking.
    pub fn of(marking: &Marking) -> Self {
        Self {
            required: layout::required(marking),
            opened: layout::opened(marking),
            rest: Rest::of(marking).map(Arc::new),
        }
    }

    /// As [`Marking::dominates`].
    pub fn dominates(&self, other: &Self) -> bool {
        self.required.cover(&other.required)
            && other.opened.cover(&self.opened)
            && match (&self.rest, &other.rest) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(held), Some(needed)) => Arc::ptr_eq(held, needed) || held.covers(needed),
            }
    }

    /// As [`Marking::join`].
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self.leaves_to_banner() || other.leaves_to_banner() {
            return None;
        }
        let rest = match (&self.rest, &other.rest) {
            (one, None) | (None, one) => one.clone(),
            (Some(one), Some(another)) if one.covers(another) => Some(Arc::clone(one)),
            (Some(one), Some(another)) if another.covers(one) => Some(Arc::clone(another)),
            (Some(one), Some(another)) => Some(Arc::new(one.join(another)?)),
        };
        let required = self.required.union(&other.required);
        let united = rest.as_ref().is_some_and(|rest| rest.owner == Ownership::UnitedNations);
        if united && !layout::is_at(&required, Level::Restricted) {
            return None;
        }
        Some(Self { required, opened: self.opened.intersection(&other.opened), rest })
    }

    /// As [`Marking::meet`].
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        if self.leaves_to_banner() || other.leaves_to_banner() {
            return None;
        }
        let rest = match (&self.rest, &other.rest) {
            (_, None) | (None, _) => None,
            (Some(one), Some(another)) if one.covers(another) => Some(Arc::clone(another)),
            (Some(one), Some(another)) if another.covers(one) => Some(Arc::clone(one)),
            (Some(one), Some(another)) => one.meet(another).map(Arc::new),
        };
        let mut required = self.required.intersection(&other.required);
        let of_us = rest.as_ref().is_none_or(|rest| rest.owner.is_us());
        if of_us && layout::is_at(&required, Level::Restricted) {
            layout::declassify(&mut required);
        }
        Some(Self { required, opened: self.opened.union(&other.opened), rest })
    }

    fn leaves_to_banner(&self) -> bool {
        layout::is_the_banners(&self.opened)
            || self.rest.as_ref().is_some_and(|rest| rest.owner.is_joint_without_list())
    }
}

#[cfg(test)]
mod tests;
