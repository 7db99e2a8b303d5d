//! Products of the small world, each made from one report.

use std::collections::BTreeSet;

use dissemination::{Handling, Inherited, Part};
use marking::Marking;
use model::{AgencyId, Community};

/// Unclassified products of each class that is plain but for one thing, of each marking that is its
/// originator's to lift, and of a report that is not here.
pub(super) fn of(alone: &[Handling], community: &Community) -> Vec<Handling> {
    let made_from = |inherited| {
        let ice = AgencyId::new("DHS/ICE").unwrap();
        Handling { inherited, ..Handling::marked(Part::Portion, Marking::default(), ice) }
    };
    let marked = SOURCES.iter().flat_map(|text| {
        let marking = Marking::parse_by(text, &community.register).expect(text).marking;
        let parts = [("CIA/DO", Part::Whole), ("CIA", Part::TearLine), ("STATE", Part::Portion)];
        parts.map(|(originator, part)| Handling {
            distribution: Some(["DHS", "somebody"].map(str::to_owned).into()),
            leads_only: originator.starts_with("CIA"),
            ..Handling::marked(part, marking.clone(), AgencyId::new(originator).unwrap())
        })
    });
    let alone = alone.iter().filter(|one| one.marking == Marking::default()).cloned();
    let one = |source: Handling| {
        let part = source.part;
        Handling { part, ..made_from(Inherited { sources: [source].into(), missing: false }) }
    };
    let missing = Inherited { sources: BTreeSet::new(), missing: true };
    alone.chain(marked).map(one).chain([made_from(missing)]).collect()
}

const SOURCES: [&str; 11] = [
    "U",
    "S//OC/NF",
    "S//OC-USGOV/NF",
    "S//PR/NF",
    "S//NF//XD",
    "S//NF//ND",
    "U//LES",
    "S//FISA/NF",
    "U//DSEN",
    "//UN RESTRICTED",
    "U//HARBOUR",
];
