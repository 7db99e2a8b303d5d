//! What can be typed about who is who.

use clap::Subcommand;

use super::CallerArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum EntityCommand {
    /// Entities by a name in any script and spelling, or by a number
    Find {
        /// The name or number
        name: String,
        /// How many to show
        #[arg(long, default_value_t = 10)]
        limit: usize,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// All that is said of one, with the reports that say it
    Show {
        /// Its id, as `find` gives it: ORIGINATOR SERIAL#N
        id: String,
        /// Tell what is said of it by reports that came since a day or time
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Whom and what one goes with: by reports that name both, by numbers that both have
    Graph {
        /// Its id
        id: String,
        /// How many steps away
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
        hops: u8,
        /// How many entities
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u8).range(1..=100))]
        limit: u8,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// The shortest way from one to another
    Path {
        /// The id of the one
        from: String,
        /// The id of the other
        to: String,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Decide that mentions are of one, or of others: it becomes a report of your organisation
    Judge {
        /// What is decided
        #[arg(value_parser = ["same", "different", "apart"])]
        verdict: String,
        /// The mentions: two or more that are the same, two that are different, or some that are none of
        /// the rest
        #[arg(required = true)]
        mentions: Vec<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Take back what your organisation decided
    Withdraw {
        /// The judgement, ORIGINATOR SERIAL
        judgement: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Whom and what several originators hold, as far as each may be told
    Notices {
        /// Of which something came since a day or time [default: 30 days ago]
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
        /// How many
        #[arg(long, default_value_t = 10)]
        limit: usize,
        #[command(flatten)]
        caller: CallerArguments,
    },
}
