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
        #[command(flatten)]
        caller: CallerArguments,
    },
}
