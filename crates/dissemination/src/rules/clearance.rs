//! Clearance against level.

use marking::{Code, CodeList, Level, Ownership};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    let needed = marking.level();
    let held = case.ask.recipient.clearance;
    let source = match marking.ownership() {
        Ownership::Joint(_) => "ISM.ACES table 90",
        Ownership::UnitedStates
        | Ownership::Nato(_)
        | Ownership::UnitedNations
        | Ownership::Foreign(_)
        | Ownership::Concealed => "ISM.ACES table 89",
    };
    findings.require(held >= needed, "clearance", source, || match needed {
        Level::Unclassified => "unclassified: a known recipient suffices".to_owned(),
        Level::Restricted | Level::Confidential | Level::Secret | Level::TopSecret => {
            format!(
                "{} needs that clearance or a higher one; held: {}",
                needed.banner(),
                held.banner()
            )
        }
    });
    if let Ownership::Joint(owners) = marking.ownership()
        && needed.is_classified()
    {
        findings.require(is_owner(case, owners), "joint", "ISM.ACES table 90", || {
            let codes: Vec<_> = owners.iter().map(Code::as_str).collect();
            format!("JOINT {} needs affiliation and employer among the owners", codes.join(" "))
        });
    }
}

/// Affiliation with a country of the owners, organisations expanded, and a US agency or an
/// employer of one of these countries.
fn is_owner(case: Case<'_>, owners: &CodeList) -> bool {
    let owners = owners.countries();
    let affiliated = case.ask.recipient.countries.iter().any(|country| owners.contains(country));
    let employed =
        case.who.us_employed || case.who.nation.is_some_and(|nation| owners.contains(&nation));
    affiliated && employed
}
