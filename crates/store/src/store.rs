//! The journal and the catalog together: what the server stores into and reads from.

mod acting;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use dissemination::{Guarded, TooManyViews};
use model::{Community, Leaf, LeafKind, Party, Roster, SliceKeys, TagSet, Timestamp};
use sha2::{Digest, Sha256};

use crate::acts::Acts;
use crate::catalog::{AuditRow, Catalog, Fold};
use crate::event_parts::Written;
use crate::fold::{self, At, Fresh, Watermark};
use crate::intake::Intake;
use crate::prepared::{Sorted, What};
use crate::{
    Entry, Error, Event, FolderDisk, FolderLock, Interner, Journal, Observer, Opened, Prepared,
    Record, Result, Salt, Stamp, concerned,
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
            acts: RwLock::new(Acts::of(Arc::clone(&community))),
            keys,
            community,
        };
        store.take_folded_acts()?;
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
        let mut fold = Fold::default();
        let mut fresh = Vec::new();
        {
            let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
            let before = interner.lengths();
            for (stamp, what) in stamps.iter().zip(whats) {
                let place = At { leaf: &stamp.leaf, place: stamp.place };
                match what {
                    What::Report(sorted) => {
                        let sorted = sorted.settled(at, &in_force).map_err(too_many(stamp.seq))?;
                        fresh.push(fold::report(&mut fold, &mut interner, place, sorted));
                    }
                    What::Aside(aside, digest) => fold::aside(&mut fold, place, &aside, &digest),
                }
            }
            fold.interned(&interner, before);
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
        let stamps = self.journal.append(vec![self.entry((kind, subject), event, actor, at)?])?;
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

    /// Visits the newest version of every report: its name, `ORIGINATOR SERIAL`, and the number of
    /// its shape. For those who must not read reports and must know how many are alike.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn current(&self, visit: impl FnMut(&str, u32)) -> Result<()> {
        self.catalog.current(visit)
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
        let parties: BTreeSet<Party> = concerned::parties(kind, event, &self.acts());
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

    /// Folds what the catalog lacks.
    fn catch_up(&self, from: u64) -> Result<()> {
        let mut fold = Fold::default();
        let mut pending = 0;
        let mut next = from;
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        for record in self.journal.replay(from) {
            let (place, record) = record?;
            if pending > 0 && is_of_acts(record.leaf.kind) {
                // An act may be about a report that is not in the catalog yet.
                fold.folded(next);
                self.catalog.apply(std::mem::take(&mut fold))?;
                pending = 0;
            }
            let before = interner.lengths();
            self.fold_again(&mut fold, &mut interner, place, &record)?;
            fold.interned(&interner, before);
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
                let sorted = self.sorted(&record.leaf, *report)?;
                fold::report(fold, interner, at, sorted);
            }
            Some(Event::Quarantined(aside)) => {
                let digest = Sha256::digest(&aside.submitted).into();
                fold::aside(fold, at, &aside, &digest);
            }
            Some(Event::Served(served)) => fold::served(fold, at, &served),
            Some(event) if Acts::has_say(&event) => drop(self.take(fold, interner, at, &event)?),
            Some(_) | None => {}
        }
        Ok(())
    }

    /// Takes the entries that the acts are made of and that are folded already.
    fn take_folded_acts(&self) -> Result<()> {
        let mut acts = self.acts.write().unwrap_or_else(PoisonError::into_inner);
        for place in self.catalog.acts()? {
            let record = self.journal.read(place)?;
            let Some(content) = &record.content else { continue };
            if let Some(event) = self.event(record.leaf.kind, record.leaf.seq, content)? {
                acts.take(&record.leaf, place, &event);
            }
        }
        Ok(())
    }

    fn event(&self, kind: LeafKind, seq: u64, content: &[u8]) -> Result<Option<Event>> {
        Event::from_bytes(kind, seq, content, &self.community.register)
    }

    fn sorted(&self, leaf: &Leaf, report: model::Report) -> Result<Sorted> {
        Sorted::of(report, Some(leaf.at), &self.in_force()).map_err(too_many(leaf.seq))
    }

    /// The reports that an entry makes current, as far as they still are.
    fn refresh(&self, record: Record) -> Result<Vec<Fresh>> {
        let seq = record.leaf.seq;
        let Some(content) = &record.content else { return Ok(Vec::new()) };
        let cited: Vec<String> = match self.event(record.leaf.kind, seq, content)? {
            Some(Event::Accepted { report, .. }) => {
                let newest = self.catalog.newest(&report.id.cited())?;
                let newest = newest.filter(|(_, row)| row.seq == seq);
                let Some((_, row)) = newest else { return Ok(Vec::new()) };
                let at = At { leaf: &record.leaf, place: row.place };
                let sorted = self.sorted(&record.leaf, *report)?;
                let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
                return Ok(vec![fold::report(&mut Fold::default(), &mut interner, at, sorted)]);
            }
            Some(Event::Acted { act, .. }) => act.reports().map(str::to_owned).collect(),
            Some(_) | None => Vec::new(),
        };
        let mut interner = self.interner.write().unwrap_or_else(PoisonError::into_inner);
        let mut unused = Fold::default();
        let again = |cited: &String| self.handled_anew(&mut unused, &mut interner, cited);
        cited.iter().map(again).filter_map(Result::transpose).collect()
    }

    fn guarded(&self, record: &Record) -> Result<Option<Guarded>> {
        let Some(content) = &record.content else { return Ok(None) };
        match self.event(record.leaf.kind, record.leaf.seq, content)? {
            Some(Event::Accepted { report, .. }) => Ok(Some(Guarded::new(*report, record.leaf.at))),
            Some(_) | None => Ok(None),
        }
    }
}

fn is_of_acts(kind: LeafKind) -> bool {
    matches!(
        kind,
        LeafKind::Authorized | LeafKind::Embargoed | LeafKind::Granted | LeafKind::Procedure
    )
}

fn too_many(seq: u64) -> impl FnOnce(TooManyViews) -> Error {
    move |too_many| Error::Content { seq: Some(seq), what: too_many.to_string() }
}

/// What the fold depends on besides the journal: another one makes it anew.
fn fingerprint(journal: &Journal, community: &Community) -> Result<String> {
    let mut hash = Sha256::new();
    for agency in community.agencies.keys() {
        // Intelligence has classes of its own.
        if community.is_intelligence(agency) {
            hash.update(format!("{agency}\n"));
        }
    }
    // So has whatever waits for a delay, and what an act is about alone.
    for procedure in community.procedures.iter().filter(|procedure| procedure.delay_hours > 0) {
        hash.update(format!("{} {:?}\n", procedure.originator, procedure.from));
    }
    for report in community.embargoes.iter().flat_map(|embargo| &embargo.reports) {
        hash.update(format!("{report}\n"));
    }
    for report in community.authorizations.iter().flat_map(|given| &given.reports) {
        hash.update(format!("{report}\n"));
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
