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

    /// What names the entitlement: as long as it is the same, no decision about a view has changed.
    pub fn entitlement(&self) -> u64 {
        self.entitlement
    }

    /// Whether a view is among them.
    pub fn has(&self, view: ViewId) -> bool {
        self.sees(u64::from(view.0))
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
    /// A bit for each document, where runs are short.
    marks: Option<Marks>,
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
            marks: None,
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
        found.marks = Marks::of(&found.runs);
        found
    }

    /// Its runs, to be gone through in order.
    pub(crate) fn stretches(&self) -> Stretches<'_> {
        Stretches { runs: &self.runs, marks: self.marks.as_ref() }
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
    marks: Option<&'a Marks>,
}

impl<'a> Stretches<'a> {
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

    /// The marks of documents in order, where looking at each is less than going from run to run.
    #[inline]
    pub(crate) fn marks(&self, docs: &[DocId]) -> Option<&'a Marks> {
        let marks = self.marks?;
        let runs = docs.last()?.saturating_sub(*docs.first()?) / marks.run_docs;
        (docs.len() < (runs as usize).saturating_mul(RUN_MARKS)).then_some(marks)
    }
}

/// A bit for each document up to the last that is seen.
#[derive(Debug)]
pub(crate) struct Marks {
    words: Vec<u64>,
    /// A run and the gap before it, on average.
    run_docs: DocId,
}

impl Marks {
    /// Marks the documents of runs, where they are so short that marks may be of use.
    fn of(runs: &[Run]) -> Option<Self> {
        let end = runs.last()?.end;
        let run_docs = end / DocId::try_from(runs.len()).ok()?;
        if run_docs > SHORT_DOCS {
            return None;
        }
        let mut words = vec![0; end.div_ceil(64) as usize];
        for doc in runs.iter().flat_map(|run| run.start..run.end) {
            if let Some(word) = words.get_mut(doc as usize / 64) {
                *word |= 1 << (doc % 64);
            }
        }
        Some(Self { words, run_docs: run_docs.max(1) })
    }

    /// 1 for a document that is marked, else 0.
    #[inline]
    pub(crate) fn of_doc(&self, doc: DocId) -> u64 {
        self.words.get(doc as usize / 64).map_or(0, |word| word >> (doc % 64) & 1)
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
/// Marks of longer runs would be of use to the rarest words alone, and take memory.
const SHORT_DOCS: DocId = 4_096;
/// To look for the ends of a run costs about as much as to look at so many marks.
const RUN_MARKS: usize = 8;
const FREQUENCIES_KEPT_MAX: usize = 20_000;
