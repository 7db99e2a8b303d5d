//! Reads banner lines and portion marks in their printed forms.
//!
//! Blocks are separated by `//`, entries of a block by `/`. Each entry is recognised by itself, so
//! that a marking with blocks in the wrong order is read, reported and put right.

mod entry;
mod first;
mod lists;
mod suggest;

use std::ops::Range;

use crate::problem::MARKING_CHARS_MAX;
use crate::{Marking, ParseError, ParseErrorKind, Parsed, Problem, Register, Severity};

/// Reads one marking.
pub(crate) fn parse(text: &str, register: &Register) -> Result<Parsed, ParseError> {
    let chars = text.chars().count();
    if chars > MARKING_CHARS_MAX {
        return Err(error(0..text.len(), ParseErrorKind::TooLong { chars }));
    }
    let upper = text.to_ascii_uppercase();
    let mut problems = Vec::new();
    if upper != text {
        problems.push(form(0..text.len(), "markings are written in capitals".to_owned()));
    }
    let body = strip(&upper);
    if body.is_empty() {
        return Err(error(0..text.len(), ParseErrorKind::Empty));
    }
    let mut reader = Reader {
        text: &upper,
        register,
        marking: Marking::default(),
        last: Category::Nato,
        problems,
    };
    reader.read(body)?;
    let Reader { marking, mut problems, .. } = reader;
    problems.extend(crate::rules::check(&marking, 0..text.len()));
    problems.extend(register.check(&marking, 0..text.len()));
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Ok(Parsed { marking, problems })
}

/// Without surrounding blanks and the parentheses of a portion mark.
fn strip(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.map_or(text, str::trim)
}

struct Reader<'t> {
    text: &'t str,
    register: &'t Register,
    marking: Marking,
    last: Category,
    problems: Vec<Problem>,
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
    fn read(&mut self, body: &'t str) -> Result<(), ParseError> {
        let rest = match body.strip_prefix("//") {
            Some(foreign) => {
                let (first, rest) = split_block(foreign);
                self.read_owned(first)?;
                rest
            }
            None => {
                let (first, rest) = split_block(body);
                self.read_level(first)?;
                rest
            }
        };
        for block in rest.into_iter().flat_map(|rest| rest.split("//")) {
            self.read_block(block)?;
        }
        Ok(())
    }

    fn read_block(&mut self, block: &'t str) -> Result<(), ParseError> {
        let entries = lists::entries(block, self.register);
        let mut inherited = None;
        for entry in entries {
            let category = self.read_entry(entry, inherited)?;
            inherited = lists::continues(category, entry, inherited);
            self.note_order(entry, category);
        }
        Ok(())
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
    fn tidy(&mut self, token: &'t str) -> String {
        let clean = token.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
        if clean != token {
            self.problems.push(form(self.at(token), "superfluous blanks".to_owned()));
        }
        clean
    }

    /// Where a part of the text stands in it.
    fn at(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

fn split_block(text: &str) -> (&str, Option<&str>) {
    text.split_once("//").map_or((text, None), |(first, rest)| (first, Some(rest)))
}

fn form(at: Range<usize>, message: String) -> Problem {
    Problem { rule: "register A.6", severity: Severity::Warning, message, at }
}

fn error(at: Range<usize>, kind: ParseErrorKind) -> ParseError {
    ParseError { at, kind }
}
