//! The journal and the catalog together: what the server stores into and reads from.

mod acting;
mod deriving;
mod keeping;
mod purging;
mod quarantining;
mod recalling;
mod starting;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use dissemination::Guarded;
use model::{Community, Leaf, LeafKind, Party, Roster, SliceKeys, TagSet, Timestamp};

use deriving::Pending;
use starting::fingerprint;

use crate::acts::Acts;
use crate::catalog::{AuditRow, Catalog, Fold};
use crate::event_parts::Written;
use crate::fold::{self, At, Fresh, Watermark};
use crate::intake::Intake;
use crate::prepared::{Sorted, What};
use crate::recalls::Recalls;
use crate::withdrawing::Withdrawing;
use crate::{
    Absence, Entry, Error, Event, FolderDisk, FolderLock, Interner, Journal, Observer, Opened,
    Prepared, Record, Result, Salt, Stamp, concerned,
};

/// Durable state. Everything it hands out is guarded.
#[derive(Debug)]
pub struct Store {
    journal: Journal,
    catalog: Catalog,
    interner: RwLock<Interner>,
    submitting: Mutex<()>,
    folded: Mutex<Watermark>,
    /// The community's file. Acts add to it.
    community: Arc<Community>,
    acts: RwLock<Acts>,
    recalls: RwLock<Recalls>,
    /// By which parties recognise their entries.
    keys: Arc<SliceKeys>,
}

/// What became of one submission.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Stored; the number is the receipt.
    Accepted {
        /// Its sequence number.
        seq: u64,
    },
    /// The same content was accepted before.
    Repeated {
        /// The first receipt.
        seq: u64,
    },
    /// Set aside.
    Aside {
        /// Its sequence number.
        seq: u64,
        /// Its id.
        id: String,
    },
    /// The same submission of the same submitter was set aside before.
    AsideBefore {
        /// The first receipt.
        seq: u64,
        /// Its id; empty where its content was erased.
        id: String,
        /// What became of it, where nothing more can.
        closed: Option<String>,
    },
    /// Another content was accepted under the same originator, serial and version.
    Conflict {
        /// The receipt of that one.
        seq: u64,
    },
    /// The same report was taken back since.
    Withdrawn {
        /// The first receipt.
        seq: u64,
        /// How.
        absence: Absence,
    },
    /// A higher version is in force.
    Superseded {
        /// That version.
        version: u32,
    },
}

impl Store {
    /// Opens or begins the store in a locked folder. Everything that the catalog lacks is folded
    /// from the journal first.
    ///
    /// Each entry is tagged for the parties that it concerns, by `keys`. `grown` is told of every entry that is appended; `check` sees the journal as it was found,
    /// before anything is appended, and may refuse it.
    ///
    /// # Errors
    /// When the journal is damaged or refused, or the disk refuses.
    pub fn open<E: From<Error>>(
        lock: &FolderLock,
        (salt, keys): (Box<dyn Salt>, Arc<SliceKeys>),
        grown: Observer,
        check: impl FnOnce(&Journal) -> std::result::Result<(), E>,
        community: Arc<Community>,
        at: Timestamp,
    ) -> std::result::Result<(Self, Opened), E> {
        let disk = FolderDisk::open(lock, "journal")?;
        let (journal, opened) = Journal::open(Box::new(disk), salt, grown)?;
        check(&journal)?;
        if journal.next_seq() == 0 {
            let content = Event::Administered { act: "begun".to_owned() }.to_bytes()?;
            let kind = LeafKind::Administered;
            let actor = "operator".to_owned();
            let (subject, parts) = (String::new(), Vec::new());
            let roster = Roster::of(BTreeSet::new(), &keys);
            journal.append(vec![Entry { at, kind, actor, subject, roster, content, parts }])?;
        }
        let over = |journal| {
            let (community, keys) = (Arc::clone(&community), Arc::clone(&keys));
            Self::over(journal, lock.folder(), community, keys, at)
        };
        let mut store = over(journal)?;
        loop {
            let left = store.unerased()?;
            if left.is_empty() {
                break;
            }
            store.journal.erase(&left)?;
            let Self { journal, .. } = store;
            store = over(journal)?;
        }
        Ok((store, opened))
    }

    /// The store over an open journal. A catalog that was folded from what is erased since is
    /// deleted and begun anew.
    fn over(
        journal: Journal,
        folder: &Path,
        community: Arc<Community>,
        keys: Arc<SliceKeys>,
        at: Timestamp,
    ) -> Result<Self> {
        let fingerprint = fingerprint(&journal, &community)?;
        let folder = folder.join("catalog");
        if journal.is_erasing()? {
            Catalog::delete(&folder)?;
        }
        let catalog = Catalog::open(&folder, &fingerprint, journal.next_seq(), at)?;
        let interner = catalog.interner(&community.register)?;
        let next = catalog.next_seq()?;
        let store = Self {
            journal,
            catalog,
            interner: RwLock::new(interner),
            submitting: Mutex::new(()),
            folded: Mutex::new(Watermark::at(next)),
            acts: RwLock::new(Acts::of(Arc::clone(&community))),
            recalls: RwLock::default(),
            keys,
            community,
        };
        store.take_folded_acts()?;
        store.catch_up(next)?;
        store.journal.erased()?;
        Ok(store)
    }

