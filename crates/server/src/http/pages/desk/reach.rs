//! Whom a draft would reach, and what would let it reach more.

use maud::{Markup, html};

use super::super::bars::{Bar, bars};
use super::super::frame::Frame;
use super::super::marks::{count, words};
use crate::wire::{Offer, Otherwise, Prospects, WhatIf, Without};

/// Everything about one draft.
pub(super) fn reach(frame: &Frame<'_>, found: &WhatIf) -> Markup {
    html! {
        h2 { "Who would get it" }
        p.meta { b { (found.report) } ", " (found.banner) ", for " (words(frame.intent.purpose.name())) }
        @for note in &found.notes { p.hint { (note) } }
        @for of in &found.purposes { (prospects(of)) }
    }
}

fn prospects(of: &Prospects) -> Markup {
    let Prospects { forms, masked, recipients, otherwise, without, tear_lines, purpose: _ } = of;
    let rows: Vec<Bar> = FORMS
        .iter()
        .map(|(form, name)| {
            let number = forms.get(*form).copied().unwrap_or_default() as u64;
            Bar { name: (*name).to_owned(), number }
        })
        .collect();
    let caption = format!("Of {} recipients", recipients.len());
    html! {
        (bars(&caption, ["Form", "Recipients"], &rows))
        @if *masked > 0 {
            p { "US persons are masked for " (count(*masked as u64, "recipient", "recipients")) "." }
        }
        @for Otherwise { manner, recipients } in otherwise {
            p {
                "In " b { (manner) } ", not as they are shown it: "
                (count(recipients.len() as u64, "recipient", "recipients")) "."
            }
        }
        @if !tear_lines.is_empty() || !without.is_empty() {
            h3 { "What would reach more" }
            ul.plain {
                @for Offer { marking, more, from_nothing, .. } in tear_lines.iter().take(OFFERS_MAX) {
                    li {
                        "A tear line at " b { "(" (marking) ")" } " adds "
                        (count(*more as u64, "recipient", "recipients")) ", "
                        (from_nothing) " of whom get nothing now."
                    }
                }
                @for Without { condition, rules, more, from_nothing, .. } in without.iter().take(OFFERS_MAX) {
                    li {
                        "Without " b { (condition) } ": " (more) " more, " (from_nothing)
                        " of whom get nothing now. " span.hint { (rules.join(", ")) }
                    }
                }
            }
        }
        details {
            summary { "Who exactly" }
            @for (form, name) in FORMS {
                @let who: Vec<&str> = recipients.iter().filter(|one| one.outcome == *form)
                    .map(|one| one.recipient.as_str()).collect();
                @if !who.is_empty() { p { b { (name) } ": " (who.join(", ")) } }
            }
        }
    }
}

const FORMS: &[(&str, &str)] = &[
    ("release", "whole"),
    ("redact", "in part"),
    ("tearline", "tear line"),
    ("pointer", "pointer"),
    ("withhold", "nothing"),
];
const OFFERS_MAX: usize = 6;
