//! `tearline original`: the file that a report was read from.

use std::path::Path;

use anyhow::Context as _;
use serde_json::json;
use server::percent_encode;

use super::ask::{named, operator, purpose};
use super::{Answer, Context};
use crate::args::CallerArguments;
use crate::output::{say, say_json};

pub(super) fn run(
    context: &Context,
    report: &str,
    out: &Path,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let bytes = if context.is_remote() {
        let (id, matter) = (percent_encode(report), caller.matter_parameter());
        let purpose = purpose.name();
        context.fetch(&format!("/api/v1/reports/{id}/original?purpose={purpose}{matter}"))?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let found = house.original(by, report)?;
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
