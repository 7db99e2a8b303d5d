//! What can be typed about what is set aside.

use std::path::PathBuf;

use clap::Subcommand;

use super::AsArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// What is set aside, as far as it is yours to see
    List {
        /// With what is rejected or taken in since
        #[arg(long)]
        closed: bool,
        /// For this reason alone, such as no-banner
        #[arg(long)]
        reason: Option<String>,
        /// Of this originator alone
        #[arg(long, value_name = "AGENCY")]
        originator: Option<String>,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// One of them, with the place of its fault
    Show {
        /// Its id
        id: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Correct it: by another text, or by stating what was submitted otherwise
    Correct(QuarantineCorrect),
    /// Let its correction stand, which somebody else made
    Approve {
        /// Its id
        id: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Submit it again, as it is or as it was corrected and approved
    Resubmit {
        /// Its id
        id: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// It is never to become a report
    Reject {
        /// Its id
        id: String,
        /// Why: the entry holds it, and its originator and submitter read it
        #[arg(long, value_name = "TEXT")]
        because: String,
        #[command(flatten)]
        caller: AsArguments,
    },
}

/// A correction.
#[derive(Debug, clap::Args)]
pub(crate) struct QuarantineCorrect {
    /// Its id
    pub(crate) id: String,
    /// Why: the entry holds it
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
    /// The whole of it, corrected, in any format that is read
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The banner
    #[arg(long, value_name = "MARKING")]
    pub(crate) banner: Option<String>,
    /// The originator
    #[arg(long, value_name = "AGENCY")]
    pub(crate) originator: Option<String>,
    /// The serial
    #[arg(long)]
    pub(crate) serial: Option<String>,
    /// The title's mark
    #[arg(long, value_name = "MARKING")]
    pub(crate) title: Option<String>,
    /// The mark of a portion, such as 3=S//NF; portions count from 0
    #[arg(long = "portion", value_name = "N=MARKING")]
    pub(crate) portions: Vec<String>,
    #[command(flatten)]
    pub(crate) caller: AsArguments,
}
