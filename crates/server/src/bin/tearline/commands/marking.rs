//! `tearline marking`: one marking a line on standard input.

use std::io::BufRead as _;

use marking::{Marking, ParseError, Problem};
use serde_json::json;

use super::{Answer, Context};
use crate::args::MarkingCommand;
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: MarkingCommand) -> anyhow::Result<Answer> {
    let mut sound = true;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        sound &= match what {
            MarkingCommand::Check => check(context.json, &line),
            MarkingCommand::Rollup => rollup(context.json, &line),
        };
    }
    Ok(Answer::positive(sound))
}

fn check(as_json: bool, line: &str) -> bool {
    let parsed = Marking::parse(line);
    let valid = parsed.as_ref().is_ok_and(|parsed| parsed.errors().next().is_none());
    if as_json {
        let (banner, portion, problems) = match &parsed {
            Ok(parsed) => (
                Some(parsed.marking.banner()),
                Some(format!("({})", parsed.marking.portion())),
                parsed.problems.iter().map(problem_json).collect(),
            ),
            Err(error) => (None, None, vec![error_json(error)]),
        };
        say_json(&json!({
            "input": line, "valid": valid, "banner": banner, "portion": portion,
            "problems": problems,
        }));
        return valid;
    }
    match &parsed {
        Ok(parsed) => {
            say(&format!("{}  ({})", parsed.marking.banner(), parsed.marking.portion()));
            for problem in &parsed.problems {
                say(&format!("  {}: {}", problem.rule, problem.message));
            }
        }
        Err(error) => {
            say(line);
            say(&format!("{}^ {error}", " ".repeat(chars_before(line, error.at.start))));
        }
    }
    valid
}

fn rollup(as_json: bool, line: &str) -> bool {
    let parsed: Result<Vec<Marking>, (String, ParseError)> = line
        .split('\t')
        .map(|mark| match Marking::parse(mark) {
            Ok(parsed) => Ok(parsed.marking),
            Err(error) => Err((mark.to_owned(), error)),
        })
        .collect();
    let (banner, notes, valid) = match parsed {
        Ok(portions) => {
            let rolled = marking::rollup(portions.iter());
            (Some(rolled.banner.banner()), rolled.notes, true)
        }
        Err((mark, error)) => (None, vec![format!("`{mark}`: {error}")], false),
    };
    if as_json {
        say_json(&json!({ "input": line, "banner": banner, "notes": notes }));
    } else {
        say(banner.as_deref().unwrap_or("no banner"));
        notes.iter().for_each(|note| say(&format!("  {note}")));
    }
    valid
}

fn problem_json(problem: &Problem) -> serde_json::Value {
    let at = [problem.at.start, problem.at.end];
    json!({ "rule": problem.rule, "message": problem.message, "at": at })
}

fn error_json(error: &ParseError) -> serde_json::Value {
    json!({ "rule": "register", "message": error.to_string(), "at": [error.at.start, error.at.end] })
}

fn chars_before(line: &str, byte: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < byte).count()
}
