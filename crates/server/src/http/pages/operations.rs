//! `GET /operations`: how the clearinghouse is, for its operator; how its ledger stands, for those who
//! may read checkpoints.

use axum::extract::State;
use marking::Marking;
use maud::{Markup, html};
use model::{Clock as _, Function, Timestamp};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use super::bars::{Bar, bars};
use super::frame::Frame;
use super::marks::{count, lasting, when};
use super::navigation::sees_the_ledger;
use crate::load::Load;
use crate::{Condition, SystemClock, Witnessed};

/// What the viewer may know of it.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/operations", &[])?;
    if !sees_the_ledger(&site, frame.recipient) {
        let text = "This is for the operator, and for those who may read the ledger's checkpoints.";
        return Err(Problem::new(Code::NotYourFunction, text).into());
    }
    let operates = frame.recipient.functions.contains(&Function::Operator);
    let condition = match operates {
        true => Some(site.run(crate::Clearinghouse::condition).await?),
        false => None,
    };
    let (checkpoint, size, witnesses) = site.run(crate::Clearinghouse::witnessed).await?;
    let body = html! {
        h1 { "Operations" }
        @if let Some(condition) = &condition { (status(condition)) }
        h2 { "The ledger" }
        p { "Its checkpoint covers " b { (size) } " entries." }
        (witnessed(&witnesses, size))
        details {
            summary { "The checkpoint, signed" }
            pre tabindex="0" { (checkpoint) }
        }
    };
    Ok(frame.page("Operations", &Marking::default(), &body))
}

fn status(condition: &Condition) -> Markup {
    let Condition {
        reports,
        quarantined,
        waiting,
        entries,
        handling_classes,
        views,
        bytes,
        generation,
        feeds,
        troubles,
    } = condition;
    let Load { averages, resident_bytes } = Load::now();
    let parts: Vec<Bar> = bytes
        .iter()
        .map(|(part, bytes)| Bar { name: (*part).to_owned(), number: bytes.div_ceil(MEBIBYTE) })
        .collect();
    html! {
        @if troubles.is_empty() { p.good { "Nothing asks for a person." } }
        @for trouble in troubles { p.notice { (trouble) } }
        p.figures {
            span { b { (reports) } " reports" }
            span { b { (waiting) } " set aside and open, of " (quarantined) " ever" }
            span { b { (entries) } " entries" }
            span { b { (handling_classes) } " handling classes" }
            span { b { (views) } " views" }
        }
        div.charts {
            (bars("Storage", ["Part", "MiB"], &parts))
            dl.about {
                @if let Some(averages) = averages { dt { "Load, 1, 5 and 15 min" } dd { (averages) } }
                @if let Some(bytes) = resident_bytes { dt { "Memory held" } dd { (bytes.div_ceil(MEBIBYTE)) " MiB" } }
                dt { "Generation of the index" } dd { (generation) }
                dt { "Feeds in force" } dd { (feeds.contracts) }
                dt { "Feeds with something unreceived" } dd { (feeds.behind) ", " (count(feeds.positions, "position", "positions")) }
                dt { "The longest wait" } dd {
                    @match feeds.since {
                        Some(since) => { (lasting(since, SystemClock.now())) ", since " (when(&since.rfc3339())) },
                        None => "none",
                    }
                }
                dt { "This machine's time" } dd { (when(&SystemClock.now().rfc3339())) }
            }
        }
    }
}

fn witnessed(witnesses: &[Witnessed], size: u64) -> Markup {
    html! {
        @if witnesses.is_empty() {
            p.notice { "No witness has cosigned a checkpoint yet: nobody outside vouches for this history." }
        } @else {
            table {
                thead { tr { @for name in ["Witness", "Cosigned", "Entries", "Behind"] { th scope="col" { (name) } } } }
                tbody {
                    @for Witnessed { name, size: covered, at } in witnesses {
                        tr {
                            th scope="row" { (name) }
                            td { (when(&seconds(*at).rfc3339())) }
                            td.n { (covered) }
                            td.n { (size.saturating_sub(*covered)) }
                        }
                    }
                }
            }
        }
    }
}

fn seconds(at: u64) -> Timestamp {
    Timestamp::from_micros(i64::try_from(at).unwrap_or_default().saturating_mul(1_000_000))
}

const MEBIBYTE: u64 = 1 << 20;
