//! A data folder is opened: whatever was left undone or does not fit is made anew.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use index::{Budget, Index, Thesaurus};
use ingestion::CodeWords;
use model::Clock;
use store::{FolderLock, Fresh, Journal, Stamp, Store};

use super::{Clearinghouse, additions, noting, reindexing};
use crate::book::{Book, book};
use crate::catalogue::Catalogues;
use crate::config::DataFolder;
use crate::entropy::Entropy;
use crate::kept_pages::KeptPages;
use crate::reading::Reading;
use crate::sights::Sights;
use crate::steady_clock::SteadyClock;
use crate::{Error, Result, community, keys};

/// What a start had to mend.
#[derive(Clone, Copy, Debug)]
pub struct Started {
    /// Journal entries.
    pub entries: u64,
    /// Bytes of a write that was never acknowledged, cut off.
    pub torn_bytes_cut: u64,
    /// Reports that were indexed anew.
    pub reindexed: u64,
}

impl Clearinghouse {
    /// Opens an initialised data folder. Everything that is a fold of the journal and does not fit
    /// is made anew; the journal must have what was signed.
    ///
    /// # Errors
    /// When the folder is not initialised or held by another process, when the configuration or
    /// the community's file is wrong, or when the journal is damaged.
    pub fn open(
        folder: &DataFolder,
        clock: Arc<dyn Clock>,
        budget: Budget,
    ) -> Result<(Self, Started)> {
        let config = folder.config()?;
        let file = community::text(&config.community)?;
        let community = Arc::new(community::read(&file, &config.community)?);
        let key = keys::ledger_key(folder)?;
        let witnesses = config.witnesses(folder, &community)?;
        let reading = Reading::load(&config.reading)?;
        config.check(folder, &community, &reading.rules.mappings)?;
        let witness_keys: Vec<_> = witnesses.iter().map(|(_, key)| key.clone()).collect();
        let lock = FolderLock::take(folder.path())?;
        let slice_keys = Arc::new(keys::slice_keys(folder)?);
        let ledger = Arc::new(Mutex::new(Book::new(Arc::clone(&slice_keys))));
        let grown = Arc::clone(&ledger);
        let observer = Box::new(move |stamps: &[Stamp]| book(&grown).grow(stamps));
        let known = Arc::clone(&community);
        let check = |journal: &Journal| book(&ledger).start(journal, folder, &key, &witness_keys);
        // Where nothing was written yet, the machine's time is the first.
        let (store, opened) = Store::open(
            &lock,
            (Box::new(Entropy), slice_keys),
            observer,
            check,
            known,
            clock.now(),
        )?;
        let latest = book(&ledger).latest();
        let (index, next) = Index::open(&folder.join("index"), store.epoch()?, budget)?;
        let house = Self {
            reading,
            config,
            sights: Sights::of(&store.in_force()),
            thesaurus: Thesaurus::of(&community.search),
            code_words: CodeWords::of(&community.register),
            gazetteer: OnceLock::new(),
            community,
            acting: RwLock::new(()),
            quarantining: Mutex::new(()),
            reindexing: Mutex::new(()),
            committing: Mutex::new(()),
            index_damaged: AtomicBool::new(false),
            reindex_asked: folder.join(reindexing::ASKED),
            store,
            index,
            searchable: AtomicU64::new(next),
            indexed: AtomicU64::new(next),
            alerted: AtomicU64::new(0),
            standing: Mutex::default(),
            alerting: Mutex::new(()),
            feeds: Mutex::default(),
            catalogues: Catalogues::default(),
            kept_pages: KeptPages::default(),
            feed_moves: AtomicU64::new(0),
            fused: RwLock::default(),
            feeding: Mutex::new(()),
            ledger,
            key,
            witnesses,
            clock: SteadyClock::from(clock, latest),
            clock_behind: AtomicBool::new(false),
            unrecorded: folder.join(noting::UNRECORDED),
        };
        let reindexed = house.begin(&file, next)?;
        let started =
            Started { entries: opened.records, torn_bytes_cut: opened.torn_bytes_cut, reindexed };
        Ok((house, started))
    }

    /// Takes up what was left at the end: gives how many reports are indexed anew.
    fn begin(&self, community_file: &str, next: u64) -> Result<u64> {
        self.note_community(community_file)?;
        self.take_unrecorded()?;
        let reindexed = self.catch_up(next)?;
        self.alerted.store(self.store.alerted()?, Ordering::Release);
        // Whatever contracts are in force look at everything first.
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner).looked =
            self.indexed.load(Ordering::Acquire);
        for saved in self.store.saved_searches() {
            self.standing().take(saved, (&self.index, &self.thesaurus))?;
        }
        Ok(reindexed)
    }

    /// Deletes everything that is derived and makes it anew from the journal. Gives the number of
    /// reports that are searchable then.
    ///
    /// # Errors
    /// As [`Clearinghouse::open`].
    pub fn rebuild(folder: &DataFolder, clock: Arc<dyn Clock>, budget: Budget) -> Result<u64> {
        let lock = FolderLock::take(folder.path())?;
        for derived in ["catalog", "index"] {
            let path = folder.join(derived);
            if path.exists() {
                std::fs::remove_dir_all(&path).map_err(Error::io("delete", &path))?;
            }
        }
        drop(lock);
        let (house, started) = Self::open(folder, clock, budget)?;
        house.note_administered("made catalog and index anew")?;
        house.close()?;
        Ok(started.reindexed)
    }

    /// Indexes what the index lacks.
    pub(super) fn catch_up(&self, from: u64) -> Result<u64> {
        let count = feed_all(self.store.fresh_from(from), |batch| self.feed(&batch, |_| true))?;
        let next = self.store.journal().next_seq();
        let mut removed = false;
        for report in self.store.withdrawn()? {
            // What was taken back may still be in what was indexed before.
            if self.index.holds(&report)? {
                self.index.remove(&report);
                removed = true;
            }
        }
        if next > from || removed {
            self.indexed.store(next, Ordering::Release);
            self.make_searchable()?;
        }
        Ok(count)
    }

    /// Indexes reports in their order.
    pub(super) fn feed(
        &self,
        fresh: &[Fresh],
        replaces_earlier: impl Fn(&Fresh) -> bool,
    ) -> Result<()> {
        Ok(self.index.add(additions(fresh, replaces_earlier))?)
    }

    /// Takes a report that was taken back out of the index, unless a later version has come.
    pub(super) fn unfeed(&self, cited: &str) -> Result<()> {
        self.index.remove(cited);
        match self.store.fresh(cited)? {
            Some(fresh) => self.feed(&[fresh], |_| false),
            None => Ok(()),
        }
    }
}

/// Feeds what is read from the store, some at a time; gives how many there were.
pub(super) fn feed_all(
    fresh: impl Iterator<Item = store::Result<Fresh>>,
    mut feed: impl FnMut(Vec<Fresh>) -> Result<()>,
) -> Result<u64> {
    let (mut fresh, mut count) = (fresh, 0);
    loop {
        let some = fresh.by_ref().take(FED_TOGETHER).collect::<store::Result<Vec<_>>>()?;
        if some.is_empty() {
            return Ok(count);
        }
        count += some.len() as u64;
        feed(some)?;
    }
}

/// Reports that are in memory at once while very many are indexed.
const FED_TOGETHER: usize = 64;
