//! What material may be used for: leads only, not evidence; and the controls of the same effect.

use marking::{Dissem, NonIc};
use model::Purpose;

use crate::Part;
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    // A pointer says whom to ask, and whoever needs an authorization must know whom to ask.
    if case.handling.part == Part::Pointer {
        return;
    }
    leads_only(case, findings);
    legal_use(case, findings);
}

fn leads_only(case: Case<'_>, findings: &mut Findings) {
    if !case.handling.leads_only {
        return;
    }
    let purpose = case.ask.purpose;
    let originator = &case.handling.originator;
    let open = case.ask.community.leads_only_open.contains(&purpose);
    findings.require(open, "leads-only", "charter, function 1, note", || {
        format!(
            "leads only, not evidence: {} {} without {originator}'s authorization",
            purpose.name(),
            if open { "is open" } else { "is closed" },
        )
    });
    findings.oblige("leads-only", "charter, function 1, note", || {
        format!(
            "Leads only, not evidence: use it to develop investigative leads; not in affidavits, \
             subpoenas, grand juries, court or other legal proceedings without {originator}'s \
             authorization."
        )
    });
}

/// LES, FISA and DEA SENSITIVE bar legal proceedings without authorization, DEA SENSITIVE also
/// operations (register p160, p181-182; 50 USC 1806).
fn legal_use(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    let les = marking.has_non_ic(NonIc::Les) || marking.has_non_ic(NonIc::LesNoforn);
    let dsen = marking.has(Dissem::Dsen);
    let purpose = case.ask.purpose;
    let controls = [
        (les, "LES", purpose.is_legal()),
        (marking.has(Dissem::Fisa), "FISA", purpose.is_legal()),
        (marking.has(Dissem::RawFisa), "RAWFISA", purpose.is_legal()),
        (dsen, "DEA SENSITIVE", purpose.is_legal() || purpose == Purpose::Operation),
    ];
    for (_, name, closed) in controls.into_iter().filter(|(present, _, _)| *present) {
        findings.require(!closed, "legal-use", "register p160, p181", || {
            let purpose = purpose.name();
            if closed {
                format!("{name} is not for {purpose} without the originator's authorization")
            } else {
                format!("{name} leaves {purpose} open")
            }
        });
    }
}
