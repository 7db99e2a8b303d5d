//! `tearline recall`: taking reports back, and knowing of it.

use anyhow::Context as _;
use serde_json::{Value, json};
use server::Officer;
use server::wire::{Acknowledging, NewRecall, RecallNotice, RecallOnBoard, Recalled};

use super::{Answer, Context};
use crate::args::{AsArguments, RecallArguments, RecallCommand, RecallNew};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: RecallArguments) -> anyhow::Result<Answer> {
    match (what.what, what.recall) {
        (Some(RecallCommand::List { caller }), _) => list(context, &caller),
        (Some(RecallCommand::Acknowledge { report, onward, caller }), _) => {
            acknowledge(context, &Acknowledging { report, onward }, &caller)
        }
        (Some(RecallCommand::Remind { caller }), _) => remind(context, &caller),
        (None, Some(new)) => recall(context, new),
        (None, None) => anyhow::bail!("say which report is recalled, or `list`"),
    }
}

fn recall(context: &Context, new: RecallNew) -> anyhow::Result<Answer> {
    let RecallNew { report, because, version, downgrade, correct, replaced_by, tell, recipient } =
        new;
    let caller = AsArguments { recipient };
    let kind = match (downgrade, correct) {
        (true, _) => "downgrade",
        (false, true) => "correction",
        (false, false) => "recall",
    };
    let kind = Some(kind.to_owned());
    let new = NewRecall { report, version, kind, because, tell, replaced_by };
    let done: Recalled = if context.is_remote() {
        let body = serde_json::to_value(&new)?;
        serde_json::from_value(context.post("/api/v1/recalls", &body)?.context(UNKNOWN)?)?
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            Ok(house.recall(Officer { recipient, by: Some("operator") }, &new)?)
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&done)?);
        return Ok(Answer::Done);
    }
    let Recalled { id, report, told, derived } = done;
    say(&format!("{report} is recalled ({id}): {told} recipients are told"));
    if derived > 0 {
        say(&format!("{derived} reports derive from it; their originators decide about them"));
    }
    Ok(Answer::Done)
}

fn list(context: &Context, caller: &AsArguments) -> anyhow::Result<Answer> {
    let answer: Value = if context.is_remote() {
        context.get("/api/v1/recalls")?.context(UNKNOWN)?
    } else {
        context.with_house(|house| {
            let (own, board) = house.recalls_of(caller.named(house)?, Some("operator"))?;
            Ok(json!({ "own": own, "board": board }))
        })?
    };
    if context.json {
        say_json(&answer);
        return Ok(Answer::Done);
    }
    let part = |name: &str| answer.get(name).cloned().unwrap_or_default();
    let own: Vec<RecallNotice> = serde_json::from_value(part("own"))?;
    let board: Vec<RecallOnBoard> = serde_json::from_value(part("board"))?;
    say(&format!("of what you had: {}", own.len()));
    own.iter().for_each(tell);
    say(&format!("of your organisation's: {}", board.len()));
    board.iter().for_each(tell_on_board);
    Ok(Answer::Done)
}

fn tell(notice: &RecallNotice) {
    let RecallNotice { report, kind, at, text, replaced_by, acknowledged, reminders } = notice;
    let state = match acknowledged {
        Some(at) => format!("acknowledged {at}"),
        None => format!("acknowledge it; reminded {reminders} times"),
    };
    say(&format!("{at}  {kind:<15} {report}; {state}"));
    if let Some(text) = text {
        say(&format!("    {text}"));
    }
    if let Some(other) = replaced_by {
        say(&format!("    in its place: {other}"));
    }
}

fn tell_on_board(row: &RecallOnBoard) {
    let RecallOnBoard { report, kind, age_days, told, waiting, acknowledged, reminders, .. } = row;
    let (left, because) = (waiting.len(), row.because.as_deref().unwrap_or_default());
    say(&format!("{kind:<15} {report}, {age_days} days old, told {told}, waiting for {left}"));
    if !because.is_empty() {
        say(&format!("    {because}"));
    }
    if !waiting.is_empty() {
        say(&format!("    waiting for {}; reminded {reminders} times", waiting.join(", ")));
    }
    for known in acknowledged {
        let use_made = known.onward.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        say(&format!("    acknowledged by {} {}{use_made}", known.recipient, known.at));
    }
}

fn acknowledge(
    context: &Context,
    said: &Acknowledging,
    caller: &AsArguments,
) -> anyhow::Result<Answer> {
    let count: Value = if context.is_remote() {
        let body = serde_json::to_value(said)?;
        let answer = context.post("/api/v1/recalls/acknowledge", &body)?.context(UNKNOWN)?;
        answer.get("acknowledged").cloned().unwrap_or_default()
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            let by = Some("operator");
            Ok(house.acknowledge(recipient, by, &said.report, said.onward.as_deref())?.into())
        })?
    };
    match context.json {
        true => say_json(&json!({ "acknowledged": count })),
        false => say(&format!("acknowledged {count} recalls of {}", said.report)),
    }
    Ok(Answer::Done)
}

fn remind(context: &Context, caller: &AsArguments) -> anyhow::Result<Answer> {
    let reminded: Vec<(String, Vec<String>)> = if context.is_remote() {
        let answer = context.post("/api/v1/recalls/remind", &json!({}))?.context(UNKNOWN)?;
        let rows = answer.get("reminded").and_then(Value::as_array).cloned().unwrap_or_default();
        let pair = |row: &Value| {
            let recipients = row.get("recipients").cloned().unwrap_or_default();
            let report = row.get("report").and_then(Value::as_str).unwrap_or_default();
            Ok((report.to_owned(), serde_json::from_value(recipients)?))
        };
        rows.iter().map(pair).collect::<anyhow::Result<_>>()?
    } else {
        context.with_house(|house| {
            let recipient = caller.named(house)?;
            Ok(house.remind(Officer { recipient, by: Some("operator") })?)
        })?
    };
    for (report, recipients) in &reminded {
        match context.json {
            true => say_json(&json!({ "report": report, "recipients": recipients })),
            false => say(&format!("{report}: reminded {}", recipients.join(", "))),
        }
    }
    if reminded.is_empty() && !context.json {
        say("everybody has acknowledged");
    }
    Ok(Answer::Done)
}

const UNKNOWN: &str = "the server does not know that address; is it as new as this command?";
