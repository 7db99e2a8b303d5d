//! Text of the work itself: why somebody asks, recalls, refuses, acts. It is UNCLASSIFIED, for nobody marks it
//! and it is kept where no mark governs it. What a mark shows to be more is refused.

use marking::{Marking, Register};

use crate::{Clearinghouse, Error, Result};

/// A mark that stands in a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Mark<'t> {
    /// As it is written.
    pub(crate) written: &'t str,
    /// What it says; nothing where it cannot be read.
    pub(crate) read: Option<Marking>,
}

impl Mark<'_> {
    fn is_plain(&self) -> bool {
        self.read == Some(Marking::default())
    }
}

impl Clearinghouse {
    /// Refuses text of the work that carries a mark of more than UNCLASSIFIED; each is given with its name.
    pub(crate) fn unclassified(&self, texts: &[(&str, &str)]) -> Result<()> {
        unclassified(texts, &self.community().register)
    }
}

fn unclassified(texts: &[(&str, &str)], register: &Register) -> Result<()> {
    for (name, text) in texts {
        if let Some(mark) = marks(text, register).iter().find(|mark| !mark.is_plain()) {
            let what = format!(
                "`{name}` is for UNCLASSIFIED text alone, and `{}` stands in it. Leave out what the \
                 mark governs: what is more than UNCLASSIFIED belongs in a report.",
                mark.written
            );
            return Err(Error::Act { what });
        }
    }
    Ok(())
}

/// The marks that a text carries: portion marks in brackets, words of a banner, and lines that are one.
pub(crate) fn marks<'t>(text: &'t str, register: &Register) -> Vec<Mark<'t>> {
    let read = |written: &'t str| {
        let read = Marking::parse_by(written, register).ok().map(|read| read.marking);
        // What has blocks was meant as a mark, and is told where it cannot be read.
        let is_meant = read.is_some() || written.contains("//");
        (looks_like_one(written) && is_meant).then_some(Mark { written, read })
    };
    let lines = text.lines().map(str::trim).filter(|line| line.len() >= LINE_BYTES_MIN);
    let words = text.split_whitespace().map(|word| word.trim_matches(AROUND));
    let words = words.filter(|word| word.contains("//"));
    let banners = lines.filter_map(read).filter(|mark| mark.read.is_some());
    banners.chain(bracketed(text).filter_map(read)).chain(words.filter_map(read)).collect()
}

/// What stands in brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split('(').skip(1);
    behind.filter_map(|part| part.split_once(')').map(|(within, _)| within))
}

/// Marks are in capitals. A remark in brackets is text.
fn looks_like_one(written: &str) -> bool {
    let begins = |first: char| first.is_ascii_uppercase() || first == '/' || first == '(';
    written.starts_with(begins) && !written.chars().any(char::is_lowercase)
}

/// What may stand around a mark in a sentence.
const AROUND: [char; 9] = ['.', ',', ';', ':', '(', ')', '"', '\'', '!'];
/// A letter by itself, as an answer, is no banner.
const LINE_BYTES_MIN: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<String> {
        let refused = unclassified(&[("reason", text)], &Register::default());
        refused.err().map(|error| error.to_string())
    }

    #[test]
    fn text_of_the_work_with_a_mark_above_unclassified_is_refused_and_the_mark_is_named() {
        for (text, mark) in [
            ("(S//NF) The source is a courier.", "S//NF"),
            ("See there.\n(TS) It was he.", "TS"),
            ("SECRET//NOFORN\nThe source", "SECRET//NOFORN"),
            ("SECRET", "SECRET"),
            ("as SECRET//NOFORN, and so on", "SECRET//NOFORN"),
            ("in portion S//NF.", "S//NF"),
            ("(S//NFX) a slip in the mark", "S//NFX"),
            ("(U//FOUO) not for everybody", "U//FOUO"),
            ("(CUI//SP-PRVCY) a birthday", "CUI//SP-PRVCY"),
            ("(//GBR S) theirs", "//GBR S"),
        ] {
            let refused = refused(text).unwrap_or_else(|| panic!("{text}"));
            assert!(refused.contains(&format!("`{mark}` stands")), "{text}: {refused}");
        }
    }

    #[test]
    fn what_is_no_mark_or_says_unclassified_is_text() {
        for text in [
            "",
            "x",
            "The jury meets on Monday.",
            "(U) The jury meets.",
            "UNCLASSIFIED\nThe jury (FBI) meets (see above) in 04-GJ-118.",
            "https://example.org//a and a//b",
            "It is no SECRET that he left (12 JUNE).",
            "for <the> jury & \"others\" (c)(2)",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
    }
}
