//! Where something is: a picture, and the same as a list.

use std::collections::BTreeMap;

use marking::{Marking, rollup};
use maud::{Markup, html};

use super::assets::WORLD;
use super::frame::Frame;
use super::marks::mark;

/// A place, and the reports that name it.
pub(super) struct Pin {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    /// What its name is from, rolled up.
    pub(super) marking: Marking,
    /// Each as it is asked for, and as it is shown.
    pub(super) reports: Vec<(String, String)>,
}

impl Pin {
    /// Another report names it.
    pub(super) fn add(&mut self, marking: &Marking) {
        if self.marking != *marking {
            self.marking = rollup([&self.marking, marking].into_iter()).banner;
        }
    }
}

/// Places by their names, and a way through some of them, in degrees of latitude and longitude.
pub(super) fn map(
    frame: &Frame<'_>,
    heading: &str,
    pins: &BTreeMap<String, Pin>,
    way: &[(f64, f64)],
) -> Markup {
    let Some(section) = Section::around(pins) else { return html! {} };
    let Section { west, north, width, height } = section;
    // A dot is as large as the map is wide.
    let dot = width / 55.0;
    let marked = |(name, pin): (&String, &Pin)| format!("({}) {name}", pin.marking.portion());
    let names: Vec<String> = pins.iter().map(marked).collect();
    html! {
        h2 { (heading) }
        svg.map viewBox={ (west) " " (north) " " (width) " " (height) } role="img"
            aria-label={ "Map: " (names.join("; ")) } {
            image href=(*WORLD) x="-1800" y="-900" width="3600" height="1800" {}
            @if way.len() > 1 {
                polyline.way points=(points(way)) {}
            }
            @for (name, pin) in pins {
                circle cx=(pin.longitude * 10.0) cy=(-pin.latitude * 10.0)
                    r=(dot + dot * 0.35 * (pin.reports.len() as f64).ln()) {
                    title { "(" (pin.marking.portion()) ") " (name) ": " (pin.reports.len()) }
                }
            }
        }
        details {
            summary { "As a list" }
            ul.places {
                @for (name, pin) in pins {
                    li {
                        (mark(&pin.marking)) " " span dir="auto" { (name) } ": "
                        @for (at, (cited, shown)) in pin.reports.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href=(frame.link("/report", &[("id", cited)])) { (shown) }
                        }
                    }
                }
            }
        }
    }
}

fn points(way: &[(f64, f64)]) -> String {
    let point = |(latitude, longitude): &(f64, f64)| {
        format!("{:.1},{:.1}", longitude * 10.0, -latitude * 10.0)
    };
    way.iter().map(point).collect::<Vec<_>>().join(" ")
}

/// What part of the world is shown, in tenths of a degree from the north west.
#[derive(Debug, PartialEq)]
struct Section {
    west: f64,
    north: f64,
    width: f64,
    height: f64,
}

impl Section {
    /// Everything with some ground around it, twice as wide as high.
    fn around(pins: &BTreeMap<String, Pin>) -> Option<Self> {
        let ends = |of: fn(&Pin) -> f64| {
            let all = pins.values().map(of);
            all.fold(None, |ends: Option<(f64, f64)>, at| {
                Some(ends.map_or((at, at), |(low, high)| (low.min(at), high.max(at))))
            })
        };
        let (west, east) = ends(|pin| pin.longitude * 10.0)?;
        let (north, south) = ends(|pin| -pin.latitude * 10.0)?;
        let width = (east - west + AROUND).max(2.0 * (south - north + AROUND)).min(3_600.0);
        let height = width / 2.0;
        let west = ((west + east) / 2.0 - width / 2.0).clamp(-1_800.0, 1_800.0 - width);
        let north = ((north + south) / 2.0 - height / 2.0).clamp(-900.0, 900.0 - height);
        Some(Self { west, north, width, height })
    }
}

/// Six degrees on either side.
const AROUND: f64 = 120.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn section(places: &[(f64, f64)]) -> Option<Section> {
        let pin = |&(latitude, longitude): &(f64, f64)| Pin {
            latitude,
            longitude,
            marking: Marking::default(),
            reports: Vec::new(),
        };
        let named = places.iter().enumerate().map(|(at, place)| (at.to_string(), pin(place)));
        Section::around(&named.collect())
    }

    #[test]
    fn a_map_shows_every_place_and_nothing_beyond_the_world() {
        assert_eq!(section(&[]), None);
        for places in [
            &[(14.9, -92.3)][..],
            &[(14.9, -92.3), (31.3, -110.9)],
            &[(-89.0, 179.0), (89.0, -179.0)],
            &[(66.0, 179.9)],
        ] {
            let Section { west, north, width, height } = section(places).unwrap();
            assert!(west >= -1_800.0 && west + width <= 1_800.0, "{places:?}");
            assert!(north >= -900.0 && north + height <= 900.0, "{places:?}");
            for (latitude, longitude) in places {
                let (x, y) = (longitude * 10.0, -latitude * 10.0);
                assert!((west..=west + width).contains(&x), "{places:?}");
                assert!((north..=north + height).contains(&y), "{places:?}");
            }
        }
    }
}
