//! What the Center watches of feeds: who has what, who owes word, what was not taken.

use anyhow::Context as _;
use model::{Clock as _, Timestamp};
use server::wire::{FeedCoverage, ReportStanding, Undelivered, WordOwed};
use server::{SystemClock, UNDELIVERED};

use super::super::{Answer, Context};
use crate::output::{say, say_json};

/// What is lacking is a negative answer: whoever watches it need not read.
pub(super) fn coverage(context: &Context) -> anyhow::Result<Answer> {
    context.for_the_center()?;
    let all: Vec<FeedCoverage> = context.with_house(|house| {
        house.bring_feeds()?;
        Ok(house.coverage()?.iter().map(FeedCoverage::of).collect())
    })?;
    let lacks = all.iter().any(|of| !of.lacking.is_empty());
    if context.json {
        say_json(&serde_json::to_value(&all)?);
    } else {
        for of in &all {
            let FeedCoverage { recipient, feed, wanted, ready, read, received, lacking } = of;
            say(&format!(
                "{recipient}/{feed}: {wanted} wanted and permitted, {ready} ready, {read} read, \
                 {received} received, {} lacking",
                lacking.len()
            ));
            lacking.iter().for_each(|report| say(&format!("  lacks {report}")));
        }
    }
    Ok(if lacks { Answer::Negative } else { Answer::Done })
}

/// How one report stands with each contract.
pub(super) fn coverage_of(context: &Context, report: &str) -> anyhow::Result<Answer> {
    context.for_the_center()?;
    let all: Vec<ReportStanding> = context.with_house(|house| {
        house.bring_feeds()?;
        Ok(house.coverage_of_report(report)?.iter().map(ReportStanding::of).collect())
    })?;
    let lacks = all.iter().any(|of| of.standing == "lacks");
    if context.json {
        say_json(&serde_json::to_value(&all)?);
    } else {
        for ReportStanding { recipient, feed, standing, position, since, refused_by } in &all {
            let place = position.map(|at| format!(", position {at}")).unwrap_or_default();
            let since = since.as_ref().map(|at| format!(" since {at}")).unwrap_or_default();
            let why = match refused_by.as_slice() {
                [] => String::new(),
                rules => format!(": {}", rules.join(", ")),
            };
            say(&format!("{recipient}/{feed}: {standing}{place}{since}{why}"));
        }
        if all.is_empty() {
            say("no contract is in force");
        }
    }
    Ok(if lacks { Answer::Negative } else { Answer::Done })
}

pub(super) fn owed(context: &Context, hours: u32) -> anyhow::Result<Answer> {
    context.for_the_center()?;
    let before = SystemClock.now().micros().saturating_sub(i64::from(hours) * 3_600_000_000);
    let all: Vec<WordOwed> = context.with_house(|house| {
        let owed = house.owed(Timestamp::from_micros(before))?;
        Ok(owed.iter().map(WordOwed::of).collect())
    })?;
    if context.json {
        say_json(&serde_json::to_value(&all)?);
        return Ok(Answer::Done);
    }
    for WordOwed { recipient, feed, position, since, report, what } in &all {
        say(&format!("{recipient}/{feed} {position}: {what} {report}, since {since}"));
    }
    if all.is_empty() {
        say(&format!("nobody owes word for longer than {hours} hours"));
    }
    Ok(Answer::Done)
}

/// As the server noted it; the folder need not be free.
pub(super) fn undelivered(context: &Context) -> anyhow::Result<Answer> {
    let file = context.folder.join(UNDELIVERED);
    let all: Vec<Undelivered> = match std::fs::read(&file) {
        Ok(text) => serde_json::from_slice(&text).with_context(|| format!("{}", file.display()))?,
        Err(_) => Vec::new(),
    };
    if context.json {
        say_json(&serde_json::to_value(&all)?);
        return Ok(Answer::Done);
    }
    for Undelivered { recipient, feed, url, behind, tries, is_dead, at, why } in &all {
        let dead = if *is_dead { "dead, tried hourly" } else { "tried again" };
        say(&format!(
            "{recipient}/{feed} behind {behind} to {url}: {dead}; {tries} tries, last {at}: {why}"
        ));
    }
    if all.is_empty() {
        say("webhooks have taken everything");
    }
    Ok(Answer::Done)
}
