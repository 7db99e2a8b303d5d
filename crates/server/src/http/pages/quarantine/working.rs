//! The work on what is set aside: forms for what the viewer may do, and what they send.

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::super::super::api::quarantine::work;
use super::super::super::identity::Viewer;
use super::super::super::params::{Params, Posted};
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::work::unmarked;
use super::super::{Done, Led};
use crate::wire::{Aside, AsideCorrection};

/// `POST /quarantine/{step}`: `correct`, `approve`, `reject` or `resubmit`.
pub(in crate::http) async fn step(
    State(site): State<Site>,
    viewer: Viewer,
    Path(step): Path<String>,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/quarantine", &[])?;
    let id = form.get("id").to_owned();
    let at = Ok(Path(id.clone()));
    let done = match step.as_str() {
        "correct" => {
            let correction = correction(&form)?;
            let made = work(&site, &viewer, at, move |house, worker, id| {
                house.correct_aside(worker, id, &correction)
            });
            made.await.map(|_| "corrected")?
        }
        "approve" => {
            let made =
                work(&site, &viewer, at, |house, worker, id| house.approve_aside(worker, id));
            made.await.map(|()| "correction-approved")?
        }
        "reject" => {
            let because = form.get("because").to_owned();
            let made = work(&site, &viewer, at, move |house, worker, id| {
                house.reject_aside(worker, id, &because)
            });
            made.await.map(|()| "rejected")?
        }
        "resubmit" => {
            let made =
                work(&site, &viewer, at, |house, worker, id| house.resubmit_aside(worker, id));
            made.await.map(|_| "resubmitted")?
        }
        _ => return Err(Problem::new(Code::NoSuchAddress, "There is no such step.").into()),
    };
    Ok(Led(frame.link("/quarantine", &[("id", &id), ("done", done)])))
}

/// What a form states. A field that is empty states nothing.
fn correction(form: &Params) -> Result<AsideCorrection, Problem> {
    let stated = form.get("portions").lines().map(str::trim).filter(|line| !line.is_empty());
    let portions = stated.map(|line| {
        let read = line
            .split_once('=')
            .and_then(|(at, mark)| Some((at.trim().parse().ok()?, mark.trim().to_owned())));
        let text =
            "A portion's mark is stated on a line, such as `3=S//NF`; the first portion is 0.";
        read.ok_or_else(|| Problem::new(Code::BadRequest, text))
    });
    Ok(AsideCorrection {
        portions: portions.collect::<Result<_, _>>()?,
        because: form.get("because").to_owned(),
        text: form.said("text"),
        banner: form.said("banner"),
        originator: form.said("originator"),
        serial: form.said("serial"),
        title: form.said("title"),
    })
}

/// The forms for what the viewer may do with a submission.
pub(super) fn forms(frame: &Frame<'_>, aside: &Aside) -> Markup {
    let may = |what: &str| aside.may.iter().any(|known| known == what);
    let id = html! { input type="hidden" name="id" value=(aside.line.id); };
    html! {
        @if may("approve") {
            (frame.form("/quarantine/approve", &html! { (id)
                button.main { "Approve the correction" }
            }))
        }
        @if may("resubmit") {
            (frame.form("/quarantine/resubmit", &html! { (id)
                button.main { "Submit it again" }
            }))
        }
        @if may("correct") {
            details { summary { "Correct it" }
                (frame.form("/quarantine/correct", &html! { (id) (correcting(aside)) }))
            }
        }
        @if may("reject") {
            details { summary { "Reject it" }
                (frame.form("/quarantine/reject", &html! { (id)
                    (why())
                    button { "Reject it for good" }
                }))
            }
        }
    }
}

fn correcting(aside: &Aside) -> Markup {
    html! {
        p.hint { "Somebody else approves what you state. What you leave empty stays as it was submitted." }
        p.fields {
            label { "Banner " input name="banner" maxlength="1000" placeholder="SECRET//NOFORN"; }
            label { "Originator " input name="originator" maxlength="200" placeholder=(aside.line.originator); }
            label { "Serial " input name="serial" maxlength="200" placeholder=(aside.line.serial); }
            label { "Title's mark " input name="title" maxlength="1000" placeholder="U"; }
        }
        p { label { "Marks of portions, a line each: its number from 0, and the mark"
            textarea name="portions" rows="2" placeholder="1=S//NF" {}
        } }
        details { summary { "The whole of it, in another text" }
            p { label { "In the place of what was submitted"
                textarea name="text" rows="12" dir="auto" {}
            } }
        }
        (why())
        button.main { "Correct it" }
    }
}

fn why() -> Markup {
    html! {
        p { label { (unmarked("Why"))
            textarea name="because" required rows="2" maxlength="2000" dir="auto" {}
        } }
    }
}
