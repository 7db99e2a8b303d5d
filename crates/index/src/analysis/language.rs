//! Which language a text is in.

use frostem::{Algorithm, Stemmer};
use whatlang::{Lang, Script};

use super::foreign::is_foreign_function_word;
use super::plain::is_function_word;
use super::words;

/// A language whose words are reduced to their stems.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Language(usize);

impl Language {
    /// What a text is in as long as nothing else is sure.
    pub(crate) const ENGLISH: Self = Self(0);

    /// Every language.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// Its code, of ISO 639-1.
    pub(crate) fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("en", |(code, ..)| code)
    }

    /// Its number, from 0.
    pub(super) fn place(self) -> usize {
        self.0
    }

    pub(super) fn stemmer(self) -> Stemmer {
        let algorithm = LANGUAGES.get(self.0).map_or(Algorithm::English, |(_, of, _)| *of);
        Stemmer::new(algorithm)
    }
}

/// What a word tells of the language that it stands in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Tells {
    Nothing,
    /// It holds English sentences together.
    English,
    /// It holds sentences of another language together, or has letters that English has not.
    Another,
}

impl Tells {
    pub(super) fn of(written: &str) -> Self {
        let word = written.to_ascii_lowercase();
        if is_function_word(&word) {
            Self::English
        } else if !word.is_ascii() || is_foreign_function_word(&word) {
            Self::Another
        } else {
            Self::Nothing
        }
    }
}

/// What the first words of a text tell together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    count: usize,
    english: usize,
    another: usize,
}

impl Tally {
    /// How many words are looked at.
    pub(super) const WORDS_LOOKED_AT: usize = 40;

    #[inline]
    pub(super) fn add(&mut self, tells: Tells) {
        self.count += 1;
        self.english += usize::from(tells == Tells::English);
        self.another += usize::from(tells == Tells::Another);
    }

    /// The language of their text: another one than English where it is sure.
    pub(super) fn language(self, text: &str) -> Language {
        let Self { count, english, another } = self;
        // Where nothing tells of another language, none could be sure.
        if english * ENGLISH_ONE_IN >= count || another == 0 {
            return Language::ENGLISH;
        }
        let end = text.char_indices().nth(CHARS_LOOKED_AT).map_or(text.len(), |(at, _)| at);
        let beginning = text.get(..end).unwrap_or_default();
        // Titles and names are short; of those in Latin letters nothing would be sure below.
        if count < WORDS_MIN && beginning.is_ascii() {
            return Language::ENGLISH;
        }
        let Some(found) = whatlang::detect(beginning) else { return Language::ENGLISH };
        // Of the other scripts few languages have stems here, and none of them shares one.
        let sure = found.script() != Script::Latin || (found.is_reliable() && count >= WORDS_MIN);
        let known = LANGUAGES.iter().position(|(.., of)| *of == found.lang());
        known.filter(|_| sure).map_or(Language::ENGLISH, Language)
    }
}

/// The language of a text by itself: another one than English where it is sure.
pub(crate) fn language_of(text: &str) -> Language {
    let mut tally = Tally::default();
    words(text).take(Tally::WORDS_LOOKED_AT).for_each(|(word, _)| tally.add(Tells::of(word)));
    tally.language(text)
}

/// The code (ISO 639-1) of the language of a text: `en` unless another is sure.
pub fn language_code(text: &str) -> &'static str {
    language_of(text).code()
}

const CHARS_LOOKED_AT: usize = 600;
/// Of fewer words in Latin letters nothing is sure.
const WORDS_MIN: usize = 8;
/// In running English about every third word is a function word, elsewhere hardly one.
const ENGLISH_ONE_IN: usize = 7;

const LANGUAGES: [(&str, Algorithm, Lang); 17] = [
    ("en", Algorithm::English, Lang::Eng),
    ("ar", Algorithm::Arabic, Lang::Ara),
    ("da", Algorithm::Danish, Lang::Dan),
    ("de", Algorithm::German, Lang::Deu),
    ("el", Algorithm::Greek, Lang::Ell),
    ("es", Algorithm::Spanish, Lang::Spa),
    ("fi", Algorithm::Finnish, Lang::Fin),
    ("fr", Algorithm::French, Lang::Fra),
    ("hu", Algorithm::Hungarian, Lang::Hun),
    ("it", Algorithm::Italian, Lang::Ita),
    ("nl", Algorithm::Dutch, Lang::Nld),
    ("no", Algorithm::Norwegian, Lang::Nob),
    ("pt", Algorithm::Portuguese, Lang::Por),
    ("ro", Algorithm::Romanian, Lang::Ron),
    ("ru", Algorithm::Russian, Lang::Rus),
    ("sv", Algorithm::Swedish, Lang::Swe),
    ("tr", Algorithm::Turkish, Lang::Tur),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_taken_where_it_is_sure() {
        for (text, code) in [
            ("The smugglers met in Tapachula and went north by bus.", "en"),
            ("PASSPORTS SEIZED", "en"),
            ("Pasaportes", "en"),
            (
                "Los traficantes se reunieron en Tapachula y siguieron hacia el norte en autobús.",
                "es",
            ),
            ("Traffickers moved eleven young women from Tapachula north", "en"),
            ("Smokkelaars brachten elf jonge vrouwen vanuit Wenen naar het noorden.", "nl"),
            ("Die Schleuser trafen sich in Wien und fuhren mit dem Bus nach Norden weiter.", "de"),
            (
                "Контрабандисты встретились в Вене и поехали на автобусе дальше на север страны.",
                "ru",
            ),
            ("", "en"),
            ("4711 0815 // --", "en"),
        ] {
            assert_eq!(language_of(text).code(), code, "{text}");
        }
    }
}
