//! Foreign disclosure and release: the non-US gate, NOFORN, REL TO.

use marking::{Code, Dissem};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    let recipient = case.ask.recipient;
    let us_person = recipient.countries.contains(&Code::USA);
    let us_agency = case.ask.community.is_us_agency(&recipient.admin_organization);
    let list = marking.rel_to();
    if list.is_empty() && !(us_person && us_agency) {
        findings.deny("non-us", "ISM.ACES C.2.1.1", || {
            "without REL TO nothing goes to a recipient who is not of the United States".to_owned()
        });
    }
    if marking.is_noforn() {
        findings.require(us_person && us_agency, "noforn", "ISM.ACES table 116", || {
            "NOFORN needs US affiliation and a US agency".to_owned()
        });
    }
    if !list.is_empty() {
        let opened = list.countries();
        let affiliated = recipient.countries.iter().any(|country| opened.contains(country));
        let employed = us_agency || nation(case).is_some_and(|nation| opened.contains(&nation));
        findings.require(affiliated && employed, "rel-to", "ISM.ACES table 118", || {
            let codes: Vec<_> = list.iter().map(Code::as_str).collect();
            format!("REL TO {} needs affiliation and employer among them", codes.join(", "))
        });
    }
    if marking.has(Dissem::Relido) {
        findings.oblige("relido", "ISM.ACES table 119", || {
            "RELIDO: a designated official may decide about further foreign release".to_owned()
        });
    }
}

/// The nation of the recipient's employer.
pub(crate) fn nation(case: Case<'_>) -> Option<Code> {
    let employer = &case.ask.recipient.admin_organization;
    case.ask.community.agencies.get(employer).map(|agency| agency.nation)
}
