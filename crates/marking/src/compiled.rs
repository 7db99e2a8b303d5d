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
/// where something has spilled over. A compiled marking is 184
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
            && self.rest_covers(other)
    }

    fn rest_covers(&self, other: &Self) -> bool {
        let (held, needed) = (self.rest.as_ref(), other.rest.as_ref());
        let same = held.zip(needed).is_some_and(|(held, needed)| Arc::ptr_eq(held, needed));
        let concealed = layout::conceals(&self.required);
        same || Rest::cover(self.rest.as_deref(), other.rest.as_deref(), concealed)
    }

    /// As [`Marking::join`].
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self.leaves_to_banner() || other.leaves_to_banner() {
            return None;
        }
        let required = self.required.union(&other.required);
        let rest = match (&self.rest, &other.rest) {
            (None, None) => None,
            (Some(one), Some(another)) if Arc::ptr_eq(one, another) => Some(Arc::clone(one)),
            (one, another) => {
                let one = one.as_deref().cloned().unwrap_or_default();
                let another = another.as_deref().cloned().unwrap_or_default();
                let conceals = layout::conceals(&required);
                Rest::join(one, &another, conceals)?.present().map(Arc::new)
            }
        };
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
            (None, None) => None,
            (Some(one), Some(another)) if Arc::ptr_eq(one, another) => Some(Arc::clone(one)),
            (one, another) => {
                let nothing = Rest::default();
                let of = |rest: &Option<Arc<Rest>>| rest.as_deref().cloned();
                let (one, another) = (of(one), of(another));
                let one = (one.as_ref().unwrap_or(&nothing), layout::conceals(&self.required));
                let two = (another.as_ref().unwrap_or(&nothing), layout::conceals(&other.required));
                Rest::meet(one, two).present().map(Arc::new)
            }
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
