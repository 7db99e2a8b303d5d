//! The embedded database: a fold of the journal in sled, rebuilt whenever it does not fit.

mod about;
mod again;
mod keys;
mod rows;

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use marking::Register;
use model::Timestamp;

use crate::catalog::keys::{Key, seq_of};
pub(crate) use crate::catalog::rows::ReportRow;
pub use crate::catalog::rows::{Answered, AuditRow};
use crate::fold::At;
use crate::interner::Lengths;
use crate::stored_handling::{
    handling_from_bytes, handling_to_bytes, shape_from_bytes, shape_to_bytes, view_from_bytes,
    view_to_bytes,
};
use crate::{Error, Interner, Original, Place, RecordedAside, Result, ServedReport};

/// What the journal says about reports, by report and by sequence; and the audit rows.
#[derive(Debug)]
pub(crate) struct Catalog {
    db: sled::Db,
    file: std::fs::File,
    /// What products are made from: few, so that most reports are not looked for.
    cited: RwLock<HashSet<String>>,
    moves: AtomicU64,
}

/// What one batch of journal entries adds. It is applied whole or not at all.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    batch: sled::Batch,
    /// What products are made from, by name.
    cited: Vec<String>,
    /// Whether it changes what decisions about reports are made from, or may.
    moves: bool,
    /// Bytes of audit rows.
    audit_bytes: usize,
}

impl Fold {
    pub(crate) fn report(&mut self, key: &str, version: u32, row: &ReportRow) {
        self.moves = true;
        self.batch.insert(Key::report(key, version), row.to_bytes());
        self.batch.insert(Key::seq(row.seq), Key::report(key, version));
    }

    pub(crate) fn aside(&mut self, digest: &[u8; 32], seq: u64) {
        self.batch.insert(Key::aside(digest), &seq.to_be_bytes());
    }

    /// What became of a submission that was set aside.
    pub(crate) fn set_aside(&mut self, aside: &RecordedAside) {
        self.batch.insert(Key::set_aside(aside.seq), aside.to_bytes());
        self.batch.insert(Key::aside_id(&aside.id), &aside.seq.to_be_bytes());
    }

    /// Where a file is kept, or a piece of one, for each report that was read from it.
    pub(crate) fn original(&mut self, original: &Original, at: At<'_>) {
        let (seq, place) = (at.leaf.seq, at.place.to_bytes());
        for report in &original.reports {
            self.batch.insert(Key::original(report, seq), place.as_slice());
        }
        self.batch.insert(Key::kept(&original.sha256), &seq.to_be_bytes());
    }

    /// `nth` tells apart several reports of one entry.
    pub(crate) fn audit(&mut self, originator: &str, nth: u32, row: &AuditRow) {
        self.audit_row(originator, (row.seq, nth), row.to_bytes(&[]));
    }

    fn audit_row(&mut self, originator: &str, (seq, nth): (u64, u32), row: Vec<u8>) {
        self.audit_bytes += row.len();
        self.batch.insert(Key::audit(originator, seq, nth), row);
    }

    /// Bytes of the audit rows in it.
    pub(crate) fn audit_bytes(&self) -> usize {
        self.audit_bytes
    }

    /// An audit row of a report's originator that is about just this report.
    pub(crate) fn about(&mut self, cited: &str, seq: u64, nth: u32) {
        self.batch.insert(Key::about(cited, seq, nth), &[]);
    }

    /// An audit row of a report's originator, found by the report too; of all `recipients` if any are said.
    pub(crate) fn of_report(
        &mut self,
        report: &ServedReport,
        nth: u32,
        row: &AuditRow,
        recipients: &[String],
    ) {
        self.audit_row(&report.originator, (row.seq, nth), row.to_bytes(recipients));
        self.about(&format!("{} {}", report.originator, report.serial), row.seq, nth);
    }

    /// That one report derives from another.
    pub(crate) fn derived(&mut self, source: &str, product: &str) {
        self.batch.insert(Key::derived(source, product), &[]);
        self.cited.push(source.to_owned());
    }

    /// Where an entry is that the acts are made of.
    pub(crate) fn act(&mut self, seq: u64, place: Place) {
        self.moves = true;
        self.answer(seq, place);
    }

    /// Where an answer is that is kept among them, by which nothing is decided.
    pub(crate) fn answer(&mut self, seq: u64, place: Place) {
        self.batch.insert(Key::act(seq), place.to_bytes().as_slice());
    }

    /// Adds what was interned since.
    pub(crate) fn interned(&mut self, interner: &Interner, since: Lengths) {
        for (at, handling) in interner.handlings().iter().enumerate().skip(since.handlings) {
            self.batch.insert(Key::handling(at), handling_to_bytes(handling));
        }
        for (at, view) in interner.views().iter().enumerate().skip(since.views) {
            self.batch.insert(Key::view(at), view_to_bytes(view));
        }
        for (at, shape) in interner.shapes().iter().enumerate().skip(since.shapes) {
            self.batch.insert(Key::shape(at), shape_to_bytes(shape));
        }
    }

