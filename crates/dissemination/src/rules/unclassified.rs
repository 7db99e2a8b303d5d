//! Controls of unclassified information: FOUO, FISA, DEA SENSITIVE, UCNI, CUI.

use marking::{AeaKind, CuiControl, Dissem, Level};

use super::distribution::{is_addressed, is_originator};
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    // With a list the rules of disclosure decide.
    let unlisted = !marking.opens_abroad();
    let in_us_agencies = case.who.us_duty && case.who.us_employed;
    // Contractors of a state, a locality or a tribe are left out.
    let slt_contractor = case.who.state_local_duty && case.who.contractor;
    let as_fouo = marking.has(Dissem::Fouo)
        || (marking.has(Dissem::Fisa) && marking.level() == Level::Unclassified);
    if as_fouo && unlisted {
        findings.require(in_us_agencies, "fouo", "ISM.ACES tables 112, 123", || {
            "FOUO needs duty and employment in US agencies".to_owned()
        });
    }
    for (kind, source) in
        [(AeaKind::Dcni, "ISM.ACES table 106"), (AeaKind::Ucni, "ISM.ACES table 107")]
    {
        if marking.aea().has(kind) && unlisted {
            findings.require(in_us_agencies && !slt_contractor, "ucni", source, || {
                "UCNI needs duty and employment in US agencies, and of states and localities no \
                 contractors"
                    .to_owned()
            });
        }
    }
    if marking.has(Dissem::Dsen) {
        let holds = !slt_contractor && (!unlisted || case.who.is_us());
        findings.require(holds, "dsen", "ISM.ACES table 121", || {
            "DEA SENSITIVE needs US affiliation and a US agency, and of states and localities no \
             contractors"
                .to_owned()
        });
    }
    if marking.cui().is_some() {
        if unlisted {
            findings.require(in_us_agencies, "cui", "32 CFR 2002.16", || {
                "CUI needs duty and employment in US agencies".to_owned()
            });
        }
        cui_controls(case, findings);
    }
}

/// NARA's limited dissemination controls.
fn cui_controls(case: Case<'_>, findings: &mut Findings) {
    const SOURCE: &str = "32 CFR 2002.16, NARA's limited dissemination controls";
    let who = case.who;
    let listed = || is_originator(case) || is_addressed(case);
    for control in case.handling.marking.cui().into_iter().flat_map(marking::Cui::controls) {
        let (holds, needs) = match control {
            CuiControl::FedOnly => {
                (who.federal_employed && !who.contractor, "federal employees, no contractors")
            }
            CuiControl::Fedcon => (who.federal_duty, "duty in the federal government"),
            CuiControl::Nocon => (!who.contractor, "no contractors"),
            CuiControl::DlOnly => (listed(), "the originator's own or an addressee"),
            CuiControl::AttorneyClient | CuiControl::AttorneyWorkProduct => {
                (listed(), "the originator's own or an addressee")
            }
        };
        findings.require(holds, "cui-control", SOURCE, || {
            format!("{} needs {needs}", control.forms().1)
        });
    }
}
