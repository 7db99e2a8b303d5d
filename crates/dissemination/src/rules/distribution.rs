//! Controls that go by a list: ORCON, PROPIN.

use marking::Dissem;
use model::Consent;

use super::{consent, need_to_know};
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    if marking.has(Dissem::Orcon) {
        let holds = is_originator(case) || is_listed(case, "oc");
        let holds = consent::holds_or(holds, Consent::List, case, findings);
        findings.require(holds, "orcon", "ISM.ACES table 144", || {
            "ORCON needs the originator's own or an addressee's duty organisation".to_owned()
        });
        findings.oblige("orcon", "register p136", || {
            format!("ORCON: pass it on only with {}'s approval", case.handling.originator)
        });
    }
    if marking.has(Dissem::OrconUsgov) {
        let holds = case.who.federal_duty || is_originator(case) || is_listed(case, "oc");
        let holds = consent::holds_or(holds, Consent::List, case, findings);
        findings.require(holds, "orcon-usgov", "ISM.ACES table 114", || {
            "ORCON-USGOV needs duty in the US government or on the list".to_owned()
        });
    }
    if marking.has(Dissem::Propin) {
        let holds = consent::holds_or(holds_propin(case), Consent::List, case, findings);
        findings.require(holds, "propin", "ISM.ACES tables 146-147", || {
            "PROPIN needs a profile that names the recipient's organisation".to_owned()
        });
    }
}

/// PROPIN takes a profile of its own.
fn holds_propin(case: Case<'_>) -> bool {
    let profiles = case.handling.need_to_know.iter().flat_map(|need| need.profiles());
    let mut own = profiles.filter(|profile| profile.policy == "propin").peekable();
    own.peek().is_some() && own.all(|profile| need_to_know::holds(case, profile))
}

/// Whether the recipient works for the originator.
pub(crate) fn is_originator(case: Case<'_>) -> bool {
    case.ask.recipient.duty_organization == case.handling.originator
}

/// Whether the list of a control names the recipient's duty organisation.
pub(crate) fn is_listed(case: Case<'_>, policy: &str) -> bool {
    let duty = case.ask.recipient.duty_organization.as_str();
    case.handling.distribution_for(policy).any(|party| party == duty)
}

/// Whether the list of a control names the recipient, where it works, or a group of it.
pub(crate) fn is_named(case: Case<'_>, policy: &str) -> bool {
    case.handling.distribution_for(policy).any(|party| need_to_know::is_member(case, party))
}

/// Whether the report is addressed to the recipient, or to where it works.
pub(crate) fn is_addressed(case: Case<'_>) -> bool {
    let recipient = case.ask.recipient;
    case.handling.distribution.iter().flatten().any(|party| {
        party == recipient.duty_organization.as_str() || party == recipient.id.as_str()
    })
}
