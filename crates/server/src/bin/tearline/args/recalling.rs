//! What can be typed about recalls.

use clap::Subcommand;

use super::AsArguments;

/// A recall, or what follows one.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct RecallArguments {
    #[command(subcommand)]
    pub(crate) what: Option<RecallCommand>,
    #[command(flatten)]
    pub(crate) recall: Option<RecallNew>,
}

/// What is taken back, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct RecallNew {
    /// The report, as ORIGINATOR SERIAL
    pub(crate) report: String,
    /// Why: the entry holds it, and the originator's auditors read it
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: String,
    /// Up to which version [default: all there are]
    #[arg(long, value_name = "N")]
    pub(crate) version: Option<u32>,
    /// A version with a lower marking takes its place: submit that first
    #[arg(long, conflicts_with = "correct")]
    pub(crate) downgrade: bool,
    /// A corrected version takes its place: submit that first
    #[arg(long)]
    pub(crate) correct: bool,
    /// What takes its place, where that is another report
    #[arg(long, value_name = "REPORT")]
    pub(crate) replaced_by: Option<String>,
    /// What those who had it are told besides
    #[arg(long, value_name = "TEXT")]
    pub(crate) tell: Option<String>,
    /// As which recipient (with --server it is whoever the certificate names)
    #[arg(long = "as", value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecallCommand {
    /// What you are told about reports that you had, and the board of your organisation
    List {
        #[command(flatten)]
        caller: AsArguments,
    },
    /// You know of the recalls of a report that you had
    Acknowledge {
        /// The report that you had, as ORIGINATOR SERIAL
        report: String,
        /// What you used it for, and where it went on to
        #[arg(long = "use", value_name = "TEXT")]
        onward: Option<String>,
        #[command(flatten)]
        caller: AsArguments,
    },
    /// Remind everybody who did not acknowledge a recall of your organisation
    Remind {
        #[command(flatten)]
        caller: AsArguments,
    },
}
