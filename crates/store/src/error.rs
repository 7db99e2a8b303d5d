//! What can go wrong in durable state, where, and what a person should do about it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::Damage;

/// A failure of the store.
///
/// Clonable, since one failed write answers every append that shared it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// A batch has more bytes or records than one append may.
    #[error(
        "a batch of {records} records and {bytes} bytes is too large; \
         send at most {records_max} records and {bytes_max} bytes at once"
    )]
    BatchTooLarge {
        /// Records in the batch.
        records: usize,
        /// Bytes of the batch.
        bytes: u64,
        /// Records allowed.
        records_max: usize,
        /// Bytes allowed.
        bytes_max: u64,
    },
    /// The embedded database failed. It is rebuilt from the journal at the next start.
    #[error("{file} failed: {what}; restart, and it is rebuilt from the journal")]
    Catalog {
        /// Which file.
        file: String,
        /// What happened.
        what: String,
    },
    /// An entry's content is not of its kind.
    #[error("the content of record {} cannot be read: {what}", shown(*seq))]
    Content {
        /// Which record.
        seq: Option<u64>,
        /// What is wrong with it.
        what: String,
    },
    /// Stored bytes are not what was acknowledged. Nothing was changed.
    #[error(
        "`{file}` is damaged at byte {offset}{}: {what}; nothing was changed; \
         restore this file from a backup or from another node", of_record(*seq)
    )]
    Damaged {
        /// The damaged file.
        file: String,
        /// Where in the file.
        offset: u64,
        /// Which record, as far as it can be told.
        seq: Option<u64>,
        /// What does not hold.
        what: Damage,
    },
    /// The disk is full. Nothing of the batch was kept.
    #[error(
        "the disk is full: record {seq} does not fit behind byte {offset} of `{file}`; \
         nothing of the batch was kept; free some space and send it again ({source})"
    )]
    Full {
        /// The file that could not grow.
        file: String,
        /// Its length.
        offset: u64,
        /// The first record that was not kept.
        seq: u64,
        /// The system's error.
        source: Arc<io::Error>,
    },
    /// Another process uses the data folder.
    #[error(
        "the data folder `{}` is in use by {}; stop it, or use --server",
        path.display(), process(*by)
    )]
    Held {
        /// The folder.
        path: PathBuf,
        /// The process that holds it, if it left its number.
        by: Option<u32>,
    },
    /// The operating system refused.
    #[error("cannot {doing} `{file}`: {source}; check the disk and who owns the folder")]
    Io {
        /// What was tried: `read`, `create`.
        doing: &'static str,
        /// On what.
        file: String,
        /// The system's error.
        source: Arc<io::Error>,
    },
    /// Records that were acknowledged are gone.
    #[error(
        "{count} acknowledged records are missing, from record {seq} on: `{file}` ends at byte \
         {offset}; nothing was changed; restore the journal from a backup or from another node"
    )]
    Missing {
        /// The file that should hold the first of them.
        file: String,
        /// Where it ends.
        offset: u64,
        /// The first missing record.
        seq: u64,
        /// How many are missing.
        count: u64,
    },
    /// A newer version wrote the file.
    #[error(
        "`{file}` has format {version} and this Tearline reads up to {version_max}; \
         run the newer version that wrote it"
    )]
    NewerFormat {
        /// The file.
        file: String,
        /// Its format.
        version: u32,
        /// The newest format known here.
        version_max: u32,
    },
    /// The file is of a format that is no longer read.
    #[error(
        "`{file}` has format {version} and this version of Tearline reads formats from \
         {version_min} on; submit the reports anew into a new data folder"
    )]
    OlderFormat {
        /// Which file.
        file: String,
        /// Its format.
        version: u32,
        /// The oldest format that is read.
        version_min: u32,
    },
    /// An archive holds a segment of the same name and other content.
    #[error(
        "`{other}` is another segment than `{file}`, perhaps of another journal; nothing of it was \
         moved; give each data folder an archive of its own"
    )]
    OtherSegment {
        /// The segment that was to be moved.
        file: String,
        /// What stands where it should go.
        other: String,
    },
    /// A place that this journal does not have.
    #[error(
        "the journal has no record of {len} bytes at byte {offset} of segment {segment}; \
         the database that says so belongs to another journal: rebuild it"
    )]
    Nowhere {
        /// The segment's first record.
        segment: u64,
        /// The byte.
        offset: u64,
        /// The length.
        len: u32,
    },
    /// An earlier write may or may not have reached the disk, so nothing more is accepted.
    #[error(
        "`{file}` takes no more records: {why}; \
         check the disk, then restart: the journal is checked as it opens"
    )]
    Poisoned {
        /// The file.
        file: String,
        /// What happened.
        why: String,
    },
    /// An entry cannot be written down as it is.
    #[error("an entry's {field} cannot be recorded: {why}")]
    UnfitEntry {
        /// Which part.
        field: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// What the store's functions return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn catalog(file: &str, error: &sled::Error) -> Self {
        Self::Catalog { file: file.to_owned(), what: error.to_string() }
    }

    pub(crate) fn io(doing: &'static str, file: impl Into<String>, source: io::Error) -> Self {
        Self::Io { doing, file: file.into(), source: Arc::new(source) }
    }
}

fn shown(seq: Option<u64>) -> String {
    seq.map_or_else(|| "to come".to_owned(), |seq| seq.to_string())
}

fn of_record(seq: Option<u64>) -> String {
    seq.map_or_else(String::new, |seq| format!(" (record {seq})"))
}

fn process(by: Option<u32>) -> String {
    by.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"))
}
