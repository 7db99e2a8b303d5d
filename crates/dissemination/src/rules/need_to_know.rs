//! Need-to-know profiles (`ISM.ACES` 5.9 and C.10).

use model::{Consent, EntityType, NeedToKnow, Profile};

use super::consent;
use super::distribution::is_originator;
use crate::case::{Case, Findings};

/// Every profile must hold, whatever the marking says; any that is not known withholds
/// (`ISM.ACES` 2.3).
pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    for need in &case.handling.need_to_know {
        let holds = need.profiles().iter().any(|profile| holds(case, profile));
        let holds = consent::holds_or(holds, Consent::NeedToKnow, case, findings);
        let source = match need {
            NeedToKnow::Profile(profile) => source(&profile.policy),
            NeedToKnow::AnyOf(_) => "ISM.ACES 5.9, NTK RequiresAnyOf",
        };
        findings.require(holds, "need-to-know", source, || match need {
            NeedToKnow::Profile(profile) => sentence(profile),
            NeedToKnow::AnyOf(profiles) => {
                let names: Vec<_> = profiles.iter().map(sentence).collect();
                format!("one of these: {}", names.join("; "))
            }
        });
    }
}

/// Whether a profile holds; one that is not known does not.
pub(crate) fn holds(case: Case<'_>, profile: &Profile) -> bool {
    let values = profile.values.as_slice();
    let held = &case.ask.recipient.memberships;
    match profile.policy.as_str() {
        "oc" | "xd" => {
            let duty = case.ask.recipient.duty_organization.as_str();
            is_originator(case) || values.iter().any(|agency| agency == duty)
        }
        "nd" | "permissive" => values.iter().any(|group| is_member(case, group)),
        "restrictive" => !values.is_empty() && values.iter().all(|group| is_member(case, group)),
        "propin" => holds_propin(case, values),
        "ico" => case.who.ic_member,
        "license" => all(values, |license| {
            if license == "osc1" { case.who.ic_member } else { held.licenses.contains(license) }
        }),
        "mn" => holds_mission_need(case, values),
        "rac" => all(values, |category| held.authorities.contains(category)),
        "ent-role" => all(values, |role| held.roles.contains(role)),
        _ => false,
    }
}

fn all(values: &[String], holds: impl Fn(&str) -> bool) -> bool {
    !values.is_empty() && values.iter().all(|value| holds(value))
}

/// PROPIN 1 opens to government and military of US agencies and to the members that follow it, 2
/// to its members alone.
fn holds_propin(case: Case<'_>, values: &[String]) -> bool {
    let employed = case.who.us_employed
        && matches!(case.ask.recipient.entity_type, EntityType::Government | EntityType::Military);
    let member = |groups: &[String]| groups.iter().any(|group| is_member(case, group));
    match values.split_first() {
        Some((policy, groups)) if policy == "1" => employed || member(groups),
        Some((policy, groups)) if policy == "2" => member(groups),
        Some(_) | None => false,
    }
}

/// One of the issues, and one of the regions, where there are any.
fn holds_mission_need(case: Case<'_>, values: &[String]) -> bool {
    let held = &case.ask.recipient.memberships;
    let (mut issues, mut regions) = (Vec::new(), Vec::new());
    for value in values {
        match value.split_once(':') {
            Some(("issue", issue)) => issues.push(issue),
            Some(("region", region)) => regions.push(region),
            Some(_) | None => return false,
        }
    }
    (issues.is_empty() || issues.iter().any(|issue| held.issues.contains(*issue)))
        && (regions.is_empty() || regions.iter().any(|region| held.regions.contains(*region)))
}

/// Whether a list names the recipient, the organisation where it works, or a group of it.
pub(crate) fn is_member(case: Case<'_>, party: &str) -> bool {
    let recipient = case.ask.recipient;
    party == recipient.id.as_str()
        || party == recipient.duty_organization.as_str()
        || recipient.memberships.groups.contains(party)
}

fn sentence(profile: &Profile) -> String {
    let Profile { policy, values } = profile;
    if source(policy) == UNKNOWN {
        return format!("the need-to-know profile `{policy}` is not known here, so it withholds");
    }
    if values.is_empty() {
        return format!("the need-to-know profile `{policy}`");
    }
    format!("the need-to-know profile `{policy}`: {}", values.join(", "))
}

fn source(policy: &str) -> &'static str {
    match policy {
        "xd" => "ISM.ACES table 139",
        "ico" => "ISM.ACES table 140",
        "license" => "ISM.ACES table 141",
        "mn" => "ISM.ACES table 142",
        "nd" => "ISM.ACES table 143",
        "oc" => "ISM.ACES table 144",
        "permissive" => "ISM.ACES table 145",
        "propin" => "ISM.ACES tables 146-147",
        "rac" => "ISM.ACES table 148",
        "restrictive" => "ISM.ACES table 149",
        "ent-role" => "ISM.ACES table 52",
        _ => UNKNOWN,
    }
}

const UNKNOWN: &str = "ISM.ACES 2.3";
