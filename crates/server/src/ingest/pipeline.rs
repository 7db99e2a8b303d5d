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

use ingestion::{LINE_BYTES_MAX, Marker, Quarantine};
use model::AgencyId;
use store::{Absence, Outcome, Prepared, SetAside};

use super::lines::{Line, Lines};
use super::receipt::{Fate, Receipt, Summary};
use super::source::Source;
use crate::{Clearinghouse, Result};

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
    let read_bytes = Arc::new(AtomicU64::new(0));
    let (raw_in, raw_out) = sync_channel::<Raw>(QUEUE_BATCHES);
    let (marked_in, marked_out) = sync_channel::<Batch>(QUEUE_BATCHES);
    let raw_out = Mutex::new(raw_out);
    std::thread::scope(|scope| {
        let counted = Arc::clone(&read_bytes);
        scope.spawn(move || read_all(sources, &counted, &raw_in));
        for _ in 0..MARKING_THREADS {
            let marked_in = marked_in.clone();
            let raw_out = &raw_out;
            scope.spawn(move || mark_all(house, only_of, raw_out, &marked_in));
        }
        drop(marked_in);
        let stored = store_all(house, actor, &marked_out, &read_bytes, listener);
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
    /// Why the source ended before its end, after the lines.
    broken: Option<String>,
}

/// The same, marked.
struct Batch {
    number: u64,
    source: String,
    ready: Vec<Ready>,
}

/// One line, ready to be stored or refused.
struct Ready {
    line: u64,
    report: Option<String>,
    what: std::result::Result<Marked, Fate>,
}

struct Marked {
    prepared: Prepared,
    /// Notes for an accepted report; reason and text for one set aside.
    notes: Vec<String>,
    aside: Option<(String, String)>,
}

fn read_all(sources: &[Source], read_bytes: &Arc<AtomicU64>, out: &SyncSender<Raw>) {
    let mut number = 0;
    for source in sources {
        let name = source.name();
        let mut send = |lines: Vec<(u64, Line)>, broken: Option<String>| {
            number += 1;
            out.send(Raw { number: number - 1, source: name.clone(), lines, broken }).is_ok()
        };
        let sent = match source.open(read_bytes) {
            Ok(stream) => read_one(Lines::new(stream, LINE_BYTES_MAX), &mut send),
            Err(error) => send(Vec::new(), Some(broken(&error, 0))),
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
    only_of: Option<&[AgencyId]>,
    raw: &Mutex<Receiver<Raw>>,
    out: &SyncSender<Batch>,
) {
    let mut marker = Marker::new(house.community());
    loop {
        let next = raw.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Raw { number, source, lines, broken }) = next else { return };
        let mut ready: Vec<Ready> = lines
            .into_iter()
            .map(|(line, text)| mark(house, &mut marker, only_of, line, text))
            .collect();
        if let Some(text) = broken {
            let what = Err(Fate::Refused { column: None, text });
            ready.push(Ready { line: 0, report: None, what });
        }
        if out.send(Batch { number, source, ready }).is_err() {
            return;
        }
    }
}

fn mark(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    line: u64,
    text: Line,
) -> Ready {
    let refused = |report, column, text| Ready {
        line,
        report,
        what: Err(Fate::Refused { column: Some(column), text }),
    };
    let text = match text {
        Line::Text(text) => text,
        Line::TooLong => {
            let refusal = ingestion::too_long();
            return refused(None, refusal.column, refusal.message);
        }
    };
    let draft = match ingestion::read(&text) {
        Ok(draft) => draft,
        Err(refusal) => return refused(None, refusal.column, refusal.message),
    };
    let (originator, serial) = (draft.originator().to_owned(), draft.serial().to_string());
    let report = Some(format!("{originator} {serial} v{}", draft.version()));
    let own = |agencies: &[AgencyId]| {
        AgencyId::new(&originator).is_ok_and(|id| agencies.iter().any(|of| id.is_within(of)))
    };
    if !only_of.is_none_or(own) {
        let text = format!("you may not submit reports of `{originator}`");
        return refused(report, 1, text);
    }
    let reason = match marker.mark(draft) {
        Ok(marked) if dissemination::names_somebody_in_serial(&marked.report) => {
            Quarantine::NamedInSerial
        }
        Ok(marked) => {
            let notes = marked.notes.clone();
            match Prepared::report(marked.report, marked.notes, house.community()) {
                Ok(Ok(prepared)) => {
                    let what = Ok(Marked { prepared, notes, aside: None });
                    return Ready { line, report, what };
                }
                Ok(Err(too_many)) => Quarantine::TooManyViews(too_many.to_string()),
                Err(error) => return refused(report, 1, error.to_string()),
            }
        }
        Err(reason) => reason,
    };
    let aside = SetAside {
        originator,
        serial,
        reason: reason.name().to_owned(),
        text: reason.to_string(),
        submitted: String::from_utf8_lossy(&text).into_owned(),
    };
    match Prepared::aside(aside) {
        Ok(prepared) => {
            let aside = Some((reason.name().to_owned(), reason.to_string()));
            Ready { line, report, what: Ok(Marked { prepared, notes: Vec::new(), aside }) }
        }
        Err(error) => refused(report, 1, error.to_string()),
    }
}

fn store_all(
    house: &Clearinghouse,
    actor: &str,
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
            for receipt in store_batch(house, actor, batch)? {
                summary.count(&receipt.fate);
                listener.settled(&receipt);
            }
            listener.read(read_bytes.load(Ordering::Relaxed));
        }
    }
    Ok(summary)
}

