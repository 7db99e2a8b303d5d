//! What is kept between searches: where views stand in each segment, and what each viewer sees.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader};

use crate::blocks::Blocks;
use crate::names::{Names, Values};
use crate::runs::{Runs, measured};
use crate::seen::Seen;
use crate::top::Columns;
use crate::{Result, Visible};

/// A segment as it is: its id, and how many deletions it has seen.
pub(crate) type SegmentState = (SegmentId, Option<u64>);

/// The segments and the viewers of late, each with what was worked out for them.
#[derive(Debug, Default)]
pub(crate) struct Viewers {
    latest: Mutex<Arc<Notes>>,
    viewers: Mutex<HashMap<u64, Arc<Seen>>>,
    /// The values of facets.
    pub(crate) names: Names,
}

/// What all viewers share of the segments of a searcher, in its order.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) states: Vec<SegmentState>,
    /// The fields whose documents have lengths.
    pub(crate) measured: Vec<Field>,
    pub(crate) segments: Vec<Arc<SegmentNotes>>,
}

/// What all viewers share of a segment.
#[derive(Debug)]
pub(crate) struct SegmentNotes {
    pub(crate) runs: Arc<Runs>,
    /// What ranks its documents.
    pub(crate) columns: Columns,
    /// How its words' postings are parted.
    pub(crate) blocks: Blocks,
    /// The numbers of its facets' values.
    pub(crate) values: Values,
}

impl Viewers {
    /// What is shared of each segment of a searcher. Of segments that are gone, nothing is kept.
    pub(crate) fn notes(&self, searcher: &Searcher) -> Result<Arc<Notes>> {
        let latest = Arc::clone(&locked(&self.latest));
        let states = || searcher.segment_readers().iter().map(state);
        if !latest.measured.is_empty() && latest.states.iter().copied().eq(states()) {
            return Ok(latest);
        }
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let known = latest.states.iter().position(|known| *known == state(segment));
            segments.push(match known.and_then(|at| latest.segments.get(at)) {
                Some(found) => Arc::clone(found),
                None => {
                    let (blocks, values) = (Blocks::default(), Values::default());
                    let columns = Columns::of(segment)?;
                    Arc::new(SegmentNotes { runs: Runs::of(segment)?, columns, blocks, values })
                }
            });
        }
        let measured = measured(searcher.schema()).collect();
        let notes = Arc::new(Notes { states: states().collect(), measured, segments });
        *locked(&self.latest) = Arc::clone(&notes);
        Ok(notes)
    }

    /// What a viewer sees of the segments of a searcher.
    pub(crate) fn seen(&self, notes: &Notes, visible: &Visible) -> Arc<Seen> {
        let before = locked(&self.viewers).get(&visible.entitlement()).cloned();
        if let Some(seen) = before.as_ref().filter(|seen| seen.is_of(notes)) {
            return Arc::clone(seen);
        }
        // Nobody else waits for it: where two work out the same, the later one is kept.
        let seen = Arc::new(Seen::of(notes, visible, before.as_deref()));
        let mut viewers = locked(&self.viewers);
        if viewers.len() >= VIEWERS_KEPT_MAX && !viewers.contains_key(&visible.entitlement()) {
            viewers.clear();
        }
        viewers.insert(visible.entitlement(), Arc::clone(&seen));
        seen
    }
}

fn state(segment: &SegmentReader) -> SegmentState {
    (segment.segment_id(), segment.delete_opstamp())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const VIEWERS_KEPT_MAX: usize = 512;
