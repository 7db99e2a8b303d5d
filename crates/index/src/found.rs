//! What is done with the documents of a segment that match.

use tantivy::{DocId, Score, SegmentReader};

use crate::tally::SegmentTally;
use crate::top::{Columns, Top};
use crate::viewers::SegmentNotes;
use crate::visible::VisibleDocs;

/// A segment as a viewer searches it.
pub(crate) struct Searched<'a> {
    pub(crate) segment: &'a SegmentReader,
    pub(crate) notes: &'a SegmentNotes,
    pub(crate) visible: &'a VisibleDocs,
}

/// Takes matching documents of a segment in their order: ranks them, and counts them where all are
/// to be counted.
pub(crate) struct Found<'a> {
    pub(crate) top: &'a mut Top,
    pub(crate) columns: &'a Columns,
    pub(crate) tally: Option<&'a mut SegmentTally>,
    pub(crate) segment: &'a SegmentReader,
}

impl Found<'_> {
    /// Whether every match is to be given, however it scores.
    #[inline]
    pub(crate) fn counts(&self) -> bool {
        self.tally.is_some()
    }

    /// Whether scores matter at all.
    pub(crate) fn is_scored(&self) -> bool {
        self.top.is_scored()
    }

    /// Whether one that scores so much at best may be among the hits.
    #[inline]
    pub(crate) fn may_rank(&self, best: Score) -> bool {
        best > self.top.threshold()
    }

    /// Whether a document was deleted since its segment was written.
    #[inline]
    pub(crate) fn is_gone(&self, doc: DocId) -> bool {
        self.segment.is_deleted(doc)
    }

    /// Counts a match.
    #[inline]
    pub(crate) fn count(&mut self, doc: DocId) {
        if let Some(tally) = &mut self.tally {
            tally.count(doc);
        }
    }

    /// Ranks a match.
    #[inline]
    pub(crate) fn rank(&mut self, doc: DocId, score: Score) {
        self.top.offer(self.columns, doc, score);
    }
}
