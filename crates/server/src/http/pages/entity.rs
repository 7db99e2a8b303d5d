//! `GET /entity?id=&since=` and `/entity?q=`: who is who, as the viewer may know it, each statement with the
//! reports that say so.

mod disputing;
pub(in crate::http) mod graph;
pub(in crate::http) mod judging;
pub(in crate::http) mod notices;
mod places;
mod sourced;

use axum::extract::State;
use dissemination::Released;
use fusion::Joined;
use marking::{Marking, rollup};
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::ENTITIES;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::frame::Frame;
use super::marks::{count, mark, when, words};
use super::{Answer, done, work};
use crate::{NamedEntity, ShownEntity, ShownStatement, UndoneJudgement, wire};
use sourced::Sourced;

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
            let shown = house.entity(by, &asked, since, Manner::Search)?;
            let reports = shown.iter().flat_map(|shown| shown.entity.reports());
            let undone = house.undone_judgements(by.recipient, reports)?;
            Ok(shown.map(|shown| (shown, undone)))
        })
        .await?;
    let (shown, undone) = shown.ok_or_else(Problem::not_releasable)?;
    let marks = Sourced::of(&shown.sources);
    let said = (params.get("since"), params.get("done"));
    let body = entity(&frame, &shown, (&marks, &undone), said);
    let own = undone.iter().filter_map(|of| of.own.as_ref());
    let why = work::banner(&frame, own.map(|(_, because)| because.as_str()));
    let banner = rollup([&marks.banner, &why].into_iter()).banner;
    let control = leads(&shown.sources);
    Ok(frame.controlled(&shown.entity.profile.name, &banner, control, &body))
}

fn entity(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    (marks, undone): (&Sourced<'_>, &[UndoneJudgement]),
    (since, what): (&str, &str),
) -> Markup {
    let entity = wire::Entity::of(shown);
    html! {
        (search(frame, ""))
        h1 { (mark(&marks.name(&shown.entity))) " " span dir="auto" { (entity.entity.name) } }
        (done(what))
        (meta(&shown.entity, marks))
        (beside(frame, &entity, since))
        (statements(frame, shown, &entity, marks))
        (disputing::disputed(frame, &entity))
        (judging::judgements(frame, shown, &entity, marks))
        (disputing::undone(undone))
        (joined(frame, shown, &entity, marks))
        (associates(frame, shown, &entity, marks))
        (together(frame, shown, &entity, marks))
        (places::timeline(&entity, &marks.whole(&shown.entity)))
        (places::places(frame, shown, &entity, marks))
        (sources(frame, &entity.sources))
    }
}

/// What stands on every printed sheet, where some of it gives leads alone.
fn leads(sources: &[Released]) -> &'static str {
    match sources.iter().any(|released| released.rendition().leads_only) {
        true => "leads only, not evidence",
        false => "",
    }
}

async fn found(site: &Site, viewer: &Viewer, params: &Params, text: &str) -> Answer {
    let kept = [("q", text)];
    let frame = Frame::of(site, viewer, params, "/entity", &kept)?;
    if text.is_empty() {
        let body = html! {
            h1.quiet { "Who is who" }
            (search(&frame, ""))
        };
        return Ok(frame.page("Who is who", &Marking::default(), &body));
    }
    let asked: String = text.chars().take(NAME_CHARS_MAX).collect();
    let found = site
        .ask(viewer, frame.intent.clone(), move |house, by| {
            house.find_entities(by, &asked, Manner::Search, ENTITIES)
        })
        .await?;
    let marks = Sourced::of(&found.sources);
    let told = wire::Entities::of(&found);
    let body = html! {
        h1.quiet { "Who is who" }
        (search(&frame, text))
        @if found.entities.is_empty() {
            p.empty { "Nobody and nothing of that name in what is releasable to you." }
        }
        @for entity in &found.entities {
            h2 { (link(&frame, entity, &marks)) }
            (meta(entity, &marks))
        }
        (sources(&frame, &told.sources))
    };
    Ok(frame.controlled(text, &marks.banner, leads(&found.sources), &body))
}

