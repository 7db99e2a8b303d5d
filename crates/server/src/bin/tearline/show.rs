//! Reports, hits and decisions as text for people.

use model::Manner;
use server::wire::{
    AuditEvent, CaveatAudit, ChangedGroup, Decision, Difference, Hit, Portion, Prospective,
    Prospects, Remedy, Report, Search, WhatIf,
};

use crate::output::say;

/// A report between its banners.
pub(crate) fn report(report: &Report) {
    let Report { report: id, version, kind, issued, precedence, banner, .. } = report;
    say(banner);
    say("");
    match &report.title {
        Some(Portion { marking, text, .. }) => say(&format!("({marking}) {text}")),
        None => say(id),
    }
    let issued = issued.as_deref().map(|at| format!(", issued {at}")).unwrap_or_default();
    say(&format!("{id}, version {version}, {kind}{issued}, {precedence}"));
    for owed in &report.obligations {
        say(&format!("  ! {}", owed.text));
    }
    for Portion { marking, text, .. } in &report.portions {
        say(&format!("\n({marking}) {text}"));
    }
    for Portion { marking, text, .. } in &report.tearlines {
        say(&format!("\n- - - tear line - - -\n({marking}) {text}"));
    }
    if let Some(Portion { marking, text, .. }) = &report.pointer {
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
        if let Some(owed) = owed(hit) {
            say(&format!("  ! {owed}"));
        }
        for snippet in &hit.snippets {
            say(&format!("  ({}) {}", snippet.marking, snippet.text.replace('\n', " ")));
        }
        for alike in &hit.alike {
            say(&format!("  {} for {}: {}", alike.found, alike.sought, alike.by));
        }
        if let Some(explanation) = &hit.explanation {
            say(&format!("  {}", explanation.text));
        }
    }
    for facet in &found.facets {
        say(&format!("\n{}", facet.field));
        facet.values.iter().for_each(|of| say(&format!("  {:>7}  {}", of.count, of.value)));
    }
    if !found.timeline.is_empty() {
        say("\nissued");
        found.timeline.iter().for_each(|of| say(&format!("  {:>7}  {}", of.count, of.month)));
    }
    if let Some(eased) = &found.eased {
        say(&format!("\n{}", eased.text));
    }
    if let Some(meant) = &found.did_you_mean {
        say(&format!("\ndid you mean: {meant}"));
    }
    if let Some(next) = &found.next {
        say(&format!("\nmore: --cursor {next}"));
    }
}

/// What is owed for a hit, by its names; the texts stand with the report.
pub(crate) fn owed(hit: &Hit) -> Option<String> {
    let mut names: Vec<&str> = hit.obligations.iter().map(|owed| owed.name.as_str()).collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
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
    for remedy in &decision.remedies {
        say(&match remedy {
            Remedy::Consent { consent_of, consents, sources } => format!(
                "  would free it: {consent_of} consents ({}) for {}",
                consents.join(", "),
                sources.join(", ")
            ),
            Remedy::Cut { cut } => format!("  would free it: leave out what is made from {cut}"),
        });
    }
    if let Some(until) = &decision.valid_until {
        say(&format!("  holds until {until}"));
    }
}

/// What would become of a draft.
pub(crate) fn whatif(found: &WhatIf) {
    let WhatIf { line: _, report, banner, notes, advice, purposes } = found;
    say(&format!("{report}  {banner}"));
    notes.iter().for_each(|note| say(&format!("  note: {note}")));
    advice.iter().for_each(|of| say(&format!("  {}: {}", of.about, of.told())));
    purposes.iter().for_each(prospects);
}

