//! `tearline original`: the file that a report was read from.

use std::path::Path;

use anyhow::Context as _;
use serde_json::json;
use server::{Worker, percent_encode};

use super::{Answer, Context};
use crate::args::AsArguments;
use crate::output::{say, say_json};

pub(super) fn run(
    context: &Context,
    report: &str,
    out: &Path,
    caller: &AsArguments,
) -> anyhow::Result<Answer> {
    let bytes = if context.is_remote() {
        context.fetch(&format!("/api/v1/reports/{}/original", percent_encode(report)))?
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            let found = house.original(Worker { recipient, by: Some("operator") }, report)?;
            Ok(found.map(|(_, bytes)| bytes))
        })?
    };
    let Some(bytes) = bytes else {
        match context.json {
            true => say_json(&json!({ "outcome": "withhold" })),
            false => say("no file of this report is kept, or it is not for you to see"),
        }
        return Ok(Answer::Negative);
    };
    std::fs::write(out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    match context.json {
        true => say_json(&json!({ "file": out, "bytes": bytes.len() })),
        false => say(&format!("{} bytes are in {}", bytes.len(), out.display())),
    }
    Ok(Answer::Done)
}
