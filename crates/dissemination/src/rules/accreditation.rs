//! What a system must be accredited to handle (`UIAS` `handlingControls`), besides what the rules
//! ask of people.

use std::collections::BTreeSet;

use marking::{AeaKind, Code, CodeList, Dissem, Marking, NonIc};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    if !case.who.system {
        return;
    }
    let marking = &case.handling.marking;
    let mut accredited = |any_of: &[&str], source: &'static str| {
        let held = any_of.iter().any(|control| holds(case, control));
        findings.require(held, "accreditation", source, || {
            format!("a system needs accreditation for {}", any_of.join(" or "))
        });
    };
    let unlisted = !marking.opens_abroad();
    for kind in marking.aea().kinds() {
        match kind {
            // Beside a list, the accreditation for the list suffices.
            AeaKind::Dcni if unlisted => accredited(&["DCNI"], "ISM.ACES table 106"),
            AeaKind::Ucni if unlisted => accredited(&["UCNI"], "ISM.ACES table 107"),
            AeaKind::Dcni | AeaKind::Ucni | AeaKind::Rd | AeaKind::Frd | AeaKind::Tfni => {}
        }
    }
    let asked = |control: &Dissem| unlisted || *control != Dissem::Fouo;
    for control in marking.dissem().filter(asked) {
        if let Some((any_of, source)) = of_dissem(control) {
            accredited(any_of, source);
        }
    }
    for control in marking.non_ic() {
        for (any_of, source) in of_non_ic(control) {
            accredited(any_of, source);
        }
    }
    if !marking.display_only().is_empty() {
        accredited(&["DISPLAYONLY", "USONLY"], "ISM.ACES table 124");
    }
    lists(case, marking, findings);
}

type Needs = (&'static [&'static str], &'static str);

fn of_dissem(control: Dissem) -> Option<Needs> {
    Some(match control {
        Dissem::Rsen => (&["RS"], "ISM.ACES table 111"),
        Dissem::Fouo => (&["FOUO"], "ISM.ACES table 112"),
        Dissem::Orcon | Dissem::OrconUsgov => (&["OC"], "ISM.ACES table 144"),
        Dissem::Imcon => (&["IMC"], "ISM.ACES table 115"),
        Dissem::Noforn => (NOFORN, "ISM.ACES table 116"),
        Dissem::Propin => (&["PR"], "ISM.ACES tables 146-147"),
        Dissem::Dsen => (&["DSEN"], "ISM.ACES table 121"),
        Dissem::RawFisa => (&["RAWFISA"], "ISM.ACES table 122"),
        Dissem::Fisa => (&["FISA"], "ISM.ACES table 123"),
        Dissem::Relido | Dissem::ExemptFromDiscovery | Dissem::Waived => return None,
    })
}

fn of_non_ic(control: NonIc) -> Vec<Needs> {
    match control {
        NonIc::Limdis => vec![(&["DS"], "ISM.ACES table 126")],
        NonIc::Exdis => vec![(&["XD"], "ISM.ACES table 139")],
        NonIc::Nodis => vec![(&["ND"], "ISM.ACES table 143")],
        NonIc::Sbu => vec![(&["SBU"], "ISM.ACES table 129")],
        NonIc::SbuNoforn => {
            vec![(&["SBU-NF"], "ISM.ACES table 130"), (NOFORN, "ISM.ACES table 130")]
        }
        NonIc::Les => vec![(&["LES"], "ISM.ACES table 131")],
        NonIc::LesNoforn => vec![(&["LES"], "ISM.ACES table 132"), (NOFORN, "ISM.ACES table 132")],
        NonIc::Ssi => vec![(&["SSI"], "ISM.ACES table 133")],
        // A read-in of its own says who may have it.
        NonIc::Nnpi => Vec::new(),
    }
}

/// REL TO and EYES ONLY: a system for all lists, for the United States alone, or for a group of
/// countries that the list has at least.
fn lists(case: Case<'_>, marking: &Marking, findings: &mut Findings) {
    let controls =
        [(marking.rel_to(), "ISM.ACES table 118"), (marking.eyes_only(), "ISM.ACES table 120")];
    for (list, source) in controls.into_iter().filter(|(list, _)| !list.is_empty()) {
        let held = holds(case, "REL")
            || holds(case, "USONLY")
            || GROUPS.iter().any(|(control, least)| holds(case, control) && has_all(list, least));
        findings.require(held, "accreditation", source, || {
            "a system needs accreditation for REL, for USONLY, or for a group within the list"
                .to_owned()
        });
    }
}

fn has_all(list: &CodeList, least: &[&str]) -> bool {
    let opened: BTreeSet<&str> = list.countries().into_iter().map(Code::as_str).collect();
    least.iter().all(|country| opened.contains(country))
}

fn holds(case: Case<'_>, control: &str) -> bool {
    case.ask.recipient.handling_controls.contains(control)
}

const NOFORN: &[&str] = &["NF", "USONLY", "REL"];

/// Accreditations for groups of countries.
const GROUPS: [(&str, &[&str]); 3] = [
    ("REL_TEYE", &["USA", "AUS", "GBR"]),
    ("REL_ACGU", &["USA", "AUS", "CAN", "GBR"]),
    ("REL_FVEY", &["USA", "AUS", "CAN", "GBR", "NZL"]),
];
