//! `GET /quarantine`: what is set aside, and one of them with the place of its fault.

mod known;
pub(in crate::http) mod working;

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::super::api::quarantine::{listed, work};
use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::site::Site;
use super::frame::Frame;
use super::marks::words;
use super::turning::{PAGES_MAX, Turned, turning};
use super::{Answer, done};
use crate::wire::{Aside, AsideLine};

/// The list, or with `id` one of it.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let id = params.get("id").to_owned();
    let kept = [("id", id.as_str())];
    let frame = Frame::of(&site, &viewer, &params, "/quarantine", &kept)?;
    let (banner, body) = if id.is_empty() {
        let lines = listed(&site, &viewer, &params).await?;
        let nth = params.number("page", 1, PAGES_MAX)?;
        let lines = Turned::of(&lines, nth);
        (known::of_list(&frame, lines.part), list(&frame, &lines))
    } else {
        let shown =
            work(&site, &viewer, Ok(Path(id.clone())), |house, worker, id| house.aside(worker, id));
        let shown = shown.await?;
        (known::of_one(&frame, &shown), one(&frame, params.get("done"), &shown))
    };
    Ok(frame.page("Quarantine", &banner, &body))
}

fn list(frame: &Frame<'_>, lines: &Turned<'_, AsideLine>) -> Markup {
    html! {
        h1 { "Quarantine" }
        @if lines.all == 0 {
            p.empty { "Nothing is set aside that is yours to see." }
        } @else {
            p.meta { (lines.all) " submissions are set aside, newest first." }
            div.scroll role="region" aria-label="Submissions" tabindex="0" {
                table {
                    thead { tr {
                        @for name in ["When", "Originator", "Serial", "Reason", "State", "Submitted by"] {
                            th scope="col" { (name) }
                        }
                    } }
                    tbody {
                        @for line in lines.part {
                            tr {
                                td { time datetime=(line.at) { (line.at) } }
                                td { (line.originator) }
                                td { a href=(frame.link("/quarantine", &[("id", &line.id)])) { (named(line)) } }
                                td { (words(&line.reason)) }
                                td { (line.state) }
                                td { (line.submitter) }
                            }
                        }
                    }
                }
            }
            (turning(frame, "What is set aside", lines.nth, lines.more))
        }
    }
}

/// What a link shows of a submission that may have no number.
fn named(line: &AsideLine) -> &str {
    if line.serial.is_empty() { &line.id } else { &line.serial }
}

fn one(frame: &Frame<'_>, what: &str, aside: &Aside) -> Markup {
    let line = &aside.line;
    html! {
        h1 { "Set aside: " (line.originator) " " (named(line)) }
        (done(what))
        p.meta {
            b { (words(&line.reason)) } " · " (line.state) " · submitted by " (line.submitter) " · "
            time datetime=(line.at) { (line.at) }
        }
        div.notice {
            p { (aside.now.as_deref().unwrap_or("It would be accepted now: submit it again.")) }
            @if let Some(fault) = &aside.fault {
                p.meta {
                    (fault.part)
                    @if let (Some(line), Some(column)) = (fault.line, fault.column) {
                        ", line " (line) ", column " (column)
                    }
                }
                @if let Some(explained) = &fault.explained { pre tabindex="0" { (explained) } }
            }
        }
        @if let Some(correction) = &aside.correction {
            p.meta {
                "Corrected by " (correction.by)
                @for stated in &correction.stated { " · " (stated) }
                @if let Some(by) = &correction.approved_by { " · approved by " (by) }
            }
        }
        @for step in &aside.steps {
            p.meta { time datetime=(step.at) { (step.at) } " " (step.by) ": " (step.told) }
        }
        (working::forms(frame, aside))
        h2 { "What was submitted" }
        div.scroll role="region" aria-label="What was submitted" tabindex="0" {
            pre tabindex="0" { (highlighted(aside)) }
        }
    }
}

/// What was submitted, its fault marked.
fn highlighted(aside: &Aside) -> Markup {
    let text = aside.submitted.as_str();
    let fault = aside.fault.as_ref();
    let range = fault.and_then(|fault| fault.byte.zip(fault.bytes));
    let parts = range.and_then(|(start, len)| {
        Some((text.get(..start)?, text.get(start..start + len)?, text.get(start + len..)?))
    });
    match parts {
        Some((before, blamed, behind)) => html! { (before) mark { (blamed) } (behind) },
        None => html! { (text) },
    }
}
