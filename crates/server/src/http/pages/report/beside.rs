//! What stands beside a report: what can be done with it, who is in it, where to go from it.

use dissemination::Rendition;
use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::requests::asking;
use super::cite::cite;
use super::using::using;
use super::{named, versions};
use crate::wire;

/// Everything beside.
pub(super) fn beside(
    frame: &Frame<'_>,
    rendition: &Rendition,
    report: &wire::Report,
    versions: &[u32],
) -> Markup {
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
        (named::named(frame, rendition, report))
        (versions::versions(frame, &report.report, versions))
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
