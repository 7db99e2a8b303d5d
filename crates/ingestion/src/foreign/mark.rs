//! Banner lines and portion marks as they stand in text.

use marking::{Marking, Tlp};

use super::mapping::Mapping;
use super::normal::one_line;

/// The banner that a line is, if it has the form of one: a level with what follows it, a label of
/// TLP, or a label that the source's mapping file knows. Whether it is sound is asked later, so
/// that a misspelt banner is not read as text.
pub(crate) fn banner(line: &str, mapping: &Mapping) -> Option<String> {
    let line = one_line(line);
    if line.is_empty() || line.chars().count() > BANNER_CHARS_MAX {
        return None;
    }
    let bare = after_word(&line, "CLASSIFICATION").unwrap_or(&line);
    let bare = bare.trim_matches(['*', '=', '-', '_', ' ']);
    if mapping.meaning(bare).is_some() || Tlp::parse(bare).is_ok() || is_tlp(bare) {
        return Some(bare.to_owned());
    }
    let joined = together(bare);
    let upper = joined.to_uppercase();
    if joined.starts_with("//") && upper == joined {
        return Some(joined);
    }
    let rest = LEVELS.iter().find_map(|level| upper.strip_prefix(level))?;
    let is_alone = rest.is_empty();
    let is_joined = rest.trim_start().starts_with("//");
    let is_capital = rest.starts_with([' ', '/', ',', ';', ':', '-']) && upper == joined;
    (is_alone || is_joined || is_capital).then_some(joined)
}

/// The mark at the beginning of a text, and what follows it: `(S//NF) Text`, `1. (U) Text`.
/// What stands before the mark (a number) stays with the text.
pub(crate) fn portion<'t>(text: &'t str, mapping: &Mapping) -> Option<(String, String)> {
    let text: &'t str = text.trim_start();
    let (number, rest) = numbered(text);
    let inner = rest.strip_prefix('(')?;
    let (inner, after) = inner.split_once(')')?;
    is_mark(inner, mapping).then(|| {
        let after = after.trim_start();
        let text = if number.is_empty() { after.to_owned() } else { format!("{number} {after}") };
        (one_line(inner), text)
    })
}

/// The mark at the end of a title: `Title (U)`.
pub(crate) fn trailing(text: &str, mapping: &Mapping) -> Option<(String, String)> {
    let (before, inner) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let is_marked = is_mark(inner, mapping) && !before.trim().is_empty();
    is_marked.then(|| (one_line(inner), before.trim_end().to_owned()))
}

/// Marks that stand after the end of a sentence inside a text.
pub(crate) fn inside(text: &str, mapping: &Mapping) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = String::new();
    for part in text.split_inclusive('(') {
        if let Some((inner, _)) = part.split_once(')')
            && before.ends_with('(')
            && ends_a_sentence(before.trim_end_matches('('))
            && is_mark(inner.trim_end_matches('('), mapping)
        {
            found.push(one_line(inner));
        }
        part.clone_into(&mut before);
    }
    found
}

fn ends_a_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', ';', '"', '\u{201D}']) || text.ends_with('\n')
}

/// Whether the text in parentheses is a portion mark.
pub(crate) fn is_mark(inner: &str, mapping: &Mapping) -> bool {
    let inner = one_line(inner);
    if inner.is_empty() || inner.chars().count() > MARK_CHARS_MAX {
        return false;
    }
    if mapping.meaning(&inner).is_some() || Tlp::parse(&inner).is_ok() || is_tlp(&inner) {
        return true;
    }
    let first = inner.split('/').next().unwrap_or_default().trim();
    let is_form = inner.chars().all(|letter| {
        letter.is_ascii_uppercase() || letter.is_ascii_digit() || " /,-&{}.".contains(letter)
    });
    if is_form && MARKS.contains(&first) && (first == inner || inner.contains('/')) {
        return true;
    }
    is_form && inner.starts_with("//") && Marking::parse(&inner).is_ok()
}

/// Whether a line begins with a number, a letter or a bullet.
pub(crate) fn is_numbered(line: &str) -> bool {
    !numbered(line.trim_start()).0.is_empty()
}

