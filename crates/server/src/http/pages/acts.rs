//! `/acts`: what originators and the Steering Group decided about stored material, and deciding it.

mod deciding;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use maud::{Markup, html};
use model::{Clock as _, Function};

use super::super::identity::Viewer;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::frame::Frame;
use super::marks::when;
use super::work::{banner, unmarked};
use super::{Answer, Done, Led, done};
use crate::wire::ActRecord;
use crate::{Officer, SystemClock, community};

/// `GET`: the acts that the viewer decides about, or audits.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/acts", &[])?;
    let acts = site.run(move |house| Ok(house.acts_of(house.recipient(&viewer.0)?))).await?;
    let acts: Vec<ActRecord> = acts.iter().map(ActRecord::of).collect();
    let now = SystemClock.now().rfc3339();
    let is_over = |act: &ActRecord| {
        act.ended.is_some() || act.until.as_ref().is_some_and(|until| *until <= now)
    };
    let (over, held): (Vec<&ActRecord>, Vec<&ActRecord>) =
        acts.iter().rev().partition(|act| is_over(act));
    let functions = &frame.recipient.functions;
    let decides = [Function::ReleaseAuthority, Function::SteeringGroup];
    let decides = decides.iter().any(|function| functions.contains(function));
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
        @if !over.is_empty() {
            details {
                summary { "Over: " (over.len()) }
                @for act in over { (one(&frame, act, false)) }
            }
        }
        @if decides { (deciding::deciding(&frame)) }
    };
    let texts = acts.iter().flat_map(|act| [act.text.as_str(), act.reason.as_str()]);
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
                            button { "End it now" }
                        }
                    }))
                }
            }
        }
    }
}

/// `POST`: an act as a form says it, or a file of acts; all of them or none.
pub(in crate::http) async fn record(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/acts", &[])?;
    let text = match form.get("kind") {
        "file" => form.get("file").to_owned(),
        kind => {
            let file = deciding::file(kind, &form, &SystemClock.now().day());
            file.map_err(|what| Problem::new(Code::BadRequest, what))?
        }
    };
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let form = std::path::Path::new("the form");
        let (acts, reason) = community::read_acts(&text, form, house.community())?;
        house.record_acts(Officer { recipient, by: None }, acts, &reason)
    })
    .await?;
    Ok(Led(frame.link("/acts", &[("done", "recorded")])))
}

/// `POST .../{id}/end`: ends an act before its time.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/acts", &[])?;
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let reason = form.get("reason").to_owned();
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.end_act(Officer { recipient, by: None }, &id, &reason)
    })
    .await?;
    Ok(Led(frame.link("/acts", &[("done", "ended")])))
}
