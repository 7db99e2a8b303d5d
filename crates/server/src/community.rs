//! The community's file: who takes part, what caveats mean, procedures and grants.

mod from_agencies;
mod read;
mod wire;

pub use from_agencies::from_agencies;
pub use read::{read, read_acts};

use std::path::Path;

use model::Community;

use crate::{Error, Result};

/// Reads the file at a path.
///
/// # Errors
/// Every fault of the file with its line; nothing is taken from a file that has one.
pub fn load(path: &Path) -> Result<Community> {
    read(&text(path)?, path)
}

/// The text of the file at a path.
pub(crate) fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}
