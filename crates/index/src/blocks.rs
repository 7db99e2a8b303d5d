//! How well a block of a word's postings can score for any viewer: what needs no reading is known
//! before it is read.
//!
//! A block has 128 documents. BM25 of a document with frequency `f` and length `l` is
//! `weight / (1 + FLOOR / f + rate * l / f)` with `rate = SLOPE / average length`. The average is the
//! viewer's own, so a block's best cannot be kept; but for each document the denominator is a
//! straight line over `rate`, and the least of straight lines is concave. From the least `1 / f`, the
//! least `l / f` and the least denominator at the segment's own average follows what it cannot be
//! below at any other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, Term};

/// The words of a segment whose blocks are known.
#[derive(Debug, Default)]
pub(crate) struct Blocks(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    words: HashMap<Term, Option<Arc<WordBlocks>>>,
    blocks: usize,
}

/// The blocks of a word.
#[derive(Debug)]
pub(crate) struct WordBlocks {
    pub(crate) info: TermInfo,
    /// The last document of each.
    last: Vec<DocId>,
    bounds: Vec<Bound>,
    /// The rate at the segment's own average length.
    rate: Score,
}

/// What the documents of a block are at least.
#[derive(Clone, Copy, Debug)]
struct Bound {
    /// Of `FLOOR / f`.
    floor: Score,
    /// Of `l / f`.
    slope: Score,
    /// Of `FLOOR / f + rate * l / f` at the segment's rate.
    both: Score,
}

impl Blocks {
    /// Those of a word; `None` when no document has it.
    pub(crate) fn of(
        &self,
        term: &Term,
        inverted: &InvertedIndexReader,
        lengths: &FieldNormReader,
    ) -> tantivy::Result<Option<Arc<WordBlocks>>> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().words.get(term) {
            return Ok(known.clone());
        }
        let found = match inverted.get_term_info(term)? {
            Some(info) => Some(Arc::new(WordBlocks::of(info, inverted, lengths)?)),
            None => None,
        };
        let mut kept = kept();
        if kept.blocks > BLOCKS_KEPT_MAX || kept.words.len() > WORDS_KEPT_MAX {
            *kept = Kept::default();
        }
        kept.blocks += found.as_ref().map_or(0, |found| found.last.len());
        kept.words.insert(term.clone(), found.clone());
        Ok(found)
    }
}

impl WordBlocks {
    /// Reads all of a word's postings once: a few nanoseconds each.
    fn of(
        info: TermInfo,
        inverted: &InvertedIndexReader,
        lengths: &FieldNormReader,
    ) -> tantivy::Result<Self> {
        let docs = Score::max(1.0, lengths.num_docs() as Score);
        let average = Score::max(1.0, inverted.total_num_tokens() as Score / docs);
        let rate = SLOPE / average;
        let mut found = Self { info, last: Vec::new(), bounds: Vec::new(), rate };
        let mut postings = inverted
            .read_block_postings_from_terminfo(&found.info, IndexRecordOption::WithFreqs)?;
        let mut left = found.info.doc_freq as usize;
        while left > 0 {
            let mut bound = Bound { floor: Score::MAX, slope: Score::MAX, both: Score::MAX };
            for (doc, frequency) in postings.docs().iter().zip(postings.freqs()) {
                let length = lengths.fieldnorm(*doc) as Score;
                let once = 1.0 / Score::max(1.0, *frequency as Score);
                bound.floor = bound.floor.min(FLOOR * once);
                bound.slope = bound.slope.min(length * once);
                bound.both = bound.both.min((FLOOR + rate * length) * once);
            }
            let Some(last) = postings.docs().last() else { break };
            found.last.push(*last);
            found.bounds.push(bound);
            left = left.saturating_sub(postings.docs().len());
            if left > 0 {
                postings.advance();
            }
        }
        Ok(found)
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.last.len()
    }

    /// The last document of a block.
    #[inline]
    pub(crate) fn last(&self, block: usize) -> DocId {
        self.last.get(block).copied().unwrap_or(DocId::MAX)
    }

    /// The first block from one on that may have a document or a later one.
    #[inline]
    pub(crate) fn seek(&self, from: usize, doc: DocId) -> usize {
        let rest = self.last.get(from..).unwrap_or_default();
        let near = rest.iter().take(NEAR_BLOCKS).take_while(|last| **last < doc).count();
        if near < NEAR_BLOCKS {
            return from + near;
        }
        from + rest.partition_point(|last| *last < doc)
    }

    /// What no document of a block scores above, for a viewer's weight and rate.
    #[inline]
    pub(crate) fn best(&self, block: usize, weight: Score, rate: Score) -> Score {
        let Some(bound) = self.bounds.get(block) else { return 0.0 };
        let least = if rate <= self.rate {
            let share = rate / self.rate;
            (1.0 - share) * bound.floor + share * bound.both
        } else {
            bound.both + (rate - self.rate) * bound.slope
        };
        weight / (1.0 + least) * ABOVE
    }
}

/// `k1 * (1 - b)` and `k1 * b` of the engine's BM25.
const FLOOR: Score = 1.2 * (1.0 - 0.75);
pub(crate) const SLOPE: Score = 1.2 * 0.75;
/// More than all that is rounded off on the way.
const ABOVE: Score = 1.000_1;
const NEAR_BLOCKS: usize = 8;
const BLOCKS_KEPT_MAX: usize = 1 << 20;
const WORDS_KEPT_MAX: usize = 1 << 16;
