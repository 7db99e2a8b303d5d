//! Controls that go by a list or by the kind of organisation: ORCON, PROPIN, FOUO, DSEN, FISA.

use marking::{Code, Dissem, Level};
use model::EntityType;

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    let community = case.ask.community;
    let recipient = case.ask.recipient;
    let duty_us = community.is_us_agency(&recipient.duty_organization);
    let admin_us = community.is_us_agency(&recipient.admin_organization);
    if marking.has(Dissem::Orcon) {
        let holds = is_originator(case) || is_listed(case, "oc");
        findings.require(holds, "orcon", "ISM.ACES table 144", || {
            "ORCON needs the originator's own or an addressee's duty organisation".to_owned()
        });
        findings.oblige("orcon", "register, ORCON", || {
            format!("ORCON: pass it on only with {}'s approval", case.handling.originator)
        });
    }
    if marking.has(Dissem::OrconUsgov) {
        let holds = duty_us || is_originator(case) || is_listed(case, "oc");
        findings.require(holds, "orcon-usgov", "ISM.ACES table 114", || {
            "ORCON-USGOV needs duty in the US government or on the list".to_owned()
        });
    }
    if marking.has(Dissem::Propin) {
        findings.require(holds_propin(case), "propin", "ISM.ACES tables 146-147", || {
            "PROPIN needs a profile that names the recipient's organisation".to_owned()
        });
    }
    let unlisted = marking.rel_to().is_empty();
    let as_fouo = marking.has(Dissem::Fouo)
        || (marking.has(Dissem::Fisa) && marking.level() == Level::Unclassified);
    if as_fouo && unlisted {
        findings.require(duty_us && admin_us, "fouo", "ISM.ACES table 112", || {
            "FOUO needs duty and employment in US agencies".to_owned()
        });
    }
    if marking.has(Dissem::Dsen) && unlisted {
        let us_person = recipient.countries.contains(&Code::USA);
        findings.require(us_person && admin_us, "dsen", "ISM.ACES table 121", || {
            "DEA SENSITIVE needs US affiliation and a US agency".to_owned()
        });
    }
    need_to_know(case, findings);
}

/// Every profile must be one that is decided here; any other withholds (`ISM.ACES` 2.3).
fn need_to_know(case: Case<'_>, findings: &mut Findings) {
    let known = ["oc", "xd", "nd", "propin"];
    for need in &case.handling.need_to_know {
        if !known.contains(&need.profile.as_str()) {
            findings.deny("need-to-know", "ISM.ACES 2.3", || {
                format!("the need-to-know profile `{}` is not decided here", need.profile)
            });
        }
    }
}

/// PROPIN 1 opens to government and military of US agencies and to the members that follow it, 2
/// to its members alone: recipients or duty organisations.
fn holds_propin(case: Case<'_>) -> bool {
    let recipient = case.ask.recipient;
    let employed = case.ask.community.is_us_agency(&recipient.admin_organization)
        && matches!(recipient.entity_type, EntityType::Government | EntityType::Military);
    let member = |groups: &[String]| {
        groups.iter().any(|group| {
            group == recipient.duty_organization.as_str() || group == recipient.id.as_str()
        })
    };
    let mut profiles =
        case.handling.need_to_know.iter().filter(|need| need.profile == "propin").peekable();
    profiles.peek().is_some()
        && profiles.all(|need| match need.values.split_first() {
            Some((policy, groups)) if policy == "1" => employed || member(groups),
            Some((policy, groups)) if policy == "2" => member(groups),
            Some(_) | None => false,
        })
}

/// Whether the recipient works for the originator.
pub(crate) fn is_originator(case: Case<'_>) -> bool {
    case.ask.recipient.duty_organization == case.handling.originator
}

/// Whether the list of a control names the recipient's duty organisation.
pub(crate) fn is_listed(case: Case<'_>, profile: &str) -> bool {
    let duty = case.ask.recipient.duty_organization.as_str();
    case.handling.distribution_for(profile).any(|party| party == duty)
}

/// Whether the list of a control names the recipient.
pub(crate) fn is_named(case: Case<'_>, profile: &str) -> bool {
    let id = case.ask.recipient.id.as_str();
    case.handling.distribution_for(profile).any(|party| party == id)
}
