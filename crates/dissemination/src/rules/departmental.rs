//! The departments' own controls: LIMDIS, EXDIS, NODIS, SBU, LES, SSI.

use marking::{Level, NonIc};
use model::Consent;

use super::consent;
use super::distribution::{is_listed, is_named, is_originator};
use crate::case::{Case, Findings};
use crate::who::Who;

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for control in case.handling.marking.non_ic() {
        match control {
            NonIc::Limdis => limdis(case, findings),
            NonIc::Exdis => exdis(case, findings),
            NonIc::Nodis => nodis(case, findings),
            NonIc::Sbu => sbu(case, findings),
            NonIc::SbuNoforn => sbu_noforn(case, findings),
            NonIc::Les => les(case, findings, "ISM.ACES table 131"),
            NonIc::LesNoforn => les(case, findings, "ISM.ACES table 132"),
            // A read-in says who may have it.
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

/// EXDIS and NODIS alone: the originator's list goes with whatever is made from the material.
pub(crate) fn check_lists(case: Case<'_>, findings: &mut Findings) {
    for control in case.handling.marking.non_ic() {
        match control {
            NonIc::Exdis => exdis(case, findings),
            NonIc::Nodis => nodis(case, findings),
            NonIc::Limdis
            | NonIc::Sbu
            | NonIc::SbuNoforn
            | NonIc::Les
            | NonIc::LesNoforn
            | NonIc::Nnpi
            | NonIc::Ssi => {}
        }
    }
}

fn limdis(case: Case<'_>, findings: &mut Findings) {
    let Who { us_person, us_employed, federal_duty, .. } = case.who;
    let holds = us_employed && federal_duty && (us_person || is_listed_abroad(case));
    findings.require(holds, "limdis", "ISM.ACES table 126", || {
        "LIMDIS needs US affiliation, a US agency and duty in the US government".to_owned()
    });
}

fn exdis(case: Case<'_>, findings: &mut Findings) {
    let listed = is_originator(case) || is_listed(case, "xd");
    let listed = consent::holds_or(listed, Consent::List, case, findings);
    let holds = listed && case.who.is_us() && case.who.federal_duty;
    findings.require(holds, "exdis", "ISM.ACES tables 127, 139", || {
        "EXDIS needs a US recipient on duty with the originator or an addressee in the US \
         government"
            .to_owned()
    });
}

fn nodis(case: Case<'_>, findings: &mut Findings) {
    let named = consent::holds_or(is_named(case, "nd"), Consent::List, case, findings);
    let holds = named && case.who.is_us();
    findings.require(holds, "nodis", "ISM.ACES tables 128, 143", || {
        "NODIS needs a US recipient whom the list names, or whose organisation or group it names"
            .to_owned()
    });
}

fn sbu(case: Case<'_>, findings: &mut Findings) {
    if !is_listed_abroad(case) {
        findings.require(is_federal_duty(case), "sbu", "ISM.ACES table 129", || {
            "SBU needs duty and employment in US agencies, not of a state or locality".to_owned()
        });
    }
}

fn sbu_noforn(case: Case<'_>, findings: &mut Findings) {
    let holds = is_federal_duty(case) && case.who.us_person;
    findings.require(holds, "sbu", "ISM.ACES table 130", || {
        "SBU NOFORN needs US affiliation, and duty and employment in US agencies, not of a state \
         or locality"
            .to_owned()
    });
}

/// Duty and employment in US agencies, and duty not for a state, a locality or a tribe.
fn is_federal_duty(case: Case<'_>) -> bool {
    case.who.us_duty && case.who.us_employed && !case.who.state_local_duty
}

fn les(case: Case<'_>, findings: &mut Findings, source: &'static str) {
    if !is_listed_abroad(case) {
        findings
            .require(case.who.us_employed, "les", source, || "LES needs a US agency".to_owned());
    }
}

/// With REL TO, EYES ONLY or DISPLAY ONLY the rules of disclosure decide.
fn is_listed_abroad(case: Case<'_>) -> bool {
    case.handling.marking.opens_abroad()
}
