//! The classification authority block, as far as one element shows it.

use super::UNCLASSIFIED;
use crate::ism::Attribute::{
    self, AtomicEnergyMarkings, Classification, ClassificationReason, ClassifiedBy, DeclassDate,
    DeclassEvent, DeclassException, DerivativelyClassifiedBy, DerivedFrom, SarIdentifier,
    SciControls,
};
use crate::ism::Attributes;
use crate::ism::rule::{Cond, Context, Hit, Rule, Scope, Test, Tokens};

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00016", Classification, Test::Special(block_on_unclassified)).guard(&[
        Cond::Both((Classification, Tokens::Is(UNCLASSIFIED)), (SciControls, Tokens::Any)),
        Cond::Both((Classification, Tokens::Is(UNCLASSIFIED)), (SarIdentifier, Tokens::Any)),
    ]),
    Rule::new("ISM-ID-00017", ClassifiedBy, Test::Carries(Tokens::Any, &[ClassificationReason]))
        .scope(Scope::Nsi),
    Rule::new("ISM-ID-00133", DeclassException, Test::Broken(two_ways, TWO_WAYS)).scope(Scope::Nsi),
    Rule::new("ISM-ID-00143", DerivativelyClassifiedBy, Test::Carries(Tokens::Any, &[DerivedFrom])),
    Rule::new("ISM-ID-00221", DerivativelyClassifiedBy, Test::Absent(original, ORIGINAL)),
    Rule::new(
        "ISM-ID-00299",
        DeclassException,
        Test::Carries(Tokens::Is(&["AEA"]), &[AtomicEnergyMarkings]),
    ),
    Rule::new("ISM-ID-00367", DerivedFrom, Test::Absent(classifier, CLASSIFIER)),
    Rule::new("ISM-ID-00385", DeclassEvent, Test::Carries(Tokens::Any, &[DeclassDate])),
];

/// The exceptions that stand instead of a date or an event.
pub(super) const DATELESS: &[&str] =
    &["25X1-EO-12951", "50X1-HUM", "50X2-WMD", "NATO", "AEA", "NATO-AEA"];

const TWO_WAYS: &str =
    "this exception stands instead of a date or an event: take declassDate and declassEvent out";
const ORIGINAL: &str = "a derived classification has no classifier or reason of its own: take \
                        classifiedBy and classificationReason out";
const CLASSIFIER: &str = "a classification is derived or original, not both: take out classifiedBy \
                          or derivedFrom";

const OF_CLASSIFIED: &[Attribute] = &[
    ClassificationReason,
    ClassifiedBy,
    DerivativelyClassifiedBy,
    DeclassDate,
    DeclassEvent,
    DeclassException,
    DerivedFrom,
    SarIdentifier,
    SciControls,
];

fn block_on_unclassified(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let unclassified = element.text(Classification) == Some("U");
    let held = OF_CLASSIFIED.iter().filter(|of| unclassified && element.text(**of).is_some());
    let hit = |of: &Attribute| {
        let name = of.name();
        Hit::new(format!("unclassified text has no {name}: take it out or correct the level"))
    };
    held.map(hit).collect()
}

fn dated(element: &Attributes) -> bool {
    element.text(DeclassDate).is_some() || element.text(DeclassEvent).is_some()
}

fn two_ways(element: &Attributes) -> bool {
    Tokens::Is(DATELESS).any(element, DeclassException) && dated(element)
}

fn original(element: &Attributes) -> bool {
    classifier(element) || element.text(ClassificationReason).is_some()
}

fn classifier(element: &Attributes) -> bool {
    element.text(ClassifiedBy).is_some()
}
