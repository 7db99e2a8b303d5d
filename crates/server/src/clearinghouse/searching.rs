//! Searches: what is found is decided about once more, and recorded before it is given.

use std::collections::BTreeMap;

use dissemination::{Granted, Released};
use index::{
    Answer, Ease, Explained, Facet, FacetField, Likened, Narrowed, Order, Parsed, Reading,
    Suggestion, Wanted, Weighted,
};
use model::{LeafKind, Manner, Timestamp};
use sha2::{Digest, Sha256};

use super::Clearinghouse;
use super::answers::{Caller, ask, without_version};
use crate::entropy::Entropy;
use crate::page_mark::PageMark;
use crate::release_log::{Basis, Log, Serving};
use crate::{Error, Result};

/// What is looked for, and how it is to be given.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The query, as typed.
    pub query: String,
    /// How it is read.
    pub reading: Reading,
    /// Which hits come first.
    pub sort: Sort,
    /// How many hits.
    pub count: usize,
    /// Where the page before ended, as the answer to it said.
    pub cursor: Option<String>,
    /// Which fields' values are counted.
    pub facets: Vec<FacetField>,
    /// Whether hits are counted by month.
    pub timeline: bool,
    /// Whether it is said why each hit matches.
    pub explain: bool,
}

impl Search {
    /// For the best hits of a query, and nothing besides.
    pub fn of(query: &str, count: usize) -> Self {
        Self { query: query.to_owned(), count, ..Self::default() }
    }
}

/// Which hits come first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sort {
    /// The best, where what is new or urgent may count for more.
    Relevance {
        /// Whether new reports gain.
        fresh: bool,
        /// Whether urgent ones do.
        urgent: bool,
    },
    /// The newest.
    Newest,
}

impl Default for Sort {
    fn default() -> Self {
        Self::Relevance { fresh: false, urgent: false }
    }
}

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The query as it was understood, and made easier.
    pub query: Parsed,
    /// How it was made easier, where nothing matched it as it was.
    pub ease: Ease,
    /// How many reports match among those that the viewer may see.
    pub total: u64,
    /// The best of them, released to the viewer.
    pub reports: Vec<FoundReport>,
    /// The values of the fields that were asked for, with how many hits have them.
    pub facets: Vec<Facet>,
    /// How many hits were issued in each month.
    pub months: Vec<(String, u64)>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
    /// What narrows the query as it was typed.
    pub narrowed: Narrowed,
    /// What may have been meant.
    pub did_you_mean: Option<String>,
}

/// One report that was found.
#[derive(Debug)]
pub struct FoundReport {
    /// As far as it may go.
    pub released: Released,
    /// How well it matches.
    pub score: f32,
    /// What each part of the query adds, where that was asked for.
    pub explained: Explained,
}

