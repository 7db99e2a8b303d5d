//! What words are found by, kept: the same words come again.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::language::{Language, Tells};
use super::stemmed::tokens;

type Quick<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// The number of a term, as long as its vocabulary is not begun anew.
pub(super) type TermNumber = u32;

/// What one word is found by, and what it tells of the language that it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    terms: [TermNumber; TERMS_MAX],
    count: u8,
    pub(super) tells: Tells,
}

impl Found {
    /// The terms at the word's position.
    #[inline]
    pub(super) fn terms(&self) -> &[TermNumber] {
        self.terms.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// The words that came before, and the terms that they are found by.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    languages: Vec<Words>,
    terms: Terms,
    count: usize,
}

/// The words of one language, as they are written. Short ones are their own key: no text is followed.
#[derive(Clone, Debug, Default)]
struct Words {
    short: Quick<u128, Found>,
    long: Quick<Box<str>, Found>,
}

/// Terms one behind another, by number.
#[derive(Clone, Debug, Default)]
struct Terms {
    text: String,
    ends: Vec<usize>,
    numbers: Quick<Box<str>, TermNumber>,
}

impl Vocabulary {
    /// What a word of a language is found by, as it is written.
    #[inline]
    pub(super) fn found(&mut self, word: &str, language: Language) -> Found {
        let place = language.place();
        let known = self.languages.get(place);
        let key = short(word);
        let known = match key {
            Some(key) => known.and_then(|words| words.short.get(&key)),
            None => known.and_then(|words| words.long.get(word)),
        };
        match known {
            Some(found) => *found,
            None => self.learn(word, key, language),
        }
    }

    #[cold]
    fn learn(&mut self, word: &str, key: Option<u128>, language: Language) -> Found {
        let mut found = Found { terms: [0; TERMS_MAX], count: 0, tells: Tells::of(word) };
        for (place, term) in found.terms.iter_mut().zip(tokens(word, language)) {
            *place = self.terms.number(&term);
            found.count += 1;
        }
        let place = language.place();
        if self.languages.len() <= place {
            self.languages.resize_with(place + 1, Words::default);
        }
        if let Some(words) = self.languages.get_mut(place) {
            match key {
                Some(key) => drop(words.short.insert(key, found)),
                None => drop(words.long.insert(word.into(), found)),
            }
        }
        self.count += 1;
        found
    }

    /// A term by its number.
    #[inline]
    pub(super) fn term(&self, number: TermNumber) -> &str {
        self.terms.get(number)
    }

    /// Begins anew where it has grown too large; numbers that were given are void then.
    pub(super) fn bound(&mut self) {
        if self.count > WORDS_KEPT_MAX {
            *self = Self::default();
        }
    }
}

impl Terms {
    fn number(&mut self, term: &str) -> TermNumber {
        if let Some(known) = self.numbers.get(term) {
            return *known;
        }
        let number = TermNumber::try_from(self.ends.len()).unwrap_or(TermNumber::MAX);
        self.text.push_str(term);
        self.ends.push(self.text.len());
        self.numbers.insert(term.into(), number);
        number
    }

    #[inline]
    fn get(&self, number: TermNumber) -> &str {
        let place = number as usize;
        let begin = place.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(place).copied().unwrap_or_default();
        self.text.get(begin.copied().unwrap_or_default()..end).unwrap_or_default()
    }
}

/// A short word as a number: its bytes, and how many they are.
#[inline]
fn short(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let (length, place) = bytes.split_last_mut()?;
    place.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    *length = u8::try_from(word.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

/// Its stem, itself, and how it sounds in one way or two.
const TERMS_MAX: usize = 4;
/// About 10 MB.
const WORDS_KEPT_MAX: usize = 60_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(vocabulary: &mut Vocabulary, word: &str, language: Language) -> Vec<String> {
        let found = vocabulary.found(word, language);
        found.terms().iter().map(|term| vocabulary.term(*term).to_owned()).collect()
    }

    #[test]
    fn a_word_is_found_by_the_same_the_second_time_and_in_its_own_language() {
        let mut vocabulary = Vocabulary::default();
        let german = Language::all().find(|of| of.code() == "de").unwrap();
        for word in ["The", "passports", "Kissinger", "Xu", "x\u{301}", "internationalisations"] {
            for language in [Language::ENGLISH, german, Language::ENGLISH] {
                let known = tokens(word, language);
                assert_eq!(found(&mut vocabulary, word, language), known, "{word}");
            }
        }
    }

    #[test]
    fn a_word_has_room_for_all_that_it_is_found_by() {
        for word in ["Kissinger", "Schmidt", "Wagner", "Czerny", "Gonzales"] {
            let known = tokens(word, Language::ENGLISH).len();
            assert_eq!(found(&mut Vocabulary::default(), word, Language::ENGLISH).len(), known);
            assert!(known <= TERMS_MAX);
        }
    }

    #[test]
    fn what_has_grown_too_large_begins_anew() {
        let mut vocabulary = Vocabulary::default();
        for number in 0..=WORDS_KEPT_MAX {
            vocabulary.found(&number.to_string(), Language::ENGLISH);
        }
        vocabulary.bound();
        assert_eq!((vocabulary.count, vocabulary.terms.ends.len()), (0, 0));
        assert_eq!(found(&mut vocabulary, "17", Language::ENGLISH), ["17"]);
    }
}
