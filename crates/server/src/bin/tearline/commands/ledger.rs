//! `tearline ledger`.

mod export;
mod slice;
mod verify;
mod witness;

use std::path::Path;

use anyhow::Context as _;
use ledger::{Checkpoint, Offer, VerifyingKey};

use super::{Answer, Context, SMALL};
use crate::args::{LedgerCommand, LogKey};
use crate::output::{complain, say};

pub(super) fn run(context: &Context, what: LedgerCommand) -> anyhow::Result<Answer> {
    match what {
        LedgerCommand::Verify { path: None, .. } => verify::data_folder(context),
        LedgerCommand::Verify { path: Some(path), key, checkpoint, witness, slice } => {
            verify::file(context, &path, key.as_deref(), (&checkpoint, &witness), &slice)
        }
        LedgerCommand::Slice { of, from, since, out } => {
            slice::write(context, &of, (from, since.as_deref()), &out)
        }
        LedgerCommand::SliceKey { of } => slice::key(context, &of),
        LedgerCommand::Compare { one, other, key } => {
            slice::compare_files(context, (&one, &other), &key)
        }
        LedgerCommand::Checkpoint { since: None, .. } => checkpoint(context),
        LedgerCommand::Checkpoint { since: Some(since), log } => since_then(context, &since, &log),
        LedgerCommand::Prove { what } => prove(context, &what),
        LedgerCommand::Export { path, log } => export::run(context, &path, &log),
        LedgerCommand::Witness { key, state, log } => witness::run(context, &key, &state, &log),
        LedgerCommand::WitnessKey { name, out } => witness::make_key(&name, &out),
    }
}

fn checkpoint(context: &Context) -> anyhow::Result<Answer> {
    let text = if context.is_remote() {
        fetch_text(context, "/api/v1/ledger/checkpoint")?.context("the server has no checkpoint")?
    } else {
        let (house, _) = context.open(SMALL)?;
        let text = house.cosigned_checkpoint()?;
        house.close()?;
        text
    };
    say(text.trim_end());
    Ok(Answer::Done)
}

/// Prints the proof that the log continues an older checkpoint, once it holds.
fn since_then(context: &Context, since: &Path, log: &LogKey) -> anyhow::Result<Answer> {
    let key = log_key(context, log)?;
    let seen = Checkpoint::open(&read(since)?, &key)?;
    let old = seen.size;
    let offer = if context.is_remote() {
        let path = format!("/api/v1/ledger/offer?old={old}");
        Offer::parse(&fetch_text(context, &path)?.context("the server makes no offer")?)?
    } else {
        let (house, _) = context.open(SMALL)?;
        let offer = house.offer(old)?;
        house.close()?;
        offer
    };
    match offer.examine(&key, Some(&seen)) {
        Ok(_) => {
            say(offer.text().trim_end());
            Ok(Answer::Done)
        }
        Err(error) => {
            complain(&format!("{}: {error}", since.display()));
            Ok(Answer::Negative)
        }
    }
}

fn prove(context: &Context, what: &str) -> anyhow::Result<Answer> {
    let entry: Option<u64> = what.parse().ok();
    let proof = if context.is_remote() {
        let asked = match entry {
            Some(entry) => format!("entry={entry}"),
            None => format!("report={}", server::percent_encode(what)),
        };
        fetch_text(context, &format!("/api/v1/ledger/proof?{asked}"))?
    } else {
        let (house, _) = context.open(SMALL)?;
        let proof = match entry {
            Some(entry) => house.prove_entry(entry)?,
            None => house.prove_report(what, None)?,
        };
        house.close()?;
        proof.map(|proof| proof.text())
    };
    match proof {
        Some(text) => {
            say(text.trim_end());
            Ok(Answer::Done)
        }
        None => {
            complain("not yours to prove, or not there");
            Ok(Answer::Negative)
        }
    }
}

/// The key by which the log is known.
pub(super) fn log_key(context: &Context, log: &LogKey) -> anyhow::Result<VerifyingKey> {
    let text = match &log.log_key {
        Some(key) => key_text(key)?,
        None => read(&context.folder.join("keys/ledger.vkey"))
            .context("say by which key the log is known with --log-key KEY")?,
    };
    Ok(VerifyingKey::parse(text.trim())?)
}

/// A key that was typed, or stands in a file.
fn key_text(key: &str) -> anyhow::Result<String> {
    if Path::new(key).exists() { read(Path::new(key)) } else { Ok(key.to_owned()) }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn fetch_text(context: &Context, path: &str) -> anyhow::Result<Option<String>> {
    let body = context.fetch(path)?;
    body.map(|body| String::from_utf8(body).context("the server answered with what is no text"))
        .transpose()
}
