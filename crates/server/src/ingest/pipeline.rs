//! The way of a file into the clearinghouse: one thread reads, some mark, one stores and indexes.
//!
//! Batches are marked in parallel and stored in the order of the file, so that a later version
//! never overtakes an earlier one.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use ingestion::{Beyond, Item, LINE_BYTES_MAX, Marker, Outcome as Read, Quarantine, Rules};
use model::AgencyId;
use store::{Prepared, SetAside};

use super::fate::fate;
use super::foreign::Foreign;
use super::lines::{Line, Lines};
use super::receipt::{Fate, Receipt, Summary};
use super::source::Source;
use crate::clearinghouse::Told;
use crate::{Clearinghouse, Error, Result};

/// Who wants to know how it goes.
pub trait Listener {
    /// So many bytes of the sources are read.
    fn read(&mut self, bytes: u64);
    /// Something became of a line; what is accepted or quarantined is durable.
    fn settled(&mut self, receipt: &Receipt);
}

/// Takes in sources as an actor. `only_of` limits the originators, for those who submit from
/// outside.
///
/// # Errors
/// When the store fails: everything that was settled by then stands, nothing else was taken.
pub fn ingest(
    house: &Clearinghouse,
    sources: &[Source],
    actor: &str,
    only_of: Option<&[AgencyId]>,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    take_in(house, sources, actor, (only_of, &house.reading().rules), listener)
}

/// Takes in sources as [`ingest`] does, everything by the mapping file of this name.
///
/// # Errors
/// As [`ingest`], and where no mapping file has the name.
pub fn ingest_as_of(
    house: &Clearinghouse,
    sources: &[Source],
    (actor, only_of): (&str, Option<&[AgencyId]>),
    mapping: &str,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    let known = &house.reading().rules;
    let file = house.config().reading.sources.clone();
    let only = known.mappings.only(mapping).map_err(|what| Error::Config { file, what })?;
    let rules = Rules { mappings: only, limits: known.limits.clone() };
    take_in(house, sources, actor, (only_of, &rules), listener)
}

fn take_in(
    house: &Clearinghouse,
    sources: &[Source],
    actor: &str,
    (only_of, rules): (Option<&[AgencyId]>, &Rules),
    listener: &mut dyn Listener,
) -> Result<Summary> {
    let told = house.advised(actor, only_of.is_none());
    // What the configuration says about a system comes before what its organisations are.
    let said = house.config().submits_for(actor);
    let only_of = said.or(only_of);
    let read_bytes = Arc::new(AtomicU64::new(0));
    let (raw_in, raw_out) = sync_channel::<Raw>(QUEUE_BATCHES);
    let (marked_in, marked_out) = sync_channel::<Batch>(QUEUE_BATCHES);
    let raw_out = Mutex::new(raw_out);
    std::thread::scope(|scope| {
        let counted = Arc::clone(&read_bytes);
        scope.spawn(move || read_all(sources, rules, &counted, &raw_in));
        for _ in 0..MARKING_THREADS {
            let marked_in = marked_in.clone();
            let raw_out = &raw_out;
            scope.spawn(move || mark_all(house, (only_of, rules), raw_out, &marked_in));
        }
        drop(marked_in);
        let stored = store_all(house, (actor, told), &marked_out, &read_bytes, listener);
        // The others stop when nobody takes what they make.
        drop(marked_out);
        stored
    })
}

/// Lines of one source, numbered batch by batch.
struct Raw {
    number: u64,
    source: String,
    lines: Vec<(u64, Line)>,
    /// A file of another format, in the place of lines.
    foreign: Option<Foreign>,
    /// Why the source ended before its end, after the lines.
    broken: Option<String>,
}

/// The same, marked.
struct Batch {
    number: u64,
    source: String,
    ready: Vec<Ready>,
    /// The file that all of it was read from, to be kept as it came.
    original: Option<Vec<u8>>,
}

