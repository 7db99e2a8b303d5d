//! Search documents of many reports, made on as many threads as there are cores.

use std::sync::Arc;

use dissemination::{IndexedView, ViewId};
use tantivy::TantivyDocument;

use crate::analysis::ConcordancePool;
use crate::document::document;
use crate::fields::Fields;

/// A report on its way into the index.
#[derive(Debug)]
pub struct Addition<V> {
    /// The number of its entry.
    pub seq: u64,
    /// Whether an earlier version of it may be in the index, which it takes the place of.
    pub replaces_earlier: bool,
    /// Its views.
    pub views: V,
}

/// A report as the engine takes it.
pub(crate) struct Made {
    /// `ORIGINATOR SERIAL`.
    pub(crate) cited: String,
    pub(crate) replaces_earlier: bool,
    /// One for each view, each with the bytes of its text.
    pub(crate) documents: Vec<(TantivyDocument, usize)>,
}

/// What documents are made with.
#[derive(Clone, Debug)]
pub(crate) struct Making {
    pub(crate) fields: Fields,
    pub(crate) pool: Arc<ConcordancePool>,
}

impl Making {
    pub(crate) fn new(fields: Fields) -> Self {
        Self { fields, pool: Arc::default() }
    }

    /// The documents of reports, in their order; those of many are made on several threads.
    pub(crate) fn all<'r, V>(&self, reports: Vec<Addition<V>>) -> Vec<Made>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)> + Send,
    {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let piece = reports.len().div_ceil(threads).max(PIECE_REPORTS_MIN);
        if reports.len() <= piece {
            return self.some(reports);
        }
        let mut rest = reports;
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let after = rest.split_off(rest.len().min(piece));
            pieces.push(std::mem::replace(&mut rest, after));
        }
        std::thread::scope(|scope| {
            let making = pieces.into_iter().map(|piece| scope.spawn(|| self.some(piece)));
            let making: Vec<_> = making.collect();
            let made = making.into_iter().flat_map(|piece| match piece.join() {
                Ok(made) => made,
                Err(panicked) => std::panic::resume_unwind(panicked),
            });
            made.collect()
        })
    }

    fn some<'r, V>(&self, reports: Vec<Addition<V>>) -> Vec<Made>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)>,
    {
        self.pool.with(|concordances| {
            let of = |report: Addition<V>| {
                let Addition { seq, replaces_earlier, views } = report;
                let (mut cited, mut documents) = (String::new(), Vec::new());
                for (view, from) in views {
                    cited = from.id().cited();
                    documents.push(document(
                        &self.fields,
                        (seq, view, &cited),
                        &from,
                        concordances,
                    ));
                }
                Made { cited, replaces_earlier, documents }
            };
            reports.into_iter().map(of).collect()
        })
    }
}

/// Of fewer reports the documents are made sooner than a thread is begun.
const PIECE_REPORTS_MIN: usize = 16;
