//! What can be typed about acts and requests.

use std::path::PathBuf;

use clap::Subcommand;

use super::CallerArguments;

/// As whom (with --server it is whoever the certificate names).
#[derive(Debug, clap::Args)]
pub(crate) struct AsArguments {
    /// As which recipient (with --server it is whoever the certificate names)
    #[arg(long = "as", value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
}

/// Whether it is to be thought through alone, and for what.
#[derive(Debug, clap::Args)]
pub(crate) struct BeforehandArguments {
    /// Say what it would change for your organisation's reports, and record nothing
    #[arg(long)]
    pub(crate) whatif: bool,
    /// What for; several times for several, `all` for every purpose [default: those it is for]
    #[arg(long = "purpose", value_name = "PURPOSE", requires = "whatif")]
    pub(crate) purposes: Vec<String>,
    /// In which matter [default: those it names]
    #[arg(long, requires = "whatif")]
    pub(crate) matter: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActCommand {
    /// Record the authorizations, procedures, grants and embargoes of a file, all or none
    Record {
        /// The file, as docs/acts.md says
        file: PathBuf,
        #[command(flatten)]
        beforehand: BeforehandArguments,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// The acts that you decide about, or audit
    List {
        #[command(flatten)]
        caller: AsArguments,
    },
    /// End an act before its time
    End {
        /// The act's id
        id: String,
        /// Why
        #[arg(long, required_unless_present = "whatif")]
        reason: Option<String>,
        #[command(flatten)]
        beforehand: BeforehandArguments,
        #[command(flatten)]
        caller: AsArguments,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequestCommand {
    /// Ask for release of a report
    Ask {
        /// The report, as ORIGINATOR SERIAL
        report: String,
        /// Why it is needed: the originator decides by that
        #[arg(long)]
        reason: String,
        /// For how many days the request stands
        #[arg(long, default_value_t = 30)]
        days: u32,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Your requests, and those that are yours to answer
    List {
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Authorize what was asked, and nothing else
    Approve {
        /// The request's id
        id: String,
        /// Until when it may be used
        #[arg(long, value_name = "TIME")]
        until: String,
        /// What it lifts: use, list, caveats, need-to-know, field-office [default: these, but use where
        /// the request names no matter], identities
        #[arg(long = "lift", value_name = "WHAT", value_delimiter = ',')]
        consents: Vec<String>,
        /// What the recipient must observe
        #[arg(long)]
        conditions: Option<String>,
        /// Say what it would change for your organisation's reports, and approve nothing
        #[arg(long)]
        whatif: bool,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Refuse
    Deny {
        /// The request's id
        id: String,
        /// What whoever asked may know of the reason
        #[arg(long, default_value = "")]
        why: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Hand it to another office of the originator's
    Delegate {
        /// The request's id
        id: String,
        /// Which office
        #[arg(long, value_name = "AGENCY")]
        to: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Remind whoever is to answer
    Remind {
        /// The request's id
        id: String,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Take a request back
    Withdraw {
        /// The request's id
        id: String,
        #[command(flatten)]
        caller: AsArguments,
    },
}
