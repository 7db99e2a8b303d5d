//! Reports that have just come, in an index of their own, to be matched against standing queries.

use std::collections::BTreeSet;

use dissemination::{IndexedView, ViewId};
use tantivy::directory::RamDirectory;
use tantivy::schema::Field;
use tantivy::{Index as Engine, ReloadPolicy, Searcher, TantivyDocument};

use crate::analysis::tokenizers;
use crate::documents::Addition;
use crate::index::{Index, Shared, Snapshot};
use crate::live::sorted_by_view;
use crate::wanted::{Order, Wanted};
use crate::{Parsed, Result, Visible};

/// Reports that have just come. A query finds one here exactly when it would find it in an index of
/// that report alone.
pub struct Incoming {
    searcher: Searcher,
    shared: Shared,
}

impl Index {
    /// Indexes reports by themselves, with their sequence numbers and views.
    ///
    /// # Errors
    /// When the engine cannot take them.
    pub fn incoming<'r, V>(&self, reports: impl Iterator<Item = (u64, V)>) -> Result<Incoming>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)> + Send,
    {
        let reports = reports.map(|(seq, views)| Addition { seq, replaces_earlier: false, views });
        let made = self.live().making().all(reports.collect());
        let documents = made.into_iter().flat_map(|of| of.documents).map(|(document, _)| document);
        let searcher = searcher(&self.engine(), documents)?;
        Ok(Incoming { searcher, shared: Shared::of(self.shared().fields.clone()) })
    }
}

/// An index in memory, of one segment.
fn searcher(like: &Engine, documents: impl Iterator<Item = TantivyDocument>) -> Result<Searcher> {
    let mut writer = Engine::builder()
        .schema(like.schema())
        .settings(sorted_by_view())
        .tokenizers(tokenizers(None))
        .single_segment_index_writer(RamDirectory::create(), HEAP_BYTES)?;
    for document in documents {
        writer.add_document(document)?;
    }
    let engine = writer.finalize()?;
    let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

impl Incoming {
    /// The reports as an index at one moment.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { searcher: self.searcher.clone(), index: &self.shared }
    }

    /// The sequence numbers of those that match, in order, as far as a viewer may know.
    ///
    /// # Errors
    /// When the engine fails, or when a word has too many forms among what has come.
    pub fn matching(&self, query: &Parsed, visible: &Visible) -> Result<Vec<u64>> {
        let count = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        let wanted = Wanted { count, order: Order::Newest, ..Wanted::default() };
        let snapshot = self.snapshot();
        let lowered = snapshot.lower(query, visible)?;
        let answer = snapshot.search(&*lowered, visible, &wanted)?;
        let seqs: BTreeSet<u64> = answer.best.iter().map(|hit| hit.seq).collect();
        Ok(seqs.into_iter().collect())
    }

    /// Every word of every field.
    pub(crate) fn each_word(&self, mut each: impl FnMut(Field, &[u8])) -> Result<()> {
        for segment in self.searcher.segment_readers() {
            for (field, entry) in segment.schema().fields() {
                if !entry.is_indexed() {
                    continue;
                }
                let inverted = segment.inverted_index(field)?;
                let stream = inverted.terms().stream();
                let mut words = stream.map_err(tantivy::TantivyError::from)?;
                while words.advance() {
                    each(field, words.key());
                }
            }
        }
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn of(index: &Index, documents: Vec<TantivyDocument>) -> Self {
        let shared = Shared::of(index.shared().fields.clone());
        Self { searcher: searcher(&index.engine(), documents.into_iter()).unwrap(), shared }
    }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Incoming(..)")
    }
}

const HEAP_BYTES: usize = 15_000_000;
