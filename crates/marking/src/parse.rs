//! Reads banner lines and portion marks in their printed forms.
//!
//! Blocks are separated by `//`, entries of a block by `/`. Each entry is recognised by itself, so
//! that a marking with blocks in the wrong order is read, reported and put right.

mod entry;
mod first;
mod keyword;
mod lists;
mod shape;
mod suggest;

use std::borrow::Cow;
use std::ops::Range;

use shape::Shape;

use crate::problem::MARKING_CHARS_MAX;
use crate::split::split;
use crate::{Marking, ParseError, ParseErrorKind, Parsed, Problem, Register, Severity};

/// Reads one marking.
pub(crate) fn parse(text: &str, register: &Register) -> Result<Parsed, ParseError> {
    if text.len() > MARKING_CHARS_MAX && text.chars().count() > MARKING_CHARS_MAX {
        let chars = text.chars().count();
        return Err(error(0..text.len(), ParseErrorKind::TooLong { chars }));
    }
    let shape = Shape::of(text);
    let mut problems = Vec::new();
    let upper = if shape.has_small_letters() {
        problems.push(form(0..text.len(), "markings are written in capitals".to_owned()));
        Cow::Owned(text.to_ascii_uppercase())
    } else {
        Cow::Borrowed(text)
    };
    let body = strip(&upper, shape);
    if body.is_empty() {
        return Err(error(0..text.len(), ParseErrorKind::Empty));
    }
    // A marking is large: it is filled where it is, and moved once.
    let mut reader = Reader { shape, problems, ..Reader::new(&upper, register) };
    reader.read(body)?;
    let (marking, problems) = (&mut reader.marking, &mut reader.problems);
    if marking.keep_lists() {
        let message = "a list stands beside `REL` or `EYES` alone: keep the list".to_owned();
        problems.push(form(0..text.len(), message));
    }
    let whole = 0..text.len();
    problems.extend(banner_without_list(marking, body, whole.clone()));
    let entries = || entries(&upper, body, register);
    problems.append(&mut crate::rules::check(marking, register, whole.clone(), entries));
    problems.append(&mut register.check(marking, whole));
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Ok(Parsed { marking: reader.marking, problems: reader.problems })
}

/// Without surrounding blanks and the parentheses of a portion mark.
fn strip(text: &str, shape: Shape) -> &str {
    let text = if shape.is_tidy() { text } else { text.trim() };
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.map_or(text, str::trim)
}

/// `REL`, `EYES` and JOINT without a list mean the banner's list, so that a banner cannot have them.
fn banner_without_list(marking: &Marking, body: &str, at: Range<usize>) -> Option<Problem> {
    if !marking.needs_banner() {
        return None;
    }
    let first = body.split("//").find(|block| !block.is_empty())?;
    let spelled = first.contains(marking.level.banner());
    spelled.then(|| Problem {
        rule: "register D.1",
        severity: Severity::Error,
        message: "a banner writes its list out: REL and JOINT alone are for portions".to_owned(),
        at,
        fix: None,
    })
}

/// One entry with what it says by itself.
pub(crate) struct Entry {
    pub(crate) at: Range<usize>,
    pub(crate) marking: Marking,
}

/// Each entry of a marking that can be read.
fn entries(text: &str, body: &str, register: &Register) -> Vec<Entry> {
    let mut reader = Reader { entries: Some(Vec::new()), ..Reader::new(text, register) };
    // It was read before, so that it can be read again.
    let _ = reader.read(body);
    reader.entries.unwrap_or_default()
}

struct Reader<'t> {
    text: &'t str,
    register: &'t Register,
    shape: Shape,
    marking: Marking,
    last: Category,
    problems: Vec<Problem>,
    /// What each entry says by itself, when that is asked for.
    entries: Option<Vec<Entry>>,
}

