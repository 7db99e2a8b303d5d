//! `/desk`: a report is written, checked, looked at before it goes, and submitted.

pub(super) mod check;
mod draft;
mod listing;
mod reach;
pub(in crate::http) mod uploading;
mod writing;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use marking::{Marking, rollup};
use maud::{Markup, html};
use model::Function;

use super::super::api::submit::take;
use super::super::api::whatif::of_drafts;
use super::super::identity::Viewer;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use super::highest::highest;
use super::navigation::may_submit;
use crate::{Source, wire};
use check::Checked;

/// `GET`: an empty sheet.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = opened(&site, &viewer, &params)?;
    let form = Params::default();
    let body = sheet(&frame, &form, &html! {});
    Ok(frame.page("Submit a report", &Marking::default(), &body))
}

/// `POST`: what was written is checked; and taken in, where that is asked for.
pub(in crate::http) async fn act(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Answer {
    let frame = opened(&site, &viewer, &form)?;
    let checked = Checked::of(&form, frame.site.house.community());
    let banner = banner(&frame, &checked);
    let line = |form: &Params| draft::line(form).to_string();
    if form.get("do") == "submit" {
        let _turn = site.submissions.acquire().await.map_err(Problem::internal)?;
        let taken = take(&site, &viewer, vec![drafted(line(&form))], false).await?;
        let is_in = taken.summary.accepted + taken.summary.repeated > 0;
        let told = html! { @for receipt in &taken.receipts { (receipt_of(&frame, receipt)) } };
        let kept = if is_in { Params::default() } else { form };
        let banner = if is_in { Marking::default() } else { banner };
        return Ok(frame.page("Submit a report", &banner, &sheet(&frame, &kept, &told)));
    }
    let is_empty = ["title", "text", "tearline", "pointer"].map(|name| form.said(name).is_none());
    if form.get("do") == "purpose" && is_empty == [true; 4] {
        // Another purpose for what is not written yet.
        return Ok(frame.page("Submit a report", &banner, &sheet(&frame, &form, &html! {})));
    }
    // What nobody has written is only looked at: a submission needs a banner that somebody wrote.
    let form = checked.filled(form);
    let (purposes, matter) = (vec![frame.intent.purpose], frame.intent.matter.clone());
    let drafts = of_drafts(&site, &viewer, purposes, matter, Bytes::from(line(&form))).await?;
    let findings = html! {
        (check::findings(&checked))
        @for found in drafts {
            @match serde_json::from_value::<wire::WhatIf>(found.clone()) {
                Ok(found) => (reach::reach(&frame, &found)),
                Err(_) => (fault(&found)),
            }
        }
    };
    Ok(frame.page("Submit a report", &banner, &sheet(&frame, &form, &findings)))
}

fn opened<'a>(site: &'a Site, viewer: &Viewer, params: &Params) -> Result<Frame<'a>, Problem> {
    let frame = Frame::of(site, viewer, params, "/desk", &[])?;
    if may_submit(frame.recipient) {
        return Ok(Frame { written_in: Some(writing::FORM), ..frame });
    }
    let text = "This needs the function `submitter` or `release-authority`, which you do not have.";
    Err(Problem::new(Code::NotYourFunction, text))
}

/// The banner of a page with a draft on it: what is written, and what its portions require. Where that
/// cannot be read, whoever writes it may write all that they are cleared for.
fn banner(frame: &Frame<'_>, checked: &Checked) -> Marking {
    match checked.markings() {
        Some(markings) => rollup(markings.iter()).banner,
        None => most(frame),
    }
}

/// The banner of what is of no known marking.
fn most(frame: &Frame<'_>) -> Marking {
    highest(frame.recipient, &frame.site.house.community().register)
}

fn sheet(frame: &Frame<'_>, form: &Params, findings: &Markup) -> Markup {
    html! {
        h1 { "Submit a report" }
        div.desk {
            section aria-label="The report" {
                (writing::writing(frame, form))
                (uploading::uploading(frame))
            }
            section #findings aria-label="What would become of it" aria-live="polite" { (findings) }
        }
    }
}

fn receipt_of(frame: &Frame<'_>, receipt: &wire::Receipt) -> Markup {
    let wire::Receipt { report, outcome, receipt, notes, text, .. } = receipt;
    let report = report.as_deref().unwrap_or("the report");
    let is_in = ["accepted", "repeated"].contains(&outcome.as_str());
    html! {
        div.notice.(if is_in { "good" } else { "bad" }) role="status" {
            p { b { (report) } ": " (outcome) @if let Some(receipt) = receipt { ", entry " (receipt) " of the ledger" } }
            @if let Some(text) = text { p { (text) } }
            @for note in notes { p.hint { (note) } }
            @if !is_in && !frame.recipient.functions.contains(&Function::Submitter) {
                p.hint { "Submitting takes the function `submitter`." }
            }
        }
    }
}

/// What would not be accepted.
fn fault(found: &serde_json::Value) -> Markup {
    let said = |name: &str| found.pointer(&format!("/fault/{name}")).and_then(|of| of.as_str());
    html! {
        div.notice.bad {
            p { b { "It would be " (said("outcome").unwrap_or("refused")) "." } }
            p { (said("text").unwrap_or_default()) }
        }
    }
}

fn drafted(line: String) -> Source {
    Source::Bytes("the form".to_owned(), Arc::from(line.into_bytes()))
}
