//! What the words of the index say to a viewer: queries carried out, completions, corrections, what
//! is similar. All of it over visible documents alone.

use std::collections::BTreeMap;

use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analysis::{Language, exact, is_plain, language_of, lower, stem, words};
use crate::index::Snapshot;
use crate::query::{Expand, Lowering, Manner, What};
use crate::seen::Seen;
use crate::statistics::ViewerStatistics;
use crate::viewers::Notes;
use crate::{Parsed, Result, Visible};

/// A word or a value that goes on from what was typed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suggestion {
    /// The query with it.
    pub query: String,
    /// In how many reports that the viewer may see it stands.
    pub reports: u64,
}

/// Which report others are likened to.
#[derive(Clone, Copy, Debug)]
pub struct Likened<'a> {
    /// `ORIGINATOR SERIAL`: it is not found itself.
    pub cited: &'a str,
    /// Whether it is in the index, so that each of its words stands in one report at least.
    pub is_here: bool,
}

impl Snapshot<'_> {
    /// A query as the engine carries it out for a viewer.
    ///
    /// # Errors
    /// When the engine fails, or when a word has too many forms that the viewer may see.
    pub fn lower(&self, parsed: &Parsed, visible: &Visible) -> Result<Box<dyn Query>> {
        self.look(visible, |looking| looking.lowering().query(parsed))
    }

    /// What may be meant by words that stand in no report that the viewer may see: the query with
    /// the nearest that do.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn did_you_mean(&self, parsed: &Parsed, visible: &Visible) -> Result<Option<String>> {
        self.look(visible, |looking| looking.did_you_mean(parsed))
    }

    /// How what was typed may go on, the most frequent first.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn suggest(&self, typed: &str, visible: &Visible, count: usize) -> Result<Vec<Suggestion>> {
        self.look(visible, |looking| looking.suggest(typed, count))
    }

    /// A query for reports that say what these texts say, but for one report.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn similar<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
        of: Likened<'_>,
        visible: &Visible,
    ) -> Result<Box<dyn Query>> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for text in texts {
            let language = language_of(text);
            for (word, _) in words(text) {
                let small = lower(word);
                if !is_plain(&small) {
                    *counts.entry(stem(&small, language)).or_default() += 1;
                }
            }
        }
        self.look(visible, |looking| looking.similar(counts, of))
    }

    pub(crate) fn look<T>(
        &self,
        visible: &Visible,
        work: impl FnOnce(&Looking<'_>) -> Result<T>,
    ) -> Result<T> {
        let Self { searcher, index } = self;
        let notes = index.viewers.notes(searcher)?;
        let seen = index.viewers.seen(&notes, visible);
        let statistics = ViewerStatistics::new(searcher, &seen, None);
        let frequency = |term: &Term| statistics.frequency(term);
        let fields = &index.fields;
        work(&Looking { fields, searcher, notes: &notes, seen: &seen, frequency: &frequency })
    }
}

/// One viewer's look at the words of the index.
pub(crate) struct Looking<'a> {
    fields: &'a crate::fields::Fields,
    pub(crate) searcher: &'a Searcher,
    pub(crate) notes: &'a Notes,
    pub(crate) seen: &'a Seen,
    frequency: &'a dyn Fn(&Term) -> tantivy::Result<u64>,
}

