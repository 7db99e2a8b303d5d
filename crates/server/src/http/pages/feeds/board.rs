//! The feeds of everybody, for the operator: names and numbers, and nothing of what they bring.

use axum::extract::State;
use maud::{Markup, html};
use model::{Clock as _, Function};
use store::{ContractState, RecordedContract};

use super::super::super::identity::Viewer;
use super::super::super::params::{Params, Posted};
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::marks::{lasting, when, words};
use super::super::turning::{part, turning_by};
use super::super::work::unmarked;
use super::super::{Done, Led};
use crate::wire::{ContractRecord, Undelivered};
use crate::{ShadowRun, SystemClock};

/// Every contract with how far it is behind, what a proposal would bring if that is asked, and the webhooks
/// that do not take what they are sent.
pub(super) async fn board(frame: &Frame<'_>, asked: &str, nth: usize) -> Result<Markup, Problem> {
    let site = frame.site;
    let foreseen = match asked {
        "" => None,
        id => {
            let id = id.to_owned();
            let run = site.run(move |house| {
                let known = house.contract(&id)?;
                Ok((known.contract.name.clone(), house.shadow_run(&known.contract)?))
            });
            Some(run.await?)
        }
    };
    Ok(listed(frame, site, foreseen.as_ref(), nth))
}

fn listed(
    frame: &Frame<'_>,
    site: &Site,
    foreseen: Option<&(String, ShadowRun)>,
    nth: usize,
) -> Markup {
    let house = &site.house;
    // What is open first, and of what is over the newest.
    let (open, mut over): (Vec<RecordedContract>, Vec<_>) =
        house.contracts().into_iter().partition(RecordedContract::is_open);
    over.reverse();
    let contracts: Vec<RecordedContract> = open.into_iter().chain(over).collect();
    let (contracts, more) = part(&contracts, nth);
    let now = SystemClock.now();
    let undelivered = std::fs::read(house.undelivered_file()).unwrap_or_default();
    let undelivered: Vec<Undelivered> = serde_json::from_slice(&undelivered).unwrap_or_default();
    html! {
        h2 { "Everybody's" }
        @if let Some((name, ShadowRun { adds, removes, changes, same })) = foreseen {
            p.notice role="status" {
                (name) " in force now would bring " (adds.len()) " more, " (removes.len()) " less, "
                (changes.len()) " in another form, and " (same) " as before."
            }
        }
        div.scroll role="region" aria-label="All contracts" tabindex="0" {
            table {
                thead { tr {
                    @for name in ["Feed", "Recipient", "Version", "State", "Since", "Purpose", "Until", "Position", "Behind", "For", "Read late", "What can be done"] {
                        th scope="col" { (name) }
                    }
                } }
                tbody {
                    @for known in contracts {
                        @let contract = ContractRecord::of(known);
                        @let last = house.feed_len(known);
                        @let received = house.store().feed_received(&known.contract);
                        tr {
                            th scope="row" { (contract.name) }
                            td { (contract.recipient) }
                            td.n { (contract.version) }
                            td {
                                (contract.state)
                                @if known.state == ContractState::Proposed {
                                    " " a href=(frame.link("/feeds", &[("shadow", &contract.id)])) aria-label={ "what it would bring: " (contract.name) } { "what it would bring" }
                                }
                            }
                            td { (when(&contract.since)) }
                            td { (words(&contract.purpose)) }
                            td { (when(&contract.until)) }
                            td.n { (last) }
                            td.n { (last.saturating_sub(received)) }
                            td { @if let Some(since) = house.feed_waits_since(known) { (lasting(since, now)) } }
                            td.n { (house.store().fed_late(&known.contract)) }
                            td { @if known.state == ContractState::Proposed { (deciding(frame, &contract)) } }
                        }
                    }
                }
            }
        }
        (turning_by(frame, ("contracts", "contracts"), nth, more))
        @for of in &undelivered {
            p.notice.(if of.is_dead { "bad" } else { "" }) {
                b { (of.recipient) " / " (of.feed) } " is not taken at " (of.url) ": tried " (of.tries)
                " times, last " (when(&of.at)) ": " (of.why)
            }
        }
        p.hint { "`tearline feed` says who lacks what and who owes word." }
    }
}

/// How a proposal is decided about.
fn deciding(frame: &Frame<'_>, contract: &ContractRecord) -> Markup {
    let of = format!("{} of {}", contract.name, contract.recipient);
    html! {
        (frame.form("/contracts/approve", &html! {
            input type="hidden" name="contract" value=(contract.id);
            button aria-label={ "Approve " (of) } { "Approve" }
        }))
        details {
            summary { "Refuse" }
            (frame.form("/contracts/refuse", &html! {
                input type="hidden" name="contract" value=(contract.id);
                label { (unmarked("Why")) " " input name="why" required maxlength="500" dir="auto"; }
                " " button aria-label={ "Refuse " (of) } { "Refuse" }
            }))
        }
    }
}

/// `POST /contracts/approve`: a proposal is in force from now on.
pub(in crate::http) async fn approve(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = operating(&site, &viewer, &form)?;
    let (id, Viewer(by)) = (form.get("contract").to_owned(), viewer.clone());
    site.run(move |house| house.approve_contract(&id, &by)).await?;
    Ok(Led(frame.link("/feeds", &[("done", "contract-approved")])))
}

/// `POST /contracts/refuse`: a proposal never is.
pub(in crate::http) async fn refuse(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = operating(&site, &viewer, &form)?;
    let (id, why) = (form.get("contract").to_owned(), form.get("why").to_owned());
    let Viewer(by) = viewer.clone();
    site.run(move |house| match house.contract(&id)?.state {
        ContractState::Proposed => house.close_contract(&id, &why, &by),
        ContractState::Approved { .. }
        | ContractState::Closed { .. }
        | ContractState::Replaced { .. } => {
            let what = format!("contract {id} is no proposal any more");
            Err(crate::Error::Act { what })
        }
    })
    .await?;
    Ok(Led(frame.link("/feeds", &[("done", "contract-refused")])))
}

/// The frame of somebody who decides about contracts.
fn operating<'a>(site: &'a Site, viewer: &Viewer, form: &Params) -> Result<Frame<'a>, Problem> {
    let frame = Frame::of(site, viewer, form, "/feeds", &[])?;
    if frame.recipient.functions.contains(&Function::Operator) {
        return Ok(frame);
    }
    let text = "Contracts are approved with the function `operator`, which you do not have.";
    Err(Problem::new(Code::NotYourFunction, text))
}
