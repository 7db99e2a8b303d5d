//! What can be typed.

mod acting;
mod administering;
mod auditing;
mod entities;
mod feeding;
mod ledger;
mod quarantine;
mod recalling;
mod searching;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use marking::RuleSet;

pub(crate) use acting::{ActCommand, AsArguments, BeforehandArguments, RequestCommand};
pub(crate) use administering::{AdminCommand, CommunityCommand};
pub(crate) use auditing::AuditArguments;
pub(crate) use entities::EntityCommand;
pub(crate) use feeding::{FeedCommand, FeedPropose};
pub(crate) use ledger::{LedgerCommand, LogKey, SliceCheck, SliceOf};
pub(crate) use quarantine::{QuarantineCommand, QuarantineCorrect};
pub(crate) use recalling::{RecallArguments, RecallCommand, RecallNew};
pub(crate) use searching::{AlertCommand, SearchArguments, SearchSort};

/// An all-source information clearinghouse: search, release and prove, as the markings allow.
#[derive(Debug, Parser)]
#[command(name = "tearline", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The data folder [default: ./tearline-data, for the demo ./tearline-demo]
    #[arg(long, global = true, value_name = "DIR", env = "TEARLINE_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// Work through a server instead of the data folder, such as `https://127.0.0.1:8443`
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) server: Option<String>,
    /// With --server: a PEM file with your certificate and key
    #[arg(long, global = true, value_name = "FILE", env = "TEARLINE_CERTIFICATE")]
    pub(crate) certificate: Option<PathBuf>,
    /// With --server: a PEM file with the server's authority [default: DATA/keys/authority.pem]
    #[arg(long, global = true, value_name = "FILE", env = "TEARLINE_AUTHORITY")]
    pub(crate) authority: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Log more; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Everything on this machine: keys, a community, a scenario, the server, sign-in links
    Demo {
        /// How many reports the scenario has
        #[arg(long, default_value_t = scenario::REPORTS_DEFAULT)]
        reports: u64,
        /// The scenario's seed
        #[arg(long, default_value_t = 2004)]
        seed: u64,
        /// The server's port on 127.0.0.1; the operator's is 1000 higher
        #[arg(long, default_value_t = 8443)]
        port: u16,
    },
    /// Make a data folder with its configuration, keys and community
    Init {
        /// The community's file [default: the Center's]
        #[arg(long, value_name = "FILE")]
        community: Option<PathBuf>,
        /// Where the server will listen
        #[arg(long, default_value = "127.0.0.1:8443")]
        listen: std::net::SocketAddr,
        /// Where the operator's probes connect, on loopback
        #[arg(long, default_value = "127.0.0.1:9443")]
        operator_listen: std::net::SocketAddr,
    },
    /// Run the server on the data folder
    Serve,
    /// Take in files, folders, `-` for standard input: reports, messages, mail, documents, STIX, MISP,
    /// lists, archives (docs/formats.md)
    Ingest {
        /// What to take in
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// The mapping file by which everything is read that is not in report format 1, by its name
        #[arg(long = "as-of", value_name = "NAME")]
        mapping: Option<String>,
    },
    /// Read one file of another format under limits, for the process that started this one
    #[command(name = server::READ_APART, hide = true)]
    ReadApart,
    /// Search as a recipient: all words must match; "phrases", "near"~5, OR, -without, word*, ~name,
    /// originator:CIA, issued:2004-01..2004-06 (docs/search.md has the whole language)
    Search(SearchArguments),
    /// Saved searches and what they found
    Alert {
        #[command(subcommand)]
        what: AlertCommand,
    },
    /// Contracts of feeds: what a recipient is brought without asking each time
    Feed {
        #[command(subcommand)]
        what: FeedCommand,
    },
    /// Show a report to a recipient, as far as it may go
    Show {
        /// The report, as ORIGINATOR SERIAL
        report: String,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// The reports that say nearly what one says, as far as a recipient may have both
    Duplicates {
        /// The report, as ORIGINATOR SERIAL
        report: String,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Who is who, out of what a recipient may have
    Entity {
        #[command(subcommand)]
        what: EntityCommand,
    },
    /// Decide about a report, stored or in a file, with every rule that spoke
    Decide {
        /// The report, as ORIGINATOR SERIAL, or a file with one report
        report: String,
        /// To whom
        #[arg(long, value_name = "RECIPIENT")]
        to: String,
        /// What for
        #[arg(long)]
        purpose: String,
        /// In which matter, where an authorization names one
        #[arg(long)]
        matter: Option<String>,
        /// How it would reach them: search, display, copy or extract
        #[arg(long, default_value = "display")]
        manner: String,
        /// At which time [default: now]
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// Before it is done: who would get what of a draft report, and what would reach more; or what a
    /// changed community would change for everything that is stored
    Whatif(WhatIfArguments),
    /// Check, roll up or explain markings, one a line on standard input
    Marking {
        #[command(subcommand)]
        what: MarkingCommand,
    },
    /// What became of an originator's material: events, newest first, or the audit of a period
    Audit(AuditArguments),
    /// Prove the ledger
    Ledger {
        #[command(subcommand)]
        what: LedgerCommand,
    },
    /// What originators and the Steering Group decide about stored material
    Act {
        #[command(subcommand)]
        what: ActCommand,
    },
    /// The file that a report was read from, as it came: for its originator's people and auditors
    Original {
        /// The report, as ORIGINATOR SERIAL
        report: String,
        /// Where to write it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// What is set aside: see why, correct, approve, submit again, reject
    Quarantine {
        #[command(subcommand)]
        what: QuarantineCommand,
    },
    /// Take a report back; know of it, see who does not yet
    Recall(RecallArguments),
    /// Ask an originator for release, and answer
    Request {
        #[command(subcommand)]
        what: RequestCommand,
    },
    /// Community files
    Community {
        #[command(subcommand)]
        what: CommunityCommand,
    },
    /// The operator's work
    Admin {
        #[command(subcommand)]
        what: AdminCommand,
    },
}

/// What is to be thought through.
#[derive(Debug, clap::Args)]
pub(crate) struct WhatIfArguments {
    /// A file with draft reports, one a line; they are not stored
    #[arg(required_unless_present = "community", conflicts_with = "community")]
    pub(crate) file: Option<PathBuf>,
    /// A changed community file; it is not taken over
    #[arg(long, value_name = "FILE")]
    pub(crate) community: Option<PathBuf>,
    /// What for; several times for several, `all` for every purpose
    #[arg(long = "purpose", value_name = "PURPOSE", default_value = "analysis")]
    pub(crate) purposes: Vec<String>,
    /// In which matter, where an authorization names one
    #[arg(long)]
    pub(crate) matter: Option<String>,
}

/// In whose name, and what for.
#[derive(Debug, clap::Args)]
pub(crate) struct CallerArguments {
    /// As which recipient (with --server it is whoever the certificate names)
    #[arg(long = "as", value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
    /// What for
    #[arg(long, default_value = "analysis")]
    pub(crate) purpose: String,
    /// In which matter, where an authorization names one
    #[arg(long)]
    pub(crate) matter: Option<String>,
}

impl CallerArguments {
    /// The matter as a further parameter of an address.
    pub(crate) fn matter_parameter(&self) -> String {
        let matter = self.matter.as_deref().map(server::percent_encode);
        matter.map(|matter| format!("&matter={matter}")).unwrap_or_default()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum MarkingCommand {
    /// Read each line as a banner, a (portion mark), a TLP label or a JSON object of ISM attributes
    Check(MarkingOptions),
    /// Roll up the portion marks of each line, separated by TAB, or {"portions": [{ISM}, ...]}
    Rollup(MarkingOptions),
    /// Say what each entry of a marking means
    Explain(MarkingOptions),
}

/// By what markings are read.
#[derive(Debug, clap::Args)]
pub(crate) struct MarkingOptions {
    /// The community whose register has more than the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) community: Option<PathBuf>,
    /// A local scheme of the community, instead of the register
    #[arg(long, value_name = "NAME", requires = "community")]
    pub(crate) scheme: Option<String>,
    /// The book of rules
    #[arg(long, value_enum, default_value_t, value_name = "YEAR")]
    pub(crate) rules: Rules,
}

/// The books of rules for markings.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Rules {
    /// The register of 2012
    #[value(name = "2012")]
    Register2012,
    /// The register of 2016, with the vocabulary of 2022
    #[default]
    #[value(name = "2016")]
    Register2016,
    /// ISM.XML 2022
    #[value(name = "2022")]
    Ism2022,
}

impl From<Rules> for RuleSet {
    fn from(rules: Rules) -> Self {
        match rules {
            Rules::Register2012 => Self::Register2012,
            Rules::Register2016 => Self::Register2016,
            Rules::Ism2022 => Self::Ism2022,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
