//! `GET /similar?id=`: reports that say what one says, as far as the viewer may have it.

use axum::extract::State;
use marking::rollup;
use maud::html;
use model::Manner;

use super::super::super::identity::Viewer;
use super::super::super::limits::PAGE_HITS;
use super::super::super::params::Params;
use super::super::super::problem::Problem;
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::super::hit::hit;

/// The reports that are most like one.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let id = params.get("id").to_owned();
    let kept = [("id", id.as_str())];
    let frame = Frame::of(&site, &viewer, &params, "/similar", &kept)?;
    let cited = id.clone();
    let found = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            house.similar(by, &cited, Manner::Search, PAGE_HITS)
        })
        .await?;
    let found = found.ok_or_else(Problem::not_releasable)?;
    let shown = found.iter().map(|report| &report.released.rendition().banner);
    let banner = rollup(shown).banner;
    let body = html! {
        h1 { "Like " a href=(frame.link("/report", &[("id", &id)])) { (id) } }
        @if found.is_empty() {
            p.empty { "Nothing that is releasable to you says the same." }
        }
        section.hits aria-label="Similar reports" {
            @for report in &found {
                (hit(&frame, report.released.rendition(), None, &html! {}))
            }
        }
    };
    Ok(frame.page("Similar reports", &banner, &body))
}
