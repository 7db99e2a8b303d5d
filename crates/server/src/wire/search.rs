//! What a search gives.

use dissemination::Rendition;
use index::{Alike, Explained, Parsed, Part};
use serde::{Deserialize, Serialize};

use super::{Obligation, Portion};
use crate::{Found, FoundReport};

/// The answer to a search.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Search {
    /// How many reports match among those that the caller may see.
    pub total: u64,
    /// How the query was made easier, where nothing matched it as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eased: Option<Eased>,
    /// The best of them.
    pub results: Vec<Hit>,
    /// The values of the fields that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// Hits by month, where that was asked for, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Month>,
    /// What to hand back as `cursor` for the next page; nothing at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What may have been meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
}

/// How a query was made easier.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Eased {
    /// `names`: its words are looked for as names; `any-word`: any of them will do.
    pub how: String,
    /// The same in a sentence.
    pub text: String,
}

/// A field with its values.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Facet {
    /// The field.
    pub field: String,
    /// The most frequent values.
    pub values: Vec<Count>,
}

/// How many hits have a value.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// How many hits were issued in a month.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Month {
    /// As `2004-06`.
    pub month: String,
    /// How many.
    pub count: u64,
}

/// How a query may go on.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Suggestion {
    /// The query.
    pub query: String,
    /// In how many reports its last word stands.
    pub reports: u64,
}

/// How a query may go on, for a page.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Completions {
    /// The banner of all that they come from.
    pub banner: String,
    /// The class that gives the banner its colour.
    pub colour: String,
    /// The most frequent first.
    pub completions: Vec<Suggestion>,
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
    /// Whether what is given gives leads only, not evidence.
    #[serde(default)]
    pub leads_only: bool,
    /// What the recipient owes for what is given, as with the report.
    #[serde(default)]
    pub obligations: Vec<Obligation>,
    /// The title, if permitted.
    pub title: Option<Portion>,
    /// Where the query's words stand.
    pub snippets: Vec<Snippet>,
    /// Names that match without being as they were typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Likeness>,
    /// Why it stands where it does, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
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

/// Why a name matches.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Likeness {
    /// What was typed.
    pub sought: String,
    /// What stands in the report.
    pub found: String,
    /// `spelling`, `sound` or `transliterated`.
    pub by: String,
}

/// How well a report matches, and why.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Explanation {
    /// The score, after what newness and urgency add.
    pub score: f64,
    /// What each part of the query adds.
    pub parts: Vec<ExplainedPart>,
    /// What is added because the report is new, where newness counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freshness: Option<f64>,
    /// What is added because the report is urgent, where urgency counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedence: Option<f64>,
    /// The same in words.
    pub text: String,
}

/// What one part of a query adds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ExplainedPart {
    /// The part, as typed.
    pub part: String,
    /// What it adds; 0 where it only says which reports are wanted.
    pub score: f64,
    /// How many reports that the caller may see match it.
    pub reports: u64,
}

impl Search {
    /// What was found, with explanations or without.
    pub fn of(found: &Found, explain: bool) -> Self {
        let Found { query, ease, total, reports, facets, months, next, narrowed: _, did_you_mean } =
            found;
        let eased = ease.name().zip(ease.sentence());
        Self {
            total: *total,
            eased: eased.map(|(how, text)| Eased { how: how.to_owned(), text: text.to_owned() }),
            results: reports.iter().map(|report| Hit::of(report, query, explain)).collect(),
            facets: facets.iter().map(Facet::of).collect(),
            timeline: months
                .iter()
                .map(|(month, count)| Month { month: month.clone(), count: *count })
                .collect(),
            next: next.clone(),
            did_you_mean: did_you_mean.clone(),
        }
    }
}

impl Facet {
    fn of(facet: &index::Facet) -> Self {
        let values = facet.counts.iter().take(FACET_VALUES_MAX);
        let values = values.map(|(value, count)| Count { value: value.clone(), count: *count });
        Self { field: facet.field.name().to_owned(), values: values.collect() }
    }
}

impl Suggestion {
    /// What the index suggests.
    pub fn of(suggestion: &index::Suggestion) -> Self {
        let index::Suggestion { query, reports } = suggestion;
        Self { query: query.clone(), reports: *reports }
    }
}

impl Hit {
    /// A report that a query found.
    pub fn of(found: &FoundReport, query: &Parsed, explain: bool) -> Self {
        let FoundReport { released, score, explained } = found;
        let rendition = released.rendition();
        Self {
            alike: Likeness::in_texts(rendition, query),
            explanation: explain.then(|| Explanation::of(*score, explained)),
            snippets: crate::snippets(rendition, Some(query)).iter().map(Snippet::of).collect(),
            ..Self::bare(rendition)
        }
    }

    /// A report that is like another.
    pub fn similar(found: &FoundReport) -> Self {
        Self::shown(found.released.rendition())
    }

    /// A report that was found without a query at hand.
    pub fn shown(rendition: &Rendition) -> Self {
        let snippets = crate::snippets(rendition, None).iter().map(Snippet::of).collect();
        Self { snippets, ..Self::bare(rendition) }
    }

    fn bare(rendition: &Rendition) -> Self {
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
            leads_only: rendition.leads_only,
            obligations: rendition.obligations.iter().map(Obligation::of).collect(),
            title: rendition.title.as_ref().map(Portion::of),
            snippets: Vec::new(),
            alike: Vec::new(),
            explanation: None,
        }
    }
}

impl Likeness {
    /// Of the names in what is shown of a report.
    pub(crate) fn in_texts(rendition: &Rendition, query: &Parsed) -> Vec<Self> {
        let texts = rendition.texts().map(|portion| portion.text.as_str());
        let names = rendition.mentions.iter().map(|mention| mention.name.as_str());
        let mut alike: Vec<Alike> = texts.chain(names).flat_map(|text| query.alike(text)).collect();
        alike.sort_unstable();
        alike.dedup();
        let wire = |Alike { sought, found, by }| Self { sought, found, by: by.name().to_owned() };
        alike.into_iter().take(ALIKE_MAX).map(wire).collect()
    }
}

impl Explanation {
    pub(crate) fn of(score: f32, explained: &Explained) -> Self {
        let parts: Vec<ExplainedPart> = explained.parts.iter().map(ExplainedPart::of).collect();
        let gained = |added: f32| (added > 0.0).then(|| rounded(added));
        let (freshness, precedence) = (gained(explained.freshness), gained(explained.precedence));
        let mut said: Vec<String> = parts.iter().map(ExplainedPart::sentence).collect();
        said.extend(freshness.map(|added| format!("its newness adds {added}")));
        said.extend(precedence.map(|added| format!("its urgency adds {added}")));
        let score = rounded(score);
        let text = format!("score {score}: {}", said.join("; "));
        Self { score, parts, freshness, precedence, text }
    }
}

impl ExplainedPart {
    fn of(part: &Part) -> Self {
        let Part { text, score, reports } = part;
        Self { part: text.clone(), score: rounded(*score), reports: *reports }
    }

    fn sentence(&self) -> String {
        let Self { part, score, reports } = self;
        let reports = match reports {
            1 => "1 report".to_owned(),
            several => format!("{several} reports"),
        };
        match *score > 0.0 {
            true => format!("`{part}` adds {score} and is in {reports}"),
            false => format!("`{part}` is asked for and adds nothing; {reports}"),
        }
    }
}

/// To a thousandth.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1_000.0).round() / 1_000.0
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

const FACET_VALUES_MAX: usize = 20;
const ALIKE_MAX: usize = 8;
