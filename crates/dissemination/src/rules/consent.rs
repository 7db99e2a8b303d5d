//! What an originator's authorization lifts: exactly what it names, and nothing else (charter,
//! function 1, note; register p136, ORCON).

use model::{Authorization, Consent, Party, Timestamp};

use crate::Part;
use crate::case::{Case, Findings};

const SOURCE: &str = "charter, function 1, note";

/// Whether a rule that is the originator's to lift holds, or is lifted.
pub(crate) fn holds_or(
    holds: bool,
    consent: Consent,
    case: Case<'_>,
    findings: &mut Findings,
) -> bool {
    holds || authorization(consent, case, findings).is_some()
}

/// The authorization in force that lifts this for whoever asks, if there is one. It says when it
/// ends and what must be observed.
pub(crate) fn authorization<'a>(
    consent: Consent,
    case: Case<'a>,
    findings: &mut Findings,
) -> Option<&'a Authorization> {
    // A pointer carries nothing that an authorization could be about.
    if case.handling.part == Part::Pointer {
        return None;
    }
    let at = case.ask.at;
    let named = |given: &&Authorization| names(given, consent, case);
    let known = case.ask.community.authorizations.iter().chain(case.assumed);
    let given: Vec<_> = known.filter(named).collect();
    let changes = given.iter().flat_map(|given| [given.from, given.until]);
    changes.filter(|change| *change > at).for_each(|change| findings.until(change));
    let found = given.into_iter().find(|given| given.from <= at && at < given.until)?;
    oblige(found, consent, case, findings);
    Some(found)
}

fn names(given: &Authorization, consent: Consent, case: Case<'_>) -> bool {
    let Authorization { originator, party, purposes, consents, matter, reports, .. } = given;
    // Its originator may have authorized it for what is made from it alone.
    let names_it = [case.handling.named.as_deref(), case.product].into_iter().flatten();
    *originator == case.handling.originator
        && consents.contains(&consent)
        && (consent != Consent::Identities || is_named_itself(party))
        && party.names(case.ask.recipient)
        && purposes.contains(&case.ask.purpose)
        && matter.as_deref().is_none_or(|matter| case.ask.matter == Some(matter))
        && (reports.is_empty() || names_it.into_iter().any(|report| reports.contains(report)))
}

/// Who receives an identity is on record by name (ICPG 107.1).
fn is_named_itself(party: &Party) -> bool {
    match party {
        Party::Recipient(_) => true,
        Party::Organization(_) => false,
    }
}

fn oblige(given: &Authorization, consent: Consent, case: Case<'_>, findings: &mut Findings) {
    let what = if consent == Consent::Identities { "the identities of US persons" } else { "this" };
    let Authorization { originator, matter, until, conditions, .. } = given;
    findings.oblige("authorization", SOURCE, || {
        let purpose = case.ask.purpose.name();
        let matter = matter.as_ref().map(|matter| format!(" in {matter}")).unwrap_or_default();
        let until = Timestamp::minute(*until);
        format!(
            "{originator} authorized {what} for {purpose}{matter} until {until}, and for nothing else"
        )
    });
    if let Some(conditions) = conditions {
        findings.oblige("authorization-conditions", SOURCE, || conditions.clone());
    }
}
