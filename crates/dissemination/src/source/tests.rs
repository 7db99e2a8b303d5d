//! What products inherit from what they are made from, and how far it is followed.

use std::convert::Infallible;

use marking::Marking;
use model::{About, Kind, Portion, Precedence, ReportId, Serial};

use super::*;

fn asked(part: Part, originator: &str, leads_only: bool) -> Handling {
    let originator = AgencyId::new(originator).unwrap();
    Handling { leads_only, ..Handling::marked(part, Marking::default(), originator) }
}

fn of(sources: &[&Handling]) -> Inherited {
    Inherited { sources: sources.iter().copied().cloned().collect(), missing: false }
}

#[test]
fn a_part_covers_another_whose_every_source_it_has_and_asks_as_much_of() {
    let [cia, fbi] = ["CIA", "DOJ/FBI"].map(|id| asked(Part::Portion, id, false));
    let [whole, leads] = [asked(Part::Whole, "CIA", false), asked(Part::Portion, "CIA", true)];
    assert!(of(&[&cia, &fbi]).covers(&of(&[&fbi])) && of(&[&cia]).covers(&of(&[])));
    assert!(!of(&[&cia]).covers(&of(&[&cia, &fbi])) && !of(&[]).covers(&of(&[&cia])));
    assert!(of(&[&whole]).covers(&of(&[&cia])) && !of(&[&cia]).covers(&of(&[&whole])));
    assert!(!of(&[&leads]).covers(&of(&[&cia])) && !of(&[&cia]).covers(&of(&[&leads])));
    // Nobody has what a source is missing for, so whoever had it might have anything.
    let missing = Inherited { missing: true, ..of(&[]) };
    assert!(missing.covers(&of(&[&cia])) && missing.covers(&missing));
    assert!(!of(&[&cia]).covers(&missing) && !of(&[]).covers(&missing));
}

fn portion() -> Portion {
    Portion { marking: Arc::default(), written: None, text: String::new() }
}

/// A report of the CIA's that is made from others.
pub(crate) fn report(serial: &str, made_from: &[&str]) -> Report {
    let id = ReportId {
        originator: AgencyId::new("CIA").unwrap(),
        serial: Serial::new(serial).unwrap(),
        version: 1,
    };
    let derived_from = made_from.iter().map(|cited| (*cited).to_owned()).collect();
    Report {
        id,
        kind: Kind::Report,
        precedence: Precedence::Routine,
        issued: None,
        title: portion(),
        banner: Arc::default(),
        banner_written: String::new(),
        portions: vec![portion()],
        caveats: Vec::new(),
        addressees: Vec::new(),
        need_to_know: Vec::new(),
        leads_only: false,
        tearlines: Vec::new(),
        pointer: None,
        about: About { derived_from, ..About::default() },
        mentions: Vec::new(),
    }
}

/// Follows a product's citations among some reports.
fn traced(product: &Report, here: &[Report]) -> Sources {
    let find = |cited: &str| {
        let found = here.iter().find(|report| report.id.cited() == cited);
        Ok::<_, Infallible>(found.map(|report| Conditions::of(report, None)))
    };
    Sources::trace(product, find).unwrap()
}

/// What of a product's whole is missing, and of how many originators' conditions it is bound.
fn inherited(sources: &Sources, product: &Report, made_from: &[&str]) -> (bool, usize) {
    let made_from: Vec<String> = made_from.iter().map(|cited| (*cited).to_owned()).collect();
    let community = Community::default();
    let all = sources.inherited(&product.id.cited(), &made_from, Part::Portion, &community);
    (all.missing, all.sources.len())
}

#[test]
fn a_thousand_sources_are_followed_and_what_is_beyond_counts_as_not_here() {
    let names: Vec<String> = (0..=1_000).map(|at| format!("CIA R-{at}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let here: Vec<Report> = (0..=1_000).map(|at| report(&format!("R-{at}"), &[])).collect();
    for (count, missing) in [(1_000, false), (1_001, true)] {
        let product = report("P-1", &all[..count]);
        let sources = traced(&product, &here);
        assert_eq!(inherited(&sources, &product, &all[..count]).0, missing, "{count}");
        assert_eq!(sources.unknown(&product).len(), usize::from(missing), "{count}");
    }
}

#[test]
fn what_a_source_is_made_from_binds_too_and_a_circle_ends_where_it_began() {
    let product = report("P-1", &["CIA R-1", "CIA P-1"]);
    let [first, second] = [report("R-1", &["CIA R-2"]), report("R-2", &["CIA R-1", "CIA P-1"])];
    let both = traced(&product, &[first.clone(), second]);
    assert_eq!(both.iter().count(), 2);
    assert_eq!(inherited(&both, &product, &["CIA R-1"]), (false, 1), "of one class");
    assert_eq!(inherited(&both, &product, &["CIA P-1"]), (false, 0), "it is no source of itself");
    assert!(both.unknown(&product).is_empty());
    // The one that is not here is reached through the one that is.
    let one = traced(&product, &[first]);
    assert_eq!(inherited(&one, &product, &["CIA R-1"]), (true, 1));
    assert_eq!(one.unknown(&product), ["CIA R-1"].into());
}

#[test]
fn a_citation_is_told_as_unknown_where_any_source_through_it_is_not_to_be_told_of() {
    let product = report("P-1", &["CIA R-1", "CIA R-3"]);
    let here = [report("R-1", &["CIA R-2"]), report("R-2", &[]), report("R-3", &[])];
    let alone = report("P-2", &["CIA R-3"]);
    assert!(traced(&alone, &here).unknown(&alone).is_empty());
    let mut sources = traced(&product, &here);
    assert!(sources.unknown(&product).is_empty());
    sources.tell(|cited| Ok::<_, Infallible>(cited != "CIA R-2")).unwrap();
    assert_eq!(sources.unknown(&product), ["CIA R-1"].into());
    // What the reader may not know of binds all the same, until it is taken as not here.
    assert!(!inherited(&sources, &product, &["CIA R-1"]).0);
    sources.forget(|cited| Ok::<_, Infallible>(cited != "CIA R-3")).unwrap();
    assert_eq!(sources.unknown(&product), ["CIA R-1", "CIA R-3"].into());
    assert!(inherited(&sources, &product, &["CIA R-3"]).0);
    assert!(!inherited(&sources, &product, &["CIA R-1"]).0);
}

#[test]
fn a_source_asks_for_its_list_where_its_mark_or_caveat_does_and_a_pointer_for_nothing() {
    let class = |marking: &str, caveats: &[&str]| {
        let source = Report {
            banner: Arc::new(Marking::parse(marking).unwrap().marking),
            caveats: caveats.iter().map(|id| CaveatId::new(id).unwrap()).collect(),
            addressees: vec!["DHS".to_owned()],
            ..report("R-1", &[])
        };
        let product = report("P-1", &["CIA R-1"]);
        let (cited, community) = (["CIA R-1".to_owned()], Community::default());
        let sources = traced(&product, &[source]);
        let of = |part| sources.inherited("CIA P-1", &cited, part, &community);
        assert_eq!(of(Part::Pointer), Inherited::default());
        of(Part::Portion).sources.first().unwrap().distribution.clone()
    };
    let listed = Some(["DHS".to_owned()].into());
    assert_eq!(class("SECRET//NOFORN", &[]), None);
    assert_eq!(class("SECRET//ORCON/NOFORN", &[]), listed);
    assert_eq!(class("SECRET//NOFORN", &["CIA:LIMDIS"]), listed);
}
