//! What can go wrong in the index.

/// A failure of the index. None of them loses anything: the index is made from the journal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query cannot be read.
    #[error("the query cannot be read: {0}")]
    Query(String),
    /// The query is longer than allowed.
    #[error("the query has {chars} characters; {chars_max} are allowed")]
    QueryTooLong {
        /// How long it is.
        chars: usize,
        /// How long it may be.
        chars_max: usize,
    },
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
