//! One form for every text: Unicode NFC, plain line ends; what is unseen is said.

use std::collections::BTreeMap;
use std::fmt::Display;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Puts a text into NFC with `\n` for line ends. Notes what no reader sees or what turns the
/// direction of writing: it is kept, since it is the originator's, and said.
pub(crate) fn normal(text: &str, part: &str, notes: &mut Vec<String>) -> String {
    note_unseen(text, part, notes);
    let lines = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    if is_nfc(&lines) { lines } else { lines.nfc().collect() }
}

/// Notes what no reader sees or what turns the direction of writing, once.
pub(crate) fn note_unseen(text: &str, part: impl Display, notes: &mut Vec<String>) {
    let mut unseen: BTreeMap<char, usize> = BTreeMap::new();
    for letter in rare(text).filter(|letter| is_unseen(*letter)) {
        *unseen.entry(letter).or_default() += 1;
    }
    if unseen.is_empty() {
        return;
    }
    let counts: Vec<String> = unseen
        .iter()
        .map(|(letter, count)| format!("U+{:04X} {count} times", u32::from(*letter)))
        .collect();
    let note = format!(
        "{part} has characters that are not seen or that turn the text: {}",
        counts.join(", ")
    );
    if !notes.contains(&note) {
        notes.push(note);
    }
}

/// The characters of a text but printed ASCII, which most texts have alone: it is left out many bytes at
/// a time.
fn rare(text: &str) -> impl Iterator<Item = char> {
    let bytes = text.as_bytes();
    let pieces = bytes.chunks(PLAIN_BYTES).enumerate().filter(|(_, piece)| {
        let rare = piece.iter().map(|byte| u8::from(byte.wrapping_sub(b' ') > b'~' - b' '));
        rare.fold(0, |any, one| any | one) != 0
    });
    pieces.flat_map(move |(at, piece)| {
        let from = at * PLAIN_BYTES;
        let starts = piece.iter().enumerate().filter(|(_, byte)| match **byte {
            b' '..=b'~' | b'\n' => false,
            // What goes on with a character that began before.
            byte => !(0x80..0xC0).contains(&byte),
        });
        starts.filter_map(move |(offset, _)| text.get(from + offset..)?.chars().next())
    })
}

/// Controls, zero-width signs, marks and overrides of direction, tags, private use.
fn is_unseen(letter: char) -> bool {
    match letter {
        '\n' | '\r' | '\t' => false,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'.. => true,
        other => other.is_control(),
    }
}

/// A text on one line, blanks single.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bytes that are looked at together.
const PLAIN_BYTES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_letters_and_plain_line_ends_come_out() {
        let mut notes = Vec::new();
        assert_eq!(normal("Jose\u{301}\r\nb\rc", "a part", &mut notes), "Jos\u{e9}\nb\nc");
        assert_eq!(notes, Vec::<String>::new());
    }

    #[test]
    fn what_is_unseen_is_kept_and_said() {
        let mut notes = Vec::new();
        assert_eq!(
            normal("a\u{202E}b\u{200B}\u{200B}", "portion 0", &mut notes),
            "a\u{202E}b\u{200B}\u{200B}"
        );
        assert_eq!(
            notes,
            ["portion 0 has characters that are not seen or that turn the text: U+200B 2 times, \
              U+202E 1 times"]
        );
    }

    #[test]
    fn what_is_unseen_is_found_wherever_it_stands() {
        let all = (0..0x30_0000_u32).filter_map(char::from_u32).filter(|c| is_unseen(*c));
        for letter in all.step_by(97).chain(['\u{AD}', '\u{202E}', '\u{7F}', '\0', '\u{FEFF}']) {
            for before in 0..70 {
                let text = format!("{}\u{201C}{letter}x", "a".repeat(before));
                let mut notes = Vec::new();
                note_unseen(&text, "it", &mut notes);
                let said = format!("U+{:04X} 1 times", u32::from(letter));
                assert!(notes.len() == 1 && notes[0].ends_with(&said), "{letter:?} at {before}");
            }
        }
    }
}
