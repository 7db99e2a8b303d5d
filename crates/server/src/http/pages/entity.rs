//! `GET /entity?id=&since=` and `/entity?q=`: who is who, as the viewer may know it, each statement with the
//! reports that say so.

pub(in crate::http) mod graph;
pub(in crate::http) mod judging;
pub(in crate::http) mod notices;
mod places;

use axum::extract::State;
use marking::rollup;
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::ENTITIES;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::frame::Frame;
use super::marks::{count, when, words};
use super::{Answer, done};
use crate::wire;

/// One entity by its id, or those that a name or number finds.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let (id, text) = (params.get("id").to_owned(), params.get("q").to_owned());
    if id.is_empty() {
        return found(&site, &viewer, &params, &text).await;
    }
    let since = params.time("since")?;
    let kept = [("id", id.as_str()), ("since", params.get("since"))];
    let frame = Frame::of(&site, &viewer, &params, "/entity", &kept)?;
    let asked = id.clone();
    let shown = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            house.entity(by, &asked, since, Manner::Search)
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    let banner = rollup(shown.sources.iter().map(|of| &of.rendition().banner)).banner;
    let entity = wire::Entity::of(&shown);
    let body = html! {
        (search(&frame, ""))
        h1 dir="auto" { (entity.entity.name) }
        (done(params.get("done")))
        (meta(&entity.entity))
        (beside(&frame, &entity, params.get("since")))
        (statements(&frame, &entity))
        (judging::judgements(&frame, &entity))
        (joined(&frame, &entity))
        (associates(&frame, &entity))
        (together(&frame, &entity))
        (places::timeline(&entity))
        (places::places(&frame, &entity))
        (sources(&frame, &entity.sources))
    };
    Ok(frame.page(&entity.entity.name, &banner, &body))
}

async fn found(site: &Site, viewer: &Viewer, params: &Params, text: &str) -> Answer {
    let kept = [("q", text)];
    let frame = Frame::of(site, viewer, params, "/entity", &kept)?;
    if text.is_empty() {
        let body = html! {
            h1.quiet { "Who is who" }
            (search(&frame, ""))
            p { a href=(frame.link("/entity/notices", &[])) { "Whom several originators hold" } }
        };
        return Ok(frame.page("Who is who", &rollup(std::iter::empty()).banner, &body));
    }
    let asked: String = text.chars().take(NAME_CHARS_MAX).collect();
    let found = site
        .ask(viewer, frame.intent.clone(), move |house, by| {
            house.find_entities(by, &asked, Manner::Search, ENTITIES)
        })
        .await?;
    let banner = rollup(found.sources.iter().map(|of| &of.rendition().banner)).banner;
    let found = wire::Entities::of(&found);
    let body = html! {
        h1.quiet { "Who is who" }
        (search(&frame, text))
        @if found.entities.is_empty() {
            p.empty { "Nobody and nothing of that name in what is releasable to you." }
        }
        @for entity in &found.entities {
            h2 { (link(&frame, entity)) }
            (meta(entity))
        }
        (sources(&frame, &found.sources))
    };
    Ok(frame.page(text, &banner, &body))
}

fn search(frame: &Frame<'_>, text: &str) -> Markup {
    html! {
        form method="get" action="/entity" role="search" {
            (frame.along())
            label for="q" { "Name or number" } " "
            input #q name="q" type="search" value=(text) maxlength=(NAME_CHARS_MAX);
            " " button { "Find" }
        }
    }
}

fn link(frame: &Frame<'_>, entity: &wire::EntityName) -> Markup {
    html! { a href=(frame.link("/entity", &[("id", &entity.id)])) dir="auto" { (entity.name) } }
}

fn meta(entity: &wire::EntityName) -> Markup {
    html! {
        p.meta {
            (words(&entity.kind)) ", " (count(entity.mentions as u64, "mention", "mentions"))
            @if let (Some(first), Some(last)) = (&entity.first_seen, &entity.last_seen) {
                ", first seen " (when(first)) ", last seen " (when(last))
            }
        }
    }
}

