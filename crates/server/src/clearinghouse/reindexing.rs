//! The index made anew from the journal while the old one serves, and because the old one is damaged.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use index::Rebuilding;

use super::opening::feed_all;
use super::{Clearinghouse, additions};
use crate::config::DataFolder;
use crate::{Error, Result};

impl Clearinghouse {
    /// Makes the index anew beside the one that serves, and lets it take its place. Searches go on
    /// throughout, and what comes meanwhile is in both. Gives how many reports were indexed.
    ///
    /// # Errors
    /// When the disk refuses or the journal cannot be read; then the old one goes on.
    pub fn reindex(&self) -> Result<u64> {
        let _one_at_a_time = self.reindexing.lock().unwrap_or_else(PoisonError::into_inner);
        let new = self.index.rebuilding()?;
        let (mut count, mut from) = (0, 0);
        loop {
            let next = self.store.journal().next_seq();
            count += self.fill(&new, from)?;
            let was_long = next.saturating_sub(from) > LITTLE_ENTRIES;
            from = next;
            if !was_long {
                break;
            }
        }
        // What is left is little: nothing comes, and nothing is decided, until it is in.
        let _alone = self.acting.write().unwrap_or_else(PoisonError::into_inner);
        let _committing = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        count += self.fill(&new, from)?;
        let next = self.store.journal().next_seq();
        for report in self.store.withdrawn()? {
            new.remove(&report);
        }
        self.index.replace(new, next)?;
        self.indexed.store(next, Ordering::Release);
        self.searchable.store(next, Ordering::Release);
        self.index_damaged.store(false, Ordering::Release);
        Ok(count)
    }

    fn fill(&self, new: &Rebuilding, from: u64) -> Result<u64> {
        feed_all(self.store.fresh_from(from), |some| Ok(new.add(additions(&some, |_| true))?))
    }

    /// What an answer of the index says about it: one that failed is made anew when it is tended.
    pub(super) fn heed<T>(&self, answer: index::Result<T>) -> Result<T> {
        if let Err(error @ (index::Error::Engine(_) | index::Error::Damaged)) = &answer {
            tracing::error!(cause = %error, "the index failed, and will be made anew");
            self.index_damaged.store(true, Ordering::Release);
        }
        Ok(answer?)
    }

    /// Makes the index anew where it failed, where its files are damaged (they are all read for it
    /// when `examine`), or where the operator asked for it. Gives how many reports were indexed.
    ///
    /// # Errors
    /// As [`Clearinghouse::reindex`].
    pub fn tend_index(&self, examine: bool) -> Result<Option<u64>> {
        if examine && let Some(damage) = self.index.damage() {
            tracing::error!(damage, "the index is damaged, and is made anew");
            self.index_damaged.store(true, Ordering::Release);
        }
        let asked = self.reindex_asked.exists();
        if !asked && !self.index_damaged.load(Ordering::Acquire) {
            return Ok(None);
        }
        let count = self.reindex()?;
        tracing::info!(reports = count, "the index was made anew");
        if asked {
            self.note_administered("made the index anew")?;
            let path = &self.reindex_asked;
            std::fs::remove_file(path).map_err(Error::io("delete", path))?;
        }
        Ok(Some(count))
    }

    /// Asks the process that holds a data folder to make its index anew. Gives the file that is
    /// there until it has.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn ask_to_reindex(folder: &DataFolder) -> Result<PathBuf> {
        let path = folder.join(ASKED);
        std::fs::write(&path, "").map_err(Error::io("write", &path))?;
        Ok(path)
    }
}

/// The file in the data folder by which the operator asks.
pub(super) const ASKED: &str = "reindex-asked";
/// So many entries of the journal are indexed while everything waits.
const LITTLE_ENTRIES: u64 = 512;
