//! The words of visible documents that look like what was typed.

use std::collections::BTreeSet;

use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::lower::{EXPANSIONS_MAX, Frequency};
use super::shape;
use crate::Result;
use crate::analysis::{exact, is_plain};

/// One form that a word may have, and what it counts for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expansion {
    pub(crate) text: String,
    pub(crate) weight: f32,
}

/// Looks for words in a field's dictionaries. A word that stands in hidden documents alone is passed
/// over. Where there is no searcher, the words are yet to come, and their shapes stand for them.
pub(crate) struct Expand<'a> {
    pub(crate) searcher: Option<&'a Searcher>,
    pub(crate) frequency: Frequency<'a>,
    pub(crate) field: Field,
}

impl Expand<'_> {
    /// The words of a text that a pattern with `*` and `?` matches; `None` where there are too many.
    pub(crate) fn matching(&self, pattern: &str) -> Result<Option<Vec<Expansion>>> {
        let literal = pattern.split(['*', '?']).next().unwrap_or_default();
        if self.searcher.is_none() {
            return Ok(Some(vec![Expansion { text: shape::of_beginning(literal), weight: 1.0 }]));
        }
        let found = self.words(literal, |word| matches_pattern(word, pattern))?;
        let forms = |found: BTreeSet<String>| {
            found.into_iter().map(|word| Expansion { text: exact(&word), weight: 1.0 }).collect()
        };
        Ok((found.len() <= EXPANSIONS_MAX).then(|| forms(found)))
    }

    /// The words of a text that differ in so many letters, and not in the first: the nearest first.
    pub(crate) fn like(&self, word: &str, edits: usize) -> Result<Vec<Expansion>> {
        let edits = edits.min(allowed_edits(word));
        if self.searcher.is_none() {
            return Ok(shaped(word, edits));
        }
        let found = self.words(&first(word), |other| is_like(word, other, edits))?;
        Ok(nearest(word, found, exact))
    }

    /// The same of names, which are spelt in Latin letters.
    pub(crate) fn like_name(&self, word: &str, edits: usize) -> Result<Vec<Expansion>> {
        let edits = edits.min(allowed_edits(word));
        if self.searcher.is_none() {
            return Ok(shaped(word, edits));
        }
        let found = self.visible(&first(word), "", |other| is_like(word, other, edits))?;
        Ok(nearest(word, found, str::to_owned))
    }

    /// The values of a field that begin so; `None` where there are too many.
    pub(crate) fn beginning(&self, with: &str) -> Result<Option<BTreeSet<String>>> {
        if self.searcher.is_none() {
            return Ok(Some(BTreeSet::from([shape::of_beginning(with)])));
        }
        let found = self.visible(with, "", |_| true)?;
        Ok((found.len() <= EXPANSIONS_MAX).then_some(found))
    }

    /// The values of a field that begin so, however many; of names the letters, not the sounds.
    pub(crate) fn values(&self, with: &str) -> Result<BTreeSet<String>> {
        self.visible(with, "", |value| !value.starts_with('&'))
    }

    /// The words of a text as they are written, small.
    pub(crate) fn words(
        &self,
        beginning: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeSet<String>> {
        let mut found = self.visible(beginning, "=", &wanted)?;
        // What has no other forms stands without a sign.
        let plain = self.visible(beginning, "", |word| is_plain(word) && wanted(word))?;
        found.extend(plain);
        Ok(found)
    }

    /// The terms behind a sign that begin so, are wanted and stand in a visible document.
    fn visible(
        &self,
        beginning: &str,
        sign: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeSet<String>> {
        let from = format!("{sign}{beginning}");
        let mut found = BTreeSet::new();
        for segment in self.searcher.iter().flat_map(|searcher| searcher.segment_readers()) {
            let inverted = segment.inverted_index(self.field)?;
            let range = inverted.terms().range().ge(from.as_bytes());
            let mut terms = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                if !term.starts_with(&from) {
                    break;
                }
                let Some(word) = term.strip_prefix(sign) else { continue };
                if found.contains(word) || !wanted(word) {
                    continue;
                }
                if (self.frequency)(&Term::from_field_text(self.field, term))? > 0 {
                    found.insert(word.to_owned());
                }
            }
        }
        Ok(found)
    }
}

/// The shapes of words that differ in so many letters.
fn shaped(word: &str, edits: usize) -> Vec<Expansion> {
    let shapes = shape::of_like(word, edits).into_iter();
    shapes.map(|text| Expansion { text, weight: 1.0 }).collect()
}

/// The nearest first, among equals by their letters, up to what is looked for at once.
fn nearest(word: &str, found: BTreeSet<String>, term: impl Fn(&str) -> String) -> Vec<Expansion> {
    let distances = found.into_iter().map(|other| (strsim::osa_distance(word, &other), other));
    let mut distances: Vec<(usize, String)> = distances.collect();
    distances.sort_unstable();
    distances.truncate(EXPANSIONS_MAX);
    let weight = |edits: usize| match edits {
        0 => 1.0,
        1 => 0.6,
        _ => 0.3,
    };
    let forms = distances
        .into_iter()
        .map(|(edits, other)| Expansion { text: term(&other), weight: weight(edits) });
    forms.collect()
}

/// Whether two words differ in so many letters at most. Both begin alike.
pub(crate) fn is_like(word: &str, other: &str, edits: usize) -> bool {
    word.len().abs_diff(other.len()) <= edits * LETTER_BYTES_MAX
        && strsim::osa_distance(word, other) <= edits
}

/// In a short word a letter is too much of it.
pub(crate) fn allowed_edits(word: &str) -> usize {
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The first letter.
fn first(word: &str) -> String {
    word.chars().take(1).collect()
}

/// Whether a word looks as a pattern says: `*` is any letters, `?` one.
pub(crate) fn matches_pattern(word: &str, pattern: &str) -> bool {
    let (word, pattern): (Vec<char>, Vec<char>) =
        (word.chars().collect(), pattern.chars().collect());
    // Where to go on when a guess about the last `*` fails.
    let (mut at, mut of, mut star) = (0, 0, None);
    while at < word.len() {
        match pattern.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(c) if *c == '?' || word.get(at) == Some(c) => {
                at += 1;
                of += 1;
            }
            Some(_) | None => {
                let Some((from, guess)) = star else { return false };
                star = Some((from, guess + 1));
                of = from + 1;
                at = guess + 1;
            }
        }
    }
    pattern.iter().skip(of).all(|c| *c == '*')
}

const LETTER_BYTES_MAX: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_words() {
        for (pattern, word, matches) in [
            ("passp*", "passports", true),
            ("passp*", "passp", true),
            ("p*t*s", "passports", true),
            ("pa?s*", "passport", true),
            ("pa?", "passport", false),
            ("pas*x", "passport", false),
            ("ив?н", "иван", true),
        ] {
            assert_eq!(matches_pattern(word, pattern), matches, "{pattern} {word}");
        }
    }

    #[test]
    fn letters_may_be_wrong_missing_or_swapped() {
        assert!(is_like("kissinger", "kisinger", 1) && is_like("kissinger", "kissigner", 1));
        assert!(!is_like("kissinger", "kisingr", 1) && is_like("kissinger", "kisingr", 2));
        assert_eq!(
            [allowed_edits("abc"), allowed_edits("abcd"), allowed_edits("abcdefgh")],
            [0, 1, 2]
        );
    }
}
