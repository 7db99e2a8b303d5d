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

/// The system's own browser, driven by a script of `tests/browser`; `None`, and a printed line, where the
/// browser or its driver is not.
pub fn browser(script: &str) -> Option<Command> {
    let folder = root().join("tests/browser");
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let chromium = known.into_iter().find(|path| std::path::Path::new(path).exists());
    let driver = folder.join("node_modules/playwright-core");
    let (Some(chromium), true) = (chromium, driver.exists()) else {
        println!("skipped: Chromium or {} is not here; ./test gets them", driver.display());
        return None;
    };
    let mut node = Command::new("node");
    if node.arg("--version").output().is_err() {
        println!("skipped: node is not here");
        return None;
    }
    let mut node = Command::new("node");
    node.arg(folder.join(script)).env("CHROMIUM", chromium);
    Some(node)
}

/// A program of the system.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}
