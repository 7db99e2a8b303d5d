//! Where something is: a picture, and the same as a list.

use std::collections::BTreeMap;

use marking::{Marking, rollup};
use maud::{Markup, html};

use super::assets::WORLD;
use super::frame::Frame;
use super::marks::mark;

/// A place, and the reports that name it.
#[derive(Clone)]
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

/// What a map is for besides.
pub(super) enum Besides<'a> {
    /// A way through some of the places, in degrees of latitude and longitude.
    Way(&'a [(f64, f64)]),
    /// Each place and part of it narrows a search: the address of the search with something more.
    Narrowing(&'a dyn Fn(&str) -> Option<String>),
}

/// Places by their names.
pub(super) fn map(
    frame: &Frame<'_>,
    heading: &str,
    pins: &BTreeMap<String, Pin>,
    besides: &Besides<'_>,
) -> Markup {
    let (most, left_out) = most_named(pins);
    let pins = &most;
    let Some(section) = Section::around(pins) else { return html! {} };
    let Section { west, north, width, height } = section;
    let (way, narrowing) = match besides {
        Besides::Way(way) => (*way, None),
        Besides::Narrowing(to) => (&[][..], Some(*to)),
    };
    let to_place =
        |name: &str| narrowing.and_then(|to| to(&format!("place:\"{}\"", name.replace('"', " "))));
    let parts = if narrowing.is_some() { section.parts(pins) } else { Vec::new() };
    let to_part = |part: &Part| narrowing.and_then(|to| to(&part.query()));
    // A dot is as large as the map is wide.
    let dot = width / 55.0;
    let marked = |(name, pin): (&String, &Pin)| format!("({}) {name}", pin.marking.portion());
    let names: Vec<String> = pins.iter().map(marked).collect();
    html! {
        h2 { (heading) }
        // The list below has the same links for those who do not point.
        svg.map viewBox={ (short(west)) " " (short(north)) " " (short(width)) " " (short(height)) }
            role=(if narrowing.is_some() { "group" } else { "img" })
            aria-label={ "Map: " (names.join("; ")) } {
            image href=(*WORLD) x="-1800" y="-900" width="3600" height="1800" {}
            @if way.len() > 1 {
                polyline.way points=(points(way)) {}
            }
            @for part in &parts {
                @if let Some(link) = to_part(part) {
                    a href=(link) tabindex="-1" aria-label=(part.said()) {
                        rect.part x=(short(part.west * 10.0)) y=(short(-part.north * 10.0))
                            width=(short((part.east - part.west) * 10.0))
                            height=(short((part.north - part.south) * 10.0)) { title { (part.said()) } }
                    }
                }
            }
            @for (name, pin) in pins {
                @match to_place(name) {
                    Some(link) => a href=(link) tabindex="-1" aria-label=(name) { (spot(name, pin, dot)) },
                    None => (spot(name, pin, dot)),
                }
            }
        }
        @if left_out > 0 {
            p.hint { "The " (pins.len()) " places that most reports name; " (left_out) " others are left out." }
        }
        (list(frame, (pins, &parts), &to_place, &to_part))
    }
}

/// The places that most reports name, as many as fit on a page, and how many are left out.
fn most_named(pins: &BTreeMap<String, Pin>) -> (BTreeMap<String, Pin>, usize) {
    let mut by_reports: Vec<(&String, &Pin)> = pins.iter().collect();
    by_reports.sort_by_key(|(_, pin)| std::cmp::Reverse(pin.reports.len()));
    by_reports.truncate(PINS_MAX);
    let left_out = pins.len() - by_reports.len();
    let most = by_reports.into_iter().map(|(name, pin)| (name.clone(), pin.clone()));
    (most.collect(), left_out)
}

/// A hundredth of a degree is nothing on a map of the world.
fn short(tenths: f64) -> f64 {
    (tenths * 10.0).round() / 10.0
}

/// The same in words, with the same links.
fn list(
    frame: &Frame<'_>,
    (pins, parts): (&BTreeMap<String, Pin>, &[Part]),
    to_place: &dyn Fn(&str) -> Option<String>,
    to_part: &dyn Fn(&Part) -> Option<String>,
) -> Markup {
    html! {
        details {
            summary { "As a list" }
            ul.places {
                @for (name, pin) in pins {
                    li {
                        (mark(&pin.marking)) " "
                        @match to_place(name) {
                            Some(link) => a href=(link) dir="auto" { (name) },
                            None => span dir="auto" { (name) },
                        }
                        ": "
                        @for (at, (cited, shown)) in pin.reports.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href=(frame.link("/report", &[("id", cited)])) { (shown) }
                        }
                    }
                }
            }
            @if !parts.is_empty() {
                p.hint { "Narrow to a place above, or to a part of the map:" }
                ul.facet {
                    @for part in parts {
                        @if let Some(link) = to_part(part) {
                            li { a href=(link) { (part.said()) } " " span.count { (part.places) } }
                        }
                    }
                }
            }
        }
    }
}