fn store_batch(house: &Clearinghouse, actor: &str, batch: Batch) -> Result<Vec<Receipt>> {
    let mut submissions = Vec::new();
    let mut receipts = Vec::with_capacity(batch.ready.len());
    let mut open = Vec::new();
    for Ready { line, report, what } in batch.ready {
        let fate = match what {
            Ok(Marked { prepared, notes, aside }) => {
                open.push((receipts.len(), notes, aside));
                submissions.push(prepared);
                Fate::Refused { column: None, text: "not stored".to_owned() }
            }
            Err(fate) => fate,
        };
        receipts.push(Receipt { source: batch.source.clone(), line, report, fate });
    }
    let outcomes = house.submit(submissions, actor)?;
    for ((at, notes, aside), outcome) in open.into_iter().zip(outcomes) {
        if let Some(receipt) = receipts.get_mut(at) {
            receipt.fate = fate(outcome, notes, aside);
        }
    }
    Ok(receipts)
}

fn fate(outcome: Outcome, notes: Vec<String>, aside: Option<(String, String)>) -> Fate {
    match outcome {
        Outcome::Accepted { seq } => Fate::Accepted { receipt: seq, notes },
        Outcome::Repeated { seq } => Fate::Repeated { receipt: seq },
        Outcome::Aside { seq } | Outcome::AsideBefore { seq } => {
            let (reason, text) = aside.unwrap_or_default();
            Fate::Quarantined { receipt: seq, reason, text }
        }
        Outcome::Conflict { seq } => Fate::Refused {
            column: None,
            text: format!(
                "another content was accepted under this originator, serial and version (receipt \
                 {seq}); raise the version to replace it"
            ),
        },
        Outcome::Withdrawn { seq, absence } => {
            Fate::Refused { column: None, text: withdrawn(seq, absence) }
        }
        Outcome::Superseded { version } => Fate::Refused {
            column: None,
            text: format!("version {version} of this report is in force; submit a higher version"),
        },
    }
}

fn withdrawn(seq: u64, absence: Absence) -> String {
    let how = match absence {
        Absence::Purged => "its content was purged",
        Absence::Recalled => "its originator recalled it",
    };
    format!(
        "this version was accepted before (receipt {seq}), and {how}: it stays away; submit a \
         higher version if it is to be released again"
    )
}

const MARKING_THREADS: usize = 2;
const QUEUE_BATCHES: usize = 4;
const BATCH_LINES_MAX: usize = 512;
const BATCH_BYTES_MAX: usize = 4 << 20;
