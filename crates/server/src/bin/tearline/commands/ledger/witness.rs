//! `tearline ledger witness`.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::{Checkpoint, CosignatureKey, Offer, SigningKey, cosign};
use model::Clock as _;
use serde_json::json;
use server::{Entropy, SystemClock};

use super::super::{Answer, Context, answered};
use super::{fetch_text, log_key, read};
use crate::args::LogKey;
use crate::output::{complain, say, say_json};

/// Makes a witness's key.
pub(super) fn make_key(name: &str, out: &Path) -> anyhow::Result<Answer> {
    anyhow::ensure!(!out.exists(), "{} is there already; choose another name", out.display());
    let key = SigningKey::from_seed(name, &Entropy.bytes()?)?;
    server::write_file(out, &format!("{}\n", key.secret_text()), true)?;
    say(CosignatureKey::of_signing(&key)?.text());
    Ok(Answer::Done)
}

/// Looks at the server's checkpoint, and cosigns it if it continues what was seen last.
pub(super) fn run(
    context: &Context,
    key: &Path,
    state: &Path,
    log: &LogKey,
) -> anyhow::Result<Answer> {
    let key = SigningKey::parse(&read(key)?).with_context(|| key.display().to_string())?;
    let log = log_key(context, log)?;
    // Two runs at once could cosign two stories: the second waits.
    let lock = beside(state, "lock");
    let lock = File::create(&lock).with_context(|| format!("cannot create {}", lock.display()))?;
    lock.lock()?;
    let seen = match state.exists() {
        true => Some(Checkpoint::open(&read(state)?, &log).with_context(|| {
            format!("{} is not what a witness of this log saw last", state.display())
        })?),
        false => None,
    };
    let old = seen.as_ref().map_or(0, |seen| seen.size);
    let text = fetch_text(context, &format!("/api/v1/ledger/offer?old={old}"))?;
    let text = text.context("the server makes no offer")?;
    let looked = Offer::parse(&text).and_then(|offer| {
        let checkpoint = offer.examine(&log, seen.as_ref())?;
        Ok((offer, checkpoint))
    });
    match looked {
        Ok((offer, checkpoint)) => {
            let at = u64::try_from(SystemClock.now().micros().div_euclid(1_000_000))?;
            let cosigned = cosign(&offer.checkpoint, &key, at)?;
            // What was cosigned must never be forgotten, so it is kept before it is handed over.
            server::write_file(state, &cosigned, false)?;
            hand_over(context, cosigned)?;
            cosigned_said(context, old, &checkpoint);
            Ok(Answer::Done)
        }
        Err(error) => {
            let evidence = beside(state, "refused");
            server::write_file(&evidence, &text, false)?;
            let (error, evidence) = (error.to_string(), evidence.display().to_string());
            if context.json {
                say_json(&json!({ "cosigned": false, "text": error, "evidence": evidence }));
            } else {
                complain(&format!("refused: {error}"));
                complain(&format!("what the server offered is kept as {evidence}"));
            }
            Ok(Answer::Negative)
        }
    }
}

fn hand_over(context: &Context, cosigned: String) -> anyhow::Result<()> {
    let client = context.client()?;
    let path = "/api/v1/ledger/cosignatures";
    let answer = client.post(path, "text/plain; charset=utf-8", cosigned.into_bytes())?;
    answered(answer)?.context("the server does not take cosignatures")?;
    Ok(())
}

fn cosigned_said(context: &Context, old: u64, checkpoint: &Checkpoint) {
    let Checkpoint { origin, size, root, map: _ } = checkpoint;
    if context.json {
        let root = root.to_string();
        say_json(&json!({ "cosigned": true, "from": old, "entries": size, "root": root }));
    } else {
        say(&format!("cosigned {origin}: {size} entries, root {root}, continuing {old}"));
    }
}

fn beside(state: &Path, what: &str) -> PathBuf {
    state.with_added_extension(what)
}
