//! Pieces of the shown text around what was searched for.

use std::ops::Range;

use dissemination::Rendition;

use crate::wire::Snippet;

/// Up to two pieces of what is shown that hold words of the query; the start of the text when
/// none does.
pub(crate) fn snippets(rendition: &Rendition, query: &str) -> Vec<Snippet> {
    let wanted = words_of(query);
    let body = rendition.texts().skip(usize::from(rendition.title.is_some()));
    let mut found: Vec<Snippet> = Vec::new();
    let mut first = None;
    for portion in body {
        let marking = portion.marking.portion();
        let matches = matches(&portion.text, &wanted);
        if let Some(start) = matches.first() {
            found.push(cut(&portion.text, marking, start.start, &matches));
        } else if first.is_none() {
            first = Some(cut(&portion.text, marking, 0, &[]));
        }
        if found.len() == SNIPPETS_MAX {
            break;
        }
    }
    if found.is_empty() { first.into_iter().collect() } else { found }
}

/// The words of a query, in lower case, without operators and fields.
fn words_of(query: &str) -> Vec<String> {
    query
        .split_whitespace()
        .filter(|part| !["AND", "OR", "NOT"].contains(part) && !part.starts_with('-'))
        .filter(|part| !part.contains(':'))
        .flat_map(|part| part.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Where whole words of the text are wanted.
fn matches(text: &str, wanted: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, letter)| (at, letter.is_alphanumeric()));
    for (at, inside) in ends.chain([(text.len(), false)]) {
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text.get(from..at).unwrap_or_default().to_lowercase();
                if wanted.contains(&word) {
                    found.push(from..at);
                }
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    found
}

/// A piece of the text around a place, on whole characters.
fn cut(text: &str, marking: String, around: usize, matches: &[Range<usize>]) -> Snippet {
    let from = text.floor_char_boundary(around.saturating_sub(BEFORE_BYTES));
    let until = text.ceil_char_boundary((from + PIECE_BYTES).min(text.len()));
    let head = if from > 0 { "… " } else { "" };
    let tail = if until < text.len() { " …" } else { "" };
    let piece = text.get(from..until).unwrap_or_default();
    let shift = |at: usize| at - from + head.len();
    let highlights = matches
        .iter()
        .filter(|range| range.start >= from && range.end <= until)
        .map(|range| (shift(range.start), shift(range.end)))
        .collect();
    Snippet { marking, text: format!("{head}{piece}{tail}"), highlights }
}

const SNIPPETS_MAX: usize = 2;
const BEFORE_BYTES: usize = 80;
const PIECE_BYTES: usize = 260;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_fields_and_excluded_words_are_not_highlighted() {
        assert_eq!(words_of("\"Safe House\" OR kind:cable -bus"), ["safe", "house"]);
    }

    #[test]
    fn whole_words_match_whatever_their_case_and_bytes() {
        let text = "Über Tapachula – tapachulas, TAPACHULA";
        let found = matches(text, &["tapachula".to_owned()]);
        let words: Vec<_> = found.iter().map(|range| text.get(range.clone()).unwrap()).collect();
        assert_eq!(words, ["Tapachula", "TAPACHULA"]);
    }

    #[test]
    fn a_piece_is_cut_on_characters_and_its_highlights_follow() {
        let text = format!("{}müller{}", "ä".repeat(300), "ö".repeat(300));
        let at = text.find("müller").unwrap();
        let piece = cut(&text, "U".into(), at, std::slice::from_ref(&(at..at + "müller".len())));
        let (from, until) = piece.highlights[0];
        assert_eq!(piece.text.get(from..until), Some("müller"));
        assert!(piece.text.starts_with("… ") && piece.text.ends_with(" …"));
    }
}
