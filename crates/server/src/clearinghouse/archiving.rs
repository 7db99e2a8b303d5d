//! Archives: the ledger's older segments on cheaper storage.

use std::path::Path;
use std::sync::Arc;

use index::Budget;
use model::Clock;
use store::{Archived, FolderLock};

use super::Clearinghouse;
use crate::config::DataFolder;
use crate::{Error, Result};

impl Clearinghouse {
    /// Moves every segment that is written until now to another folder, and leaves links to them. It is
    /// recorded first.
    ///
    /// # Errors
    /// When the folder is the journal's own or inside the data folder, when the archive has another
    /// segment of the same name, or as [`Clearinghouse::open`]. Segments are moved one by one: those
    /// that were, stay moved.
    pub fn archive(
        folder: &DataFolder,
        clock: Arc<dyn Clock>,
        budget: Budget,
        to: &Path,
    ) -> Result<Archived> {
        let own = folder.path().canonicalize().map_err(Error::io("find", folder.path()))?;
        let outside = |to: &Path| match to.starts_with(&own) {
            true => Err(Error::Act {
                what: format!(
                    "{} is in the data folder; name a folder on the other storage",
                    to.display()
                ),
            }),
            false => Ok(()),
        };
        outside(&std::path::absolute(to).map_err(Error::io("find", to))?)?;
        std::fs::create_dir_all(to).map_err(Error::io("create", to))?;
        let to = to.canonicalize().map_err(Error::io("find", to))?;
        outside(&to)?;
        let (house, _) = Self::open(folder, clock, budget)?;
        house.note_administered(&format!("moved older segments to {}", to.display()))?;
        house.store.journal().begin_segment()?;
        house.close()?;
        drop(house);
        let lock = FolderLock::take(folder.path())?;
        Ok(store::archive(&lock, &to)?)
    }
}
