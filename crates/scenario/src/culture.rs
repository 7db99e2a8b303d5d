//! How names are made and how they vary in spelling, culture by culture.

mod balkan;
mod chinese;
mod hispanic;
mod horn;
mod maghreb;
mod mekong;

pub(crate) use balkan::BALKAN;
pub(crate) use chinese::CHINESE;
pub(crate) use hispanic::HISPANIC;
pub(crate) use horn::HORN;
pub(crate) use maghreb::MAGHREB;
pub(crate) use mekong::MEKONG;

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
