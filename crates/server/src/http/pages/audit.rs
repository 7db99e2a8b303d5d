//! `GET /audit`: what became of the auditor's organisation's material, in pictures, in events, and as
//! files that prove it.

mod charts;
mod events;

use axum::extract::State;
use maud::{Markup, html};
use model::{Clock as _, Timestamp};

use super::super::api::audit::{filter, page as events_page, whole};
use super::super::identity::Viewer;
use super::super::limits::AUDIT_PAGE_ROWS;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use super::work::banner;
use crate::{Events, SystemClock};

/// The audit of what is asked for.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let params = bounded(params, SystemClock.now());
    let asked: Vec<(&str, &str)> = ASKED
        .iter()
        .map(|(name, _)| (*name, params.get(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let frame = Frame::of(&site, &viewer, &params, "/audit", &asked)?;
    let after = params.said("after");
    let Events { events, next } =
        events_page(&site, &viewer, filter(&params)?, after.clone(), AUDIT_PAGE_ROWS).await?;
    let audit = match after {
        None => Some(whole(&site, &viewer, filter(&params)?).await?),
        Some(_) => None,
    };
    let body = html! {
        h1 { "Audit of " (frame.recipient.duty_organization) }
        (asking(&frame, &params))
        @if let Some(audit) = &audit { (charts::charts(audit)) }
        (proofs(&frame, &params))
        (events::events(&frame, &asked, &events, next.as_deref()))
    };
    let matters = events.iter().filter_map(|event| event.matter.as_deref());
    Ok(frame.page("Audit", &banner(&frame, matters), &body))
}

/// What can be asked about, with what it is called.
const ASKED: [(&str, &str); 6] = [
    ("from", "From"),
    ("to", "Through"),
    ("originator", "Originator"),
    ("report", "Report"),
    ("recipient", "Recipient"),
    ("authorization", "Act"),
];

/// Where nothing bounds what is asked, the last month: all there ever was makes a long page.
fn bounded(params: Params, now: Timestamp) -> Params {
    let is_bounded = ["from", "to", "report", "authorization"].map(|name| params.said(name));
    let since = Timestamp::from_micros(now.micros().saturating_sub(MONTH_MICROS));
    match is_bounded.iter().all(Option::is_none) {
        true => params.or("from", &since.day()),
        false => params,
    }
}

const MONTH_MICROS: i64 = 30 * 24 * 60 * 60 * 1_000_000;

fn asking(frame: &Frame<'_>, params: &Params) -> Markup {
    html! {
        form.fields method="get" action="/audit" role="search" aria-label="Which events" {
            (frame.along())
            @for (name, label) in ASKED {
                label { (label) " "
                    input name=(name) value=(params.get(name))
                        type=(if ["from", "to"].contains(&name) { "date" } else { "text" }) autocomplete="off";
                }
            }
            button.main { "Show" }
        }
    }
}

/// Files to take away: the table, and what proves the ledger to be whole.
fn proofs(frame: &Frame<'_>, params: &Params) -> Markup {
    let of = frame.recipient.duty_organization.as_str();
    let asked: Vec<(&str, &str)> =
        ASKED.iter().map(|(name, _)| (*name, params.get(name))).collect();
    let table = frame.link("/api/v1/audit/period", &[&asked[..], &[("format", "csv")]].concat());
    let slice = frame.link("/api/v1/ledger/slice", &[("originator", of)]);
    let key = frame.link("/api/v1/ledger/slice-key", &[("originator", of)]);
    let report = params.get("report");
    let proof = frame.link("/api/v1/ledger/proof", &[("report", report)]);
    html! {
        h2 { "Take away" }
        ul.plain {
            li { a href=(table) download="audit.csv" { "The table of this audit" } " (CSV; taking it is recorded)" }
            li {
                a href=(slice) download="slice.txt" { "Proof: every entry of the ledger about " (of) "'s material" }
                ", and " a href=(key) download="slice.key" { "the key" } " by which you find that none is missing"
            }
            li { a href="/api/v1/ledger/cosigned" download="checkpoint.txt" { "The latest checkpoint that a witness cosigned" } }
            @if !report.is_empty() {
                li { a href=(proof) download="proof.txt" { "Proof that the acceptance of " (report) " is in the ledger" } }
            }
        }
        p.hint { "docs/ledger.md says how they are verified, with tools that are not ours too." }
    }
}
