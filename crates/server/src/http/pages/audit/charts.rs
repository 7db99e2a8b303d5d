//! The caveat audit of a period in bars, each a table.

use maud::{Markup, html};

use super::super::bars::{bars, counted};
use super::super::marks::{count, words};
use crate::wire::CaveatAudit;

/// What was given, what was refused and why, what was relied on, and what is open.
pub(super) fn charts(audit: &CaveatAudit) -> Markup {
    let CaveatAudit {
        submitted,
        set_aside,
        given,
        refused,
        authorizations,
        requests,
        recalls,
        purged,
        ..
    } = audit;
    let releases: u64 = given.iter().map(|line| line.times).sum();
    let refusals: u64 = refused.iter().map(|line| line.times).sum();
    let late = requests.iter().filter(|request| request.is_late).count();
    let forms = counted(given.iter().map(|line| (form(&line.form), line.times)));
    let rules =
        refused.iter().flat_map(|line| line.rules.iter().map(|rule| (rule.clone(), line.times)));
    let recipients = counted(given.iter().map(|line| (line.recipient.clone(), line.times)));
    let most = recipients.into_iter().take(ROWS_MAX).collect::<Vec<_>>();
    let used = counted(authorizations.iter().map(|act| (act.act.clone(), act.releases)));
    html! {
        p.figures {
            span { b { (submitted.len()) } " accepted" }
            span { b { (set_aside.len()) } " set aside" }
            span { b { (releases) } " given" }
            span { b { (refusals) } " refused" }
            span { b { (purged.len()) } " purged" }
        }
        p.meta {
            (count(requests.len() as u64, "request is", "requests are")) " open"
            @if late > 0 { ", " span.bad { (late) " late" } }
            "; " (count(recalls.len() as u64, "recall waits", "recalls wait")) " for somebody."
        }
        div.charts {
            (bars("In which form it went", ["Form", "Times"], &forms))
            (bars("What kept the rest back", ["Rule", "Times"], &counted(rules)))
            (bars("Who was given most", ["Recipient", "Times"], &most))
            (bars("Acts that were relied on", ["Act", "Releases"], &used))
        }
    }
}

fn form(word: &str) -> String {
    match word {
        "release" => "whole".to_owned(),
        "redact" => "in part".to_owned(),
        "tearline" => "tear line".to_owned(),
        other => words(other),
    }
}

const ROWS_MAX: usize = 12;
