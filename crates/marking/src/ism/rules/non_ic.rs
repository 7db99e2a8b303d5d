//! Markings of agencies outside the intelligence community.

use super::{CLASSIFIED, DISCLOSURE, UNCLASSIFIED, bars, exclusive, levels, needs};
use crate::ism::Attribute::{DisseminationControls, NonIcMarkings};
use crate::ism::Attributes;
use crate::ism::rule::{Cond, Context, Hit, Rule, Scope, Test, Tokens};
use crate::ism::rule_set::Sets;

pub(super) const RULES: &[Rule] = &[
    // The register of 2012 keeps SBU and LIMDIS in a classified banner.
    levels("ISM-ID-00037", NonIcMarkings, &["SBU", "SBU-NF"], UNCLASSIFIED).sets(Sets::Since2016),
    exclusive("ISM-ID-00038", NonIcMarkings, &["XD", "ND", "SBU", "SBU-NF"]),
    exclusive("ISM-ID-00148", NonIcMarkings, &["LES", "LES-NF"]),
    Rule::new("ISM-ID-00225", NonIcMarkings, Test::Special(military)).scope(Scope::UsIc),
    Rule::new("ISM-ID-00252", NonIcMarkings, Test::Special(relido_beside_nnpi))
        .guard(&[Cond::Held((NonIcMarkings, Tokens::Is(&["NNPI"])))]),
    needs("ISM-ID-00313", NonIcMarkings, &["ND"], DisseminationControls, &["NF"]),
    needs("ISM-ID-00314", NonIcMarkings, &["XD"], DisseminationControls, &["NF"]),
    levels("ISM-ID-00346", NonIcMarkings, &["DS"], UNCLASSIFIED).sets(Sets::Since2016),
    bars("ISM-ID-00372", NonIcMarkings, &["LES-NF", "SBU-NF"], DisseminationControls, DISCLOSURE),
    Rule::new("ISM-ID-00462", NonIcMarkings, Test::Levels(ACCM, CLASSIFIED)),
];

const ACCM: Tokens = Tokens::Starts("ACCM");
const MILITARY: Tokens =
    Tokens::Like(|token| token.starts_with("ACCM") || token.starts_with("NNPI"));

fn military(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let found = MILITARY.within(element, NonIcMarkings);
    let hit = |token: &str| {
        let rule = "is not for documents of the intelligence community";
        Hit::of(token, format!("{token} {rule}: take it out or claim another authority"))
    };
    found.map(hit).collect()
}

/// ODNI asks this of the banner.
fn relido_beside_nnpi(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let both = element.has(DisseminationControls, "RELIDO") && element.has(NonIcMarkings, "NNPI");
    let message = format!(
        "NNPI does not go with RELIDO in a banner: take RELIDO out of {}",
        DisseminationControls.name(),
    );
    (context.is_resource && both).then(|| Hit::of("NNPI", message)).into_iter().collect()
}
