//! Controls that rise from the portions into the banner, and those that must have come from one.

use super::DISCLOSURE;
use crate::ism::Attribute::{
    self, AtomicEnergyMarkings, Classification, DisseminationControls, NonIcMarkings,
};
use crate::ism::Attributes;
use crate::ism::rule::{DocumentRule, DocumentTest, Hit, Parts, Tokens};
use crate::ism::rule_set::Sets;

type Unless = fn(&Parts<'_>) -> bool;

/// The tokens of a portion stand in the banner.
const fn rises(
    id: &'static str,
    attribute: Attribute,
    tokens: &'static [&'static str],
    unless: Unless,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Rises(Tokens::Is(tokens), unless))
}

/// A dissemination control that rises from any portion into any banner.
const fn control(id: &'static str, tokens: &'static [&'static str]) -> DocumentRule {
    rises(id, DisseminationControls, tokens, never)
}

const fn sigma_rises(id: &'static str, prefix: &'static str, unless: Unless) -> DocumentRule {
    let test = DocumentTest::Rises(Tokens::Starts(prefix), unless);
    DocumentRule::new(id, AtomicEnergyMarkings, test)
}

const fn grounded(id: &'static str, attribute: Attribute, tokens: Tokens) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Grounded(tokens))
}

const fn atomic(id: &'static str, test: fn(&Parts<'_>) -> Vec<Hit>) -> DocumentRule {
    DocumentRule::new(id, AtomicEnergyMarkings, DocumentTest::Special(test))
}

pub(super) const RULES: &[DocumentRule] = &[
    rises("ISM-ID-00066", DisseminationControls, &["FOUO"], fouo_yields),
    control("ISM-ID-00067", &["OC"]),
    control("ISM-ID-00068", &["IMC"]),
    control("ISM-ID-00070", &["NF"]),
    control("ISM-ID-00071", &["PR"]),
    rises("ISM-ID-00072", AtomicEnergyMarkings, &["RD"], never),
    rises("ISM-ID-00073", AtomicEnergyMarkings, &["RD-CNWDI"], never),
    sigma_rises("ISM-ID-00074", "RD-SG-", never),
    rises("ISM-ID-00075", AtomicEnergyMarkings, &["FRD"], |parts| has_atomic(parts, &["RD"])),
    sigma_rises("ISM-ID-00077", "FRD-SG-", |parts| parts.resource.has(AtomicEnergyMarkings, "RD")),
    rises("ISM-ID-00078", AtomicEnergyMarkings, &["DCNI"], above_unclassified),
    rises("ISM-ID-00079", AtomicEnergyMarkings, &["UCNI"], above_unclassified),
    control("ISM-ID-00080", &["DSEN"]),
    control("ISM-ID-00081", &["FISA"]),
    // ODNI's formal text asks this of every banner, its summary of unclassified ones; a classified
    // banner with LIMDIS would break ISM-ID-00346. The register of 2012 keeps LIMDIS everywhere.
    rises("ISM-ID-00084", NonIcMarkings, &["DS"], |parts| {
        above_unclassified(parts) && !Sets::Only2012.hold(parts.context.set)
    }),
    rises("ISM-ID-00085", NonIcMarkings, &["XD"], |parts| has_non_ic(parts, &["ND"])),
    rises("ISM-ID-00086", NonIcMarkings, &["ND"], never),
    rises("ISM-ID-00104", NonIcMarkings, &["SBU-NF"], sbu_nf_yields),
    rises("ISM-ID-00105", NonIcMarkings, &["SBU"], |parts| {
        above_unclassified(parts) || has_non_ic(parts, &["SBU-NF", "XD", "ND"])
    }),
    rises("ISM-ID-00145", NonIcMarkings, &["LES"], |parts| has_non_ic(parts, &["LES-NF"])),
    rises("ISM-ID-00149", NonIcMarkings, &["LES-NF"], |parts| {
        above_unclassified(parts) || parts.resource.has(DisseminationControls, "NF")
    }),
    grounded("ISM-ID-00154", DisseminationControls, Tokens::Is(&["FOUO"])),
    control("ISM-ID-00165", &["RS"]),
    // The four below know of no compilation.
    atomic("ISM-ID-00228", |parts| out_of_nothing(parts, Tokens::Is(&["FRD"]))),
    atomic("ISM-ID-00229", |parts| out_of_nothing(parts, Tokens::Is(&["RD"]))),
    atomic("ISM-ID-00230", |parts| out_of_nothing(parts, Tokens::Starts("FRD-SG-"))),
    atomic("ISM-ID-00231", |parts| out_of_nothing(parts, Tokens::Starts("RD-SG-"))),
    rises("ISM-ID-00298", AtomicEnergyMarkings, &["TFNI"], |parts| {
        has_atomic(parts, &["RD", "FRD"])
    }),
    rises("ISM-ID-00373", NonIcMarkings, &["SSI"], never),
    grounded("ISM-ID-00374", NonIcMarkings, Tokens::Is(&["SSI"])),
    control("ISM-ID-00389", &["RAWFISA"]),
    grounded("ISM-ID-00394", DisseminationControls, Tokens::Is(&["RAWFISA"])),
    control("ISM-ID-00528", &["EXEMPT_FROM_ICD501_DISCOVERY"]),
];

fn never(_: &Parts<'_>) -> bool {
    false
}

fn above_unclassified(parts: &Parts<'_>) -> bool {
    parts.resource.text(Classification) != Some("U")
}

fn has_atomic(parts: &Parts<'_>, tokens: &'static [&'static str]) -> bool {
    parts.any(AtomicEnergyMarkings, Tokens::Is(tokens))
}

fn has_non_ic(parts: &Parts<'_>, tokens: &'static [&'static str]) -> bool {
    parts.any(NonIcMarkings, Tokens::Is(tokens))
}

/// FOUO stays in an unclassified banner only beside markings of foreign disclosure.
fn fouo_yields(parts: &Parts<'_>) -> bool {
    let beside = |part: &&Attributes| {
        let mut controls = part.tokens(DisseminationControls);
        controls.any(|token| token != "FOUO" && !DISCLOSURE.contains(&token))
    };
    above_unclassified(parts)
        || parts.any(NonIcMarkings, Tokens::Any)
        || parts.parts.iter().any(beside)
}

fn sbu_nf_yields(parts: &Parts<'_>) -> bool {
    above_unclassified(parts)
        || Tokens::Is(&["XD", "ND"]).any(parts.resource, NonIcMarkings)
        || parts.resource.has(DisseminationControls, "NF")
}

/// Tokens of the banner that no portion has. SIGMA of FRD rises as SIGMA of RD.
fn out_of_nothing(parts: &Parts<'_>, tokens: Tokens) -> Vec<Hit> {
    let held = tokens.within(parts.resource, AtomicEnergyMarkings);
    let of_portion = |token: &str| {
        let former = format!("F{token}");
        let sigma = token.contains("-SG-");
        parts.parts.iter().any(|part| {
            let as_former = sigma && part.has(AtomicEnergyMarkings, &former);
            as_former || part.has(AtomicEnergyMarkings, token)
        })
    };
    let hit = |token: &str| {
        let message = format!(
            "the banner has {token}, no portion has: mark the portion or take it out of the banner",
        );
        Hit::of(token, message)
    };
    held.filter(|token| !of_portion(token)).map(hit).collect()
}