/// One line, ready to be stored or refused.
pub(super) struct Ready {
    line: u64,
    /// Where it stands in a file of another format.
    place: String,
    pub(super) report: Option<String>,
    pub(super) what: std::result::Result<Marked, Fate>,
}

pub(super) struct Marked {
    pub(super) prepared: Prepared,
    /// Notes for an accepted report; reason and text for one set aside.
    notes: Vec<String>,
    pub(super) aside: Option<(String, String)>,
    looked_at: LookedAt,
}

/// What is looked at once more when a report is accepted, for advice.
#[derive(Default)]
struct LookedAt {
    beyond: Vec<Beyond>,
    references: Vec<String>,
}

fn read_all(sources: &[Source], rules: &Rules, read_bytes: &Arc<AtomicU64>, out: &SyncSender<Raw>) {
    let mut number = 0;
    for source in sources {
        let name = source.name();
        let mut send = |lines, foreign, broken: Option<String>| {
            number += 1;
            let (number, source) = (number - 1, name.clone());
            out.send(Raw { number, source, lines, foreign, broken }).is_ok()
        };
        if let Source::Stream(_, streamed) = source {
            let lines = |lines, ended: Option<(io::Error, u64)>| {
                send(lines, None, ended.map(|(error, last)| broken(&error, last)))
            };
            if !streamed.lines((BATCH_LINES_MAX, BATCH_BYTES_MAX), lines) {
                return;
            }
            continue;
        }
        let opened = source
            .open(read_bytes)
            .and_then(|mut stream| Ok((Foreign::of(&name, &mut stream, rules)?, stream)));
        let sent = match opened {
            Ok((Some(foreign), _)) => send(Vec::new(), Some(foreign), None),
            Ok((None, stream)) => {
                let mut lines = |lines, broken| send(lines, None, broken);
                read_one(Lines::new(stream, LINE_BYTES_MAX), &mut lines)
            }
            Err(error) => send(Vec::new(), None, Some(broken(&error, 0))),
        };
        if !sent {
            return;
        }
    }
}

fn read_one<R: io::BufRead>(
    mut lines: Lines<R>,
    send: &mut impl FnMut(Vec<(u64, Line)>, Option<String>) -> bool,
) -> bool {
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut last = 0;
    loop {
        match lines.next() {
            Ok(Some((number, line))) => {
                last = number;
                bytes += if let Line::Text(text) = &line { text.len() } else { 0 };
                batch.push((number, line));
            }
            Ok(None) => return batch.is_empty() || send(batch, None),
            Err(error) => return send(batch, Some(broken(&error, last))),
        }
        if batch.len() == BATCH_LINES_MAX || bytes >= BATCH_BYTES_MAX {
            bytes = 0;
            if !send(std::mem::take(&mut batch), None) {
                return false;
            }
        }
    }
}

fn broken(error: &io::Error, last: u64) -> String {
    let hint =
        if error.kind() == io::ErrorKind::UnexpectedEof { "the file is cut off: " } else { "" };
    format!(
        "{hint}{error}; the {last} lines before were read, the rest is lost with the file: fetch \
         it again and submit it, what was taken is recognised"
    )
}

fn mark_all(
    house: &Clearinghouse,
    (only_of, rules): (Option<&[AgencyId]>, &Rules),
    raw: &Mutex<Receiver<Raw>>,
    out: &SyncSender<Batch>,
) {
    let mut marker = Marker::new(house.community());
    loop {
        let next = raw.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Raw { number, source, lines, foreign, broken }) = next else { return };
        let mut ready: Vec<Ready> =
            lines.into_iter().map(|line| mark_line(house, &mut marker, only_of, line)).collect();
        let mut original = None;
        if let Some(foreign) = foreign {
            let items = foreign.read(house.reading(), rules).into_iter();
            ready.extend(items.map(|item| mark_item(house, &mut marker, only_of, item)));
            original = house.config().reading.originals.then(|| foreign.into_bytes());
        }
        if let Some(text) = broken {
            let what = Err(Fate::Refused { column: None, text });
            ready.push(Ready { line: 0, place: String::new(), report: None, what });
        }
        if out.send(Batch { number, source, ready, original }).is_err() {
            return;
        }
    }
}

