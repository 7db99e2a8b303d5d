//! A new generation of the index, made while the old one serves.

use dissemination::{IndexedView, ViewId};
use tantivy::Term;

use crate::documents::Addition;
use crate::fields::Fields;
use crate::live::{Live, forget_others, serve};
use crate::{Error, Index, Result};

/// A generation that does not serve yet.
pub struct Rebuilding {
    live: Live,
    fields: Fields,
}

impl Index {
    /// Begins a generation beside the one that serves. It has to be fed from the journal's start.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn rebuilding(&self) -> Result<Rebuilding> {
        let (fields, number) = (self.shared().fields.clone(), self.live().number + 1);
        let live = Live::begin(self.folder(), number, &fields, self.epoch(), self.budget())?;
        Ok(Rebuilding { live, fields })
    }

    /// Lets a new generation serve in place of the old one, up to a journal entry; the old one is
    /// deleted. Searches that have begun end on the old one.
    ///
    /// # Errors
    /// When the disk refuses; then the old one goes on.
    pub fn replace(&self, by: Rebuilding, next_seq: u64) -> Result<()> {
        let Rebuilding { live, .. } = by;
        live.commit(next_seq)?;
        let number = live.number;
        let folder = self.folder();
        let unusable = |source| Error::Folder { folder: folder.display().to_string(), source };
        serve(folder, number).map_err(unusable)?;
        drop(self.put(live));
        // A merge of the old one may still write; what it leaves is deleted the next time.
        if let Err(cause) = forget_others(folder, number) {
            tracing::info!(%cause, "some of the old index is still there");
        }
        Ok(())
    }
}

impl Rebuilding {
    /// As [`Index::add`].
    ///
    /// # Errors
    /// When the engine cannot take it.
    pub fn add<'r, V>(&self, reports: Vec<Addition<V>>) -> Result<()>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)> + Send,
    {
        self.live.add(reports)
    }

    /// As [`Index::remove`].
    pub fn remove(&self, cited: &str) {
        self.live.writer().delete_term(Term::from_field_text(self.fields.id, cited));
    }
}

impl std::fmt::Debug for Rebuilding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Rebuilding").field("number", &self.live.number).finish_non_exhaustive()
    }
}
