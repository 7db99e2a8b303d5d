//! Reads banner lines and portion marks in their printed forms.
//!
//! Blocks are separated by `//`, entries of a block by `/`. Each entry is recognised by itself, so
//! that a marking with blocks in the wrong order is read, reported and put right.

use std::ops::Range;

use crate::nearest::nearest;
use crate::problem::MARKING_CHARS_MAX;
use crate::{
    Code, Dissem, Level, Marking, NonIc, ParseError, ParseErrorKind, Parsed, Problem, Severity,
};

/// Reads one marking.
pub(crate) fn parse(text: &str) -> Result<Parsed, ParseError> {
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
    let mut reader = Reader { text: &upper, marking: Marking::default(), last: 0, problems };
    reader.read(body)?;
    let Reader { marking, mut problems, .. } = reader;
    problems.extend(crate::rules::check(&marking, 0..text.len()));
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
    marking: Marking,
    last: u8,
    problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    fn read(&mut self, body: &'t str) -> Result<(), ParseError> {
        let mut blocks = body.split("//");
        let level = blocks.next().unwrap_or_default();
        self.read_level(level)?;
        for block in blocks {
            for entry in block.split('/') {
                self.read_entry(entry)?;
            }
        }
        Ok(())
    }

    fn read_level(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        self.marking.level = Level::find(&clean).ok_or_else(|| {
            let levels = Level::ALL.into_iter().map(Level::banner);
            let nearest = nearest(&clean, levels);
            error(self.at(token), ParseErrorKind::Level { token: clean.clone(), nearest })
        })?;
        Ok(())
    }

    fn read_entry(&mut self, token: &'t str) -> Result<(), ParseError> {
        let clean = self.tidy(token);
        if clean.is_empty() {
            return Err(error(self.at(token), ParseErrorKind::EmptyEntry));
        }
        let category = if let Some(list) = rel_list(&clean) {
            self.read_rel(token, list)?;
            Category::Dissem
        } else if let Some(control) = find(Dissem::ALL, Dissem::forms, &clean) {
            self.marking.dissem.insert(control);
            Category::Dissem
        } else if let Some(control) = find(NonIc::ALL, NonIc::forms, &clean) {
            self.marking.non_ic.insert(control);
            Category::NonIc
        } else if self.marking.aea.read(&clean).is_some() {
            Category::Aea
        } else if self.marking.sci.read_system(&clean).is_some() {
            Category::Sci
        } else {
            return Err(self.unknown(token, clean));
        };
        self.note_order(token, category);
        Ok(())
    }

    fn read_rel(&mut self, token: &'t str, list: &str) -> Result<(), ParseError> {
        let mut codes = Vec::new();
        for word in list.split([',', ' ']).filter(|word| !word.is_empty()) {
            codes.push(Code::find(word).ok_or_else(|| {
                let nearest = nearest(word, Code::all());
                error(self.at(token), ParseErrorKind::Code { token: word.to_owned(), nearest })
            })?);
        }
        if codes.is_empty() {
            return Err(error(self.at(token), ParseErrorKind::NoList));
        }
        if codes.first() != Some(&Code::USA) {
            let problem = Problem {
                rule: "ISM-ID-00214",
                severity: if codes.contains(&Code::USA) {
                    Severity::Warning
                } else {
                    Severity::Error
                },
                message: "REL TO begins with USA".to_owned(),
                at: self.at(token),
            };
            self.problems.push(problem);
        }
        if !codes.is_sorted() && codes.first() == Some(&Code::USA) {
            let message = "REL TO lists USA, then countries, then organisations, in alphabetical \
                           order"
                .to_owned();
            self.problems.push(form(self.at(token), message));
        }
        let all = self.marking.rel_to.iter().chain(codes).collect();
        self.marking.rel_to = all;
        Ok(())
    }

    /// Categories stand in the register's order (A.6): SCI, AEA, dissemination, non-IC.
    fn note_order(&mut self, token: &'t str, category: Category) {
        let rank = category as u8;
        if rank < self.last {
            let message = format!("`{}` stands after markings that it goes before", token.trim());
            self.problems.push(form(self.at(token), message));
        }
        self.last = self.last.max(rank);
    }

    /// The token with single blanks; anything else is reported.
    fn tidy(&mut self, token: &'t str) -> String {
        let clean = token.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
        if clean != token {
            self.problems.push(form(self.at(token), "superfluous blanks".to_owned()));
        }
        clean
    }

    fn unknown(&self, token: &'t str, clean: String) -> ParseError {
        if NOT_READ.iter().any(|known| clean == *known || starts_as_list(&clean, known)) {
            return error(self.at(token), ParseErrorKind::NotRead { token: clean });
        }
        let forms = Dissem::ALL.into_iter().flat_map(|control| control.forms().all());
        let more = NonIc::ALL.into_iter().flat_map(|control| control.forms().all());
        let known = forms.chain(more).chain(crate::sci::system_names()).chain(["RD", "FRD"]);
        let nearest = nearest(&clean, known);
        error(self.at(token), ParseErrorKind::Unknown { token: clean, nearest })
    }

    /// Where a part of the text stands in it.
    fn at(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

/// The categories that are read, in print order.
#[derive(Clone, Copy)]
enum Category {
    Sci = 1,
    Aea,
    Dissem,
    NonIc,
}

fn find<C: Copy, const N: usize>(
    all: [C; N],
    forms: fn(C) -> crate::Forms,
    text: &str,
) -> Option<C> {
    all.into_iter().find(|control| forms(*control).include(text))
}

fn rel_list(clean: &str) -> Option<&str> {
    let rest = ["REL TO", "AUTHORIZED FOR RELEASE TO"]
        .iter()
        .find_map(|prefix| clean.strip_prefix(prefix))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

fn starts_as_list(clean: &str, known: &str) -> bool {
    clean.strip_prefix(known).is_some_and(|rest| rest.starts_with([' ', '-']))
        || (known == "EYES ONLY" && clean.ends_with("EYES ONLY"))
}

fn form(at: Range<usize>, message: String) -> Problem {
    Problem { rule: "register A.6", severity: Severity::Warning, message, at }
}

fn error(at: Range<usize>, kind: ParseErrorKind) -> ParseError {
    ParseError { at, kind }
}

/// Controls of the register whose access rules are not decided here.
const NOT_READ: &[&str] = &[
    "ACCM",
    "ATOMAL",
    "BALK",
    "BOHEMIA",
    "DCNI",
    "DISPLAY ONLY",
    "DOD UCNI",
    "DOE UCNI",
    "EXEMPT_FROM_ICD501_DISCOVERY",
    "EYES",
    "EYES ONLY",
    "FGI",
    "HVSACO",
    "NNPI",
    "RAWFISA",
    "REL",
    "SAR",
    "SPECIAL ACCESS REQUIRED",
    "UCNI",
    "WAIVED",
];
