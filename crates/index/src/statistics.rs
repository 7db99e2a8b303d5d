//! BM25 statistics of one viewer: over what they may see, and nothing else.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::seen::Seen;
use crate::visible::VisibleDocs;
use crate::wanted::Statistics;

/// Counts of visible documents and words. Consistent with itself: a frequency is counted over the
/// same documents as the total, or BM25 would panic.
pub(crate) struct ViewerStatistics<'a> {
    pub(crate) searcher: &'a Searcher,
    seen: &'a Seen,
    /// Those of the first page, for the pages that follow.
    frozen: Option<&'a Statistics>,
    /// What was asked for and answered so far.
    answered: RefCell<Vec<(Term, u64)>>,
}

impl<'a> ViewerStatistics<'a> {
    pub(crate) fn new(
        searcher: &'a Searcher,
        seen: &'a Seen,
        frozen: Option<&'a Statistics>,
    ) -> Self {
        Self { searcher, seen, frozen, answered: RefCell::default() }
    }

    /// Whether there is anything to be found.
    pub(crate) fn is_empty(&self) -> bool {
        self.seen.docs == 0
    }

    /// How many documents the viewer sees.
    fn total(&self) -> u64 {
        self.frozen.map_or(self.seen.docs, |frozen| frozen.docs)
    }

    fn tokens(&self) -> &[u64] {
        self.frozen.map_or(&self.seen.tokens, |frozen| &frozen.tokens)
    }

    /// What was used, for the cursor of the next page.
    pub(crate) fn used(self) -> Statistics {
        Statistics {
            docs: self.total(),
            tokens: self.tokens().to_vec(),
            frequencies: self.answered.into_inner().into_iter().map(|(_, count)| count).collect(),
        }
    }

    /// The same answers for each word that was asked for, in whatever order it is asked for again.
    pub(crate) fn by_word(self) -> WordStatistics<'a> {
        let known = self.answered.replace(Vec::new()).into_iter().collect();
        WordStatistics { of: self, known }
    }

    /// How many of the documents that the viewer sees now have a word.
    pub(crate) fn frequency(&self, term: &Term) -> tantivy::Result<u64> {
        self.seen.frequency(self.searcher, term)
    }
}

impl Bm25StatisticsProvider for ViewerStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let tokens = self.tokens();
        Ok(match self.seen.measured.iter().position(|measured| *measured == field) {
            Some(at) => tokens.get(at).copied().unwrap_or_default(),
            // The other fields hold one word a document.
            None => self.total(),
        })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.total())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let asked = self.answered.borrow().len();
        let frozen = self.frozen.and_then(|frozen| frozen.frequencies.get(asked));
        let frequency = match frozen {
            Some(frozen) => *frozen,
            None => self.frequency(term)?,
        };
        // Reports that came since the first page count in neither.
        let frequency = frequency.min(self.total());
        self.answered.borrow_mut().push((term.clone(), frequency));
        Ok(frequency)
    }
}

/// The statistics of a query, for its parts alone.
pub(crate) struct WordStatistics<'a> {
    of: ViewerStatistics<'a>,
    known: HashMap<Term, u64>,
}

impl Bm25StatisticsProvider for WordStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.of.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.of.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.known.get(term) {
            Some(known) => Ok(*known),
            None => Ok(self.of.frequency(term)?.min(self.of.total())),
        }
    }
}

/// How many visible documents of a segment hold a word: counted once for each viewer and segment.
pub(crate) fn frequency(
    segment: &SegmentReader,
    visible: &VisibleDocs,
    term: &Term,
) -> tantivy::Result<u64> {
    if visible.docs == 0 {
        return Ok(0);
    }
    visible.frequency(term, || {
        let inverted = segment.inverted_index(term.field())?;
        let Some(info) = inverted.get_term_info(term)? else { return Ok(0) };
        let runs = visible.runs.len() as u64;
        if !segment.has_deletes() && u64::from(info.doc_freq) > runs.saturating_mul(RANK_POSTINGS) {
            // Whole blocks are counted unread.
            let mut blocks =
                inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            let ranks = visible.runs.iter().map(|run| {
                let before = blocks.rank(run.start);
                u64::from(blocks.rank(run.end).saturating_sub(before))
            });
            return Ok(ranks.sum());
        }
        let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        let mut walk = visible.walk(segment);
        let (mut count, mut doc) = (0, postings.doc());
        while doc != TERMINATED {
            let seen = walk.seek(doc);
            if seen == doc {
                count += 1;
                doc = postings.advance();
            } else if seen == TERMINATED {
                break;
            } else {
                doc = postings.seek(seen);
            }
        }
        Ok(count)
    })
}

/// Finding a run's ends in a list costs about as much as reading so many of its postings.
const RANK_POSTINGS: u64 = 64;
