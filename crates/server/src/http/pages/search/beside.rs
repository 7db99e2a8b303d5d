//! What stands beside the hits: a timeline and the values of fields, each a link that narrows.

use index::{Facet, FacetField};
use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::marks::words;
use super::with_query;
use crate::{Found, Search};

/// A bar for each month, as a picture with a link on each, and the same as a table.
pub(super) fn timeline(frame: &Frame<'_>, search: &Search, found: &Found) -> Markup {
    let months = &found.months;
    let most = months.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let shown = months.get(months.len().saturating_sub(MONTHS_MAX)..).unwrap_or_default();
    let width = shown.len() * BAR_WIDTH;
    let (first, last) = (named(shown.first()), named(shown.last()));
    let narrowed =
        |month: &str| with_query(frame, search, &format!("{} issued:{month}", grouped(search)));
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
                            tr { td { a href=(narrowed(month)) { (month) } } td.n { (count) } }
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
                @for (value, count) in counts.iter().take(VALUES_MAX) {
                    li {
                        a href=(narrowed(frame, search, *field, value)) { (shown(*field, value)) }
                        " " span.count { (count) }
                    }
                }
            }
        }
    }
}

fn narrowed(frame: &Frame<'_>, search: &Search, field: FacetField, value: &str) -> String {
    let value = value.replace('"', " ");
    with_query(frame, search, &format!("{} {}:\"{value}\"", grouped(search), field.name()))
}

/// The query so that something can be added to all of it.
fn grouped(search: &Search) -> String {
    let query = &search.query;
    if query.contains(" OR ") { format!("({query})") } else { query.clone() }
}

fn heading(field: FacetField) -> &'static str {
    match field {
        FacetField::Originator => "Originator",
        FacetField::Kind => "Kind",
        FacetField::Topic => "Topic",
        FacetField::Place => "Place",
        FacetField::Marking => "Marking",
    }
}

fn shown(field: FacetField, value: &str) -> String {
    match field {
        FacetField::Kind | FacetField::Topic => words(value),
        FacetField::Originator | FacetField::Place | FacetField::Marking => value.to_owned(),
    }
}

const MONTHS_MAX: usize = 60;
const BAR_WIDTH: usize = 6;
const BAR_HEIGHT: usize = 48;
const VALUES_MAX: usize = 8;
