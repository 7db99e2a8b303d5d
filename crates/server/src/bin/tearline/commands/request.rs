//! `tearline request`: asking an originator for release, and answering.

use anyhow::Context as _;
use serde_json::{Value, json};
use server::wire::{ConsentRecord, Difference, NewRequest, RequestRecord, RequestStep, StepTaken};
use server::{Officer, percent_encode};

use super::whatif::say_difference;
use super::{Answer, Context};
use crate::args::{AsArguments, CallerArguments, RequestCommand};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: RequestCommand) -> anyhow::Result<Answer> {
    match what {
        RequestCommand::Ask { report, reason, days, caller } => {
            let CallerArguments { recipient, purpose, matter } = caller;
            let new = NewRequest { report, purpose, matter, reason, days: Some(days) };
            ask(context, &new, &AsArguments { recipient })
        }
        RequestCommand::List { caller } => list(context, &caller),
        RequestCommand::Approve { id, until, consents, conditions, whatif, caller } => {
            let approval = RequestStep::Approve { until, consents, conditions };
            match whatif {
                true => foresee(context, &id, approval, &caller),
                false => step(context, &id, approval, &caller),
            }
        }
        RequestCommand::Deny { id, why, caller } => {
            step(context, &id, RequestStep::Deny { why }, &caller)
        }
        RequestCommand::Delegate { id, to, caller } => {
            step(context, &id, RequestStep::Delegate { to }, &caller)
        }
        RequestCommand::Remind { id, caller } => step(context, &id, RequestStep::Remind, &caller),
        RequestCommand::Withdraw { id, caller } => {
            step(context, &id, RequestStep::Withdraw, &caller)
        }
    }
}

fn ask(context: &Context, new: &NewRequest, caller: &AsArguments) -> anyhow::Result<Answer> {
    let made: RequestRecord = if context.is_remote() {
        let body = serde_json::to_value(new)?;
        serde_json::from_value(context.post("/api/v1/requests", &body)?.context(UNKNOWN)?)?
    } else {
        context.with_house(|house| {
            Ok(house.take_request(caller.named(house)?, Some("operator"), new)?)
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&made)?);
    } else {
        say(&format!("asked {}: request {}, until {}", made.with, made.id, made.expires));
    }
    Ok(Answer::Done)
}

fn list(context: &Context, caller: &AsArguments) -> anyhow::Result<Answer> {
    let answer: Value = if context.is_remote() {
        context.get("/api/v1/requests")?.context(UNKNOWN)?
    } else {
        context.with_house(|house| {
            let reader = caller.named(house)?;
            let (own, inbox) = house.requests_of(reader);
            let consents = house.consents_asked_of(reader)?;
            let consents: Vec<_> = consents.iter().map(ConsentRecord::of).collect();
            let forms = |list: Vec<model::Request>| -> Vec<RequestRecord> {
                list.iter().map(RequestRecord::of).collect()
            };
            Ok(json!({ "own": forms(own), "inbox": forms(inbox), "consents": consents }))
        })?
    };
    if context.json {
        say_json(&answer);
        return Ok(Answer::Done);
    }
    for (name, title) in [("own", "yours"), ("inbox", "for you to answer or follow")] {
        let list: Vec<RequestRecord> =
            serde_json::from_value(answer.get(name).cloned().unwrap_or_default())?;
        say(&format!("{title}: {}", list.len()));
        for request in &list {
            tell(request);
        }
    }
    // A server of before does not say it.
    let consents = answer.get("consents").cloned().unwrap_or_else(|| json!([]));
    let consents: Vec<ConsentRecord> = serde_json::from_value(consents)?;
    for ConsentRecord { request, consent_of, consents } in &consents {
        say(&format!("needs the consent of {consent_of} too: {}", consents.join(", ")));
        tell(request);
    }
    Ok(Answer::Done)
}

fn tell(request: &RequestRecord) {
    let RequestRecord { id, state, recipient, report, purpose, with, .. } = request;
    let matter = request.matter.as_ref().map(|matter| format!(" in {matter}")).unwrap_or_default();
    say(&format!("{id}  {state:<9} {report} for {recipient}, {purpose}{matter}; with {with}"));
    let (asked, expires, times) = (&request.asked, &request.expires, request.reminders);
    say(&format!("              asked {asked}, expires {expires}, reminded {times} times"));
    say(&format!("              {}", request.reason));
    if let Some(why) = &request.why {
        say(&format!("              denied: {why}"));
    }
}

/// What an approval would change.
fn foresee(
    context: &Context,
    id: &str,
    approval: RequestStep,
    caller: &AsArguments,
) -> anyhow::Result<Answer> {
    let found: Difference = if context.is_remote() {
        let path = format!("/api/v1/whatif/requests/{}", percent_encode(id));
        let answer = context.post(&path, &serde_json::to_value(&approval)?)?.context(UNKNOWN)?;
        serde_json::from_value(answer)?
    } else {
        context.with_house(|house| {
            let officer = Officer { recipient: caller.named(house)?, by: Some("operator") };
            Ok(house.foresee_approval(officer, id, approval)?)
        })?
    };
    say_difference(context, &found)
}

fn step(
    context: &Context,
    id: &str,
    step: RequestStep,
    caller: &AsArguments,
) -> anyhow::Result<Answer> {
    let StepTaken { authorization, lifts } = if context.is_remote() {
        let path = format!("/api/v1/requests/{}", percent_encode(id));
        let answer = context.post(&path, &serde_json::to_value(&step)?)?.context(UNKNOWN)?;
        serde_json::from_value(answer)?
    } else {
        context.with_house(|house| {
            Ok(house.take_step(caller.named(house)?, Some("operator"), id, step)?)
        })?
    };
    match (context.json, authorization) {
        (true, authorization) => {
            say_json(&serde_json::to_value(StepTaken { authorization, lifts })?)
        }
        (false, Some(act)) => {
            say(&format!(
                "approved; the authorization is act {act}, and lifts {}",
                lifts.join(", ")
            ));
        }
        (false, None) => say("done"),
    }
    Ok(Answer::Done)
}

const UNKNOWN: &str = "the server does not know that address; is it as new as this command?";
