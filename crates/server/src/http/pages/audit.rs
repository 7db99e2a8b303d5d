//! `GET /audit`: what happened to the auditor's organisation's material.

use axum::extract::State;
use marking::Marking;
use maud::html;

use super::super::api::audit::events;
use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use super::frame::{Frame, words};

/// The newest events.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let events = events(&site, &viewer).await?;
    let frame = Frame::of(&site, &viewer, &params, "/audit", &[])?;
    let body = html! {
        h1 { "Audit of " (frame.recipient.duty_organization) }
        @if events.is_empty() {
            p.empty { "Nothing has happened to your organisation's material yet." }
        } @else {
            p.meta { "The newest " (events.len()) " events, newest first." }
            div.scroll role="region" aria-label="Events" tabindex="0" {
                table {
                    thead { tr {
                        @for name in ["When", "What", "Report", "Recipient", "Purpose", "Outcome", "By"] {
                            th scope="col" { (name) }
                        }
                    } }
                    tbody {
                        @for event in &events {
                            tr {
                                td { time datetime=(event.at) { (event.at) } }
                                td { (words(&event.kind)) }
                                td { (event.report) }
                                td { (event.recipient) }
                                td { (words(&event.purpose)) }
                                td { (words(&event.outcome)) }
                                td { (event.actor) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(frame.page("Audit", &Marking::default(), &body))
}
