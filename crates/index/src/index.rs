//! The index: a folder of tantivy segments, made from current reports.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dissemination::{IndexedView, ViewId};
use tantivy::collector::Count;
use tantivy::directory::MmapDirectory;
use tantivy::index::{IndexSettings, IndexSortByField, Order};
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index as Engine, IndexReader, IndexWriter, ReloadPolicy, Searcher, Term};

use crate::analysis::tokenizers;
use crate::document::document;
use crate::fields::{Fields, VIEW};
use crate::viewers::Viewers;
use crate::wanted::{Answer, Wanted};
use crate::{Error, Result, Visible, search};

/// How much the index may use while it is written.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Threads that index.
    pub threads: usize,
    /// Memory for new segments, in bytes, over all threads; at least 15 MB a thread.
    pub bytes: usize,
}

/// A searchable set of views.
pub struct Index {
    engine: Engine,
    writer: Mutex<IndexWriter>,
    reader: IndexReader,
    pub(crate) fields: Fields,
    pub(crate) viewers: Viewers,
    epoch: u64,
}

impl Index {
    /// Opens the index in a folder, and says from which journal entry on it must be fed. One that
    /// does not open, or was made from another catalog (`epoch`), is deleted and begun anew.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path, epoch: u64, budget: Budget) -> Result<(Self, u64)> {
        let fields = Fields::new();
        let mut engine = match Self::fitting(folder, &fields, epoch) {
            Some(engine) => engine,
            None => Self::begin(folder, &fields)?,
        };
        engine.set_tokenizers(tokenizers());
        let next_seq = marked(&engine).filter(|(of, _)| *of == epoch).map_or(0, |(_, next)| next);
        let writer = engine.writer_with_num_threads(budget.threads, budget.bytes)?;
        // A commit that was killed may have left files that the next one of its number would make.
        writer.garbage_collect_files().wait()?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let viewers = Viewers::default();
        let writer = Mutex::new(writer);
        Ok((Self { engine, writer, reader, fields, viewers, epoch }, next_seq))
    }

    fn fitting(folder: &Path, fields: &Fields, epoch: u64) -> Option<Engine> {
        let engine = Engine::open_in_dir(folder).ok()?;
        let (of, _) = marked(&engine)?;
        (of == epoch && engine.schema() == fields.schema).then_some(engine)
    }

    fn begin(folder: &Path, fields: &Fields) -> Result<Engine> {
        let unusable = |source| Error::Folder { folder: folder.display().to_string(), source };
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(unusable)?;
        }
        std::fs::create_dir_all(folder).map_err(unusable)?;
        // What a viewer sees then stands in runs, and the rest is skipped unread.
        let order = IndexSortByField { field: VIEW.to_owned(), order: Order::Asc };
        let settings = IndexSettings { sort_by_field: Some(order), ..IndexSettings::default() };
        let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let schema = fields.schema.clone();
        Ok(Engine::create(directory, schema, settings)?)
    }

    /// Adds the views of a report. What is added is searchable after [`Index::commit`].
    ///
    /// # Errors
    /// When the engine cannot take it.
    pub fn add<'r>(
        &self,
        seq: u64,
        replaces_earlier: bool,
        views: impl Iterator<Item = (ViewId, IndexedView<'r>)>,
    ) -> Result<()> {
        let writer = self.writer();
        let mut replaced = !replaces_earlier;
        for (view, from) in views {
            let id = from.id().cited();
            if !replaced {
                writer.delete_term(Term::from_field_text(self.fields.id, &id));
                replaced = true;
            }
            writer.add_document(document(&self.fields, seq, view, &id, &from))?;
        }
        Ok(())
    }

    /// Takes every view of a report out, cited as `ORIGINATOR SERIAL`: gone after
    /// [`Index::commit`].
    pub fn remove(&self, cited: &str) {
        self.writer().delete_term(Term::from_field_text(self.fields.id, cited));
    }

    /// Whether a report has a view in it, as of the last commit.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn holds(&self, cited: &str) -> Result<bool> {
        let term = Term::from_field_text(self.fields.id, cited);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.reader.searcher().search(&query, &Count)? > 0)
    }

    /// Makes everything added searchable, up to a journal entry.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn commit(&self, next_seq: u64) -> Result<()> {
        let mut writer = self.writer();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&format!("{} {next_seq}", self.epoch));
        commit.commit()?;
        drop(writer);
        self.reader.reload()?;
        Ok(())
    }

    /// The index as it is now. Work out what a viewer sees after taking it, so that every view in
    /// it is known by then.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { searcher: self.reader.searcher(), index: self }
    }

    /// The engine, for benchmarks against it.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    #[cfg(test)]
    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Index").field("epoch", &self.epoch).finish_non_exhaustive()
    }
}

/// The index at one moment.
pub struct Snapshot<'i> {
    pub(crate) searcher: Searcher,
    pub(crate) index: &'i Index,
}

impl Snapshot<'_> {
    /// The hits of a query among what a viewer may see, and what else is wanted about all of them.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn search(
        &self,
        query: &dyn Query,
        visible: &Visible,
        wanted: &Wanted<'_>,
    ) -> Result<Answer> {
        search::search(query, &self.searcher, &self.index.viewers, visible, wanted)
    }

    /// How many reports a viewer may see.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn visible_count(&self, visible: &Visible) -> Result<u64> {
        let viewers = &self.index.viewers;
        let notes = viewers.notes(&self.searcher)?;
        let docs = viewers.docs(&self.searcher, &notes, visible);
        Ok(docs.iter().map(|segment| segment.docs).sum())
    }
}

impl std::fmt::Debug for Snapshot<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Snapshot(..)")
    }
}

/// From which catalog the index was made, and up to which journal entry.
fn marked(engine: &Engine) -> Option<(u64, u64)> {
    let payload = engine.load_metas().ok()?.payload?;
    let (epoch, next_seq) = payload.split_once(' ')?;
    Some((epoch.parse().ok()?, next_seq.parse().ok()?))
}
