//! Reports, hits and decisions as text for people.

use serde_json::Value;
use server::wire::{Decision, Portion, Report, Search};

use crate::output::say;

/// A report between its banners.
pub(crate) fn report(report: &Report) {
    let Report { report: id, version, kind, issued, precedence, banner, .. } = report;
    say(banner);
    say("");
    match &report.title {
        Some(Portion { marking, text }) => say(&format!("({marking}) {text}")),
        None => say(id),
    }
    let issued = issued.as_deref().map(|at| format!(", issued {at}")).unwrap_or_default();
    say(&format!("{id}, version {version}, {kind}{issued}, {precedence}"));
    for owed in &report.obligations {
        say(&format!("  ! {}", owed.text));
    }
    for Portion { marking, text } in &report.portions {
        say(&format!("\n({marking}) {text}"));
    }
    for Portion { marking, text } in &report.tearlines {
        say(&format!("\n- - - tear line - - -\n({marking}) {text}"));
    }
    if let Some(Portion { marking, text }) = &report.pointer {
        say(&format!("\n({marking}) {text}"));
    }
    if !report.caveats.is_empty() {
        say(&format!("\ncaveats: {}", report.caveats.join(", ")));
    }
    say(&format!("\n{banner}"));
}

/// Hits, best first.
pub(crate) fn search(found: &Search) {
    let reports = if found.total == 1 { "report" } else { "reports" };
    say(&format!("{} {reports}", found.total));
    for hit in &found.results {
        let title = hit.title.as_ref();
        let title = title.map(|t| format!("({}) {}", t.marking, t.text)).unwrap_or_default();
        say(&format!("\n{}  {title}", hit.report));
        let issued = hit.issued.as_deref().unwrap_or("undated");
        say(&format!("  {}, {issued}, {}", hit.kind, hit.banner));
        for snippet in &hit.snippets {
            say(&format!("  ({}) {}", snippet.marking, snippet.text.replace('\n', " ")));
        }
    }
}

/// A decision with its reasons.
pub(crate) fn decision(decision: &Decision) {
    say(&decision.outcome);
    if decision.outcome == "redact" {
        let numbers: Vec<_> = decision.portions.iter().map(ToString::to_string).collect();
        let title = if decision.title { "title" } else { "no title" };
        say(&format!("  {title}; portions {}", numbers.join(", ")));
    }
    for reason in &decision.reasons {
        say(&format!(
            "  {:<7} {:<16} {} [{}]",
            reason.verdict, reason.rule, reason.text, reason.source
        ));
    }
    if let Some(until) = &decision.valid_until {
        say(&format!("  holds until {until}"));
    }
}

/// One event about an originator's material.
pub(crate) fn audit_event(event: &Value) {
    let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (at, kind, report) = (text("at"), text("kind"), text("report"));
    let (recipient, purpose, outcome) = (text("recipient"), text("purpose"), text("outcome"));
    say(&format!("{at}  {kind:<11} {report}  {recipient} {purpose} {outcome}"));
}
