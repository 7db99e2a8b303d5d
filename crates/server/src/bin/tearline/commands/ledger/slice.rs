//! `tearline ledger slice`, `slice-key`, `compare`, and verifying a slice.

use std::path::Path;

use anyhow::Context as _;
use ledger::{
    Checkpoint, CosignatureKey, Demand, ExportSource, Scan, Slice, SliceFlaw, SliceState, Verdict,
    VerifyingKey, compare,
};
use model::{AgencyId, Party, RecipientId, SliceKey};
use serde_json::json;

use super::super::{Answer, Context, SMALL};
use super::{fetch_text, key_text, read};
use crate::args::{SliceCheck, SliceOf};
use crate::output::{say, say_json};

/// Writes a party's slice into a file.
pub(super) fn write(
    context: &Context,
    of: &SliceOf,
    (from, since): (u64, Option<&Path>),
    out: &Path,
) -> anyhow::Result<Answer> {
    let old = since.map(covered).transpose()?;
    let text = if context.is_remote() {
        let old = old.map(|old| format!("&old={old}")).unwrap_or_default();
        let path = format!("/api/v1/ledger/slice?from={from}{}{old}", asked(of));
        fetch_text(context, &path)?.context("the server has no such slice for you")?
    } else {
        let (house, _) = context.open(SMALL)?;
        let text = house.slice_for_operator(&party(of)?, from, old)?.text();
        house.close()?;
        text
    };
    std::fs::write(out, &text).with_context(|| format!("cannot write {}", out.display()))?;
    let entries = Slice::parse(&text)?.entries.len();
    if context.json {
        say_json(&json!({ "entries": entries, "path": out.display().to_string() }));
    } else {
        let name = out.display();
        let verify = format!("tearline ledger verify {name} --key KEY --slice-key KEY");
        say(&format!("{name} has {entries} entries; {verify}"));
    }
    Ok(Answer::Done)
}

/// Prints a party's slice key.
pub(super) fn key(context: &Context, of: &SliceOf) -> anyhow::Result<Answer> {
    let key = if context.is_remote() {
        let path = format!("/api/v1/ledger/slice-key?{}", asked(of).trim_start_matches('&'));
        fetch_text(context, &path)?.context("the server has no such slice for you")?
    } else {
        let (house, _) = context.open(SMALL)?;
        let key = house.slice_key(&party(of)?).hex();
        house.close()?;
        key
    };
    say(key.trim());
    Ok(Answer::Done)
}

/// Verifies a slice with the log's key and the party's, and with whatever else is there.
pub(super) fn verify(
    context: &Context,
    text: &str,
    key: &VerifyingKey,
    check: &SliceCheck,
    (checkpoints, witnesses): (&[(String, String)], &[CosignatureKey]),
) -> anyhow::Result<Answer> {
    let own = check.slice_key.as_ref().context("say by which key it is yours: --slice-key KEY")?;
    let own = SliceKey::parse(&key_text(own)?).context("that is no slice key: 64 hex digits")?;
    let slice = Slice::parse(text)?;
    let mut flaws = Vec::new();
    let state = match slice.check(key, &own) {
        Ok(state) => Some(state),
        Err(found) => {
            flaws = found;
            None
        }
    };
    for witness in witnesses {
        let texts = checkpoints.iter().map(|(_, text)| text).chain([&slice.checkpoint]);
        let cosigned: Vec<_> = texts.map(|text| witness.cosignature(text)).collect();
        if let (false, Some(Err(error))) = (cosigned.iter().any(Result::is_ok), cosigned.last()) {
            flaws.push(SliceFlaw::Untrusted { why: error.to_string() });
        }
    }
    if let Some(state) = &state {
        flaws.extend(beside(&slice, state, (key, &own), check, checkpoints)?);
    }
    report(context, &slice, state.as_ref(), &flaws);
    Ok(Answer::positive(flaws.is_empty()))
}

/// What an earlier slice, kept checkpoints and the whole blinded log say of it.
fn beside(
    slice: &Slice,
    state: &SliceState,
    (key, own): (&VerifyingKey, &SliceKey),
    check: &SliceCheck,
    checkpoints: &[(String, String)],
) -> anyhow::Result<Vec<SliceFlaw>> {
    let mut flaws = Vec::new();
    if let Some(since) = &check.since {
        let earlier = Slice::parse(&read(since)?)?.check(key, own);
        match earlier {
            Ok(earlier) => {
                flaws.extend(slice.check_since(state, &earlier).err().into_iter().flatten())
            }
            Err(_) => {
                let why = format!("{}: the earlier slice does not hold itself", since.display());
                flaws.push(SliceFlaw::Untrusted { why });
            }
        }
    }
    match &check.scan {
        Some(export) => flaws.extend(scan(slice, state, (key, own), export, checkpoints)?),
        None => {
            for (name, text) in checkpoints {
                match Checkpoint::open(text, key) {
                    Ok(kept) => flaws.extend(slice.check_log(&state.checkpoint, &kept)),
                    Err(error) => {
                        flaws.push(SliceFlaw::Untrusted { why: format!("{name}: {error}") });
                    }
                }
            }
        }
    }
    Ok(flaws)
}

