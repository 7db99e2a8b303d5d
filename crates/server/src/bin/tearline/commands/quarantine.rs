//! `tearline quarantine`: work on what is set aside.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde_json::{Value, json};
use server::wire::{Aside, AsideCorrection, AsideLine, AsideWanted, Resubmitted};
use server::{Clearinghouse, Worker, percent_encode};

use super::{Answer, Context};
use crate::args::{AsArguments, QuarantineCommand, QuarantineCorrect};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: QuarantineCommand) -> anyhow::Result<Answer> {
    match what {
        QuarantineCommand::List { closed, reason, originator, caller } => {
            list(context, &AsideWanted { closed, reason, originator }, &caller)
        }
        QuarantineCommand::Show { id, caller } => show(context, &id, &caller),
        QuarantineCommand::Correct(new) => correct(context, new),
        QuarantineCommand::Approve { id, caller } => {
            let done = done(context, (&id, "approve"), &json!({}), &caller, |house, worker| {
                let approved = house.approve_aside(worker, &id)?;
                Ok(approved.map(|()| json!({ "approved": true })))
            });
            told(context, done?, "approved: submit it again with `tearline quarantine resubmit`")
        }
        QuarantineCommand::Reject { id, because, caller } => {
            let body = json!({ "because": because });
            let done = done(context, (&id, "reject"), &body, &caller, |house, worker| {
                let rejected = house.reject_aside(worker, &id, &because)?;
                Ok(rejected.map(|()| json!({ "rejected": true })))
            });
            told(context, done?, "rejected")
        }
        QuarantineCommand::Resubmit { id, caller } => {
            let done = done(context, (&id, "resubmit"), &json!({}), &caller, |house, worker| {
                let again = house.resubmit_aside(worker, &id)?;
                again.map(|again| Ok(serde_json::to_value(again)?)).transpose()
            })?;
            let report = done.as_ref().map(|done| serde_json::from_value(done.clone()));
            let report: Option<Resubmitted> = report.transpose()?;
            let report = report.map(|done| format!("{} is accepted", done.report));
            told(context, done, &report.unwrap_or_default())
        }
    }
}

fn list(context: &Context, wanted: &AsideWanted, caller: &AsArguments) -> anyhow::Result<Answer> {
    let lines: Vec<AsideLine> = if context.is_remote() {
        let closed = if wanted.closed { "on" } else { "off" };
        let mut path = format!("/api/v1/quarantine?closed={closed}");
        for (name, value) in [("reason", &wanted.reason), ("originator", &wanted.originator)] {
            if let Some(value) = value {
                path.push_str(&format!("&{name}={}", percent_encode(value)));
            }
        }
        let answer = context.get(&path)?.context(UNKNOWN)?;
        serde_json::from_value(answer.get("asides").cloned().unwrap_or_default())?
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            Ok(house.asides(Worker { recipient, by: Some("operator") }, wanted)?)
        })?
    };
    for line in &lines {
        if context.json {
            say_json(&serde_json::to_value(line)?);
            continue;
        }
        let AsideLine { id, at, submitter, originator, serial, reason, state } = line;
        say(&format!("{id}  {at}  {state:<9} {reason:<20} {originator} {serial}, by {submitter}"));
    }
    if lines.is_empty() && !context.json {
        say("nothing is set aside that is yours to see");
    }
    Ok(Answer::Done)
}

fn show(context: &Context, id: &str, caller: &AsArguments) -> anyhow::Result<Answer> {
    let shown: Option<Aside> = if context.is_remote() {
        let answer = context.get(&format!("/api/v1/quarantine/{}", percent_encode(id)))?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            Ok(house.aside(Worker { recipient, by: Some("operator") }, id)?)
        })?
    };
    let Some(aside) = shown else { return told(context, None, "") };
    if context.json {
        say_json(&serde_json::to_value(&aside)?);
        return Ok(Answer::Done);
    }
    tell(&aside);
    Ok(Answer::Done)
}

fn tell(aside: &Aside) {
    let AsideLine { id, at, submitter, originator, serial, reason, state } = &aside.line;
    say(&format!("{id}  {originator} {serial}"));
    say(&format!("{reason}, {state}; submitted by {submitter} {at}"));
    say(&format!("then: {}", aside.text));
    say(&format!("now:  {}", aside.now.as_deref().unwrap_or("it would be accepted")));
    if let Some(fault) = &aside.fault {
        let place = fault.line.zip(fault.column).zip(fault.byte);
        let place = place
            .map(|((line, column), byte)| format!(", line {line}, column {column} (byte {byte})"));
        say(&format!("at:   {}{}", fault.part, place.unwrap_or_default()));
        for line in fault.explained.iter().flat_map(|text| text.lines()) {
            say(&format!("      {line}"));
        }
    }
    for step in &aside.steps {
        say(&format!("{}  {}: {}", step.at, step.by, step.told));
    }
    if !aside.may.is_empty() {
        say(&format!("you may {}", aside.may.join(", ")));
    }
    say("");
    say(&aside.submitted);
}

fn correct(context: &Context, new: QuarantineCorrect) -> anyhow::Result<Answer> {
    let QuarantineCorrect { id, because, file, banner, originator, serial, title, .. } = &new;
    let text = match file {
        Some(file) => {
            let bytes = std::fs::read(file);
            let bytes = bytes.with_context(|| format!("cannot read {}", file.display()))?;
            Some(ingestion::kept(&bytes))
        }
        None => None,
    };
    let mut portions = BTreeMap::new();
    for stated in &new.portions {
        let (at, mark) = stated.split_once('=').context("write --portion as N=MARKING")?;
        let at = at.trim().parse().context("write --portion as N=MARKING, N from 0")?;
        portions.insert(at, mark.trim().to_owned());
    }
    let correction = AsideCorrection {
        because: because.clone(),
        text,
        banner: banner.clone(),
        originator: originator.clone(),
        serial: serial.clone(),
        title: title.clone(),
        portions,
    };
    let body = serde_json::to_value(&correction)?;
    let done = done(context, (id, "correct"), &body, &new.caller, |house, worker| {
        let made = house.correct_aside(worker, id, &correction)?;
        Ok(made.map(|id| json!({ "correction": id })))
    });
    told(context, done?, "corrected: it waits for approval by somebody with the right")
}

/// Takes a step, on the server or on the data folder; `None` where there is nothing to take it with.
fn done(
    context: &Context,
    (id, step): (&str, &str),
    body: &Value,
    caller: &AsArguments,
    work: impl FnOnce(&Clearinghouse, Worker<'_>) -> anyhow::Result<Option<Value>>,
) -> anyhow::Result<Option<Value>> {
    if context.is_remote() {
        return context.post(&format!("/api/v1/quarantine/{}/{step}", percent_encode(id)), body);
    }
    context.with_house(|house| {
        let recipient = caller.named(house)?;
        work(house, Worker { recipient, by: Some("operator") })
    })
}

fn told(context: &Context, done: Option<Value>, text: &str) -> anyhow::Result<Answer> {
    match (done, context.json) {
        (None, true) => say_json(&json!({ "outcome": "withhold" })),
        (None, false) => say("there is nothing set aside under this id that is yours to see"),
        (Some(done), true) => {
            say_json(&done);
            return Ok(Answer::Done);
        }
        (Some(_), false) => {
            say(text);
            return Ok(Answer::Done);
        }
    }
    Ok(Answer::Negative)
}

const UNKNOWN: &str = "the server does not know that address; is it as new as this command?";
