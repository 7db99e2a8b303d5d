//! Documents with all of some words: the rarest leads, and the others are looked for in its
//! documents alone.

use tantivy::{DocId, Score};

use crate::Result;
use crate::found::{Found, Searched};
use crate::plan::Word;
use crate::postings::{WordPostings, each_seen};

/// Finds them in a segment.
pub(crate) fn find(words: &[&Word], searched: &Searched<'_>, found: &mut Found<'_>) -> Result<()> {
    let mut all = Vec::with_capacity(words.len());
    for (order, word) in words.iter().enumerate() {
        match WordPostings::open(word, searched.segment, searched.notes)? {
            Some(postings) => all.push((order, postings)),
            None => return Ok(()),
        }
    }
    all.sort_by_key(|(_, postings)| postings.doc_freq());
    let Some(((order, lead), others)) = all.split_first_mut() else { return Ok(()) };
    let mut together = Together { others, scores: vec![0.0; words.len()], lead: *order };
    let (word, lengths) = lead.scorer();
    let (mut stretches, mut from) = (searched.visible.stretches(), 0);
    while let Some(run) = stretches.seek(from) {
        if !lead.look(run.start) {
            break;
        }
        let (first, last) = (lead.first(), lead.last());
        if first >= run.end {
            from = first;
            continue;
        }
        let Some(rest) = together.best(run.start, last) else { return Ok(()) };
        let may_rank = found.may_rank(lead.best() + rest);
        if may_rank || found.counts() {
            let (docs, freqs) = lead.read(run.start);
            let mut known = 0;
            each_seen(docs, &mut stretches, |at| {
                let (Some(doc), Some(freq)) = (docs.get(at), freqs.get(at)) else { return };
                if *doc < known || found.is_gone(*doc) {
                    return;
                }
                let score = word.bm25.score(lengths.fieldnorm_id(*doc), *freq);
                let may_rank = may_rank && found.may_rank(score + rest);
                if may_rank || found.counts() {
                    known = together.look(*doc, score, may_rank, found);
                }
            });
        }
        from = last.saturating_add(1);
    }
    Ok(())
}

/// The words that do not lead.
struct Together<'a, 'w> {
    others: &'a mut [(usize, WordPostings<'w>)],
    /// Of one document, in the order of the query.
    scores: Vec<Score>,
    lead: usize,
}

impl Together<'_, '_> {
    /// What they cannot score above between two documents; `None` when one has no more of them.
    fn best(&mut self, from: DocId, to: DocId) -> Option<Score> {
        let mut sum = 0.0;
        for (_, other) in self.others.iter_mut() {
            if !other.look(from) {
                return None;
            }
            sum += other.best_until(to);
        }
        Some(sum * ABOVE)
    }

    /// Looks whether they are in a document of the lead. Gives the next that may have them.
    #[inline]
    fn look(&mut self, doc: DocId, score: Score, may_rank: bool, found: &mut Found<'_>) -> DocId {
        for (order, other) in self.others.iter_mut() {
            let (next, frequency) = other.seek(doc);
            if next > doc {
                return next;
            }
            if may_rank && let Some(place) = self.scores.get_mut(*order) {
                *place = other.score(doc, frequency);
            }
        }
        found.count(doc);
        if may_rank {
            if let Some(place) = self.scores.get_mut(self.lead) {
                *place = score;
            }
            found.rank(doc, self.scores.iter().sum());
        }
        doc
    }
}

/// More than sums round off.
const ABOVE: Score = 1.000_1;
