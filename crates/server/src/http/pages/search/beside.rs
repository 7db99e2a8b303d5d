//! What stands beside the hits: the values of fields, each a link that narrows.

use index::{Facet, FacetField};
use maud::{Markup, html};

use super::super::marks::words;
use super::narrow::Narrow;

/// The most frequent values of each field.
pub(super) fn facets(narrow: &Narrow<'_>) -> Markup {
    let shown_facets = narrow.found.facets.iter().filter(|facet| !facet.counts.is_empty());
    html! {
        @for Facet { field, counts } in shown_facets {
            h2 { (heading(*field)) }
            ul.facet {
                @for (of, count) in first(narrow, *field, counts) {
                    @let back = narrow.without(field.name(), of);
                    @let link = match back {
                        Some(query) => narrow.back(query),
                        None => narrow.to(&narrowing(*field, of)),
                    };
                    li {
                        (value(link.as_deref(), &shown(*field, of), back.is_some()))
                        " " span.count { (count) }
                    }
                }
            }
        }
    }
}

/// A value that narrows; one that is chosen says so, and its link takes it away.
pub(super) fn value(link: Option<&str>, shown: &str, is_chosen: bool) -> Markup {
    html! {
        @match link {
            Some(link) => a href=(link) aria-current=[is_chosen.then_some("true")] {
                span dir="auto" { (shown) }
                @if is_chosen { " " span aria-hidden="true" { "×" } span.quiet { ", chosen; take it away" } }
            },
            None => span dir="auto" { (shown) },
        }
    }
}

/// Those that are chosen, and the most frequent others.
fn first<'c>(
    narrow: &'c Narrow<'c>,
    field: FacetField,
    counts: &'c [(String, u64)],
) -> impl Iterator<Item = &'c (String, u64)> {
    let is_chosen = move |of: &&(String, u64)| narrow.without(field.name(), &of.0).is_some();
    let others = counts.iter().filter(move |of| !is_chosen(of)).take(VALUES_MAX);
    counts.iter().filter(is_chosen).chain(others)
}

fn narrowing(field: FacetField, value: &str) -> String {
    let value = value.replace('"', " ");
    // Names are counted as they are written, and asked for so.
    let sign = if field == FacetField::Person { "=" } else { "" };
    format!("{}:{sign}\"{value}\"", field.name())
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

const VALUES_MAX: usize = 8;
