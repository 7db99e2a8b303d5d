//! What words are found by: stems, exact words, and sounds of what may be a name.

use super::fold::lower;
use super::plain::is_plain;
use super::{Language, folded, sounds};

/// Everything that a word is found by.
pub(crate) fn tokens(word: &str, language: Language) -> Vec<String> {
    let small = lower(word);
    let mut all = vec![stem(&small, language)];
    let itself = exact(&small);
    if !all.contains(&itself) {
        all.push(itself);
    }
    if may_be_a_name(word) && !is_plain(&small) {
        all.extend(sounds(word));
    }
    all
}

/// The stem by which a small word is found among its other forms in a language.
pub(crate) fn stem(small: &str, language: Language) -> String {
    if is_plain(small) {
        return small.to_owned();
    }
    if language != Language::ENGLISH {
        return format!("{}:{}", language.code(), folded(&language.stemmer().stem(small)));
    }
    // English stems know no accents: with one, `résumé` would be another word than `resume`.
    let plain = folded(small);
    let stem = language.stemmer().stem(&plain);
    // What stands for itself alone is no stem of another.
    let candidates = [folded(&stem), folded(small)];
    let taken = candidates.into_iter().find(|stem| !stem.is_empty() && !is_plain(stem));
    taken.map_or_else(|| exact(small), std::borrow::Cow::into_owned)
}

/// By what a word is found as it is written, but for capitals.
pub(crate) fn exact(word: &str) -> String {
    let small = lower(word);
    if is_plain(&small) { small } else { format!("={small}") }
}

/// Whether a word is written as names are.
pub(crate) fn may_be_a_name(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{language_of, words};

    fn all(text: &str) -> Vec<(usize, String)> {
        let language = language_of(text);
        let terms = |(at, (word, _))| tokens(word, language).into_iter().map(move |of| (at, of));
        words(text).enumerate().flat_map(terms).collect()
    }

    #[test]
    fn all_that_a_word_is_found_by_stands_at_its_position() {
        let found = all("The smuggled passports of Kissinger, 2 of them");
        let found: Vec<_> = found.iter().map(|(at, text)| (*at, text.as_str())).collect();
        assert_eq!(
            found,
            [
                (0, "the"),
                (1, "smuggl"),
                (1, "=smuggled"),
                (2, "passport"),
                (2, "=passports"),
                (3, "of"),
                (4, "kissing"),
                (4, "=kissinger"),
                (4, "&KSNKR"),
                (4, "&KSNJR"),
                (5, "2"),
                (6, "of"),
                (7, "them"),
            ]
        );
    }

    #[test]
    fn what_is_plain_is_nothing_elses_stem() {
        for word in ["ins", "its", "others", "thes", "doing", "té", "tés", "one", "ones"] {
            let small = lower(word);
            let found = stem(&small, Language::ENGLISH);
            assert!(found == small || !is_plain(&found), "{word} {found}");
        }
    }

    #[test]
    fn other_languages_have_stems_of_their_own() {
        let text = "Los traficantes vendieron los pasaportes falsos a las familias en Tapachula.";
        let found = all(text);
        let has = |token: &str| found.iter().any(|(_, text)| text == token);
        assert!(has("es:pasaport") && has("=pasaportes") && !has("pasaport"), "{found:?}");
        assert!(has("&TPKL"), "{found:?}");
    }

    #[test]
    fn accents_do_not_matter_unless_the_word_is_asked_for_as_it_is() {
        assert_eq!(stem("medellín", Language::ENGLISH), stem("medellin", Language::ENGLISH));
        assert_ne!(exact("medellín"), exact("medellin"));
        assert_eq!(exact("Medelli\u{301}n"), exact("medellín"));
    }
}
