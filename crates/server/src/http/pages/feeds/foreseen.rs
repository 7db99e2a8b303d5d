//! `GET /contracts/foreseen?contract=`: what a proposal of the viewer's would bring, and what no more.

use axum::extract::State;
use dissemination::Released;
use marking::rollup;
use maud::{Markup, html};

use super::super::super::identity::Viewer;
use super::super::super::params::Params;
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::super::highest::highest;
use super::super::hit::hit;
use crate::{ForeseenFeed, Intent, ShadowRun};

/// In numbers, and the first of it as it would come.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let id = params.get("contract").to_owned();
    let kept = [("contract", id.as_str())];
    let frame = Frame::of(&site, &viewer, &params, "/contracts/foreseen", &kept)?;
    let asked = id.clone();
    let found =
        site.run(move |house| house.foresee_feed((house.recipient(&viewer.0)?, None), &asked));
    let ForeseenFeed { known, run, adds, removes } = found.await?;
    // What is shown is given for what the contract is for, whatever the page was asked for.
    let contract = &known.contract;
    let intent = Intent { purpose: contract.purpose, matter: contract.matter.clone() };
    let frame = Frame { intent, ..frame };
    let ShadowRun { adds: more, removes: less, changes, same } = &run;
    let all = adds.iter().chain(&removes).map(|of| &of.rendition().banner);
    // What is counted beside what is shown may be anything that the contract may bring.
    let counted = more.len() + less.len() + changes.len() + same;
    let unseen = (counted > adds.len() + removes.len()).then(|| {
        highest(&contract.capped(frame.recipient), &frame.site.house.community().register)
    });
    let banner = rollup(all.chain(&unseen)).banner;
    let body = html! {
        h1 { "What " (known.contract.name) " would bring" }
        p {
            "In force now it would bring " b { (more.len()) } " more, " b { (less.len()) } " less, "
            (changes.len()) " in another form, and " (same) " as before."
        }
        (first(&frame, ("More", more.len()), &adds))
        (first(&frame, ("Less", less.len()), &removes))
        p { a href=(frame.link("/feeds", &[])) { "Back to the feeds" } }
    };
    Ok(frame.page("What a feed would bring", &banner, &body))
}

fn first(frame: &Frame<'_>, (heading, all): (&str, usize), shown: &[Released]) -> Markup {
    html! {
        @if !shown.is_empty() {
            h2 { (heading) }
            @if all > shown.len() { p.meta { "The first " (shown.len()) " are shown." } }
            section.hits aria-label=(heading) {
                @for of in shown { (hit(frame, of.rendition(), None, &html! {})) }
            }
        }
    }
}
