//! What narrows a search, each with the way back.

use index::Narrowing;
use maud::{Markup, html};

use super::narrow::Narrow;

/// Every field that all hits must have; a click takes it away.
pub(super) fn chosen(narrow: &Narrow<'_>) -> Markup {
    html! {
        @if !narrow.found.narrowed.by.is_empty() {
            ul.chosen aria-label="Narrowed to" {
                @for Narrowing { field, value, without } in &narrow.found.narrowed.by {
                    li {
                        @match narrow.back(without) {
                            Some(link) => a href=(link) {
                                (said(field, value))
                                " " span aria-hidden="true" { "×" } span.quiet { ", take it away" }
                            },
                            None => span { (said(field, value)) },
                        }
                    }
                }
            }
        }
        @if !narrow.has_links() {
            p.hint { "The query is too long for links that narrow it: write into it, or shorten it." }
        }
    }
}

fn said(field: &str, value: &str) -> Markup {
    html! { (field) ": " b dir="auto" { (value) } }
}
