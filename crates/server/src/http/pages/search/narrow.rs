//! The links that narrow a search. Each has the whole query in it, so that of a long one a page has
//! room for few.

use index::Narrowing;

use super::super::frame::Frame;
use super::with_query;
use crate::{Found, Search};

/// Makes them for one page.
pub(super) struct Narrow<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) search: &'a Search,
    pub(super) found: &'a Found,
    /// How long each is, in bytes.
    link_bytes: usize,
}

impl<'a> Narrow<'a> {
    /// For what was found.
    pub(super) fn of(frame: &'a Frame<'a>, search: &'a Search, found: &'a Found) -> Self {
        let link_bytes = with_query(frame, search, &found.narrowed.open).len();
        Self { frame, search, found, link_bytes }
    }

    /// Whether a list has room for links.
    pub(super) fn has_links(&self) -> bool {
        self.link_bytes <= LIST_LINK_BYTES_MAX
    }

    /// Whether pictures have too, and what is written beneath them.
    pub(super) fn has_pictures_linked(&self) -> bool {
        self.link_bytes <= PICTURE_LINK_BYTES_MAX
    }

    /// To the query narrowed by something more.
    pub(super) fn to(&self, more: &str) -> Option<String> {
        let query = || format!("{} {more}", self.found.narrowed.open);
        self.has_links().then(|| with_query(self.frame, self.search, &query()))
    }

    /// To another query, such as one that is narrowed by less.
    pub(super) fn back(&self, query: &str) -> Option<String> {
        self.has_links().then(|| with_query(self.frame, self.search, query))
    }

    /// The query without a value of a field, where it is chosen.
    pub(super) fn without(&self, field: &str, value: &str) -> Option<&'a str> {
        let is_it = |of: &&Narrowing| {
            of.field == field && of.value.to_lowercase() == value.replace('"', " ").to_lowercase()
        };
        self.found.narrowed.by.iter().find(is_it).map(|of| of.without.as_str())
    }
}

/// Lists have some sixty links.
const LIST_LINK_BYTES_MAX: usize = 600;
/// A timeline and a map have twice as many more.
const PICTURE_LINK_BYTES_MAX: usize = 240;
