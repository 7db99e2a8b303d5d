//! `tearline entity judge` and `withdraw`: people decide who is who.

use anyhow::Context as _;
use model::Verdict;
use serde_json::json;
use server::NewJudgement;
use server::wire::Receipt;

use super::super::ask::{named, nothing, operator, purpose};
use super::super::{Answer, Context};
use crate::args::CallerArguments;
use crate::output::{say, say_json};

pub(super) fn judge(
    context: &Context,
    (verdict, mentions): (&str, &[String]),
    because: &str,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let receipt: Option<Receipt> = if context.is_remote() {
        let asked = format!("purpose={}{}", purpose.name(), caller.matter_parameter());
        let body = json!({ "verdict": verdict, "mentions": mentions, "because": because });
        let answer = context.post(&format!("/api/v1/entities/judgements?{asked}"), &body)?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        let verdict = Verdict::named(verdict).context("the verdict is none")?;
        let (mentions, because) = (mentions.to_vec(), because.to_owned());
        let new = NewJudgement { verdict, mentions, because };
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(house.judge(by, &new)?.map(|receipt| Receipt::of(&receipt)))
        })?
    };
    let Some(receipt) = receipt else { return Ok(nothing(context)) };
    if context.json {
        say_json(&serde_json::to_value(&receipt)?);
    } else {
        let report = receipt.report.as_deref().unwrap_or_default();
        let text = receipt.text.as_deref().unwrap_or_default();
        say(&format!("{}: {report} {text}", receipt.outcome));
    }
    Ok(Answer::positive(receipt.outcome == "accepted"))
}

pub(super) fn withdraw(
    context: &Context,
    judgement: &str,
    because: &str,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let done = if context.is_remote() {
        let asked = format!("purpose={}{}", purpose.name(), caller.matter_parameter());
        let body = json!({ "judgement": judgement, "because": because });
        context.post(&format!("/api/v1/entities/judgements/withdraw?{asked}"), &body)?.is_some()
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(house.withdraw_judgement(by, judgement, because)?)
        })?
    };
    if !done {
        return Ok(nothing(context));
    }
    if context.json {
        say_json(&json!({ "withdrawn": judgement }));
    } else {
        say(&format!("{judgement} is taken back: all is as if it had never been decided"));
    }
    Ok(Answer::Done)
}
