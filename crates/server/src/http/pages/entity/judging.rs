//! What people decided about who is who, and the forms by which they do.

use axum::extract::State;
use maud::{Markup, html};
use model::{Function, ReportId, Verdict};

use super::super::super::identity::Viewer;
use super::super::super::params::Posted;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::marks::mark;
use super::super::work::unmarked;
use super::super::{Done, Led, OnPage};
use super::sourced::Sourced;
use crate::wire::{Entity, EntityJudgement};
use crate::{Fate, NewJudgement, ShownEntity};

/// What was decided about an entity, and how to decide.
pub(super) fn judgements(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &Entity,
    marks: &Sourced<'_>,
) -> Markup {
    html! {
        @if !entity.judgements.is_empty() {
            h2 { "What people decided" }
            @for (judgement, (report, _)) in entity.judgements.iter().zip(&shown.judgements) {
                (decided(frame, entity, judgement, (report, marks)))
            }
        }
        @if may_judge(frame) { (form(frame, entity)) }
    }
}

fn may_judge(frame: &Frame<'_>) -> bool {
    let functions = [Function::Analyst, Function::Investigator, Function::Submitter];
    functions.iter().any(|function| frame.recipient.functions.contains(function))
}

fn decided(
    frame: &Frame<'_>,
    entity: &Entity,
    judgement: &EntityJudgement,
    (report, marks): (&ReportId, &Sourced<'_>),
) -> Markup {
    let texts = marks.rendition(report).into_iter().flat_map(|of| &of.portions);
    let own = frame.recipient.duty_organization.as_str();
    let is_own = judgement.report.split(' ').next() == Some(own);
    html! {
        div.judgement {
            p {
                (mark(&marks.reports(std::iter::once(report)))) " "
                b { (said(&judgement.verdict)) } ": "
                @for (nth, of) in judgement.about.iter().enumerate() {
                    @if nth > 0 { "; " }
                    span dir="auto" { (of.name) } " in "
                    a href=(frame.link("/report", &[("id", &of.report)])) { (of.report) }
                }
            }
            @for because in texts {
                p { (mark(&because.marking)) " " span dir="auto" { (because.text) } }
            }
            p.meta {
                a href=(frame.link("/report", &[("id", &judgement.report)])) { (judgement.report) }
                @if let Some(issued) = &judgement.issued { " · " (issued) }
            }
            @if is_own && may_judge(frame) {
                details {
                    summary { "Take back" }
                    (frame.form("/entity/withdraw", &html! {
                        input type="hidden" name="judgement" value=(judgement.report);
                        input type="hidden" name="id" value=(entity.entity.id);
                        label { (unmarked("Why")) " " input name="because" required maxlength="1000"; }
                        " " button { "Take back" }
                    }))
                }
            }
        }
    }
}

fn said(verdict: &str) -> &'static str {
    match Verdict::named(verdict) {
        Some(Verdict::Same) => "The same",
        Some(Verdict::Different) => "Different",
        Some(Verdict::Apart) => "Not of the rest",
        None => "Decided",
    }
}

fn form(frame: &Frame<'_>, entity: &Entity) -> Markup {
    let body = html! {
        p.fields {
            label { "This, " code { (entity.entity.id) } ", is "
                select name="verdict" {
                    option value="same" { "the same as" }
                    option value="different" { "different from" }
                    option value="apart" { "not of the rest" }
                }
            }
            label { "Other id " input name="other" maxlength="200" autocomplete="off"
                placeholder="ORIGINATOR SERIAL#N"; }
        }
        p.fields { label { "Mention of this entity, if not the first " select name="mention" {
            option value=(entity.entity.id) { (entity.entity.id) }
            @for joined in &entity.joined { option value=(joined.mention) { (joined.mention) } }
        } } }
        label { "Why " textarea name="because" required rows="2" maxlength="4000" {} }
        input type="hidden" name="id" value=(entity.entity.id);
        button { "Decide" }
        p.hint {
            "It becomes a report of your organisation, marked as what you see of the reports that it is \
             about, and works for whoever may have all of them."
        }
    };
    html! {
        details.judging {
            summary { "Decide who this is" }
            (frame.form("/entity/judge", &body))
        }
    }
}

/// `POST /entity/judge`.
pub(in crate::http) async fn judge(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/entity", &[])?;
    let verdict = Verdict::named(form.get("verdict"))
        .ok_or_else(|| Problem::new(Code::BadRequest, "`verdict` is same, different or apart"))?;
    let mut mentions = vec![form.get("mention").to_owned()];
    if verdict != Verdict::Apart {
        mentions.push(form.get("other").to_owned());
    }
    let new = NewJudgement { verdict, mentions, because: form.get("because").to_owned() };
    let receipt =
        site.ask(&viewer, frame.intent.clone(), move |house, by| house.judge(by, &new)).await?;
    let receipt = receipt.ok_or_else(Problem::not_releasable)?;
    match receipt.fate {
        Fate::Accepted { .. } | Fate::Repeated { .. } => {
            Ok(Led(frame.link("/entity", &[("id", form.get("id")), ("done", "judged")])))
        }
        Fate::Quarantined { text, .. } | Fate::Refused { text, .. } => {
            Err(OnPage::from(Problem::new(Code::BadRequest, text)))
        }
    }
}

/// `POST /entity/withdraw`.
pub(in crate::http) async fn withdraw(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/entity", &[])?;
    let (cited, because) = (form.get("judgement").to_owned(), form.get("because").to_owned());
    let done = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            house.withdraw_judgement(by, &cited, &because)
        })
        .await?;
    if !done {
        return Err(OnPage::from(Problem::not_releasable()));
    }
    let parameters = [("id", form.get("id")), ("done", "judgement-withdrawn")];
    Ok(Led(frame.link("/entity", &parameters)))
}