/// A place as a dot, the larger the more reports name it.
fn spot(name: &str, pin: &Pin, dot: f64) -> Markup {
    html! {
        circle cx=(short(pin.longitude * 10.0)) cy=(short(-pin.latitude * 10.0))
            r=(short(dot + dot * 0.35 * (pin.reports.len() as f64).ln())) {
            title { "(" (pin.marking.portion()) ") " (name) ": " (pin.reports.len()) }
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

impl Section {
    /// The parts of it in which places lie.
    fn parts(&self, pins: &BTreeMap<String, Pin>) -> Vec<Part> {
        let (wide, high) = (self.width / PARTS_WIDE, self.height / PARTS_HIGH);
        let mut parts = Vec::new();
        let mut at = self.north;
        while at < self.north + self.height - high / 2.0 {
            let mut from = self.west;
            while from < self.west + self.width - wide / 2.0 {
                let edge = |tenths: f64| (tenths * 10.0).round() / 100.0;
                let mut part = Part {
                    south: edge(-at - high),
                    west: edge(from),
                    north: edge(-at),
                    east: edge(from + wide),
                    places: 0,
                };
                part.places = pins.values().filter(|pin| part.holds(pin)).count();
                parts.push(part);
                from += wide;
            }
            at += high;
        }
        parts.retain(|part| part.places > 0);
        parts
    }
}

/// A part of a map, in degrees.
#[derive(Debug)]
struct Part {
    south: f64,
    west: f64,
    north: f64,
    east: f64,
    places: usize,
}

impl Part {
    fn holds(&self, pin: &Pin) -> bool {
        (self.south..=self.north).contains(&pin.latitude)
            && (self.west..=self.east).contains(&pin.longitude)
    }

    /// In the language of queries.
    fn query(&self) -> String {
        let Self { south, west, north, east, places: _ } = self;
        format!("box:{south},{west},{north},{east}")
    }

    fn said(&self) -> String {
        let Self { south, west, north, east, places: _ } = self;
        format!("{south}° to {north}° north, {west}° to {east}° east")
    }
}

/// Into how many parts a map is cut for narrowing.
/// Places on a map: with their list they are half of what a page may be.
const PINS_MAX: usize = 40;
const PARTS_WIDE: f64 = 4.0;
const PARTS_HIGH: f64 = 2.0;

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
    fn every_place_lies_in_a_part_that_asks_for_it() {
        let pin = |latitude, longitude| Pin {
            latitude,
            longitude,
            marking: Marking::default(),
            reports: Vec::new(),
        };
        let places = [(14.9, -92.3), (31.3, -110.9), (31.31, -110.91), (-33.0, 151.2)];
        let pins = places.iter().enumerate().map(|(at, of)| (at.to_string(), pin(of.0, of.1)));
        let pins: BTreeMap<String, Pin> = pins.collect();
        let parts = Section::around(&pins).unwrap().parts(&pins);
        for pin in pins.values() {
            assert!(parts.iter().any(|part| part.holds(pin)), "{parts:?}");
        }
        assert!(parts.len() <= 8 && parts.iter().all(|part| part.places > 0), "{parts:?}");
        for part in &parts {
            let read = |query: &str| {
                index::read(query, index::Reading::default(), &index::Thesaurus::default())
            };
            assert!(read(&part.query()).is_ok(), "{}", part.query());
        }
    }

    #[test]
    fn a_map_has_the_places_that_most_reports_name_and_says_how_many_it_leaves_out() {
        let pin = |reports: usize| Pin {
            latitude: 0.0,
            longitude: 0.0,
            marking: Marking::default(),
            reports: (0..reports).map(|nth| (nth.to_string(), nth.to_string())).collect(),
        };
        let all: BTreeMap<String, Pin> = (0..50).map(|at| (format!("{at:02}"), pin(at))).collect();
        let (most, left_out) = most_named(&all);
        assert_eq!((most.len(), left_out), (PINS_MAX, 10));
        assert!(most.values().all(|pin| pin.reports.len() >= 10));
        assert_eq!(most_named(&most).1, 0);
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