/// A number, a letter or a bullet at the beginning, and the rest.
fn numbered(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (first, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let is_bullet = ["-", "*", "\u{2022}", "\u{2013}", "\u{b7}", "#", "##", "###"].contains(&first);
    let core = first.trim_end_matches(['.', ')', ':']);
    let is_number = core.len() < first.len()
        && core.len() <= 8
        && !core.is_empty()
        && core.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.')
        && (core.chars().any(|letter| letter.is_ascii_digit()) || core.len() <= 4);
    // `1.(U) Text`, without a blank.
    if let Some((number, _)) = first.split_once('(')
        && !number.is_empty()
        && number.ends_with('.')
        && number.len() <= 8
    {
        return text.split_at_checked(number.len()).unwrap_or((text, ""));
    }
    if is_bullet || is_number { (first, rest.trim_start()) } else { ("", text) }
}

/// Letters written apart are one word: `S E C R E T` (ACP 127); other blanks are single.
fn together(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_letter =
        |word: &&&str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let apart = words.iter().take_while(is_letter).count();
    if apart < 3 {
        return line.to_owned();
    }
    let (letters, rest) = words.split_at_checked(apart).unwrap_or_default();
    let word = letters.concat();
    let word = if word == "TOPSECRET" { "TOP SECRET".to_owned() } else { word };
    std::iter::once(word.as_str()).chain(rest.iter().copied()).collect::<Vec<_>>().join(" ")
}

fn after_word<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim();
    (name.eq_ignore_ascii_case(word) || name.eq_ignore_ascii_case("OVERALL CLASSIFICATION"))
        .then(|| rest.trim())
}

/// A label of TLP that is misspelt is one too, and refused as such.
fn is_tlp(text: &str) -> bool {
    text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("TLP:"))
        && text.split_whitespace().count() <= 4
}

const BANNER_CHARS_MAX: usize = 400;
const MARK_CHARS_MAX: usize = 200;

/// Words with which a banner line begins (register, title forms; NATO; CUI).
const LEVELS: &[&str] = &[
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "RESTRICTED",
    "UNCLASSIFIED",
    "UNCLAS",
    "CUI",
    "CONTROLLED",
    "COSMIC TOP SECRET",
    "NATO SECRET",
    "NATO CONFIDENTIAL",
    "NATO RESTRICTED",
    "NATO UNCLASSIFIED",
    "FOR OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
];

/// First elements of portion marks (register, portion forms; NATO; CUI; the older FOUO and SBU).
const MARKS: &[&str] = &[
    "U", "R", "C", "S", "TS", "CUI", "CTS", "CTSA", "NS", "NSAT", "NC", "NCA", "NR", "NU", "FOUO",
    "SBU", "LOU",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banner_lines_are_told_from_text() {
        let none = Mapping::default();
        for (line, read) in [
            ("SECRET//NOFORN", Some("SECRET//NOFORN")),
            ("  Classification:  SECRET ", Some("SECRET")),
            ("*** UNCLASSIFIED//FOUO ***", Some("UNCLASSIFIED//FOUO")),
            ("S E C R E T GUATEMALA 001234", Some("SECRET GUATEMALA 001234")),
            ("T O P S E C R E T", Some("TOP SECRET")),
            ("//GBR SECRET", Some("//GBR SECRET")),
            ("Secret", Some("Secret")),
            ("TLP:AMBER+STRICT", Some("TLP:AMBER+STRICT")),
            ("TLP:PURPLE", Some("TLP:PURPLE")),
            ("SECRET//NOFRON", Some("SECRET//NOFRON")),
            ("Secret service agents met", None),
            ("Secretariat", None),
            ("Confidential sources say so.", None),
            ("The paper is SECRET", None),
        ] {
            assert_eq!(banner(line, &none).as_deref(), read, "{line}");
        }
    }

    #[test]
    fn portion_marks_stand_first_or_after_a_number() {
        let none = Mapping::default();
        for (text, read) in [
            ("(S//NF) A.", Some(("S//NF", "A."))),
            ("1. (U) A.", Some(("U", "1. A."))),
            ("1.(U) A.", Some(("U", "1. A."))),
            ("a) (TS//SI//NF) A.", Some(("TS//SI//NF", "a) A."))),
            ("\u{2022} (C//REL TO USA, GBR) A.", Some(("C//REL TO USA, GBR", "\u{2022} A."))),
            ("(//GBR S) A.", Some(("//GBR S", "A."))),
            ("(U//FOUO) A.", Some(("U//FOUO", "A."))),
            ("(a) Whoever", None),
            ("(USA) A.", None),
            ("(SECRETARY) A.", None),
            ("Said (S) A.", None),
            ("(TLP:GREEN) A.", Some(("TLP:GREEN", "A."))),
        ] {
            let read = read.map(|(mark, rest)| (mark.to_owned(), rest.to_owned()));
            assert_eq!(portion(text, &none), read, "{text}");
        }
    }

    #[test]
    fn a_title_may_have_its_mark_behind() {
        let none = Mapping::default();
        let read = |text| trailing(text, &none);
        assert_eq!(read("A title (U)"), Some(("U".to_owned(), "A title".to_owned())));
        assert_eq!(read("A title (draft)"), None);
        assert_eq!(read("(U)"), None);
    }

    #[test]
    fn marks_inside_stand_behind_the_end_of_a_sentence() {
        let none = Mapping::default();
        assert_eq!(inside("A. (S//NF) B. (U) C", &none), ["S//NF", "U"]);
        assert_eq!(inside("The form (S) is filled in; (U) no.", &none), ["U"]);
        assert!(inside("Boats (3), men (S) and (C).", &none).is_empty());
    }
}