/// One submission: a line of a file, or a piece of a file of another format.
pub(super) struct Submitted {
    line: u64,
    place: String,
    text: Vec<u8>,
    /// What its originator should know of how it was read.
    notes: Vec<String>,
}

impl Submitted {
    /// One that came by itself.
    pub(super) fn alone(text: Vec<u8>, notes: Vec<String>) -> Self {
        Self { line: 0, place: String::new(), text, notes }
    }

    fn ready(&self, report: Option<String>, what: std::result::Result<Marked, Fate>) -> Ready {
        Ready { line: self.line, place: self.place.clone(), report, what }
    }

    fn refused(&self, report: Option<String>, column: usize, text: String) -> Ready {
        // In a file of another format there is no line to point at.
        let column = Some(column).filter(|_| self.line > 0);
        self.ready(report, Err(Fate::Refused { column, text }))
    }

    fn aside(&self, report: Option<String>, aside: SetAside) -> Ready {
        if aside.submitted.len() > ASIDE_BYTES_MAX {
            let mebibytes = ASIDE_BYTES_MAX >> 20;
            let text = format!(
                "{}; it has more than the {mebibytes} MiB that are kept of what is set aside, so that \
                 nothing of it was kept",
                aside.text
            );
            return self.refused(report, 1, text);
        }
        let said = (aside.reason.clone(), aside.text.clone());
        match Prepared::aside(aside) {
            Ok(prepared) => {
                let notes = self.notes.clone();
                let looked_at = LookedAt::default();
                self.ready(report, Ok(Marked { prepared, notes, aside: Some(said), looked_at }))
            }
            Err(error) => self.refused(report, 1, error.to_string()),
        }
    }
}

fn mark_line(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    (line, text): (u64, Line),
) -> Ready {
    let submitted = |text| Submitted { line, place: String::new(), text, notes: Vec::new() };
    match text {
        Line::Text(text) => mark(house, marker, only_of, &submitted(text)),
        Line::TooLong => {
            let refusal = ingestion::too_long();
            submitted(Vec::new()).refused(None, refusal.column, refusal.message)
        }
    }
}

fn mark_item(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    item: Item,
) -> Ready {
    let Item { place, format: _, originator, serial, notes, outcome } = item;
    let submitted = |text: Vec<u8>| Submitted { line: 0, place, text, notes };
    match outcome {
        Read::Report(line) => mark(house, marker, only_of, &submitted(line.into_bytes())),
        Read::Aside { reason, text, submitted: kept } => {
            let report = Some(format!("{originator} {serial}").trim().to_owned());
            let report = report.filter(|report| !report.is_empty());
            let submitted = submitted(Vec::new());
            if !originator.is_empty() && !is_own(only_of, &originator) {
                return submitted.refused(report, 1, not_yours(&originator));
            }
            submitted.aside(report, SetAside { originator, serial, reason, text, submitted: kept })
        }
    }
}

fn is_own(only_of: Option<&[AgencyId]>, originator: &str) -> bool {
    let own = |agencies: &[AgencyId]| {
        AgencyId::new(originator).is_ok_and(|id| agencies.iter().any(|of| id.is_within(of)))
    };
    only_of.is_none_or(own)
}

fn not_yours(originator: &str) -> String {
    format!("you may not submit reports of `{originator}`")
}

