//! Banner lines and portion marks; between tabs or zero bytes, the portions of one document.

use marking::{Fgi, Marking, Ownership, Parsed, Problem, Severity, rollup};

/// A marking is read or refused at a place that exists, is printed so that it reads the same, and
/// is not lowered by roll-up, whatever the order of the portions.
///
/// # Panics
/// If not.
pub fn parse(bytes: &[u8]) {
    let text = crate::text(bytes);
    let portions = text.split(['\t', '\0']).filter(|part| !part.trim().is_empty());
    let read: Vec<_> = portions.filter_map(one).collect();
    let valid = read.iter().filter(|parsed| parsed.errors().next().is_none());
    let valid = valid.map(|parsed| &parsed.marking);
    let whole = valid.filter(|marking| !marking.needs_banner()).take(PORTIONS_MAX);
    together(&whole.collect::<Vec<_>>());
}

fn one(text: &str) -> Option<Parsed> {
    let parsed = match Marking::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some(), "{text:?}: {error:?}");
            assert!(!error.to_string().is_empty(), "{text:?}");
            return None;
        }
    };
    for problem in &parsed.problems {
        assert!(text.get(problem.at.clone()).is_some(), "{text:?}: {problem:?}");
    }
    let marking = &parsed.marking;
    assert!(parsed.problems.is_sorted_by_key(|problem| problem.at.start), "{text:?}");
    assert_eq!(marking.lacks(marking), [""; 0], "{text:?}");
    for printed in [marking.banner(), marking.title(), marking.portion()] {
        let again = Marking::parse(&printed).expect("what is printed is read");
        assert_eq!(&again.marking, marking, "{text:?} prints as {printed:?}");
        assert_eq!(rules(&again), broken(&parsed), "{text:?} prints as {printed:?}");
    }
    Some(parsed)
}

/// The rules of the problems; what is printed has none but those that the marking breaks.
fn rules(parsed: &Parsed) -> Vec<&'static str> {
    let rules = parsed.problems.iter().map(|problem| problem.rule);
    let mut rules: Vec<_> = rules.filter(|rule| *rule != BANNER).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The rules that the marking itself breaks, not how it was written: order, blanks, old words.
fn broken(parsed: &Parsed) -> Vec<&'static str> {
    let writing = |one: &&Problem| {
        let order = one.rule == "register A.6" && one.severity == Severity::Warning;
        let list = one.rule == "ISM-ID-00214" && one.severity == Severity::Warning;
        order || list || one.rule == BANNER
    };
    let broken = parsed.problems.iter().filter(|one| !writing(one));
    let mut rules: Vec<_> = broken.map(|problem| problem.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Laws of roll-up on valid markings.
fn together(portions: &[&Marking]) {
    let up = rollup(portions.iter().copied()).banner;
    let said = || portions.iter().map(|portion| portion.portion()).collect::<Vec<_>>().join("; ");
    let read = Marking::parse(&up.banner()).expect("a rolled-up banner is read");
    assert_eq!(read.marking, up, "{}", said());
    // The register has no answer to CUI beside the departments' markings that it replaces.
    let error = read.errors().find(|problem| problem.rule != "ISM-ID-00486");
    assert_eq!(error, None, "{} => {}", said(), up.banner());
    assert_eq!(rollup(portions.iter().rev().copied()).banner, up, "{}", said());
    assert_eq!(rollup([&up].into_iter()).banner, up, "{} => {}", said(), up.banner());
    for portion in portions {
        never_lower(&up, &portion.within(&up), !portion.has_disclosure(), &said);
    }
    if let [before @ .., _] = portions {
        let before = rollup(before.iter().copied()).banner;
        never_lower(&up, &before, !before.has_disclosure(), &said);
    }
}

/// Two things only look lower. Text without a disclosure marking counts as RELIDO where all is so,
/// and follows the banner's list where it is unclassified (register B.3, table 2). What others own
/// becomes foreign information in a banner of the United States (H.7).
fn never_lower(up: &Marking, before: &Marking, silent: bool, said: &dyn Fn() -> String) {
    let mut lacking = up.lacks(before);
    let list = |what: &str| what.starts_with("no REL TO") && !before.is_classified();
    let opened = |what: &str| silent && (list(what) || what == "no RELIDO");
    let sourced = names_owners(up, before);
    lacking.retain(|what| !(opened(what) || sourced && what.starts_with("//")));
    let (up, before) = (|| up.banner(), || before.banner());
    assert!(lacking.is_empty(), "{}: {} lacks {lacking:?} of {}", said(), up(), before());
}

/// Whether the foreign owners of a portion are still owners or sources, or are concealed.
fn names_owners(up: &Marking, of: &Marking) -> bool {
    let concealed = *up.fgi() == Fgi::Concealed || *up.ownership() == Ownership::Concealed;
    let owners = up.ownership().foreign_owners();
    let named = |owner| match up.fgi() {
        Fgi::Acknowledged(sources) => sources.lists(owner) || owners.lists(owner),
        Fgi::Concealed | Fgi::None => owners.lists(owner),
    };
    let open = *of.ownership() != Ownership::Concealed;
    concealed || open && of.ownership().foreign_owners().iter().all(named)
}

/// More portions find nothing that fewer do not, and take longer.
const PORTIONS_MAX: usize = 6;

/// Of banners alone: that they write their lists out.
const BANNER: &str = "register D.1";
