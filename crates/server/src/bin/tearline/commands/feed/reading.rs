//! What recipients do with their feeds: read, say what they have, check it against the signed head.

use std::collections::BTreeMap;

use anyhow::Context as _;
use ledger::FeedHead;
use serde_json::json;
use server::Clearinghouse;
use server::wire::{DeclaredUse, FeedItem, FeedPage, Received};

use super::super::ledger::log_key;
use super::super::{Answer, Context};
use super::OPERATOR;
use crate::args::LogKey;
use crate::output::{say, say_json};

/// Prints some positions.
pub(super) fn read(
    context: &Context,
    (reader, name): (Option<&str>, &str),
    (after, limit): (u64, usize),
) -> anyhow::Result<Answer> {
    let page = if context.is_remote() {
        fetched_page(context, name, (after, limit))?
    } else {
        context.with_house(|house| {
            house.bring_feeds()?;
            read_page(house, (reader, name), (after, limit))
        })?
    };
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

/// Says that a recipient has its feed up to a position.
pub(super) fn receive(
    context: &Context,
    (reader, name): (Option<&str>, &str),
    through: u64,
) -> anyhow::Result<Answer> {
    let received = if context.is_remote() {
        let path = format!("/api/v1/feeds/{}/received", server::percent_encode(name));
        let body = serde_json::to_value(Received { through })?;
        serde_json::from_value(context.post(&path, &body)?.context(NO_FEED)?)?
    } else {
        context.with_house(|house| {
            let recipient = house.recipient(named(reader)?)?;
            let through = house.receive((recipient, Some(OPERATOR)), name, through)?;
            Ok(Received { through })
        })?
    };
    let Received { through } = received;
    match context.json {
        true => say_json(&serde_json::to_value(received)?),
        false => say(&format!("{name} is received up to {through}")),
    }
    Ok(Answer::Done)
}

/// Says what use was made of a report.
pub(super) fn declare_use(
    context: &Context,
    user: Option<&str>,
    report: &str,
    text: &str,
) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let said = DeclaredUse { report: report.to_owned(), r#use: text.to_owned() };
        context.post("/api/v1/use", &serde_json::to_value(said)?)?.context(NO_FEED)?;
    } else {
        context.with_house(|house| {
            let recipient = house.recipient(named(user)?)?;
            Ok(house.declare_use((recipient, Some(OPERATOR)), report, text)?)
        })?;
    }
    match context.json {
        true => say_json(&json!({ "report": report, "use": text })),
        false => say(&format!("its originator can read what use you made of {report}")),
    }
    Ok(Answer::Done)
}

/// Reads a feed to its end and checks that what it gives is what its signed head says.
pub(super) fn check(
    context: &Context,
    (reader, name): (Option<&str>, &str),
    log: &LogKey,
) -> anyhow::Result<Answer> {
    let key = log_key(context, log)?;
    let (signed, held) = if context.is_remote() {
        let held = held(|after| fetched_page(context, name, (after, PAGE)))?;
        let path = format!("/api/v1/feeds/{}/head", server::percent_encode(name));
        let signed = context.fetch(&path)?.context(NO_FEED)?;
        (String::from_utf8(signed).context("the server answered with what is no text")?, held)
    } else {
        context.with_house(|house| {
            house.bring_feeds()?;
            let held = held(|after| read_page(house, (reader, name), (after, PAGE)))?;
            Ok((house.feed_head(house.recipient(named(reader)?)?, name)?, held))
        })?
    };
    let head = FeedHead::open(&signed, &key)?;
    let lines = held.iter().map(|(report, (version, form))| FeedHead::line(report, *version, form));
    let holds = head.feed == name && head.holds(&lines.collect());
    let FeedHead { positions, held: said, at, .. } = head;
    if context.json {
        say_json(
            &json!({ "holds": holds, "positions": positions, "held": held.len(), "said": said }),
        );
    } else if holds {
        say(&format!("all is there: {said} reports at {positions} positions, {}", at.rfc3339()));
    } else {
        say(&format!(
            "this is not what the head says: it names {said} reports, and {} were read; read again, and \
             if it stays so keep both and tell the operator",
            held.len()
        ));
    }
    Ok(Answer::positive(holds))
}

/// What whoever reads all of a feed holds: each report in its last version and form.
fn held(
    mut page: impl FnMut(u64) -> anyhow::Result<FeedPage>,
) -> anyhow::Result<BTreeMap<String, (u32, String)>> {
    let mut held = BTreeMap::new();
    let mut after = 0;
    loop {
        let FeedPage { items, after: next, more } = page(after)?;
        for FeedItem { report, brought, .. } in items {
            match (report, brought) {
                (Some(report), Some(of)) => drop(held.insert(report, (of.version, of.outcome))),
                (Some(report), None) => drop(held.remove(&report)),
                (None, _) => {}
            }
        }
        if !more || next == after {
            return Ok(held);
        }
        after = next;
    }
}

fn read_page(
    house: &Clearinghouse,
    (reader, name): (Option<&str>, &str),
    (after, limit): (u64, usize),
) -> anyhow::Result<FeedPage> {
    let recipient = house.recipient(named(reader)?)?;
    let page = house.feed_page((recipient, Some(OPERATOR)), name, (after, limit))?;
    Ok(FeedPage::of(&page, after))
}

fn fetched_page(
    context: &Context,
    name: &str,
    (after, limit): (u64, usize),
) -> anyhow::Result<FeedPage> {
    let name = server::percent_encode(name);
    let path = format!("/api/v1/feeds/{name}?after={after}&limit={limit}");
    Ok(serde_json::from_value(context.get(&path)?.context(NO_FEED)?)?)
}

fn named(reader: Option<&str>) -> anyhow::Result<&str> {
    reader.context("say whose feed it is with --as RECIPIENT")
}

const NO_FEED: &str = "the server has no such feed of yours that is in force";
const PAGE: usize = 1_000;
