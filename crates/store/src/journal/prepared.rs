//! An entry made ready for writing, by its own thread and before its turn.

use model::{Commitment, Leaf, Roster};

use crate::journal::docket::parts;
use crate::journal::frame::{ERASED, PREFIX_BYTES, SALT_BYTES};
use crate::journal::limits::{
    BATCH_BYTES_MAX, BATCH_RECORDS_MAX, HEADER_BYTES_MAX, RECORD_BYTES_MAX,
};
use crate::{Entry, Error, Result, Salt};

/// An entry with its content hashed; only its number is open.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) leaf: Leaf,
    pub(super) roster: Roster,
    pub(super) parts: Vec<u32>,
    pub(super) salt: [u8; SALT_BYTES],
    pub(super) content: Vec<u8>,
}

/// The entries of one append, which stay together.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) records: Vec<Prepared>,
    /// At most so many bytes on the disk.
    pub(super) bytes: u64,
}

impl Batch {
    /// Checks and hashes entries.
    pub(super) fn of(entries: Vec<Entry>, salt: &dyn Salt) -> Result<Self> {
        let bytes = entries.iter().map(record_bytes).sum();
        let records = entries.len();
        if records > BATCH_RECORDS_MAX || bytes > BATCH_BYTES_MAX {
            let (records_max, bytes_max) = (BATCH_RECORDS_MAX, BATCH_BYTES_MAX);
            return Err(Error::BatchTooLarge { records, bytes, records_max, bytes_max });
        }
        let salts = salt.salts(records);
        if salts.len() != records {
            return Err(Error::UnfitEntry {
                field: "salt",
                why: "the source of salts gave too few",
            });
        }
        let salted = entries.into_iter().zip(salts).collect();
        Ok(Self { records: prepare_all(salted)?, bytes })
    }
}

/// Hashes entries, a large batch on two threads: it waits for the disk no less than for the hashes.
fn prepare_all(mut entries: Vec<(Entry, [u8; SALT_BYTES])>) -> Result<Vec<Prepared>> {
    let each = |entries: Vec<(Entry, [u8; SALT_BYTES])>| -> Result<Vec<Prepared>> {
        entries.into_iter().map(|(entry, salt)| prepare(entry, salt)).collect()
    };
    if entries.len() < TWO_THREADS_RECORDS_MIN {
        return each(entries);
    }
    let rest = entries.split_off(entries.len() / 2);
    std::thread::scope(|scope| {
        let rest = scope.spawn(move || each(rest));
        let mut records = each(entries)?;
        match rest.join() {
            Ok(rest) => records.extend(rest?),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        Ok(records)
    })
}

fn prepare(entry: Entry, salt: [u8; SALT_BYTES]) -> Result<Prepared> {
    check(&entry)?;
    if salt == ERASED {
        return Err(Error::UnfitEntry { field: "salt", why: "the source of salts gave zeros" });
    }
    let Entry { at, kind, actor, subject, roster, content, parts: lens } = entry;
    let Some(parts) = parts(&content, &lens) else {
        let why = "the lengths of its parts are not its own";
        return Err(Error::UnfitEntry { field: "content", why });
    };
    let commitment = Commitment::of_parts(&salt, &parts);
    let leaf = Leaf { seq: 0, at, kind, actor, subject, commitment };
    Ok(Prepared { leaf, roster, parts: lens, salt, content })
}

/// Refuses what would not read back as it was given.
fn check(entry: &Entry) -> Result<()> {
    let unfit = |field, why| Err(Error::UnfitEntry { field, why });
    for (field, text) in [("actor", &entry.actor), ("subject", &entry.subject)] {
        if text.contains(['\n', '\r']) {
            return unfit(field, "it holds a line break, which would forge another field");
        }
    }
    if !(YEAR_0_MICROS..YEAR_10000_MICROS).contains(&entry.at.micros()) {
        return unfit("time", "its year does not have four digits");
    }
    if entry.actor.len() + entry.subject.len() + HEADER_REST_BYTES > HEADER_BYTES_MAX as usize {
        return unfit("actor or subject", "together they are longer than a header may be");
    }
    if record_bytes(entry) > u64::from(RECORD_BYTES_MAX) {
        return unfit("content", "it is longer than a record may be; split it");
    }
    Ok(())
}

fn record_bytes(entry: &Entry) -> u64 {
    let texts = entry.actor.len() + entry.subject.len() + entry.content.len();
    let docket = DOCKET_BYTES + entry.parts.len() * 4 + entry.roster.bytes();
    (PREFIX_BYTES + HEADER_REST_BYTES + docket + SALT_BYTES + texts) as u64
}

/// Fewer are hashed sooner than a thread starts.
const TWO_THREADS_RECORDS_MIN: usize = 256;

/// At most so many bytes of a header are neither actor nor subject.
const HEADER_REST_BYTES: usize = 192;

/// Bytes of a docket that are neither lengths nor parties.
const DOCKET_BYTES: usize = 40;

/// 0000-01-01, the first day that is written with four digits.
const YEAR_0_MICROS: i64 = -62_167_219_200_000_000;

/// 10000-01-01, the first day that is not.
const YEAR_10000_MICROS: i64 = 253_402_300_800_000_000;
