//! What stands beside a report: what can be done with it, who is in it, where to go from it.

use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::marks::words;
use super::super::requests::asking;
use super::cite::cite;
use super::using::using;
use crate::wire;

/// Everything beside.
pub(super) fn beside(frame: &Frame<'_>, report: &wire::Report) -> Markup {
    let similar = frame.link("/similar", &[("id", &report.report)]);
    html! {
        (cite(report))
        details #ask {
            summary data-key="a" { "Ask for release" }
            (asking(frame, Some(&report.report)))
        }
        details {
            summary { "Declare use" }
            (using(frame, &report.report))
        }
        @if !report.entities.is_empty() {
            h2 { "In this report" }
            ul.facet { @for entity in &report.entities { li { (named(frame, entity)) } } }
        }
        h2 { "From here" }
        ul.facet {
            li { a href=(similar) { "Similar reports" } }
            li { a href=(asked(frame, "refers", &report.report)) { "Reports that refer to it" } }
            li { a href=(asked(frame, "derived", &report.report)) { "Reports made from it" } }
        }
    }
}

fn asked(frame: &Frame<'_>, field: &str, report: &str) -> String {
    frame.link("/search", &[("q", &format!("{field}:\"{report}\""))])
}

fn named(frame: &Frame<'_>, entity: &wire::Mention) -> Markup {
    let field = if entity.kind == "person" { "person" } else { "named" };
    let query = format!("{field}:\"{}\"", entity.name.replace('"', " "));
    html! {
        a href=(frame.link("/search", &[("q", &query)])) dir="auto" { (entity.name) }
        @if !entity.aliases.is_empty() { ", also " span dir="auto" { (entity.aliases.join(", ")) } }
        span.count {
            " " a href=(frame.link("/entity", &[("q", &entity.name)])) { (words(&entity.kind)) } @if let Some(role) = &entity.role { ", " (words(role)) }
            @for number in &entity.ids { ", " (words(&number.scheme)) " " (number.value) }
        }
    }
}
