//! `GET /entity/notices`: whom and what several originators hold.

use axum::extract::State;
use maud::html;
use model::{Function, Manner};

use super::super::super::identity::Viewer;
use super::super::super::limits::{ENTITIES_MAX, NOTICE_DAYS};
use super::super::super::params::Params;
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::super::marks::mark;
use super::sourced::Sourced;
use super::{leads, link, meta, sources};
use crate::wire;

/// The notices of who asks.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let since = params.time("since")?;
    let kept = [("since", params.get("since"))];
    let frame = Frame::of(&site, &viewer, &params, "/entity/notices", &kept)?;
    let found = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            let since = since.unwrap_or_else(|| house.days_ago(NOTICE_DAYS));
            house.correlations(by, since, Manner::Search, ENTITIES_MAX)
        })
        .await?;
    let marks = Sourced::of(&found.sources);
    let told = wire::Correlations::of(&found);
    let center = frame.recipient.functions.contains(&Function::Fusion);
    let body = html! {
        h1 { "Held by several" }
        p.hint {
            "People and things of which something came "
            @if params.get("since").is_empty() { "in the last " (NOTICE_DAYS) " days" }
            @else { "since " (params.get("since")) }
            " and which several originators hold. "
            @if center { "Where not all of them may be told, only the Center sees it." }
            @else { "All of them are told." }
        }
        form method="get" action="/entity/notices" {
            (frame.along())
            label for="since" { "Since" } " "
            input #since name="since" value=(params.get("since")) placeholder="2026-11-01" maxlength="30";
            " " button { "Show" }
        }
        @if found.notices.is_empty() { p.empty { "Nobody and nothing, as far as you may be told." } }
        @for (notice, of) in told.notices.iter().zip(&found.notices) {
            h2 { (link(&frame, &of.entity, &marks)) }
            (meta(&of.entity, &marks))
            p { (mark(&marks.whole(&of.entity))) " Held by " (notice.originators.join(", "))
                @if notice.told.len() < notice.originators.len() {
                    ". Told: "
                    @if notice.told.is_empty() { "the Center alone" } @else { (notice.told.join(", ")) }
                }
            }
        }
        @if found.more { p.meta { "And more: say a later day." } }
        (sources(&frame, &told.sources))
    };
    Ok(frame.controlled("Held by several", &marks.banner, leads(&found.sources), &body))
}
