//! `GET /report?id=`: a report, as far as the viewer may have it.

mod about;
mod beside;
pub(in crate::http) mod changes;
mod cite;
mod named;
mod text;
pub(in crate::http) mod using;
mod versions;

use axum::extract::State;
use dissemination::Rendition;
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use super::marks::{mark, words};
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
            let Some(shown) = house.show(by, &cited, Manner::Display)? else { return Ok(None) };
            let Rendition { id, outcome, .. } = shown.rendition();
            let versions = match id.version > 1 && *outcome == "release" {
                true => house.versions(by, &cited)?,
                false => Vec::new(),
            };
            Ok(Some((shown, versions)))
        })
        .await?;
    let (shown, versions) = shown.ok_or_else(Problem::not_releasable)?;
    let rendition = shown.rendition();
    let whole = wire::Report::of(rendition);
    let body = html! {
        (super::done(params.get("done")))
        div.reading {
            article.report { (report(&frame, rendition, &whole)) }
            aside.beside aria-label="About this report" { (beside::beside(&frame, rendition, &whole, &versions)) }
        }
    };
    let control = control(&whole);
    Ok(frame.controlled(&rendition.id.cited(), &rendition.banner, &control, &body))
}

/// What stands on every printed sheet: which report, and what its originator says of its use.
fn control(report: &wire::Report) -> String {
    let mut said = vec![format!("{} v{}", report.report, report.version)];
    said.extend(report.caveats.iter().cloned());
    if report.leads_only {
        said.push("leads only, not evidence".to_owned());
    }
    if report.outcome != "release" {
        said.push("in part".to_owned());
    }
    said.join(" · ")
}

fn report(frame: &Frame<'_>, rendition: &Rendition, whole: &wire::Report) -> Markup {
    html! {
        h1 {
            @match &rendition.title {
                Some(title) => {
                    (mark(&title.marking)) " " span dir="auto" { (title.text) }
                }
                None => (rendition.id.cited()),
            }
        }
        p.meta {
            b { (whole.originator) } " · " (words(&whole.kind)) " " (whole.serial)
            ", version " (whole.version)
            @if let Some(issued) = &whole.issued { " · issued " (issued) }
            " · " (words(&whole.precedence))
        }
        @if let Some(said) = form(whole) { p.notice { (said) } }
        @for obligation in &whole.obligations {
            p.obligation { (obligation.text) }
        }
        (text::text(frame, rendition, whole))
        dl.about { (about::about(frame, whole)) }
        p.meta {
            "Recorded as your reading, for " (words(frame.intent.purpose.name()))
            @if let Some(matter) = &frame.intent.matter { " in " (matter) }
            "."
        }
    }
}

/// What the viewer has before them, where it is not the whole. How much else there is, nobody says.
fn form(report: &wire::Report) -> Option<String> {
    let of = &report.originator;
    match report.outcome.as_str() {
        "redact" => Some(format!("This is a part of the report. {of} decides about the rest.")),
        "tearline" => Some(format!("This is what {of} lets go below the tear line.")),
        "pointer" => Some(format!("{of} lets you know whom to ask, and nothing of the report.")),
        _ => None,
    }
}
