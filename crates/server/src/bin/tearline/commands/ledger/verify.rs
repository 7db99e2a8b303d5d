//! `tearline ledger verify`: the data folder, an export, a proof, an offer.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::{
    Checkpoint, CosignatureKey, Demand, EntryProof, Examined, ExportSource, Offer, Slice, Verdict,
    VerifyingKey,
};
use serde_json::json;
use server::Proof;

use super::super::{Answer, Context};
use super::{key_text, read};
use crate::args::SliceCheck;
use crate::output::{say, say_json};

/// Verifies the log in the data folder.
pub(super) fn data_folder(context: &Context) -> anyhow::Result<Answer> {
    match server::verify_ledger(&context.folder)? {
        Proof::Holds(verified) => {
            let ledger::Verified { size, root, uncovered, kept: _ } = verified;
            if context.json {
                let root = root.to_string();
                say_json(&json!({
                    "valid": true, "entries": size, "root": root, "uncovered": uncovered,
                }));
            } else {
                say(&format!("the ledger holds: {size} entries, root {root}"));
                if uncovered > 0 {
                    say(&format!("{uncovered} later entries are whole and not yet signed"));
                }
            }
            Ok(Answer::Done)
        }
        Proof::Fails(faults) => {
            if context.json {
                let findings: Vec<_> = faults
                    .iter()
                    .map(|fault| json!({ "entry": fault.seq, "text": fault.text }))
                    .collect();
                say_json(&json!({ "valid": false, "findings": findings }));
            } else {
                say("the ledger does not hold:");
                faults.iter().for_each(|fault| say(&format!("  {}", fault.text)));
            }
            Ok(Answer::Negative)
        }
    }
}

/// Verifies what somebody handed over, with nothing of the server's but its public key.
pub(super) fn file(
    context: &Context,
    path: &Path,
    key: Option<&str>,
    (checkpoints, witnesses): (&[PathBuf], &[String]),
    slice: &SliceCheck,
) -> anyhow::Result<Answer> {
    let key = key.context("say by which key the log is known with --key KEY")?;
    let key = VerifyingKey::parse(key_text(key)?.trim())?;
    let named = |path: &PathBuf| Ok((path.display().to_string(), read(path)?));
    let checkpoints = checkpoints.iter().map(named).collect::<anyhow::Result<Vec<_>>>()?;
    let witness = |key: &String| Ok(CosignatureKey::parse(key_text(key)?.trim())?);
    let witnesses = witnesses.iter().map(witness).collect::<anyhow::Result<Vec<_>>>()?;
    let start = start_of(path)?;
    if EntryProof::is_begun_by(&start) {
        return Ok(proof(context, &read(path)?, &key, &witnesses));
    }
    if Slice::is_begun_by(&start) {
        let text = read(path)?;
        return super::slice::verify(context, &text, &key, slice, (&checkpoints, &witnesses));
    }
    if start.starts_with("old ") {
        return offer(context, &read(path)?, &key, &checkpoints);
    }
    let demand = Demand { key: &key, checkpoints: &checkpoints, witnesses: &witnesses };
    let examined = ledger::examine(&ExportSource::open(path)?, demand)?;
    report(context, &examined);
    Ok(Answer::positive(examined.verdict == Verdict::Complete))
}

/// The first bytes of a file, as far as they are text.
fn start_of(path: &Path) -> anyhow::Result<String> {
    if path.is_dir() {
        return Ok(String::new());
    }
    let file = std::fs::File::open(path);
    let file = file.with_context(|| format!("cannot open {}", path.display()))?;
    let mut start = Vec::new();
    file.take(START_BYTES).read_to_end(&mut start)?;
    Ok(String::from_utf8_lossy(&start).into_owned())
}

fn report(context: &Context, examined: &Examined) {
    let Examined { verdict, flaws, size, root, cosigned } = examined;
    if context.json {
        let flaws: Vec<_> = flaws
            .iter()
            .map(|flaw| json!({ "entry": flaw.seq(), "text": flaw.to_string() }))
            .collect();
        let cosigned: Vec<_> = cosigned
            .iter()
            .map(|(who, what, at)| json!({ "witness": who, "checkpoint": what, "at": at }))
            .collect();
        say_json(&json!({
            "verdict": verdict.name(), "valid": *verdict == Verdict::Complete, "entries": size,
            "root": root.to_string(), "cosigned": cosigned, "findings": flaws,
        }));
        return;
    }
    say(&format!("{}: {size} entries, root {root}", verdict.name()));
    for (who, what, at) in cosigned {
        say(&format!("  {what} was cosigned by {who} at Unix time {at}"));
    }
    flaws.iter().for_each(|flaw| say(&format!("  {flaw}")));
}

fn proof(
    context: &Context,
    text: &str,
    key: &VerifyingKey,
    witnesses: &[CosignatureKey],
) -> Answer {
    let held = EntryProof::parse(text).and_then(|proof| {
        let checkpoint = proof.check(key)?;
        for witness in witnesses {
            witness.cosignature(&proof.checkpoint)?;
        }
        Ok((proof, checkpoint))
    });
    match held {
        Ok((proof, checkpoint)) => {
            let leaf = String::from_utf8_lossy(&proof.leaf).into_owned();
            let header = String::from_utf8_lossy(&proof.header).into_owned();
            let (entry, size) = (proof.seq, checkpoint.size);
            if context.json {
                say_json(&json!({
                    "valid": true, "entry": entry, "entries": size, "leaf": leaf, "header": header,
                }));
            } else {
                say(&format!("entry {entry} is in the log of {size} entries:"));
                header.lines().for_each(|line| say(&format!("  {line}")));
            }
            Answer::Done
        }
        Err(error) => refuse(context, &error),
    }
}

fn offer(
    context: &Context,
    text: &str,
    key: &VerifyingKey,
    checkpoints: &[(String, String)],
) -> anyhow::Result<Answer> {
    let (name, seen) = checkpoints.first().context("say which it continues with --checkpoint")?;
    let held = Checkpoint::open(seen, key).and_then(|seen| {
        let offered = Offer::parse(text)?.examine(key, Some(&seen))?;
        Ok((seen, offered))
    });
    Ok(match held {
        Ok((seen, offered)) => {
            let (from, size) = (seen.size, offered.size);
            if context.json {
                say_json(&json!({ "valid": true, "from": from, "entries": size }));
            } else {
                say(&format!("the log of {size} entries continues the {from} of {name}"));
            }
            Answer::Done
        }
        Err(error) => refuse(context, &error),
    })
}

fn refuse(context: &Context, error: &ledger::Error) -> Answer {
    if context.json {
        say_json(&json!({ "valid": false, "text": error.to_string() }));
    } else {
        say(&error.to_string());
    }
    Answer::Negative
}

/// Enough to tell what a file is.
const START_BYTES: u64 = 100;
