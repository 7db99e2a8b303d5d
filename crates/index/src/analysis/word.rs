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

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let text = self.text;
        let mut from = self.at;
        let first = loop {
            let c = char_at(text, from)?;
            if c.is_alphanumeric() {
                break c;
            }
            from += c.len_utf8();
        };
        let mut to = from + first.len_utf8();
        let is_alone = is_sign(first);
        while let Some(c) = char_at(text, to) {
            let goes_on = match is_alone {
                true => is_combining_mark(c),
                false => is_word_char(c) && !is_sign(c),
            };
            if !goes_on {
                break;
            }
            to += c.len_utf8();
        }
        self.at = to;
        Some((text.get(from..to)?, from..to))
    }
}

/// The character at a place; most are one byte.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

/// Whether a character is of a word: a letter, a digit, or a mark on one.
#[inline]
pub(crate) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Whether a character is a word by itself: Han, Hiragana, Katakana.
#[inline]
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
