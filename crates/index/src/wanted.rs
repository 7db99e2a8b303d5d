//! What is wanted of a search, and the answer: for pages, facets, timelines and saved searches.

use model::Timestamp;
use tantivy::Score;

/// What is wanted of one search. Everything in the answer is over visible reports alone.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'w> {
    /// How many hits.
    pub count: usize,
    /// The hits after this place alone.
    pub after: Option<Cursor>,
    /// Which hits come first.
    pub order: Order,
    /// Whether to count all that match.
    pub total: bool,
    /// For which fields to count the values of all that match.
    pub facets: &'w [FacetField],
    /// Whether to count all that match by the month in which they were issued.
    pub months: bool,
}

impl Wanted<'_> {
    /// Whether everything that matches is to be counted somehow.
    pub(crate) fn counts(&self) -> bool {
        self.total || self.months || !self.facets.is_empty()
    }
}

/// Which hits come first. Among equals the newest does, and then a fixed order of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The best first, where new and urgent reports count for more: the score is multiplied by
    /// `1 + freshness + precedence`.
    Weighted(Weighted),
    /// The newest first; nothing is scored.
    Newest,
}

/// What newness and urgency add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// What a report issued at `now` gains; nothing where it is not above 0.
    pub freshness: Score,
    /// After how many days half of that is left.
    pub half_life_days: Score,
    /// From when on newness counts. The pages of one search have one `now`.
    pub now: Timestamp,
    /// What a report of the highest precedence gains; a third of it for each step.
    pub precedence: Score,
}

/// A field whose values are counted.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum FacetField {
    /// Whose report.
    Originator,
    /// What kind of report.
    Kind,
    /// What about.
    Topic,
    /// Where.
    Place,
    /// Who is listed.
    Person,
    /// The marking of what the viewer sees.
    Marking,
}

impl FacetField {
    /// Its name in the schema and in interfaces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Originator => "originator",
            Self::Kind => "kind",
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Person => "person",
            Self::Marking => "marking",
        }
    }
}

/// Where a search goes on: what the viewer may know, and nothing of the system's numbers.
///
/// With the statistics of the first page, hits keep their scores while reports arrive, so that no
/// report is shown twice and none is passed over.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The statistics of the first page.
    pub statistics: Statistics,
    /// The last hit that was given.
    pub place: Place,
}

/// The place of a hit among the hits of a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// How well it matches; 0 where nothing is scored.
    pub score: Score,
    /// When it was issued, in seconds since 1970, as far as the viewer may know.
    pub issued: Option<i64>,
    /// What tells hits apart that are equal otherwise; made from the report's name.
    pub tie: u64,
}

/// What scores were made from: counts of documents and words that the viewer sees.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Statistics {
    /// Documents.
    pub docs: u64,
    /// Words in them, for each field whose length counts.
    pub tokens: Vec<u64>,
    /// Documents with each word of the query, in the order in which the query asks.
    pub frequencies: Vec<u64>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The hits, best first.
    pub best: Vec<Hit>,
    /// How many match in all, if that was asked for.
    pub total: Option<u64>,
    /// For each field that was asked for, in that order, how many of all that match have a value.
    pub facets: Vec<Facet>,
    /// How many of all that match were issued in each month, as `2004-06`, the oldest first.
    pub months: Vec<(String, u64)>,
    /// What the scores were made from, for the cursor of the next page.
    pub statistics: Statistics,
}

/// One hit: which report, and how well it matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The sequence number of the report, for looking it up; it is not for showing.
    pub seq: u64,
    /// Where it stands.
    pub place: Place,
}

/// The counted values of a field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// Each value with its count, the most frequent first, equals by name.
    pub counts: Vec<(String, u64)>,
}
