//! How rare names are: tables that are the same for everybody, so that a score depends on no report.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::spelling::folded;
use crate::word::country_words;

/// Bits of surprise of a surname, by its folded spelling.
pub(crate) fn of_surname(spelling: &str) -> u8 {
    looked_up(&SURNAMES, spelling, SURNAME_BITS_MAX)
}

/// Bits of surprise of a given name, by its folded spelling.
pub(crate) fn of_given(spelling: &str) -> u8 {
    looked_up(&GIVEN, spelling, GIVEN_BITS_MAX)
}

/// Whether a given name, by its folded spelling, stands in a table.
pub(crate) fn is_known_given(spelling: &str) -> bool {
    GIVEN.contains_key(spelling)
}

/// Bits of surprise of a word in the name of a firm or a thing, by its folded spelling.
pub(crate) fn of_thing(spelling: &str) -> u8 {
    looked_up(&THINGS, spelling, THING_BITS_MAX)
}

fn looked_up(table: &FxHashMap<String, u8>, spelling: &str, most: u8) -> u8 {
    // There are few short words, so many bear them.
    let most = if spelling.len() <= SHORT_LETTERS { SHORT_BITS_MAX.min(most) } else { most };
    // Servant of the Merciful, of the Mighty: some dozen names, each common.
    let most = if spelling.starts_with("abd") { SERVANT_BITS_MAX.min(most) } else { most };
    table.get(spelling).map_or(most, |bits| (*bits).min(most))
}

static SURNAMES: LazyLock<FxHashMap<String, u8>> =
    LazyLock::new(|| table(&[include_str!("../../tables/surnames.txt"), COMMON]));

static GIVEN: LazyLock<FxHashMap<String, u8>> =
    LazyLock::new(|| table(&[include_str!("../../tables/given.txt"), COMMON]));

static THINGS: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut table = table(&[include_str!("../../tables/organizations.txt")]);
    for name in country_words() {
        table.entry(folded(name)).or_insert(COUNTRY_BITS);
    }
    table
});

/// Reads `bits: name name`; where spellings fall together, the commonest counts.
fn table(texts: &[&str]) -> FxHashMap<String, u8> {
    let mut table = FxHashMap::default();
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#'));
    for (bits, names) in lines.filter_map(|line| line.split_once(':')) {
        let Ok(bits) = bits.trim().parse::<u8>() else { continue };
        for name in names.split_whitespace() {
            let known = table.entry(folded(name)).or_insert(bits);
            *known = bits.min(*known);
        }
    }
    table
}

const COMMON: &str = include_str!("../../tables/common.txt");

const SURNAME_BITS_MAX: u8 = 14;
const GIVEN_BITS_MAX: u8 = 11;
const THING_BITS_MAX: u8 = 13;
const COUNTRY_BITS: u8 = 3;
const SERVANT_BITS_MAX: u8 = 7;
const SHORT_LETTERS: usize = 3;
const SHORT_BITS_MAX: u8 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_say_less_than_rare_ones() {
        assert!(of_surname(&folded("smith")) < of_surname(&folded("kosciusko")));
        assert!(of_given(&folded("james")) < of_given(&folded("lampton")));
        assert_eq!(of_surname(&folded("nguyen")), 3);
        assert_eq!(of_surname(&folded("mohammed")), of_surname(&folded("mohamed")));
        assert_eq!(of_surname("qwrtpsd"), SURNAME_BITS_MAX);
    }
}
