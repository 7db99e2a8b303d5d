//! What narrows a search, each with the way back.

use index::Narrowing;
use maud::{Markup, html};

use super::super::frame::Frame;
use super::with_query;
use crate::{Found, Search};

/// Every field that all hits must have; a click takes it away.
pub(super) fn chosen(frame: &Frame<'_>, search: &Search, found: &Found) -> Markup {
    html! {
        @if !found.narrowed.by.is_empty() {
            ul.chosen aria-label="Narrowed to" {
                @for Narrowing { field, value, without } in &found.narrowed.by {
                    li {
                        a href=(with_query(frame, search, without)) {
                            (field) ": " b dir="auto" { (value) }
                            " " span aria-hidden="true" { "×" } span.quiet { ", take it away" }
                        }
                    }
                }
            }
        }
    }
}

/// The query without a value of a field, where it is chosen.
pub(super) fn without<'f>(found: &'f Found, field: &str, value: &str) -> Option<&'f str> {
    let is_it = |of: &&Narrowing| {
        of.field == field && of.value.to_lowercase() == value.replace('"', " ").to_lowercase()
    };
    found.narrowed.by.iter().find(is_it).map(|of| of.without.as_str())
}

/// The query narrowed by something more.
pub(super) fn narrowed(frame: &Frame<'_>, search: &Search, found: &Found, more: &str) -> String {
    with_query(frame, search, &format!("{} {more}", found.narrowed.open))
}