/// Reads a list of fields, separated by commas; `all` is every one.
///
/// # Errors
/// What there is, when it names another.
pub fn facets(text: &str) -> std::result::Result<Vec<FacetField>, String> {
    if text == "all" {
        return Ok(FACETS.to_vec());
    }
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let known = |name: &str| FACETS.iter().copied().find(|field| field.name() == name);
    let mut fields = Vec::new();
    for name in names {
        let all = FACETS.map(FacetField::name).join(", ");
        let field = known(name).ok_or_else(|| format!("`facets` are of {all}, or `all`"))?;
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    Ok(fields)
}

impl Clearinghouse {
    /// Searches as a recipient, whose hits are looked at (search) or kept (extract). They are
    /// recorded before they are given.
    ///
    /// # Errors
    /// What is wrong with the query, or that the search could not be recorded.
    pub fn search(&self, by: Caller<'_>, search: &Search, manner: Manner) -> Result<Found> {
        let read = index::read(&search.query, search.reading, self.thesaurus())
            .map_err(index::Error::from)?;
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        let bound = bound(by, search);
        let mark = search.cursor.as_deref().map(|text| PageMark::read(text, &bound)).transpose()?;
        let since = mark.as_ref().map_or_else(|| today(serving.at), |mark| mark.since);
        // The pages that follow are made as easy as the first was.
        let eases = mark.as_ref().map_or_else(|| Ease::ALL.to_vec(), |mark| vec![mark.ease]);
        let wanted = Wanted {
            // One more tells whether there is another page.
            count: search.count.saturating_add(1),
            after: mark.map(|mark| mark.cursor),
            order: search.sort.order(since),
            total: true,
            facets: &search.facets,
            months: search.timeline,
        };
        let mut eased = None;
        for ease in eases {
            let Some(query) = read.eased(ease) else { continue };
            let lowered = self.heed(snapshot.lower(&query, &visible))?;
            let answer = self.heed(snapshot.search(&*lowered, &visible, &wanted))?;
            let is_empty = answer.total.unwrap_or_default() == 0;
            if !is_empty || eased.is_none() {
                eased = Some((ease, query, answer));
            }
            if !is_empty {
                break;
            }
        }
        let (ease, query, mut answer) = eased.ok_or(Error::PageMark)?;
        let is_more = answer.best.len() > search.count;
        answer.best.truncate(search.count);
        let last = answer.best.last().filter(|_| is_more);
        let next = last.map(|last| {
            let statistics = std::mem::take(&mut answer.statistics);
            let cursor = index::Cursor { statistics, place: last.place };
            PageMark { cursor, since, ease }.text(&bound)
        });
        let seqs: Vec<u64> = answer.best.iter().map(|hit| hit.seq).collect();
        let mut explained = match search.explain {
            true => self.heed(snapshot.explain(&query, &visible, &seqs, &wanted))?,
            false => Vec::new(),
        };
        explained.resize_with(seqs.len(), Explained::default);
        let did_you_mean = self.heed(snapshot.did_you_mean(&read, &visible))?;
        let reports = self.release_hits(serving, &answer, explained, Some(&search.query))?;
        let Answer { total, facets, months, .. } = answer;
        let total = total.unwrap_or_default();
        let narrowed = read.narrowed(self.thesaurus());
        Ok(Found { query, ease, total, reports, facets, months, next, narrowed, did_you_mean })
    }

    /// Finds reports that say what a report says, as far as the recipient may have it; nothing where
    /// they may not.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub fn similar(
        &self,
        by: Caller<'_>,
        cited: &str,
        manner: Manner,
        count: usize,
    ) -> Result<Option<Vec<FoundReport>>> {
        // What it says is given to nobody here, but it is read in the recipient's name.
        let Some(shown) = self.show(by, cited, Manner::Display)? else { return Ok(None) };
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        let texts = shown.rendition().texts().map(|portion| portion.text.as_str());
        let likened = Likened { cited: without_version(cited), is_here: true };
        let query = self.heed(snapshot.similar(texts, likened, &visible))?;
        let wanted = Wanted { count, ..Wanted::default() };
        let answer = self.heed(snapshot.search(&*query, &visible, &wanted))?;
        let explained = vec![Explained::default(); answer.best.len()];
        Ok(Some(self.release_hits(serving, &answer, explained, None)?))
    }

    /// How a query that was begun may go on, by what the recipient may see in this manner. The words are
    /// of reports, so that it is recorded as a search is, before they are given.
    ///
    /// # Errors
    /// When the index fails, or it could not be recorded.
    pub fn suggest(
        &self,
        by: Caller<'_>,
        typed: &str,
        manner: Manner,
        count: usize,
    ) -> Result<Vec<Suggestion>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        let suggested = self.heed(snapshot.suggest(typed, &visible, count))?;
        let query = Some(salted(typed)?);
        let log = Log { query, ..self.log(serving, LeafKind::Searched) };
        Granted::release_all(Vec::new(), &log)?;
        Ok(suggested)
    }

    /// The distinct banners of all that the recipient may see in this manner, as they see it. Whoever asks
    /// for them gives something that was made from all of it, and records that.
    ///
    /// # Errors
    /// When the index fails.
    pub fn banners_seen(&self, by: Caller<'_>, manner: Manner) -> Result<Vec<String>> {
        let read = index::read("*", Reading::default(), self.thesaurus());
        let read = read.map_err(index::Error::from)?;
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask(serving, &in_force), &self.store.interner());
        let lowered = self.heed(snapshot.lower(&read, &visible))?;
        let facets = &[FacetField::Marking];
        let wanted = Wanted { facets, ..Wanted::default() };
        let answer = self.heed(snapshot.search(&*lowered, &visible, &wanted))?;
        let values = answer.facets.into_iter().flat_map(|facet| facet.counts);
        Ok(values.map(|(banner, _)| banner).collect())
    }

    /// Decides about each hit again, and releases all that may go under one entry.
    fn release_hits(
        &self,
        serving: Serving<'_>,
        answer: &Answer,
        explained: Vec<Explained>,
        query: Option<&str>,
    ) -> Result<Vec<FoundReport>> {
        let in_force = self.store.in_force();
        let ask = ask(serving, &in_force);
        let mut granted: Vec<Granted> = Vec::with_capacity(answer.best.len());
        let mut scored = Vec::with_capacity(answer.best.len());
        let mut bases = BTreeMap::new();
        let reliance = self.reliance(ask);
        for (hit, explained) in answer.best.iter().zip(explained) {
            let Some(report) = self.store.report_at(hit.seq)? else {
                tracing::error!(seq = hit.seq, "the index gave what is not stored");
                continue;
            };
            let (id, acts) = (report.id().clone(), reliance.acts(&report, ask));
            match report.decide(ask) {
                Ok(grant) => {
                    bases.insert(id, Basis::of(grant.decision(), acts));
                    granted.push(grant);
                    scored.push((hit.place.score, explained));
                }
                Err(denial) => {
                    tracing::error!(report.id = %denial.report, "the index gave what is withheld");
                }
            }
        }
        let query = query.map(salted).transpose()?;
        let log = Log { query, bases, ..self.log(serving, LeafKind::Searched) };
        let released = Granted::release_all(granted, &log)?;
        let found = released.into_iter().zip(scored);
        let report = |(released, (score, explained))| FoundReport { released, score, explained };
        Ok(found.map(report).collect())
    }
}

