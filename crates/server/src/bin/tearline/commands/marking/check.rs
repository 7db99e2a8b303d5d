//! `tearline marking check`: what a marking is, and every rule that it breaks.

use std::ops::Range;

use marking::{Attributes, Finding, Marking, ParseError, Problem, Severity, TlpVersion};
use serde_json::{Value, json};

use super::line::{self, Kind};
use super::{Answered, Asked};

/// Everything that is said of one marking.
pub(super) struct Checked {
    pub(super) banner: Option<String>,
    pub(super) portion: Option<String>,
    pub(super) problems: Vec<Said>,
}

/// One thing wrong with it.
pub(super) struct Said {
    rule: String,
    message: String,
    at: Range<usize>,
    is_error: bool,
    /// Whether nothing could be read because of it.
    stops: bool,
}

impl Checked {
    pub(super) fn is_valid(&self) -> bool {
        self.banner.is_some() && !self.problems.iter().any(|said| said.is_error)
    }

    /// As the design's members `banner`, `portion` and `problems`.
    pub(super) fn json(&self, input: &str) -> Value {
        let problems: Vec<_> = self.problems.iter().map(Said::json).collect();
        json!({
            "input": input, "valid": self.is_valid(), "banner": self.banner,
            "portion": self.portion, "problems": problems,
        })
    }

    /// For people.
    pub(super) fn text(&self, input: &str) -> String {
        let first = match (&self.banner, &self.portion) {
            (Some(banner), Some(portion)) => format!("{banner}  {portion}"),
            (None, _) | (_, None) => input.to_owned(),
        };
        let said = self.problems.iter().map(|said| {
            if said.stops {
                format!("{}^ {}", " ".repeat(chars_before(input, said.at.start)), said.message)
            } else {
                let kind = if said.is_error { "error" } else { "note" };
                format!("  {kind} {}: {}", said.rule, said.message)
            }
        });
        std::iter::once(first).chain(said).collect::<Vec<_>>().join("\n")
    }
}

impl Said {
    /// An error of the whole line.
    pub(super) fn of_line(rule: &str, message: String, line: &str) -> Self {
        Self { rule: rule.to_owned(), message, at: 0..line.len(), is_error: true, stops: false }
    }

    fn json(&self) -> Value {
        let severity = if self.is_error { "error" } else { "warning" };
        json!({
            "rule": self.rule, "message": self.message, "at": [self.at.start, self.at.end],
            "severity": severity,
        })
    }
}

pub(super) fn answer(asked: &Asked<'_>, line: &str) -> Answered {
    let checked = check(asked, line);
    let text = if asked.json { checked.json(line).to_string() } else { checked.text(line) };
    Answered { text, valid: checked.is_valid() }
}

/// Checks a line of any kind.
pub(super) fn check(asked: &Asked<'_>, line: &str) -> Checked {
    match line::kind_of(line) {
        Kind::Mark => match Marking::parse_by(line, &asked.register) {
            Ok(parsed) => Checked {
                problems: parsed.problems.iter().map(of_problem).collect(),
                ..printed(&parsed.marking)
            },
            Err(error) => refused("register", of_error(&error), error.at),
        },
        Kind::Tlp(Ok(read)) => {
            let label = read.tlp.label();
            let mut problems = Vec::new();
            let mut note = |message: String| {
                problems.push(Said {
                    rule: "TLP 2.0".to_owned(),
                    message,
                    at: 0..line.len(),
                    is_error: false,
                    stops: false,
                });
            };
            if read.version == TlpVersion::One {
                note(format!("version 2 of the protocol writes {label}"));
            } else if !read.canonical {
                note(format!("it is written {label}"));
            }
            let (banner, portion) = (Some(label.to_owned()), Some(format!("({label})")));
            Checked { banner, portion, problems }
        }
        Kind::Tlp(Err(error)) => refused("TLP 2.0", error.to_string(), 0..line.len()),
        Kind::Json(Ok(json)) => match line::attributes(&json) {
            Ok(element) => of_element(asked, line, &element),
            Err(error) => refused("ISM.XML", error.to_string(), 0..line.len()),
        },
        Kind::Json(Err(why)) => refused("JSON", why, 0..line.len()),
    }
}

/// The printed forms; a portion in its parentheses.
fn printed(marking: &Marking) -> Checked {
    let portion = format!("({})", marking.portion());
    Checked { banner: Some(marking.banner()), portion: Some(portion), problems: Vec::new() }
}

pub(super) fn refused(rule: &str, message: String, at: Range<usize>) -> Checked {
    let said = Said { rule: rule.to_owned(), message, at, is_error: true, stops: true };
    Checked { banner: None, portion: None, problems: vec![said] }
}

fn of_element(asked: &Asked<'_>, line: &str, element: &Attributes) -> Checked {
    let findings = marking::check_element(element, asked.register.rules());
    let mut problems: Vec<_> = findings.iter().map(|finding| of_finding(line, finding)).collect();
    match Marking::from_ism(element) {
        Ok(marking) => Checked { problems, ..printed(&marking) },
        Err(error) => {
            if !problems.iter().any(|said| said.is_error) {
                problems.extend(refused("ISM.XML", error.to_string(), 0..line.len()).problems);
            }
            Checked { banner: None, portion: None, problems }
        }
    }
}

pub(super) fn of_problem(problem: &Problem) -> Said {
    Said {
        rule: problem.rule.to_owned(),
        message: problem.message.clone(),
        at: problem.at.clone(),
        is_error: problem.is_error(),
        stops: false,
    }
}

fn of_finding(line: &str, finding: &Finding) -> Said {
    Said {
        rule: finding.rule.to_owned(),
        message: finding.message.clone(),
        at: place(line, finding).unwrap_or(0..line.len()),
        is_error: finding.severity == Severity::Error,
        stops: false,
    }
}

/// Where the attribute's token stands in the line, or the attribute's name.
fn place(line: &str, finding: &Finding) -> Option<Range<usize>> {
    let name = finding.attribute.name();
    let from = line.find(&format!("\"{name}\"")).or_else(|| line.find(name))?;
    let (from, until) = (from, from + name.len() + 2);
    let value = line.get(until..)?;
    let within = finding.token.as_deref().and_then(|token| {
        let end = value.find([',', '}']).map_or(value.len(), |end| end.max(token.len()));
        value.get(..end)?.find(token).map(|at| until + at..until + at + token.len())
    });
    Some(within.unwrap_or(from..until.min(line.len())))
}

pub(super) fn of_error(error: &ParseError) -> String {
    error.to_string()
}

fn chars_before(line: &str, byte: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < byte).count()
}