pub(super) fn mark(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    submitted: &Submitted,
) -> Ready {
    let draft = match ingestion::read(&submitted.text) {
        Ok(draft) => draft.noted(submitted.notes.clone()),
        Err(refusal) => return submitted.refused(None, refusal.column, refusal.message),
    };
    let (originator, serial) = (draft.originator().to_owned(), draft.serial().to_string());
    let report = Some(format!("{originator} {serial} v{}", draft.version()));
    if !is_own(only_of, &originator) {
        return submitted.refused(report, 1, not_yours(&originator));
    }
    let reason = match marker.mark(draft) {
        Ok(marked) if dissemination::names_somebody_in_serial(&marked.report) => {
            Quarantine::NamedInSerial
        }
        Ok(marked) => {
            let notes = marked.notes.clone();
            let looked_at = LookedAt {
                beyond: house.code_words().beyond(&marked.report),
                references: marked.report.about.references.clone(),
            };
            match Prepared::report(marked.report, marked.notes, house.community()) {
                Ok(Ok(prepared)) => {
                    let marked = Marked { prepared, notes, aside: None, looked_at };
                    return submitted.ready(report, Ok(marked));
                }
                Ok(Err(too_many)) => Quarantine::TooManyViews(too_many.to_string()),
                Err(error) => return submitted.refused(report, 1, error.to_string()),
            }
        }
        Err(reason) => reason,
    };
    let aside = SetAside {
        originator,
        serial,
        reason: reason.name().to_owned(),
        text: reason.to_string(),
        submitted: String::from_utf8_lossy(&submitted.text).into_owned(),
    };
    submitted.aside(report, aside)
}

fn store_all(
    house: &Clearinghouse,
    (actor, told): (&str, Option<Told<'_>>),
    marked: &Receiver<Batch>,
    read_bytes: &AtomicU64,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    let mut summary = Summary::default();
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    while let Ok(batch) = marked.recv() {
        waiting.insert(batch.number, batch);
        while let Some(batch) = waiting.remove(&next) {
            next += 1;
            let Batch { number: _, source, mut ready, original } = batch;
            let mut receipts = Vec::new();
            // A file of another format may hold very many.
            while !ready.is_empty() {
                let rest = ready.split_off(ready.len().min(BATCH_LINES_MAX));
                for receipt in store_batch(house, (actor, told), &source, ready)? {
                    summary.count(&receipt.fate);
                    listener.settled(&receipt);
                    if original.is_some() {
                        receipts.push(receipt);
                    }
                }
                ready = rest;
            }
            if let Some(bytes) = original {
                house.keep_original(actor, &source, &bytes, &receipts)?;
            }
            listener.read(read_bytes.load(Ordering::Relaxed));
        }
    }
    Ok(summary)
}

fn store_batch(
    house: &Clearinghouse,
    (actor, told): (&str, Option<Told<'_>>),
    source: &str,
    ready: Vec<Ready>,
) -> Result<Vec<Receipt>> {
    let mut submissions = Vec::new();
    let mut receipts = Vec::with_capacity(ready.len());
    let mut open = Vec::new();
    for Ready { line, place, report, what } in ready {
        let fate = match what {
            Ok(Marked { prepared, notes, aside, looked_at }) => {
                open.push((receipts.len(), notes, aside, looked_at));
                submissions.push(prepared);
                Fate::Refused { column: None, text: "not stored".to_owned() }
            }
            Err(fate) => fate,
        };
        let source = match place.as_str() {
            "" => source.to_owned(),
            place => format!("{source}!{place}"),
        };
        receipts.push(Receipt { source, line, report, fate });
    }
    let outcomes = house.submit(submissions, actor)?;
    for ((at, notes, aside, looked_at), outcome) in open.into_iter().zip(outcomes) {
        let mut fate = fate(outcome, notes, aside);
        if let (Fate::Accepted { advice, .. }, Some(told)) = (&mut fate, told) {
            *advice = house.hints(told, &looked_at.beyond, &looked_at.references)?;
        }
        if let Some(receipt) = receipts.get_mut(at) {
            receipt.fate = fate;
        }
    }
    Ok(receipts)
}

const MARKING_THREADS: usize = 2;
const QUEUE_BATCHES: usize = 4;
const BATCH_LINES_MAX: usize = 512;
const BATCH_BYTES_MAX: usize = 4 << 20;
/// As long as the longest line, with what base64 adds.
const ASIDE_BYTES_MAX: usize = LINE_BYTES_MAX / 3 * 4;
