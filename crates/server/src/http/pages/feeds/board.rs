//! The feeds of everybody, for the operator: names and numbers, and nothing of what they bring.

use maud::{Markup, html};

use store::ContractState;

use super::super::super::problem::Problem;
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::marks::{when, words};
use crate::ShadowRun;
use crate::wire::{ContractRecord, Undelivered};

/// Every contract with how far it is behind, what a proposal would bring if that is asked, and the webhooks
/// that do not take what they are sent.
pub(super) async fn board(frame: &Frame<'_>, asked: &str) -> Result<Markup, Problem> {
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
    Ok(listed(frame, site, foreseen.as_ref()))
}

fn listed(frame: &Frame<'_>, site: &Site, foreseen: Option<&(String, ShadowRun)>) -> Markup {
    let house = &site.house;
    let contracts = house.contracts();
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
                    @for name in ["Feed", "Recipient", "Version", "State", "Since", "Purpose", "Until", "Position", "Behind", "Read late"] {
                        th scope="col" { (name) }
                    }
                } }
                tbody {
                    @for known in &contracts {
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
                            td.n { (house.store().fed_late(&known.contract)) }
                        }
                    }
                }
            }
        }
        @for of in &undelivered {
            p.notice.(if of.is_dead { "bad" } else { "" }) {
                b { (of.recipient) " / " (of.feed) } " is not taken at " (of.url) ": tried " (of.tries)
                " times, last " (when(&of.at)) ": " (of.why)
            }
        }
        p.hint { "`tearline feed` proposes, approves and closes contracts, and says who lacks what and who owes word." }
    }
}
