//! The events one by one, the newest first.

use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::marks::{when, words};
use crate::wire::AuditEvent;

/// A page of events, and the way to the next.
pub(super) fn events(
    frame: &Frame<'_>,
    asked: &[(&str, &str)],
    events: &[AuditEvent],
    next: Option<&str>,
) -> Markup {
    let later = next.map(|next| frame.link("/audit", &[asked, &[("after", next)]].concat()));
    html! {
        h2 { "Events, newest first" }
        @if events.is_empty() {
            p.empty { "Nothing has happened to your organisation's material then." }
        } @else {
            div.scroll role="region" aria-label="Events" tabindex="0" {
                table {
                    thead { tr {
                        @for name in ["When", "What", "Report", "Recipient", "Purpose", "Outcome", "Rules", "By"] {
                            th scope="col" { (name) }
                        }
                    } }
                    tbody { @for event in events { (row(frame, event)) } }
                }
            }
            @if let Some(later) = later { p.next { a rel="next" href=(later) { "Older events" } } }
        }
    }
}

fn row(frame: &Frame<'_>, event: &AuditEvent) -> Markup {
    let cited = event.report.rsplit_once(" v").map_or(event.report.as_str(), |(cited, _)| cited);
    html! {
        tr {
            td { (when(&event.at)) }
            td { (words(&event.kind)) }
            td { a href=(frame.link("/audit", &[("report", cited)])) { (event.report) } }
            td { (event.recipient) }
            td {
                (words(&event.purpose))
                @if let Some(matter) = &event.matter { ", " (matter) }
            }
            td { (words(&event.outcome)) }
            td {
                (event.rules.join(", "))
                @for act in &event.acts {
                    " by act " a href=(frame.link("/audit", &[("authorization", act)])) { (act) }
                }
            }
            td { (event.actor) }
        }
    }
}
