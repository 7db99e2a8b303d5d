//! Purges: content that must go, goes from everywhere.

use std::sync::Arc;

use index::Budget;
use model::Clock;
use store::Purge;

use super::Clearinghouse;
use super::answers::{version_of, without_version};
use crate::config::DataFolder;
use crate::{Error, Result};

impl Clearinghouse {
    /// Erases the content and the salts of a report, in one version or in all, and of what of it was
    /// set aside; then makes everything that derives from the journal anew. The entries' leaves stay.
    /// Gives what was erased, and the reports that derive from it, whose originators must look at
    /// them.
    ///
    /// # Errors
    /// When there is nothing of that name, no reason is given, or as [`Clearinghouse::open`].
    pub fn purge(
        folder: &DataFolder,
        clock: Arc<dyn Clock>,
        budget: Budget,
        (cited, version): (&str, Option<u32>),
        because: &str,
    ) -> Result<(Purge, Vec<String>)> {
        let because = because.trim();
        if because.is_empty() {
            let what = "say why, with `because`: the entry holds it".to_owned();
            return Err(Error::Act { what });
        }
        let report = without_version(cited);
        let version = version.or_else(|| version_of(cited));
        let (house, _) = Self::open(folder, Arc::clone(&clock), budget)?;
        let mut derived = house.store.derived_closure(report)?;
        derived.remove(report);
        let now = house.clock.now();
        // What does not say whose it is has no other name than its id.
        let purge = match house.store.aside(cited.trim())? {
            Some(aside) => house.store.purge_aside(&aside, because, now)?,
            None => house.store.purge(report, version, because, now)?,
        };
        if purge.entries.is_empty() {
            let what = format!("there is nothing of `{report}` to purge");
            return Err(Error::Act { what });
        }
        // The catalog and the index still have pages with what is gone: the next start deletes
        // both.
        drop(house);
        let (house, _) = Self::open(folder, clock, budget)?;
        house.close()?;
        Ok((purge, derived.into_iter().collect()))
    }
}
