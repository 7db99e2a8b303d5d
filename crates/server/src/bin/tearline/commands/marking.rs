//! `tearline marking`: one marking a line on standard input.

mod local;
mod register;

use std::io::BufRead as _;

use anyhow::Context as _;
use marking::Problem;
use serde_json::json;

use super::{Answer, Context};
use crate::args::{MarkingCommand, MarkingOptions};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &MarkingCommand) -> anyhow::Result<Answer> {
    let (MarkingCommand::Check(options) | MarkingCommand::Rollup(options)) = what;
    let MarkingOptions { community, scheme } = options;
    let community = community.as_deref().map(server::load_community).transpose()?;
    let community = community.unwrap_or_default();
    let scheme = scheme.as_ref().map(|name| {
        let known = community.schemes.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let found = community.schemes.get(name);
        found.with_context(|| format!("`{name}` is not a scheme of the community; it has: {known}"))
    });
    let (register, scheme) = (&community.register, scheme.transpose()?);
    let mut sound = true;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (answer, is_check) = match (what, scheme) {
            (MarkingCommand::Check(_), None) => (register::check(register, &line), true),
            (MarkingCommand::Check(_), Some(of)) => (local::check(of, register, &line), true),
            (MarkingCommand::Rollup(_), None) => (register::rollup(register, &line), false),
            (MarkingCommand::Rollup(_), Some(of)) => (local::rollup(of, register, &line), false),
        };
        sound &= answer.valid;
        tell(&answer, is_check, context.json, &line);
    }
    Ok(Answer::positive(sound))
}

/// What there is to say of a line.
struct Line {
    valid: bool,
    banner: Option<String>,
    portion: Option<String>,
    /// What a scheme's marking is in the register.
    equals: Option<String>,
    /// Problems of a check: rule, message, place.
    problems: Vec<(String, String, [usize; 2])>,
    /// Why the roll-up is as it is.
    notes: Vec<String>,
}

impl Line {
    /// A line that is no marking, with the place of what is wrong.
    fn refused(rule: &str, message: String, at: &std::ops::Range<usize>) -> Self {
        let problems = vec![(rule.to_owned(), message, [at.start, at.end])];
        Self { problems, ..Self::noted(None, Vec::new()) }
    }

    /// A roll-up; without a banner it is none.
    fn noted(banner: Option<String>, notes: Vec<String>) -> Self {
        let valid = banner.is_some();
        Self { valid, banner, portion: None, equals: None, problems: Vec::new(), notes }
    }
}

fn problem((rule, message, at): &(String, String, [usize; 2])) -> serde_json::Value {
    json!({ "rule": rule, "message": message, "at": at })
}

fn listed(problems: &[Problem]) -> Vec<(String, String, [usize; 2])> {
    let listed = |p: &Problem| (p.rule.to_owned(), p.message.clone(), [p.at.start, p.at.end]);
    problems.iter().map(listed).collect()
}

fn tell(line: &Line, is_check: bool, as_json: bool, input: &str) {
    let Line { valid, banner, portion, equals, problems, notes } = line;
    if as_json {
        let problems: Vec<_> = problems.iter().map(problem).collect();
        let mut said = if is_check {
            let portion = portion.as_ref().map(|portion| format!("({portion})"));
            json!({
                "input": input, "valid": valid, "banner": banner, "portion": portion,
                "problems": problems,
            })
        } else {
            json!({ "input": input, "banner": banner, "notes": notes })
        };
        if let (Some(equals), Some(members)) = (equals, said.as_object_mut()) {
            members.insert("equals".to_owned(), json!(equals));
        }
        return say_json(&said);
    }
    match (banner, portion, is_check) {
        (Some(banner), Some(portion), true) => {
            say(&format!("{banner}  ({portion})"));
            problems.iter().for_each(|(rule, message, _)| say(&format!("  {rule}: {message}")));
        }
        (_, _, true) => {
            say(input);
            for (_, message, [start, _]) in problems {
                say(&format!("{}^ {message}", " ".repeat(chars_before(input, *start))));
            }
        }
        (banner, _, false) => say(banner.as_deref().unwrap_or("no banner")),
    }
    equals.iter().for_each(|equals| say(&format!("  equals {equals}")));
    notes.iter().for_each(|note| say(&format!("  {note}")));
}

fn chars_before(line: &str, byte: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < byte).count()
}
