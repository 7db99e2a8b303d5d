//! How names are made and how they vary in spelling, culture by culture.

mod names;

pub(crate) use names::{BALKAN, CHINESE, HISPANIC, HORN, MAGHREB, MEKONG};

/// The stock of names of one culture. Spellings of one name are separated by `|`.
#[derive(Debug)]
pub(crate) struct Culture {
    pub(crate) given: &'static [&'static str],
    pub(crate) middle: &'static [&'static str],
    pub(crate) family: &'static [&'static str],
    pub(crate) nicknames: &'static [&'static str],
    pub(crate) order: Order,
}

/// How the three parts make a full name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Order {
    /// Given, father's family name, mother's family name.
    TwoFamilies,
    /// Given, father's given name, family or place.
    FatherNamed,
    /// Given, family; the father's name only in full registers.
    GivenFamily,
    /// Family first.
    FamilyFirst,
}
