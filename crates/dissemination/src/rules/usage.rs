//! What material may be used for: leads only, not evidence; the controls of the same effect; and
//! what an originator's authorization opens.

use marking::{Dissem, NonIc};
use model::{Authorization, Purpose};

use super::authorization::{Opens, in_force};
use crate::Part;
use crate::case::{Case, Findings};

const LEADS_ONLY: &str = "charter, function 1, note";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    // A pointer says whom to ask, and whoever needs an authorization must know whom to ask.
    if case.handling.part == Part::Pointer {
        return;
    }
    let closed_as_leads =
        case.handling.leads_only && !case.ask.community.leads_only_open.contains(&case.ask.purpose);
    let closed_by: Vec<&'static str> = closing_controls(case).collect();
    let authorization =
        (closed_as_leads || !closed_by.is_empty()).then(|| in_force(case, Opens::Use, findings));
    let authorization = authorization.flatten();
    if case.handling.leads_only {
        leads_only(case, findings, closed_as_leads, authorization);
    }
    legal_use(case, findings, &closed_by, authorization);
    if let Some(Authorization { originator, matter, until, .. }) = authorization {
        findings.oblige("authorization", LEADS_ONLY, || {
            format!(
                "{originator} authorized this for {} in {matter} until {}, and for nothing else",
                case.ask.purpose.name(),
                until.minute()
            )
        });
    }
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
                format!("leads only: {originator} authorized {purpose} in {}", given.matter)
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
        findings.require(holds, "legal-use", "register p160, p181", || {
            match (closed, authorization) {
                (false, _) => format!("{name} leaves {purpose} open"),
                (true, Some(given)) => {
                    format!("{name}: {} authorized {purpose} in {}", given.originator, given.matter)
                }
                (true, None) => {
                    format!("{name} is not for {purpose} without the originator's authorization")
                }
            }
        });
    }
}

/// The controls of a marking that bear on its use.
fn controls(case: Case<'_>) -> impl Iterator<Item = &'static str> {
    let marking = &case.handling.marking;
    let les = marking.has_non_ic(NonIc::Les) || marking.has_non_ic(NonIc::LesNoforn);
    let controls = [
        (les, LES),
        (marking.has(Dissem::Fisa), "FISA"),
        (marking.has(Dissem::RawFisa), "RAWFISA"),
        (marking.has(Dissem::Dsen), DSEN),
    ];
    controls.into_iter().filter_map(|(present, name)| present.then_some(name))
}

fn closing_controls(case: Case<'_>) -> impl Iterator<Item = &'static str> {
    let purpose = case.ask.purpose;
    controls(case)
        .filter(move |name| purpose.is_legal() || (*name == DSEN && purpose == Purpose::Operation))
}

const LES: &str = "LES";
const DSEN: &str = "DEA SENSITIVE";
