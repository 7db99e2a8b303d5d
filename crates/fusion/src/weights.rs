//! What evidence weighs, and from where on it is enough: configuration.

/// A weight of evidence in thousandths of a bit: a thousand halves or doubles the odds. Whole numbers, so
/// that sums do not depend on their order.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Weight(pub i32);

impl Weight {
    /// So many bits.
    pub const fn bits(bits: i32) -> Self {
        Self(bits * 1000)
    }

    /// A hundredth part of it, so many times.
    pub(crate) const fn percent(self, percent: i32) -> Self {
        Self(self.0 * percent / 100)
    }
}

impl std::ops::Add for Weight {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        weights.fold(Self(0), |sum, weight| sum + weight)
    }
}

impl std::fmt::Display for Weight {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = self.0.abs() / 100;
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(out, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// From where on two are taken to be one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Thresholds {
    /// From here on a link is made.
    pub link: Weight,
    /// From here on a person is asked.
    pub ask: Weight,
}

/// What each kind of evidence weighs. The defaults were chosen on the training halves (docs/fusion.md).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Weights {
    /// Before any evidence: two that are picked at random are hardly ever one.
    pub prior: Weight,
    /// From where on what happens.
    pub thresholds: Thresholds,
    /// Groups whose members weigh less than this on the average stay apart, even where a link joins them.
    pub cohesion: Weight,
    /// Of a word's bits, what spellings and forms of one name give, in percent.
    pub variant_percent: i32,
    /// The same for short forms.
    pub nickname_percent: i32,
    /// The same for words that are letters apart.
    pub close_percent: i32,
    /// An initial that fits.
    pub initial: Weight,
    /// No surname of one is among those of the other.
    pub family_differs: Weight,
    /// One has a surname more.
    pub family_extra: Weight,
    /// The first given names differ.
    pub given_differs: Weight,
    /// Further given names differ.
    pub middle_differs: Weight,
    /// One has a given name more.
    pub given_extra: Weight,
    /// The first given name of one is none of the other's.
    pub given_first_extra: Weight,
    /// Surname and given name stand in the other's place.
    pub exchanged: Weight,
    /// The father is Jr. here and III there.
    pub suffix_differs: Weight,
    /// One is Jr. and the other does not say.
    pub suffix_missing: Weight,
    /// Both are Jr.
    pub suffix_agrees: Weight,
    /// Each has a word of the name of a thing that the other lacks.
    pub thing_differs: Weight,
    /// One has a word of the name of a thing more.
    pub thing_extra: Weight,
    /// Names say no more than this together.
    pub name_max: Weight,
    /// Names speak no more than this against two being one: what else they share may outweigh it.
    pub name_min: Weight,
    /// The same day.
    pub day_agrees: Weight,
    /// The same year, where no more is known.
    pub year_agrees: Weight,
    /// Digits apart or exchanged.
    pub day_close: Weight,
    /// Other years.
    pub day_differs: Weight,
    /// Another day of the same year.
    pub day_within_year: Weight,
    /// A number of one person or thing is the same.
    pub identifier_agrees: Weight,
    /// It is a digit apart.
    pub identifier_close: Weight,
    /// Both have a number of which everybody has one, and it differs.
    pub identifier_differs: Weight,
    /// The same place.
    pub place_agrees: Weight,
    /// No place is the same.
    pub place_differs: Weight,
    /// Places say no more than this together.
    pub place_max: Weight,
    /// Other countries.
    pub country_differs: Weight,
    /// The same country.
    pub country_agrees: Weight,
    /// A distinctive word of what they are or do, in both.
    pub role_word: Weight,
    /// A word of countries and their people, in both.
    pub role_country: Weight,
    /// A word that many offices share, in both.
    pub role_common: Weight,
    /// What they are or do says no more than this.
    pub role_max: Weight,
    /// What they are or do has nothing in common.
    pub role_differs: Weight,
    /// Both were seen with the same third.
    pub company: Weight,
    /// Company says no more than this.
    pub company_max: Weight,
    /// One list has both as entries of their own.
    pub listed_apart: Weight,
    /// One says that it is the other.
    pub refers: Weight,
}

impl Weights {
    /// For registers that were typed from forms, where every field may be wrong by itself and nobody is named
    /// after anybody: what differs says less, because all of it together says enough. Chosen on the training
    /// half of FEBRL 4 (docs/fusion.md).
    pub fn of_typed_registers() -> Self {
        Self {
            family_differs: Weight::bits(-6),
            given_differs: Weight::bits(-6),
            middle_differs: Weight::bits(-3),
            given_first_extra: Weight::bits(-2),
            exchanged: Weight::bits(-1),
            name_min: Weight::bits(-7),
            day_differs: Weight::bits(-3),
            identifier_differs: Weight::bits(-3),
            cohesion: Weight::bits(-3),
            ..Self::default()
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            prior: Weight::bits(-15),
            thresholds: Thresholds { link: Weight(0), ask: Weight::bits(-4) },
            cohesion: Weight::bits(-2),
            variant_percent: 90,
            nickname_percent: 75,
            close_percent: 55,
            initial: Weight(3000),
            family_differs: Weight::bits(-12),
            family_extra: Weight(-1500),
            given_differs: Weight::bits(-13),
            middle_differs: Weight::bits(-10),
            given_extra: Weight(-300),
            given_first_extra: Weight::bits(-4),
            exchanged: Weight(-3000),
            suffix_differs: Weight::bits(-6),
            suffix_missing: Weight(-2000),
            suffix_agrees: Weight(1500),
            thing_differs: Weight::bits(-9),
            thing_extra: Weight(-2500),
            name_max: Weight::bits(22),
            name_min: Weight::bits(-14),
            day_agrees: Weight::bits(12),
            year_agrees: Weight::bits(4),
            day_close: Weight::bits(6),
            day_differs: Weight::bits(-8),
            day_within_year: Weight::bits(-1),
            identifier_agrees: Weight::bits(22),
            identifier_close: Weight::bits(10),
            identifier_differs: Weight::bits(-8),
            place_agrees: Weight::bits(3),
            place_differs: Weight(-1000),
            place_max: Weight::bits(16),
            country_differs: Weight::bits(-3),
            country_agrees: Weight(1500),
            role_word: Weight(1500),
            role_country: Weight(2000),
            role_common: Weight(300),
            role_max: Weight::bits(8),
            role_differs: Weight(-1500),
            company: Weight(1500),
            company_max: Weight::bits(6),
            listed_apart: Weight::bits(-6),
            refers: Weight::bits(6),
        }
    }
}
