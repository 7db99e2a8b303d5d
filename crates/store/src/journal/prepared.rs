//! An entry made ready for writing, by its own thread and before its turn.

use model::{Commitment, Leaf, LeafKind, Roster, Timestamp};

use crate::journal::docket::{Docket, parts};
use crate::journal::frame::{ERASED, PREFIX_BYTES, SALT_BYTES};
use crate::journal::limits::{
    BATCH_BYTES_MAX, BATCH_RECORDS_MAX, HEADER_BYTES_MAX, RECORD_BYTES_MAX,
};
use crate::{Entry, Error, Result, Salt};

/// An entry that is fit to be written; its number is open, and in a large batch its commitment.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) at: Timestamp,
    pub(super) kind: LeafKind,
    pub(super) actor: String,
    pub(super) subject: String,
    pub(super) roster: Roster,
    pub(super) parts: Vec<u32>,
    pub(super) salt: [u8; SALT_BYTES],
    pub(super) content: Vec<u8>,
    commitment: Option<Commitment>,
}

/// The entries of one append, which stay together.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) records: Vec<Prepared>,
    /// At most so many bytes on the disk.
    pub(super) bytes: u64,
}

impl Batch {
    /// Checks entries. Those of a small batch are hashed here, by whoever appends them; those of a
    /// large one while others of it are written.
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
        let salted = entries.into_iter().zip(salts);
        let mut records = salted
            .map(|(entry, salt)| Prepared::of(entry, salt))
            .collect::<Result<Vec<Prepared>>>()?;
        if records.len() < BESIDE_RECORDS_MIN {
            for record in &mut records {
                record.commitment = Some(record.commitment());
            }
        }
        Ok(Self { records, bytes })
    }
}

impl Prepared {
    fn of(entry: Entry, salt: [u8; SALT_BYTES]) -> Result<Self> {
        check(&entry)?;
        if salt == ERASED {
            return Err(Error::UnfitEntry { field: "salt", why: "the source of salts gave zeros" });
        }
        let Entry { at, kind, actor, subject, roster, content, parts: lens } = entry;
        if parts(&content, &lens).is_none() {
            let why = "the lengths of its parts are not its own";
            return Err(Error::UnfitEntry { field: "content", why });
        }
        let (parts, commitment) = (lens, None);
        Ok(Self { at, kind, actor, subject, roster, parts, salt, content, commitment })
    }

    /// The salted hash of the content.
    pub(super) fn commitment(&self) -> Commitment {
        self.commitment.unwrap_or_else(|| {
            let parts = parts(&self.content, &self.parts).unwrap_or_default();
            Commitment::of_parts(&self.salt, &parts)
        })
    }

    /// Bytes of its header under a number.
    pub(super) fn header_bytes(&self, seq: u64) -> usize {
        Leaf::bytes_of(seq, self.kind, &self.actor, &self.subject)
    }

    /// Bytes of its docket.
    pub(super) fn docket_bytes(&self) -> usize {
        Docket::bytes_of(&self.parts, &self.roster)
    }
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
    let docket = Docket::bytes_of(&entry.parts, &entry.roster);
    (PREFIX_BYTES + HEADER_REST_BYTES + docket + SALT_BYTES + texts) as u64
}

/// So many records are worth a second thread; fewer are hashed and written sooner than it starts.
pub(super) const BESIDE_RECORDS_MIN: usize = 256;

/// At most so many bytes of a header are neither actor nor subject.
const HEADER_REST_BYTES: usize = 192;

/// 0000-01-01, the first day that is written with four digits.
const YEAR_0_MICROS: i64 = -62_167_219_200_000_000;

/// 10000-01-01, the first day that is not.
const YEAR_10000_MICROS: i64 = 253_402_300_800_000_000;
