//! What is kept between searches: where views stand in each segment, and what each viewer sees.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use crate::blocks::Blocks;
use crate::names::{Names, Values};
use crate::runs::Runs;
use crate::visible::VisibleDocs;
use crate::{Result, Visible};

/// A segment as it is: its id, and how many deletions it has seen.
type SegmentState = (SegmentId, Option<u64>);

/// The segments and the viewers of late, each with what was worked out for them.
#[derive(Debug, Default)]
pub(crate) struct Viewers {
    segments: Mutex<HashMap<SegmentState, Arc<SegmentNotes>>>,
    viewers: Mutex<HashMap<u64, HashMap<SegmentState, Arc<VisibleDocs>>>>,
    /// The values of facets.
    pub(crate) names: Names,
}

/// What all viewers share of a segment.
#[derive(Debug)]
pub(crate) struct SegmentNotes {
    runs: Arc<Runs>,
    /// How its words' postings are parted.
    pub(crate) blocks: Blocks,
    /// The numbers of its facets' values.
    pub(crate) values: Values,
}

impl Viewers {
    /// What is shared of each segment of a searcher, in its order. Of segments that are gone,
    /// nothing is kept.
    pub(crate) fn notes(&self, searcher: &Searcher) -> Result<Vec<Arc<SegmentNotes>>> {
        let known = locked(&self.segments).clone();
        let mut missing = false;
        let mut notes = Vec::new();
        for segment in searcher.segment_readers() {
            notes.push(match known.get(&state(segment)) {
                Some(found) => Arc::clone(found),
                None => {
                    missing = true;
                    let (blocks, values) = (Blocks::default(), Values::default());
                    Arc::new(SegmentNotes { runs: Runs::of(segment)?, blocks, values })
                }
            });
        }
        if missing {
            let mut segments = locked(&self.segments);
            // Searches that began before a commit still use segments that are gone.
            if segments.len() > notes.len() * 2 + SEGMENTS_GONE_MAX {
                segments.clear();
            }
            segments
                .extend(searcher.segment_readers().iter().map(state).zip(notes.iter().cloned()));
        }
        Ok(notes)
    }

    /// The visible documents of each segment of a searcher, in its order.
    pub(crate) fn docs(
        &self,
        searcher: &Searcher,
        notes: &[Arc<SegmentNotes>],
        visible: &Visible,
    ) -> Vec<Arc<VisibleDocs>> {
        let mut viewers = locked(&self.viewers);
        if viewers.len() >= VIEWERS_KEPT_MAX && !viewers.contains_key(&visible.entitlement()) {
            viewers.clear();
        }
        let viewer = viewers.entry(visible.entitlement()).or_default();
        let mut docs = Vec::new();
        for (segment, notes) in searcher.segment_readers().iter().zip(notes) {
            let found = viewer
                .entry(state(segment))
                .or_insert_with(|| Arc::new(VisibleDocs::of(&notes.runs, visible)));
            docs.push(Arc::clone(found));
        }
        if viewer.len() > docs.len() * 2 + SEGMENTS_GONE_MAX {
            let states = searcher.segment_readers().iter().map(state);
            *viewer = states.zip(docs.iter().cloned()).collect();
        }
        docs
    }
}

fn state(segment: &SegmentReader) -> SegmentState {
    (segment.segment_id(), segment.delete_opstamp())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const VIEWERS_KEPT_MAX: usize = 512;
const SEGMENTS_GONE_MAX: usize = 16;