fn prospects(found: &Prospects) {
    let Prospects { purpose, forms, masked, recipients, otherwise, without, tear_lines } = found;
    say(&format!("\nfor {purpose}, of {} recipients", recipients.len()));
    for (word, name) in FORMS {
        let count = forms.get(word).copied().unwrap_or_default();
        let who = recipients.iter().filter(|one| one.outcome == word);
        let who: Vec<_> = who.map(|one| one.recipient.as_str()).collect();
        say(format!("  {count:>6} {name:<9} {}", some(&who)).trim_end());
    }
    if *masked > 0 {
        say(&format!("  US persons are masked for {masked} of them"));
    }
    for other in otherwise {
        let who = |of: &Prospective| {
            format!("{} {}", of.recipient, named(&of.outcome, of.identities.as_deref()))
        };
        let who: Vec<String> = other.recipients.iter().map(who).collect();
        let who: Vec<&str> = who.iter().map(String::as_str).collect();
        say(&format!("  in a {}, not as they are shown it: {}", other.manner, some(&who)));
    }
    for cost in without {
        let (more, condition) = (cost.more, &cost.condition);
        say(&format!(
            "  without {condition} {more} more ({}; {} get nothing now)",
            cost.rules.join(", "),
            cost.from_nothing
        ));
    }
    for offer in tear_lines {
        let (more, marking) = (offer.more, &offer.marking);
        let nothing = offer.from_nothing;
        say(&format!("  a tear line at {marking} reaches {more} more ({nothing} get nothing now)"));
    }
}

/// What a changed community changes.
pub(crate) fn difference(found: &Difference) {
    let Difference { reports, at: _, groups } = found;
    say(&format!("{reports} reports"));
    if groups.is_empty() {
        say("nothing changes for anybody");
    }
    for group in groups {
        let ChangedGroup { purpose, recipients, more_open, more_closed, otherwise, .. } = group;
        let matter = group.matter.as_ref().map(|of| format!(" in {of}")).unwrap_or_default();
        let who: Vec<_> = recipients.iter().map(String::as_str).collect();
        say(&format!("\nfor {purpose}{matter}: {}", some(&who)));
        say(&format!("  {more_open} more open, {more_closed} more closed, {otherwise} otherwise"));
        for change in &group.changes {
            let before = named(&change.before, change.before_identities.as_deref());
            let after = named(&change.after, change.after_identities.as_deref());
            let examples = match change.examples.as_slice() {
                [] => String::new(),
                some => format!(", such as {}", some.join(", ")),
            };
            let (reports, manners) = (change.reports, manners(&change.manners));
            say(&format!("  {reports:>8} {before} -> {after}{manners}{examples}"));
        }
    }
}

/// A form with what becomes of the US persons in it.
fn named(outcome: &str, identities: Option<&str>) -> String {
    let identities = identities.map(|word| format!(" with US persons {word}")).unwrap_or_default();
    format!("{}{identities}", form(outcome))
}

/// In which manners, where it is not in all.
fn manners(of: &[String]) -> String {
    if of.len() == Manner::ALL.len() {
        return String::new();
    }
    format!(" in a {}", of.join(" and "))
}

/// A form for people, by its word in interfaces.
fn form(word: &str) -> &str {
    FORMS.iter().find(|(known, _)| *known == word).map_or(word, |(_, name)| name)
}

/// The first of many names.
fn some(names: &[&str]) -> String {
    let shown = names.iter().take(NAMES_MAX).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_MAX) {
        0 => shown,
        left => format!("{shown} and {left} others"),
    }
}

/// One event about an originator's material.
pub(crate) fn audit_event(event: &AuditEvent) {
    let AuditEvent { at, kind, report, recipient, purpose, outcome, acts, .. } = event;
    let acts = if acts.is_empty() { String::new() } else { format!(" by act {}", acts.join(", ")) };
    say(&format!("{at}  {kind:<11} {report}  {recipient} {purpose} {outcome}{acts}"));
}

/// The audit of a period, as a table.
pub(crate) fn caveat_audit(audit: &CaveatAudit) {
    let CaveatAudit { originator, from, to, .. } = audit;
    let from = from.as_ref().map(|at| format!(" from {at}")).unwrap_or_default();
    let to = to.as_ref().map(|at| format!(" to {at}")).unwrap_or_default();
    say(&format!("{originator}{from}{to}"));
    let mut before = String::new();
    for [section, report, recipient, purpose, what, why, times] in audit.lines() {
        if section != before {
            say(&format!("\n{section}"));
            before = section;
        }
        let line = format!("{times:>7}  {report}  {recipient} {purpose}  {what}  {why}");
        say(line.trim_end());
    }
}

/// Forms by their words in interfaces and for people.
const FORMS: [(&str, &str); 5] = [
    ("release", "whole"),
    ("redact", "redacted"),
    ("tearline", "tear line"),
    ("pointer", "pointer"),
    ("withhold", "withheld"),
];
const NAMES_MAX: usize = 12;
