//! Everything together: open a data folder, take submissions, answer questions.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use dissemination::{Ask, Decision, Granted, Released};
use index::{Budget, Index};
use ledger::SigningKey;
use model::{
    AgencyId, Clock, Community, LeafKind, Purpose, Recipient, RecipientId, ReportId, Serial,
    Timestamp,
};
use sha2::{Digest, Sha256};
use store::{AuditRow, FolderLock, Fresh, Journal, Outcome, Prepared, ServedReport, Stamp, Store};

use crate::book::{Book, book};
use crate::config::{Config, DataFolder};
use crate::entropy::Entropy;
use crate::release_log::{Log, Serving, served};
use crate::sights::Sights;
use crate::{Error, Result, community, keys};

/// A running clearinghouse over one data folder, which it holds alone.
pub struct Clearinghouse {
    config: Config,
    community: Arc<Community>,
    store: Store,
    index: Index,
    /// The first journal entry that is not searchable yet, and the first that is not indexed.
    searchable: AtomicU64,
    indexed: AtomicU64,
    ledger: Arc<Mutex<Book>>,
    key: SigningKey,
    sights: Sights,
    clock: Arc<dyn Clock>,
}

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// How many reports match among those that the viewer may see.
    pub total: u64,
    /// The best of them, released to the viewer.
    pub reports: Vec<Released>,
}

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
        let community = Arc::new(community::load(&config.community)?);
        let key = keys::ledger_key(folder)?;
        let lock = FolderLock::take(folder.path())?;
        let ledger = Arc::new(Mutex::new(Book::default()));
        let grown = Arc::clone(&ledger);
        let observer = Box::new(move |stamps: &[Stamp]| book(&grown).grow(stamps));
        let known = Arc::clone(&community);
        let check = |journal: &Journal| book(&ledger).start(journal, folder, &key);
        let (store, opened) =
            Store::open(&lock, Box::new(Entropy), observer, check, known, clock.now())?;
        let (index, next) = Index::open(&folder.join("index"), store.epoch()?, budget)?;
        let house = Self {
            config,
            community,
            store,
            index,
            searchable: AtomicU64::new(next),
            indexed: AtomicU64::new(next),
            ledger,
            key,
            sights: Sights::default(),
            clock,
        };
        let reindexed = house.catch_up(next)?;
        let started =
            Started { entries: opened.records, torn_bytes_cut: opened.torn_bytes_cut, reindexed };
        Ok((house, started))
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
        house.close()?;
        Ok(started.reindexed)
    }

    /// Indexes what the index lacks.
    fn catch_up(&self, from: u64) -> Result<u64> {
        let mut count = 0;
        for fresh in self.store.fresh_from(from) {
            self.feed(&fresh?, true)?;
            count += 1;
        }
        let next = self.store.journal().next_seq();
        self.indexed.store(next, Ordering::Release);
        if next > from {
            self.make_searchable()?;
        }
        Ok(count)
    }

    fn feed(&self, fresh: &Fresh, replaces_earlier: bool) -> Result<()> {
        let views = fresh.views.iter();
        let cut = views.map(|(id, form)| (*id, fresh.report.cut_for_index(form)));
        Ok(self.index.add(fresh.seq, replaces_earlier, cut)?)
    }

    /// Stores submissions; when it returns they are durable. They are searchable after
    /// [`Clearinghouse::make_searchable`].
    ///
    /// # Errors
    /// When nothing could be stored.
    pub fn submit(&self, submissions: Vec<Prepared>, actor: &str) -> Result<Vec<Outcome>> {
        let (outcomes, fresh) = self.store.submit(submissions, actor, self.clock.now())?;
        for fresh in &fresh {
            self.feed(fresh, fresh.report.id().version > 1)?;
        }
        self.indexed.store(self.store.journal().next_seq(), Ordering::Release);
        Ok(outcomes)
    }

    /// Makes everything that is stored searchable, and the folds durable.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn make_searchable(&self) -> Result<()> {
        let next = self.indexed.load(Ordering::Acquire);
        // The two write different files, and the disk can take both at once.
        let (committed, synced) = std::thread::scope(|scope| {
            let synced = scope.spawn(|| self.store.sync());
            (self.index.commit(next), synced.join())
        });
        committed?;
        self.searchable.store(next, Ordering::Release);
        match synced {
            Ok(synced) => Ok(synced?),
            Err(_) => {
                // The catalog is a fold: at worst the next start makes it anew.
                tracing::error!("the catalog failed while it was made durable; restart");
                Ok(())
            }
        }
    }

    /// Whether something is stored that is not searchable yet.
    pub fn is_behind(&self) -> bool {
        self.indexed.load(Ordering::Acquire) > self.searchable.load(Ordering::Acquire)
    }

    /// Searches as a recipient. The hits are recorded before they are given.
    ///
    /// # Errors
    /// What is wrong with the query, or that the search could not be recorded.
    pub fn search(&self, by: Caller<'_>, query: &str, count: usize) -> Result<Found> {
        let parsed = self.index.parse(query)?;
        let serving = self.serving(by);
        let ask = self.ask(serving);
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask, &self.store.interner());
        let hits = snapshot.search(&*parsed, &visible, count, true)?;
        let mut granted: Vec<Granted> = Vec::with_capacity(hits.best.len());
        for hit in &hits.best {
            match self.store.report_at(hit.seq)?.map(|report| report.decide(ask)) {
                Some(Ok(grant)) => granted.push(grant),
                Some(Err(denial)) => {
                    tracing::error!(report.id = %denial.report, "the index gave what is withheld");
                }
                None => tracing::error!(seq = hit.seq, "the index gave what is not stored"),
            }
        }
        let log = Log { query: Some(salted(query)?), ..self.log(serving, LeafKind::Searched) };
        let reports = Granted::release_all(granted, &log)?;
        Ok(Found { total: hits.total.unwrap_or_default(), reports })
    }

    /// Shows a report to a recipient, as far as it may go; `None` when nothing may, or when there
    /// is no such report: the two cannot be told apart. Either is recorded first.
    ///
    /// # Errors
    /// When it could not be recorded; then nothing is shown.
    pub fn show(&self, by: Caller<'_>, cited: &str, kind: LeafKind) -> Result<Option<Released>> {
        let serving = self.serving(by);
        let Some(guarded) = self.store.report(without_version(cited))? else {
            let log = self.log(serving, LeafKind::Withheld);
            log.without(unknown(cited), vec!["no-such-report".to_owned()])?;
            return Ok(None);
        };
        match guarded.decide(self.ask(serving)) {
            Ok(granted) => Ok(Some(granted.release(&self.log(serving, kind))?)),
            Err(denial) => {
                let log = self.log(serving, LeafKind::Withheld);
                log.without(served(&denial.report, None), refusals(&denial.decision))?;
                Ok(None)
            }
        }
    }

    /// Decides about a stored report without giving it; `None` when there is none. Recorded first.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub fn decide(
        &self,
        by: Caller<'_>,
        cited: &str,
        at: Option<Timestamp>,
    ) -> Result<Option<Decision>> {
        let serving = self.serving(by);
        let Some(guarded) = self.store.report(without_version(cited))? else {
            let log = self.log(serving, LeafKind::Decided);
            log.without(unknown(cited), vec!["no-such-report".to_owned()])?;
            return Ok(None);
        };
        let ask = self.ask(Serving { at: at.unwrap_or(serving.at), ..serving });
        let decision = guarded.ponder(ask);
        let report = served(guarded.id(), decision.form.as_ref());
        let refused = if decision.form.is_some() { Vec::new() } else { refusals(&decision) };
        self.log(serving, LeafKind::Decided).without(report, refused)?;
        Ok(Some(decision))
    }

    /// Decides about a report that was not submitted: for its originator, before it is.
    pub fn ponder(
        &self,
        by: Caller<'_>,
        report: &model::Report,
        at: Option<Timestamp>,
    ) -> Decision {
        let serving = self.serving(by);
        let ask = self.ask(Serving { at: at.unwrap_or(serving.at), ..serving });
        dissemination::decide(report, ask)
    }

    /// The newest events about the material of a recipient's own organisation, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn audit(&self, originator: &AgencyId, rows_max: usize) -> Result<Vec<AuditRow>> {
        Ok(self.store.audit(originator.as_str(), rows_max)?)
    }

    /// Signs a checkpoint of the ledger as it is, and keeps it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn checkpoint(&self) -> Result<String> {
        book(&self.ledger).sign(&self.config.origin, &self.key)
    }

    /// Whether the ledger has grown since its last checkpoint.
    pub fn is_unsigned(&self) -> bool {
        let ledger = book(&self.ledger);
        ledger.is_unsigned()
    }

    /// A recipient of the community.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn recipient(&self, id: &str) -> Result<&Recipient> {
        RecipientId::new(id)
            .ok()
            .and_then(|id| self.community.recipients.get(&id))
            .ok_or_else(|| Error::UnknownRecipient { id: id.chars().take(80).collect() })
    }

    /// The community.
    pub fn community(&self) -> &Community {
        &self.community
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The store, for the operator's commands and for tests.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The index, for benchmarks against its engine.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What a caller may see, for benchmarks and counts.
    ///
    /// # Errors
    /// When the index fails.
    pub fn visible_count(&self, by: Caller<'_>) -> Result<u64> {
        let ask = self.ask(self.serving(by));
        let snapshot = self.index.snapshot();
        let visible = self.sights.visible(ask, &self.store.interner());
        Ok(snapshot.visible_count(&visible)?)
    }

    /// Makes everything durable and signed, before the process ends.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn close(&self) -> Result<()> {
        if self.is_behind() {
            self.make_searchable()?;
        }
        self.store.sync()?;
        self.checkpoint()?;
        Ok(())
    }

    /// The views that a caller sees, for benchmarks.
    pub fn visible(&self, by: Caller<'_>) -> index::Visible {
        self.sights.visible(self.ask(self.serving(by)), &self.store.interner())
    }

    fn serving<'a>(&self, by: Caller<'a>) -> Serving<'a> {
        let Caller { recipient, purpose, by } = by;
        Serving { recipient, purpose, at: self.clock.now(), by }
    }

    fn ask<'a>(&'a self, serving: Serving<'a>) -> Ask<'a> {
        let Serving { recipient, purpose, at, by: _ } = serving;
        Ask { recipient, purpose, at, community: &self.community }
    }

    fn log<'a>(&'a self, serving: Serving<'a>, kind: LeafKind) -> Log<'a> {
        Log { store: &self.store, serving, kind, query: None }
    }
}

