//! What is wrong with a query, and where.

use std::ops::Range;

/// Why a query cannot be read. It depends on what was typed alone, and where a word has too many
/// matches on what whoever typed it may see.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// What is wrong and what to do, as a sentence without a full stop.
    pub message: String,
    /// The place: first and past-the-end position, counted in characters.
    pub at: [usize; 2],
    query: String,
}

impl Fault {
    /// At a place, in bytes.
    pub(crate) fn new(query: &str, at: Range<usize>, message: impl Into<String>) -> Self {
        let chars = |byte: usize| query.get(..byte).unwrap_or(query).chars().count();
        let at = [chars(at.start), chars(at.end)];
        Self { message: message.into(), at, query: query.to_owned() }
    }

    /// The query with carets under the place, on two lines.
    pub fn explained(&self) -> String {
        let shown: String =
            self.query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let [from, to] = self.at;
        let carets = to.saturating_sub(from).max(1);
        format!("{shown}\n{}{}", " ".repeat(from), "^".repeat(carets))
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
