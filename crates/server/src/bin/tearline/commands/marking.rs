//! `tearline marking`: one marking a line on standard input, one answer a line.

mod check;
mod explain;
mod line;
mod local;
mod rollup;

use std::io::{BufWriter, Write as _};

use anyhow::Context as _;
use marking::{Register, Scheme};

use super::{Answer, Context};
use crate::args::{MarkingCommand, MarkingOptions};
use line::{Lines, Reading};

/// What a line came to.
struct Answered {
    /// What is printed, without the last line break.
    text: String,
    /// Whether it is valid.
    valid: bool,
}

/// How lines are answered.
struct Asked<'c> {
    json: bool,
    register: Register,
    /// A local scheme, instead of the register.
    scheme: Option<&'c Scheme>,
}

/// Answers line by line, in the memory of one line. What is answered is written out before more
/// input is waited for, so that a program can ask and read in turns.
pub(super) fn run(context: &Context, what: &MarkingCommand) -> anyhow::Result<Answer> {
    let (MarkingCommand::Check(options)
    | MarkingCommand::Rollup(options)
    | MarkingCommand::Explain(options)) = what;
    let MarkingOptions { community, scheme, rules } = options;
    let community = community.as_deref().map(server::load_community).transpose()?;
    let community = community.unwrap_or_default();
    let scheme = scheme.as_ref().map(|name| {
        let known = community.schemes.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let found = community.schemes.get(name);
        found.with_context(|| format!("`{name}` is not a scheme of the community; it has: {known}"))
    });
    let register = community.register.clone().with_rules((*rules).into());
    answer_lines(&Asked { json: context.json, register, scheme: scheme.transpose()? }, what)
}

fn answer_lines(asked: &Asked<'_>, what: &MarkingCommand) -> anyhow::Result<Answer> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut sound = true;
    let mut lines = Lines::new(std::io::stdin().lock());
    while let Some(reading) = lines.next_line()? {
        let answered = match reading {
            Reading::Blank => continue,
            Reading::Unreadable { shown, why } => asked.unreadable(&shown, &why),
            Reading::Line(line) => match (what, asked.scheme) {
                (MarkingCommand::Rollup(_), Some(scheme)) => local::rollup(asked, scheme, line),
                (MarkingCommand::Check(_) | MarkingCommand::Explain(_), Some(scheme)) => {
                    local::check(asked, scheme, line)
                }
                (MarkingCommand::Check(_), None) => check::answer(asked, line),
                (MarkingCommand::Rollup(_), None) => rollup::answer(asked, line),
                (MarkingCommand::Explain(_), None) => explain::answer(asked, line),
            },
        };
        sound &= answered.valid;
        let written = writeln!(out, "{}", answered.text);
        if written.and_then(|()| if lines.is_drained() { out.flush() } else { Ok(()) }).is_err() {
            // The reader has gone away, as with `| head`.
            return Ok(Answer::positive(sound));
        }
    }
    let _ = out.flush();
    Ok(Answer::positive(sound))
}

impl Asked<'_> {
    /// An answer to a line that is no text.
    fn unreadable(&self, shown: &str, why: &str) -> Answered {
        let text = if self.json {
            let problem = serde_json::json!({ "rule": "input", "message": why, "at": [0, 0] });
            serde_json::json!({
                "input": shown, "valid": false, "banner": null, "portion": null,
                "problems": [problem],
            })
            .to_string()
        } else {
            format!("{shown}\n^ {why}")
        };
        Answered { text, valid: false }
    }
}
