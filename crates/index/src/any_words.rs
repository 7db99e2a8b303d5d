//! Documents with any of some words.
//!
//! A window is a stretch of documents in which no word begins a new block. What its documents can
//! score at best is known unread; and words that cannot make a hit by themselves are looked for only
//! where others are.

use tantivy::{DocId, Score};

use crate::Result;
use crate::found::{Found, Searched};
use crate::plan::Word;
use crate::postings::{WordPostings, each_seen};
use crate::visible::Stretches;

/// Finds them in a segment.
pub(crate) fn find(words: &[&Word], searched: &Searched<'_>, found: &mut Found<'_>) -> Result<()> {
    let mut any = Any { words: Vec::with_capacity(words.len()), scores: vec![0.0; words.len()] };
    for (order, word) in words.iter().enumerate() {
        if let Some(postings) = WordPostings::open(word, searched.segment, searched.notes)? {
            any.words.push(Looked {
                order,
                postings,
                best: 0.0,
                docs: Vec::new(),
                freqs: Vec::new(),
                at: 0,
            });
        }
    }
    let (mut stretches, mut from) = (searched.visible.stretches(), 0);
    while let Some(run) = stretches.seek(from) {
        let Some((first, end)) = any.window(run.start) else { break };
        if first < run.end {
            any.find(run.start, end, &stretches, found);
            from = end;
        } else {
            from = first;
        }
    }
    Ok(())
}

struct Any<'w> {
    /// The least promising first.
    words: Vec<Looked<'w>>,
    /// Of one document, in the order of the query.
    scores: Vec<Score>,
}

/// A word in a window.
struct Looked<'w> {
    /// Its place in the query.
    order: usize,
    postings: WordPostings<'w>,
    best: Score,
    /// Its documents, where they were read.
    docs: Vec<DocId>,
    freqs: Vec<u32>,
    at: usize,
}

impl Any<'_> {
    /// The first document that may be in the window that begins at one, and its end; `None` when there
    /// are no more documents.
    fn window(&mut self, from: DocId) -> Option<(DocId, DocId)> {
        let (mut first, mut end) = (None::<DocId>, DocId::MAX);
        for word in &mut self.words {
            if word.postings.look(from) {
                word.best = word.postings.best();
                end = end.min(word.postings.last().saturating_add(1));
                let begins = word.postings.first();
                first = Some(first.map_or(begins, |first| first.min(begins)));
            } else {
                word.best = 0.0;
            }
        }
        first.map(|first| (first, end))
    }

    fn find(&mut self, from: DocId, end: DocId, stretches: &Stretches<'_>, found: &mut Found<'_>) {
        let sum: Score = self.words.iter().map(|word| word.best).sum();
        let may_rank = found.may_rank(sum * ABOVE);
        if !may_rank && !found.counts() {
            return;
        }
        self.words.sort_by(|a, b| a.best.total_cmp(&b.best));
        let (seldom, leading) = self.parted(found);
        let (others, leads) = self.words.split_at_mut(leading);
        for lead in leads.iter_mut() {
            lead.read(from, end, stretches.clone());
        }
        loop {
            let doc = leads.iter().filter_map(Looked::doc).min();
            let Some(doc) = doc else { return };
            let mut sum = 0.0;
            self.scores.fill(0.0);
            for lead in leads.iter_mut() {
                if lead.doc() == Some(doc) {
                    if may_rank && let Some(place) = self.scores.get_mut(lead.order) {
                        *place = lead.score(doc);
                        sum += *place;
                    }
                    lead.at += 1;
                }
            }
            if found.is_gone(doc) {
                continue;
            }
            found.count(doc);
            if may_rank && found.may_rank((sum + seldom) * ABOVE) {
                for other in others.iter_mut().filter(|other| other.best > 0.0) {
                    let (next, frequency) = other.postings.seek(doc);
                    if next == doc
                        && let Some(place) = self.scores.get_mut(other.order)
                    {
                        *place = other.postings.score(doc, frequency);
                    }
                }
                found.rank(doc, self.scores.iter().sum());
            }
        }
    }

    /// How many words make no hit by themselves, and what they add at most.
    fn parted(&self, found: &Found<'_>) -> (Score, usize) {
        let mut seldom = 0.0;
        if found.counts() {
            return (seldom, 0);
        }
        for (at, word) in self.words.iter().enumerate() {
            if found.may_rank((seldom + word.best) * ABOVE) {
                return (seldom, at);
            }
            seldom += word.best;
        }
        (seldom, self.words.len())
    }
}

impl Looked<'_> {
    fn read(&mut self, from: DocId, end: DocId, mut stretches: Stretches<'_>) {
        self.docs.clear();
        self.freqs.clear();
        self.at = 0;
        if self.best > 0.0 && self.postings.first() < end {
            let (docs, freqs) = self.postings.read(from);
            let docs = match docs.last() {
                Some(last) if *last < end => docs,
                Some(_) | None => {
                    docs.get(..docs.partition_point(|doc| *doc < end)).unwrap_or_default()
                }
            };
            each_seen(docs, &mut stretches, |at| {
                self.docs.extend(docs.get(at));
                self.freqs.extend(freqs.get(at));
            });
        }
    }

    #[inline]
    fn doc(&self) -> Option<DocId> {
        self.docs.get(self.at).copied()
    }

    #[inline]
    fn score(&self, doc: DocId) -> Score {
        self.postings.score(doc, self.freqs.get(self.at).copied().unwrap_or_default())
    }
}

/// More than sums round off.
const ABOVE: Score = 1.000_1;
