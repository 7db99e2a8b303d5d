//! What can be typed by whoever keeps a data folder, and about its community.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum CommunityCommand {
    /// Check a community file
    Check {
        /// The file
        file: PathBuf,
    },
    /// Print a community file for a table of agencies (id, name, parent; separated by tabs)
    FromAgencies {
        /// The table
        table: PathBuf,
        /// Reports whose caveats are to be defined, plain or compressed
        #[arg(long, value_name = "FILE")]
        caveats_of: Option<PathBuf>,
        /// A file with further tables, such as recipients, to take over
        #[arg(long, value_name = "FILE")]
        with: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// How much is stored
    Status,
    /// Delete what is derived and make it anew from the journal
    Reindex,
    /// Move the ledger's older segments to cheaper storage; links stay, and all still verifies
    Archive {
        /// The folder, which must stay writable and in its place
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Erase the content of a report, everywhere; what the ledger says of it stays
    Purge {
        /// The report, as ORIGINATOR SERIAL
        report: String,
        /// Which version [default: all]
        #[arg(long, value_name = "N")]
        version: Option<u32>,
        /// Why: the entry holds it
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Issue a client certificate for a recipient: certificate and key in one PEM file
    Certificate {
        /// The recipient
        recipient: String,
        /// Where to write it [default: RECIPIENT.pem]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// For how many days
        #[arg(long, default_value_t = 365)]
        days: i64,
    },
}
