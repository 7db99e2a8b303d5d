//! `tearline entity notices`: whom and what several originators hold.

use anyhow::Context as _;
use model::Manner;

use server::wire::Correlations;

use super::super::ask::{named, operator, purpose};
use super::super::{Answer, Context};
use super::{line, owed};
use crate::args::CallerArguments;
use crate::output::{say, say_json};

pub(super) fn run(
    context: &Context,
    since: Option<&str>,
    limit: usize,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let since = since.map(super::time).transpose()?;
    let found: Correlations = if context.is_remote() {
        let since = since.map(|at| format!("&since={}", at.rfc3339())).unwrap_or_default();
        let matter = caller.matter_parameter();
        let asked = format!("purpose={}{matter}&limit={limit}{since}", purpose.name());
        let answer = context.get(&format!("/api/v1/entities/notices?{asked}"))?;
        serde_json::from_value(answer.context("the server does not know you")?)?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let since = since.unwrap_or_else(|| house.days_ago(DAYS));
            Ok(Correlations::of(&house.correlations(by, since, Manner::Search, limit)?))
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&found)?);
    } else if found.notices.is_empty() {
        say("nobody and nothing, as far as you may be told");
    } else {
        say(&found.banner);
    }
    for notice in found.notices.iter().filter(|_| !context.json) {
        line(&notice.entity);
        let held = notice.originators.join(", ");
        match notice.told.len() < notice.originators.len() {
            true => say(&format!("  held by {held}; told: {}", told(&notice.told))),
            false => say(&format!("  held by {held}; all are told")),
        }
    }
    if !context.json {
        owed(&found.sources);
    }
    Ok(Answer::positive(!found.notices.is_empty()))
}

fn told(told: &[String]) -> String {
    if told.is_empty() { "the Center alone".to_owned() } else { told.join(", ") }
}

/// Days back, where nobody says since when.
const DAYS: i64 = 30;
