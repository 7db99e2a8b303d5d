//! What can go wrong in the index.

use crate::Fault;

/// A failure of the index. None of them loses anything: the index is made from the journal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query cannot be read, or a word of it has too many matches.
    #[error("the query cannot be read: {0}")]
    Query(Fault),
    /// The engine failed.
    #[error("the index failed: {0}; run `tearline admin reindex`")]
    Engine(#[from] tantivy::TantivyError),
    /// The engine fell over its own files.
    #[error("the index is damaged and is being made anew; try again in a while")]
    Damaged,
    /// The folder cannot be used.
    #[error("cannot use the index folder `{folder}`: {source}; check the disk and its owner")]
    Folder {
        /// The folder.
        folder: String,
        /// The system's error.
        source: std::io::Error,
    },
}

/// What the index's functions return.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Query(fault)
    }
}