/// Who would receive, what for, and who acts in their name.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// The recipient.
    pub recipient: &'a Recipient,
    /// The purpose.
    pub purpose: Purpose,
    /// Who acts in the recipient's name, if not itself: `operator` on the machine, or an
    /// originator's officer who asks about a release.
    pub by: Option<&'a str>,
}

/// A query may itself be sensitive: the ledger has a salted hash of it.
fn salted(query: &str) -> Result<String> {
    let salt = Entropy.bytes()?;
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(query);
    Ok(format!("{}:{}", hex::encode(salt), hex::encode(hash.finalize())))
}

fn refusals(decision: &Decision) -> Vec<String> {
    let denials = decision.reasons.iter().filter(|r| r.verdict == dissemination::Verdict::Deny);
    let mut rules: Vec<String> = denials.map(|reason| reason.rule.to_owned()).collect();
    rules.dedup();
    rules
}

/// People cite `ORIGINATOR SERIAL`, and sometimes the version behind it.
fn without_version(cited: &str) -> &str {
    let cited = cited.trim();
    let version = cited.rsplit_once(" v").filter(|(_, version)| {
        !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())
    });
    version.map_or(cited, |(report, _)| report)
}

/// What was asked for and is not there, as far as it reads as a report.
fn unknown(cited: &str) -> ServedReport {
    let (originator, serial) = cited.split_once(' ').unwrap_or((cited, ""));
    let id = AgencyId::new(originator).ok().zip(Serial::new(without_version(serial)).ok());
    match id {
        Some((originator, serial)) => served(&ReportId { originator, serial, version: 0 }, None),
        None => ServedReport {
            originator: String::new(),
            serial: String::new(),
            version: 0,
            outcome: "withhold".to_owned(),
            parts: Vec::new(),
        },
    }
}

impl std::fmt::Debug for Clearinghouse {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Clearinghouse").finish_non_exhaustive()
    }
}
