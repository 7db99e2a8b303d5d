//! The journal and the catalog together: what the server stores into and reads from.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use dissemination::Guarded;
use model::{Community, LeafKind, Timestamp};
use sha2::{Digest, Sha256};

use crate::catalog::{AuditRow, Catalog, Fold};
use crate::fold::{self, At, Fresh, Watermark};
use crate::intake::Intake;
use crate::prepared::{Sorted, What};
use crate::{
    Entry, Error, Event, FolderDisk, FolderLock, Interner, Journal, Observer, Opened, Prepared,
    Record, Result, Salt, Stamp,
};

/// Durable state. Everything it hands out is guarded.
#[derive(Debug)]
pub struct Store {
    journal: Journal,
    catalog: Catalog,
    interner: RwLock<Interner>,
    submitting: Mutex<()>,
    folded: Mutex<Watermark>,
    community: Arc<Community>,
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
    },
    /// The same submission was set aside before.
    AsideBefore {
        /// The first receipt.
        seq: u64,
    },
    /// Another content was accepted under the same originator, serial and version.
    Conflict {
        /// The receipt of that one.
        seq: u64,
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
    /// `grown` is told of every entry that is appended; `check` sees the journal as it was found,
    /// before anything is appended, and may refuse it.
    ///
    /// # Errors
    /// When the journal is damaged or refused, or the disk refuses.
    pub fn open<E: From<Error>>(
        lock: &FolderLock,
        salt: Box<dyn Salt>,
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
            journal.append(vec![Entry { at, kind, actor, subject: String::new(), content }])?;
        }
        let fingerprint = fingerprint(&journal, &community)?;
        let folder = lock.folder().join("catalog");
        let catalog = Catalog::open(Path::new(&folder), &fingerprint, journal.next_seq(), at)?;
        let interner = catalog.interner(&community.register)?;
        let next = catalog.next_seq()?;
        let store = Self {
            journal,
            catalog,
            interner: RwLock::new(interner),
            submitting: Mutex::new(()),
            folded: Mutex::new(Watermark::at(next)),
            community,
        };
        store.catch_up(next)?;
        Ok((store, opened))
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
            intake.take(prepared, (&self.catalog, &self.journal), actor, at)?;
        }
        let (outcomes, entries, whats) = intake.settled();
        let stamps = self.journal.append(entries)?;
        let outcomes = outcomes.with(&stamps);
        let mut fold = Fold::default();
        let mut fresh = Vec::new();
        {
            let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
            let (handlings, views) = (interner.handlings().len(), interner.views().len());
            for (stamp, what) in stamps.iter().zip(whats) {
                let place = At { leaf: &stamp.leaf, place: stamp.place };
                match what {
                    What::Report(sorted) => {
                        fresh.push(fold::report(&mut fold, &mut interner, place, *sorted));
                    }
                    What::Aside(aside, digest) => fold::aside(&mut fold, place, &aside, &digest),
                }
            }
            fold.interned(&interner, handlings, views);
        }
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
        let (actor, subject) = (actor.to_owned(), subject.to_owned());
        let entry = Entry { at, kind, actor, subject, content: event.to_bytes()? };
        let stamps = self.journal.append(vec![entry])?;
        let mut fold = Fold::default();
        for stamp in &stamps {
            let place = At { leaf: &stamp.leaf, place: stamp.place };
            if let Event::Served(served) = event {
                fold::served(&mut fold, place, served);
            }
        }
        self.fold(fold, &stamps)?;
        let stamp = stamps.into_iter().next();
        stamp.ok_or(Error::Content { seq: None, what: "nothing was appended".to_owned() })
    }

    /// The newest version of a report, cited as `ORIGINATOR SERIAL`.
    ///
    /// # Errors
    /// When the store cannot be read. A report that is not there is no error.
    pub fn report(&self, cited: &str) -> Result<Option<Guarded>> {
        match self.catalog.newest(cited)? {
            Some((_, row)) => self.guarded(&self.journal.read(row.place)?),
            None => Ok(None),
        }
    }

    /// The report with a sequence number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report_at(&self, seq: u64) -> Result<Option<Guarded>> {
        match self.catalog.place_of(seq)? {
            Some(place) => self.guarded(&self.journal.read(place)?),
            None => Ok(None),
        }
    }

    /// Current reports from a sequence number on, for an index that has fallen behind.
    pub fn fresh_from(&self, seq: u64) -> impl Iterator<Item = Result<Fresh>> + '_ {
        self.journal.replay(seq).filter_map(|record| match record {
            Ok((_, record)) => self.refresh(record).transpose(),
            Err(error) => Some(Err(error)),
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

    /// The handling classes and views.
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

    fn fold(&self, mut fold: Fold, stamps: &[Stamp]) -> Result<()> {
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return Ok(()) };
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        fold.folded(folded.cover(first.seq, last.seq + 1));
        self.catalog.apply(fold)
    }

    /// Folds what the catalog lacks.
    fn catch_up(&self, from: u64) -> Result<()> {
        let mut fold = Fold::default();
        let mut pending = 0;
        let mut next = from;
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        for record in self.journal.replay(from) {
            let (place, record) = record?;
            let (handlings, views) = (interner.handlings().len(), interner.views().len());
            self.fold_again(&mut fold, &mut interner, place, &record)?;
            fold.interned(&interner, handlings, views);
            next = record.leaf.seq + 1;
            pending += 1;
            if pending == FOLD_RECORDS_MAX {
                fold.folded(next);
                self.catalog.apply(std::mem::take(&mut fold))?;
                pending = 0;
            }
        }
        if pending > 0 {
            fold.folded(next);
            self.catalog.apply(fold)?;
        }
        if next > from {
            self.catalog.sync()?;
        }
        *self.folded.lock().unwrap_or_else(PoisonError::into_inner) = Watermark::at(next);
        Ok(())
    }

    fn fold_again(
        &self,
        fold: &mut Fold,
        interner: &mut Interner,
        place: crate::Place,
        record: &Record,
    ) -> Result<()> {
        let at = At { leaf: &record.leaf, place };
        let Some(content) = &record.content else { return Ok(()) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let sorted = self.sorted(record.leaf.seq, *report)?;
                fold::report(fold, interner, at, sorted);
            }
            Some(Event::Quarantined(aside)) => {
                let digest = Sha256::digest(&aside.submitted).into();
                fold::aside(fold, at, &aside, &digest);
            }
            Some(Event::Served(served)) => fold::served(fold, at, &served),
            Some(Event::Administered { .. }) | None => {}
        }
        Ok(())
    }

    fn event(&self, kind: LeafKind, seq: u64, content: &[u8]) -> Result<Option<Event>> {
        Event::from_bytes(kind, seq, content, &self.community.register)
    }

    fn sorted(&self, seq: u64, report: model::Report) -> Result<Sorted> {
        Sorted::of(report, &self.community)
            .map_err(|too_many| Error::Content { seq: Some(seq), what: too_many.to_string() })
    }

    /// A report again as it was when it was new, if it still is the newest version.
    fn refresh(&self, record: Record) -> Result<Option<Fresh>> {
        let seq = record.leaf.seq;
        let Some(content) = &record.content else { return Ok(None) };
        let Some(Event::Accepted { report, .. }) = self.event(record.leaf.kind, seq, content)?
        else {
            return Ok(None);
        };
        let newest = self.catalog.newest(&report.id.cited())?;
        let Some((_, row)) = newest.filter(|(_, row)| row.seq == seq) else { return Ok(None) };
        let sorted = self.sorted(seq, *report)?;
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        let mut unused = Fold::default();
        let at = At { leaf: &record.leaf, place: row.place };
        Ok(Some(fold::report(&mut unused, &mut interner, at, sorted)))
    }

    fn guarded(&self, record: &Record) -> Result<Option<Guarded>> {
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => Ok(Some(Guarded::new(*report))),
            Some(Event::Quarantined(_) | Event::Served(_) | Event::Administered { .. }) | None => {
                Ok(None)
            }
        }
    }
}

/// What the fold depends on besides the journal: another one makes it anew.
fn fingerprint(journal: &Journal, community: &Community) -> Result<String> {
    let mut hash = Sha256::new();
    for agency in community.agencies.values() {
        if community.is_intelligence(&agency.id) {
            hash.update(agency.id.as_str());
            let procedure = community.field_office_procedure(&agency.id);
            hash.update(procedure.map_or("none", |procedure| procedure.form.name()));
            hash.update(b"\n");
        }
    }
    // Stored markings are read by the register, and handling classes have the caveats behind its
    // controls. Its debug form says all of it; one that reads otherwise only makes the fold anew.
    hash.update(format!("{:?}\n{:?}\n", community.register, community.control_caveats));
    let first = journal.replay(0).next().transpose()?;
    let journal = first.map(|(_, record)| record.leaf.commitment.hex()).unwrap_or_default();
    let rules = hash.finalize();
    Ok(format!("fold {FOLD_VERSION}, journal {journal}, rules {rules:x}"))
}

/// Version of the fold: another one makes the catalog anew.
const FOLD_VERSION: u32 = 4;
const FOLD_RECORDS_MAX: usize = 1_000;
