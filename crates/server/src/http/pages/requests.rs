//! `/requests`: asking originators for release, and answering.

mod inbox;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::super::identity::Viewer;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::acts::foreseen;
use super::frame::Frame;
use super::marks::{when, words};
use super::turning::{PAGES_MAX, Turned, part, turning};
use super::work::{banner, unmarked};
use super::{Answer, Done, Led, OnPage, done};
use crate::Officer;
use crate::wire::{ConsentRecord, NewRequest, RequestRecord, RequestStep};

/// `GET`: what is to be answered, what one asked oneself, and a form to ask.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/requests", &[])?;
    let lists = site.run(move |house| {
        let reader = house.recipient(&viewer.0)?;
        Ok((house.requests_of(reader), house.consents_asked_of(reader)?))
    });
    let ((own, inbox), consents) = lists.await?;
    let (own, inbox) = (records(&own), records(&inbox));
    let consents: Vec<_> = consents.iter().map(ConsentRecord::of).collect();
    let (waiting, closed): (Vec<&RequestRecord>, Vec<_>) =
        inbox.iter().partition(|request| request.state == "open");
    let closed: Vec<&RequestRecord> = closed.into_iter().rev().collect();
    let asked_for: Vec<&RequestRecord> = own.iter().rev().collect();
    let turned = |name: &str| params.number(name, 1, PAGES_MAX);
    let (nth, nth_waiting, nth_closed) = (turned("page")?, turned("waiting")?, turned("closed")?);
    let (mine, more) = part(&asked_for, nth);
    let (waiting, closed) = (Turned::of(&waiting, nth_waiting), Turned::of(&closed, nth_closed));
    let body = html! {
        h1 { "Requests for release" }
        (done(params.get("done")))
        (inbox::inbox(&frame, &waiting, &closed))
        (inbox::consents(&frame, &consents))
        h2 { "What you asked" }
        @if own.is_empty() { p.empty { "You have asked for nothing." } }
        @for request in mine { (asked(&frame, request)) }
        (turning(&frame, "What you asked", nth, more))
        details open[own.is_empty() && inbox.is_empty()] {
            summary { "Ask for a report" }
            p.hint {
                "By its name, as ORIGINATOR SERIAL. The request lies with whoever the name says, \
                 whether or not there is such a report."
            }
            (asking(&frame, None))
        }
    };
    let shown = mine.iter().chain(waiting.part).chain(closed.part);
    let texts = shown.flat_map(|request| {
        let RequestRecord { matter, reason, why, .. } = request;
        [matter.as_deref(), Some(reason.as_str()), why.as_deref()].into_iter().flatten()
    });
    Ok(frame.page("Requests", &banner(&frame, texts), &body))
}

/// In the order in which they were asked.
fn records(requests: &[model::Request]) -> Vec<RequestRecord> {
    let mut records: Vec<RequestRecord> = requests.iter().map(RequestRecord::of).collect();
    records.sort_by(|one, other| one.asked.cmp(&other.asked));
    records
}

/// The form that asks for a report, or for the one that is named.
pub(super) fn asking(frame: &Frame<'_>, report: Option<&str>) -> Markup {
    frame.form(
        "/requests",
        &html! {
            @match report {
                Some(report) => input type="hidden" name="report" value=(report);,
                None => p { label { "Report " input name="report" required maxlength="200"
                    placeholder="CIA TD-314/00123-04"; } }
            }
            p { label { (unmarked("Why you need it"))
                textarea name="reason" required rows="3" maxlength="2000" dir="auto" {}
            } }
            p.fields {
                label { "For how many days " input name="days" type="number" min="1" max="366" value="30"; }
                button.main { "Ask" }
            }
            p.hint {
                "You ask for " (words(frame.intent.purpose.name()))
                @if let Some(matter) = &frame.intent.matter { " in " (matter) }
                "; change the purpose above first, if it is for another."
            }
        },
    )
}

fn asked(frame: &Frame<'_>, request: &RequestRecord) -> Markup {
    let RequestRecord { id, state, report, with, asked, expires, why, reminders, .. } = request;
    let step = |step: &str, label: &str| {
        frame.form(
            &format!("/requests/{id}"),
            &html! {
                input type="hidden" name="step" value=(step);
                button aria-label={ (label) " the request for " (report) } { (label) }
            },
        )
    };
    html! {
        article.card {
            h3 { a href=(frame.link("/report", &[("id", report)])) { (report) } " " (badge(state)) }
            (terms(request))
            p.meta {
                "asked " (when(asked)) ", with " b { (with) } ", until " (when(expires))
                @if *reminders > 0 { ", reminded " (reminders) " times" }
            }
            @if let Some(why) = why { p.notice dir="auto" { (why) } }
            @if state == "open" {
                div.fields { (step("remind", "Remind")) (step("withdraw", "Take back")) }
            }
        }
    }
}

/// What is asked for, and why.
fn terms(request: &RequestRecord) -> Markup {
    let RequestRecord { purpose, matter, reason, .. } = request;
    html! {
        p {
            "for " b { (words(purpose)) }
            @if let Some(matter) = matter { " in " b { (matter) } }
            ": " span dir="auto" { (reason) }
        }
    }
}

fn badge(state: &str) -> Markup {
    html! { span.tag.(state) { (state) } }
}

/// `POST`: a new request.
pub(in crate::http) async fn ask(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/requests", &[])?;
    let days = form.said("days").map(|days| days.parse());
    let days = days
        .transpose()
        .map_err(|_| Problem::new(Code::BadRequest, "`days` is a number of days, such as 30"))?;
    let new = NewRequest {
        report: form.get("report").to_owned(),
        purpose: frame.intent.purpose.name().to_owned(),
        matter: frame.intent.matter.clone(),
        reason: form.get("reason").to_owned(),
        days,
    };
    let made = site.run(move |house| house.take_request(house.recipient(&viewer.0)?, None, &new));
    made.await?;
    Ok(Led(frame.link("/requests", &[("done", "asked")])))
}

/// `POST .../{id}`: a step, or what an approval would change.
pub(in crate::http) async fn step(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    Posted(form): Posted,
) -> Result<Response, OnPage> {
    let frame = Frame::of(&site, &viewer, &form, "/requests", &[])?;
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let (step, what) = match form.get("step") {
        "approve" => {
            let (until, conditions) = (form.get("until").to_owned(), form.said("conditions"));
            let consents = form.all("consent").map(str::to_owned).collect();
            (RequestStep::Approve { until, consents, conditions }, "approved")
        }
        "deny" => (RequestStep::Deny { why: form.get("why").to_owned() }, "denied"),
        "delegate" => (RequestStep::Delegate { to: form.get("to").to_owned() }, "delegated"),
        "remind" => (RequestStep::Remind, "reminded"),
        "withdraw" => (RequestStep::Withdraw, "withdrawn"),
        _ => {
            let text = "`step` is approve, deny, delegate, remind or withdraw";
            return Err(Problem::new(Code::BadRequest, text).into());
        }
    };
    let (officer, request) = (viewer.clone(), id.clone());
    if foreseen::is_preview(&form) {
        let found = site.run(move |house| {
            let officer = Officer { recipient: house.recipient(&officer.0)?, by: None };
            house.foresee_approval(officer, &request, step)
        });
        let action = format!("/requests/{id}");
        let page = foreseen::page(&frame, (&action, "Approve"), &form, &found.await?);
        return Ok(page.into_response());
    }
    let taken =
        site.run(move |house| house.take_step(house.recipient(&officer.0)?, None, &request, step));
    taken.await?;
    Ok(Led(frame.link("/requests", &[("done", what)])).into_response())
}
