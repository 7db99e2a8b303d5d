//! What a search gives.

use dissemination::Rendition;
use serde::{Deserialize, Serialize};

use super::Portion;

/// The answer to a search.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Search {
    /// How many reports match among those that the caller may see.
    pub total: u64,
    /// The best of them.
    pub results: Vec<Hit>,
}

/// One report that matches.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Hit {
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Whose.
    pub originator: String,
    /// Its number there.
    pub serial: String,
    /// Its version.
    pub version: u32,
    /// What kind of report.
    pub kind: String,
    /// How fast it must go.
    pub precedence: String,
    /// When it was issued, as written.
    pub issued: Option<String>,
    /// The banner of what the caller may see of it.
    pub banner: String,
    /// Which form the caller gets.
    pub outcome: String,
    /// The title, if permitted.
    pub title: Option<Portion>,
    /// Where the query's words stand.
    pub snippets: Vec<Snippet>,
}

/// An extract of a portion.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Snippet {
    /// The portion's mark.
    pub marking: String,
    /// The extract.
    pub text: String,
    /// What to highlight: first and past-the-end position, counted in characters.
    pub highlights: Vec<[usize; 2]>,
}

impl Hit {
    /// A report that a query found.
    pub fn of(rendition: &Rendition, query: &str) -> Self {
        let snippets = crate::snippet::snippets(rendition, query);
        Self {
            report: rendition.id.cited(),
            originator: rendition.id.originator.to_string(),
            serial: rendition.id.serial.to_string(),
            version: rendition.id.version,
            kind: rendition.kind.name().to_owned(),
            precedence: rendition.precedence.name().to_owned(),
            issued: rendition.issued.as_ref().map(|issued| issued.written.clone()),
            banner: rendition.banner.banner(),
            outcome: rendition.outcome.to_owned(),
            title: rendition.title.as_ref().map(Portion::of),
            snippets: snippets.iter().map(Snippet::of).collect(),
        }
    }
}

impl Snippet {
    fn of(snippet: &crate::Snippet) -> Self {
        let crate::Snippet { marking, text, highlights } = snippet;
        let chars = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        Self {
            marking: marking.portion(),
            text: text.clone(),
            highlights: highlights.iter().map(|r| [chars(r.start), chars(r.end)]).collect(),
        }
    }
}
