//! `GET /alerts`: what the saved searches found, and which there are.

use axum::extract::State;
use marking::rollup;
use maud::html;
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use super::frame::{Frame, mark, words};

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
        @if alerts.is_empty() {
            p.empty { "Your saved searches have found nothing new that is releasable to you." }
        }
        @for alert in &alerts {
            @let rendition = alert.released.rendition();
            @let cited = rendition.id.cited();
            article.hit {
                h2 {
                    @if let Some(title) = &rendition.title { (mark(&title.marking)) " " }
                    a href=(frame.link("/report", &[("id", &cited)])) {
                        (rendition.title.as_ref().map_or(cited.as_str(), |title| &title.text))
                    }
                }
                p.meta {
                    b { (alert.name) } " · " (rendition.id.originator) " "
                    (words(rendition.kind.name())) " " (rendition.id.serial)
                }
            }
        }
        h2 { "Saved searches" }
        @if saved.is_empty() {
            p.hint { "None. `tearline search QUERY --save NAME` saves one." }
        } @else {
            table {
                thead { tr { th { "Name" } th { "Query" } th { "Purpose" } } }
                tbody {
                    @for search in &saved {
                        tr {
                            td { (search.name) }
                            td { a href=(frame.link("/search", &[("q", &search.query)])) { (search.query) } }
                            td { (words(search.purpose.name())) }
                        }
                    }
                }
            }
        }
    };
    Ok(frame.page("Alerts", &banner, &body))
}
