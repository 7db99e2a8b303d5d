//! The Steering Group's grants: a foreign authority needs one besides the marking (charter,
//! function 1: "the Steering Group shall decide any questions as to appropriateness").

use marking::Code;
use model::{Grant, Topic};

use crate::case::{Case, Findings};

const SOURCE: &str = "charter, function 1";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    if case.who.nation == Some(Code::USA) || !case.handling.marking.opens_abroad() {
        return;
    }
    let own = case.ask.recipient.admin_organization.is_within(&case.handling.originator);
    if own {
        return;
    }
    let at = case.ask.at;
    for grant in to_partner(case) {
        for change in [Some(grant.from), grant.until].into_iter().flatten().filter(|t| *t > at) {
            findings.until(change);
        }
    }
    let open: Vec<&Grant> = to_partner(case)
        .filter(|grant| grant.from <= at && grant.until.is_none_or(|until| at < until))
        .filter(|grant| grant.level >= case.handling.marking.level())
        .collect();
    let topics = &case.handling.topics;
    let covered = |topic: &Topic| open.iter().any(|grant| grant.topics.contains(topic));
    let granted = !topics.is_empty() && topics.iter().all(covered);
    findings.require(granted, "grant", SOURCE, || {
        let names: Vec<_> = topics.iter().map(Topic::as_str).collect();
        let partner = &case.ask.recipient.admin_organization;
        if names.is_empty() {
            format!("{partner} needs a Steering Group grant, and a report without topics has none")
        } else {
            format!("{partner} needs a Steering Group grant in force for {}", names.join(", "))
        }
    });
    for grant in open.iter().filter(|grant| topics.iter().any(|t| grant.topics.contains(t))) {
        if let Some(conditions) = &grant.conditions {
            findings.oblige("grant-conditions", SOURCE, || conditions.clone());
        }
    }
}

fn to_partner<'a>(case: Case<'a>) -> impl Iterator<Item = &'a Grant> {
    let employer = &case.ask.recipient.admin_organization;
    case.ask.community.grants.iter().filter(move |grant| employer.is_within(&grant.partner))
}
