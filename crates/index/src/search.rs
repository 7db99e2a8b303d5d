//! The best hits of a query among what a viewer may see. Nothing else is scored or counted.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, Score, Searcher, SegmentReader};

use crate::Result;
use crate::fields::SEQ;
use crate::statistics::ViewerStatistics;
use crate::visible::VisibleDocs;

/// One hit: which report, and how well it matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The sequence number of the report, for looking it up; it is not for showing.
    pub seq: u64,
    /// BM25 over what the viewer may see.
    pub score: Score,
}

/// The hits of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// The best, best first; among equals the newest first.
    pub best: Vec<Hit>,
    /// How many there are in all, if it was asked for.
    pub total: Option<u64>,
}

/// The best `count` hits.
pub(crate) fn best(
    query: &dyn Query,
    searcher: &Searcher,
    statistics: &ViewerStatistics<'_>,
    count: usize,
) -> Result<Vec<Hit>> {
    if count == 0 || statistics.visible_docs() == 0 {
        return Ok(Vec::new());
    }
    let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
    let weight = query.weight(scoring)?;
    let mut top = Top { kept: BinaryHeap::with_capacity(count + 1), count };
    for (segment, visible) in searcher.segment_readers().iter().zip(statistics.docs) {
        if visible.docs > 0 {
            collect(&*weight, segment, visible, &mut top)?;
        }
    }
    Ok(top.into_hits())
}

fn collect(
    weight: &dyn Weight,
    segment: &SegmentReader,
    visible: &VisibleDocs,
    top: &mut Top,
) -> Result<()> {
    let seqs: Column<u64> = segment.fast_fields().u64(SEQ)?;
    let mut threshold = top.threshold();
    weight.for_each_pruning(threshold, segment, &mut |doc: DocId, score: Score| {
        // As the engine drops deleted documents: the threshold stands, nothing is learned.
        if visible.holds(doc) {
            top.offer(score, seqs.first(doc).unwrap_or_default());
            threshold = top.threshold();
        }
        threshold
    })?;
    Ok(())
}

/// How many visible documents match.
pub(crate) fn count(
    query: &dyn Query,
    searcher: &Searcher,
    docs: &[Arc<VisibleDocs>],
) -> Result<u64> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut total = 0;
    for (segment, visible) in searcher.segment_readers().iter().zip(docs) {
        if visible.docs > 0 {
            weight.for_each_no_score(segment, &mut |matching| {
                total += matching.iter().map(|doc| u64::from(visible.holds(*doc))).sum::<u64>();
            })?;
        }
    }
    Ok(total)
}

/// The best hits so far; the worst of them on top of the heap.
struct Top {
    kept: BinaryHeap<Reverse<Ranked>>,
    count: usize,
}

impl Top {
    /// Scores at or below this need not be offered. An equal score must be: a newer report wins.
    fn threshold(&self) -> Score {
        match self.kept.peek() {
            Some(Reverse(worst)) if self.kept.len() == self.count => worst.score.next_down(),
            Some(_) | None => Score::MIN,
        }
    }

    fn offer(&mut self, score: Score, seq: u64) {
        self.kept.push(Reverse(Ranked { score, seq }));
        if self.kept.len() > self.count {
            self.kept.pop();
        }
    }

    fn into_hits(self) -> Vec<Hit> {
        let ranked = self.kept.into_sorted_vec();
        ranked.into_iter().map(|Reverse(Ranked { score, seq })| Hit { seq, score }).collect()
    }
}

struct Ranked {
    score: Score,
    seq: u64,
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then(self.seq.cmp(&other.seq))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}
