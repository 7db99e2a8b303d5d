//! Originators' caveats, as the community's file defines them.

use std::collections::BTreeSet;

use marking::Code;
use model::{Caveat, Consent, Function, Purpose};

use super::consent;
use super::distribution::{is_addressed, is_originator};
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for id in &case.handling.caveats {
        let source = || format!("community file, caveat {id}");
        let Some(caveat) = case.ask.community.caveats.get(id) else {
            let text = || format!("{id} is not defined, so it withholds");
            findings.require_of(false, "caveat", source, text);
            continue;
        };
        if let Some(until) = caveat.until {
            if until <= case.ask.at {
                continue;
            }
            findings.until(until);
        }
        let broken = first_broken(case, caveat);
        // Only whose caveat it is can lift it.
        let own = id.agency() == case.handling.originator.as_str();
        let consent = Consent::Caveats;
        let holds = broken.is_none() || (own && consent::holds_or(false, consent, case, findings));
        findings.require_of(holds, "caveat", source, || match broken {
            None => format!("{id}: {}", caveat.meaning),
            Some(part) => format!("{id} ({part}): {}", caveat.meaning),
        });
        if caveat.background_only {
            findings.oblige_of("background-only", source, || {
                format!("{id}: background only; not to be acted upon, nor cited")
            });
        }
        if caveat.acknowledge {
            findings.oblige_of("acknowledge", source, || {
                format!("{id}: acknowledge receipt to {}", case.handling.originator)
            });
        }
        if caveat.declare_use {
            findings.oblige_of("declare-use", source, || {
                format!("{id}: declare to {} what use is made of it", case.handling.originator)
            });
        }
    }
}

/// The first part of a caveat that does not hold.
fn first_broken(case: Case<'_>, caveat: &Caveat) -> Option<&'static str> {
    let recipient = case.ask.recipient;
    let own = is_originator(case);
    let duty = &recipient.duty_organization;
    let countries = &recipient.countries;
    let purpose = case.ask.purpose;
    let us_alone = countries.iter().eq([&Code::USA]) && case.who.us_employed;
    let parts = [
        (own || allows(caveat.agencies.as_ref(), duty), "agency"),
        (own || allows(caveat.persons.as_ref(), &recipient.id), "persons"),
        (own || !caveat.addressees || is_addressed(case), "addressees"),
        (caveat.countries.as_ref().is_none_or(|list| is_within(countries, list)), "countries"),
        (allows(caveat.entity_types.as_ref(), &recipient.entity_type), "employer"),
        (
            caveat.functions.as_ref().is_none_or(|list| !recipient.functions.is_disjoint(list)),
            "function",
        ),
        (!caveat.closed_purposes.contains(&purpose), "purpose"),
        (!caveat.no_field || !recipient.functions.contains(&Function::FieldOffice), "no field"),
        (!caveat.no_contractors || !case.who.contractor, "no contractors"),
        (!caveat.not_abroad || us_alone, "not abroad"),
        (!caveat.background_only || is_background(purpose), "background only"),
    ];
    parts.into_iter().find(|(holds, _)| !holds).map(|(_, part)| part)
}

fn allows<T: Ord>(list: Option<&BTreeSet<T>>, one: &T) -> bool {
    list.is_none_or(|list| list.contains(one))
}

fn is_within(countries: &BTreeSet<Code>, list: &BTreeSet<Code>) -> bool {
    !countries.is_empty() && countries.is_subset(list)
}

fn is_background(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Analysis | Purpose::Policy => true,
        Purpose::InvestigativeLead
        | Purpose::VictimAssistance
        | Purpose::Outreach
        | Purpose::Operation
        | Purpose::Affidavit
        | Purpose::Subpoena
        | Purpose::GrandJury
        | Purpose::Court
        | Purpose::OtherLegal => false,
    }
}
