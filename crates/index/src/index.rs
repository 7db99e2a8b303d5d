//! The index: a folder of tantivy segments, made from current reports.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use dissemination::{IndexedView, ViewId};
use tantivy::collector::Count;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index as Engine, Searcher, Term};

use crate::documents::Addition;
use crate::fields::Fields;
use crate::live::Live;
use crate::soundness::unsound;
use crate::turns::Turns;
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
    folder: PathBuf,
    live: RwLock<Arc<Live>>,
    shared: Shared,
    epoch: u64,
    budget: Budget,
}

/// What every snapshot needs.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) fields: Fields,
    pub(crate) viewers: Viewers,
    pub(crate) turns: Turns,
}

impl Shared {
    pub(crate) fn of(fields: Fields) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { fields, viewers: Viewers::default(), turns: Turns::new(cores) }
    }
}

impl Index {
    /// Opens the index in a folder, and says from which journal entry on it must be fed. One that
    /// does not open, is damaged, or was made from another catalog (`epoch`), is begun anew.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path, epoch: u64, budget: Budget) -> Result<(Self, u64)> {
        let fields = Fields::new();
        let (live, next_seq) = Live::open(folder, &fields, epoch, budget)?;
        let live = RwLock::new(Arc::new(live));
        let shared = Shared::of(fields);
        Ok((Self { folder: folder.to_owned(), live, shared, epoch, budget }, next_seq))
    }

    /// Adds the views of reports, in the order of these. What is added is searchable after
    /// [`Index::commit`]. Whoever adds more than the index has room for waits.
    ///
    /// # Errors
    /// When the engine cannot take them.
    pub fn add<'r, V>(&self, reports: Vec<Addition<V>>) -> Result<()>
    where
        V: Iterator<Item = (ViewId, IndexedView<'r>)> + Send,
    {
        self.live().add(reports)
    }

    /// Takes every view of a report out, cited as `ORIGINATOR SERIAL`: gone after
    /// [`Index::commit`].
    pub fn remove(&self, cited: &str) {
        let term = Term::from_field_text(self.shared.fields.id, cited);
        self.live().writer().delete_term(term);
    }

    /// Whether a report has a view in it, as of the last commit.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn holds(&self, cited: &str) -> Result<bool> {
        let term = Term::from_field_text(self.shared.fields.id, cited);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(self.live().reader.searcher().search(&query, &Count)? > 0)
    }

    /// Makes everything added searchable, up to a journal entry.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn commit(&self, next_seq: u64) -> Result<()> {
        self.live().commit(next_seq)
    }

    /// What is wrong with the files, if anything is. Every byte of them is read.
    pub fn damage(&self) -> Option<String> {
        unsound(&self.live().engine)
    }

    /// The index as it is now. Work out what a viewer sees after taking it, so that every view in
    /// it is known by then.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { searcher: self.live().reader.searcher(), index: &self.shared }
    }

    /// The engine, for benchmarks against it.
    pub fn engine(&self) -> Engine {
        self.live().engine.clone()
    }

    /// The number of the generation that serves.
    pub fn generation(&self) -> u64 {
        self.live().number
    }

    /// The generation that serves.
    pub(crate) fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place.
    pub(crate) fn put(&self, live: Live) -> Arc<Live> {
        let mut serving = self.live.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut serving, Arc::new(live))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(crate) fn budget(&self) -> Budget {
        self.budget
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    #[cfg(test)]
    pub(crate) fn fields(&self) -> &Fields {
        &self.shared.fields
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
    pub(crate) index: &'i Shared,
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
        let Self { searcher, index } = self;
        let _turn = index.turns.wait();
        let search = || search::search(query, searcher, &index.viewers, visible, wanted);
        // The engine trusts its files: where they were damaged since it opened them, it may panic.
        match std::panic::catch_unwind(AssertUnwindSafe(search)) {
            Ok(answer) => answer,
            Err(_) => Err(Error::Damaged),
        }
    }

    /// How many reports a viewer may see.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn visible_count(&self, visible: &Visible) -> Result<u64> {
        let viewers = &self.index.viewers;
        let notes = viewers.notes(&self.searcher)?;
        Ok(viewers.seen(&notes, visible).docs)
    }
}

impl std::fmt::Debug for Snapshot<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Snapshot(..)")
    }
}
