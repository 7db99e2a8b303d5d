//! The hits of a search.

use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::hit::hit;
use super::chosen::chosen;
use super::narrow::Narrow;
use super::why::why;
use super::{kept, with_query};
use crate::wire::Explanation;
use crate::{Found, FoundReport, Search};

/// How many there are, the best of them, and the way to the next.
pub(super) fn results(narrow: &Narrow<'_>) -> Markup {
    let Narrow { frame, search, found, .. } = narrow;
    let Found { total, reports, next, did_you_mean, ease, .. } = found;
    html! {
        (chosen(narrow))
        @if let Some(meant) = did_you_mean {
            p.meant { "Did you mean " a href=(with_query(frame, search, meant)) { (meant) } "?" }
        }
        @if let Some(sentence) = ease.sentence() { p.meant { (sentence) } }
        @if *total == 0 {
            p.empty { "Nothing that is releasable to you matches. Try fewer or other words." }
        } @else {
            p.meta role="status" {
                b { (total) } @if *total == 1 { " report" } @else { " reports" }
                @if search.cursor.is_some() {
                    "; a later page of them"
                } @else if *total > reports.len() as u64 {
                    "; the first " (reports.len()) " are shown"
                }
            }
        }
        @for report in reports { (one(frame, search, found, report)) }
        @if let Some(next) = next {
            p.next { a rel="next" href=(later(frame, search, next)) { "More reports" } }
        }
    }
}

fn later(frame: &Frame<'_>, search: &Search, cursor: &str) -> String {
    let kept = kept(search, true);
    let mut parameters: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    parameters.push(("cursor", cursor));
    frame.link("/search", &parameters)
}

fn one(frame: &Frame<'_>, search: &Search, found: &Found, report: &FoundReport) -> Markup {
    let rendition = report.released.rendition();
    let beneath = html! {
        (why(rendition, &found.query))
        @if search.explain { p.why { (Explanation::of(report.score, &report.explained).text) } }
    };
    hit(frame, rendition, Some(&found.query), &beneath)
}