fn search(frame: &Frame<'_>, text: &str) -> Markup {
    html! {
        form method="get" action="/entity" role="search" {
            (frame.along())
            label for="q" { "Name or number" } " "
            input #q name="q" type="search" value=(text) maxlength=(NAME_CHARS_MAX);
            " " button { "Find" }
            " " a href=(frame.link("/entity/notices", &[])) { "Whom several originators hold" }
        }
    }
}

fn link(frame: &Frame<'_>, entity: &NamedEntity, marks: &Sourced<'_>) -> Markup {
    html! {
        (mark(&marks.name(entity))) " "
        a href=(frame.link("/entity", &[("id", &entity.id)])) dir="auto" { (entity.profile.name) }
    }
}

fn meta(entity: &NamedEntity, marks: &Sourced<'_>) -> Markup {
    let profile = &entity.profile;
    html! {
        p.meta {
            (mark(&marks.whole(entity))) " "
            (words(profile.kind.name())) ", " (count(profile.mentions as u64, "mention", "mentions"))
            @if let (Some(first), Some(last)) = (profile.first_seen, profile.last_seen) {
                ", first seen " (when(&first.rfc3339())) ", last seen " (when(&last.rfc3339()))
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

fn statements(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &wire::Entity,
    marks: &Sourced<'_>,
) -> Markup {
    let own = |of: &ShownStatement| marks.mentions(&shown.entity, of.of.sources.iter());
    html! {
        div.scroll role="region" aria-label="What is said" tabindex="0" { table {
            caption { "What is said" }
            thead { tr {
                @for head in ["What", "Says", "From", "To", "Reports"] { th scope="col" { (head) } }
            } }
            tbody {
                @for (statement, of) in entity.statements.iter().zip(&shown.statements) {
                    tr {
                        td { (statement.what) @if statement.new { " (new)" } }
                        td { (mark(&own(of))) " " span dir="auto" { (statement.value) } }
                        td { @if let Some(first) = &statement.first { (when(first)) } }
                        td { @if let Some(last) = &statement.last { (when(last)) } }
                        td { (reports(frame, &statement.reports)) }
                    }
                }
            }
        } }
    }
}

fn joined(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &wire::Entity,
    marks: &Sourced<'_>,
) -> Markup {
    let both = |of: &Joined| marks.mentions(&shown.entity, [&of.mention, &of.with].into_iter());
    html! {
        @if !entity.joined.is_empty() {
            h2 { "Why these are one" }
        }
        @for (joined, of) in entity.joined.iter().zip(&shown.joined) {
            @let own = both(of);
            details {
                summary {
                    (mark(&own)) " " (joined.mention) " and " (joined.with) ": " (joined.weight) " bits"
                    @if joined.confirmed { ", confirmed" }
                }
                ul { @for evidence in &joined.evidence {
                    li { (mark(&own)) " " span dir="auto" { (evidence) } }
                } }
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

fn together(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &wire::Entity,
    marks: &Sourced<'_>,
) -> Markup {
    html! {
        @if !entity.together.is_empty() {
            h2 { "Seen together on several days" }
            ul {
                @for (of, shown) in entity.together.iter().zip(&shown.together) {
                    li {
                        (link(frame, &shown.entity, marks)) ": "
                        (mark(&marks.reports(shown.days.values().flatten()))) " "
                        (of.days.join(", ")) " · "
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

fn associates(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &wire::Entity,
    marks: &Sourced<'_>,
) -> Markup {
    let own = marks.whole(&shown.entity);
    html! {
        @if !entity.associates.is_empty() {
            h2 { "Goes with" }
            ul {
                @for (associate, of) in entity.associates.iter().zip(&shown.associates) {
                    li {
                        (link(frame, &of.entity, marks)) " (" (words(&associate.entity.kind)) "): "
                        (reports(frame, &associate.reports))
                        @if !associate.numbers.is_empty() {
                            @let both = rollup([&own, &marks.whole(&of.entity)].into_iter()).banner;
                            " " (mark(&both)) " both have " (associate.numbers.join(", "))
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
