//! One file a command.

mod admin;
mod community;
mod ingest;
mod init;
mod ledger;
mod marking;

use std::process::ExitCode;
use std::sync::Arc;

use server::{Clearinghouse, DataFolder, Started, SystemClock};

use crate::args::{Arguments, Command};

/// What a command answers with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Answer {
    /// Done, or yes.
    Done,
    /// A negative answer: withheld, invalid, refused.
    Negative,
}

impl Answer {
    /// The exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Negative => ExitCode::from(1),
        }
    }

    fn positive(holds: bool) -> Self {
        if holds { Self::Done } else { Self::Negative }
    }
}

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Answer> {
    let Arguments { data, server, certificate, authority, json, verbose: _, command } = arguments;
    let context = Context { folder: DataFolder::new(data), json };
    let _ = (server, certificate, authority);
    match command {
        Command::Admin { what } => admin::run(&context, what),
        Command::Community { what } => community::run(&context, what),
        Command::Ingest { paths } => ingest::run(&context, &paths),
        Command::Init { community, listen, operator_listen } => {
            init::run(&context, community.as_deref(), (listen, operator_listen))
        }
        Command::Ledger { what } => ledger::run(&context, what),
        Command::Marking { what } => marking::run(&context, what),
        Command::Audit { .. }
        | Command::Decide { .. }
        | Command::Demo { .. }
        | Command::Search { .. }
        | Command::Serve
        | Command::Show { .. } => anyhow::bail!("not yet"),
    }
}

/// What every command gets.
pub(crate) struct Context {
    folder: DataFolder,
    json: bool,
}

impl Context {
    /// Opens the data folder, with memory and threads for much or for little to index.
    fn open(&self, budget: index::Budget) -> anyhow::Result<(Clearinghouse, Started)> {
        let (house, started) = Clearinghouse::open(&self.folder, Arc::new(SystemClock), budget)?;
        if started.torn_bytes_cut > 0 {
            let bytes = started.torn_bytes_cut;
            tracing::warn!(bytes, "cut the end of a write that was never acknowledged");
        }
        Ok((house, started))
    }
}

/// For commands that index little.
const SMALL: index::Budget = index::Budget { threads: 1, bytes: 20_000_000 };
/// For commands that index much.
const LARGE: index::Budget = index::Budget { threads: 2, bytes: 160_000_000 };
