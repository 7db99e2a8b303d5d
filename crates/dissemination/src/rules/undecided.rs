//! What is read but has no rule that decides it: nobody gets it.

use marking::{Dissem, Marking, Ownership};

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
    let what = [
        (*marking.ownership() == Ownership::UnitedNations, "information of the United Nations"),
        (marking.has(Dissem::Waived), "WAIVED"),
        (marking.sap().is_multiple(), "programs that are not named"),
        (marking.needs_banner(), "what its banner would have to say"),
    ];
    what.into_iter().filter_map(|(is, what)| is.then_some(what))
}
