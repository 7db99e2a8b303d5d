//! `tearline entity`: who is who, as a recipient may know it.

mod judging;
mod notices;
mod pictures;

use anyhow::Context as _;
use model::{Manner, Timestamp};
use server::percent_encode;
use server::wire::{Entities, Entity, EntityName, EntitySource};

use super::ask::{named, nothing, operator, purpose};
use super::{Answer, Context};
use crate::args::{CallerArguments, EntityCommand};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &EntityCommand) -> anyhow::Result<Answer> {
    match what {
        EntityCommand::Find { name, limit, caller } => find(context, name.trim(), *limit, caller),
        EntityCommand::Show { id, since, caller } => show(context, id, since.as_deref(), caller),
        EntityCommand::Graph { id, hops, limit, caller } => {
            pictures::graph(context, id, (*hops, *limit), caller)
        }
        EntityCommand::Path { from, to, caller } => pictures::path(context, (from, to), caller),
        EntityCommand::Judge { verdict, mentions, because, caller } => {
            judging::judge(context, (verdict, mentions), because, caller)
        }
        EntityCommand::Withdraw { judgement, because, caller } => {
            judging::withdraw(context, judgement, because, caller)
        }
        EntityCommand::Notices { since, limit, caller } => {
            notices::run(context, since.as_deref(), *limit, caller)
        }
    }
}

fn find(
    context: &Context,
    name: &str,
    limit: usize,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let found: Entities = if context.is_remote() {
        let (name, purpose) = (percent_encode(name), purpose.name());
        let matter = caller.matter_parameter();
        let path = format!("/api/v1/entities?q={name}&limit={limit}&purpose={purpose}{matter}");
        let answer = context.get(&path)?.context("the server does not know you")?;
        serde_json::from_value(answer)?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(Entities::of(&house.find_entities(by, name, Manner::Search, limit)?))
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&found)?);
    } else if !found.entities.is_empty() {
        say(&found.banner);
        found.entities.iter().for_each(line);
    } else {
        say("nobody and nothing of that name in what you may have");
    }
    Ok(Answer::positive(!found.entities.is_empty()))
}

fn show(
    context: &Context,
    id: &str,
    since: Option<&str>,
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let since = since.map(time).transpose()?;
    let shown: Option<Entity> = if context.is_remote() {
        let (id, purpose) = (percent_encode(id), purpose.name());
        let matter = caller.matter_parameter();
        let since = since.map(|at| format!("&since={}", at.rfc3339())).unwrap_or_default();
        let path = format!("/api/v1/entities/{id}?purpose={purpose}{matter}{since}");
        let answer = context.get(&path)?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(house.entity(by, id, since, Manner::Search)?.map(|shown| Entity::of(&shown)))
        })?
    };
    let Some(shown) = shown else { return Ok(nothing(context)) };
    match context.json {
        true => say_json(&serde_json::to_value(&shown)?),
        false => tell(&shown),
    }
    Ok(Answer::Done)
}

fn tell(shown: &Entity) {
    say(&shown.banner);
    line(&shown.entity);
    for statement in &shown.statements {
        let reports = statement.reports.join(", ");
        let new = if statement.new { "  new" } else { "" };
        say(&format!("  {}: {}  ({reports}){new}", statement.what, statement.value));
    }
    for judgement in &shown.judgements {
        let about = judgement.about.iter().map(|of| format!("{} in {}", of.name, of.report));
        let about = about.collect::<Vec<_>>().join("; ");
        say(&format!("\n{} decided: {}: {about}", judgement.report, judgement.verdict));
        judgement.because.iter().for_each(|because| say(&format!("  {because}")));
    }
    for joined in &shown.joined {
        say(&format!("\n{} goes with {}: {} bits", joined.mention, joined.with, joined.weight));
        for evidence in &joined.evidence {
            say(&format!("  {evidence}"));
        }
    }
    if !shown.associates.is_empty() {
        say("\ngoes with");
    }
    for associate in &shown.associates {
        line(&associate.entity);
        let ties = [associate.reports.as_slice(), &associate.numbers].concat();
        say(&format!("  by {}", ties.join(", ")));
    }
    if !shown.together.is_empty() {
        say("\nseen together on several days");
    }
    for together in &shown.together {
        line(&together.entity);
        say(&format!("  on {} by {}", together.days.join(", "), together.reports.join(", ")));
    }
    if !shown.places.is_empty() {
        say("\nplaces");
    }
    for place in &shown.places {
        let country = place.country.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
        let when = place.at.as_deref().map_or("", day);
        say(&format!("  {when}  {}{country}  ({})", place.place, place.report));
    }
    owed(&shown.sources);
    say(&format!("\n{}", shown.banner));
}

/// What is owed for what was shown.
fn owed(sources: &[EntitySource]) {
    for source in sources {
        for owed in &source.obligations {
            say(&format!("  ! {}: {}", source.report, owed.text));
        }
    }
}

fn line(entity: &EntityName) {
    let mentions = if entity.mentions == 1 { "mention" } else { "mentions" };
    let EntityName { id, kind, name, mentions: count, .. } = entity;
    let days = entity.first_seen.as_ref().zip(entity.last_seen.as_ref());
    let seen = days.map(|(first, last)| format!(", {} to {}", day(first), day(last)));
    say(&format!("{id}  {name} ({kind}), {count} {mentions}{}", seen.unwrap_or_default()));
}

/// A day or a time.
fn time(text: &str) -> anyhow::Result<Timestamp> {
    Timestamp::parse(text).with_context(|| format!("`{text}` is no day and no time"))
}

/// The day of a time in RFC 3339.
fn day(at: &str) -> &str {
    at.split_once('T').map_or(at, |(day, _)| day)
}
