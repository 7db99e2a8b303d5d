//! `GET /alerts`: what the saved searches found, and which there are.

use axum::extract::State;
use marking::rollup;
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::Params;
use super::super::site::Site;
use super::frame::Frame;
use super::hit::hit;
use super::marks::words;
use super::{Answer, done};

/// The newest alerts, and the searches that give them.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/alerts", &[])?;
    let Viewer(id) = viewer.clone();
    let saved = site.run(move |house| Ok(house.saved_searches(house.recipient(&id)?))).await?;
    let alerts = site
        .ask(&viewer, frame.intent.clone(), |house, by| house.alerts(by, Manner::Search, PAGE_HITS))
        .await?;
    let shown = alerts.iter().map(|alert| &alert.released.rendition().banner);
    let banner = rollup(shown).banner;
    let body = html! {
        h1 { "Alerts" }
        (done(params.get("done")))
        @if alerts.is_empty() {
            p.empty { "Your saved searches have found nothing new that is releasable to you." }
        }
        section.hits aria-label="Newest alerts" {
            @for alert in &alerts {
                (hit(&frame, alert.released.rendition(), None, &html! {
                    p.why { "found by " b { (alert.name) } }
                }))
            }
        }
        h2 { "Saved searches" }
        @if saved.is_empty() {
            p.hint { "None. Search for something, and save it there." }
        } @else {
            (searches(&frame, &saved))
        }
    };
    Ok(frame.page("Alerts", &banner, &body))
}

fn searches(frame: &Frame<'_>, saved: &[store::SavedSearch]) -> Markup {
    html! {
        div.scroll role="region" aria-label="Saved searches" tabindex="0" {
            table {
                thead { tr {
                    @for name in ["Name", "Query", "Purpose", "Matter"] { th scope="col" { (name) } }
                    th scope="col" { span.quiet { "What can be done" } }
                } }
                tbody {
                    @for search in saved {
                        tr {
                            th scope="row" dir="auto" { (search.name) }
                            td {
                                a href=(frame.link("/search", &[("q", &search.query)])) dir="auto" {
                                    (search.query)
                                }
                                @if search.names { " (words as names)" }
                            }
                            td { (words(search.purpose.name())) }
                            td { (search.matter.as_deref().unwrap_or_default()) }
                            td {
                                (frame.form("/search/saved/drop", &html! {
                                    input type="hidden" name="name" value=(search.name);
                                    button aria-label={ "End " (search.name) } { "End" }
                                }))
                            }
                        }
                    }
                }
            }
        }
    }
}
