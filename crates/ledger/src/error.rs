//! What can go wrong in the ledger, where, and what a person should do about it.

use std::io;

use crate::Hash;

/// A failure of the ledger.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The journal does not have the root that was signed.
    #[error(
        "the journal was rolled back or altered: the checkpoint of its first {size} entries \
         was signed with root {signed} and the journal gives {found}; \
         run `tearline ledger verify` to find the entry, and restore the journal from a backup"
    )]
    Altered {
        /// Entries that the checkpoint covers.
        size: u64,
        /// The root that was signed.
        signed: Hash,
        /// The root of the journal as it is.
        found: Hash,
    },
    /// The signature is not the key's.
    #[error("the checkpoint is not signed by `{name}`: {why}; do not trust what it says")]
    BadSignature {
        /// The key's name.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// An entry does not fit into a bundle.
    #[error("entry {seq} has {bytes} bytes, and an entry bundle takes 65535 at most")]
    EntryTooLong {
        /// The entry.
        seq: u64,
        /// Its length.
        bytes: usize,
    },
    /// There is something already where an export should go.
    #[error("`{file}` is there already; choose another name, or remove it")]
    Exists {
        /// Where.
        file: String,
    },
    /// The log shows another history than it did before.
    #[error(
        "the log forked: its {seen} entries had root {seen_root}, and the checkpoint of {offered} \
         entries with root {offered_root}, signed with the same key, does not continue them; keep \
         both checkpoints, which together prove it, and tell the other witnesses"
    )]
    Forked {
        /// Entries that were seen before.
        seen: u64,
        /// Their root.
        seen_root: Hash,
        /// Entries of the new checkpoint.
        offered: u64,
        /// Its root.
        offered_root: Hash,
    },
    /// The operating system refused.
    #[error("cannot {doing} `{file}`: {source}; check the disk and who owns the folder")]
    Io {
        /// What was tried: `read`, `write`.
        doing: &'static str,
        /// On what.
        file: String,
        /// The system's error.
        source: io::Error,
    },
    /// The kept leaf hashes and the journal disagree where no checkpoint decides.
    #[error(
        "the journal was rolled back or altered: entry {seq} is not the one whose hash stands in \
         `{file}`; restore the journal from a backup, or, if the journal is known to be right, \
         remove that file and start again"
    )]
    LeafDiffers {
        /// The first entry that differs or is missing.
        seq: u64,
        /// The file of kept leaf hashes.
        file: String,
    },
    /// A checkpoint is no checkpoint.
    #[error("the checkpoint is malformed: {why}")]
    MalformedCheckpoint {
        /// What is wrong.
        why: &'static str,
    },
    /// The head of a feed is none.
    #[error("the head of the feed is malformed: {what} cannot be read")]
    MalformedHead {
        /// What of it.
        what: &'static str,
    },
    /// A key is no key.
    #[error("the {kind} key is malformed: {why}; it reads `{form}`")]
    MalformedKey {
        /// Signing or verifying.
        kind: &'static str,
        /// What is wrong.
        why: String,
        /// How it should look.
        form: &'static str,
    },
    /// A proof or an offer is none.
    #[error("the {what} is malformed: {why}; fetch it again")]
    MalformedText {
        /// Which form.
        what: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// Two checkpoints of the same entries have different maps of slices.
    #[error(
        "the log forked: two checkpoints of its {size} entries, signed with the same key, have \
         different maps of slices, so that somebody was shown a slice that others were not; keep \
         both, which together prove it, and tell the other witnesses"
    )]
    MapsDiffer {
        /// Entries that both cover.
        size: u64,
    },
    /// It is another log than the one that was seen before.
    #[error(
        "this is the log `{offered}`, and the one seen before was `{seen}`; keep a state of its \
         own for each log"
    )]
    OtherLog {
        /// The origin that was seen before.
        seen: String,
        /// The origin that is offered.
        offered: String,
    },
    /// More entries were asked about than there are.
    #[error("the ledger has {size} entries; there is no {asked}")]
    OutOfRange {
        /// Entries in the tree.
        size: u64,
        /// What was asked for.
        asked: String,
    },
    /// The proof does not prove it.
    #[error("the proof does not hold: {what}")]
    ProofFails {
        /// What it should have proven.
        what: String,
    },
    /// The journal has fewer entries than were signed.
    #[error(
        "the journal was rolled back or altered: a checkpoint of {signed} entries was signed \
         and the journal has {found}; restore the journal from a backup"
    )]
    RolledBack {
        /// Entries that the checkpoint covers.
        signed: u64,
        /// Entries that there are.
        found: u64,
    },
    /// The log has fewer entries than it had.
    #[error(
        "the log was rolled back: it had {seen} entries and now shows a checkpoint of {offered}; \
         an older checkpoint was replayed, or entries were taken away; keep both checkpoints and \
         ask the operator"
    )]
    Shrunk {
        /// Entries that were seen before.
        seen: u64,
        /// Entries of the new checkpoint.
        offered: u64,
    },
}

/// What the ledger's functions return.
pub type Result<T> = std::result::Result<T, Error>;
