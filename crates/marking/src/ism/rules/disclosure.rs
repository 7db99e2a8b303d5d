//! Foreign disclosure and release markings of one element.

use super::{CLASSIFIED, DISCLOSURE, exclusive, levels};
use crate::ism::Attribute::{
    Classification, DisplayOnlyTo, DisseminationControls, ExemptFrom, OwnerProducer, ReleasableTo,
};
use crate::ism::form::is_true;
use crate::ism::rule::{Cond, Context, Hit, Rule, Scope, Test, Tokens};
use crate::ism::rule_set::Sets;
use crate::ism::signature::Flag;
use crate::ism::{Attribute, Attributes, Fix};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "ISM-ID-00031",
        DisseminationControls,
        Test::Carries(Tokens::Is(&["REL", "EYES"]), &[ReleasableTo]),
    ),
    Rule::new("ISM-ID-00032", ReleasableTo, Test::Only(DisseminationControls, &["REL", "EYES"])),
    exclusive("ISM-ID-00033", DisseminationControls, &["REL", "EYES", "NF"]),
    Rule::new("ISM-ID-00119", DisseminationControls, Test::Special(undecided)).scope(Scope::UsIc),
    Rule::new("ISM-ID-00124", DisseminationControls, Test::Broken(foreign_relido, FOREIGN_RELIDO))
        .guard(&[Cond::Without(RELIDO, (OwnerProducer, Tokens::Is(&["USA"])))])
        .warning(),
    Rule::new("ISM-ID-00168", DisplayOnlyTo, Test::Only(DisseminationControls, &["DISPLAYONLY"])),
    exclusive("ISM-ID-00169", DisseminationControls, &["DISPLAYONLY", "RELIDO", "NF"]),
    Rule::new(
        "ISM-ID-00213",
        DisseminationControls,
        Test::Carries(Tokens::Is(&["DISPLAYONLY"]), &[DisplayOnlyTo]),
    ),
    Rule::new("ISM-ID-00214", ReleasableTo, Test::Special(usa_first))
        .guard(&[Cond::Flag(Flag::ReleaseWithoutUsa)]),
    Rule::new("ISM-ID-00319", ReleasableTo, Test::Broken(usa_alone, USA_ALONE))
        .guard(&[Cond::Flag(Flag::ReleaseToUsaAlone)]),
    Rule::new("ISM-ID-00345", ReleasableTo, Test::Broken(eyes_of_others, EYES_OF_OTHERS))
        .guard(&[Cond::Held(EYES)]),
    levels("DoDM 5200.01-V2", DisseminationControls, DISCLOSURE, CLASSIFIED).sets(Sets::Only2012),
    Rule::new("register p157", DisseminationControls, Test::Special(eyes_withdrawn))
        .guard(&[Cond::Held(EYES)])
        .warning()
        .sets(Sets::Only2016),
];

const EYES: (Attribute, Tokens) = (DisseminationControls, Tokens::Is(&["EYES"]));
const RELIDO: (Attribute, Tokens) = (DisseminationControls, Tokens::Is(&["RELIDO"]));

const FOREIGN_RELIDO: &str =
    "RELIDO is for text of the United States: take it out of a portion of another owner";
const USA_ALONE: &str = "REL TO needs a country besides USA: add one, or mark the text NOFORN";
const EYES_OF_OTHERS: &str =
    "EYES ONLY is for USA, AUS, CAN, GBR and NZL: use REL TO for other countries";

/// A classified element of an intelligence document that says nothing about foreign disclosure.
fn undecided(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let classified = element.text(Classification).is_some_and(|level| level != "U");
    let exempt = context.resource.has(ExemptFrom, "IC_710_MANDATORY_FDR")
        || is_true(element.text(Attribute::ExcludeFromRollup));
    let decided = Tokens::Is(DISCLOSURE).any(element, DisseminationControls);
    let message = "a classified portion must say who abroad may have it: add NOFORN, REL TO, \
                   RELIDO or DISPLAY ONLY";
    (classified && !exempt && !decided).then(|| Hit::new(message)).into_iter().collect()
}

fn foreign_relido(element: &Attributes) -> bool {
    element.has(DisseminationControls, "RELIDO") && !element.has(OwnerProducer, "USA")
}

/// The list begins with USA. Where USA stands elsewhere the order is repaired; where it is
/// missing, nobody but the author knows whether the list is right.
fn usa_first(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let first = element.tokens(ReleasableTo).next();
    if first.is_none_or(|code| code == "USA") {
        return Vec::new();
    }
    let hit = Hit::new("the list of REL TO begins with USA: put USA first");
    if !element.has(ReleasableTo, "USA") {
        return vec![hit];
    }
    let others = element.tokens(ReleasableTo).filter(|code| *code != "USA");
    let list: Vec<_> = ["USA"].into_iter().chain(others).collect();
    vec![hit.fix(Fix::Set(ReleasableTo, list.join(" ")))]
}

fn usa_alone(element: &Attributes) -> bool {
    element.has(OwnerProducer, "USA") && element.tokens(ReleasableTo).count() == 1
}

fn eyes_of_others(element: &Attributes) -> bool {
    let five = ["USA", "AUS", "CAN", "GBR", "NZL"];
    element.has(DisseminationControls, "EYES")
        && element.tokens(ReleasableTo).any(|code| !five.contains(&code))
}

/// EYES ONLY ended on 1 October 2017; the list stays, as REL TO.
fn eyes_withdrawn(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let made = context.resource.text(Attribute::CreateDate);
    let after = made.is_none_or(|day| day >= "2017-10-01");
    if !(after && element.has(DisseminationControls, "EYES")) {
        return Vec::new();
    }
    let controls = element.tokens(DisseminationControls);
    let controls = controls.map(|token| if token == "EYES" { "REL" } else { token });
    let value = controls.collect::<Vec<_>>().join(" ");
    let message = "EYES ONLY is no longer in use: write REL TO with the same list";
    vec![Hit::of("EYES", message).fix(Fix::Set(DisseminationControls, value))]
}
