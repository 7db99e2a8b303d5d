//! What is kept of each viewer between searches: visible documents and word frequencies.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use crate::fields::Fields;
use crate::visible::VisibleDocs;
use crate::{Result, Visible};

/// A segment as it is: its id, and how many deletions it has seen.
type SegmentState = (SegmentId, Option<u64>);

/// The viewers of late, each with what was worked out for them.
#[derive(Debug, Default)]
pub(crate) struct Viewers(Mutex<HashMap<u64, Viewer>>);

#[derive(Debug, Default)]
struct Viewer {
    segments: HashMap<SegmentState, Arc<VisibleDocs>>,
    frequencies: HashMap<Term, u64>,
    /// The generation of the index for which the frequencies hold.
    generation: u64,
}

impl Viewers {
    /// The visible documents of each segment of a searcher, in its order.
    pub(crate) fn docs(
        &self,
        searcher: &Searcher,
        visible: &Visible,
        fields: &Fields,
    ) -> Result<Vec<Arc<VisibleDocs>>> {
        let mut viewers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if viewers.len() >= VIEWERS_KEPT_MAX && !viewers.contains_key(&visible.entitlement()) {
            viewers.clear();
        }
        let viewer = viewers.entry(visible.entitlement()).or_default();
        let generation = searcher.generation().generation_id();
        if viewer.generation != generation {
            viewer.frequencies.clear();
            viewer.generation = generation;
        }
        let mut kept = HashMap::new();
        let mut docs = Vec::new();
        for segment in searcher.segment_readers() {
            let state = (segment.segment_id(), segment.delete_opstamp());
            let found = match viewer.segments.get(&state) {
                Some(found) => Arc::clone(found),
                None => Arc::new(VisibleDocs::of(segment, visible, fields)?),
            };
            kept.insert(state, Arc::clone(&found));
            docs.push(found);
        }
        viewer.segments = kept;
        Ok(docs)
    }

    /// How many visible documents hold a word. Worked out once for each generation of the index:
    /// about 1.5 ns for each document that holds it.
    pub(crate) fn frequency(
        &self,
        searcher: &Searcher,
        entitlement: u64,
        docs: &[Arc<VisibleDocs>],
        term: &Term,
    ) -> tantivy::Result<u64> {
        let generation = searcher.generation().generation_id();
        if let Some(known) = self.known(entitlement, generation, term) {
            return Ok(known);
        }
        let mut frequency = 0;
        for (segment, visible) in searcher.segment_readers().iter().zip(docs) {
            let inverted = segment.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                frequency += u64::from(visible.holds(doc));
                doc = postings.advance();
            }
        }
        let mut viewers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(viewer) = viewers.get_mut(&entitlement)
            && viewer.generation == generation
            && viewer.frequencies.len() < FREQUENCIES_KEPT_MAX
        {
            viewer.frequencies.insert(term.clone(), frequency);
        }
        Ok(frequency)
    }

    fn known(&self, entitlement: u64, generation: u64, term: &Term) -> Option<u64> {
        let viewers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let viewer = viewers.get(&entitlement).filter(|v| v.generation == generation)?;
        viewer.frequencies.get(term).copied()
    }
}

const VIEWERS_KEPT_MAX: usize = 512;
const FREQUENCIES_KEPT_MAX: usize = 100_000;
