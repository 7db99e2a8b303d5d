//! `GET /report?id=`: a report, as far as the viewer may have it.

use axum::extract::State;
use dissemination::Rendition;
use marking::rollup;
use maud::{Markup, html};
use model::{Manner, Portion};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::Answer;
use super::frame::{Frame, mark, words};
use crate::wire;

/// The report's page; viewing it is recorded first.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let id = params.get("id").to_owned();
    let kept = [("id", id.as_str())];
    let frame = Frame::of(&site, &viewer, &params, "/report", &kept)?;
    let cited = id.clone();
    let shown = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            house.show(by, &cited, Manner::Display)
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    let rendition = shown.rendition();
    let body = html! { article.report { (report(&frame, rendition)) } };
    Ok(frame.page(&rendition.id.cited(), &rendition.banner, &body))
}

fn report(frame: &Frame<'_>, rendition: &Rendition) -> Markup {
    let whole = wire::Report::of(rendition);
    html! {
        h1 {
            @match &rendition.title {
                Some(title) => { (mark(&title.marking)) " " (title.text) }
                None => (rendition.id.cited()),
            }
        }
        p.meta {
            b { (whole.originator) } " · " (words(&whole.kind)) " " (whole.serial)
            ", version " (whole.version)
            @if let Some(issued) = &whole.issued { " · issued " (issued) }
            " · " (words(&whole.precedence))
        }
        @for obligation in &whole.obligations {
            p.obligation { (obligation.text) }
        }
        @for portion in &rendition.portions { (paragraph(portion)) }
        @if !rendition.tearlines.is_empty() {
            p.tearline { span {
                "tear line: "
                (rollup(rendition.tearlines.iter().map(|line| &*line.marking)).banner.banner())
            } }
            @for portion in &rendition.tearlines { (paragraph(portion)) }
        }
        @if let Some(pointer) = &rendition.pointer {
            section aria-label="Whom to ask" { h2 { "Whom to ask" } (paragraph(pointer)) }
        }
        dl.about { (details(frame, &whole)) }
        p.meta {
            "Recorded as your reading, for " (words(frame.intent.purpose.name()))
            @if let Some(matter) = &frame.intent.matter { " in " (matter) }
            "."
        }
    }
}

fn paragraph(portion: &Portion) -> Markup {
    html! { div.portion { (mark(&portion.marking)) p { (portion.text) } } }
}

/// What there is besides the text.
fn details(frame: &Frame<'_>, report: &wire::Report) -> Markup {
    let list = |name: &str, values: &[String]| {
        html! { @if !values.is_empty() { dt { (name) } dd { (values.join(", ")) } } }
    };
    let some = |name: &str, value: Option<&String>| {
        html! { @if let Some(value) = value { dt { (name) } dd { (value) } } }
    };
    let links = |name: &str, reports: &[String]| {
        html! {
            @if !reports.is_empty() {
                dt { (name) }
                dd { ul { @for id in reports {
                    li { a href=(frame.link("/report", &[("id", id)])) { (id) } }
                } } }
            }
        }
    };
    let topics: Vec<String> = report.topics.iter().map(|topic| words(topic)).collect();
    let places: Vec<String> = report.places.iter().map(place).collect();
    let occurred = report.occurred.as_ref().map(|period| match period.from == period.to {
        true => period.from.clone(),
        false => format!("{} to {}", period.from, period.to),
    });
    html! {
        (list("Caveats", &report.caveats))
        (list("Addressees", &report.addressees))
        (list("Topics", &topics))
        (some("Occurred", occurred.as_ref()))
        (list("Places", &places))
        @if !report.entities.is_empty() {
            dt { "Named" }
            dd { ul { @for entity in &report.entities { li { (named(entity)) } } } }
        }
        (links("Refers to", &report.references))
        (links("Derived from", &report.derived_from))
        @if let Some(authority) = &report.classification {
            (some("Classified by", authority.classified_by.as_ref()))
            (some("Classification from", authority.derived_from.as_ref()))
            (some("Declassify on", authority.declassify_on.as_ref()))
            (some("Reason", authority.reason.as_ref()))
        }
        (some("Published at", report.source_url.as_ref()))
        (some("Marked on the original", report.original_marking.as_ref()))
    }
}

fn named(entity: &wire::Mention) -> Markup {
    html! {
        (entity.name)
        @if !entity.aliases.is_empty() { ", also " (entity.aliases.join(", ")) }
        " (" (words(&entity.kind)) @if let Some(role) = &entity.role { ", " (role) } ")"
        @for number in &entity.ids { ", " (number.scheme) " " (number.value) }
    }
}

fn place(place: &wire::Place) -> String {
    match &place.country {
        Some(country) => format!("{} ({country})", place.name),
        None => place.name.clone(),
    }
}