impl Looking<'_> {
    pub(crate) fn lowering(&self) -> Lowering<'_> {
        let Self { fields, searcher, frequency, .. } = *self;
        Lowering { fields, searcher: Some(searcher), frequency }
    }

    fn expand(&self, field: Field) -> Expand<'_> {
        Expand { searcher: Some(self.searcher), frequency: self.frequency, field }
    }

    fn seen(&self, field: Field, text: &str) -> Result<u64> {
        Ok((self.frequency)(&Term::from_field_text(field, text))?)
    }

    fn did_you_mean(&self, parsed: &Parsed) -> Result<Option<String>> {
        let text = self.fields.text;
        let mut meant = String::new();
        let mut at = 0;
        for leaf in parsed.sought() {
            let What::Text { text: word, manner: Manner::Stem } = &leaf.what else { continue };
            // Of a word with synonyms the leaves stand at one place.
            if words(word).count() != 1 || leaf.at.start < at {
                continue;
            }
            let small = lower(word);
            let mut is_seen = false;
            for language in Language::all() {
                is_seen = is_seen || self.seen(text, &stem(&small, language))? > 0;
            }
            if is_seen {
                continue;
            }
            let mut near = Vec::new();
            for like in self.expand(text).like(&small, EDITS_MAX)? {
                near.push((like.weight, self.seen(text, &like.text)?, like.text));
            }
            near.sort_by(|(a, of_a, one), (b, of_b, other)| {
                b.total_cmp(a).then(of_b.cmp(of_a)).then_with(|| one.cmp(other))
            });
            let Some((.., nearest)) = near.into_iter().next() else { continue };
            meant.push_str(parsed.text().get(at..leaf.at.start).unwrap_or_default());
            meant.push_str(nearest.trim_start_matches('='));
            at = leaf.at.end;
        }
        meant.push_str(parsed.text().get(at..).unwrap_or_default());
        Ok((at > 0).then_some(meant))
    }

    fn suggest(&self, typed: &str, count: usize) -> Result<Vec<Suggestion>> {
        let begun = typed.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"'));
        let begun = begun.into_iter().next().unwrap_or_default();
        let (kept, begun) = typed.split_at_checked(typed.len() - begun.len()).unwrap_or_default();
        let (sign, value) = match begun.split_once(':') {
            Some((_, value)) => (begun.strip_suffix(value).unwrap_or_default(), value),
            None => {
                begun.split_at(begun.len() - begun.trim_start_matches(['-', '+', '=', '~']).len())
            }
        };
        if value.chars().count() < SUGGESTED_LETTERS_MIN && !sign.ends_with(':') {
            return Ok(Vec::new());
        }
        let fields = self.fields;
        let (field, small) = match sign.trim_start_matches(['-', '+']) {
            "originator:" => (fields.originator, value.to_uppercase()),
            "kind:" => (fields.kind, value.to_lowercase()),
            "topic:" => (fields.topic, value.to_lowercase()),
            "person:" => (fields.person, lower(value)),
            "place:" => (fields.place, lower(value)),
            _ if sign.ends_with(':') => return Ok(Vec::new()),
            _ => (fields.text, lower(value)),
        };
        let found = if field == fields.text {
            self.expand(field).words(&small, |_| true)?
        } else {
            self.expand(field).values(&small)?
        };
        let mut all = Vec::new();
        for word in found {
            let term = if field == fields.text { exact(&word) } else { word.clone() };
            all.push((self.seen(field, &term)?, word));
        }
        all.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        let all = all.into_iter().take(count);
        let all =
            all.map(|(reports, word)| Suggestion { query: format!("{kept}{sign}{word}"), reports });
        Ok(all.collect())
    }

    fn similar(&self, counts: BTreeMap<String, u64>, of: Likened<'_>) -> Result<Box<dyn Query>> {
        let text = self.fields.text;
        let mut counts: Vec<(u64, String)> =
            counts.into_iter().map(|(word, n)| (n, word)).collect();
        counts.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        counts.truncate(SIMILAR_LOOKED_AT);
        let mut telling = Vec::new();
        for (count, word) in counts {
            let seen = self.seen(text, &word)?;
            // What stands in that report alone finds no other.
            if seen > u64::from(of.is_here) {
                telling.push((telling_of(count, seen, self.seen.docs), word));
            }
        }
        telling.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
        telling.truncate(SIMILAR_WORDS);
        if telling.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let words = telling.into_iter().map(|(_, word)| -> Box<dyn Query> {
            let term = Term::from_field_text(text, &word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        });
        let any: Box<dyn Query> = Box::new(BooleanQuery::union(words.collect()));
        let itself = Term::from_field_text(self.fields.id, of.cited);
        let itself: Box<dyn Query> = Box::new(TermQuery::new(itself, IndexRecordOption::Basic));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, any), (Occur::MustNot, itself)])))
    }
}

/// How much a word tells of a text that has it so often.
fn telling_of(count: u64, seen: u64, docs: u64) -> f64 {
    let number = |n: u64| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
    number(count).sqrt() * (1.0 + number(docs) / number(seen.max(1))).ln()
}

const EDITS_MAX: usize = 2;
const SUGGESTED_LETTERS_MIN: usize = 2;
const SIMILAR_LOOKED_AT: usize = 400;
const SIMILAR_WORDS: usize = 16;
