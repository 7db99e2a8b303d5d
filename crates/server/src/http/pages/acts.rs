//! `/acts`: what originators and the Steering Group decided about stored material, and deciding it.

mod deciding;
pub(super) mod foreseen;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use model::{Clock as _, Function};

use super::super::identity::Viewer;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::frame::Frame;
use super::marks::when;
use super::turning::{PAGES_MAX, part, turning, turning_by};
use super::work::{banner, unmarked};
use super::{Answer, Led, OnPage, done};
use crate::wire::ActRecord;
use crate::{Intended, Officer, SystemClock, community};

/// `GET`: the acts that the viewer decides about, or audits.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/acts", &[])?;
    let acts = site.run(move |house| Ok(house.acts_of(house.recipient(&viewer.0)?))).await?;
    let mut acts: Vec<ActRecord> = acts.iter().map(ActRecord::of).collect();
    acts.sort_by(|one, other| one.recorded.cmp(&other.recorded));
    let now = SystemClock.now().rfc3339();
    let is_over = |act: &ActRecord| {
        act.ended.is_some() || act.until.as_ref().is_some_and(|until| *until <= now)
    };
    let (over, held): (Vec<&ActRecord>, Vec<&ActRecord>) =
        acts.iter().rev().partition(|act| is_over(act));
    let functions = &frame.recipient.functions;
    let decides = [Function::ReleaseAuthority, Function::SteeringGroup];
    let decides = decides.iter().any(|function| functions.contains(function));
    let nth = params.number("page", 1, PAGES_MAX)?;
    let nth_over = params.number("over", 1, PAGES_MAX)?;
    let ((held, more), (past, more_over)) = (part(&held, nth), part(&over, nth_over));
    let body = html! {
        h1 { "Acts" }
        (done(params.get("done")))
        p.hint {
            "Authorizations, procedures, embargoes and grants. Each is an entry of the ledger, in \
             force from its start to its end, and none can be back-dated."
        }
        h2 { "In force, or to come" }
        @if held.is_empty() { p.empty { "None." } }
        @for act in held { (one(&frame, act, decides)) }
        (turning(&frame, "Acts in force", nth, more))
        @if !over.is_empty() {
            details open[nth_over > 1] {
                summary { "Over: " (over.len()) }
                @for act in past { (one(&frame, act, false)) }
                (turning_by(&frame, ("Acts that are over", "over"), nth_over, more_over))
            }
        }
        @if decides { (deciding::deciding(&frame)) }
    };
    let texts = held.iter().chain(past).flat_map(|act| [act.text.as_str(), act.reason.as_str()]);
    Ok(frame.page("Acts", &banner(&frame, texts), &body))
}

fn one(frame: &Frame<'_>, act: &ActRecord, may_end: bool) -> Markup {
    let ActRecord {
        id,
        kind,
        recorded,
        by,
        party,
        text,
        from,
        until,
        reports,
        request,
        reason,
        ended,
    } = act;
    html! {
        article.card {
            h3 { (party) " " span.tag { (kind) } }
            p { (text) }
            @if !reports.is_empty() { p { "About " (reports.join(", ")) " alone." } }
            p.meta {
                @if let Some(from) = from { "from " (when(from)) }
                @if let Some(until) = until { " until " (when(until)) }
                ", recorded " (when(recorded)) " by " (by)
                @if request.is_some() { ", on a request" }
            }
            p dir="auto" { "Why: " (reason) }
            @if let Some(ended) = ended { p.notice { "Ended " (ended) } }
            @if may_end {
                details {
                    summary { "End" }
                    (frame.form(&format!("/acts/{id}/end"), &html! {
                        p.fields {
                            label { (unmarked("Why")) " " input name="reason" required maxlength="2000" dir="auto"; }
                            (foreseen::preview())
                            button { "End it now" }
                        }
                    }))
                }
            }
        }
    }
}

/// `POST`: an act as a form says it, or a file of acts; all of them or none. Or what they would
/// change.
pub(in crate::http) async fn record(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Result<Response, OnPage> {
    let frame = Frame::of(&site, &viewer, &form, "/acts", &[])?;
    let text = match form.get("kind") {
        "file" => form.get("file").to_owned(),
        kind => {
            let file = deciding::file(kind, &form, &SystemClock.now().day());
            file.map_err(|what| Problem::new(Code::BadRequest, what))?
        }
    };
    let only_foresees = foreseen::is_preview(&form);
    let officer = viewer.clone();
    let done = site.run(move |house| {
        let officer = Officer { recipient: house.recipient(&officer.0)?, by: None };
        let form = std::path::Path::new("the form");
        let (acts, reason) = community::read_acts(&text, form, house.community())?;
        if only_foresees {
            return house.foresee_acts(officer, Intended::Record(acts), &[], None).map(Some);
        }
        house.record_acts(officer, acts, &reason).map(|_| None)
    });
    Ok(match done.await? {
        Some(found) => foreseen::page(&frame, ("/acts", "Record"), &form, &found).into_response(),
        None => Led(frame.link("/acts", &[("done", "recorded")])).into_response(),
    })
}

/// `POST .../{id}/end`: ends an act before its time. Or what that would change.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    Posted(form): Posted,
) -> Result<Response, OnPage> {
    let frame = Frame::of(&site, &viewer, &form, "/acts", &[])?;
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let (reason, only_foresees) = (form.get("reason").to_owned(), foreseen::is_preview(&form));
    let (officer, act) = (viewer.clone(), id.clone());
    let done = site.run(move |house| {
        let officer = Officer { recipient: house.recipient(&officer.0)?, by: None };
        if only_foresees {
            return house.foresee_acts(officer, Intended::End(act), &[], None).map(Some);
        }
        house.end_act(officer, &act, &reason).map(|()| None)
    });
    let (action, label) = (format!("/acts/{id}/end"), "End it now");
    Ok(match done.await? {
        Some(found) => foreseen::page(&frame, (&action, label), &form, &found).into_response(),
        None => Led(frame.link("/acts", &[("done", "ended")])).into_response(),
    })
}
