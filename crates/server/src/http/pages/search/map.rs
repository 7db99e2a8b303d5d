//! Where the hits of a page are.

use std::collections::BTreeMap;

use dissemination::Rendition;
use maud::Markup;

use super::super::map::{self, Besides, Pin};
use super::narrow::Narrow;

/// The places of the hits that are shown, where they have coordinates.
pub(super) fn map(narrow: &Narrow<'_>) -> Markup {
    let shown = narrow.found.reports.iter().map(|report| report.released.rendition());
    let link = |more: &str| narrow.to(more);
    let besides = match narrow.has_pictures_linked() {
        true => Besides::Narrowing(&link),
        false => Besides::Way(&[]),
    };
    map::map(narrow.frame, "Places of these reports", &pins(shown), &besides)
}

fn pins<'r>(shown: impl Iterator<Item = &'r Rendition>) -> BTreeMap<String, Pin> {
    let mut pins: BTreeMap<String, Pin> = BTreeMap::new();
    for rendition in shown {
        let named = (rendition.id.cited(), rendition.id.serial.to_string());
        for place in rendition.about.iter().flat_map(|about| &about.places) {
            let Some((latitude, longitude)) = place.position else { continue };
            // The places of a report have no mark of their own, and count as its banner.
            let marking = &rendition.banner;
            let new = || Pin { latitude, longitude, marking: marking.clone(), reports: Vec::new() };
            let pin = pins.entry(place.name.clone()).or_insert_with(new);
            pin.add(marking);
            if !pin.reports.contains(&named) {
                pin.reports.push(named.clone());
            }
        }
    }
    pins
}
