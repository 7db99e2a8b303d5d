//! What is read but has no rule that decides it: nobody gets it.

use marking::{AeaKind, Dissem, Marking, NonIc, Ownership};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let community = case.ask.community;
    for control in case.handling.marking.own_controls() {
        // A control's caveat that the class lacks was linked after the class was made.
        let means = community.control_caveats.get(&control);
        if !means.is_some_and(|caveat| case.handling.caveats.contains(caveat)) {
            findings.deny("undecided", "community, register", || {
                format!(
                    "no caveat of the community says who may have {}: withheld",
                    control.banner()
                )
            });
        }
    }
    for what in undecided(&case.handling.marking) {
        findings.deny("undecided", "ISM.ACES 2.3", || {
            format!("no rule of this clearinghouse decides who may have {what}: withheld")
        });
    }
}

/// Whether rules decide who may have a marking.
pub(crate) fn is_decided(marking: &Marking) -> bool {
    undecided(marking).next().is_none()
}

fn undecided(marking: &Marking) -> impl Iterator<Item = &'static str> {
    let owner = match marking.ownership() {
        Ownership::UnitedStates => None,
        Ownership::Nato(_) => Some("information of NATO"),
        Ownership::UnitedNations => Some("information of the United Nations"),
        Ownership::Foreign(_) | Ownership::Concealed => Some("foreign government information"),
        Ownership::Joint(_) => Some("JOINT information"),
    };
    let aea = [AeaKind::Dcni, AeaKind::Ucni].into_iter().filter(|kind| marking.aea().has(*kind));
    let ic = marking.dissem().filter_map(ic_control);
    let other = [
        (marking.nato_controls().next().is_some(), "NATO's controls"),
        (!marking.sap().is_empty(), "special access programs"),
        (marking.fgi().names_nato(), "FGI of NATO"),
        (!marking.eyes_only().is_empty(), "EYES ONLY"),
        (!marking.display_only().is_empty(), "DISPLAY ONLY"),
        (marking.has_non_ic(NonIc::Nnpi), "NNPI"),
        (marking.accm().next().is_some(), "ACCM"),
        (marking.cui().is_some(), "CUI"),
        (marking.needs_banner(), "what its banner would have to say"),
    ];
    owner
        .into_iter()
        .chain(aea.map(|kind| kind.forms().1))
        .chain(ic)
        .chain(other.into_iter().filter_map(|(is, what)| is.then_some(what)))
}

/// The IC controls that no rule decides.
fn ic_control(control: Dissem) -> Option<&'static str> {
    match control {
        Dissem::RawFisa | Dissem::ExemptFromDiscovery | Dissem::Waived => Some(control.forms().1),
        Dissem::Rsen
        | Dissem::Fouo
        | Dissem::Orcon
        | Dissem::OrconUsgov
        | Dissem::Imcon
        | Dissem::Noforn
        | Dissem::Propin
        | Dissem::Relido
        | Dissem::Dsen
        | Dissem::Fisa => None,
    }
}
