//! Where a query's words stand in what is shown: short extracts with the places to highlight.
//!
//! Pure, and fed by a rendition alone, so an extract cannot show more than the rendition does. The
//! places are found in the whole text as the index compares it, and then cut.

use std::ops::Range;

use dissemination::Rendition;
use index::Parsed;
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
pub fn snippets(rendition: &Rendition, query: Option<&Parsed>) -> Vec<Snippet> {
    let titled = usize::from(rendition.title.is_some());
    let has_body = rendition.texts().nth(titled).is_some();
    let texts = || rendition.texts().skip(if has_body { titled } else { 0 });
    let marks = |portion: &Portion| query.map(|query| query.marks(&portion.text));
    let matching: Vec<Snippet> = texts()
        .filter_map(|portion| {
            let marks = marks(portion)?;
            let first = marks.first()?.start;
            Some(cut(portion, &marks, first))
        })
        .take(SNIPPETS_MAX)
        .collect();
    if matching.is_empty() {
        return texts().take(1).map(|portion| cut(portion, &[], 0)).collect();
    }
    matching
}

/// Cuts a portion around a place, preferably at blanks.
fn cut(portion: &Portion, marks: &[Range<usize>], around: usize) -> Snippet {
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
        out.push_str(ELLIPSIS);
    }
    out.push_str(text.get(start..end).unwrap_or_default());
    if end < text.len() {
        out.push_str(" …");
    }
    let before = if start > 0 { ELLIPSIS.len() } else { 0 };
    let inside = marks.iter().filter(|mark| mark.start >= start && mark.end <= end);
    let moved = |at: usize| at - start + before;
    let highlights = inside.map(|mark| moved(mark.start)..moved(mark.end)).collect();
    Snippet { marking: (*portion.marking).clone(), text: out, highlights }
}

const ELLIPSIS: &str = "… ";
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

    fn marks(query: &str, text: &str) -> Vec<Range<usize>> {
        let read = index::read(query, index::Reading::default(), &index::Thesaurus::default());
        read.unwrap().marks(text)
    }

    #[test]
    fn a_long_text_is_cut_on_characters_around_the_first_match() {
        let long = format!("{} Tapachula {}", "ünïcödé ".repeat(100), "ß".repeat(1_000));
        let marks = marks("tapachula", &long);
        let snippet = cut(&portion(&long), &marks, marks[0].start);
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
