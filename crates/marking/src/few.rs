//! Sets of a few known members, in one word.

use std::marker::PhantomData;

/// What can be a member: one of at most 32, in print order.
pub(crate) trait Member: Copy + 'static {
    /// Every member; each stands at its own place.
    const ALL: &'static [Self];

    /// Its place among all.
    fn place(self) -> u32;
}

/// A set of members, in print order.
pub(crate) struct Few<M>(u32, PhantomData<M>);

impl<M> Few<M> {
    /// The empty set.
    pub(crate) const NONE: Self = Self(0, PhantomData);
}

impl<M: Member> Few<M> {
    /// Whether a member is in it.
    pub(crate) fn contains(self, member: M) -> bool {
        self.0 & bit(member) != 0
    }

    pub(crate) fn insert(&mut self, member: M) {
        self.0 |= bit(member);
    }

    /// Takes a member out, and says whether it was in.
    pub(crate) fn remove(&mut self, member: M) -> bool {
        let held = self.contains(member);
        self.0 &= !bit(member);
        held
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Everything of both.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0, PhantomData)
    }

    /// What is in both.
    pub(crate) fn common(self, other: Self) -> Self {
        Self(self.0 & other.0, PhantomData)
    }

    /// Whether everything of the other is here.
    pub(crate) fn covers(self, other: Self) -> bool {
        self.common(other) == other
    }

    /// What is here and not in the other.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0, PhantomData)
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = M> + Clone {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            rest &= rest.checked_sub(1)?;
            M::ALL.get(usize::try_from(at).ok()?).copied()
        })
    }

    /// The word itself, each member at its place.
    pub(crate) fn word(self) -> u32 {
        self.0
    }
}

fn bit<M: Member>(member: M) -> u32 {
    1 << member.place()
}

// Derived, these would ask the same of the members.
impl<M> Clone for Few<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Few<M> {}

impl<M> Default for Few<M> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<M> PartialEq for Few<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<M> Eq for Few<M> {}

impl<M> std::hash::Hash for Few<M> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<M> PartialOrd for Few<M> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<M> Ord for Few<M> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<M: Member + std::fmt::Debug> std::fmt::Debug for Few<M> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dissem, NatoControl, NonIc};

    fn each_has_its_place<M: Member + PartialEq + std::fmt::Debug>() {
        for (at, member) in M::ALL.iter().enumerate() {
            assert_eq!(member.place(), u32::try_from(at).unwrap(), "{member:?}");
            let mut set = Few::<M>::default();
            set.insert(*member);
            assert!(set.contains(*member) && set.iter().eq([*member]));
            assert!(set.remove(*member) && set.is_empty());
        }
    }

    #[test]
    fn every_member_has_a_place_of_its_own() {
        each_has_its_place::<Dissem>();
        each_has_its_place::<NonIc>();
        each_has_its_place::<NatoControl>();
    }
}
