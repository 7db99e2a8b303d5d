//! Originators' caveats, as the community's file defines them.

use model::Caveat;

use super::distribution::{is_addressed, is_originator};
use crate::case::{Case, Findings};

const SOURCE: &str = "community, caveats";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for id in &case.handling.caveats {
        match case.ask.community.caveats.get(id) {
            None => {
                findings.deny("caveat", SOURCE, || format!("{id} is not defined, so it withholds"))
            }
            Some(caveat) => {
                let broken = first_broken(case, caveat);
                findings.require(broken.is_none(), "caveat", SOURCE, || match broken {
                    None => format!("{id}: {}", caveat.meaning),
                    Some(part) => format!("{id} ({part}): {}", caveat.meaning),
                });
            }
        }
    }
}

/// The first part of a caveat that does not hold.
fn first_broken(case: Case<'_>, caveat: &Caveat) -> Option<&'static str> {
    let recipient = case.ask.recipient;
    let duty = &recipient.duty_organization;
    let agencies =
        caveat.agencies.as_ref().is_none_or(|list| is_originator(case) || list.contains(duty));
    let addressees = !caveat.addressees || is_originator(case) || is_addressed(case);
    let countries = caveat
        .countries
        .as_ref()
        .is_none_or(|list| !recipient.countries.is_empty() && recipient.countries.is_subset(list));
    let entity = caveat.entity_types.as_ref().is_none_or(|l| l.contains(&recipient.entity_type));
    let functions = caveat
        .functions
        .as_ref()
        .is_none_or(|list| recipient.functions.iter().any(|function| list.contains(function)));
    let purpose = !caveat.closed_purposes.contains(&case.ask.purpose);
    let parts = [
        (agencies, "agency"),
        (addressees, "addressees"),
        (countries, "countries"),
        (entity, "employer"),
        (functions, "function"),
        (purpose, "purpose"),
    ];
    parts.into_iter().find(|(holds, _)| !holds).map(|(_, part)| part)
}
