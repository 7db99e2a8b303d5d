//! `tearline feed`: contracts of feeds.

mod reading;
mod watching;

use anyhow::Context as _;
use model::Clock as _;
use serde_json::json;
use server::SystemClock;
use server::wire::{Brings, ContractProposal, ContractRecord, Shadow};

use super::{Answer, Context};
use crate::args::{FeedCommand, FeedPropose};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &FeedCommand) -> anyhow::Result<Answer> {
    match what {
        FeedCommand::Propose(asked) => propose(context, asked),
        FeedCommand::Shadow { id } => shadow(context, id),
        FeedCommand::Approve { id } => {
            context.for_the_center()?;
            context.with_house(|house| Ok(house.approve_contract(id, OPERATOR)?))?;
            done(context, id, "approved")
        }
        FeedCommand::Close { id, why } => close(context, id, why),
        FeedCommand::Read { name, reader, after, limit } => {
            let limit = usize::try_from(*limit)?;
            reading::read(context, (reader.as_deref(), name), (*after, limit))
        }
        FeedCommand::Receive { name, reader, through } => {
            reading::receive(context, (reader.as_deref(), name), *through)
        }
        FeedCommand::Check { name, reader, log } => {
            reading::check(context, (reader.as_deref(), name), log)
        }
        FeedCommand::Use { report, text, user } => {
            reading::declare_use(context, user.as_deref(), report, text)
        }
        FeedCommand::Coverage { report: None } => watching::coverage(context),
        FeedCommand::Coverage { report: Some(report) } => watching::coverage_of(context, report),
        FeedCommand::Owed { hours } => watching::owed(context, *hours),
        FeedCommand::Digest => digest(context),
        FeedCommand::Undelivered => watching::undelivered(context),
        FeedCommand::List { to } => list(context, to.as_deref()),
    }
}

impl Context {
    /// Refuses to do over the network what is the Center's to do.
    fn for_the_center(&self) -> anyhow::Result<()> {
        if self.is_remote() {
            anyhow::bail!("the Center does this: run it on the data folder, with --data");
        }
        Ok(())
    }
}

fn propose(context: &Context, asked: &FeedPropose) -> anyhow::Result<Answer> {
    let proposal = proposal(asked);
    if context.is_remote() {
        if asked.to.is_some() {
            anyhow::bail!("whoever asks a server proposes for itself: leave --to out");
        }
        let answer = context.post("/api/v1/contracts", &serde_json::to_value(&proposal)?)?;
        let answer = answer.context("the server takes no proposals")?;
        let id = answer.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
        return done(context, id, "proposed; the Center approves it or not");
    }
    let to = asked.to.as_deref().context("say for whom it is with --to RECIPIENT")?;
    let (id, shadow) = context.with_house(|house| {
        let contract = proposal.contract(house.recipient(to)?, SystemClock.now())?;
        let id = house.propose(&contract, OPERATOR)?;
        Ok((id, Shadow::of(&house.shadow_run(&contract)?)))
    })?;
    if context.json {
        say_json(&json!({ "id": id, "shadow": shadow }));
        return Ok(Answer::Done);
    }
    say(&format!("proposed: contract {id}; nothing is brought before `feed approve {id}`"));
    tell(&shadow);
    Ok(Answer::Done)
}

fn proposal(asked: &FeedPropose) -> ContractProposal {
    ContractProposal {
        name: asked.name.clone(),
        purpose: asked.purpose.clone(),
        matter: asked.matter.clone(),
        query: asked.query.clone(),
        topics: asked.topic.clone(),
        kinds: asked.kind.clone(),
        precedence_min: asked.precedence.clone(),
        level_max: asked.level.clone(),
        from: asked.from.clone(),
        until: asked.until.clone(),
    }
}

fn close(context: &Context, id: &str, why: &str) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let path = format!("/api/v1/contracts/{}/end", server::percent_encode(id));
        context.post(&path, &json!({ "why": why }))?.context("the server has no such contract")?;
    } else {
        context.with_house(|house| Ok(house.close_contract(id, why, OPERATOR)?))?;
    }
    done(context, id, "closed")
}

fn shadow(context: &Context, id: &str) -> anyhow::Result<Answer> {
    context.for_the_center()?;
    let shadow = context.with_house(|house| {
        let known = house.contract(id)?;
        Ok(Shadow::of(&house.shadow_run(&known.contract)?))
    })?;
    match context.json {
        true => say_json(&serde_json::to_value(&shadow)?),
        false => tell(&shadow),
    }
    Ok(Answer::Done)
}

/// A letter that was not taken is a failure; the others go all the same.
fn digest(context: &Context) -> anyhow::Result<Answer> {
    context.for_the_center()?;
    let sent = context.with_house(|house| {
        house.bring_feeds()?;
        Ok(house.send_digests(|_| true)?)
    })?;
    let mut failed = None;
    for (feed, sent) in sent {
        match sent {
            Ok(sent) => say(&format!("{feed}: {sent} positions sent")),
            Err(error) => failed = Some(anyhow::anyhow!("{feed}: {error}")),
        }
    }
    failed.map_or(Ok(Answer::Done), Err)
}

fn tell(shadow: &Shadow) {
    let Shadow { adds, removes, changes, same } = shadow;
    let (more, fewer, others) = (adds.len(), removes.len(), changes.len());
    say(&format!(
        "of what is stored it would bring {more} more reports, {fewer} fewer, {others} in another \
         form, and {same} as before"
    ));
    for (sign, list) in [('+', adds), ('-', removes), ('~', changes)] {
        for Brings { report, version, outcome } in list {
            say(&format!("{sign} {report} v{version}  {outcome}"));
        }
    }
}

fn list(context: &Context, to: Option<&str>) -> anyhow::Result<Answer> {
    let all: Vec<ContractRecord> = if context.is_remote() {
        let own = context.get("/api/v1/contracts")?.context("the server lists no contracts")?;
        serde_json::from_value(own)?
    } else {
        context.with_house(|house| {
            let whose = to.map(|id| house.recipient(id)).transpose()?;
            let contracts = house.contracts();
            let own = contracts
                .iter()
                .filter(|of| whose.is_none_or(|whose| of.contract.recipient == whose.id));
            Ok(own.map(ContractRecord::of).collect())
        })?
    };
    if context.json {
        say_json(&serde_json::to_value(&all)?);
        return Ok(Answer::Done);
    }
    for of in &all {
        let ContractRecord { id, recipient, name, version, state, purpose, level_max, .. } = of;
        say(&format!(
            "{id}  {state:<9} {recipient}/{name} v{version}, {purpose}, up to {level_max}"
        ));
        let query = of.query.as_ref().map(|query| format!("query {query}"));
        let list = |what: &str, words: &[String]| {
            (!words.is_empty()).then(|| format!("{what} {}", words.join(", ")))
        };
        let least = of.precedence_min.as_ref().map(|least| format!("at least {least}"));
        let wanted = [query, list("topics", &of.topics), list("kinds", &of.kinds), least];
        let wanted: Vec<String> = wanted.into_iter().flatten().collect();
        say(&format!("              {}; from {} until {}", wanted.join("; "), of.from, of.until));
        if let Some(why) = &of.why {
            say(&format!("              closed: {why}"));
        }
    }
    Ok(Answer::Done)
}

fn done(context: &Context, id: &str, what: &str) -> anyhow::Result<Answer> {
    match context.json {
        true => say_json(&json!({ "id": id, "state": what })),
        false => say(&format!("{what}: contract {id}")),
    }
    Ok(Answer::Done)
}

const OPERATOR: &str = "operator";
