//! Why a report stands where it does among the hits of a query.

use std::collections::HashMap;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, DocSet, Score, SegmentReader, TERMINATED};

use crate::fields::SEQ;
use crate::index::Snapshot;
use crate::plan::Planner;
use crate::statistics::ViewerStatistics;
use crate::words::Looking;
use crate::{Order, Parsed, Result, Visible, Wanted};

/// What the score of a hit is made of: together it is the score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// What each part of the query adds that says what is wanted.
    pub parts: Vec<Part>,
    /// What is added because the report is new; 0 where newness was not to count.
    pub freshness: Score,
    /// What is added because the report is urgent; 0 where urgency was not to count.
    pub precedence: Score,
}

/// What one part of a query adds to the score of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The part, as typed.
    pub text: String,
    /// What it adds; 0 where it only says which reports are wanted.
    pub score: Score,
    /// How many reports that the viewer may see match it.
    pub reports: u64,
}

impl Snapshot<'_> {
    /// What the scores of hits are made of, as they were found with `wanted`: on a later page by the
    /// statistics of the first. What is new is added to all parts together.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn explain(
        &self,
        parsed: &Parsed,
        visible: &Visible,
        seqs: &[u64],
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Explained>> {
        self.look(visible, |looking| {
            let frozen = wanted.after.as_ref().map(|cursor| &cursor.statistics);
            let first = ViewerStatistics::new(looking.searcher, looking.seen, frozen);
            // The whole query asks for its words in the order in which they were kept.
            let planner =
                Planner { statistics: &first, searcher: looking.searcher, is_scored: true };
            planner.plan(&*looking.lowering().query(parsed)?)?;
            let statistics = first.by_word();
            let addresses = looking.addresses(seqs)?;
            let mut all = vec![Explained::default(); seqs.len()];
            for leaf in parsed.sought() {
                let query = looking.lowering().leaf(leaf, parsed.text())?;
                let counted = Wanted { total: true, ..Wanted::default() };
                let reports = self.search(&*query, visible, &counted)?.total.unwrap_or_default();
                let scoring =
                    EnableScoring::enabled_from_statistics_provider(&statistics, looking.searcher);
                let weight = query.weight(scoring)?;
                let text = parsed.text().get(leaf.at.clone()).unwrap_or_default();
                for (explained, seq) in all.iter_mut().zip(seqs) {
                    let Some(address) = addresses.get(seq) else { continue };
                    if let Some(score) = looking.score(&*weight, *address)? {
                        explained.parts.push(Part { text: text.to_owned(), score, reports });
                    }
                }
            }
            for (explained, seq) in all.iter_mut().zip(seqs) {
                if let Some(address) = addresses.get(seq) {
                    looking.gain(explained, *address, &wanted.order);
                }
            }
            Ok(all)
        })
    }
}

impl Looking<'_> {
    /// Where the viewer's view of each report stands.
    fn addresses(&self, seqs: &[u64]) -> Result<HashMap<u64, DocAddress>> {
        let mut found = HashMap::new();
        let segments = (0_u32..).zip(self.searcher.segment_readers()).zip(&self.seen.segments);
        for ((ord, segment), visible) in segments {
            let column = segment.fast_fields().u64(SEQ)?;
            let mut walk = visible.walk(segment);
            let mut doc = walk.seek(0);
            while doc != TERMINATED {
                if let Some(seq) = column.first(doc).filter(|seq| seqs.contains(seq)) {
                    found.insert(seq, DocAddress::new(ord, doc));
                }
                doc = walk.seek(doc + 1);
            }
        }
        Ok(found)
    }

    /// What a part of a query gives a document; nothing where it does not match.
    fn score(&self, weight: &dyn Weight, at: DocAddress) -> Result<Option<Score>> {
        let segment: &SegmentReader = self.searcher.segment_reader(at.segment_ord);
        let mut scorer = weight.scorer(segment, 1.0)?;
        let doc = if scorer.doc() < at.doc_id { scorer.seek(at.doc_id) } else { scorer.doc() };
        Ok((doc == at.doc_id).then(|| scorer.score()))
    }

    /// What newness and urgency add to what the parts gave.
    fn gain(&self, explained: &mut Explained, at: DocAddress, order: &Order) {
        let Order::Weighted(weighted) = order else { return };
        let Some(notes) = self.notes.segments.get(at.segment_ord as usize) else { return };
        let base: Score = explained.parts.iter().map(|part| part.score).sum();
        let (freshness, precedence) = weighted.gains(&notes.columns, at.doc_id);
        explained.freshness = base * freshness;
        explained.precedence = base * precedence;
    }
}

#[cfg(test)]
mod tests;
