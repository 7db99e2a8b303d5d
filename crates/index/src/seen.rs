//! What a viewer sees of the index at one moment: the same for all their searches until it changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::Visible;
use crate::statistics::frequency;
use crate::viewers::{Notes, SegmentState};
use crate::visible::VisibleDocs;

/// The documents that a viewer sees in each segment, and what they are together.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Which segments, in the order of the searcher.
    states: Vec<SegmentState>,
    /// In the same order.
    pub(crate) segments: Vec<Arc<VisibleDocs>>,
    /// How many, without deleted ones.
    pub(crate) docs: u64,
    /// The fields whose documents have lengths.
    pub(crate) measured: Vec<Field>,
    /// How many words they have in each of those.
    pub(crate) tokens: Vec<u64>,
    /// How many of them have a word, as far as somebody asked of late.
    frequencies: Mutex<HashMap<Term, u64>>,
}

impl Seen {
    /// Puts it together; of segments that the viewer was looked up in before, what was found stays.
    pub(crate) fn of(notes: &Notes, visible: &Visible, before: Option<&Self>) -> Self {
        let known = |state: &SegmentState| {
            let before = before?;
            let at = before.states.iter().position(|known| known == state)?;
            before.segments.get(at).cloned()
        };
        let all = notes.states.iter().zip(&notes.segments);
        let segments: Vec<_> = all
            .map(|(state, notes)| {
                known(state).unwrap_or_else(|| Arc::new(VisibleDocs::of(&notes.runs, visible)))
            })
            .collect();
        let tokens_of =
            |at: usize| segments.iter().filter_map(move |segment| segment.tokens.get(at)).sum();
        Self {
            states: notes.states.clone(),
            docs: segments.iter().map(|segment| segment.docs).sum(),
            tokens: (0..notes.measured.len()).map(tokens_of).collect(),
            measured: notes.measured.clone(),
            segments,
            frequencies: Mutex::default(),
        }
    }

    /// Whether it is of these segments.
    pub(crate) fn is_of(&self, notes: &Notes) -> bool {
        self.states == notes.states
    }

    /// How many of the documents have a word: counted once in each segment.
    pub(crate) fn frequency(&self, searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
        let kept = || self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(term) {
            return Ok(*known);
        }
        let all = searcher.segment_readers().iter().zip(&self.segments);
        let mut sum = 0;
        for (segment, docs) in all {
            sum += frequency(segment, docs, term)?;
        }
        let mut kept = kept();
        if kept.len() >= FREQUENCIES_KEPT_MAX {
            kept.clear();
        }
        kept.insert(term.clone(), sum);
        Ok(sum)
    }
}

const FREQUENCIES_KEPT_MAX: usize = 1_000;