fn reports(frame: &Frame<'_>, reports: &[String]) -> Markup {
    html! {
        @for (nth, report) in reports.iter().enumerate() {
            @if nth > 0 { ", " }
            a href=(frame.link("/report", &[("id", report)])) { (report) }
        }
    }
}

fn statements(frame: &Frame<'_>, entity: &wire::Entity) -> Markup {
    html! {
        table {
            caption { "What is said" }
            tr { th { "What" } th { "Says" } th { "From" } th { "To" } th { "Reports" } }
            @for statement in &entity.statements {
                tr {
                    td { (statement.what) @if statement.new { " (new)" } }
                    td dir="auto" { (statement.value) }
                    td { @if let Some(first) = &statement.first { (when(first)) } }
                    td { @if let Some(last) = &statement.last { (when(last)) } }
                    td { (reports(frame, &statement.reports)) }
                }
            }
        }
    }
}

fn joined(frame: &Frame<'_>, entity: &wire::Entity) -> Markup {
    html! {
        @if !entity.joined.is_empty() {
            h2 { "Why these are one" }
        }
        @for joined in &entity.joined {
            details {
                summary {
                    (joined.mention) " and " (joined.with) ": " (joined.weight) " bits"
                    @if joined.confirmed { ", confirmed" }
                }
                ul { @for evidence in &joined.evidence { li dir="auto" { (evidence) } } }
                p { a href=(frame.link("/report", &[("id", report_of(&joined.mention))])) {
                    (report_of(&joined.mention))
                } }
            }
        }
    }
}

/// The picture of who goes with whom, and since when something is new.
fn beside(frame: &Frame<'_>, entity: &wire::Entity, since: &str) -> Markup {
    html! {
        p { a href=(frame.link("/entity/graph", &[("id", &entity.entity.id)])) { "Who goes with whom" } }
        form method="get" action="/entity" {
            (frame.along())
            input type="hidden" name="id" value=(entity.entity.id);
            label for="since" { "What is new since" } " "
            input #since name="since" value=(since) placeholder="2026-11-01" maxlength="30";
            " " button { "Show" }
        }
    }
}

fn together(frame: &Frame<'_>, entity: &wire::Entity) -> Markup {
    html! {
        @if !entity.together.is_empty() {
            h2 { "Seen together on several days" }
            ul {
                @for of in &entity.together {
                    li {
                        (link(frame, &of.entity)) ": " (of.days.join(", ")) " · "
                        (reports(frame, &of.reports))
                    }
                }
            }
        }
    }
}

/// The report in which a mention stands.
fn report_of(mention: &str) -> &str {
    mention.rsplit_once('#').map_or(mention, |(report, _)| report)
}

fn associates(frame: &Frame<'_>, entity: &wire::Entity) -> Markup {
    html! {
        @if !entity.associates.is_empty() {
            h2 { "Goes with" }
            ul {
                @for associate in &entity.associates {
                    li {
                        (link(frame, &associate.entity)) " (" (words(&associate.entity.kind)) "): "
                        (reports(frame, &associate.reports))
                        @if !associate.numbers.is_empty() {
                            " both have " (associate.numbers.join(", "))
                        }
                    }
                }
            }
            @if entity.more_associates { p.meta { "And with more." } }
        }
    }
}

fn sources(frame: &Frame<'_>, sources: &[wire::EntitySource]) -> Markup {
    html! {
        @if !sources.is_empty() {
            h2 { "Known from" }
        }
        ul {
            @for source in sources {
                li {
                    a href=(frame.link("/report", &[("id", &source.report)])) { (source.report) }
                    " · " (source.banner)
                    @if let Some(issued) = &source.issued { " · issued " (issued) }
                    @if source.leads_only { " · leads only, not evidence" }
                    @for owed in &source.obligations { p.obligation { (owed.text) } }
                }
            }
        }
    }
}

/// More than any name has.
const NAME_CHARS_MAX: usize = 200;
