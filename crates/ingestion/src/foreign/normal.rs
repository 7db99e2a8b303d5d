//! One form for every text: Unicode NFC, plain line ends; what is unseen is said.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Puts a text into NFC with `\n` for line ends. Notes what no reader sees or what turns the
/// direction of writing: it is kept, since it is the originator's, and said.
pub(crate) fn normal(text: &str, part: &str, notes: &mut Vec<String>) -> String {
    let mut unseen: BTreeMap<char, usize> = BTreeMap::new();
    for letter in text.chars().filter(|letter| is_unseen(*letter)) {
        *unseen.entry(letter).or_default() += 1;
    }
    if !unseen.is_empty() {
        let counts: Vec<String> = unseen
            .iter()
            .map(|(letter, count)| format!("U+{:04X} {count} times", u32::from(*letter)))
            .collect();
        notes.push(format!(
            "{part} has characters that are not seen or that turn the text: {}",
            counts.join(", ")
        ));
    }
    let lines = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    if is_nfc(&lines) { lines } else { lines.nfc().collect() }
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
}
