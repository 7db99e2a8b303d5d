//! Roll-up and comparison of markings of one scheme.
//!
//! The level is the highest, tokens are united (of an exclusive set the last in its order), and
//! something is released only to those to whom every part is. That makes a least upper bound, so
//! roll-up is idempotent, commutative and never weaker for one more portion.

use super::{Scheme, SchemeMarking};

impl Scheme {
    /// The banner that portions require. `None` when there are no portions, or one is of another
    /// scheme.
    pub fn rollup<'s: 'm, 'm>(
        &'s self,
        portions: impl IntoIterator<Item = &'m SchemeMarking<'s>>,
    ) -> Option<SchemeMarking<'s>> {
        let mut portions = portions.into_iter();
        let first = portions.next().filter(|first| first.scheme == self)?.clone();
        portions.try_fold(first, |banner, portion| banner.join(portion))
    }
}

impl<'s> SchemeMarking<'s> {
    /// The least marking that protects as much as either. `None` when they are of two schemes.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self.scheme != other.scheme {
            return None;
        }
        let mut tokens: std::collections::BTreeSet<_> =
            self.tokens.union(&other.tokens).copied().collect();
        for (at, set) in self.scheme.sets().iter().enumerate().filter(|(_, set)| set.exclusive) {
            let last = (0..set.tokens.len()).rev().find(|token| tokens.contains(&(at, *token)));
            tokens.retain(|(of, token)| *of != at || Some(*token) == last);
        }
        Some(Self {
            scheme: self.scheme,
            level: self.level.max(other.level),
            tokens,
            release: self.release.intersection(&other.release).copied().collect(),
        })
    }

    /// What it lacks of a required one, each as a short phrase; empty when it protects as much or
    /// more.
    pub fn lacks(&self, required: &Self) -> Vec<String> {
        if self.scheme != required.scheme {
            return vec![format!("a marking of the scheme {}", required.scheme.name())];
        }
        let mut lacking = Vec::new();
        if self.level < required.level {
            lacking.extend(required.level().map(|level| level.title.clone()));
        }
        for (at, token) in required.tokens.iter().filter(|token| !self.covers(**token)) {
            let set = self.scheme.sets().get(*at);
            lacking.extend(set.and_then(|set| set.tokens.get(*token)).map(|of| of.name.clone()));
        }
        if !self.release.is_subset(&required.release) {
            lacking.push("no release beyond what every portion allows".to_owned());
        }
        lacking
    }

    /// Whether it protects as much as another or more. Markings of two schemes do not.
    pub fn dominates(&self, other: &Self) -> bool {
        self.lacks(other).is_empty()
    }

    fn covers(&self, (set, token): (usize, usize)) -> bool {
        let exclusive = self.scheme.sets().get(set).is_some_and(|set| set.exclusive);
        let stands_in = |(of, held): &(usize, usize)| *of == set && *held > token;
        self.tokens.contains(&(set, token)) || (exclusive && self.tokens.iter().any(stands_in))
    }
}
