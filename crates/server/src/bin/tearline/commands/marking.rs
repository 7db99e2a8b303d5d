//! `tearline marking`: one marking a line on standard input, one answer a line.

mod check;
mod explain;
mod line;
mod rollup;

use std::io::{BufWriter, Write as _};

use marking::Register;

use super::{Answer, Context};
use crate::args::MarkingCommand;
use line::{Lines, Reading};

/// What a line came to.
struct Answered {
    /// What is printed, without the last line break.
    text: String,
    /// Whether it is valid.
    valid: bool,
}

/// How lines are answered.
struct Asked {
    json: bool,
    register: Register,
}

/// Answers line by line, in the memory of one line. What is answered is written out before more
/// input is waited for, so that a program can ask and read in turns.
pub(super) fn run(context: &Context, what: &MarkingCommand) -> anyhow::Result<Answer> {
    let asked =
        Asked { json: context.json, register: Register::default().with_rules(what.rules().into()) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut sound = true;
    let mut lines = Lines::new(std::io::stdin().lock());
    while let Some(reading) = lines.next_line()? {
        let answered = match reading {
            Reading::Blank => continue,
            Reading::Unreadable { shown, why } => asked.unreadable(&shown, &why),
            Reading::Line(line) => match what {
                MarkingCommand::Check { .. } => check::answer(&asked, line),
                MarkingCommand::Rollup { .. } => rollup::answer(&asked, line),
                MarkingCommand::Explain { .. } => explain::answer(&asked, line),
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

impl Asked {
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
