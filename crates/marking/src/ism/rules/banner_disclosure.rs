//! What the banner may say of foreign disclosure, given its portions.

use std::collections::BTreeSet;

use crate::Code;
use crate::ism::Attribute::{
    self, Classification, DisplayOnlyTo, DisseminationControls, NonIcMarkings, ReleasableTo,
};
use crate::ism::rule::{DocumentRule, DocumentTest, Hit, Parts, Tokens, is_classified, spoken};
use crate::ism::{Attributes, Fix};

pub(super) const RULES: &[DocumentRule] = &[
    DocumentRule::new("ISM-ID-00087", DisseminationControls, DocumentTest::Special(sbu_nf)),
    broken("ISM-ID-00088", ReleasableTo, released_too_far, RELEASED_TOO_FAR),
    broken("ISM-ID-00090", DisseminationControls, eyes_over_rel, EYES_OVER_REL),
    broken("ISM-ID-00132", DisseminationControls, relido_too_far, RELIDO_TOO_FAR),
    DocumentRule::new("ISM-ID-00146", DisseminationControls, DocumentTest::Special(les_nf_noforn)),
    DocumentRule::new("ISM-ID-00147", NonIcMarkings, DocumentTest::Special(les_nf_les)),
    broken("ISM-ID-00303", DisseminationControls, usgov_too_far, USGOV_TOO_FAR),
    DocumentRule::new("ISM-ID-00318", ReleasableTo, DocumentTest::Special(release_not_common)),
    DocumentRule::new("ISM-ID-00320", DisplayOnlyTo, DocumentTest::Special(display_not_common)),
    broken("ISM-ID-00521", DisseminationControls, release_lost, RELEASE_LOST),
];

const fn broken(
    id: &'static str,
    attribute: Attribute,
    broken: fn(&Parts<'_>) -> bool,
    message: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Broken(broken, message))
}

const RELEASED_TOO_FAR: &str = "the banner has REL TO, a portion has not: mark the portion REL TO, \
                                or make the banner NOFORN";
const EYES_OVER_REL: &str = "a portion has REL TO: the banner cannot be EYES ONLY; write REL TO";
const RELIDO_TOO_FAR: &str = "the banner has RELIDO, a portion has not: mark the portion RELIDO, \
                              or make the banner NOFORN";
const USGOV_TOO_FAR: &str = "the banner has ORCON-USGOV, a portion has ORCON alone: take \
                             ORCON-USGOV out of the banner";
const RELEASE_LOST: &str = "a portion has REL TO: the banner must have REL TO, DISPLAY ONLY or \
                            NOFORN; decide which";

/// The banner's token that the marking of a portion turns into in a classified document.
fn becomes(parts: &Parts<'_>, from: &str, attribute: Attribute, token: &str) -> Vec<Hit> {
    let marked = parts.parts.iter().any(|part| part.has(NonIcMarkings, from));
    if !marked || parts.resource.has(attribute, token) {
        return Vec::new();
    }
    let (from, name) = (spoken(from), spoken(token));
    let message =
        format!("a portion of a classified document has {from}: add {name} to the banner");
    vec![Hit::of(token, message).fix(Fix::Add(attribute, token.to_owned()))]
}

fn sbu_nf(parts: &Parts<'_>) -> Vec<Hit> {
    match is_classified(parts.resource) {
        true => becomes(parts, "SBU-NF", DisseminationControls, "NF"),
        false => Vec::new(),
    }
}

fn les_nf_noforn(parts: &Parts<'_>) -> Vec<Hit> {
    match parts.classified_part() {
        true => becomes(parts, "LES-NF", DisseminationControls, "NF"),
        false => Vec::new(),
    }
}

fn les_nf_les(parts: &Parts<'_>) -> Vec<Hit> {
    match parts.classified_part() {
        true => becomes(parts, "LES-NF", NonIcMarkings, "LES"),
        false => Vec::new(),
    }
}

