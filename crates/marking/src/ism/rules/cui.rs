//! Controlled unclassified information, and the second banner line.

use super::needs;
use crate::ism::Attribute::{
    self, AtomicEnergyMarkings, Classification, CompliesWith, CuiBasic, DisseminationControls,
    FgiSourceOpen, FgiSourceProtected, HandleViaChannels, NonIcMarkings, OwnerProducer,
    SarIdentifier, SciControls, SecondBannerLine,
};
use crate::ism::Attributes;
use crate::ism::rule::{Context, Hit, Rule, Scope, Test, Tokens};
use crate::ism::vocabulary::controls::DISSEMINATION_CUI;

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00476", CompliesWith, Test::Special(controls)).scope(Scope::CuiOnly),
    Rule::new("ISM-ID-00479", CompliesWith, Test::Broken(cui_alone, CUI_ALONE)).scope(Scope::Any),
    Rule::new("ISM-ID-00486", NonIcMarkings, Test::Special(non_ic)).scope(Scope::Cui),
    Rule::new("ISM-ID-00495", Classification, Test::Special(level)).scope(Scope::CuiOnly),
    Rule::new("ISM-ID-00496", CompliesWith, Test::Alone("USA-CUI-ONLY")).scope(Scope::Any),
    needs("ISM-ID-00507", DisseminationControls, &["AC", "AWP"], CuiBasic, &["PRIVILEGE"])
        .scope(Scope::Cui),
    Rule::new(
        "ISM-ID-00512",
        SecondBannerLine,
        Test::Carries(Tokens::Is(&["HVCO"]), &[HandleViaChannels]),
    )
    .scope(Scope::UsGovOrCuiOnly),
    Rule::new("ISM-ID-00513", HandleViaChannels, Test::Only(SecondBannerLine, &["HVCO"]))
        .scope(Scope::UsGovOrCuiOnly),
    // ODNI's schema of a document that is CUI alone takes this list.
    Rule::new("CVEnumISMDissemCui", DisseminationControls, Test::Special(beyond_cui))
        .scope(Scope::CuiOnly),
];

const CUI_ALONE: &str = "USA-CUI goes with another authority: add USDOD and USGov, or claim \
                         USA-CUI-ONLY";

fn present(element: &Attributes, of: &[Attribute], why: &str) -> Vec<Hit> {
    let held = of.iter().filter(|attribute| element.text(**attribute).is_some());
    held.map(|attribute| Hit::new(format!("{why} no {}: take it out", attribute.name()))).collect()
}

fn controls(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let of = [SciControls, SarIdentifier, AtomicEnergyMarkings, FgiSourceOpen, FgiSourceProtected];
    present(element, &of, "a document that is CUI alone has")
}

fn level(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    present(element, &[Classification, OwnerProducer], "a document that is CUI alone has")
}

fn non_ic(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    present(element, &[NonIcMarkings], "a document with CUI has")
}

fn cui_alone(element: &Attributes) -> bool {
    element.has(CompliesWith, "USA-CUI") && element.tokens(CompliesWith).count() == 1
}

fn beyond_cui(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let tokens = element.tokens(DisseminationControls);
    let beyond = tokens.filter(|token| !DISSEMINATION_CUI.contains(token));
    let hit = |token: &str| {
        Hit::of(token, format!("{token} is no control of CUI: take it out of a document of CUI"))
    };
    beyond.map(hit).collect()
}
