//! A name as it was written, taken apart.

pub(crate) mod compare;
pub(crate) mod letters;
pub(crate) mod likeness;
pub(crate) mod rarity;
mod read;
pub(crate) mod spelling;
mod syllable;
pub(crate) mod titles;
pub(crate) mod token;

use std::sync::Arc;

use token::{Token, Tokens};

pub use titles::Suffix;

/// A name: its words, where they stand, and what it says besides.
///
/// ```
/// let name = fusion::Name::read("Lemnitzer, General Lyman L., USA");
/// assert_eq!(name.to_string(), "lemnitzer, lyman l");
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq, Hash)]
pub struct Name {
    pub(crate) parts: Box<[Part]>,
    pub(crate) suffix: Option<Suffix>,
}

/// A word in a name.
#[derive(Clone, Debug, Eq, PartialEq, Hash)]
pub(crate) struct Part {
    pub(crate) token: Arc<Token>,
    pub(crate) place: Place,
    /// Whether it comes and goes: a particle, a second spelling, a nickname in brackets.
    pub(crate) optional: bool,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Hash)]
pub(crate) enum Place {
    /// Among the surnames.
    Family,
    /// Among the given names, patronymics and middle names.
    Given,
    /// The name does not say.
    Unknown,
    /// In the name of a firm or a thing.
    Thing,
}

impl Name {
    /// Reads a name in any script and order: `Surname, Given` as lists have it, or as people write it.
    /// Where several are given (`Mao Tse-tung (Mao Zedong)`), the first; [`Name::read_all`] reads the
    /// others.
    pub fn read(written: &str) -> Self {
        Self::read_all(written).into_iter().next().unwrap_or_default()
    }

    /// All names in a text of one person, the first as the chief one.
    pub fn read_all(written: &str) -> Vec<Self> {
        read::all(written)
    }

    /// Of fields that say which is which.
    pub fn of_fields(given: &str, family: &str) -> Self {
        read::of_fields(given, family)
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Shares its words with names that were met before.
    pub(crate) fn share(&mut self, tokens: &mut Tokens) {
        for part in &mut self.parts {
            part.token = tokens.kept(Arc::clone(&part.token));
        }
    }

    pub(crate) fn of_place(&self, place: Place) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.place == place)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut before = None;
        for part in self.parts.iter().filter(|part| !part.optional) {
            match before {
                None => {}
                Some(Place::Family) if part.place == Place::Given => out.write_str(", ")?,
                Some(Place::Family | Place::Given | Place::Unknown | Place::Thing) => {
                    out.write_str(" ")?
                }
            }
            out.write_str(&part.token.latin)?;
            before = Some(part.place);
        }
        Ok(())
    }
}
