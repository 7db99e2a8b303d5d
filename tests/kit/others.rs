//! The programs of others, which our formats and interfaces are tried with.

use std::ffi::OsStr;
use std::process::Command;

use crate::workspace::root;

/// The Python of `.venv`, which has the tools of others; `None`, and a printed line, where it is not.
pub fn tools() -> Option<Command> {
    let python = root().join(".venv/bin/python");
    if python.exists() {
        return Some(Command::new(python));
    }
    println!("skipped: {} is not here; ./test makes it", python.display());
    None
}

/// A program of the system.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}
