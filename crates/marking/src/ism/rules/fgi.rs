//! Information of foreign governments and of NATO.

use super::TOP_SECRET;
use crate::ism::Attribute::{
    Classification, FgiSourceOpen, FgiSourceProtected, HighWaterNato, NonUsControls, OwnerProducer,
};
use crate::ism::Attributes;
use crate::ism::rule::{Cond, Context, Hit, Rule, Scope, Test, Tokens};
use crate::ism::rule_set::Sets;
use crate::ism::vocabulary::nato_part;

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00097", FgiSourceProtected, Test::Broken(told, TOLD))
        .guard(&[Cond::Held((FgiSourceProtected, Tokens::Like(|source| source != "FGI")))])
        .warning(),
    Rule::new("ISM-ID-00099", OwnerProducer, Test::Alone("FGI")),
    Rule::new("ISM-ID-00163", NonUsControls, Test::Broken(nato_controls, NATO_CONTROLS))
        .guard(&[Cond::Without(
            (NonUsControls, Tokens::Any),
            (OwnerProducer, Tokens::Is(&["NATO"])),
        )])
        .scope(Scope::Any),
    Rule::new("ISM-ID-00217", FgiSourceProtected, Test::Alone("FGI")),
    Rule::new("ISM-ID-00219", FgiSourceProtected, Test::Special(unprotected)).guard(&[
        Cond::Without((OwnerProducer, Tokens::Is(&["FGI"])), (FgiSourceProtected, Tokens::Any)),
    ]),
    Rule::new("ISM-ID-00522", HighWaterNato, Test::Broken(water_alone, WATER_ALONE))
        .scope(Scope::Nsi),
    Rule::new("ISM-ID-00523", HighWaterNato, Test::Broken(unmeasured_source, UNMEASURED))
        .scope(Scope::Nsi),
    Rule::new("ISM-ID-00524", HighWaterNato, Test::Absent(nato_alone, NATO_ALONE))
        .scope(Scope::Nsi),
    Rule::new("ISM-ID-00525", HighWaterNato, Test::Broken(water_above, WATER_ABOVE))
        .scope(Scope::Nsi),
    Rule::new("ISM-ID-00526", HighWaterNato, Test::Broken(unmeasured_owner, UNMEASURED))
        .scope(Scope::Nsi),
    // The two controls are of COSMIC TOP SECRET alone.
    Rule::new("register p195", NonUsControls, Test::Levels(COSMIC, TOP_SECRET))
        .sets(Sets::Only2016),
];

const COSMIC: Tokens = Tokens::Is(&["NATO-BALK", "NATO-BOHEMIA"]);

const TOLD: &str =
    "a protected source is named: name it FGI wherever others than its keeper can read";
const NATO_CONTROLS: &str = "ATOMAL, BALK and BOHEMIA are for text of NATO: name NATO as the owner \
                             or the source, or take the control out";
const WATER_ALONE: &str = "highWaterNATO is for text that holds some of NATO's: name NATO as an \
                           owner or a source, or take it out";
const UNMEASURED: &str =
    "text that holds some of NATO's says how high that is: write highWaterNATO";
const NATO_ALONE: &str = "text of NATO alone has its level already: take highWaterNATO out";
const WATER_ABOVE: &str =
    "highWaterNATO is above the level of the whole: raise the level or correct it";

fn told(element: &Attributes) -> bool {
    element.tokens(FgiSourceProtected).any(|source| source != "FGI")
}

fn is_nato(token: &str) -> bool {
    token == "NATO" || nato_part(token)
}

fn nato_controls(element: &Attributes) -> bool {
    let owner = element.tokens(OwnerProducer).any(is_nato);
    let source = element.tokens(FgiSourceOpen).any(is_nato);
    let protected = element.text(FgiSourceProtected).is_some();
    element.text(NonUsControls).is_some() && !owner && !source && !protected
}

fn unprotected(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let concealed = element.has(OwnerProducer, "FGI") && context.contributes;
    let broken = concealed && !element.has(FgiSourceProtected, "FGI");
    let message = "text of a concealed owner has a protected source: write FGIsourceProtected FGI";
    broken.then(|| Hit::new(message)).into_iter().collect()
}

fn water_alone(element: &Attributes) -> bool {
    let held = element.tokens(OwnerProducer).chain(element.tokens(FgiSourceOpen)).any(is_nato);
    let protected = element.has(FgiSourceProtected, "FGI");
    element.text(HighWaterNato).is_some() && !held && !protected
}

fn unmeasured_source(element: &Attributes) -> bool {
    element.has(FgiSourceOpen, "NATO") && element.text(HighWaterNato).is_none()
}

fn nato_alone(element: &Attributes) -> bool {
    element.text(OwnerProducer).is_some_and(|owner| owner.trim() == "NATO")
}

fn water_above(element: &Attributes) -> bool {
    let rank = |level: &str| ["U", "R", "C", "S", "TS"].iter().position(|known| *known == level);
    let water = element.text(HighWaterNato).and_then(|text| rank(text.strip_prefix("NATO-")?));
    let level = element.text(Classification).and_then(rank);
    water.zip(level).is_some_and(|(water, level)| water > level)
}

fn unmeasured_owner(element: &Attributes) -> bool {
    let shared = element.tokens(OwnerProducer).count() > 1;
    shared && element.has(OwnerProducer, "NATO") && element.text(HighWaterNato).is_none()
}
