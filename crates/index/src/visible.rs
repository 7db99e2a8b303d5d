//! Which views one viewer sees, and which documents of a segment that makes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use dissemination::ViewId;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use crate::runs::Runs;

/// The views that one recipient sees for one purpose.
#[derive(Clone, Debug)]
pub struct Visible {
    /// Names the entitlement; another one for decisions that were made anew.
    entitlement: u64,
    views: Vec<u64>,
}

impl Visible {
    /// From the views that match. `entitlement` must be another one whenever a decision about a
    /// view that was known before has changed.
    pub fn new(entitlement: u64, matching: impl Iterator<Item = ViewId>) -> Self {
        let mut views = Vec::new();
        for view in matching {
            let at = usize::try_from(view.0).unwrap_or(usize::MAX) / 64;
            if views.len() <= at {
                views.resize(at + 1, 0);
            }
            if let Some(word) = views.get_mut(at) {
                *word |= 1 << (view.0 % 64);
            }
        }
        Self { entitlement, views }
    }

    pub(crate) fn entitlement(&self) -> u64 {
        self.entitlement
    }

    pub(crate) fn sees(&self, view: u64) -> bool {
        let at = usize::try_from(view / 64).unwrap_or(usize::MAX);
        self.views.get(at).is_some_and(|word| word & (1 << (view % 64)) != 0)
    }
}

/// Neighbouring documents, from `start` on and before `end`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Run {
    pub(crate) start: DocId,
    pub(crate) end: DocId,
}

/// The documents of one segment that a viewer sees: runs, since segments are sorted by view.
#[derive(Debug)]
pub(crate) struct VisibleDocs {
    /// In order, with documents between them that the viewer does not see.
    pub(crate) runs: Vec<Run>,
    /// How many, without deleted ones.
    pub(crate) docs: u64,
    /// How many words they have in each field that has lengths.
    pub(crate) tokens: Vec<u64>,
    /// How many of them have a word, as far as somebody asked.
    frequencies: Mutex<HashMap<Term, u64>>,
}

impl VisibleDocs {
    /// Puts the runs of the visible views together: their number is what it costs.
    pub(crate) fn of(all: &Runs, visible: &Visible) -> Self {
        let mut found = Self {
            runs: Vec::new(),
            docs: 0,
            tokens: vec![0; all.fields()],
            frequencies: Mutex::default(),
        };
        for view in all.views().filter(|view| visible.sees(view.view)) {
            match found.runs.last_mut() {
                Some(last) if last.end == view.run.start => last.end = view.run.end,
                Some(_) | None => found.runs.push(view.run),
            }
            found.docs += view.docs;
            for (sum, tokens) in found.tokens.iter_mut().zip(view.tokens) {
                *sum += tokens;
            }
        }
        found
    }

    /// Its runs, to be gone through in order.
    pub(crate) fn stretches(&self) -> Stretches<'_> {
        Stretches { runs: &self.runs }
    }

    pub(crate) fn walk<'a>(&'a self, segment: &'a SegmentReader) -> Walk<'a> {
        Walk { stretches: self.stretches(), segment, has_deletes: segment.has_deletes() }
    }

    /// What was kept, or what is counted now, and kept.
    pub(crate) fn frequency<E>(
        &self,
        term: &Term,
        count: impl FnOnce() -> Result<u64, E>,
    ) -> Result<u64, E> {
        let kept = || self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(term) {
            return Ok(*known);
        }
        let counted = count()?;
        let mut frequencies = kept();
        if frequencies.len() >= FREQUENCIES_KEPT_MAX {
            frequencies.clear();
        }
        frequencies.insert(term.clone(), counted);
        Ok(counted)
    }
}

/// Goes forward through runs. What it costs is the steps, however many runs are passed over.
#[derive(Clone)]
pub(crate) struct Stretches<'a> {
    /// Those that are not behind.
    runs: &'a [Run],
}

impl Stretches<'_> {
    /// What is left from a document on of the run that has it, or else the next run. Asked for later
    /// and later documents.
    #[inline]
    pub(crate) fn seek(&mut self, doc: DocId) -> Option<Run> {
        if self.runs.first()?.end <= doc {
            let near = self.runs.iter().take(NEAR_RUNS).take_while(|run| run.end <= doc).count();
            let behind = match near {
                NEAR_RUNS => self.runs.partition_point(|run| run.end <= doc),
                near => near,
            };
            self.runs = self.runs.get(behind..).unwrap_or_default();
        }
        self.runs.first().map(|run| Run { start: run.start.max(doc), end: run.end })
    }
}

/// Goes forward through visible documents.
#[derive(Clone)]
pub(crate) struct Walk<'a> {
    stretches: Stretches<'a>,
    segment: &'a SegmentReader,
    has_deletes: bool,
}

impl Walk<'_> {
    /// The first visible document that is not before one; [`TERMINATED`] at the end. Asked for later
    /// and later documents.
    #[inline]
    pub(crate) fn seek(&mut self, mut doc: DocId) -> DocId {
        loop {
            let Some(run) = self.stretches.seek(doc) else { return TERMINATED };
            doc = run.start;
            if !self.has_deletes || !self.segment.is_deleted(doc) {
                return doc;
            }
            doc += 1;
        }
    }
}

const NEAR_RUNS: usize = 4;
const FREQUENCIES_KEPT_MAX: usize = 20_000;
