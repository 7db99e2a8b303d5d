//! Where words stand in a text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The words of a text and where they stand: runs of letters and digits with their marks. What is
/// written without blanks between words is taken sign by sign.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Words<'t> {
    type Item = (&'t str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let mut chars = rest.char_indices().skip_while(|(_, c)| !c.is_alphanumeric());
        let (from, first) = chars.next()?;
        let end = if is_sign(first) {
            chars.find(|(_, c)| !is_combining_mark(*c))
        } else {
            chars.find(|(_, c)| !is_word_char(*c) || is_sign(*c))
        };
        let to = end.map_or(rest.len(), |(at, _)| at);
        let range = self.at + from..self.at + to;
        self.at = range.end;
        Some((self.text.get(range.clone())?, range))
    }
}

/// Whether a character is of a word: a letter, a digit, or a mark on one.
pub(crate) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Whether a character is a word by itself: Han, Hiragana, Katakana.
fn is_sign(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            u32::from(c),
            0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
                | 0x2_0000..=0x2_fa1f
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|(word, _)| word).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_with_their_marks() {
        assert_eq!(
            split("Al-Qaida’s 2nd cell, TD-314/00123"),
            ["Al", "Qaida", "s", "2nd", "cell", "TD", "314", "00123"]
        );
        assert_eq!(split("Medelli\u{301}n Иван"), ["Medelli\u{301}n", "Иван"]);
        assert_eq!(split("東京tower は"), ["東", "京", "tower", "は"]);
        assert!(split(" -- ").is_empty() && split("").is_empty());
    }
}
