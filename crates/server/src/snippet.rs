//! Where a query's words stand in what is shown: short extracts with the places to highlight.
//!
//! Pure, and fed by a rendition alone, so an extract cannot show more than the rendition does.

use std::ops::Range;

use dissemination::Rendition;
use marking::Marking;
use model::Portion;

/// An extract of one portion.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Snippet {
    /// The portion's marking.
    pub marking: Marking,
    /// The extract; an ellipsis stands where something was cut off.
    pub text: String,
    /// Byte ranges of `text` to highlight, ascending.
    pub highlights: Vec<Range<usize>>,
}

/// Chooses up to two portions with matches; without a match, the start of the first text.
///
/// The title is no candidate where there is other text: it is printed anyway.
pub fn snippets(rendition: &Rendition, query: &str) -> Vec<Snippet> {
    let words = words_of(query);
    let titled = usize::from(rendition.title.is_some());
    let has_body = rendition.texts().nth(titled).is_some();
    let texts = || rendition.texts().skip(if has_body { titled } else { 0 });
    let matching: Vec<Snippet> = texts()
        .filter_map(|portion| {
            let first = matches(&portion.text, &words).into_iter().next()?;
            Some(cut(portion, &words, first.start))
        })
        .take(SNIPPETS_MAX)
        .collect();
    if matching.is_empty() {
        return texts().take(1).map(|portion| cut(portion, &words, 0)).collect();
    }
    matching
}

/// The byte ranges of a text where a query's words stand.
pub fn highlights(text: &str, query: &str) -> Vec<Range<usize>> {
    matches(text, &words_of(query))
}

/// The words that a query looks for in the text, in lower case: without operators, fields and
/// what it excludes.
fn words_of(query: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut skipped_quote = false;
    let mut quoted = false;
    for token in query.split_whitespace() {
        let quotes = token.matches('"').count();
        let begins_outside = !quoted;
        if begins_outside {
            let bare = token.trim_start_matches(['(', '+']);
            let field = bare.find(':').is_some_and(|at| bare.find('"').is_none_or(|q| at < q));
            skipped_quote = field || bare.starts_with('-');
        }
        let skipped = skipped_quote || (begins_outside && is_operator(token));
        if !skipped {
            let without_boost = token.split(['^', '~']).next().unwrap_or_default();
            words.extend(word_ranges(without_boost).map(|(word, _)| word.to_lowercase()));
        }
        if quotes % 2 == 1 {
            quoted = !quoted;
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

fn is_operator(token: &str) -> bool {
    matches!(token.trim_matches(['(', ')']), "AND" | "OR" | "NOT" | "IN")
}

fn matches(text: &str, words: &[String]) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    word_ranges(text)
        .filter(|(word, _)| words.contains(&word.to_lowercase()))
        .map(|(_, range)| range)
        .collect()
}

/// Words as the index has them: runs of letters and digits.
fn word_ranges(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        (word, start..start + word.len())
    })
}

/// Cuts a portion around a place, preferably at blanks.
fn cut(portion: &Portion, words: &[String], around: usize) -> Snippet {
    let text = portion.text.as_str();
    let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = chars.len() - 1;
    let place = chars.partition_point(|at| *at < around);
    let from = if count <= SNIPPET_CHARS {
        0
    } else {
        place.saturating_sub(BEFORE_CHARS).min(count - SNIPPET_CHARS)
    };
    let to = (from + SNIPPET_CHARS).min(count);
    let byte = |at: usize| chars.get(at).copied().unwrap_or(text.len());
    let (mut start, mut end) = (byte(from), byte(to));
    if from > 0
        && let Some(blank) = text.get(start..around).and_then(|before| before.find(' '))
    {
        start += blank + 1;
    }
    if to < count
        && let Some(blank) = text.get(start..end).and_then(|kept| kept.rfind(' '))
        && start + blank > around
    {
        end = start + blank;
    }
    let mut out = String::new();
    if start > 0 {
        out.push_str("… ");
    }
    out.push_str(text.get(start..end).unwrap_or_default());
    if end < text.len() {
        out.push_str(" …");
    }
    let highlights = matches(&out, words);
    Snippet { marking: (*portion.marking).clone(), text: out, highlights }
}

const SNIPPETS_MAX: usize = 2;
const SNIPPET_CHARS: usize = 240;
const BEFORE_CHARS: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    fn portion(text: &str) -> Portion {
        let marking = Marking::parse("SECRET//NOFORN").unwrap().marking;
        Portion { marking: marking.into(), written: None, text: text.to_owned() }
    }

    fn marked<'t>(text: &'t str, query: &str) -> Vec<&'t str> {
        highlights(text, query).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn operators_fields_and_exclusions_are_no_words() {
        let query =
            r#"(Tapachula OR "forged passports") -bus originator:CIA kind:"early warning" AND x^2"#;
        assert_eq!(words_of(query), ["forged", "passports", "tapachula", "x"]);
        assert!(words_of("-\"not this\" id:\"a b\"").is_empty());
        assert_eq!(words_of("\"a:b c\""), ["a", "b", "c"]);
    }

    #[test]
    fn whole_words_of_any_script_are_found_without_regard_to_case() {
        assert_eq!(marked("GUERRERO, guerreros: Guerrero", "guerrero"), ["GUERRERO", "Guerrero"]);
        assert_eq!(marked("Äpfel und ÄPFEL, Ivan Иван", "äpfel иван"), ["Äpfel", "ÄPFEL", "Иван"]);
        assert_eq!(marked("東京 は", "東京"), ["東京"]);
        assert!(marked("anything", "").is_empty());
    }

    #[test]
    fn a_long_text_is_cut_on_characters_around_the_first_match() {
        let long = format!("{} Tapachula {}", "ünïcödé ".repeat(100), "ß".repeat(1_000));
        let words = words_of("tapachula");
        let at = matches(&long, &words)[0].start;
        let snippet = cut(&portion(&long), &words, at);
        assert!(snippet.text.chars().count() <= SNIPPET_CHARS + 4, "{}", snippet.text);
        assert!(snippet.text.starts_with("… ") && snippet.text.ends_with(" …"));
        let found: Vec<_> =
            snippet.highlights.iter().map(|r| snippet.text.get(r.clone()).unwrap()).collect();
        assert_eq!(found, ["Tapachula"]);
    }

    #[test]
    fn one_word_without_blanks_and_short_texts_are_cut_too() {
        let snippet = cut(&portion(&"字".repeat(999)), &[], 0);
        assert_eq!(snippet.text, format!("{} …", "字".repeat(SNIPPET_CHARS)));
        assert_eq!(cut(&portion("short"), &[], 0).text, "short");
        assert_eq!(cut(&portion(""), &[], 0).text, "");
    }
}
