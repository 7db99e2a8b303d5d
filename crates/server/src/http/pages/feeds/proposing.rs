//! What the viewer would like to be brought: proposed, taken back, ended.

use axum::extract::State;
use marking::Level;
use maud::{Markup, html};
use model::{Kind, Precedence, Purpose};

use super::super::super::identity::Viewer;
use super::super::super::params::{Params, Posted};
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::marks::words;
use super::super::work::unmarked;
use super::super::{Done, Led};
use super::terms;
use crate::wire::{ContractProposal, ContractRecord};

/// `POST /feeds`: a proposal. The Center approves it or not.
pub(in crate::http) async fn propose(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/feeds", &[])?;
    let proposal = proposal(&form);
    site.run(move |house| house.propose_own(house.recipient(&viewer.0)?, &proposal)).await?;
    Ok(Led(frame.link("/feeds", &[("done", "proposed")])))
}

/// `POST /feeds/end`: takes a proposal back, or ends a contract of the viewer's.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/feeds", &[])?;
    let (id, why) = (form.get("contract").to_owned(), form.get("why").to_owned());
    site.run(move |house| house.close_own(house.recipient(&viewer.0)?, &id, &why)).await?;
    Ok(Led(frame.link("/feeds", &[("done", "contract-ended")])))
}

fn proposal(form: &Params) -> ContractProposal {
    ContractProposal {
        name: form.get("name").to_owned(),
        purpose: form.get("for").to_owned(),
        matter: form.said("in"),
        query: form.said("query"),
        topics: listed(form.get("topics")),
        kinds: form.all("kind").map(str::to_owned).collect(),
        precedence_min: form.said("precedence"),
        level_max: form.said("level"),
        from: form.said("from"),
        until: form.get("until").to_owned(),
    }
}

/// Values parted by commas.
fn listed(text: &str) -> Vec<String> {
    let values = text.split(',').map(str::trim).filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

/// A proposal that waits.
pub(super) fn proposed(frame: &Frame<'_>, contract: &ContractRecord) -> Markup {
    html! {
        article.card {
            h3 { (contract.name) " " span.tag { "version " (contract.version) } }
            (terms(contract))
            p {
                "The Center approves it or not. "
                a href=(frame.link("/contracts/foreseen", &[("contract", &contract.id)])) aria-label={ "what would come of it: " (contract.name) } { "What would come of it" }
            }
            (ending(frame, contract))
        }
    }
}

/// The form by which a contract ends.
pub(super) fn ending(frame: &Frame<'_>, contract: &ContractRecord) -> Markup {
    html! {
        details { summary { "End it" }
            (frame.form("/feeds/end", &html! {
                input type="hidden" name="contract" value=(contract.id);
                p { label { (unmarked("Why")) " "
                    input name="why" required maxlength="500" dir="auto";
                } }
                button aria-label={ "End it: " (contract.name) } { "End it" }
            }))
        }
    }
}

/// The form for a proposal.
pub(super) fn proposing(frame: &Frame<'_>) -> Markup {
    html! {
        details { summary { "Propose a feed" }
            (frame.form("/feeds", &html! {
                p.fields {
                    label { "Name " input name="name" required maxlength="40" pattern="[a-z0-9\\-]+" placeholder="border-leads"; }
                    label { "For " select name="for" { @for purpose in Purpose::ALL {
                        option value=(purpose.name()) selected[*purpose == frame.intent.purpose] { (words(purpose.name())) }
                    } } }
                    label { "In the matter " input name="in" maxlength="200"; }
                    label { "From " input name="from" type="date"; }
                    label { "Until " input name="until" type="date" required; }
                }
                p { label { "What a search for its reports would ask; * is everything "
                    input name="query" maxlength="1000" dir="auto";
                } }
                p { label { "Topics, parted by commas; reports of one of them "
                    input name="topics" maxlength="1000" placeholder="migrant-smuggling, false-documents";
                } }
                p.fields {
                    label { "At least so urgent " select name="precedence" {
                        option value="" { "however urgent" }
                        @for of in Precedence::ALL { option value=(of.name()) { (words(of.name())) } }
                    } }
                    label { "Nothing above " select name="level" {
                        option value="" { "your clearance" }
                        @for level in LEVELS { option value=(level.banner()) { (level.banner()) } }
                    } }
                }
                fieldset {
                    legend { "Kinds; without any, of every kind" }
                    @for kind in Kind::ALL {
                        label { input type="checkbox" name="kind" value=(kind.name()); " " (words(kind.name())) }
                        " "
                    }
                }
                button.main { "Propose it" }
            }))
        }
    }
}

/// What a contract may be held to.
const LEVELS: [Level; 4] =
    [Level::Unclassified, Level::Confidential, Level::Secret, Level::TopSecret];
