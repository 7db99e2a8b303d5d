//! `tearline whatif`: what would become of a draft, or of everything under a changed community.

use std::path::Path;

use dissemination::Prospect;
use model::{Clock as _, Purpose, Timestamp};
use serde_json::json;
use server::{DraftFault, Drafted, SystemClock, difference, drafts, load_community, wire};

use super::ask::purpose;
use super::{Answer, Context};
use crate::args::WhatIfArguments;
use crate::output::{say, say_json};
use crate::show;

pub(super) fn run(context: &Context, what: &WhatIfArguments) -> anyhow::Result<Answer> {
    anyhow::ensure!(
        !context.is_remote(),
        "`tearline whatif` reads the data folder; run it where that is, without --server"
    );
    let purposes = purposes(&what.purposes)?;
    let matter = what.matter.as_deref();
    let at = SystemClock.now();
    match (&what.file, &what.community) {
        (_, Some(changed)) => compare(context, changed, &purposes, matter, at),
        (Some(file), None) => foresee(context, file, &purposes, matter, at),
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
    let after = load_community(changed)?;
    let found = context.with_house(|house| {
        let before = house.store().in_force();
        // What was recorded while the server ran stays in force under another file.
        let after = house.store().in_force_at(at, &after);
        Ok(difference(house.store(), (&before, &after), purposes, matter, at)?)
    })?;
    if context.json {
        say_json(&serde_json::to_value(&found)?);
    } else {
        show::difference(&found);
    }
    Ok(Answer::Done)
}

/// What would become of drafts.
fn foresee(
    context: &Context,
    file: &Path,
    purposes: &[Purpose],
    matter: Option<&str>,
    at: Timestamp,
) -> anyhow::Result<Answer> {
    let community = context.with_house(|house| Ok(house.store().in_force()))?;
    let mut sound = true;
    for Drafted { line, marked } in drafts(file, &community)? {
        match marked {
            Ok(marked) => {
                let prospect = Prospect::of(&marked.report, &community, matter, at);
                let (report, notes) = (&marked.report, marked.notes.clone());
                let found = wire::WhatIf::of(line, report, notes, &prospect, purposes);
                if context.json {
                    say_json(&serde_json::to_value(&found)?);
                } else {
                    show::whatif(&found);
                }
            }
            Err(fault) => {
                sound = false;
                say_fault(context, file, line, &fault);
            }
        }
    }
    Ok(Answer::positive(sound))
}

fn say_fault(context: &Context, file: &Path, line: u64, fault: &DraftFault) {
    let DraftFault { outcome, reason, column, text } = fault;
    if context.json {
        say_json(&json!({
            "line": line,
            "fault": { "outcome": outcome, "reason": reason, "column": column, "text": text },
        }));
        return;
    }
    let column = column.map(|column| format!(":{column}")).unwrap_or_default();
    let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    say(&format!("{}:{line}{column}: would be {outcome}{reason}: {text}", file.display()));
}

/// The purposes that were named; `all` is every one.
fn purposes(texts: &[String]) -> anyhow::Result<Vec<Purpose>> {
    if texts.iter().any(|text| text == "all") {
        return Ok(Purpose::ALL.to_vec());
    }
    texts.iter().map(|text| purpose(text)).collect()
}
