//! A text as names are compared in it: letters and digits alone, without case, accents or Unicode
//! form, with the place of each in the text.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    /// Its letters and digits, with nothing between them.
    pub(super) compact: String,
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Where each folded character stands: its end in `compact`, and its bytes in the text.
    places: Vec<(usize, Range<usize>)>,
}

/// A run of letters and digits.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands in the compact text.
    pub(super) folded: Range<usize>,
    /// Where it stands in the text itself, with what clings to its last letter.
    pub(super) text: Range<usize>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut within = false;
        for (at, c) in text.char_indices() {
            let bytes = at..at + c.len_utf8();
            if is_unseen(c) {
                folded.cling(bytes.end, within);
                continue;
            }
            let from = folded.compact.len();
            match c.is_ascii() {
                // Most text; the long way gives the same.
                true if c.is_ascii_alphanumeric() => folded.compact.push(c.to_ascii_lowercase()),
                true => {}
                false => folded.compact.extend(fold(c)),
            }
            let to = folded.compact.len();
            if from == to {
                within = false;
                continue;
            }
            folded.places.push((to, bytes.clone()));
            match folded.words.last_mut().filter(|_| within) {
                Some(word) => {
                    word.folded.end = to;
                    word.text.end = bytes.end;
                }
                None => folded.words.push(Word { folded: from..to, text: bytes }),
            }
            within = true;
        }
        folded
    }

    /// An accent that is written apart belongs to the letter before it.
    fn cling(&mut self, end: usize, within: bool) {
        if let (true, Some((_, bytes)), Some(word)) =
            (within, self.places.last_mut(), self.words.last_mut())
        {
            bytes.end = end;
            word.text.end = end;
        }
    }

    /// The letters and digits of a word.
    pub(super) fn word(&self, at: usize) -> &str {
        let word = self.words.get(at).map(|word| word.folded.clone());
        word.and_then(|range| self.compact.get(range)).unwrap_or_default()
    }

    /// The bytes of the text from which a part of the compact text was folded.
    pub(super) fn bytes(&self, of: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(self.places.partition_point(|(end, _)| *end <= at));
        let from = place(of.start).map_or(0, |(_, bytes)| bytes.start);
        let to = place(of.end.saturating_sub(1)).map_or(from, |(_, bytes)| bytes.end);
        from..to
    }
}

/// What a character is compared as; nothing for what is no letter and no digit.
fn fold(c: char) -> impl Iterator<Item = char> {
    let simple = std::iter::once(c).nfkd().filter(|c| c.is_alphanumeric());
    let lower = simple.flat_map(char::to_lowercase);
    lower.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).flat_map(plain)
}

/// Letters with a stroke and joined letters, which no Unicode form takes apart.
fn plain(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        'ς' => ('σ', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// What does not show by itself: accents written apart, soft hyphens, joiners, marks of direction.
fn is_unseen(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || is_invisible(c))
}

fn is_invisible(c: char) -> bool {
    matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a character is of a script that puts no blanks between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_forms_and_joined_letters_do_not_tell_names_apart() {
        let same =
            ["José Müller", "JOSE\u{301} MU\u{308}LLER", "ｊｏｓé\tmüller", "Jo\u{ad}sé, Müller"];
        for text in same {
            assert_eq!(Folded::of(text).compact, "josemuller", "{text}");
        }
        assert_eq!(
            Folded::of("STRASSE Straße ﬁne Łódź Ørsted").compact,
            "strassestrassefinelodzorsted"
        );
        assert_eq!(Folded::of("Ivan Иван ΣΟΦΟΣ σοφος").compact, "ivanиванσοφοσσοφοσ");
        assert_eq!(Folded::of("Ἅιδῃ Αιδη").compact, "αιδηαιδη");
        assert_eq!(Folded::of("—…!").words.len(), 0);
    }

    #[test]
    fn plain_text_is_folded_as_all_text_is() {
        for c in (0..128_u8).map(char::from) {
            let long: String = fold(c).collect();
            assert_eq!(Folded::of(&c.to_string()).compact, long, "{c:?}");
        }
    }

    #[test]
    fn every_place_is_found_again() {
        let text = "a José\u{301}’s ﬁsh";
        let folded = Folded::of(text);
        let words: Vec<_> =
            folded.words.iter().map(|word| text.get(word.text.clone()).unwrap()).collect();
        assert_eq!(words, ["a", "José\u{301}", "s", "ﬁsh"]);
        let at = folded.compact.find("ish").unwrap();
        assert_eq!(text.get(folded.bytes(&(at..at + 3))), Some("ﬁsh"));
    }
}
