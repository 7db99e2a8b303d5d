//! BM25 statistics of one viewer: over what they may see, and nothing else.

use std::sync::Arc;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::fields::Fields;
use crate::viewers::Viewers;
use crate::visible::VisibleDocs;

/// Counts of visible documents and words. Consistent with itself: a frequency is counted over the
/// same documents as the total, or BM25 would panic.
pub(crate) struct ViewerStatistics<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) viewers: &'a Viewers,
    pub(crate) entitlement: u64,
    pub(crate) docs: &'a [Arc<VisibleDocs>],
    pub(crate) fields: &'a Fields,
}

impl ViewerStatistics<'_> {
    pub(crate) fn visible_docs(&self) -> u64 {
        self.docs.iter().map(|segment| segment.docs).sum()
    }
}

impl Bm25StatisticsProvider for ViewerStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if field == self.fields.text {
            return Ok(self.docs.iter().map(|segment| segment.tokens).sum());
        }
        // The other fields hold one word a document.
        Ok(self.visible_docs())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.visible_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.viewers.frequency(self.searcher, self.entitlement, self.docs, term)
    }
}
