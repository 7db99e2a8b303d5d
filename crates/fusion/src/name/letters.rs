//! Names of any script in small Latin letters, word by word.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word of a name in Latin letters, and what its script left out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Spelt {
    /// Small letters `a` to `z` alone, at least one.
    pub(crate) latin: String,
    /// Whether the script writes no short vowels, as Arabic and Hebrew do.
    pub(crate) vowelless: bool,
    /// Whether it is one sign of a script that puts no blanks between words.
    pub(crate) sign: bool,
    /// Whether it was written with a capital, where the script has them.
    pub(crate) capital: bool,
}

/// The words of a text, in Latin letters. Points, hyphens and blanks part words; apostrophes do not.
pub(crate) fn words(text: &str) -> Vec<Spelt> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.nfkc() {
        if is_sign(c) {
            finish(&mut word, &mut words);
            let latin = small(any_ascii::any_ascii_char(c));
            if !latin.is_empty() {
                words.push(Spelt { latin, vowelless: false, sign: true, capital: true });
            }
        } else if c.is_alphabetic() || is_combining_mark(c) {
            word.push(c);
        } else if !is_apostrophe(c) {
            finish(&mut word, &mut words);
        }
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut String, words: &mut Vec<Spelt>) {
    // The article is written in one with its noun in Arabic, and apart from it in Latin letters.
    if let Some(noun) = word.strip_prefix(ARTICLE).filter(|noun| noun.chars().count() > 2) {
        *word = noun.to_owned();
    }
    let latin = small(&any_ascii::any_ascii(word));
    if !latin.is_empty() {
        words.push(Spelt {
            latin,
            vowelless: word.chars().any(is_vowelless),
            sign: false,
            capital: word.chars().next().is_some_and(|c| !c.is_lowercase()),
        });
    }
    word.clear();
}

fn small(ascii: &str) -> String {
    ascii.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʹ' | 'ʿ' | 'ʾ')
}

/// Arabic and Hebrew letters.
fn is_vowelless(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb1d}'..='\u{fefc}')
}

/// Han, Hangul, Hiragana and Katakana.
fn is_sign(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff
            | 0x2_0000..=0x2_fa1f
    )
}

const ARTICLE: &str = "ال";

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.latin).collect()
    }

    #[test]
    fn words_of_every_script_come_out_in_latin_letters() {
        assert_eq!(latin("Юрий Щербаков"), ["yuriy", "shcherbakov"]);
        assert_eq!(latin("毛泽东"), ["mao", "ze", "dong"]);
        assert_eq!(latin("محمد خالد الراشد"), ["mhmd", "khld", "rshd"]);
        assert_eq!(latin("O’Brien-Müller J.C. Ch'en"), ["obrien", "muller", "j", "c", "chen"]);
        assert!(words("محمد").iter().all(|word| word.vowelless));
        assert!(words(" —3 ").is_empty());
    }
}
