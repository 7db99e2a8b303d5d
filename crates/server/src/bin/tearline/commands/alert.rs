//! `tearline alert`: what saved searches found.

use anyhow::Context as _;
use model::{AgencyId, Manner, Purpose};
use serde_json::json;
use server::NewSearch;
use server::wire::{Alert, ListMatch, SavedSearch};

use super::ask::{named, operator, purpose};
use super::{Answer, Context};
use crate::args::{AlertCommand, AsArguments, CallerArguments};
use crate::output::{say, say_json};
use crate::show;

pub(super) fn run(context: &Context, what: &AlertCommand) -> anyhow::Result<Answer> {
    match what {
        AlertCommand::List { caller, limit } => {
            list(context, caller, purpose(&caller.purpose)?, *limit)
        }
        AlertCommand::Watch { name, lists, caller } => {
            watch(context, name, lists, (caller, purpose(&caller.purpose)?))
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
        for Alert { search, hit, matches, sources: _ } in &alerts {
            let title = hit.title.as_ref();
            let title = title.map(|t| format!("({}) {}", t.marking, t.text)).unwrap_or_default();
            say(&format!("{search}: {}  {title}", hit.report));
            if let Some(owed) = show::owed(hit) {
                say(&format!("  ! {owed}"));
            }
            matches.iter().for_each(tell);
        }
    }
    Ok(Answer::positive(!alerts.is_empty()))
}

/// Whom on a list a report may name.
fn tell(of: &ListMatch) {
    let may_be = if of.enough { "is likely" } else { "may be" };
    let ListMatch { mention, name, entry, entry_name, weight, evidence, .. } = of;
    say(&format!("  {name} ({mention}) {may_be} {entry_name} ({entry}): {weight} bits"));
    evidence.iter().for_each(|of| say(&format!("    {of}")));
}

fn watch(
    context: &Context,
    name: &str,
    lists: &[String],
    (caller, purpose): (&CallerArguments, Purpose),
) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let saved = SavedSearch {
            name: name.to_owned(),
            query: String::new(),
            purpose: purpose.name().to_owned(),
            matter: caller.matter.clone(),
            names: false,
            lists: Some(lists.to_vec()),
        };
        let answer = context.post("/api/v1/search/saved", &serde_json::to_value(&saved)?)?;
        answer.context(UNKNOWN)?;
    } else {
        let own = lists.iter().map(|of| AgencyId::new(of)).collect::<Result<Vec<_>, _>>()?;
        let name = name.to_owned();
        let new = NewSearch { name, lists: Some(own), ..NewSearch::default() };
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(house.save_search(by, &new)?)
        })?;
    }
    if context.json {
        say_json(&json!({ "saved": name }));
    } else {
        say(&format!("saved as `{name}`: from now on it looks at each new report and list"));
    }
    Ok(Answer::Done)
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
        for SavedSearch { name, query, purpose, lists, .. } in &saved {
            let what = match lists.as_deref() {
                None => query.clone(),
                Some([]) => "entries of all lists".to_owned(),
                Some(lists) => format!("entries of lists of {}", lists.join(", ")),
            };
            say(&format!("{name}: {what} ({purpose})"));
        }
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
