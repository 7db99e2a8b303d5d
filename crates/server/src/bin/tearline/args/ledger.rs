//! What can be typed about the ledger.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Prove the whole log against what was signed: the data folder, or an export, or a proof
    Verify {
        /// An export (folder or .tar), a proof, or an offer; without it, the data folder
        path: Option<PathBuf>,
        /// The log's key, `name+id+key`, or a file with it
        #[arg(long, value_name = "KEY", requires = "path")]
        key: Option<String>,
        /// A checkpoint that was kept, older or cosigned, which the export must agree with
        #[arg(long, value_name = "FILE", requires = "path")]
        checkpoint: Vec<PathBuf>,
        /// The key of a witness who must have cosigned one of the checkpoints, or a file with it
        #[arg(long, value_name = "KEY", requires = "path")]
        witness: Vec<String>,
        #[command(flatten)]
        slice: SliceCheck,
    },
    /// Write every entry that concerns an originator or a recipient, with the proof that none is
    /// left out
    Slice {
        #[command(flatten)]
        of: SliceOf,
        /// How many entries of the slice are had already
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// An earlier slice or checkpoint: add the proof that the log continues it
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print the key by which an originator or a recipient recognises its entries; keep it secret
    SliceKey {
        #[command(flatten)]
        of: SliceOf,
    },
    /// Hold two parties' slices against each other: what concerns both must be in both
    Compare {
        /// A slice, such as an originator's
        one: PathBuf,
        /// Another's, such as a recipient's
        other: PathBuf,
        /// The log's key, `name+id+key`, or a file with it
        #[arg(long, value_name = "KEY")]
        key: String,
    },
    /// Sign and print a checkpoint
    Checkpoint {
        /// An older checkpoint: print the proof that the log continues it, too
        #[arg(long, value_name = "FILE")]
        since: Option<PathBuf>,
        #[command(flatten)]
        log: LogKey,
    },
    /// Print the proof that an entry, or a report's acceptance, is in the log
    Prove {
        /// A report, as ORIGINATOR SERIAL or ORIGINATOR SERIAL vN, or the number of an entry
        what: String,
    },
    /// Write the whole log, without any content, for others to verify without the server
    Export {
        /// A folder to make, or a file that ends in .tar
        path: PathBuf,
        #[command(flatten)]
        log: LogKey,
    },
    /// As a witness: look at the server's checkpoint, refuse a fork or a rollback, else cosign it
    Witness {
        /// The witness's own key, of `witness-key`
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Where the witness keeps what it saw last
        #[arg(long, value_name = "FILE")]
        state: PathBuf,
        #[command(flatten)]
        log: LogKey,
    },
    /// Make a witness's key; prints the public key for the server's configuration
    WitnessKey {
        /// The witness's name, by custom a host with a path
        name: String,
        /// Where to write the secret key
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// Whose slice.
#[derive(Debug, clap::Args)]
pub(crate) struct SliceOf {
    /// An originator's; from a server, for its auditors
    #[arg(long, value_name = "AGENCY", conflicts_with = "recipient")]
    pub(crate) originator: Option<String>,
    /// A recipient's; from a server without either, whoever asks
    #[arg(long, value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
}

/// What a slice is held against.
#[derive(Debug, clap::Args)]
pub(crate) struct SliceCheck {
    /// For a slice: the party's own key, of `slice-key`, or a file with it
    #[arg(long, value_name = "KEY", requires = "path")]
    pub(crate) slice_key: Option<String>,
    /// For a slice: the earlier one that it must continue
    #[arg(long, value_name = "FILE", requires = "path")]
    pub(crate) since: Option<PathBuf>,
    /// For a slice: an export of the whole log, to be looked through for the party's own tags
    #[arg(long, value_name = "EXPORT", requires = "path")]
    pub(crate) scan: Option<PathBuf>,
}

/// By which key a log is known.
#[derive(Debug, clap::Args)]
pub(crate) struct LogKey {
    /// The log's key, `name+id+key`, or a file with it [default: DATA/keys/ledger.vkey]
    #[arg(long, value_name = "KEY")]
    pub(crate) log_key: Option<String>,
}
