//! When and where somebody was seen: bars by month, and places on a map with the way from one to the next.

use std::collections::BTreeMap;

use marking::Marking;
use maud::{Markup, html};

use super::super::bars::{Bar, bars};
use super::super::frame::Frame;
use super::super::map::{Besides, Pin, map};
use super::super::marks::{mark, when};
use super::sourced::Sourced;
use crate::ShownEntity;
use crate::wire::{Entity, EntityPlace};

/// In how many mentions it was seen, by month.
pub(super) fn timeline(entity: &Entity, own: &Marking) -> Markup {
    let bar =
        |of: &crate::wire::EntityMonth| Bar { name: of.month.clone(), number: of.mentions as u64 };
    let rows: Vec<Bar> = entity.months.iter().map(bar).collect();
    let caption = format!("({}) Seen, by month", own.portion());
    bars(&caption, ["Month", "Mentions"], &rows)
}

/// The places that reports name together with it.
pub(super) fn places(
    frame: &Frame<'_>,
    shown: &ShownEntity,
    entity: &Entity,
    marks: &Sourced<'_>,
) -> Markup {
    let mut pins: BTreeMap<String, Pin> = BTreeMap::new();
    let mut way: Vec<(f64, f64)> = Vec::new();
    for (place, of) in entity.places.iter().zip(&shown.places) {
        let (Some(latitude), Some(longitude)) = (place.lat, place.lon) else { continue };
        let marking = marks.place(of);
        let new = || Pin { latitude, longitude, marking: marking.clone(), reports: Vec::new() };
        let pin = pins.entry(place.place.clone()).or_insert_with(new);
        pin.add(marking);
        let report = (place.report.clone(), place.report.clone());
        if !pin.reports.contains(&report) {
            pin.reports.push(report);
        }
        if place.at.is_some() && way.last() != Some(&(latitude, longitude)) {
            way.push((latitude, longitude));
        }
    }
    html! {
        (map(frame, "Where reports that name it say something was", &pins, &Besides::Way(&way)))
        @if !entity.places.is_empty() {
            details {
                summary { "Places in order of time" }
                div.scroll role="region" aria-label="Places in order of time" tabindex="0" { table {
                    thead { tr { @for head in ["When", "Place", "Report"] { th scope="col" { (head) } } } }
                    tbody { @for (place, of) in entity.places.iter().zip(&shown.places) {
                        (row(frame, place, marks.place(of)))
                    } }
                } }
            }
        }
    }
}

fn row(frame: &Frame<'_>, place: &EntityPlace, own: &Marking) -> Markup {
    html! {
        tr {
            td { @if let Some(at) = &place.at { (when(at)) } }
            td {
                (mark(own)) " " span dir="auto" { (place.place) } @if let Some(country) = &place.country { ", " (country) }
            }
            td { a href=(frame.link("/report", &[("id", &place.report)])) { (place.report) } }
        }
    }
}