    /// Stores submissions in order, and returns once they are durable: what became of each, and
    /// the reports that are new.
    ///
    /// # Errors
    /// When the journal cannot take them; then none of them is stored.
    pub fn submit(
        &self,
        submissions: Vec<Prepared>,
        actor: &str,
        at: Timestamp,
    ) -> Result<(Vec<Outcome>, Vec<Fresh>)> {
        let _alone = self.submitting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut intake = Intake::default();
        for prepared in submissions {
            let recalls = self.recalls();
            intake.take(prepared, (&self.catalog, &self.journal, &recalls), actor, at)?;
        }
        let (outcomes, mut entries, whats) = intake.settled();
        let in_force = self.in_force();
        for (entry, what) in entries.iter_mut().zip(&whats) {
            let parties = match what {
                What::Report(sorted) => {
                    concerned::originators([sorted.report.id.originator.clone()])
                }
                What::Aside(aside, _) => concerned::of_aside(aside, &in_force),
            };
            entry.roster = Roster::of(parties, &self.keys);
        }
        let stamps = self.journal.append(entries)?;
        let outcomes = outcomes.with(&stamps);
        let mut fresh = Vec::new();
        let fold = {
            let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
            let mut pending = Pending::new(&mut interner);
            for (stamp, what) in stamps.iter().zip(whats) {
                let place = At { leaf: &stamp.leaf, place: stamp.place };
                match what {
                    What::Report(sorted) => {
                        let derived = sorted.is_derived();
                        let sort = || {
                            let provenance = self.provenance(&sorted.report, at, None)?;
                            Ok(sorted.settled(provenance, &in_force))
                        };
                        fresh.extend(self.fold_report(&mut pending, place, derived, sort)?);
                    }
                    What::Aside(aside, digest) => {
                        fold::aside(&mut pending.fold, place, &aside, &digest);
                    }
                }
            }
            pending.finished()
        };
        self.fold(fold, &stamps)?;
        Ok((outcomes, fresh))
    }

    /// Records an event that is no submission, and returns once it is durable.
    ///
    /// # Errors
    /// When the journal cannot take it; then it must not happen.
    pub fn record(
        &self,
        kind: LeafKind,
        actor: &str,
        subject: &str,
        event: &Event,
        at: Timestamp,
    ) -> Result<Stamp> {
        let stamps = self.journal.append(vec![self.entry((kind, subject), event, actor, at)?])?;
        let mut fold = Fold::default();
        for stamp in &stamps {
            let place = At { leaf: &stamp.leaf, place: stamp.place };
            self.fold_answer(&mut fold, place, event);
        }
        self.fold(fold, &stamps)?;
        let stamp = stamps.into_iter().next();
        stamp.ok_or(Error::Content { seq: None, what: "nothing was appended".to_owned() })
    }

    /// The newest version of a report, cited as `ORIGINATOR SERIAL`, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn report(&self, cited: &str) -> Result<Option<Guarded>> {
        match self.catalog.newest(cited)? {
            Some((version, row)) if self.absence_of(cited, version).is_none() => {
                self.guarded(&self.journal.read(row.place)?, None)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// What decisions about the newest version of a report are made from, unless it was taken back: its
    /// sequence number, and that of its shape. Whoever has the same entitlement gets the same of it for as
    /// long as both are the same.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn basis_of(&self, cited: &str) -> Result<Option<(u64, u32)>> {
        let newest = self.catalog.newest(cited)?;
        let here = newest.filter(|(version, _)| self.absence_of(cited, *version).is_none());
        Ok(here.map(|(_, row)| (row.seq, row.shape)))
    }

    /// The sequence number under which a version of a report was accepted; the newest if none is
    /// said.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn receipt(&self, cited: &str, version: Option<u32>) -> Result<Option<u64>> {
        let row = match version {
            Some(version) => self.catalog.version(cited, version)?,
            None => self.catalog.newest(cited)?.map(|(_, row)| row),
        };
        Ok(row.map(|row| row.seq))
    }

