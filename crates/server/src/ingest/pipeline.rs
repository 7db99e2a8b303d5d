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

use ingestion::{LINE_BYTES_MAX, Marker, Rules};
use model::AgencyId;

use super::fate::fate;
use super::foreign::Foreign;
use super::lines::{Line, Lines};
use super::marking::{Marked, Ready, mark_item, mark_line};
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
    /// Whether somebody is told the advice of receipts; where nobody is, none is worked out.
    fn is_advised(&self) -> bool {
        false
    }
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
    let told = house.advised(actor, only_of.is_none()).filter(|_| listener.is_advised());
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
            let is_advised = told.is_some();
            scope.spawn(move || mark_all(house, (only_of, rules, is_advised), raw_out, &marked_in));
        }
        drop(marked_in);
        let stored = store_all(house, (actor, told), &marked_out, &read_bytes, listener);
        // The others stop when nobody takes what they make; and a stream, on which nothing may come for
        // long, at once.
        drop(marked_out);
        if stored.is_err() {
            sources.iter().for_each(Source::stop);
        }
        stored
    })
}

/// Lines of one source, numbered batch by batch.
struct Raw {
    number: u64,
    /// How many submissions come before these.
    before: usize,
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

fn read_all(sources: &[Source], rules: &Rules, read_bytes: &Arc<AtomicU64>, out: &SyncSender<Raw>) {
    let (mut number, mut count) = (0, 0);
    for source in sources {
        let name = source.name();
        let mut send = |lines: Vec<(u64, Line)>, foreign, broken: Option<String>| {
            let (before, source) = (count, name.clone());
            number += 1;
            count += lines.len().max(1);
            out.send(Raw { number: number - 1, before, source, lines, foreign, broken }).is_ok()
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
    (only_of, rules, is_advised): (Option<&[AgencyId]>, &Rules, bool),
    raw: &Mutex<Receiver<Raw>>,
    out: &SyncSender<Batch>,
) {
    let mut marker = Marker::new(house.community());
    loop {
        let next = raw.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Raw { number, before, source, lines, foreign, broken }) = next else { return };
        // Reading for suggestions takes longer than taking in: where very much comes, it is not held up.
        let suggested = (before..).map(|at| is_advised && at < SUGGESTED_MAX);
        let mut ready: Vec<Ready> = lines
            .into_iter()
            .zip(suggested.clone())
            .map(|(line, suggested)| mark_line(house, &mut marker, only_of, line, suggested))
            .collect();
        let mut original = None;
        if let Some(foreign) = foreign {
            let items = foreign.read(house.reading(), rules).into_iter().zip(suggested);
            ready.extend(
                items.map(|(item, suggested)| {
                    mark_item(house, &mut marker, only_of, item, suggested)
                }),
            );
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
            *advice = looked_at.advice(house, told)?;
        }
        if let Some(receipt) = receipts.get_mut(at) {
            receipt.fate = fate;
        }
    }
    Ok(receipts)
}

/// Submissions of one taking in whose texts are read for what may be suggested.
const SUGGESTED_MAX: usize = 100;
const MARKING_THREADS: usize = 2;
const QUEUE_BATCHES: usize = 4;
const BATCH_LINES_MAX: usize = 512;
const BATCH_BYTES_MAX: usize = 4 << 20;
