//! Words of what somebody is or does, of places and of companions: shared, and in one order.

use std::hash::{Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

/// How much a word says.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Hash)]
pub(crate) enum Says {
    /// Many offices have it.
    Little,
    /// It is a country, or its people.
    Country,
    /// Anything else.
    Much,
}

/// A word, in the order of its hash: intersections are quick, and sums do not depend on order.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Hash)]
pub(crate) struct Word {
    hash: u64,
    pub(crate) text: Arc<str>,
    pub(crate) says: Says,
}

impl Word {
    pub(crate) fn of(text: &str, says: Says) -> Self {
        Self { hash: hash(text), text: text.into(), says }
    }

    pub(crate) fn share(&mut self, known: &mut FxHashSet<Arc<str>>) {
        if let Some(kept) = known.get(&self.text) {
            self.text = Arc::clone(kept);
        } else {
            known.insert(Arc::clone(&self.text));
        }
    }
}

/// The same for the same text, everywhere and always.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Words each once and in order.
pub(crate) fn sorted(mut words: Vec<Word>) -> Box<[Word]> {
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// The words that two ordered lists share.
pub(crate) fn shared<'w>(one: &'w [Word], other: &'w [Word]) -> impl Iterator<Item = &'w Word> {
    let mut rest = other.iter().peekable();
    one.iter().filter(move |word| {
        while rest.next_if(|other| other.hash < word.hash).is_some() {}
        rest.peek().is_some_and(|other| other.hash == word.hash && other.text == word.text)
    })
}

/// The words of a description of somebody.
pub(crate) fn words_of_role(text: &str) -> Vec<Word> {
    let lower = text.to_lowercase().replace('’', "'");
    let all = lower.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '-' | '.')));
    let plain = all.map(|word| word.trim_matches(['.', '-', '\'']).trim_end_matches("'s"));
    let plain: Vec<&str> = plain.filter(|word| word.len() > 1).collect();
    let mut words = Vec::with_capacity(plain.len());
    let mut skip = 0;
    for (at, word) in plain.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if let Some((code, length)) = country(plain.get(at..).unwrap_or_default()) {
            words.push(Word::of(code, Says::Country));
            skip = length - 1;
        } else {
            match COMMON.get(word) {
                Some(Common::Nothing) => {}
                Some(Common::Little) => words.push(Word::of(word, Says::Little)),
                None => words.push(Word::of(word, Says::Much)),
            }
        }
    }
    words
}

/// The code of a country that a text names, if it names one.
pub fn country_code(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split(|c: char| !(c.is_alphabetic() || c == '\'')).collect();
    let words: Vec<&str> =
        words.into_iter().filter(|word| !word.is_empty() && *word != "the").collect();
    (0..words.len()).find_map(|at| country(words.get(at..)?)).map(|(code, _)| code)
}

/// The country that a row of words begins with, and in how many of them.
fn country(words: &[&str]) -> Option<(&'static str, usize)> {
    (1..=COUNTRY_WORDS_MAX.min(words.len())).rev().find_map(|length| {
        let name = words.get(..length)?.join(" ");
        COUNTRIES.get(name.as_str()).map(|code| (*code, length))
    })
}

/// Names of countries and of their people that are one word.
pub(crate) fn country_words() -> impl Iterator<Item = &'static str> {
    COUNTRIES.keys().map(String::as_str).filter(|name| !name.contains(' '))
}

#[derive(Clone, Copy, Debug)]
enum Common {
    Nothing,
    Little,
}

static COMMON: LazyLock<FxHashMap<&str, Common>> = LazyLock::new(|| {
    let lines = include_str!("../tables/roles.txt").lines();
    let told = lines.filter_map(|line| match line.split_at_checked(1)? {
        ("-", words) => Some((Common::Nothing, words)),
        ("+", words) => Some((Common::Little, words)),
        _ => None,
    });
    told.flat_map(|(common, words)| words.split_whitespace().map(move |word| (word, common)))
        .collect()
});

static COUNTRIES: LazyLock<FxHashMap<String, &str>> = LazyLock::new(|| {
    let lines = include_str!("../tables/countries.txt").lines();
    let told = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    told.flat_map(|(code, names)| names.split(' ').map(move |name| (name.replace('_', " "), code)))
        .collect()
});

const COUNTRY_WORDS_MAX: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_its_words_with_countries_by_code() {
        let words = words_of_role(
            "Soviet Ambassador to the United Kingdom until May 1962; President’s Cabinet",
        );
        let told: Vec<_> = words.iter().map(|word| (&*word.text, word.says)).collect();
        let expected = [
            ("RUS", Says::Country),
            ("ambassador", Says::Little),
            ("GBR", Says::Country),
            ("president", Says::Little),
            ("cabinet", Says::Much),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn countries_are_known_by_name_and_people() {
        assert_eq!(country_code("Democratic Republic of the Congo"), Some("COG"));
        assert_eq!(country_code("Syrian Arab Republic"), Some("SYR"));
        assert_eq!(country_code("Atlantis"), None);
    }

    #[test]
    fn what_two_lists_share_is_found() {
        let list =
            |text: &str| sorted(text.split(' ').map(|word| Word::of(word, Says::Much)).collect());
        let (one, other) = (list("a b c d"), list("b d e"));
        let mut both: Vec<_> = shared(&one, &other).map(|word| &*word.text).collect();
        both.sort_unstable();
        assert_eq!(both, ["b", "d"]);
    }
}
