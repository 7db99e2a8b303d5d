//! What material may be used for: leads only, not evidence; the controls of the same effect; and
//! what an originator's authorization opens.

use marking::{Dissem, NonIc};
use model::{Authorization, Consent, Purpose};

use super::consent;
use crate::Part;
use crate::case::{Case, Findings};

const LEADS_ONLY: &str = "charter, function 1, note";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for (name, warning) in warned(case) {
        findings.oblige("legal-use", LEGAL_USE, || format!("{name}: {warning}"));
    }
    // A pointer says whom to ask, and whoever needs an authorization must know whom to ask.
    if case.handling.part == Part::Pointer {
        return;
    }
    let closed_as_leads =
        case.handling.leads_only && !case.ask.community.leads_only_open.contains(&case.ask.purpose);
    let closed_by: Vec<&'static str> = closing_controls(case).collect();
    let authorization = if closed_as_leads || !closed_by.is_empty() {
        consent::authorization(Consent::Use, case, findings)
    } else {
        None
    };
    if case.handling.leads_only {
        leads_only(case, findings, closed_as_leads, authorization);
    }
    legal_use(case, findings, &closed_by, authorization);
}

fn leads_only(
    case: Case<'_>,
    findings: &mut Findings,
    closed: bool,
    authorization: Option<&Authorization>,
) {
    let originator = &case.handling.originator;
    let purpose = case.ask.purpose.name();
    findings.require(!closed || authorization.is_some(), "leads-only", LEADS_ONLY, || {
        match (closed, authorization) {
            (false, _) => format!("leads only, not evidence: {purpose} is open"),
            (true, Some(given)) => {
                format!("leads only: {originator} authorized {purpose}{}", in_matter(given))
            }
            (true, None) => format!(
                "leads only, not evidence: {purpose} is closed without {originator}'s authorization"
            ),
        }
    });
    findings.oblige("leads-only", LEADS_ONLY, || {
        format!(
            "Leads only, not evidence: use it to develop investigative leads; not in affidavits, \
             subpoenas, grand juries, court or other legal proceedings without {originator}'s \
             authorization."
        )
    });
}

/// LES, FISA and DEA SENSITIVE bar legal proceedings without authorization, DEA SENSITIVE also
/// operations (register p160, p181-182; 50 USC 1806).
fn legal_use(
    case: Case<'_>,
    findings: &mut Findings,
    closed_by: &[&'static str],
    authorization: Option<&Authorization>,
) {
    let purpose = case.ask.purpose.name();
    for name in controls(case) {
        let closed = closed_by.contains(&name);
        let holds = !closed || authorization.is_some();
        findings.require(holds, "legal-use", LEGAL_USE, || match (closed, authorization) {
            (false, _) => format!("{name} leaves {purpose} open"),
            (true, Some(given)) => {
                let matter = in_matter(given);
                format!("{name}: {} authorized {purpose}{matter}", given.originator)
            }
            (true, None) => {
                format!("{name} is not for {purpose} without the originator's authorization")
            }
        });
    }
}

/// The controls of a marking that bear on its use.
fn controls(case: Case<'_>) -> impl Iterator<Item = &'static str> {
    warned(case).map(|(name, _)| name)
}

/// The same, each with what whoever has the material must know: the rule goes where it goes.
fn warned(case: Case<'_>) -> impl Iterator<Item = (&'static str, &'static str)> {
    let marking = &case.handling.marking;
    let les = marking.has_non_ic(NonIc::Les) || marking.has_non_ic(NonIc::LesNoforn);
    let controls = [
        (les, "LES", "not for legal proceedings without the originator's authorization"),
        (marking.has(Dissem::Fisa), "FISA", FISA),
        (marking.has(Dissem::RawFisa), "RAWFISA", FISA),
        (
            marking.has(Dissem::Dsen),
            DSEN,
            "not for legal proceedings, operations or collection without the originator's \
             authorization",
        ),
    ];
    let present = controls.into_iter().filter(|(present, _, _)| *present);
    present.map(|(_, name, warning)| (name, warning))
}

fn closing_controls(case: Case<'_>) -> impl Iterator<Item = &'static str> {
    let purpose = case.ask.purpose;
    controls(case)
        .filter(move |name| purpose.is_legal() || (*name == DSEN && purpose == Purpose::Operation))
}

fn in_matter(given: &Authorization) -> String {
    given.matter.as_ref().map(|matter| format!(" in {matter}")).unwrap_or_default()
}

const DSEN: &str = "DEA SENSITIVE";
const FISA: &str =
    "in criminal proceedings only with the advance authorization of the Attorney General";
const LEGAL_USE: &str = "register p160, p181; 50 USC 1806";
