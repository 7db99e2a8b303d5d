//! What can be typed about feeds.

use clap::{Args, Subcommand};

use super::LogKey;

/// Contracts of feeds: what a recipient is brought without asking each time.
#[derive(Debug, Subcommand)]
pub(crate) enum FeedCommand {
    /// Propose a contract, or another version of one, and see what it would bring
    Propose(Box<FeedPropose>),
    /// See what a contract would add and remove, of everything that is stored
    Shadow {
        /// The contract's id
        id: String,
    },
    /// Let a proposal be in force, in the place of the version before
    Approve {
        /// The contract's id
        id: String,
    },
    /// Refuse a proposal, or end a contract
    Close {
        /// The contract's id
        id: String,
        /// Why; the recipient may know
        #[arg(long)]
        why: String,
    },
    /// Read what stands in a feed
    Read {
        /// The feed's name
        name: String,
        /// Whose it is, on the data folder
        #[arg(long = "as", value_name = "RECIPIENT")]
        reader: Option<String>,
        /// What stands behind this position
        #[arg(long, default_value_t = 0, value_name = "POSITION")]
        after: u64,
        /// At most so many positions
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=1_000))]
        limit: u64,
    },
    /// Say that a recipient has what stands in its feed up to a position
    Receive {
        /// The feed's name
        name: String,
        /// Whose it is, on the data folder
        #[arg(long = "as", value_name = "RECIPIENT")]
        reader: Option<String>,
        /// The last position that it has
        #[arg(long, value_name = "POSITION")]
        through: u64,
    },
    /// Read a feed to its end and check that what it gives is what its signed head says
    Check {
        /// The feed's name
        name: String,
        /// Whose it is, on the data folder
        #[arg(long = "as", value_name = "RECIPIENT")]
        reader: Option<String>,
        #[command(flatten)]
        log: LogKey,
    },
    /// Say what use was made of a report that was given
    Use {
        /// The report, `ORIGINATOR SERIAL`
        report: String,
        /// What was done with it
        text: String,
        /// Who made it, on the data folder
        #[arg(long = "as", value_name = "RECIPIENT")]
        user: Option<String>,
    },
    /// How far each feed has come: what is wanted and may go, and what of it is ready, read, received
    Coverage {
        /// Of one report: how it stands with each contract, and why
        #[arg(long)]
        report: Option<String>,
    },
    /// What was read, asks for word or for a declaration of use, and has none for some time
    Owed {
        /// Longer ago than so many hours
        #[arg(long, default_value_t = 24)]
        hours: u32,
    },
    /// Send the feeds that go by mail now, without waiting for their time
    Digest,
    /// What webhooks did not take yet, and why
    Undelivered,
    /// Every contract, with its state
    List {
        /// Of this recipient alone
        #[arg(long, value_name = "RECIPIENT")]
        to: Option<String>,
    },
}

/// A proposal.
#[derive(Args, Debug)]
pub(crate) struct FeedPropose {
    /// What its recipient calls it, such as `border-leads`
    pub(crate) name: String,
    /// Who gets what it brings; whoever asks a server proposes for itself
    #[arg(long, value_name = "RECIPIENT")]
    pub(crate) to: Option<String>,
    /// What for
    #[arg(long)]
    pub(crate) purpose: String,
    /// In which matter, where an authorization names one
    #[arg(long)]
    pub(crate) matter: Option<String>,
    /// What a search for its reports would ask; `*` is everything
    #[arg(long)]
    pub(crate) query: Option<String>,
    /// A subject; may be repeated, and any of them will do
    #[arg(long)]
    pub(crate) topic: Vec<String>,
    /// A kind of report; may be repeated, and any of them will do
    #[arg(long)]
    pub(crate) kind: Vec<String>,
    /// At least so urgent
    #[arg(long)]
    pub(crate) precedence: Option<String>,
    /// Nothing above this level [default: the recipient's clearance]
    #[arg(long)]
    pub(crate) level: Option<String>,
    /// From when on [default: now]
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// Until when
    #[arg(long, value_name = "TIME")]
    pub(crate) until: String,
}
