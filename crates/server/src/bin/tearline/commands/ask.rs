//! `tearline show` and `decide`: questions, to the data folder or a server.

use anyhow::Context as _;
use model::{Manner, Purpose, Recipient, Timestamp};
use serde_json::json;
use server::wire;
use server::{Caller, Clearinghouse, percent_encode};

use super::{Answer, Context, SMALL};
use crate::args::{AsArguments, CallerArguments};
use crate::output::{say, say_json};
use crate::show;

pub(super) fn show(
    context: &Context,
    report: &str,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let shown: Option<wire::Report> = if context.is_remote() {
        let (id, purpose) = (percent_encode(report), purpose.name());
        let matter = caller.matter_parameter();
        let answer = context.get(&format!("/api/v1/reports/{id}?purpose={purpose}{matter}"))?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let recipient = named(house, caller)?;
            let shown = house.show(
                operator(recipient, purpose, caller.matter.as_deref()),
                report,
                Manner::Display,
            )?;
            Ok(shown.map(|released| wire::Report::of(released.rendition())))
        })?
    };
    let Some(shown) = shown else { return Ok(nothing(context)) };
    if context.json {
        say_json(&serde_json::to_value(&shown)?);
    } else {
        show::report(&shown);
    }
    Ok(Answer::Done)
}

/// Reports that say nearly the same.
pub(super) fn duplicates(
    context: &Context,
    report: &str,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let found: Option<Vec<wire::Duplicate>> = if context.is_remote() {
        let (id, purpose) = (percent_encode(report), purpose.name());
        let matter = caller.matter_parameter();
        let path = format!("/api/v1/search/duplicates?id={id}&purpose={purpose}{matter}");
        context.get(&path)?.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let found = house.duplicates(by, report, Manner::Search)?;
            Ok(found.map(|found| found.iter().map(wire::Duplicate::of).collect()))
        })?
    };
    let Some(found) = found else { return Ok(nothing(context)) };
    for duplicate in &found {
        match context.json {
            true => say_json(&serde_json::to_value(duplicate)?),
            false => {
                let owed = show::owed(&duplicate.hit).map(|owed| format!("  ! {owed}"));
                let (likeness, report) = (duplicate.likeness, &duplicate.hit.report);
                say(&format!("{likeness:.2}  {report}{}", owed.unwrap_or_default()));
            }
        }
    }
    if found.is_empty() && !context.json {
        say("nothing that you may have says nearly the same");
    }
    Ok(Answer::Done)
}

pub(super) fn decide(
    context: &Context,
    report: &str,
    to: &str,
    purpose_text: &str,
    matter: Option<&str>,
    manner: &str,
    at: Option<&str>,
) -> anyhow::Result<Answer> {
    let purpose = purpose(purpose_text)?;
    let known = || format!("`{manner}` is no manner; use one of {}", Manner::names());
    let manner = Manner::parse(manner).with_context(known)?;
    let time = at.map(Timestamp::parse).transpose()?;
    let decision: Option<wire::Decision> = if context.is_remote() {
        let request = json!({ "report": report, "recipient": to, "purpose": purpose.name(),
                    "matter": matter, "manner": manner.name(), "at": at });
        let answer = context.post("/api/v1/decisions", &request)?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let caller = operator(house.recipient(to)?, purpose, matter);
            let path = std::path::Path::new(report);
            let decision = if path.is_file() {
                Some(house.ponder(caller, &drafted(house, path)?, manner, time)?)
            } else {
                house.decide(caller, report, manner, time)?
            };
            Ok(decision.map(|decision| wire::Decision::of(&decision)))
        })?
    };
    let Some(decision) = decision else { return Ok(nothing(context)) };
    if context.json {
        say_json(&serde_json::to_value(&decision)?);
    } else {
        show::decision(&decision);
    }
    Ok(Answer::positive(decision.outcome != "withhold"))
}

/// A report in a file that was not submitted yet.
fn drafted(house: &Clearinghouse, path: &std::path::Path) -> anyhow::Result<model::Report> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let draft = ingestion::read(bytes.trim_ascii()).map_err(|refusal| {
        anyhow::anyhow!("{}, column {}: {refusal}", path.display(), refusal.column)
    })?;
    let marked = ingestion::Marker::new(house.community()).mark(draft);
    Ok(marked.with_context(|| path.display().to_string())?.report)
}

pub(super) fn nothing(context: &Context) -> Answer {
    if context.json {
        say_json(&json!({ "outcome": "withhold" }));
    } else {
        say("not releasable to this recipient for this purpose, or not there");
    }
    Answer::Negative
}

pub(super) fn named<'h>(
    house: &'h Clearinghouse,
    caller: &CallerArguments,
) -> anyhow::Result<&'h Recipient> {
    let id = caller.recipient.as_deref().context("say in whose name with --as RECIPIENT")?;
    Ok(house.recipient(id)?)
}

pub(super) fn operator<'a>(
    recipient: &'a Recipient,
    purpose: Purpose,
    matter: Option<&'a str>,
) -> Caller<'a> {
    Caller { recipient, purpose, matter, by: Some("operator") }
}

pub(super) fn purpose(text: &str) -> anyhow::Result<Purpose> {
    Purpose::parse(text).ok_or_else(|| server::Error::Purpose { text: text.to_owned() }.into())
}

impl AsArguments {
    /// In whose name it is done, on the data folder.
    pub(super) fn named<'h>(&self, house: &'h Clearinghouse) -> anyhow::Result<&'h Recipient> {
        let id = self.recipient.as_deref().context("say in whose name with --as RECIPIENT")?;
        Ok(house.recipient(id)?)
    }
}

impl Context {
    /// Runs on the data folder.
    pub(super) fn with_house<T>(
        &self,
        work: impl FnOnce(&Clearinghouse) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let (house, _) = self.open(SMALL)?;
        let done = work(&house);
        house.close()?;
        done
    }
}
