//! `tearline ingest`.

use std::path::PathBuf;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use server::wire::Advice;
use server::{Fate, Listener, Receipt, Summary};

use super::{Answer, Context, LARGE};
use crate::output::{complain, is_watched, say, say_json};

pub(super) fn run(
    context: &Context,
    paths: &[PathBuf],
    mapping: Option<&str>,
) -> anyhow::Result<Answer> {
    let sources = server::sources(paths)?;
    if context.is_remote() {
        anyhow::ensure!(mapping.is_none(), "the server chooses the mapping file by what is sent");
        return send(context, &sources);
    }
    let (house, _) = context.open(LARGE)?;
    let bytes = sources.iter().map(server::Source::bytes).sum::<Option<u64>>();
    let mut teller = Teller { json: context.json, bar: bar(bytes), told: 0 };
    let taken = match mapping {
        Some(name) => server::ingest_as_of(&house, &sources, ("operator", None), name, &mut teller),
        None => server::ingest(&house, &sources, "operator", None, &mut teller),
    };
    teller.bar.finish_and_clear();
    // What was taken is durable whatever happened; make it searchable too.
    let closed = house.close();
    let summary = taken?;
    closed?;
    if context.json {
        say_json(&json!({ "summary": server::wire::Summary::of(&summary) }));
    } else {
        tell(&summary);
    }
    Ok(Answer::positive(summary.is_clean()))
}

/// Tells how it goes: receipts as JSON lines, or problems as they are found, and a bar.
pub(super) struct Teller {
    json: bool,
    bar: ProgressBar,
    told: u64,
}

impl Teller {
    /// Tells problems alone.
    pub(super) fn hushed() -> Self {
        Self { json: false, bar: ProgressBar::hidden(), told: 0 }
    }
}

impl Listener for Teller {
    fn read(&mut self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    fn is_advised(&self) -> bool {
        true
    }

    fn settled(&mut self, receipt: &Receipt) {
        if self.json {
            return say_json(&serde_json::json!(server::wire::Receipt::of(receipt)));
        }
        let report = receipt.report.as_deref().unwrap_or("something");
        let line = match &receipt.fate {
            Fate::Accepted { advice, .. } => {
                let Some(told) = told(advice) else { return };
                format!("{}: accepted {report}: {told}", receipt.place())
            }
            Fate::Repeated { .. } => return,
            Fate::Quarantined { text, .. } => {
                format!("{}: quarantined {report}: {text}", receipt.place())
            }
            Fate::Refused { text, .. } => format!("{}: refused {report}: {text}", receipt.place()),
        };
        self.told += 1;
        if self.told <= TOLD_MAX {
            self.bar.suspend(|| complain(&line));
        } else if self.told == TOLD_MAX + 1 {
            let more = "more of them follow; --json lists all";
            self.bar.suspend(|| complain(more));
        }
    }
}

fn tell(summary: &Summary) {
    say(&format!("accepted     {:>9}", summary.accepted));
    say(&format!("repeated     {:>9}", summary.repeated));
    say(&format!("quarantined  {:>9}", summary.quarantined_total()));
    for (reason, count) in &summary.quarantined {
        say(&format!("  {count:>9}  {reason}"));
    }
    say(&format!("refused      {:>9}", summary.refused));
}

/// What is told of advice without being asked for: what may be wrong. Suggestions are counted.
fn told(advice: &[Advice]) -> Option<String> {
    let (warnings, suggestions): (Vec<&Advice>, Vec<&Advice>) =
        advice.iter().partition(|of| WARNINGS.contains(&of.about.as_str()));
    let told: Vec<String> = warnings.into_iter().map(Advice::told).collect();
    match suggestions.len() {
        _ if told.is_empty() => None,
        0 => Some(told.join("; ")),
        more => Some(format!("{}; {more} suggestions besides (--json)", told.join("; "))),
    }
}

/// Sends each source to a server, whole.
fn send(context: &Context, sources: &[server::Source]) -> anyhow::Result<Answer> {
    let mut clean = true;
    for source in sources {
        let server::Source::File(path) = source else {
            anyhow::bail!("with --server, give files");
        };
        let body =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let answer = context.client()?.post("/api/v1/reports", "application/jsonl", body)?;
        let answer = super::answered(answer)?.unwrap_or_default();
        let receipts = answer.get("receipts").and_then(Value::as_array);
        for receipt in receipts.into_iter().flatten() {
            let outcome = receipt.get("outcome").and_then(Value::as_str).unwrap_or_default();
            let taken = ["accepted", "repeated"].contains(&outcome);
            clean &= taken;
            let advice = receipt.get("advice").cloned().unwrap_or_default();
            let advice: Vec<Advice> = serde_json::from_value(advice).unwrap_or_default();
            if context.json || !taken || told(&advice).is_some() {
                say_json(receipt);
            }
        }
        say_json(answer.get("summary").unwrap_or(&Value::Null));
    }
    Ok(Answer::positive(clean))
}

fn bar(bytes: Option<u64>) -> ProgressBar {
    if !is_watched() {
        return ProgressBar::hidden();
    }
    let template = "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    match bytes.zip(ProgressStyle::with_template(template).ok()) {
        Some((bytes, style)) => ProgressBar::new(bytes).with_style(style),
        None => ProgressBar::new_spinner(),
    }
}

/// What advice that may be wrong is about.
const WARNINGS: [&str; 3] = ["sensitive", "reference", "duplicate"];
/// Problems told one by one; the summary counts all.
const TOLD_MAX: u64 = 50;
