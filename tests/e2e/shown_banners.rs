//! Whoever is shown something may have what bears its banner: on the report, and on a page of several.

use std::cell::Cell;

use dissemination::{
    Ask, Guarded, Handling, Part, Provenance, Release, ReleaseLog, Verdict, judge,
};
use kit::random::{check, marked, recipient, report};
use kit::world::{Worlds, display};
use marking::{Marking, rollup};
use model::{AgencyId, Purpose, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;

/// A ledger that records nothing.
struct Nowhere;

impl ReleaseLog for Nowhere {
    type Error = std::convert::Infallible;

    fn record(&self, _: &[Release]) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// The rules about clearance, accesses and disclosure: what a banner alone asks.
const OF_BANNERS: [&str; 16] = [
    "undecided",
    "clearance",
    "joint",
    "sci-clearance",
    "sci",
    "sap",
    "restricted-data",
    "nato",
    "nnpi",
    "accm",
    "non-us",
    "noforn",
    "rel-to",
    "eyes-only",
    "display-only",
    "ucni",
];

/// The rules by which whoever asks may not have what bears a banner.
fn barred(banner: &Marking, of: &AgencyId, ask: Ask<'_>) -> Vec<String> {
    let class = Handling::marked(Part::Portion, banner.clone(), of.clone());
    let reasons = judge(&class, ask).reasons.into_iter();
    let denials = reasons.filter(|reason| reason.verdict == Verdict::Deny);
    let barred = denials.filter(|reason| OF_BANNERS.contains(&reason.rule));
    barred.map(|reason| format!("{}: {}", reason.rule, reason.text)).collect()
}

#[test]
fn whoever_is_shown_something_may_have_what_bears_its_banner_and_that_of_the_page() {
    let worlds = Worlds::varied();
    let several = (prop::collection::vec(report(), 1..4), recipient(), select(Purpose::ALL));
    let met = Cell::new([0_u32; 2]);
    check(2_000, &several, |(reports, recipient, purpose)| {
        let (community, at) = (&worlds.community, Timestamp::parse("2004-07-09").unwrap());
        let ask = display(&recipient, purpose, at, community);
        let mut shown = Vec::new();
        for report in reports.iter().filter_map(|report| marked(report, community)) {
            let (originator, whole) = (report.id.originator.clone(), report.banner.clone());
            let guarded = Guarded::new(report, Provenance::accepted(at));
            let Ok(granted) = guarded.decide(ask) else { continue };
            let Ok(released) = granted.release(&Nowhere);
            // What is unclassified and names no list goes by that of its report (register B.3, table 2).
            let banner = released.rendition().banner.within(&whole);
            let barred = barred(&banner, &originator, ask);
            prop_assert!(barred.is_empty(), "{}: {barred:?} {recipient:?}", banner.banner());
            shown.push((banner, originator));
        }
        let page = rollup(shown.iter().map(|(banner, _)| banner)).banner;
        if let [(_, originator), more @ ..] = shown.as_slice() {
            let barred = barred(&page, originator, ask);
            let of: Vec<_> = shown.iter().map(|(banner, _)| banner.banner()).collect();
            let page = page.banner();
            prop_assert!(barred.is_empty(), "{page} of {of:?}: {barred:?} {recipient:?}");
            let [one, several] = met.get();
            met.set([one + 1, several + u32::from(!more.is_empty())]);
        }
        Ok(())
    });
    let [one, several] = met.get();
    assert!(one > 200 && several > 50, "{one} {several}");
}
