//! One generation of the index: the engine's files in a folder of their own, with what writes and
//! reads them.
//!
//! `current` in the index's folder says which generation serves; another one is made beside it, and
//! takes its place when `current` is written anew. What else lies there was left by a process that
//! was killed.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dissemination::{IndexedView, ViewId};
use tantivy::directory::MmapDirectory;
use tantivy::index::{IndexSettings, IndexSortByField, Order};
use tantivy::{Index as Engine, IndexReader, IndexWriter, ReloadPolicy, Term};

use crate::analysis::tokenizers;
use crate::backlog::Backlog;
use crate::documents::{Addition, Made, Making};
use crate::fields::{Fields, VIEW};
use crate::soundness::{Mark, heedful, unsound};
use crate::{Budget, Error, Result};

/// An open generation.
pub(crate) struct Live {
    pub(crate) engine: Engine,
    writer: Mutex<IndexWriter>,
    pub(crate) reader: IndexReader,
    making: Making,
    backlog: Arc<Backlog>,
    pub(crate) number: u64,
    epoch: u64,
}

impl Live {
    /// Opens the generation that serves, and says from which journal entry on it must be fed. One
    /// that does not fit or is damaged is deleted and begun anew.
    pub(crate) fn open(
        folder: &Path,
        fields: &Fields,
        epoch: u64,
        budget: Budget,
    ) -> Result<(Self, u64)> {
        let unusable = |source| Error::Folder { folder: folder.display().to_string(), source };
        if let Some(number) = serving(folder) {
            match heedful(|| Self::sound(folder, number, fields, epoch, budget)) {
                Ok((live, next_seq)) => {
                    forget_others(folder, number).map_err(unusable)?;
                    return Ok((live, next_seq));
                }
                Err(reason) => {
                    tracing::warn!(reason, "the index cannot be used and is made anew");
                }
            }
        }
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(unusable)?;
        }
        let live = Self::begin(folder, 1, fields, epoch, budget)?;
        serve(folder, 1).map_err(unusable)?;
        Ok((live, 0))
    }

    fn sound(
        folder: &Path,
        number: u64,
        fields: &Fields,
        epoch: u64,
        budget: Budget,
    ) -> std::result::Result<(Self, u64), String> {
        let engine = Engine::open_in_dir(place(folder, number)).map_err(|e| e.to_string())?;
        if engine.schema() != fields.schema {
            return Err("another version of this program made it".to_owned());
        }
        let mark = Mark::of(&engine).ok_or("it does not say up to where it was made")?;
        if mark.epoch != epoch {
            return Err("it was made from another catalog".to_owned());
        }
        if let Some(damage) = unsound(&engine) {
            return Err(damage);
        }
        let live = Self::of(engine, number, fields, (epoch, budget));
        let live = live.map_err(|error| error.to_string())?;
        Ok((live, mark.next_seq))
    }

    /// Begins a generation, empty.
    pub(crate) fn begin(
        folder: &Path,
        number: u64,
        fields: &Fields,
        epoch: u64,
        budget: Budget,
    ) -> Result<Self> {
        let place = place(folder, number);
        let unusable = |source| Error::Folder { folder: place.display().to_string(), source };
        if place.exists() {
            std::fs::remove_dir_all(&place).map_err(unusable)?;
        }
        std::fs::create_dir_all(&place).map_err(unusable)?;
        let directory = MmapDirectory::open(&place).map_err(tantivy::TantivyError::from)?;
        let engine = Engine::create(directory, fields.schema.clone(), sorted_by_view())?;
        Self::of(engine, number, fields, (epoch, budget))
    }

    fn of(
        mut engine: Engine,
        number: u64,
        fields: &Fields,
        (epoch, budget): (u64, Budget),
    ) -> Result<Self> {
        let backlog = Arc::new(Backlog::default());
        engine.set_tokenizers(tokenizers(Some(Arc::clone(&backlog))));
        let writer: IndexWriter = engine.writer_with_num_threads(budget.threads, budget.bytes)?;
        // A commit that was killed may have left files that the next one of its number would make.
        writer.garbage_collect_files().wait()?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (writer, making) = (Mutex::new(writer), Making::new(fields.clone()));
        Ok(Self { engine, writer, reader, making, backlog, number, epoch })
    }

    /// Adds reports in their order.
    pub(crate) fn add<'r, V>(&self, reports: Vec<Addition<V>>) -> Result<()>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)> + Send,
    {
        let made = self.making.all(reports);
        let writer = self.writer();
        for Made { cited, replaces_earlier, documents } in made {
            if replaces_earlier && !documents.is_empty() {
                writer.delete_term(Term::from_field_text(self.making.fields.id, &cited));
            }
            for (document, text_bytes) in documents {
                self.backlog.put(text_bytes);
                writer.add_document(document)?;
            }
        }
        Ok(())
    }

    /// What documents are made with.
    pub(crate) fn making(&self) -> Making {
        self.making.clone()
    }

    pub(crate) fn commit(&self, next_seq: u64) -> Result<()> {
        let mut writer = self.writer();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&Mark { epoch: self.epoch, next_seq }.to_string());
        commit.commit()?;
        drop(writer);
        self.reader.reload()?;
        Ok(())
    }

    pub(crate) fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a viewer sees then stands in runs, and the rest is skipped unread.
pub(crate) fn sorted_by_view() -> IndexSettings {
    let order = IndexSortByField { field: VIEW.to_owned(), order: Order::Asc };
    IndexSettings { sort_by_field: Some(order), ..IndexSettings::default() }
}

/// The folder of a generation.
pub(crate) fn place(folder: &Path, number: u64) -> PathBuf {
    folder.join(number.to_string())
}

fn serving(folder: &Path) -> Option<u64> {
    std::fs::read_to_string(folder.join(CURRENT)).ok()?.trim().parse().ok()
}

/// Lets a generation serve from now on, at the next start too.
pub(crate) fn serve(folder: &Path, number: u64) -> io::Result<()> {
    let beside = folder.join("current.new");
    std::fs::write(&beside, number.to_string())?;
    std::fs::File::open(&beside)?.sync_all()?;
    std::fs::rename(&beside, folder.join(CURRENT))?;
    std::fs::File::open(folder)?.sync_all()
}

/// Deletes every generation but one.
pub(crate) fn forget_others(folder: &Path, number: u64) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path != place(folder, number) {
            std::fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

const CURRENT: &str = "current";

#[cfg(test)]
mod tests;