    pub(crate) fn folded(&mut self, next_seq: u64) {
        self.batch.insert(Key::meta("folded"), &next_seq.to_be_bytes());
    }
}

impl Catalog {
    /// Opens the database in a folder. One that does not open, was made under other rules
    /// (`fingerprint`), or is ahead of the journal is deleted and begun anew, to be folded again.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn open(
        folder: &Path,
        fingerprint: &str,
        journal_next: u64,
        at: Timestamp,
    ) -> Result<Self> {
        if let Some(catalog) = Self::fitting(folder, fingerprint, journal_next) {
            return Ok(catalog);
        }
        Self::delete(folder)?;
        let catalog = Self::at(folder)?;
        let mut batch = sled::Batch::default();
        batch.insert(Key::meta("fingerprint"), fingerprint.as_bytes());
        batch.insert(Key::meta("epoch"), &at.micros().to_be_bytes());
        catalog.apply(Fold { batch, ..Fold::default() })?;
        catalog.sync()?;
        Ok(catalog)
    }

    /// Deletes the database's files.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn delete(folder: &Path) -> Result<()> {
        if !folder.exists() {
            return Ok(());
        }
        let gone = std::fs::remove_dir_all(folder);
        gone.map_err(|error| Error::io("delete", folder.display().to_string(), error))
    }

    fn fitting(folder: &Path, fingerprint: &str, journal_next: u64) -> Option<Self> {
        if !folder.exists() {
            return None;
        }
        // sled 0.34 panics on some damaged files; the database is a fold, so nothing is lost.
        let opened = std::panic::catch_unwind(|| {
            let catalog = Self::at(folder).ok()?;
            let marked = catalog.db.get(Key::meta("fingerprint")).ok()??;
            let fits =
                *marked == *fingerprint.as_bytes() && catalog.next_seq().ok()? <= journal_next;
            fits.then_some(catalog)
        });
        opened.ok().flatten()
    }

    fn at(folder: &Path) -> Result<Self> {
        let name = folder.display().to_string();
        let config = sled::Config::new()
            .path(folder)
            .cache_capacity(CACHE_BYTES_MAX)
            .mode(sled::Mode::HighThroughput)
            .flush_every_ms(None);
        let db = config.open().map_err(|error| Error::catalog(&name, &error))?;
        let file = std::fs::File::open(folder.join("db"))
            .map_err(|error| Error::io("open", format!("{name}/db"), error))?;
        let cited = about::cited(&db).map_err(|error| Error::catalog(&name, &error))?;
        Ok(Self { db, file, cited: RwLock::new(cited), moves: AtomicU64::new(0) })
    }

    /// When the fold was begun. What is derived from another one does not fit this one.
    pub(crate) fn epoch(&self) -> Result<u64> {
        let bytes = self.get(&Key::meta("epoch"))?;
        Ok(bytes.and_then(|bytes| seq_of(&bytes)).unwrap_or_default())
    }

    /// The first journal entry that is not folded yet.
    pub(crate) fn next_seq(&self) -> Result<u64> {
        let bytes = self.get(&Key::meta("folded"))?;
        Ok(bytes.and_then(|bytes| seq_of(&bytes)).unwrap_or_default())
    }

    /// The first journal entry that saved searches have not looked at.
    pub(crate) fn alerted(&self) -> Result<u64> {
        let bytes = self.get(&Key::meta("alerted"))?;
        Ok(bytes.and_then(|bytes| seq_of(&bytes)).unwrap_or_default())
    }

    /// Keeps up to where saved searches have looked. Where it is lost, they look again.
    pub(crate) fn note_alerted(&self, next: u64) -> Result<()> {
        let noted = self.db.insert(Key::meta("alerted"), &next.to_be_bytes());
        noted.map(|_| ()).map_err(|error| self.failed(&error))
    }

    pub(crate) fn apply(&self, fold: Fold) -> Result<()> {
        let Fold { batch, cited, moves, audit_bytes: _ } = fold;
        self.cited.write().unwrap_or_else(PoisonError::into_inner).extend(cited);
        self.db.apply_batch(batch).map_err(|error| self.failed(&error))?;
        self.moves.fetch_add(u64::from(moves), Ordering::AcqRel);
        Ok(())
    }

    /// How often something was applied that decisions about reports are made from, since it was opened.
    pub(crate) fn moves(&self) -> u64 {
        self.moves.load(Ordering::Acquire)
    }

    /// Makes everything applied durable. sled's own flush does not reach the disk, so the file is
    /// synced after it.
    pub(crate) fn sync(&self) -> Result<()> {
        self.db.flush().map_err(|error| self.failed(&error))?;
        self.file.sync_all().map_err(|error| Error::io("sync", "the catalog", error))
    }

    /// The newest version of a report.
    pub(crate) fn newest(&self, key: &str) -> Result<Option<(u32, ReportRow)>> {
        let last = self.db.scan_prefix(Key::report_prefix(key)).next_back();
        let Some(found) = last else { return Ok(None) };
        let (found, row) = found.map_err(|error| self.failed(&error))?;
        let row = ReportRow::from_bytes(&row).ok_or_else(|| self.unreadable())?;
        let version = keys::version_of(&found).ok_or_else(|| self.unreadable())?;
        Ok(Some((version, row)))
    }

    /// One version of a report.
    pub(crate) fn version(&self, key: &str, version: u32) -> Result<Option<ReportRow>> {
        let row = self.get(&Key::report(key, version))?;
        row.map(|row| ReportRow::from_bytes(&row).ok_or_else(|| self.unreadable())).transpose()
    }

    /// Where the report of a sequence number is.
    pub(crate) fn place_of(&self, seq: u64) -> Result<Option<Place>> {
        let Some(key) = self.get(&Key::seq(seq))? else { return Ok(None) };
        let row = self.get(&key)?.ok_or_else(|| self.unreadable())?;
        Ok(Some(ReportRow::from_bytes(&row).ok_or_else(|| self.unreadable())?.place))
    }

    /// The sequence number of a submission that was set aside before.
    pub(crate) fn aside(&self, digest: &[u8; 32]) -> Result<Option<u64>> {
        Ok(self.get(&Key::aside(digest))?.and_then(|bytes| seq_of(&bytes)))
    }

    /// How many reports (each counted once, whatever its versions) and set-aside submissions.
    pub(crate) fn counts(&self) -> Result<(u64, u64)> {
        let mut reports = 0;
        let mut before: Vec<u8> = Vec::new();
        for key in self.db.scan_prefix(Key::reports()).keys() {
            let key = key.map_err(|error| self.failed(&error))?;
            let report = keys::without_version(&key);
            if report != before.as_slice() {
                reports += 1;
                before = report.to_vec();
            }
        }
        let asides = self.db.scan_prefix(Key::asides()).count();
        Ok((reports, u64::try_from(asides).unwrap_or(u64::MAX)))
    }

    /// Visits the newest version of every report: its name, `ORIGINATOR SERIAL`, and its shape.
    pub(crate) fn current(&self, mut visit: impl FnMut(&str, u32)) -> Result<()> {
        let mut newest: Option<(sled::IVec, sled::IVec)> = None;
        let mut settle = |newest: Option<(sled::IVec, sled::IVec)>| {
            let Some((key, row)) = newest else { return Ok(()) };
            let row = ReportRow::from_bytes(&row).ok_or_else(|| self.unreadable())?;
            let report = keys::without_version(&key);
            visit(keys::cited(report).ok_or_else(|| self.unreadable())?, row.shape);
            Ok(())
        };
        for row in self.db.scan_prefix(Key::reports()) {
            let (key, row) = row.map_err(|error| self.failed(&error))?;
            let report = keys::without_version(&key);
            let other = newest.as_ref().is_some_and(|(k, _)| keys::without_version(k) != report);
            let before = newest.replace((key, row));
            if other {
                settle(before)?;
            }
        }
        settle(newest)
    }

    /// The newest audit rows of an originator, newest first.
    pub(crate) fn audit(&self, originator: &str, rows_max: usize) -> Result<Vec<AuditRow>> {
        let mut rows = Vec::new();
        for row in self.db.scan_prefix(Key::audit_prefix(originator)).rev() {
            if rows.len() >= rows_max {
                break;
            }
            let (key, row) = row.map_err(|error| self.failed(&error))?;
            rows.extend(self.rows_of(originator, &key, &row)?);
        }
        rows.truncate(rows_max);
        Ok(rows)
    }

    /// Where the entries are that the acts are made of, in order.
    pub(crate) fn acts(&self) -> Result<Vec<Place>> {
        let rows = self.db.scan_prefix(Key::acts()).values();
        rows.map(|row| {
            let row = row.map_err(|error| self.failed(&error))?;
            Place::from_bytes(&row).ok_or_else(|| self.unreadable())
        })
        .collect()
    }

    /// The handling classes and views, as interned when folded.
    pub(crate) fn interner(&self, register: &Register) -> Result<Interner> {
        let mut interner = Interner::default();
        for row in self.db.scan_prefix(Key::handlings()).values() {
            let row = row.map_err(|error| self.failed(&error))?;
            let handling = handling_from_bytes(&row, register).ok_or_else(|| self.unreadable())?;
            interner.handling(&handling);
        }
        for row in self.db.scan_prefix(Key::views()).values() {
            let row = row.map_err(|error| self.failed(&error))?;
            interner.view(&view_from_bytes(&row).ok_or_else(|| self.unreadable())?);
        }
        for row in self.db.scan_prefix(Key::shapes()).values() {
            let row = row.map_err(|error| self.failed(&error))?;
            interner.shape(&shape_from_bytes(&row).ok_or_else(|| self.unreadable())?);
        }
        Ok(interner)
    }

    fn get(&self, key: &[u8]) -> Result<Option<sled::IVec>> {
        self.db.get(key).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &sled::Error) -> Error {
        Error::catalog("the catalog", error)
    }

    fn unreadable(&self) -> Error {
        Error::Catalog { file: "the catalog".to_owned(), what: "a row cannot be read".to_owned() }
    }
}

const CACHE_BYTES_MAX: u64 = 32 << 20;