/// Looks for the party's own tags in an export, which must be of the same log.
fn scan(
    slice: &Slice,
    state: &SliceState,
    (key, own): (&VerifyingKey, &SliceKey),
    export: &Path,
    checkpoints: &[(String, String)],
) -> anyhow::Result<Vec<SliceFlaw>> {
    let source = ExportSource::open(export)?;
    let mut kept = checkpoints.to_vec();
    kept.push(("the slice's checkpoint".to_owned(), slice.checkpoint.clone()));
    let examined = ledger::examine(&source, Demand { key, checkpoints: &kept, witnesses: &[] })?;
    if examined.verdict != Verdict::Complete {
        let name = export.display();
        let first = examined.flaws.first().map(ToString::to_string).unwrap_or_default();
        let why =
            format!("{name}, which was to be scanned, is {}: {first}", examined.verdict.name());
        return Ok(vec![match examined.verdict {
            Verdict::Forked => SliceFlaw::Forked { size: state.checkpoint.size },
            Verdict::Complete
            | Verdict::Truncated
            | Verdict::Incomplete
            | Verdict::Altered
            | Verdict::Untrusted => SliceFlaw::Untrusted { why },
        }]);
    }
    let mut scan = Scan::new(own);
    source.scan(examined.size, |leaf, tags| scan.entry(leaf, tags))?;
    Ok(scan.compare(state))
}

fn report(context: &Context, slice: &Slice, state: Option<&SliceState>, flaws: &[SliceFlaw]) {
    let verdict = flaws.iter().map(SliceFlaw::verdict).max().unwrap_or(Verdict::Complete);
    let (party, entries) = (slice.party.text(), slice.from + slice.entries.len() as u64);
    let erased = state.map(|state| state.erased.clone()).unwrap_or_default();
    if context.json {
        let findings: Vec<_> =
            flaws.iter().map(|flaw| json!({ "text": flaw.to_string() })).collect();
        say_json(&json!({
            "verdict": verdict.name(), "valid": flaws.is_empty(), "party": party,
            "entries": entries, "of": state.map(|state| state.checkpoint.size),
            "root": state.map(|state| state.root.to_string()), "erased": erased,
            "findings": findings,
        }));
        return;
    }
    say(&format!("{}: the slice of {party}, {entries} entries", verdict.name()));
    for seq in erased {
        say(&format!("  the content of entry {seq} was erased; a purge should account for it"));
    }
    flaws.iter().for_each(|flaw| say(&format!("  {flaw}")));
}

/// Holds two slices against each other.
pub(super) fn compare_files(
    context: &Context,
    (one, other): (&Path, &Path),
    key: &str,
) -> anyhow::Result<Answer> {
    let key = VerifyingKey::parse(key_text(key)?.trim())?;
    let opened = |path: &Path| -> anyhow::Result<(Slice, Checkpoint)> {
        let slice = Slice::parse(&read(path)?)?;
        let checkpoint = Checkpoint::open(&slice.checkpoint, &key)?;
        Ok((slice, checkpoint))
    };
    let ((one, at), (other, other_at)) = (opened(one)?, opened(other)?);
    let differences = compare((&one, &at), (&other, &other_at), store::names);
    if context.json {
        let found: Vec<_> =
            differences.iter().map(|found| json!({ "text": found.to_string() })).collect();
        say_json(&json!({ "valid": differences.is_empty(), "findings": found }));
    } else if differences.is_empty() {
        let both = (one.party.text(), other.party.text());
        say(&format!("what concerns {} and {} is in both slices", both.0, both.1));
    } else {
        differences.iter().for_each(|found| say(&found.to_string()));
    }
    Ok(Answer::positive(differences.is_empty()))
}

/// How many entries an earlier slice or checkpoint covers.
fn covered(path: &Path) -> anyhow::Result<u64> {
    let text = read(path)?;
    let note = if Slice::is_begun_by(&text) { Slice::parse(&text)?.checkpoint } else { text };
    let size = note.lines().nth(1).and_then(|line| line.parse().ok());
    size.with_context(|| format!("{} is neither a slice nor a checkpoint", path.display()))
}

fn party(of: &SliceOf) -> anyhow::Result<Party> {
    match (&of.originator, &of.recipient) {
        (Some(id), None) => Ok(Party::Organization(AgencyId::new(id)?)),
        (None, Some(id)) => Ok(Party::Recipient(RecipientId::new(id)?)),
        (None, None) | (Some(_), Some(_)) => {
            anyhow::bail!("say whose slice: --originator AGENCY or --recipient RECIPIENT")
        }
    }
}

/// The parameter that names an originator; without one the server takes whoever asks.
fn asked(of: &SliceOf) -> String {
    let named = of.originator.as_ref();
    named.map(|id| format!("&originator={}", server::percent_encode(id))).unwrap_or_default()
}
