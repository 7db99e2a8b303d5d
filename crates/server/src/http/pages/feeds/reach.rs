//! What the viewer's feeds ask for of all that they may take away, and what none of them does.

use index::{Facet, FacetField};
use marking::Marking;
use maud::{Markup, html};

use super::super::frame::Frame;
use super::super::highest::{highest, rolled};
use super::super::marks::{count, words};
use crate::FeedReach;

/// The banner of values that were counted over all of it.
pub(super) fn banner(frame: &Frame<'_>, reach: &FeedReach) -> Marking {
    let register = &frame.site.house.community().register;
    let read = rolled(reach.banners.iter(), register);
    read.unwrap_or_else(|| highest(frame.recipient, register))
}

/// In numbers, and by the values that are not asked for.
pub(super) fn reach(frame: &Frame<'_>, reach: &FeedReach) -> Markup {
    let FeedReach { total, contracts, unserved, banners: _ } = reach;
    html! {
        h2 { "What they ask for" }
        p.hint {
            "Of " (count(*total, "report", "reports")) " that you may take away for "
            (words(frame.intent.purpose.name())) ", whatever a contract itself is for."
        }
        @if !contracts.is_empty() {
            table {
                thead { tr { th scope="col" { "Feed" } th scope="col" { "Asks for" } th scope="col" { "Of" } } }
                tbody { @for (known, asked) in contracts {
                    tr { th scope="row" { (known.contract.name) } td.n { (asked) } td.n { (total) } }
                } }
            }
        }
        @for Facet { field, counts } in unserved.iter().filter(|facet| !facet.counts.is_empty()) {
            h3 { (heading(*field)) }
            ul.facet {
                @for (value, count) in counts.iter().take(VALUES_MAX) {
                    @let query = format!("{}:\"{}\"", field.name(), value.replace('"', " "));
                    li {
                        a href=(frame.link("/search", &[("q", &query)])) { (shown(*field, value)) }
                        " " span.count { (count) }
                    }
                }
                @if counts.len() > VALUES_MAX { li { "and " (counts.len() - VALUES_MAX) " more" } }
            }
        }
    }
}

fn heading(field: FacetField) -> &'static str {
    match field {
        FacetField::Originator => "Originators that no feed of yours asks for",
        FacetField::Kind => "Kinds that none asks for",
        FacetField::Topic => "Topics that none asks for",
        FacetField::Place => "Places that none asks for",
        FacetField::Person => "People that none asks for",
        FacetField::Marking => "Markings that none asks for",
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

const VALUES_MAX: usize = 20;
