//! `tearline feed`: contracts of feeds.

use std::collections::BTreeSet;

use anyhow::Context as _;
use marking::Level;
use model::{Clock as _, Contract, Kind, Precedence, RecipientId, Timestamp, Topic, WantedReports};
use serde_json::json;
use server::wire::{
    Brings, ContractRecord, FeedCoverage, FeedItem, FeedPage, Received, Shadow, Undelivered,
    WordOwed,
};
use server::{Clearinghouse, SystemClock, UNDELIVERED};

use super::ask::purpose;
use super::{Answer, Context};
use crate::args::{FeedCommand, FeedPropose};
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: &FeedCommand) -> anyhow::Result<Answer> {
    if context.is_remote() {
        anyhow::bail!(
            "contracts are decided by the Center: run this on the data folder, with --data"
        );
    }
    match what {
        FeedCommand::Propose(asked) => propose(context, asked),
        FeedCommand::Shadow { id } => shadow(context, id),
        FeedCommand::Approve { id } => {
            context.with_house(|house| Ok(house.approve_contract(id, OPERATOR)?))?;
            done(context, id, "approved")
        }
        FeedCommand::Close { id, why } => {
            context.with_house(|house| Ok(house.close_contract(id, why, OPERATOR)?))?;
            done(context, id, "closed")
        }
        FeedCommand::Read { name, reader, after, limit } => {
            read(context, (reader, name), (*after, usize::try_from(*limit)?))
        }
        FeedCommand::Receive { name, reader, through } => {
            receive(context, (reader, name), *through)
        }
        FeedCommand::Coverage => coverage(context),
        FeedCommand::Owed { hours } => owed(context, *hours),
        FeedCommand::Digest => digest(context),
        FeedCommand::Undelivered => undelivered(context),
        FeedCommand::List { to } => list(context, to.as_deref()),
    }
}

fn propose(context: &Context, asked: &FeedPropose) -> anyhow::Result<Answer> {
    let (id, shadow) = context.with_house(|house| {
        let contract = contract(house, asked)?;
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

/// The proposal that was typed; each word is checked here, where it can be said what there is.
fn contract(house: &Clearinghouse, asked: &FeedPropose) -> anyhow::Result<Contract> {
    let recipient = house.recipient(&asked.to)?;
    let topics: Result<BTreeSet<Topic>, _> = asked.topic.iter().map(|of| Topic::new(of)).collect();
    let kind = |text: &String| {
        Kind::parse(text)
            .with_context(|| format!("`{text}` is no kind; there are {}", Kind::names()))
    };
    let precedence = asked.precedence.as_ref().map(|text| {
        let known = Precedence::parse(text);
        known.with_context(|| {
            format!("`{text}` is no precedence; there are {}", Precedence::names())
        })
    });
    let level = asked.level.as_ref().map(|text| {
        Level::find(text).with_context(|| format!("`{text}` is no level, such as SECRET"))
    });
    let time = |text: &str| {
        let example = "such as 2026-12-31 or 2026-12-31T12:00:00Z";
        Timestamp::parse(text).with_context(|| format!("`{text}` is no time, {example}"))
    };
    let from = asked.from.as_deref().map(time).transpose()?;
    Ok(Contract {
        recipient: RecipientId::clone(&recipient.id),
        name: asked.name.clone(),
        purpose: purpose(&asked.purpose)?,
        matter: asked.matter.clone(),
        wanted: WantedReports {
            query: asked.query.clone(),
            topics: topics?,
            kinds: asked.kind.iter().map(kind).collect::<anyhow::Result<_>>()?,
            precedence_min: precedence.transpose()?,
        },
        level_max: level.transpose()?.unwrap_or(recipient.clearance),
        from: from.unwrap_or_else(|| SystemClock.now()),
        until: time(&asked.until)?,
    })
}

fn shadow(context: &Context, id: &str) -> anyhow::Result<Answer> {
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

fn read(
    context: &Context,
    (reader, name): (&str, &str),
    (after, limit): (u64, usize),
) -> anyhow::Result<Answer> {
    let page = context.with_house(|house| {
        house.bring_feeds()?;
        let recipient = house.recipient(reader)?;
        let page = house.feed_page((recipient, Some(OPERATOR)), name, (after, limit))?;
        Ok(FeedPage::of(&page, after))
    })?;
    if context.json {
        say_json(&serde_json::to_value(&page)?);
        return Ok(Answer::Done);
    }
    for FeedItem { position, at, what, report, brought } in &page.items {
        let named = report.as_deref().unwrap_or("-");
        let form =
            brought.as_ref().map(|of| format!(" v{}  {}  {}", of.version, of.outcome, of.banner));
        let form = form.unwrap_or_default();
        say(&format!("{position}  {at}  {what:<10}  {named}{form}"));
    }
    say(&match page.more {
        true => format!("more stands behind {}: say --after {}", page.after, page.after),
        false => format!("nothing stands behind {} yet", page.after),
    });
    Ok(Answer::Done)
}

fn receive(
    context: &Context,
    (reader, name): (&str, &str),
    through: u64,
) -> anyhow::Result<Answer> {
    let through = context.with_house(|house| {
        let recipient = house.recipient(reader)?;
        Ok(house.receive((recipient, Some(OPERATOR)), name, through)?)
    })?;
    match context.json {
        true => say_json(&serde_json::to_value(Received { through })?),
        false => say(&format!("{reader} has {name} up to {through}")),
    }
    Ok(Answer::Done)
}

/// What is lacking is a negative answer: whoever watches it need not read.
fn coverage(context: &Context) -> anyhow::Result<Answer> {
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

fn owed(context: &Context, hours: u32) -> anyhow::Result<Answer> {
    let before = SystemClock.now().micros().saturating_sub(i64::from(hours) * 3_600_000_000);
    let all: Vec<WordOwed> = context.with_house(|house| {
        let owed = house.owed(Timestamp::from_micros(before))?;
        Ok(owed.iter().map(WordOwed::of).collect())
    })?;
    if context.json {
        say_json(&serde_json::to_value(&all)?);
        return Ok(Answer::Done);
    }
    for WordOwed { recipient, feed, position, since, report } in &all {
        say(&format!("{recipient}/{feed} {position}: {report}, since {since}"));
    }
    if all.is_empty() {
        say(&format!("nobody owes word for longer than {hours} hours"));
    }
    Ok(Answer::Done)
}

/// A letter that was not taken is a failure; the others go all the same.
fn digest(context: &Context) -> anyhow::Result<Answer> {
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

/// As the server noted it; the folder need not be free.
fn undelivered(context: &Context) -> anyhow::Result<Answer> {
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
    let all: Vec<ContractRecord> = context.with_house(|house| {
        let whose = to.map(|id| house.recipient(id)).transpose()?;
        let contracts = house.contracts();
        let own = contracts
            .iter()
            .filter(|of| whose.is_none_or(|whose| of.contract.recipient == whose.id));
        Ok(own.map(ContractRecord::of).collect())
    })?;
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
