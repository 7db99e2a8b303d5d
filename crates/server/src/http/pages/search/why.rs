//! Why a report is among the hits, in words.

use dissemination::Rendition;
use index::{How, Likeness, Parsed, Reason};
use maud::{Markup, html};

/// Each part of the query with what of the report matches it. What stands there as it was typed is
/// highlighted, and not told again.
pub(super) fn why(rendition: &Rendition, query: &Parsed) -> Markup {
    let reasons = query.reasons(rendition);
    let told = reasons.iter().filter(|reason| !is_plain(reason)).take(REASONS_MAX);
    let told: Vec<&Reason> = told.collect();
    html! {
        @if !told.is_empty() {
            ul.why aria-label="Why it matches" {
                @for Reason { part, found, how } in told {
                    li { b dir="auto" { (found) } " for " code dir="auto" { (part) } ": " (said(*how)) }
                }
            }
        }
    }
}

fn is_plain(reason: &Reason) -> bool {
    let Reason { part, found, how } = reason;
    let bare = part.trim_matches(['"', '=', '~', '+']);
    let is_field = part.contains(':');
    let is_typed = bare.to_lowercase().contains(&found.to_lowercase());
    *how == How::Same && is_typed && !is_field
}

fn said(how: How) -> String {
    match how {
        How::Same => "the same".to_owned(),
        How::Form => "a form of the word".to_owned(),
        How::Synonym => "means the same".to_owned(),
        How::Pattern => "looks so".to_owned(),
        How::Alike(Likeness::Letters) => "the same in other letters".to_owned(),
        How::Alike(Likeness::Spelling) => "spelt nearly so".to_owned(),
        How::Alike(Likeness::Sound) => "sounds alike".to_owned(),
        How::Gazetteer => "by the gazetteer".to_owned(),
        How::Away(km) => format!("{km:.0} km away"),
        How::Inside => "in the box".to_owned(),
    }
}

const REASONS_MAX: usize = 5;
