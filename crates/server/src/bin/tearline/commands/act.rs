//! `tearline act`: what originators and the Steering Group decide about stored material.

use std::path::Path;

use anyhow::Context as _;
use model::Purpose;
use serde_json::{Value, json};
use server::wire::{ActRecord, Difference};
use server::{Clearinghouse, Intended, Officer, percent_encode, read_acts};

use super::whatif::{changes_path, purposes, remote_difference, say_difference};
use super::{Answer, Context};
use crate::args::{ActCommand, AsArguments, BeforehandArguments};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &ActCommand) -> anyhow::Result<Answer> {
    match what {
        ActCommand::Record { file, beforehand, caller } if beforehand.whatif => {
            let text = read(file)?;
            let path = "/api/v1/whatif/acts";
            changes(context, (path, &text), beforehand, |house, purposes, matter| {
                let (acts, _) = read_acts(&text, file, house.community())?;
                let officer = Officer { recipient: caller.named(house)?, by: Some("operator") };
                Ok(house.foresee_acts(officer, Intended::Record(acts), purposes, matter)?)
            })
        }
        ActCommand::Record { file, beforehand: _, caller } => record(context, file, caller),
        ActCommand::List { caller } => list(context, caller),
        ActCommand::End { id, reason: _, beforehand, caller } if beforehand.whatif => {
            let path = format!("/api/v1/whatif/acts/{}/end", percent_encode(id));
            changes(context, (&path, ""), beforehand, |house, purposes, matter| {
                let officer = Officer { recipient: caller.named(house)?, by: Some("operator") };
                Ok(house.foresee_acts(officer, Intended::End(id.clone()), purposes, matter)?)
            })
        }
        ActCommand::End { id, reason, beforehand: _, caller } => {
            end(context, id, reason.as_deref().unwrap_or_default(), caller)
        }
    }
}

fn record(context: &Context, file: &Path, caller: &AsArguments) -> anyhow::Result<Answer> {
    let text = read(file)?;
    let ids: Vec<String> = if context.is_remote() {
        let answer = context
            .post_bytes("/api/v1/acts", "application/toml", text.into_bytes())?
            .context(UNKNOWN)?;
        serde_json::from_value(answer.get("acts").cloned().unwrap_or_default())?
    } else {
        context.with_house(|house| {
            let (acts, reason) = read_acts(&text, file, house.community())?;
            let recipient = caller.named(house)?;
            Ok(house.record_acts(Officer { recipient, by: Some("operator") }, acts, &reason)?)
        })?
    };
    for id in &ids {
        if context.json {
            say_json(&json!({ "id": id }));
        } else {
            say(&format!("recorded, and in force from its start: {id}"));
        }
    }
    Ok(Answer::Done)
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Says what would change, asked of the server with a text, or of the data folder.
fn changes(
    context: &Context,
    (path, text): (&str, &str),
    beforehand: &BeforehandArguments,
    local: impl FnOnce(&Clearinghouse, &[Purpose], Option<&str>) -> anyhow::Result<Difference>,
) -> anyhow::Result<Answer> {
    let purposes = purposes(&beforehand.purposes)?;
    let matter = beforehand.matter.as_deref();
    let found = if context.is_remote() {
        let path = changes_path(path, &purposes, matter);
        remote_difference(context, &path, text.to_owned())?
    } else {
        context.with_house(|house| local(house, &purposes, matter))?
    };
    say_difference(context, &found)
}

fn list(context: &Context, caller: &AsArguments) -> anyhow::Result<Answer> {
    let acts: Vec<ActRecord> = if context.is_remote() {
        let answer = context.get("/api/v1/acts")?.context(UNKNOWN)?;
        serde_json::from_value(answer.get("acts").cloned().unwrap_or_default())?
    } else {
        context.with_house(|house| {
            Ok(house.acts_of(caller.named(house)?).iter().map(ActRecord::of).collect())
        })?
    };
    for act in &acts {
        if context.json {
            say_json(&serde_json::to_value(act)?);
            continue;
        }
        let ActRecord { id, kind, party, text, from, until, reports, .. } = act;
        let from = from.as_ref().map(|at| format!(" from {at}")).unwrap_or_default();
        let until = until.as_ref().map(|at| format!(" until {at}")).unwrap_or_default();
        say(&format!("{id}  {kind:<13} {party}: {text}{from}{until} {}", reports.join(", ")));
        say(&format!("              recorded {} by {}: {}", act.recorded, act.by, act.reason));
        if let Some(ended) = &act.ended {
            say(&format!("              ended {ended}"));
        }
    }
    if acts.is_empty() && !context.json {
        say("no acts that you decide about or audit");
    }
    Ok(Answer::Done)
}

fn end(context: &Context, id: &str, reason: &str, caller: &AsArguments) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let path = format!("/api/v1/acts/{}/end", percent_encode(id));
        let _: Value = context.post(&path, &json!({ "reason": reason }))?.context(UNKNOWN)?;
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            Ok(house.end_act(Officer { recipient, by: Some("operator") }, id, reason)?)
        })?;
    }
    if context.json {
        say_json(&json!({ "ended": id }));
    } else {
        say(&format!("ended: {id}"));
    }
    Ok(Answer::Done)
}

const UNKNOWN: &str = "the server does not know that address; is it as new as this command?";
