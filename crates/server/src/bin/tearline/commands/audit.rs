//! `tearline audit`: what became of an originator's material.

use anyhow::Context as _;
use serde_json::Value;
use server::wire::{AuditEvent, CaveatAudit};
use server::{AuditFilter, Events, csv_line};

use super::{Answer, Context};
use crate::args::{AsArguments, AuditArguments};
use crate::output::{say, say_json};
use crate::show;

pub(super) fn run(context: &Context, asked: &AuditArguments) -> anyhow::Result<Answer> {
    if asked.is_of_events() { events(context, asked) } else { whole(context, asked) }
}

fn events(context: &Context, asked: &AuditArguments) -> anyhow::Result<Answer> {
    let events = if context.is_remote() {
        anyhow::ensure!(!asked.csv, "with --server, --csv is for the whole audit; use --json");
        let mut events: Vec<AuditEvent> = Vec::new();
        let mut after = String::new();
        while events.len() < asked.limit {
            let limit = (asked.limit - events.len()).min(PAGE_ROWS_MAX);
            let parameters = asked.parameters();
            let path = format!("/api/v1/audit?limit={limit}{parameters}{after}");
            let answer = context.get(&path)?.context(UNKNOWN)?;
            let page = answer.get("events").cloned().unwrap_or_default();
            events.extend(serde_json::from_value::<Vec<AuditEvent>>(page)?);
            let Some(next) = answer.get("next").and_then(Value::as_str) else { break };
            after = format!("&after={}", server::percent_encode(next));
        }
        events
    } else {
        context.with_house(|house| {
            let auditor = named(asked).named(house)?;
            let Events { events, next: _ } =
                house.audit_events(auditor, &filter(asked)?, None, asked.limit)?;
            if asked.csv {
                house.note_audit_export(auditor, Some("operator"))?;
            }
            Ok(events)
        })?
    };
    if asked.csv {
        say(&csv_line(&EVENT_COLUMNS));
    }
    for event in &events {
        match (asked.csv, context.json) {
            (true, _) => say(&csv_line(&cells(event).each_ref().map(String::as_str))),
            (false, true) => say_json(&serde_json::to_value(event)?),
            (false, false) => show::audit_event(event),
        }
    }
    Ok(Answer::Done)
}

fn whole(context: &Context, asked: &AuditArguments) -> anyhow::Result<Answer> {
    if context.is_remote() && asked.csv {
        let path = format!("{}&format=csv", period_path(asked));
        let table = context.fetch(&path)?.context(UNKNOWN)?;
        String::from_utf8(table)?.lines().for_each(say);
        return Ok(Answer::Done);
    }
    let audit: CaveatAudit = if context.is_remote() {
        serde_json::from_value(context.get(&period_path(asked))?.context(UNKNOWN)?)?
    } else {
        context.with_house(|house| {
            let auditor = named(asked).named(house)?;
            let audit = house.caveat_audit(auditor, &filter(asked)?, asked.changed)?;
            if asked.csv {
                house.note_audit_export(auditor, Some("operator"))?;
            }
            Ok(audit)
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&audit)?);
    } else if asked.csv {
        say(&csv_line(&CaveatAudit::COLUMNS));
        for line in audit.lines() {
            say(&csv_line(&line.each_ref().map(String::as_str)));
        }
    } else {
        show::caveat_audit(&audit);
    }
    Ok(Answer::Done)
}

fn period_path(asked: &AuditArguments) -> String {
    format!("/api/v1/audit/period?changed={}{}", asked.changed, asked.parameters())
}

fn named(asked: &AuditArguments) -> AsArguments {
    AsArguments { recipient: asked.recipient_as.clone() }
}

fn filter(asked: &AuditArguments) -> anyhow::Result<AuditFilter> {
    let (from, to) = AuditFilter::period(asked.from.as_deref(), asked.to.as_deref())?;
    Ok(AuditFilter {
        originator: asked.originator.clone(),
        from,
        to,
        report: asked.report.clone(),
        recipient: asked.recipient.clone(),
        authorization: asked.authorization.clone(),
    })
}

fn cells(event: &AuditEvent) -> [String; 11] {
    let AuditEvent { at, kind, actor, report, recipient, purpose, outcome, .. } = event.clone();
    let (matter, manner) = (event.matter.clone(), event.manner.clone());
    let (matter, manner) = (matter.unwrap_or_default(), manner.unwrap_or_default());
    let (rules, acts) = (event.rules.join(" "), event.acts.join(" "));
    [at, kind, actor, report, recipient, purpose, outcome, matter, manner, rules, acts]
}

const EVENT_COLUMNS: [&str; 11] = [
    "at",
    "kind",
    "actor",
    "report",
    "recipient",
    "purpose",
    "outcome",
    "matter",
    "manner",
    "rules",
    "acts",
];
const PAGE_ROWS_MAX: usize = 200;
const UNKNOWN: &str = "the server does not know that address; is it as new as this command?";
