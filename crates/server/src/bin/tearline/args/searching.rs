//! What can be typed behind `tearline search`.

use clap::{Args, Subcommand, ValueEnum};

use super::{AsArguments, CallerArguments};

/// A search.
#[derive(Args, Debug)]
pub(crate) struct SearchArguments {
    /// The query
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) caller: CallerArguments,
    /// How many hits to show
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// Which hits come first
    #[arg(long, value_enum, default_value_t = SearchSort::Relevance)]
    pub(crate) sort: SearchSort,
    /// Let new reports count for more
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Let urgent reports count for more
    #[arg(long)]
    pub(crate) urgent: bool,
    /// Compare every word as a name: by spelling and by sound
    #[arg(long)]
    pub(crate) names: bool,
    /// Count the values of fields, such as `originator,topic`, or `all`
    #[arg(long, value_name = "F,..", default_value = "", hide_default_value = true)]
    pub(crate) facets: String,
    /// Count hits by month
    #[arg(long)]
    pub(crate) timeline: bool,
    /// Go on where a page ended
    #[arg(long, value_name = "CURSOR")]
    pub(crate) cursor: Option<String>,
    /// Say why each hit stands where it does
    #[arg(long)]
    pub(crate) explain: bool,
    /// Save the search under a name: from now on it looks at each new report (`tearline alert list`)
    #[arg(long, value_name = "NAME")]
    pub(crate) save: Option<String>,
}

/// Saved searches and what they found.
#[derive(Debug, Subcommand)]
pub(crate) enum AlertCommand {
    /// What the saved searches found, the newest first
    List {
        #[command(flatten)]
        caller: CallerArguments,
        /// How many
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Look out for whom and what lists name: reports of the kind `watchlist`
    Watch {
        /// What to call it
        name: String,
        /// The originator of the lists; all that you may have where none is said
        #[arg(long = "list", value_name = "ORIGINATOR")]
        lists: Vec<String>,
        #[command(flatten)]
        caller: CallerArguments,
    },
    /// Which searches are saved
    Searches {
        #[command(flatten)]
        caller: AsArguments,
    },
    /// End a saved search
    Drop {
        /// Its name
        name: String,
        #[command(flatten)]
        caller: AsArguments,
    },
}

/// Which hits come first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum SearchSort {
    /// The best
    Relevance,
    /// The newest
    Newest,
}