/// Classified portions are all released, unclassified ones are released or carry nothing.
fn released_too_far(parts: &Parts<'_>) -> bool {
    let unreleased = |part: &&Attributes| {
        let caveated = [DisseminationControls, NonIcMarkings, Attribute::AtomicEnergyMarkings];
        let caveated = caveated.iter().any(|of| part.text(*of).is_some());
        part.text(ReleasableTo).is_none() && (is_classified(part) || caveated)
    };
    parts.resource.text(ReleasableTo).is_some() && parts.parts.iter().any(unreleased)
}

fn eyes_over_rel(parts: &Parts<'_>) -> bool {
    parts.resource.has(DisseminationControls, "EYES")
        && parts.any(DisseminationControls, Tokens::Is(&["REL"]))
}

/// Unclassified portions count when they say anything of release.
fn relido_too_far(parts: &Parts<'_>) -> bool {
    let says = Tokens::Is(super::DISCLOSURE);
    let lacks = |part: &&Attributes| {
        let counted = is_classified(part) || says.any(part, DisseminationControls);
        counted && !part.has(DisseminationControls, "RELIDO")
    };
    parts.resource.has(DisseminationControls, "RELIDO") && parts.parts.iter().any(lacks)
}

fn usgov_too_far(parts: &Parts<'_>) -> bool {
    let alone = |part: &&Attributes| {
        part.has(DisseminationControls, "OC") && !part.has(DisseminationControls, "OC-USGOV")
    };
    parts.resource.has(DisseminationControls, "OC-USGOV") && parts.parts.iter().any(alone)
}

fn release_lost(parts: &Parts<'_>) -> bool {
    let kept = Tokens::Is(&["REL", "DISPLAYONLY", "NF"]);
    parts.any(DisseminationControls, Tokens::Is(&["REL"]))
        && !kept.any(parts.resource, DisseminationControls)
}

/// Countries and organisations of a list; an organisation that decomposes counts as its members.
fn nations(elements: &Attributes, lists: &[Attribute]) -> BTreeSet<String> {
    let codes = lists.iter().flat_map(|of| elements.tokens(*of));
    let members = |code: &str| match Code::find(code) {
        Some(found) if found.decomposes() => {
            found.countries().iter().map(|nation| nation.as_str().to_owned()).collect()
        }
        Some(_) | None => vec![code.to_owned()],
    };
    codes.flat_map(members).collect()
}

/// The banner lists what all listing portions have in common, or less with a reason.
fn not_common(parts: &Parts<'_>, attribute: Attribute, lists: &[Attribute]) -> Vec<Hit> {
    if parts.resource.text(attribute).is_none() {
        return Vec::new();
    }
    let counted = parts
        .parts
        .iter()
        .filter(|part| is_classified(part) || lists.iter().any(|of| part.text(*of).is_some()));
    let common = counted.map(|part| nations(part, lists)).reduce(|left, right| &left & &right);
    let Some(common) = common else { return Vec::new() };
    let banner = nations(parts.resource, &[attribute]);
    let beyond = banner.difference(&common).next();
    // What may be released may be shown, and the United States need no leave to look.
    let named = nations(parts.resource, lists);
    let left_out = common.iter().find(|code| *code != "USA" && !named.contains(*code));
    if let Some(code) = beyond {
        let message = format!("a portion is not for {code}: take it out of the banner's list");
        return vec![Hit::of(code, message)];
    }
    let hit = |code: &String| {
        let message = format!(
            "every portion is for {code}: add it to the banner's list, or give the reason for the \
             compilation",
        );
        Hit::of(code, message)
    };
    left_out.filter(|_| !parts.compiled()).map(hit).into_iter().collect()
}

fn release_not_common(parts: &Parts<'_>) -> Vec<Hit> {
    not_common(parts, ReleasableTo, &[ReleasableTo])
}

/// What may be released may be shown. Portions for release to more do not widen the list.
fn display_not_common(parts: &Parts<'_>) -> Vec<Hit> {
    let unclassified = parts.resource.text(Classification) == Some("U");
    let listed = !unclassified || parts.any(DisplayOnlyTo, Tokens::Any);
    if listed { not_common(parts, DisplayOnlyTo, &[DisplayOnlyTo, ReleasableTo]) } else { vec![] }
}
