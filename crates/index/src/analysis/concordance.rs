//! All that the texts of a document are found by, each with the places where it stands.
//!
//! The engine's writing thread is the narrowest place of taking in. What it is handed here was analysed by
//! others, and has the places of a term together, so that the engine seeks each term once a document
//! instead of once a word.
//!
//! It is written as a text, for that is what the engine takes: each term with its length before it, and
//! after it the distances between its places up to a zero. Numbers have six bits a letter, the lowest
//! first, and 64 added to each letter but the last.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use tantivy::tokenizer::{Token, TokenStream};

use super::language::{Language, Tally};
use super::vocabulary::{Found, TermNumber, Vocabulary};
use super::{APART, words};

/// Makes concordances, and keeps what it learns of words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Concordances {
    vocabulary: Vocabulary,
    /// By the number of a term: its first place and its last, among `places`.
    chains: Vec<Chain>,
    /// The terms of the document at hand, in the order of their coming.
    order: Vec<TermNumber>,
    places: Vec<Place>,
    looked_at: Vec<Found>,
}

#[derive(Clone, Copy, Debug)]
struct Chain {
    first: u32,
    last: u32,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    position: u32,
    next: u32,
}

impl Concordances {
    /// Of texts that stand one behind another, so far apart that no phrase reaches from one into the next.
    pub(crate) fn of<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> String {
        self.vocabulary.bound();
        self.order.clear();
        self.places.clear();
        let mut begin: usize = 0;
        for text in texts {
            let count = self.read(text, begin + APART);
            begin += if count == 0 { 1 } else { APART + count + 1 };
        }
        self.write()
    }

    /// Takes a text whose first word has a position, and says how many words it has.
    fn read(&mut self, text: &str, first: usize) -> usize {
        let mut words = words(text);
        // The words that tell the language are looked up in English, which most texts are in.
        let mut looked_at = std::mem::take(&mut self.looked_at);
        looked_at.clear();
        let mut tally = Tally::default();
        for (word, _) in words.by_ref().take(Tally::WORDS_LOOKED_AT) {
            let found = self.vocabulary.found(word, Language::ENGLISH);
            tally.add(found.tells);
            looked_at.push(found);
        }
        let language = tally.language(text);
        let mut position = first;
        if language == Language::ENGLISH {
            looked_at.iter().for_each(|found| self.put_all(found, &mut position));
        } else {
            words = super::words(text);
        }
        for (word, _) in words {
            let found = self.vocabulary.found(word, language);
            self.put_all(&found, &mut position);
        }
        self.looked_at = looked_at;
        position - first
    }

    #[inline]
    fn put_all(&mut self, found: &Found, position: &mut usize) {
        // No report has so many words; beyond, all stand at one place.
        let at = u32::try_from(*position).unwrap_or(u32::MAX);
        found.terms().iter().for_each(|term| self.put(*term, at));
        *position += 1;
    }

    #[inline]
    fn put(&mut self, term: TermNumber, position: u32) {
        let place = u32::try_from(self.places.len()).unwrap_or(NONE);
        let at = term as usize;
        if self.chains.len() <= at {
            self.chains.resize(at + 1, Chain { first: NONE, last: NONE });
        }
        let Some(chain) = self.chains.get_mut(at) else { return };
        if chain.first == NONE {
            chain.first = place;
            self.order.push(term);
        } else if let Some(last) = self.places.get_mut(chain.last as usize) {
            last.next = place;
        }
        chain.last = place;
        self.places.push(Place { position, next: NONE });
    }

    /// Writes what was read, and is empty again.
    fn write(&mut self) -> String {
        let mut out = Vec::with_capacity(self.places.len() * 2 + self.order.len() * TERM_BYTES);
        out.push(WRITTEN);
        for term in &self.order {
            let text = self.vocabulary.term(*term);
            number(&mut out, text.len());
            out.extend_from_slice(text.as_bytes());
            let Some(chain) = self.chains.get_mut(*term as usize) else { continue };
            let (mut at, mut before) = (chain.first, 0);
            *chain = Chain { first: NONE, last: NONE };
            while let Some(place) = self.places.get(at as usize) {
                // Nothing stands twice at one place but what has no places any more.
                if let Some(further) = place.position.checked_sub(before).filter(|by| *by > 0) {
                    number(&mut out, further as usize);
                }
                before = place.position;
                at = place.next;
            }
            number(&mut out, 0);
        }
        // Terms are texts, and numbers letters of ASCII.
        String::from_utf8(out).unwrap_or_default()
    }
}

/// Those that nobody uses now: as many as were ever in use at once.
#[derive(Debug, Default)]
pub(crate) struct ConcordancePool(Mutex<Vec<Concordances>>);

impl ConcordancePool {
    /// Does something with one.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Concordances) -> T) -> T {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = free().pop().unwrap_or_default();
        let done = work(&mut taken);
        free().push(taken);
        done
    }
}

/// Whether a text is a concordance: no words begin so.
pub(super) fn is_written(text: &str) -> bool {
    text.as_bytes().first() == Some(&WRITTEN)
}

