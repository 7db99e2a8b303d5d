//! Which language a text is in.

use frostem::{Algorithm, Stemmer};
use whatlang::{Lang, Script};

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

    pub(super) fn stemmer(self) -> Stemmer {
        let algorithm = LANGUAGES.get(self.0).map_or(Algorithm::English, |(_, of, _)| *of);
        Stemmer::new(algorithm)
    }
}

/// The language of a text by itself: another one than English where it is sure.
pub(crate) fn language_of(text: &str) -> Language {
    let (mut count, mut english) = (0, 0);
    let mut word = String::new();
    for (written, _) in words(text).take(WORDS_LOOKED_AT) {
        word.clear();
        word.extend(written.chars().map(|c| c.to_ascii_lowercase()));
        count += 1;
        english += usize::from(is_function_word(&word));
    }
    if english * ENGLISH_ONE_IN >= count {
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

/// The code (ISO 639-1) of the language of a text: `en` unless another is sure.
pub fn language_code(text: &str) -> &'static str {
    language_of(text).code()
}

const WORDS_LOOKED_AT: usize = 40;
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
