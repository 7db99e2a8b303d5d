//! Letters without what tells spellings of the same word apart.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Without accents: `Medellín` is typed `Medellin`.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect())
}

/// In Latin letters, small: `Иван` is `ivan`.
pub(crate) fn transliterated(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let composed: String = word.nfc().collect();
    let mut latin = any_ascii::any_ascii(&composed);
    latin.retain(|c| c.is_ascii_alphanumeric());
    latin.make_ascii_lowercase();
    latin
}

/// Small, and composed in one way.
pub(crate) fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fall_together() {
        assert_eq!(folded("medellín"), "medellin");
        assert_eq!(folded(&lower("MEDELLI\u{301}N")), "medellin");
        assert_eq!(lower("ÄPFEL"), "äpfel");
        assert_eq!(transliterated("Иван"), "ivan");
        assert_eq!(transliterated("Σωκράτης"), "sokratis");
        assert_eq!(transliterated("Müller"), "muller");
    }
}
