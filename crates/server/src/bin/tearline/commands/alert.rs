//! `tearline alert`: what saved searches found.

use anyhow::Context as _;
use model::{Manner, Purpose};
use serde_json::json;
use server::wire::{Alert, SavedSearch};

use super::ask::{named, operator, purpose};
use super::{Answer, Context};
use crate::args::{AlertCommand, AsArguments, CallerArguments};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &AlertCommand) -> anyhow::Result<Answer> {
    match what {
        AlertCommand::List { caller, limit } => {
            list(context, caller, purpose(&caller.purpose)?, *limit)
        }
        AlertCommand::Searches { caller } => searches(context, caller),
        AlertCommand::Drop { name, caller } => drop(context, name, caller),
    }
}

fn list(
    context: &Context,
    caller: &CallerArguments,
    purpose: Purpose,
    limit: usize,
) -> anyhow::Result<Answer> {
    let alerts: Vec<Alert> = if context.is_remote() {
        let (name, matter) = (purpose.name(), caller.matter_parameter());
        let answer =
            context.get(&format!("/api/v1/alerts?purpose={name}{matter}&limit={limit}"))?;
        serde_json::from_value(answer.context(UNKNOWN)?)?
    } else {
        context.with_house(|house| {
            house.alert()?;
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let found = house.alerts(by, Manner::Search, limit)?;
            Ok(found.iter().map(Alert::of).collect())
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&alerts)?);
    } else {
        for Alert { search, hit } in &alerts {
            let title = hit.title.as_ref();
            let title = title.map(|t| format!("({}) {}", t.marking, t.text)).unwrap_or_default();
            say(&format!("{search}: {}  {title}", hit.report));
        }
    }
    Ok(Answer::positive(!alerts.is_empty()))
}

fn searches(context: &Context, caller: &AsArguments) -> anyhow::Result<Answer> {
    let saved: Vec<SavedSearch> = if context.is_remote() {
        let answer = context.get("/api/v1/search/saved")?;
        serde_json::from_value(answer.context(UNKNOWN)?)?
    } else {
        context.with_house(|house| {
            let saved = house.saved_searches(caller.named(house)?);
            Ok(saved.iter().map(SavedSearch::of).collect())
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&saved)?);
    } else {
        saved.iter().for_each(|of| say(&format!("{}: {} ({})", of.name, of.query, of.purpose)));
    }
    Ok(Answer::Done)
}

fn drop(context: &Context, name: &str, caller: &AsArguments) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let answer = context.post("/api/v1/search/saved/drop", &json!({ "name": name }))?;
        answer.context(UNKNOWN)?;
    } else {
        context.with_house(|house| {
            Ok(house.drop_search(caller.named(house)?, Some("operator"), name)?)
        })?;
    }
    Ok(Answer::Done)
}

const UNKNOWN: &str = "the server does not know you";