    /// The report with a sequence number, unless it was taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_at(&self, seq: u64) -> Result<Option<Guarded>> {
        let Some(place) = self.catalog.place_of(seq)? else { return Ok(None) };
        let found = self.guarded(&self.journal.read(place)?, None)?;
        Ok(found.filter(|found| {
            let id = found.id();
            self.absence_of(&id.cited(), id.version).is_none()
        }))
    }

    /// Current reports from a sequence number on, for an index that has fallen behind.
    pub fn fresh_from(&self, seq: u64) -> impl Iterator<Item = Result<Fresh>> + '_ {
        self.journal.replay(seq).flat_map(|record| {
            match record.and_then(|(_, record)| self.refresh(record)) {
                Ok(fresh) => fresh.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            }
        })
    }

    /// The newest events about an originator's material, newest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn audit(&self, originator: &str, rows_max: usize) -> Result<Vec<AuditRow>> {
        self.catalog.audit(originator, rows_max)
    }

    /// How many reports and how many set-aside submissions there are. For the operator.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn counts(&self) -> Result<(u64, u64)> {
        self.catalog.counts()
    }

    /// Visits the newest version of every report that was not taken back: its name, `ORIGINATOR SERIAL`, and the number of
    /// its shape. For those who must not read reports and must know how many are alike.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn current(&self, mut visit: impl FnMut(&str, u32)) -> Result<()> {
        let withdrawn = self.withdrawn()?;
        self.catalog.current(|report, shape| {
            if !withdrawn.contains(report) {
                visit(report, shape);
            }
        })
    }

    /// The handling classes, views and shapes.
    pub fn interner(&self) -> RwLockReadGuard<'_, Interner> {
        self.interner.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the catalog was begun; an index made from another one does not fit.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn epoch(&self) -> Result<u64> {
        self.catalog.epoch()
    }

    /// The keys by which parties recognise their entries.
    pub fn slice_keys(&self) -> &SliceKeys {
        &self.keys
    }

    /// All tags of an entry that was read back.
    pub fn tags(&self, record: &Record) -> TagSet {
        let parties = record.parties.iter().cloned().collect();
        Roster::of(parties, &self.keys).tags(record.leaf.seq)
    }

    /// The journal, for the ledger and for verification.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Makes the catalog durable. The journal always is.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self) -> Result<()> {
        self.catalog.sync()
    }

    /// An event as the journal takes it: in parts, and with the parties that it concerns.
    fn entry(
        &self,
        (kind, subject): (LeafKind, &str),
        event: &Event,
        actor: &str,
        at: Timestamp,
    ) -> Result<Entry> {
        let parties: BTreeSet<Party> =
            concerned::parties(kind, event, &self.acts(), &self.recalls());
        let roster = Roster::of(parties, &self.keys);
        let (actor, subject) = (actor.to_owned(), subject.to_owned());
        let Written { content, parts } = event.written()?;
        Ok(Entry { at, kind, actor, subject, roster, content, parts })
    }

    fn fold(&self, mut fold: Fold, stamps: &[Stamp]) -> Result<()> {
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return Ok(()) };
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        fold.folded(folded.cover(first.seq, last.seq + 1));
        self.catalog.apply(fold)
    }

    fn event(&self, kind: LeafKind, seq: u64, content: &[u8]) -> Result<Option<Event>> {
        Event::from_bytes(kind, seq, content, &self.community.register)
    }

    fn sorted(&self, leaf: &Leaf, report: model::Report) -> Result<Sorted> {
        let provenance = self.provenance(&report, leaf.at, None)?;
        Ok(Sorted::accepted(report, provenance, &self.in_force()))
    }

    /// The reports that an entry makes current or changes, as far as they still are.
    fn refresh(&self, record: Record) -> Result<Vec<Fresh>> {
        let seq = record.leaf.seq;
        let Some(content) = &record.content else { return Ok(Vec::new()) };
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        let mut unused = Fold::default();
        let mut fresh = Vec::new();
        let again: Vec<String> = match self.event(record.leaf.kind, seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let cited = report.id.cited();
                let newest = self.catalog.newest(&cited)?.filter(|(_, row)| row.seq == seq);
                let is_here = |version| self.absence_of(&cited, version).is_none();
                let newest = newest.filter(|(version, _)| is_here(*version));
                let Some((_, row)) = newest else { return Ok(fresh) };
                let at = At { leaf: &record.leaf, place: row.place };
                let sorted = self.sorted(&record.leaf, *report)?;
                fresh.push(fold::report(&mut unused, &mut interner, at, sorted));
                self.made_from(&cited)?.into_iter().collect()
            }
            Some(Event::Acted { act, .. }) => act.reports().map(str::to_owned).collect(),
            Some(Event::Withdrawing(Withdrawing::Recalled(recall))) => vec![recall.report],
            Some(_) | None => Vec::new(),
        };
        for cited in &again {
            fresh.extend(self.with_products(&mut unused, &mut interner, cited)?);
        }
        Ok(fresh)
    }

    fn guarded(&self, record: &Record, as_of: Option<Timestamp>) -> Result<Option<Guarded>> {
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let provenance = self.provenance(&report, record.leaf.at, as_of)?;
                Ok(Some(Guarded::new(*report, provenance)))
            }
            Some(_) | None => Ok(None),
        }
    }
}
