//! `/feeds`: what contracts bring, how far it has come, and what is wanted and not approved yet.

pub(in crate::http) mod board;
pub(in crate::http) mod foreseen;
pub(in crate::http) mod proposing;
mod reach;
mod reading;

use axum::extract::State;
use marking::Marking;
use maud::{Markup, html};
use model::{Clock as _, Function, Timestamp};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::site::Site;
use super::frame::Frame;
use super::marks::{count, lasting, when, words};
use super::turning::PAGES_MAX;
use super::{Answer, done};
use crate::wire::{ContractRecord, Feed};
use crate::{Coverage, Owed, SystemClock};

pub(in crate::http) use reading::{read, receive};

/// `GET`: the viewer's own feeds; for the operator those of everybody, in numbers.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let covered = params.is_on("coverage")?;
    let frame = Frame::of(&site, &viewer, &params, "/feeds", &[])?;
    let reach = match covered {
        true => {
            Some(site.ask(&viewer, frame.intent.clone(), |house, by| house.feed_reach(by)).await?)
        }
        false => None,
    };
    let Viewer(id) = viewer;
    let (feeds, proposals, coverage, owed): (Vec<_>, Vec<ContractRecord>, _, _) = site
        .run(move |house| {
            let recipient = house.recipient(&id)?;
            let own = house.feeds_of(recipient);
            let feed = |known: &store::RecordedContract| {
                let received = house.store().feed_received(&known.contract);
                let feed = Feed::of(known, house.feed_len(known), received);
                (feed, house.feed_waits_since(known))
            };
            let feeds = own.iter().map(feed).collect();
            let coverage = if covered { house.coverage_of(recipient)? } else { Vec::new() };
            let now = SystemClock.now();
            let owed = if covered { house.owed_by(recipient, now)? } else { Vec::new() };
            let open = house.contracts_of(recipient).into_iter();
            let open = open.filter(|known| known.state == store::ContractState::Proposed);
            Ok((feeds, open.map(|known| ContractRecord::of(&known)).collect(), coverage, owed))
        })
        .await?;
    let board = match frame.recipient.functions.contains(&Function::Operator) {
        true => {
            let nth = params.number("contracts", 1, PAGES_MAX)?;
            board::board(&frame, params.get("shadow"), nth).await?
        }
        false => html! {},
    };
    let body = html! {
        h1 { "Feeds" }
        (done(params.get("done")))
        h2 { "Yours" }
        @if feeds.is_empty() { p.empty { "No contract of yours is in force. Propose one; the Center approves it." } }
        @for (feed, since) in &feeds { (own(&frame, (feed, *since), (&coverage, &owed))) }
        @if !covered {
            p { a href=(frame.link("/feeds", &[("coverage", "on")])) { "How complete they are, what none of them asks for, and what word you owe" } }
        }
        @if let Some(reach) = &reach { (reach::reach(&frame, reach)) }
        @if !proposals.is_empty() {
            h2 { "Proposed, and not in force" }
            @for contract in &proposals { (proposing::proposed(&frame, contract)) }
        }
        (proposing::proposing(&frame))
        (board)
    };
    let banner = match &reach {
        Some(reach) => reach::banner(&frame, reach),
        None => Marking::default(),
    };
    Ok(frame.page("Feeds", &banner, &body))
}

fn own(
    frame: &Frame<'_>,
    (feed, waits_since): (&Feed, Option<Timestamp>),
    (coverage, owed): (&[Coverage], &[Owed]),
) -> Markup {
    let Feed { contract, last, received } = feed;
    let read =
        frame.link(&format!("/feeds/{}", contract.name), &[("after", &received.to_string())]);
    let of = coverage.iter().find(|of| of.contract.id == contract.id);
    html! {
        article.card {
            h3 { a href=(read) { (contract.name) } " " span.tag { "version " (contract.version) } }
            (terms(contract))
            p.meta {
                "position " (last) ", of which you say that you have " (received)
                @if last > received { ": " b { (count(last - received, "position is", "positions are")) " new" } }
                @if let Some(since) = waits_since {
                    ", the first for " (lasting(since, SystemClock.now())) ", since " (when(&since.rfc3339()))
                }
            }
            @if let Some(Coverage { wanted, ready, read, received, lacking, .. }) = of {
                p {
                    "Of " (count(*wanted as u64, "report", "reports")) " that it wants and you may have, " (ready) " stand in it as they may go, "
                    (read) " were read, and " (received) " you say you have. "
                    @if lacking.is_empty() { span.good { "Nothing is lacking." } }
                    @else { span.bad { (lacking.len()) " are lacking." } }
                }
            }
            @let owed: Vec<&Owed> = owed.iter().filter(|of| of.contract.id == contract.id).collect();
            @if !owed.is_empty() { (words_owed(frame, &owed)) }
            (proposing::ending(frame, contract))
        }
    }
}

/// What word of its reports is owed, and where it is given.
fn words_owed(frame: &Frame<'_>, owed: &[&Owed]) -> Markup {
    html! {
        p { b { "You owe " (count(owed.len() as u64, "word", "words")) "." } }
        ul.plain {
            @for of in owed {
                li {
                    a href=(frame.link("/report", &[("id", of.report.as_str())])) { (of.report) }
                    " (position " (of.position) ", since " (when(&of.since.rfc3339())) "): "
                    @if of.what == "acknowledge" { "say that you have it" } @else { "declare what you used it for" }
                }
            }
        }
        p.hint { "That you have them is said where the feed is read, what you used them for on the report's page." }
    }
}

fn terms(contract: &ContractRecord) -> Markup {
    let ContractRecord {
        purpose,
        matter,
        query,
        topics,
        kinds,
        precedence_min,
        level_max,
        from,
        until,
        ..
    } = contract;
    html! {
        p {
            "for " (words(purpose)) @if let Some(matter) = matter { " in " (matter) }
            @if let Some(query) = query { ", " code dir="auto" { (query) } }
            @if !topics.is_empty() { ", about " (topics.join(", ")) }
            @if !kinds.is_empty() { ", of kind " (kinds.join(", ")) }
            @if let Some(least) = precedence_min { ", at least " (least) }
            ", up to " (level_max)
        }
        p.meta { "from " (when(from)) " until " (when(until)) }
    }
}
