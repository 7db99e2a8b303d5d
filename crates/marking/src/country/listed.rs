//! The codes of the built-in vocabulary, with their places in print order.

use std::sync::LazyLock;

use super::codes::{TETRAGRAPHS, TRIGRAPHS};
use crate::packed::Words;

/// A built-in code by its place in print order: USA first, then countries, then organisations.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Listed(u16);

impl Listed {
    pub(super) const USA: Self = Self(0);
    pub(super) const NATO: Self = organisation("NATO");
    pub(super) const ISAF: Self = organisation("ISAF");

    /// How many places there are.
    pub(super) const COUNT: usize = 1 + TRIGRAPHS.len() + TETRAGRAPHS.len();

    pub(super) fn find(text: &str) -> Option<Self> {
        INDEX.find(text)
    }

    /// The code as printed.
    pub(super) fn text(self) -> &'static str {
        let Some(at) = self.place().checked_sub(1) else { return USA };
        let country = || TRIGRAPHS.get(at).copied();
        self.organisation().map(|(text, _, _)| *text).or_else(country).unwrap_or_default()
    }

    /// Its place among all, in print order.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }

    pub(super) fn is_country(self) -> bool {
        self.place() <= TRIGRAPHS.len()
    }

    /// The members of an organisation, where they are a public list of countries.
    pub(super) fn members(self) -> impl Iterator<Item = &'static str> {
        self.organisation().map(|(_, _, members)| *members).unwrap_or_default().iter().copied()
    }

    pub(super) fn decomposes(self) -> bool {
        self.organisation().is_some_and(|(_, decomposes, _)| *decomposes)
    }

    fn organisation(self) -> Option<&'static (&'static str, bool, &'static [&'static str])> {
        let at = self.place().checked_sub(TRIGRAPHS.len() + 1)?;
        TETRAGRAPHS.get(at)
    }
}

/// The place of an organisation that the code itself knows; a test holds it to the tables.
const fn organisation(text: &'static str) -> Listed {
    let mut rest = TETRAGRAPHS;
    let mut place = place_of(TRIGRAPHS.len() + 1);
    while let [(known, _, _), more @ ..] = rest {
        if same(known.as_bytes(), text.as_bytes()) {
            break;
        }
        place += 1;
        rest = more;
    }
    Listed(place)
}

const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, ones @ ..], [second, others @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (ones, others);
    }
    one.is_empty() && other.is_empty()
}

/// There are some hundred codes.
#[expect(clippy::cast_possible_truncation, reason = "the tables have some hundred rows")]
const fn place_of(at: usize) -> u16 {
    at as u16
}

static INDEX: LazyLock<Words<Listed>> = LazyLock::new(|| all().collect());

/// Every code.
fn all() -> impl Iterator<Item = (&'static str, Listed)> {
    let nations = TRIGRAPHS.iter().enumerate().map(|(at, text)| {
        let place = if *text == USA { 0 } else { place_of(at + 1) };
        (*text, Listed(place))
    });
    let organisations = TETRAGRAPHS
        .iter()
        .enumerate()
        .map(|(at, (text, _, _))| (*text, Listed(place_of(TRIGRAPHS.len() + 1 + at))));
    nations.chain(organisations)
}

const USA: &str = "USA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_that_are_named_here_are_those_of_the_tables() {
        for named in [Listed::USA, Listed::NATO, Listed::ISAF] {
            assert_eq!(Listed::find(named.text()), Some(named));
        }
    }

    #[test]
    fn every_code_is_found_and_printed_as_it_is_listed() {
        for (text, listed) in all() {
            assert_eq!((Listed::find(text), listed.text()), (Some(listed), text));
        }
        assert_eq!(["", "\0USA", "US", "USAX"].map(Listed::find), [None; 4]);
    }

    #[test]
    fn every_code_has_a_place_of_its_own() {
        let mut places: Vec<_> = all().map(|(_, listed)| listed.place()).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), TRIGRAPHS.len() + TETRAGRAPHS.len());
        assert!(places.last().is_some_and(|last| *last < Listed::COUNT));
    }
}
