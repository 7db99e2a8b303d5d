//! Words near one another, in any order.
//!
//! The engine's own proximity query takes the words in the order of how frequent they are, hidden
//! documents included, and of three words or more that changes what matches. This one looks at the
//! positions alone.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Finds documents in which a form of each word stands within a stretch that has at most so many
/// other words.
#[derive(Clone, Debug)]
pub(crate) struct NearQuery {
    /// For each word its forms, the most telling of its frequency first.
    pub(crate) slots: Vec<Vec<Term>>,
    /// How many other words may stand between.
    pub(crate) apart: usize,
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let telling: Vec<Term> =
            self.slots.iter().filter_map(|forms| forms.first().cloned()).collect();
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, &telling)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(NearWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.slots.iter().flatten().for_each(|term| visitor(term, true));
    }
}

struct NearWeight {
    query: NearQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut slots = Vec::new();
        let mut lengths = FieldNormReader::constant(reader.max_doc(), 1);
        for forms in &self.query.slots {
            let mut postings = Vec::new();
            for term in forms {
                let inverted = reader.inverted_index(term.field())?;
                let option = IndexRecordOption::WithFreqsAndPositions;
                postings.extend(inverted.read_postings(term, option)?);
                if let Some(found) = reader.fieldnorms_readers().get_field(term.field())? {
                    lengths = found;
                }
            }
            if postings.is_empty() {
                return Ok(Box::new(EmptyScorer));
            }
            slots.push(Slot { postings, positions: Vec::new() });
        }
        let bm25 = self.bm25.as_ref().map(|bm25| bm25.boost_by(boost));
        let (apart, occurrences) = (self.query.apart, 0);
        let mut scorer =
            NearScorer { slots, apart, bm25, lengths, doc: 0, occurrences, merged: Vec::new() };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score =
            if scorer.doc() <= doc && scorer.seek(doc) == doc { scorer.score() } else { 0.0 };
        Ok(Explanation::new("words near one another", score))
    }
}

/// One word in its forms.
struct Slot {
    postings: Vec<SegmentPostings>,
    positions: Vec<u32>,
}

impl Slot {
    /// The first document from one on that has a form of the word.
    fn seek(&mut self, doc: DocId) -> DocId {
        let mut first = TERMINATED;
        for postings in &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            first = first.min(postings.doc());
        }
        first
    }
}

struct NearScorer {
    slots: Vec<Slot>,
    apart: usize,
    bm25: Option<Bm25Weight>,
    lengths: FieldNormReader,
    doc: DocId,
    /// In how many stretches of the document the words stand.
    occurrences: u32,
    /// Positions with the word that stands there.
    merged: Vec<(u32, usize)>,
}

impl NearScorer {
    /// Goes to the first match that is not before a document.
    fn settle(&mut self, from: DocId) -> DocId {
        let mut doc = from;
        loop {
            let mut target = doc;
            for slot in &mut self.slots {
                target = slot.seek(target);
                if target == TERMINATED {
                    break;
                }
            }
            if target == TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            if target != doc {
                doc = target;
                continue;
            }
            self.occurrences = self.count(doc);
            if self.occurrences > 0 {
                self.doc = doc;
                return doc;
            }
            doc += 1;
        }
    }

    /// How many stretches there are that have every word and at most so many others. A word of one
    /// stretch is not of the next.
    fn count(&mut self, doc: DocId) -> u32 {
        self.merged.clear();
        for (at, slot) in self.slots.iter_mut().enumerate() {
            for postings in slot.postings.iter_mut().filter(|postings| postings.doc() == doc) {
                postings.positions(&mut slot.positions);
                self.merged.extend(slot.positions.iter().map(|position| (*position, at)));
            }
        }
        self.merged.sort_unstable();
        self.merged.dedup();
        stretches(&self.merged, self.slots.len(), self.apart)
    }
}

/// How many stretches of positions have each of so many words, and at most so many others.
fn stretches(places: &[(u32, usize)], words: usize, apart: usize) -> u32 {
    let length_max = words.saturating_add(apart);
    let mut last: Vec<Option<u32>> = vec![None; words];
    let (mut from, mut count) = (0, 0);
    for (position, word) in places {
        if *position < from {
            continue;
        }
        if let Some(last) = last.get_mut(*word) {
            *last = Some(*position);
        }
        let Some(first) = last.iter().copied().min().flatten() else { continue };
        let length = usize::try_from(position - first).unwrap_or(usize::MAX).saturating_add(1);
        // Several words at one position are one word.
        if length <= length_max && length >= words {
            count += 1;
            from = position + 1;
            last.fill(None);
        }
    }
    count
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.settle(self.doc.saturating_add(1).min(TERMINATED))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let slots = self.slots.iter();
        let sizes = slots.map(|slot| slot.postings.iter().map(DocSet::size_hint).sum());
        sizes.min().unwrap_or_default()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        let length = self.lengths.fieldnorm_id(self.doc);
        self.bm25.as_ref().map_or(1.0, |bm25| bm25.score(length, self.occurrences))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_have_every_word_and_few_others() {
        let count = |places: &[(u32, usize)], apart| stretches(places, 2, apart);
        assert_eq!(count(&[(1, 0), (2, 1)], 0), 1);
        assert_eq!(count(&[(1, 1), (2, 0)], 0), 1);
        assert_eq!(count(&[(1, 0), (4, 1)], 1), 0);
        assert_eq!(count(&[(1, 0), (4, 1)], 2), 1);
        assert_eq!(count(&[(1, 0), (1, 1)], 5), 0);
        assert_eq!(count(&[(1, 0), (2, 1), (3, 0), (4, 1)], 0), 2);
        assert_eq!(stretches(&[(1, 2), (3, 0), (5, 1)], 3, 2), 1);
        assert_eq!(stretches(&[(1, 2), (3, 0), (6, 1)], 3, 2), 0);
    }
}
