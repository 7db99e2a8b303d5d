//! `tearline admin`.

use std::path::PathBuf;
use std::sync::Arc;

use model::Clock as _;
use serde_json::json;
use server::{Clearinghouse, SystemClock};

use super::{Answer, Context, LARGE, SMALL};
use crate::args::AdminCommand;
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: AdminCommand) -> anyhow::Result<Answer> {
    match what {
        AdminCommand::Status => status(context),
        AdminCommand::Purge { report, version, because } => {
            purge(context, (&report, version), &because)
        }
        AdminCommand::Reindex => reindex(context),
        AdminCommand::Certificate { recipient, out, days } => {
            certificate(context, &recipient, out, days)
        }
    }
}

fn status(context: &Context) -> anyhow::Result<Answer> {
    let (house, _) = context.open(SMALL)?;
    let (reports, quarantined) = house.store().counts()?;
    let entries = house.store().journal().next_seq();
    let classes = house.store().interner().handlings().len();
    let views = house.store().interner().views().len();
    if context.json {
        say_json(&json!({
            "reports": reports, "quarantined": quarantined, "entries": entries,
            "handling_classes": classes, "views": views,
        }));
    } else {
        say(&format!("reports           {reports:>12}"));
        say(&format!("quarantined       {quarantined:>12}"));
        say(&format!("ledger entries    {entries:>12}"));
        say(&format!("handling classes  {classes:>12}"));
        say(&format!("views             {views:>12}"));
    }
    house.close()?;
    Ok(Answer::Done)
}

fn reindex(context: &Context) -> anyhow::Result<Answer> {
    let reindexed = match Clearinghouse::rebuild(&context.folder, Arc::new(SystemClock), LARGE) {
        Err(server::Error::Store(store::Error::Held { by, .. })) => {
            return reindex_online(context, by);
        }
        rebuilt => rebuilt?,
    };
    if context.json {
        say_json(&json!({ "reindexed": reindexed }));
    } else {
        say(&format!("made anew from the journal: {reindexed} reports"));
    }
    Ok(Answer::Done)
}

/// Asks the process that holds the folder, and waits until it has done it.
fn reindex_online(context: &Context, by: Option<u32>) -> anyhow::Result<Answer> {
    let asked = Clearinghouse::ask_to_reindex(&context.folder)?;
    let whom = by.map_or("another process".to_owned(), |by| format!("process {by}"));
    if !context.json {
        say(&format!("{whom} has the data folder: it makes its index anew while it serves"));
    }
    let mut waited = std::time::Duration::ZERO;
    while asked.exists() {
        anyhow::ensure!(
            waited < REINDEX_TIME_MAX,
            "{whom} did not make the index anew: only a server does, and its log says why not"
        );
        std::thread::sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
    }
    if context.json {
        say_json(&json!({ "reindexed": "online" }));
    } else {
        say("the index was made anew");
    }
    Ok(Answer::Done)
}

const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(100);
const REINDEX_TIME_MAX: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

fn purge(context: &Context, what: (&str, Option<u32>), because: &str) -> anyhow::Result<Answer> {
    let clock = Arc::new(SystemClock);
    let (purge, derived) = Clearinghouse::purge(&context.folder, clock, LARGE, what, because)?;
    let versions: Vec<u32> = purge.entries.iter().filter_map(|entry| entry.version).collect();
    let aside = purge.entries.len() - versions.len();
    if context.json {
        say_json(&json!({
            "report": purge.report, "versions": versions, "set_aside": aside, "derived": derived,
        }));
        return Ok(Answer::Done);
    }
    let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
    say(&format!("{}: erased versions {}", purge.report, versions.join(", ")));
    if aside > 0 {
        say(&format!("and {aside} submissions of it that were set aside"));
    }
    if !derived.is_empty() {
        say(&format!("derived from it, and not touched: {}", derived.join("; ")));
    }
    say("backups, and files that were handed out, still have it: docs/operating.md");
    Ok(Answer::Done)
}

fn certificate(
    context: &Context,
    recipient: &str,
    out: Option<PathBuf>,
    days: i64,
) -> anyhow::Result<Answer> {
    let config = context.folder.config()?;
    let community = server::load_community(&config.community)?;
    let known = community.recipients.keys().any(|id| id.as_str() == recipient);
    anyhow::ensure!(known, "`{recipient}` is not a recipient of this community");
    server::note_beside(
        &context.folder,
        &format!("issued a certificate to {recipient} for {days} days"),
    )?;
    let pem = server::issue_certificate(&context.folder, recipient, SystemClock.now(), days)?;
    let out = out.unwrap_or_else(|| PathBuf::from(format!("{recipient}.pem")));
    server::write_file(&out, &pem, true)?;
    say(&format!("{} is the certificate and key of {recipient}, for {days} days", out.display()));
    Ok(Answer::Done)
}
