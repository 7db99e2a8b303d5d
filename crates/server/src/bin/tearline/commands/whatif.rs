//! `tearline whatif`: what would become of a draft, or of everything under a changed community.

use std::path::Path;

use anyhow::Context as _;
use model::{Clock as _, Purpose, Timestamp};
use serde_json::Value;
use server::wire::Difference;
use server::{Foreseeing, Source, SystemClock, difference, load_community, percent_encode};

use super::ask::purpose;
use super::{Answer, Context};
use crate::args::WhatIfArguments;
use crate::output::{say, say_json};
use crate::show;

pub(super) fn run(context: &Context, what: &WhatIfArguments) -> anyhow::Result<Answer> {
    let purposes = purposes(&what.purposes)?;
    let matter = what.matter.as_deref();
    let at = SystemClock.now();
    match (&what.file, &what.community) {
        (_, Some(changed)) => compare(context, changed, &purposes, matter, at),
        (Some(file), None) => foresee(context, file, &purposes, matter),
        (None, None) => anyhow::bail!("name a file of drafts, or a changed --community"),
    }
}

/// What the changed community changes.
fn compare(
    context: &Context,
    changed: &Path,
    purposes: &[Purpose],
    matter: Option<&str>,
    at: Timestamp,
) -> anyhow::Result<Answer> {
    if context.is_remote() {
        let text = std::fs::read_to_string(changed);
        let text = text.with_context(|| format!("cannot read {}", changed.display()))?;
        let path = changes_path("/api/v1/whatif/community", purposes, matter);
        return say_difference(context, &remote_difference(context, &path, text)?);
    }
    let after = load_community(changed)?;
    let found = context.with_house(|house| {
        let before = house.store().in_force();
        // What was recorded while the server ran stays in force under another file.
        let after = house.store().in_force_at(at, &after);
        Ok(difference(house.store(), (&before, &after), purposes, matter, at)?)
    })?;
    say_difference(context, &found)
}

/// The address of a question about what would change; without purposes it is for those it is for.
pub(super) fn changes_path(path: &str, purposes: &[Purpose], matter: Option<&str>) -> String {
    let names: Vec<_> = purposes.iter().map(|purpose| purpose.name()).collect();
    let matter = matter.map(|matter| format!("&matter={}", percent_encode(matter)));
    format!("{path}?purpose={}{}", names.join(","), matter.unwrap_or_default())
}

/// What a server says would change.
pub(super) fn remote_difference(
    context: &Context,
    path: &str,
    text: String,
) -> anyhow::Result<Difference> {
    let answer = context.post_bytes(path, "application/toml", text.into_bytes())?;
    let answer =
        answer.context("the server does not know that address; is it as new as this command?")?;
    Ok(serde_json::from_value(answer)?)
}

/// Says what would change.
pub(super) fn say_difference(context: &Context, found: &Difference) -> anyhow::Result<Answer> {
    if context.json {
        say_json(&serde_json::to_value(found)?);
    } else {
        show::difference(found);
    }
    Ok(Answer::Done)
}

/// What would become of drafts.
fn foresee(
    context: &Context,
    file: &Path,
    purposes: &[Purpose],
    matter: Option<&str>,
) -> anyhow::Result<Answer> {
    let drafts: Vec<Value> = if context.is_remote() {
        let bytes = std::fs::read(file);
        let bytes = bytes.with_context(|| format!("cannot read {}", file.display()))?;
        let names: Vec<_> = purposes.iter().map(|purpose| purpose.name()).collect();
        let matter = matter.map(|matter| format!("&matter={}", percent_encode(matter)));
        let matter = matter.unwrap_or_default();
        let path = format!("/api/v1/whatif?purpose={}{matter}", names.join(","));
        let answer = context.post_bytes(&path, "application/x-ndjson", bytes)?;
        let answer = answer.context("the server does not know that address")?;
        serde_json::from_value(answer.get("drafts").cloned().unwrap_or_default())?
    } else {
        let asked = Foreseeing {
            purposes: purposes.to_vec(),
            matter: matter.map(str::to_owned),
            originators: None,
            reader: None,
        };
        let source = Source::File(file.to_owned());
        context.with_house(|house| Ok(house.foresee(&source, &asked)?))?
    };
    let mut sound = true;
    for draft in drafts {
        let fault = draft.get("fault");
        sound &= fault.is_none();
        match (context.json, fault) {
            (true, _) => say_json(&draft),
            (false, Some(fault)) => say_fault(file, &draft, fault),
            (false, None) => show::whatif(&serde_json::from_value(draft)?),
        }
    }
    Ok(Answer::positive(sound))
}

fn say_fault(file: &Path, draft: &Value, fault: &Value) {
    let text = |name: &str| fault.get(name).and_then(Value::as_str);
    let number = |of: &Value, name: &str| of.get(name).and_then(Value::as_u64);
    let column = number(fault, "column").map(|column| format!(":{column}")).unwrap_or_default();
    let reason = text("reason").map(|reason| format!(" ({reason})")).unwrap_or_default();
    let (outcome, why) = (text("outcome").unwrap_or_default(), text("text").unwrap_or_default());
    let line = number(draft, "line").unwrap_or_default();
    say(&format!("{}:{line}{column}: would be {outcome}{reason}: {why}", file.display()));
}

/// The purposes that were named; `all` is every one.
pub(super) fn purposes(texts: &[String]) -> anyhow::Result<Vec<Purpose>> {
    if texts.iter().any(|text| text == "all") {
        return Ok(Purpose::ALL.to_vec());
    }
    texts.iter().map(|text| purpose(text)).collect()
}
