//! When and where somebody was seen: bars by month, and places on a map with the way from one to the next.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::bars::{Bar, bars};
use super::super::frame::Frame;
use super::super::map::{Pin, map};
use super::super::marks::when;
use crate::wire::{Entity, EntityPlace};

/// In how many mentions it was seen, by month.
pub(super) fn timeline(entity: &Entity) -> Markup {
    let bar =
        |of: &crate::wire::EntityMonth| Bar { name: of.month.clone(), number: of.mentions as u64 };
    let rows: Vec<Bar> = entity.months.iter().map(bar).collect();
    bars("Seen, by month", ["Month", "Mentions"], &rows)
}

/// The places that reports name together with it.
pub(super) fn places(frame: &Frame<'_>, entity: &Entity) -> Markup {
    let mut pins: BTreeMap<String, Pin> = BTreeMap::new();
    let mut way: Vec<(f64, f64)> = Vec::new();
    for place in &entity.places {
        let (Some(latitude), Some(longitude)) = (place.lat, place.lon) else { continue };
        let new = || Pin { latitude, longitude, reports: Vec::new() };
        let pin = pins.entry(place.place.clone()).or_insert_with(new);
        let report = (place.report.clone(), place.report.clone());
        if !pin.reports.contains(&report) {
            pin.reports.push(report);
        }
        if place.at.is_some() && way.last() != Some(&(latitude, longitude)) {
            way.push((latitude, longitude));
        }
    }
    html! {
        (map(frame, "Where reports that name it say something was", &pins, &way))
        @if !entity.places.is_empty() {
            details {
                summary { "Places in order of time" }
                table {
                    thead { tr { @for head in ["When", "Place", "Report"] { th scope="col" { (head) } } } }
                    tbody { @for place in &entity.places { (row(frame, place)) } }
                }
            }
        }
    }
}

fn row(frame: &Frame<'_>, place: &EntityPlace) -> Markup {
    html! {
        tr {
            td { @if let Some(at) = &place.at { (when(at)) } }
            td dir="auto" {
                (place.place) @if let Some(country) = &place.country { ", " (country) }
            }
            td { a href=(frame.link("/report", &[("id", &place.report)])) { (place.report) } }
        }
    }
}