/// What an entry may be, in print order (register A.6).
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Category {
    Nato,
    Sci,
    Sap,
    Aea,
    Fgi,
    Cui,
    Dissem,
    NonIc,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, register: &'t Register) -> Self {
        let (marking, problems, shape) = (Marking::default(), Vec::new(), Shape::UNKNOWN);
        Self { text, register, shape, marking, last: Category::Nato, problems, entries: None }
    }

    fn read(&mut self, body: &'t str) -> Result<(), ParseError> {
        let rest = match body.strip_prefix("//") {
            Some(foreign) => {
                let (first, rest) = split_block(foreign);
                self.read_owned(first)?;
                self.note_first(first);
                rest
            }
            None => {
                let (first, rest) = split_block(body);
                self.read_level(first)?;
                self.note_first(first);
                rest
            }
        };
        let mut rest = rest;
        while let Some(blocks) = rest {
            let (block, more) = split_block(blocks);
            self.read_block(block)?;
            rest = more;
        }
        Ok(())
    }

    fn read_block(&mut self, block: &'t str) -> Result<(), ParseError> {
        if self.shape.has_y() && has(block, b"EYES") {
            return self.read_entries(lists::entries(block, self.register).into_iter());
        }
        self.read_entries(split(block, b'/'))
    }

    fn read_entries(&mut self, entries: impl Iterator<Item = &'t str>) -> Result<(), ParseError> {
        let mut inherited = None;
        for entry in entries {
            let category = self.read_entry(entry, inherited)?;
            if self.entries.is_some() {
                self.note_entry(entry, inherited);
            }
            inherited = lists::continues(category, entry, inherited);
            self.note_order(entry, category);
        }
        Ok(())
    }

    fn note_first(&mut self, token: &'t str) {
        let at = self.at(token);
        if let Some(entries) = &mut self.entries {
            entries.push(Entry { at, marking: self.marking.clone() });
        }
    }

    /// Reads the entry once more by itself.
    #[cold]
    fn note_entry(&mut self, token: &'t str, inherited: Option<Category>) {
        let mut alone = Self::new(self.text, self.register);
        if self.marking.seldom.cui.is_some() {
            alone.marking.seldom.write().cui = Some(crate::Cui::default());
        }
        let read = alone.read_entry(token, inherited).is_ok();
        let at = self.at(token);
        if let Some(entries) = self.entries.as_mut().filter(|_| read) {
            entries.push(Entry { at, marking: alone.marking });
        }
    }

    /// Categories stand in the register's order.
    fn note_order(&mut self, token: &'t str, category: Category) {
        if category < self.last {
            let message = format!("`{}` stands after markings that it goes before", token.trim());
            self.problems.push(form(self.at(token), message));
        }
        self.last = self.last.max(category);
    }

    /// The token with single blanks; anything else is reported.
    fn tidy(&mut self, token: &'t str) -> Cow<'t, str> {
        if self.shape.is_tidy() || is_tidy(token) {
            return Cow::Borrowed(token);
        }
        let clean = token.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
        self.problems.push(form(self.at(token), "superfluous blanks".to_owned()));
        Cow::Owned(clean)
    }

    /// Where a part of the text stands in it.
    fn at(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

/// Whether blanks stand only between words, one at a time, and none before a comma.
fn is_tidy(token: &str) -> bool {
    let mut after_blank = true;
    for byte in token.bytes() {
        let apart = matches!(byte, b' ' | b',');
        if after_blank && apart || !(b' '..=b'~').contains(&byte) {
            return false;
        }
        after_blank = byte == b' ';
    }
    !after_blank || token.is_empty()
}

fn split_block(text: &str) -> (&str, Option<&str>) {
    let at = text.as_bytes().windows(2).position(|two| two == b"//");
    let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 2..)?)));
    parts.map_or((text, None), |(first, rest)| (first, Some(rest)))
}

/// Whether a short text has some letters; quicker for it than a general search.
fn has(text: &str, letters: &[u8]) -> bool {
    text.as_bytes().windows(letters.len()).any(|some| some == letters)
}

fn form(at: Range<usize>, message: String) -> Problem {
    Problem { rule: "register A.6", severity: Severity::Warning, message, at, fix: None }
}

fn error(at: Range<usize>, kind: ParseErrorKind) -> ParseError {
    ParseError { at, kind }
}