/// The tokens of a concordance, term after term.
#[derive(Debug)]
pub(crate) struct Reading<'t> {
    text: Cow<'t, str>,
    at: usize,
    token: Token,
}

impl<'t> Reading<'t> {
    pub(super) fn of(text: Cow<'t, str>) -> Self {
        // The sign that it is one has been looked at; the first term comes behind a zero.
        let mut reading = Self { text, at: 1, token: Token::default() };
        reading.turn();
        reading
    }

    #[inline]
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0_u32);
        while let Some(letter) = self.text.as_bytes().get(self.at) {
            self.at += 1;
            let bits = usize::from(letter & (MORE - 1));
            number |= bits.checked_shl(shift).unwrap_or_default();
            shift += LETTER_BITS;
            if letter & MORE == 0 {
                break;
            }
        }
        number
    }

    /// Goes to the next term.
    fn turn(&mut self) {
        let length = self.number();
        let end = self.at.saturating_add(length);
        self.token.text.clear();
        self.token.text.push_str(self.text.get(self.at..end).unwrap_or_default());
        self.token.position = 0;
        self.at = end;
    }
}

impl TokenStream for Reading<'_> {
    #[inline]
    fn advance(&mut self) -> bool {
        loop {
            match self.number() {
                0 if self.at >= self.text.len() => return false,
                0 => self.turn(),
                further => {
                    self.token.position = self.token.position.saturating_add(further);
                    return true;
                }
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        while self.advance() {
            sink(&self.token);
        }
    }
}

#[inline]
fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= usize::from(MORE) {
        out.push(letter(number) | MORE);
        number >>= LETTER_BITS;
    }
    out.push(letter(number));
}

#[inline]
fn letter(number: usize) -> u8 {
    u8::try_from(number & usize::from(MORE - 1)).unwrap_or_default()
}

const NONE: u32 = u32::MAX;
/// What a concordance begins with.
const WRITTEN: u8 = 1;
const MORE: u8 = 64;
const LETTER_BITS: u32 = 6;
/// About as long as a term with its length.
const TERM_BYTES: usize = 10;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::language_of;
    use crate::analysis::stemmed::tokens;

    fn read(written: &str) -> Vec<(usize, String)> {
        let mut reading = Reading::of(Cow::Borrowed(written));
        let mut found = Vec::new();
        while reading.advance() {
            found.push((reading.token().position, reading.token().text.clone()));
        }
        found
    }

    /// Word by word.
    fn plainly(texts: &[String]) -> Vec<(usize, String)> {
        let (mut begin, mut found) = (0, Vec::new());
        for text in texts {
            let language = language_of(text);
            let mut count = 0;
            for (word, _) in words(text) {
                let at = begin + APART + count;
                found.extend(tokens(word, language).into_iter().map(|term| (at, term)));
                count += 1;
            }
            begin += if count == 0 { 1 } else { APART + count + 1 };
        }
        found
    }

    #[test]
    fn each_term_has_all_its_places_together_and_in_order() {
        let written =
            Concordances::default().of(["The visa of the visas", "", "a visa"].into_iter());
        let found = read(&written);
        let visa: Vec<usize> =
            found.iter().filter(|(_, term)| term == "visa").map(|(at, _)| *at).collect();
        assert_eq!(visa, [APART + 1, APART + 4, 2 * APART + 8]);
        let order: Vec<&str> = found.iter().map(|(_, term)| term.as_str()).collect();
        let mut parted = order.clone();
        parted.dedup();
        assert_eq!(parted.len(), 6, "{order:?}");
    }

    #[test]
    fn a_text_that_looks_like_a_concordance_is_words_all_the_same() {
        let made = Concordances::default().of(["other"].into_iter());
        let hostile = made.replace("other", "bogus");
        let written = Concordances::default().of([hostile.as_str()].into_iter());
        assert!(is_written(&written));
        assert!(read(&written).iter().all(|(at, _)| *at >= APART), "{written:?}");
    }

    proptest! {
        #[test]
        fn a_concordance_says_what_its_texts_say_word_by_word(
            texts in prop::collection::vec("([A-Za-zéß’東2,.]{0,7} ){0,60}", 0..6),
            repeated in "(the [a-c]{1,2} ){0,300}",
        ) {
            let mut concordances = Concordances::default();
            let texts: Vec<String> = texts.into_iter().chain([repeated]).collect();
            // The second has words that are known and places that were used.
            for _ in 0..2 {
                let written = concordances.of(texts.iter().map(String::as_str));
                let (mut found, mut known) = (read(&written), plainly(&texts));
                found.sort_unstable();
                known.sort_unstable();
                prop_assert_eq!(found, known);
            }
        }

        #[test]
        fn whatever_is_read_as_a_concordance_comes_to_an_end(text in "\u{1}[\u{0}-\u{7f}é]{0,80}") {
            let mut reading = Reading::of(Cow::Borrowed(&text));
            let mut steps = 0;
            while reading.advance() {
                steps += 1;
                prop_assert!(steps <= text.len());
            }
        }
    }
}
