//! `tearline`: the one binary.
//!
//! Exit codes: 0 done, 1 a negative answer (withheld, invalid, refused), 2 wrong usage, 3 failure.

mod args;
mod commands;
mod output;
mod show;

use std::process::ExitCode;

use clap::Parser as _;

/// Reports are read by one thread, stored by another and indexed by a third; the system's allocator
/// makes each of these hand-overs wait (`docs/measurements.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    output::log_to_stderr(arguments.verbose);
    match commands::run(arguments) {
        Ok(answer) => answer.code(),
        Err(error) => {
            output::complain(&format!("tearline: {error:#}"));
            if let Some(server::Error::Index(index::Error::Query(fault))) = error.downcast_ref() {
                output::complain(&fault.explained());
            }
            ExitCode::from(FAILURE)
        }
    }
}

const FAILURE: u8 = 3;
