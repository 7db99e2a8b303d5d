//! The departments' own controls: LIMDIS, EXDIS, NODIS, SBU, LES, SSI.

use marking::{Code, Level, NonIc};

use super::distribution::{is_listed, is_named, is_originator};
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for control in case.handling.marking.non_ic() {
        match control {
            NonIc::Limdis => limdis(case, findings),
            NonIc::Exdis => exdis(case, findings),
            NonIc::Nodis => nodis(case, findings),
            NonIc::Sbu => sbu(case, findings, "ISM.ACES table 129"),
            NonIc::SbuNoforn => sbu(case, findings, "ISM.ACES table 130"),
            NonIc::Les => les(case, findings, "ISM.ACES table 131"),
            NonIc::LesNoforn => les(case, findings, "ISM.ACES table 132"),
            // No rule decides it, so that `undecided` withholds it.
            NonIc::Nnpi => {}
            NonIc::Ssi => {
                let held = case.ask.recipient.clearance >= Level::Secret;
                findings.require(held, "ssi", "ISM.ACES table 133", || {
                    "SSI needs a SECRET clearance".to_owned()
                });
            }
        }
    }
}

fn admin_us(case: Case<'_>) -> bool {
    case.ask.community.is_us_agency(&case.ask.recipient.admin_organization)
}

fn duty_us(case: Case<'_>) -> bool {
    case.ask.community.is_us_agency(&case.ask.recipient.duty_organization)
}

fn us_person(case: Case<'_>) -> bool {
    case.ask.recipient.countries.contains(&Code::USA)
}

fn unlisted(case: Case<'_>) -> bool {
    case.handling.marking.rel_to().is_empty()
}

fn limdis(case: Case<'_>, findings: &mut Findings) {
    let holds = admin_us(case) && duty_us(case) && (us_person(case) || !unlisted(case));
    findings.require(holds, "limdis", "ISM.ACES table 126", || {
        "LIMDIS needs US affiliation, a US agency and duty in the US government".to_owned()
    });
}

fn exdis(case: Case<'_>, findings: &mut Findings) {
    let listed = is_originator(case) || is_listed(case, "xd");
    let holds = listed && admin_us(case) && duty_us(case) && us_person(case);
    findings.require(holds, "exdis", "ISM.ACES tables 127, 139", || {
        "EXDIS needs a US recipient on duty with the originator or an addressee".to_owned()
    });
}

fn nodis(case: Case<'_>, findings: &mut Findings) {
    let listed = is_named(case, "nd") || is_listed(case, "nd");
    let holds = listed && admin_us(case) && us_person(case);
    findings.require(holds, "nodis", "ISM.ACES tables 128, 143", || {
        "NODIS needs a US recipient whom the list names, or whose organisation it names".to_owned()
    });
}

fn sbu(case: Case<'_>, findings: &mut Findings, source: &'static str) {
    if unlisted(case) {
        let holds = duty_us(case) && admin_us(case);
        findings.require(holds, "sbu", source, || {
            "SBU needs duty and employment in US agencies".to_owned()
        });
    }
}

fn les(case: Case<'_>, findings: &mut Findings, source: &'static str) {
    if unlisted(case) {
        findings.require(admin_us(case), "les", source, || "LES needs a US agency".to_owned());
    }
    findings.oblige("les", "register, LES", || {
        "LES: not for legal proceedings without the originator's authorization".to_owned()
    });
}
