//! The charter's rules as they are configured and in force.

use maud::{Markup, html};
use model::{Act, AgencyId, Function};

use super::super::frame::Frame;
use super::super::marks::{when, words};
use super::super::turning::part;
use crate::InForce;
use crate::wire::ActRecord;

/// The rules, and the texts in them that people wrote.
pub(super) struct Rules {
    pub(super) shown: Markup,
    pub(super) texts: Vec<String>,
}

/// What is in force, each with the way to where it is done.
pub(super) fn rules(frame: &Frame<'_>, in_force: &InForce) -> Rules {
    let InForce { leads_only_open, leads_only_of, acts, .. } = in_force;
    // More than a page of them is on the page of acts.
    let (acts, more) = part(acts, 1);
    let kinds = ["grant", "procedure", "authorization", "embargo"];
    let shown = html! {
        h2 { "Rules in force" }
        h3 { "Leads only, not evidence" }
        @if leads_only_of.is_empty() {
            p { "No originator's reports give leads only by default." }
        } @else {
            p {
                "Reports of " (listed(leads_only_of.iter())) " give leads only, unless they say otherwise. "
                "They may be used for "
                @for (nth, purpose) in leads_only_open.iter().enumerate() {
                    @if nth > 0 { ", " } (words(purpose.name()))
                }
                "; for anything else their originator is asked: "
                a href=(frame.link("/requests", &[])) { "requests" } "."
            }
        }
        @for kind in kinds {
            @let own: Vec<&Act> = acts.iter().filter(|act| ActRecord::told(act).0 == kind).collect();
            @if !own.is_empty() {
                h3 { (heading(kind)) }
                ul { @for act in own { li { (one(act)) } } }
            }
        }
        @if acts.is_empty() { p.hint { "You decide about no grant, procedure, authorization or embargo, and audit none." } }
        @if decides(frame) {
            p {
                @if more { "And more. " }
                a href=(frame.link("/acts", &[])) { "Acts are recorded and ended here" } "."
            }
        }
    };
    let texts = acts.iter().flat_map(|act| [ActRecord::told(act).2].into_iter().chain(added(act)));
    Rules { shown, texts: texts.collect() }
}

fn decides(frame: &Frame<'_>) -> bool {
    let functions = [Function::ReleaseAuthority, Function::SteeringGroup, Function::Auditor];
    functions.iter().any(|function| frame.recipient.functions.contains(function))
}

fn listed<'a>(agencies: impl Iterator<Item = &'a AgencyId>) -> String {
    agencies.map(AgencyId::as_str).collect::<Vec<_>>().join(", ")
}

fn heading(kind: &str) -> &'static str {
    match kind {
        "grant" => "Grants to foreign authorities",
        "procedure" => "Procedures for field offices",
        "authorization" => "Authorizations",
        _ => "Embargoes",
    }
}

fn one(act: &Act) -> Markup {
    let (_, party, text) = ActRecord::told(act);
    html! {
        b { (party) } ": " (text)
        @if let Some(added) = added(act) { ". " span dir="auto" { (added) } }
        @if let Some(until) = act.until() { " · until " (when(&until.rfc3339())) }
    }
}

/// What goes along, as somebody wrote it.
fn added(act: &Act) -> Option<String> {
    match act {
        Act::Authorization(of) => of.conditions.clone(),
        Act::Grant(of) => of.conditions.clone(),
        Act::Procedure(of) => of.statement.clone(),
        Act::Embargo(_) => None,
    }
}
