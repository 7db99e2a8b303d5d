//! Where in a segment each view stands: worked out once, for all viewers.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, Schema};
use tantivy::{DocId, SegmentReader};

use crate::Result;
use crate::fields::VIEW;
use crate::visible::Run;

/// The runs of one segment: documents of one view stand together.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    views: Vec<(u64, Run, u64)>,
    /// For each run, its words in each field that has lengths.
    tokens: Vec<u64>,
    fields: usize,
}

/// The run of a view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ViewRun<'a> {
    pub(crate) view: u64,
    pub(crate) run: Run,
    /// Documents that are not deleted.
    pub(crate) docs: u64,
    /// Their words in each field that has lengths.
    pub(crate) tokens: &'a [u64],
}

impl Runs {
    /// Works out a segment: some nanoseconds a document.
    pub(crate) fn of(segment: &SegmentReader) -> Result<Arc<Self>> {
        let column = segment.fast_fields().u64(VIEW)?;
        let mut lengths = Vec::new();
        for field in measured(segment.schema()) {
            lengths.push(segment.get_fieldnorms_reader(field)?);
        }
        let mut found = Self { fields: lengths.len(), ..Self::default() };
        let mut docs = Vec::with_capacity(PIECE);
        let mut views = vec![None; PIECE];
        let max = segment.max_doc();
        for from in (0..max).step_by(PIECE) {
            docs.clear();
            docs.extend((from..max).take(PIECE));
            let views = views.get_mut(..docs.len()).unwrap_or_default();
            read(&column, &docs, views);
            for (doc, view) in docs.iter().zip(views.iter()) {
                found.extend(*doc, view.unwrap_or(NO_VIEW));
            }
        }
        found.measure(segment, &lengths);
        Ok(Arc::new(found))
    }

    fn extend(&mut self, doc: DocId, view: u64) {
        match self.views.last_mut() {
            Some((last, run, _)) if *last == view => run.end = doc + 1,
            Some(_) | None => self.views.push((view, Run { start: doc, end: doc + 1 }, 0)),
        }
    }

    fn measure(&mut self, segment: &SegmentReader, lengths: &[FieldNormReader]) {
        for (_, run, docs) in &mut self.views {
            let alive = || (run.start..run.end).filter(|doc| !segment.is_deleted(*doc));
            *docs = alive().map(|_| 1).sum();
            for lengths in lengths {
                self.tokens.push(alive().map(|doc| u64::from(lengths.fieldnorm(doc))).sum());
            }
        }
    }

    /// How many fields have lengths.
    pub(crate) fn fields(&self) -> usize {
        self.fields
    }

    /// The run of each view, in order.
    pub(crate) fn views(&self) -> impl Iterator<Item = ViewRun<'_>> {
        let with = self.views.iter().zip(0_usize..);
        with.map(|(&(view, run, docs), at)| {
            let from = at * self.fields;
            let tokens = self.tokens.get(from..from + self.fields).unwrap_or_default();
            ViewRun { view, run, docs, tokens }
        })
    }
}

fn read(column: &Column<u64>, docs: &[DocId], views: &mut [Option<u64>]) {
    column.first_vals(docs, views);
}

/// The fields whose documents have lengths, in the order of the schema.
pub(crate) fn measured(schema: &Schema) -> impl Iterator<Item = Field> + '_ {
    schema.fields().filter(|(_, entry)| entry.has_fieldnorms()).map(|(field, _)| field)
}

const PIECE: usize = 1_024;
/// A document without a view is nobody's.
const NO_VIEW: u64 = u64::MAX;
