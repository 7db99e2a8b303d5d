//! Dissemination controls of one element, besides those of foreign disclosure.

use super::{CLASSIFIED, DISCLOSURE, SECRET_UP, UNCLASSIFIED, exclusive, levels, needs};
use crate::ism::Attribute::{Classification, DisseminationControls, NonIcMarkings};
use crate::ism::rule::{Cond, Context, Hit, Rule, Test, Tokens, spoken};
use crate::ism::{Attribute, Attributes, Fix};

pub(super) const RULES: &[Rule] = &[
    levels("ISM-ID-00028", DisseminationControls, &["OC", "EYES"], CLASSIFIED),
    levels("ISM-ID-00030", DisseminationControls, &["FOUO"], UNCLASSIFIED),
    levels("ISM-ID-00107", DisseminationControls, &["IMC"], SECRET_UP),
    levels("ISM-ID-00164", DisseminationControls, &["RS"], SECRET_UP),
    needs("ISM-ID-00302", DisseminationControls, &["OC-USGOV"], DisseminationControls, &["OC"]),
    exclusive("ISM-ID-00325", DisseminationControls, &["OC", "RELIDO"]),
    Rule::new("ISM-ID-00327", DisseminationControls, Test::Special(fouo_beside_control))
        .guard(&[Cond::Both(FOUO, (DisseminationControls, STRONGER))]),
    Rule::new("ISM-ID-00328", DisseminationControls, Test::Special(fouo_beside_non_ic))
        .guard(&[Cond::Both(FOUO, (NonIcMarkings, Tokens::Any))]),
    levels("ISM-ID-00393", DisseminationControls, &["RAWFISA"], SECRET_UP),
    Rule::new("ISM-ID-00473", DisseminationControls, Test::Special(propin_without_disclosure))
        .of_attributes(),
    Rule::new("ISM-ID-00535", DisseminationControls, Test::Special(waived))
        .guard(&[Cond::Held((DisseminationControls, Tokens::Is(&["WAIVED"])))]),
];

const FOUO: (Attribute, Tokens) = (DisseminationControls, Tokens::Is(&["FOUO"]));
const STRONGER: Tokens = Tokens::Like(|token| token != "FOUO" && !DISCLOSURE.contains(&token));

fn unclassified_fouo(element: &Attributes) -> bool {
    element.text(Classification) == Some("U") && element.has(DisseminationControls, "FOUO")
}

fn yields(to: &str) -> Hit {
    let message = format!("FOUO gives way to {}: take FOUO out", spoken(to));
    Hit::of("FOUO", message).fix(Fix::Remove(DisseminationControls, "FOUO".to_owned()))
}

/// ODNI lists none of the limited dissemination controls of CUI either.
fn fouo_beside_control(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let found = STRONGER.within(element, DisseminationControls).next();
    let found = found.filter(|_| unclassified_fouo(element));
    found.map(yields).into_iter().collect()
}

fn fouo_beside_non_ic(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let found = element.tokens(NonIcMarkings).next().filter(|_| unclassified_fouo(element));
    found.map(yields).into_iter().collect()
}

/// ODNI asks this of the banner; a portion may leave it to its banner.
fn propin_without_disclosure(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let disclosed = Tokens::Is(DISCLOSURE).any(element, DisseminationControls);
    let broken = context.is_resource && element.has(DisseminationControls, "PR") && !disclosed;
    let message = "PROPIN needs to say who abroad may have it: add NOFORN, REL TO, RELIDO, \
                   DISPLAY ONLY or EYES ONLY";
    broken.then(|| Hit::of("PR", message)).into_iter().collect()
}

fn waived(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let broken = element.has(DisseminationControls, "WAIVED") && !context.claims("USDOD");
    let message = format!(
        "WAIVED is for documents of the Department of Defense: name USDOD in {} or take it out",
        Attribute::CompliesWith.name(),
    );
    broken.then(|| Hit::of("WAIVED", message)).into_iter().collect()
}
