//! What stands beside the hits: a timeline and the values of fields, each a link that narrows.

use index::{Facet, FacetField};
use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::marks::words;
use super::chosen::{self, without};
use super::with_query;
use crate::{Found, Search};

/// A bar for each month, as a picture with a link on each, and the same as a table.
pub(super) fn timeline(frame: &Frame<'_>, search: &Search, found: &Found) -> Markup {
    let months = &found.months;
    let most = months.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let shown = months.get(months.len().saturating_sub(MONTHS_MAX)..).unwrap_or_default();
    let width = shown.len() * BAR_WIDTH;
    let (first, last) = (named(shown.first()), named(shown.last()));
    // Of a month that is chosen the link is the way back.
    let narrowed = |month: &str| match without(found, "issued", month) {
        Some(query) => with_query(frame, search, query),
        None => chosen::narrowed(frame, search, found, &format!("issued:{month}")),
    };
    let is_chosen = |month: &str| without(found, "issued", month).is_some();
    html! {
        @if !months.is_empty() {
            h2 { "Issued" }
            // The table below has the same links for those who do not point.
            svg.timeline role="group" aria-label={ "Reports by month, from " (first) " to " (last) }
                viewBox={ "0 0 " (width) " " (BAR_HEIGHT) } preserveAspectRatio="none" {
                @for (at, (month, count)) in shown.iter().enumerate() {
                    @let height = bar(*count, most);
                    a href=(narrowed(month)) tabindex="-1" aria-label={ (month) ": " (count) } {
                        rect x=(at * BAR_WIDTH) y=(BAR_HEIGHT - height) width=(BAR_WIDTH - 1)
                            height=(height) {
                            title { (month) ": " (count) }
                        }
                    }
                }
            }
            p.ends { span { (first) } span { (last) } }
            details {
                summary { "As a table" }
                table {
                    thead { tr { th scope="col" { "Month" } th scope="col" { "Reports" } } }
                    tbody {
                        @for (month, count) in months {
                            tr { td { (value(&narrowed(month), month, is_chosen(month))) } td.n { (count) } }
                        }
                    }
                }
            }
        }
    }
}

fn named(month: Option<&(String, u64)>) -> &str {
    month.map_or("", |(month, _)| month)
}

/// The height of a bar; what is there at all is seen.
fn bar(count: u64, most: u64) -> usize {
    let height = count.saturating_mul(BAR_HEIGHT as u64).div_ceil(most);
    usize::try_from(height).unwrap_or(BAR_HEIGHT).clamp(1, BAR_HEIGHT)
}

/// The most frequent values of each field.
pub(super) fn facets(frame: &Frame<'_>, search: &Search, found: &Found) -> Markup {
    html! {
        @for Facet { field, counts } in found.facets.iter().filter(|facet| !facet.counts.is_empty()) {
            h2 { (heading(*field)) }
            ul.facet {
                @for (of, count) in first(found, *field, counts) {
                    @let back = without(found, field.name(), of);
                    @let link = match back {
                        Some(query) => with_query(frame, search, query),
                        None => narrowed(frame, search, found, (*field, of)),
                    };
                    li { (value(&link, &shown(*field, of), back.is_some())) " " span.count { (count) } }
                }
            }
        }
    }
}

/// A value that narrows; one that is chosen says so, and its link takes it away.
fn value(link: &str, shown: &str, is_chosen: bool) -> Markup {
    html! {
        a href=(link) aria-current=[is_chosen.then_some("true")] {
            span dir="auto" { (shown) }
            @if is_chosen { " " span aria-hidden="true" { "×" } span.quiet { ", chosen; take it away" } }
        }
    }
}

/// Those that are chosen, and the most frequent others.
fn first<'c>(
    found: &'c Found,
    field: FacetField,
    counts: &'c [(String, u64)],
) -> impl Iterator<Item = &'c (String, u64)> {
    let is_chosen = move |of: &&(String, u64)| without(found, field.name(), &of.0).is_some();
    let others = counts.iter().filter(move |of| !is_chosen(of)).take(VALUES_MAX);
    counts.iter().filter(is_chosen).chain(others)
}

fn narrowed(
    frame: &Frame<'_>,
    search: &Search,
    found: &Found,
    (field, value): (FacetField, &str),
) -> String {
    let value = value.replace('"', " ");
    // Names are counted as they are written, and asked for so.
    let sign = if field == FacetField::Person { "=" } else { "" };
    chosen::narrowed(frame, search, found, &format!("{}:{sign}\"{value}\"", field.name()))
}

fn heading(field: FacetField) -> &'static str {
    match field {
        FacetField::Originator => "Originator",
        FacetField::Kind => "Kind",
        FacetField::Topic => "Topic",
        FacetField::Place => "Place",
        FacetField::Person => "People",
        FacetField::Marking => "Marking",
    }
}

fn shown(field: FacetField, value: &str) -> String {
    match field {
        FacetField::Kind | FacetField::Topic => words(value),
        FacetField::Originator | FacetField::Place | FacetField::Person | FacetField::Marking => {
            value.to_owned()
        }
    }
}

const MONTHS_MAX: usize = 48;
const BAR_WIDTH: usize = 6;
const BAR_HEIGHT: usize = 48;
const VALUES_MAX: usize = 8;
