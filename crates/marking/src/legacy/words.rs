//! Words of an old marking, in one form: capitals, no punctuation, each with its place.

use std::ops::Range;

/// A word and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In capitals, without points: `US` for `U.S.`.
    pub(super) text: String,
    /// Byte range in the original.
    pub(super) at: Range<usize>,
}

/// The parts between semicolons, as words; empty parts are left out.
///
/// Only a semicolon or bar separates for certain: commas, slashes, colons and every dash stand
/// within captions as well (`Official–Informal`, `contractor/consultants`) as between them.
pub(super) fn parts(original: &str) -> Vec<Vec<Word>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let end = (original.len(), ';');
    for (at, letter) in original.char_indices().chain(std::iter::once(end)) {
        if letter == '.' || letter == '\'' || letter == '’' {
            continue;
        }
        if letter.is_alphanumeric() {
            if word.is_empty() {
                start = at;
            }
            word.extend(letter.to_uppercase());
            continue;
        }
        if !word.is_empty() {
            part.push(Word { text: one_spelling(std::mem::take(&mut word)), at: start..at });
        }
        match letter {
            '&' => part.push(Word { text: "AND".to_owned(), at: at..at + 1 }),
            ';' | '|' if !part.is_empty() => parts.push(std::mem::take(&mut part)),
            _ => {}
        }
    }
    parts
}

/// Words that were written in several ways.
fn one_spelling(word: String) -> String {
    let one = match word.as_str() {
        "DEPT" => "DEPARTMENT",
        "DISSEMINATION" => "DISSEM",
        "EXTRACTS" => "EXTRACT",
        "PP" => "P",
        _ => return word,
    };
    one.to_owned()
}