impl Sort {
    fn order(self, now: Timestamp) -> Order {
        match self {
            Self::Newest => Order::Newest,
            Self::Relevance { fresh: false, urgent: false } => Order::Relevance,
            Self::Relevance { fresh, urgent } => Order::Weighted(Weighted {
                freshness: if fresh { FRESHNESS_GAIN } else { 0.0 },
                half_life_days: FRESHNESS_HALF_LIFE_DAYS,
                now,
                precedence: if urgent { URGENCY_GAIN } else { 0.0 },
            }),
        }
    }
}

/// The day, from which newness counts: within one, the same search gives the same scores.
fn today(at: Timestamp) -> Timestamp {
    Timestamp::parse(&at.day()).unwrap_or(at)
}

/// What a page mark is bound to: who searches, what for, and what for.
fn bound(by: Caller<'_>, search: &Search) -> Vec<u8> {
    let Caller { recipient, purpose, matter, by: _ } = by;
    let Search { query, reading, sort, .. } = search;
    let matter = matter.unwrap_or_default();
    let of = (recipient.id.as_str(), purpose.name(), matter, query, reading.names, sort);
    Sha256::digest(format!("{of:?}")).to_vec()
}

/// A query may itself be sensitive: the ledger has a salted hash of it.
pub(super) fn salted(query: &str) -> Result<String> {
    let salt = Entropy.bytes()?;
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(query);
    Ok(format!("{}:{}", hex::encode(salt), hex::encode(hash.finalize())))
}

const FACETS: [FacetField; 6] = [
    FacetField::Originator,
    FacetField::Kind,
    FacetField::Topic,
    FacetField::Place,
    FacetField::Person,
    FacetField::Marking,
];

/// What a report of today gains over one of long ago: it counts twice.
const FRESHNESS_GAIN: f32 = 1.0;
const FRESHNESS_HALF_LIFE_DAYS: f32 = 30.0;
/// What a flash report gains over a routine one.
const URGENCY_GAIN: f32 = 1.0;
