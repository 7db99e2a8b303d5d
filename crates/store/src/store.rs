//! The journal and the catalog together: what the server stores into and reads from.

mod acting;
mod deriving;
mod keeping;
mod late;
mod purging;
mod quarantining;
mod reading;
mod recalling;
mod starting;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use model::{Community, LeafKind, Party, Roster, SliceKeys, TagSet, Timestamp};

use deriving::Pending;
use late::Late;
use starting::fingerprint;

use crate::acts::Acts;
use crate::catalog::{AuditRow, Catalog, Fold};
use crate::event_parts::Written;
use crate::fold::{self, At, Fresh, Watermark};
use crate::intake::Intake;
use crate::prepared::What;
use crate::recalls::Recalls;
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
    late: Mutex<Late>,
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
            late: Mutex::default(),
            acts: RwLock::new(Acts::of(Arc::clone(&community))),
            recalls: RwLock::default(),
            keys,
            community,
        };
        store.take_folded_acts(next)?;
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
        self.fold_late(&stamps, event)?;
        let stamp = stamps.into_iter().next();
        stamp.ok_or(Error::Content { seq: None, what: "nothing was appended".to_owned() })
    }

    /// The newest events about an originator's material, newest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn audit(&self, originator: &str, rows_max: usize) -> Result<Vec<AuditRow>> {
        self.fold_answers()?;
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
        self.fold_answers()?;
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

    fn fold(&self, fold: Fold, stamps: &[Stamp]) -> Result<()> {
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return Ok(()) };
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        // Entries that wait would hold the mark back.
        self.settle(&mut late)?;
        self.put(&mut late, fold, [(first.seq, last.seq + 1)])
    }
}
