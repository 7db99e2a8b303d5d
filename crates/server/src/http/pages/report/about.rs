//! What there is of a report besides its text.

use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::marks::words;
use super::text::links;
use crate::wire;

/// As the items of a list of descriptions.
pub(super) fn about(frame: &Frame<'_>, report: &wire::Report) -> Markup {
    let list = |name: &str, values: &[String]| {
        html! { @if !values.is_empty() { dt { (name) } dd { (values.join(", ")) } } }
    };
    let some = |name: &str, value: Option<&String>| {
        html! { @if let Some(value) = value { dt { (name) } dd dir="auto" { (value) } } }
    };
    let cited = |name: &str, reports: &[String]| {
        html! { @if !reports.is_empty() { dt { (name) } dd { (links(frame, reports)) } } }
    };
    let topics: Vec<String> = report.topics.iter().map(|topic| words(topic)).collect();
    let occurred = report.occurred.as_ref().map(|period| match period.from == period.to {
        true => period.from.clone(),
        false => format!("{} to {}", period.from, period.to),
    });
    html! {
        (list("Caveats", &report.caveats))
        (list("Addressees", &report.addressees))
        (list("Topics", &topics))
        (some("Occurred", occurred.as_ref()))
        @if !report.places.is_empty() {
            dt { "Places" }
            dd { ul { @for of in &report.places { li { (place(frame, of)) } } } }
        }
        (cited("Refers to", &report.references))
        (cited("Derived from", &report.derived_from))
        @if let Some(authority) = &report.classification {
            (some("Classified by", authority.classified_by.as_ref()))
            (some("Classification from", authority.derived_from.as_ref()))
            (some("Declassify on", authority.declassify_on.as_ref()))
            (some("Reason", authority.reason.as_ref()))
        }
        (some("Published at", report.source_url.as_ref()))
        (some("Marked on the original", report.original_marking.as_ref()))
    }
}

fn place(frame: &Frame<'_>, place: &wire::Place) -> Markup {
    let query = format!("place:\"{}\"", place.name.replace('"', " "));
    html! {
        a href=(frame.link("/search", &[("q", &query)])) dir="auto" { (place.name) }
        @if let Some(country) = &place.country { " (" (country) ")" }
        @if let (Some(lat), Some(lon)) = (place.lat, place.lon) { " " (lat) ", " (lon) }
    }
}
