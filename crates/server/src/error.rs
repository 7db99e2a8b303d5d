//! What can go wrong in the server, and what a person should do about it.

use std::path::PathBuf;

/// A failure of the server or of one of its parts.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of acts is wrong; each line names the place.
    #[error("{} is not a sound file of acts:\n{}", .file.display(), .faults.join("\n"))]
    Acts {
        /// The file.
        file: PathBuf,
        /// `file:line: sentence` for each fault.
        faults: Vec<String>,
    },
    /// An act or a step of a request cannot be taken.
    #[error("{what}")]
    Act {
        /// Why, and what to do.
        what: String,
    },
    /// A recipient reads a feed that it has not, or that is not in force.
    #[error("you have no feed `{name}` that is in force")]
    NoFeed {
        /// The name or id, cut short.
        name: String,
    },
    /// Something comes into a feed at this moment.
    #[error("feed `{name}` is being brought something; ask again in a second")]
    Moving {
        /// The name.
        name: String,
    },
    /// A page cannot be written in its form.
    #[error("a page cannot be written: {what}")]
    Page {
        /// Why.
        what: String,
    },
    /// A letter cannot be sent.
    #[error("mail: {what}")]
    Mail {
        /// Why, and what to do.
        what: String,
    },
    /// A partner's collection cannot be polled.
    #[error("polling {url}: {what}")]
    Poll {
        /// The collection.
        url: String,
        /// What is wrong.
        what: String,
    },
    /// A webhook cannot be called as it is configured.
    #[error("the webhook {url}: {what}")]
    Webhook {
        /// Where it goes.
        url: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Somebody decides what is not theirs to decide.
    #[error("{what}")]
    NotYours {
        /// What it takes.
        what: String,
    },
    /// The community's file is wrong; each line names the place.
    #[error("{} is not a sound community file:\n{}", .file.display(), .faults.join("\n"))]
    Community {
        /// The file.
        file: PathBuf,
        /// `file:line: sentence` for each fault.
        faults: Vec<String>,
    },
    /// The server's own configuration is wrong.
    #[error("{}: {what}", .file.display())]
    Config {
        /// The file.
        file: PathBuf,
        /// Where and what.
        what: String,
    },
    /// A witness's cosignature cannot be taken.
    #[error("the cosignature was not taken: {why}")]
    Cosignature {
        /// What is wrong with it.
        why: String,
    },
    /// A witness saw another history than this.
    #[error(
        "the witness {witness} disagrees: {why}; keep its checkpoint, find out who else signs with \
         this ledger's key, and run `tearline ledger verify`"
    )]
    Disagreement {
        /// Who.
        witness: String,
        /// In what.
        why: String,
    },
    /// The operating system gives no random numbers.
    #[error("the operating system gives no random numbers: {0}")]
    Entropy(String),
    /// Mentions could not be taken in.
    #[error(transparent)]
    Fusion(#[from] fusion::Error),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] index::Error),
    /// A file or folder cannot be used.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// Keys or certificates cannot be made or read.
    #[error("{what}: {why}")]
    Keys {
        /// Which.
        what: String,
        /// Why.
        why: String,
    },
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The data folder was not initialised.
    #[error("{0} is no data folder of Tearline; `tearline init --data {0}` makes it one", .folder.display())]
    NotInitialised {
        /// The folder.
        folder: PathBuf,
    },
    /// The recipient is no witness of the ledger.
    #[error(
        "`{id}` is no witness of this ledger; `[[ledger.witnesses]]` in tearline.toml names them"
    )]
    NotAWitness {
        /// Who.
        id: String,
    },
    /// A changed community has another register, under which stored markings may read otherwise.
    #[error(
        "the changed community has another [register] or other caveats behind its controls, under \
         which stored markings are read anew; compare it without that change, and the register by \
         `tearline admin reindex` on a copy of the data folder"
    )]
    OtherRegister,
    /// A page mark is not of this search.
    #[error("this is no place of this search; begin at its first page")]
    PageMark,
    /// A purpose is not of the vocabulary.
    #[error("`{text}` is not a purpose; it is one of {}", model::Purpose::names())]
    Purpose {
        /// What was given.
        text: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Nobody has that id.
    #[error("`{id}` is not a recipient of this community")]
    UnknownRecipient {
        /// The id.
        id: String,
    },
}

/// What the server's functions return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure of the operating system.
    pub fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }
}
