//! Where in a text that somebody has stands what a query looks for, and why a name matches.

use std::ops::Range;

use super::ast::{Leaf, List, Manner, Parsed, What};
use super::expand::{allowed_edits, is_like, matches_pattern};
use crate::analysis::{
    Language, exact, language_of, lower, may_be_a_name, sounds, stem, transliterated, words,
};

/// Why a word that is not as it was typed matches as a name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Alike {
    /// What was typed.
    pub sought: String,
    /// What stands there.
    pub found: String,
    /// In what they are alike.
    pub by: Likeness,
}

/// In what two names are alike.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Likeness {
    /// The same in Latin letters.
    Letters,
    /// A letter is another, is missing, or two are swapped.
    Spelling,
    /// They sound alike.
    Sound,
}

impl Likeness {
    /// The word used in interfaces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letters => "transliterated",
            Self::Spelling => "spelling",
            Self::Sound => "sound",
        }
    }
}

/// A text in its words, compared as the index compares it.
pub(super) struct Looked<'t> {
    words: Vec<Word<'t>>,
    language: Language,
}

struct Word<'t> {
    written: &'t str,
    at: Range<usize>,
    small: String,
}

impl Parsed {
    /// The byte ranges of a text that the query looks for, in order and apart.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let looked = Looked::at(text);
        let mut hit = vec![false; looked.words.len()];
        for leaf in self.sought() {
            for at in looked.found(leaf) {
                if let Some(hit) = hit.get_mut(at) {
                    *hit = true;
                }
            }
        }
        let hit = looked.words.iter().zip(hit).filter(|(_, hit)| *hit);
        hit.map(|(word, _)| word.at.clone()).collect()
    }

    /// Why words of a text match that are not as they were typed.
    pub fn alike(&self, text: &str) -> Vec<Alike> {
        let looked = Looked::at(text);
        let mut found = Vec::new();
        for leaf in self.sought() {
            let sought = match &leaf.what {
                What::Text { text, manner: Manner::Name }
                | What::Near { text, manner: Manner::Name, .. }
                | What::Named { text, manner: Manner::Name, .. } => text,
                What::Fuzzy { word, .. } => word,
                What::Text { .. }
                | What::Near { .. }
                | What::Named { .. }
                | What::Pattern(_)
                | What::Value { .. }
                | What::Beginning { .. }
                | What::Issued(_)
                | What::Occurred(_)
                | What::Within(_) => continue,
            };
            let places = looked.found(leaf);
            for (sought, _) in words(sought) {
                let there = places.iter().filter_map(|at| looked.words.get(*at));
                found.extend(there.filter_map(|word| why(sought, word)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// In what a word is like what was typed, if it is not the same.
fn why(sought: &str, word: &Word<'_>) -> Option<Alike> {
    let small = lower(sought);
    if small == word.small {
        return None;
    }
    let (latin, other) = (transliterated(sought), transliterated(word.written));
    let by = if latin == other {
        Likeness::Letters
    } else if is_spelt_like(&small, &word.small) || is_spelt_like(&latin, &other) {
        Likeness::Spelling
    } else if sounds_like(sought, word.written) {
        Likeness::Sound
    } else {
        return None;
    };
    Some(Alike { sought: sought.to_owned(), found: word.written.to_owned(), by })
}

fn is_spelt_like(sought: &str, word: &str) -> bool {
    let edits = allowed_edits(sought).min(NAME_EDITS);
    sought.chars().next() == word.chars().next() && is_like(sought, word, edits)
}

fn sounds_like(sought: &str, word: &str) -> bool {
    let heard = sounds(sought);
    !heard.is_empty() && sounds(word).iter().any(|sound| heard.contains(sound))
}

impl<'t> Looked<'t> {
    pub(super) fn at(text: &'t str) -> Self {
        let words =
            words(text).map(|(written, at)| Word { written, at, small: lower(written) }).collect();
        Self { words, language: language_of(text) }
    }

    /// A word by its number, as written.
    pub(super) fn word(&self, at: usize) -> Option<&'t str> {
        self.words.get(at).map(|word| word.written)
    }

    /// In what a word is like what was typed, if it is not the same.
    pub(super) fn likeness(sought: &str, written: &'t str) -> Option<Likeness> {
        let word = Word { written, at: 0..written.len(), small: lower(written) };
        why(sought, &word).map(|alike| alike.by)
    }

    /// In what a name is like one that was typed, all of whose words it must have; nothing in it where it
    /// is the same.
    pub(super) fn likeness_of_name(&self, sought: &str) -> Option<Option<Likeness>> {
        let mut least = None;
        for (sought, _) in words(sought) {
            let same = self.words.iter().any(|word| word.small == lower(sought));
            let alike = || self.words.iter().filter_map(|word| why(sought, word)).map(|of| of.by);
            match same {
                true => {}
                false => least = least.max(Some(alike().min()?)),
            }
        }
        Some(least)
    }

    /// The numbers of the words that a leaf finds.
    pub(super) fn found(&self, leaf: &Leaf) -> Vec<usize> {
        match &leaf.what {
            What::Text { text, manner: Manner::Name } => self.near(text, 0, Manner::Name),
            What::Text { text, manner } => self.row(text, *manner),
            What::Near { text, apart, manner } => self.near(text, *apart, *manner),
            What::Pattern(pattern) => {
                let pattern = pattern.to_lowercase();
                self.all(|word| matches_pattern(&word.small, &pattern))
            }
            What::Fuzzy { word, edits } => {
                let small = lower(word);
                let edits = (*edits).min(allowed_edits(&small));
                let first = small.chars().next();
                self.all(|word| {
                    word.small.chars().next() == first && is_like(&small, &word.small, edits)
                })
            }
            What::Named { list: List::Marking, .. } => Vec::new(),
            What::Named { list: List::Person | List::Named | List::Place, text, manner } => {
                let of_list = match manner {
                    Manner::Name => Manner::Name,
                    Manner::Exact | Manner::Stem => Manner::Exact,
                };
                let sought: Vec<&str> = words(text).map(|(word, _)| word).collect();
                self.all(|word| {
                    sought.iter().any(|sought| {
                        transliterated(sought) == transliterated(word.written)
                            || (of_list == Manner::Name && self.is(sought, word, of_list))
                    })
                })
            }
            What::Value { .. }
            | What::Beginning { .. }
            | What::Issued(_)
            | What::Occurred(_)
            | What::Within(_) => Vec::new(),
        }
    }

    fn all(&self, wanted: impl Fn(&Word<'_>) -> bool) -> Vec<usize> {
        let found = self.words.iter().enumerate().filter(|(_, word)| wanted(word));
        found.map(|(at, _)| at).collect()
    }

    /// Whether a word is the one that is sought.
    fn is(&self, sought: &str, word: &Word<'_>, manner: Manner) -> bool {
        let small = lower(sought);
        match manner {
            Manner::Exact => exact(&small) == exact(&word.small),
            Manner::Stem => stem(&small, self.language) == stem(&word.small, self.language),
            Manner::Name => {
                is_spelt_like(&small, &word.small)
                    || (may_be_a_name(word.written) && sounds_like(sought, word.written))
            }
        }
    }

    /// Words in a row.
    fn row(&self, text: &str, manner: Manner) -> Vec<usize> {
        let sought: Vec<&str> = words(text).map(|(word, _)| word).collect();
        let rows = self.words.windows(sought.len().max(1)).enumerate();
        let found = rows.filter(|(_, row)| {
            row.iter().zip(&sought).all(|(word, sought)| self.is(sought, word, manner))
        });
        found.flat_map(|(at, row)| at..at + row.len()).collect()
    }

    /// Words near one another.
    fn near(&self, text: &str, apart: usize, manner: Manner) -> Vec<usize> {
        let sought: Vec<&str> = words(text).map(|(word, _)| word).collect();
        let length = sought.len().saturating_add(apart);
        let places: Vec<Vec<usize>> =
            sought.iter().map(|sought| self.all(|word| self.is(sought, word, manner))).collect();
        let mut found = Vec::new();
        for from in places.iter().flatten() {
            let within = |at: &&usize| (*from..from.saturating_add(length)).contains(*at);
            let inside = places.iter().map(|of| of.iter().filter(within).copied());
            let inside: Vec<Vec<usize>> = inside.map(Iterator::collect).collect();
            if inside.iter().all(|of| !of.is_empty()) {
                found.extend(inside.into_iter().flatten());
            }
        }
        found
    }
}

const NAME_EDITS: usize = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Reading, Thesaurus, read};

    fn parsed(query: &str) -> Parsed {
        read(query, Reading::default(), &Thesaurus::default()).unwrap()
    }

    fn marked<'t>(query: &str, text: &'t str) -> Vec<&'t str> {
        parsed(query).marks(text).into_iter().map(|at| text.get(at).unwrap()).collect()
    }

    #[test]
    fn what_is_marked_is_what_the_index_compares() {
        for (query, text, expected) in [
            (
                "smuggle",
                "Smuggles, smuggled; smuggling.",
                &["Smuggles", "smuggled", "smuggling"][..],
            ),
            ("=smuggled", "Smuggles, smuggled; smuggling.", &["smuggled"]),
            ("\"forged passports\"", "A forged passport, forged stamps", &["forged", "passport"]),
            ("\"passport forged\"~2", "A forged old passport", &["forged", "passport"]),
            ("\"passport forged\"~1", "A forged very old passport", &[]),
            ("passp*", "Passports, password", &["Passports"]),
            ("kisinger~1", "Mr. Kissinger said", &["Kissinger"]),
            ("~kisinjer", "Mr. Kissinger said, kissing", &["Kissinger"]),
            ("person:\"Juan Peres\"", "PÉREZ, Juan crossed", &["PÉREZ", "Juan"]),
            ("medellin", "in Medellín", &["Medellín"]),
            ("bus -train originator:CIA", "bus and train of the CIA", &["bus"]),
            ("*", "everything", &[]),
            ("東京", "東京 は", &["東", "京"]),
        ] {
            assert_eq!(marked(query, text), expected, "{query} in {text}");
        }
    }

    #[test]
    fn it_is_said_why_a_name_matches() {
        let why = |query: &str, text: &str| -> Vec<(String, &str)> {
            let alike = parsed(query).alike(text).into_iter();
            alike.map(|alike| (alike.found, alike.by.name())).collect()
        };
        assert_eq!(why("~Ivan", "Иван met IVAN"), [("Иван".to_owned(), "transliterated")]);
        assert_eq!(why("~Kisinger", "Kissinger"), [("Kissinger".to_owned(), "spelling")]);
        assert_eq!(why("~Gonsales", "Gonzalez"), [("Gonzalez".to_owned(), "sound")]);
        assert!(why("Kissinger", "Kissinger Kisinger").is_empty());
    }
}
