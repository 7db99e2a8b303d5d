//! The postings of a word in a segment, block by block.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader};

use crate::Result;
use crate::blocks::WordBlocks;
use crate::plan::Word;
use crate::viewers::SegmentNotes;
use crate::visible::{Marks, Stretches};

/// A place in a word's postings, which goes forward.
pub(crate) struct WordPostings<'w> {
    word: &'w Word,
    blocks: Arc<WordBlocks>,
    cursor: BlockSegmentPostings,
    lengths: FieldNormReader,
    /// The block that is looked at, which need not be read.
    at: usize,
    /// The best of that block, once it was worked out.
    best: Option<(usize, Score)>,
}

impl<'w> WordPostings<'w> {
    /// Opens them; `None` when no document has the word.
    pub(crate) fn open(
        word: &'w Word,
        segment: &SegmentReader,
        notes: &SegmentNotes,
    ) -> Result<Option<Self>> {
        let Some(blocks) = notes.blocks.of(&word.term, segment)? else { return Ok(None) };
        let option = IndexRecordOption::WithFreqs;
        let cursor = blocks
            .inverted
            .read_block_postings_from_terminfo(&blocks.info, option)
            .map_err(tantivy::TantivyError::from)?;
        let lengths = blocks.lengths.clone();
        Ok(Some(Self { word, blocks, cursor, lengths, at: 0, best: None }))
    }

    /// How many documents have the word, for choosing which is looked at first.
    pub(crate) fn doc_freq(&self) -> u32 {
        self.blocks.info.doc_freq
    }

    /// Looks at the block that may have a document or a later one; false when there is none.
    #[inline]
    pub(crate) fn look(&mut self, doc: DocId) -> bool {
        self.at = self.blocks.seek(self.at, doc);
        self.at < self.blocks.len()
    }

    /// The first document that may be in the block.
    #[inline]
    pub(crate) fn first(&self) -> DocId {
        self.at.checked_sub(1).map_or(0, |before| self.blocks.last(before) + 1)
    }

    /// The last document of the block.
    #[inline]
    pub(crate) fn last(&self) -> DocId {
        self.blocks.last(self.at)
    }

    /// What no document of the block scores above.
    #[inline]
    pub(crate) fn best(&mut self) -> Score {
        if let Some((at, best)) = self.best
            && at == self.at
        {
            return best;
        }
        let best = self.blocks.best(self.at, self.word.weight, self.word.rate);
        self.best = Some((self.at, best));
        best
    }

    /// What no document from the block on up to another scores above.
    pub(crate) fn best_until(&self, doc: DocId) -> Score {
        let mut best = Score::MIN_POSITIVE;
        for at in self.at..self.blocks.len() {
            best = best.max(self.blocks.best(at, self.word.weight, self.word.rate));
            if self.blocks.last(at) >= doc {
                break;
            }
        }
        best
    }

    /// The documents of the block from one on, with their frequencies.
    #[inline]
    pub(crate) fn read(&mut self, from: DocId) -> (&[DocId], &[u32]) {
        let at = self.cursor.seek(from);
        let docs = self.cursor.docs().get(at..).unwrap_or_default();
        let freqs = self.cursor.freqs().get(at..).unwrap_or_default();
        (docs, freqs)
    }

    /// The first document that is not before one and has the word, with its frequency.
    #[inline]
    pub(crate) fn seek(&mut self, doc: DocId) -> (DocId, u32) {
        let at = self.cursor.seek(doc);
        (self.cursor.doc(at), self.cursor.freq(at))
    }

    /// The score of a document with a frequency.
    #[inline]
    pub(crate) fn score(&self, doc: DocId, frequency: u32) -> Score {
        self.word.bm25.score(self.lengths.fieldnorm_id(doc), frequency)
    }

    /// What scores a document, while its frequencies are read.
    pub(crate) fn scorer(&self) -> (&'w Word, FieldNormReader) {
        (self.word, self.lengths.clone())
    }
}

/// The places of those documents that are visible: either side is passed over in leaps.
#[inline]
pub(crate) fn each_seen(
    docs: &[DocId],
    stretches: &mut Stretches<'_>,
    mut seen: impl FnMut(usize),
) {
    if let Some(marks) = stretches.marks(docs) {
        return each_marked(docs, marks, seen);
    }
    let mut at = 0;
    while let Some(doc) = docs.get(at) {
        let Some(run) = stretches.seek(*doc) else { return };
        let rest = docs.get(at..).unwrap_or_default();
        if run.start > *doc {
            at += before(rest, run.start);
            continue;
        }
        let end = match docs.last() {
            Some(last) if *last < run.end => docs.len(),
            Some(_) | None => at + before(rest, run.end),
        };
        (at..end).for_each(&mut seen);
        at = end;
    }
}

/// The places of those documents that are marked, found without a branch for each.
#[inline]
fn each_marked(docs: &[DocId], marks: &Marks, mut seen: impl FnMut(usize)) {
    for (docs, from) in docs.chunks(64).zip((0..).step_by(64)) {
        let places = docs.iter().zip(0..);
        let mut left = places.fold(0, |set, (doc, at)| set | marks.of_doc(*doc) << at);
        while left != 0 {
            seen(from + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

/// How many documents are before one. Mostly it is near: the next few are counted without a branch,
/// and the others are parted.
#[inline]
fn before(docs: &[DocId], until: DocId) -> usize {
    let Some((near, rest)) = docs.split_first_chunk::<NEAR_DOCS>() else {
        return docs.iter().take_while(|doc| **doc < until).count();
    };
    let count = near.iter().map(|doc| usize::from(*doc < until)).sum();
    if count < NEAR_DOCS {
        return count;
    }
    count + rest.partition_point(|doc| *doc < until)
}

const NEAR_DOCS: usize = 8;
