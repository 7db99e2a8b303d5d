//! A set of small numbers, one bit each.

/// A set of numbers below 64 times its words.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Bits<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> Bits<WORDS> {
    pub(super) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn remove(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// Whether every number of the other is here. Looks at all words without a branch, which is
    /// quicker than to stop at the first that differs.
    pub(super) fn cover(&self, other: &Self) -> bool {
        let lacking =
            self.0.iter().zip(&other.0).fold(0, |lacking, (one, two)| lacking | (two & !one));
        lacking == 0
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        let mut both = *self;
        both.0.iter_mut().zip(&other.0).for_each(|(one, two)| *one |= two);
        both
    }

    pub(super) fn intersection(&self, other: &Self) -> Self {
        let mut both = *self;
        both.0.iter_mut().zip(&other.0).for_each(|(one, two)| *one &= two);
        both
    }
}
