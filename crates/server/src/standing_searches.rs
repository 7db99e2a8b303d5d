//! The saved searches, ready to be asked which of them a new report may be for.

use std::collections::BTreeMap;

use index::{Incoming, Index, Parsed, Reading, StandingQueries, Thesaurus};
use model::RecipientId;
use store::StandingSearch;

use crate::Result;

/// A fold of what is saved, under the entries that saved it.
#[derive(Debug, Default)]
pub(crate) struct StandingSearches {
    queries: StandingQueries,
    searches: BTreeMap<u64, (StandingSearch, Parsed)>,
}

impl StandingSearches {
    /// Takes the searches of a recipient as they are now, in the place of those that were.
    ///
    /// # Errors
    /// When the index fails.
    pub(crate) fn renew(
        &mut self,
        recipient: &RecipientId,
        now: Vec<StandingSearch>,
        (index, thesaurus): (&Index, &Thesaurus),
    ) -> Result<()> {
        let of_recipient =
            |(standing, _): &(StandingSearch, Parsed)| standing.search.recipient == *recipient;
        let before: Vec<u64> = self
            .searches
            .iter()
            .filter(|(_, known)| of_recipient(known))
            .map(|(key, _)| *key)
            .collect();
        for key in before.iter().filter(|key| now.iter().all(|standing| standing.seq != **key)) {
            self.queries.remove(*key);
            self.searches.remove(key);
        }
        for standing in now {
            if !before.contains(&standing.seq) {
                self.take(standing, (index, thesaurus))?;
            }
        }
        Ok(())
    }

    /// Takes a search in.
    ///
    /// # Errors
    /// When the index fails.
    pub(crate) fn take(
        &mut self,
        standing: StandingSearch,
        (index, thesaurus): (&Index, &Thesaurus),
    ) -> Result<()> {
        let reading = Reading { names: standing.search.names };
        // What was saved could be read then; it finds nothing under a language that has changed.
        let Ok(query) = index::read(&standing.search.query, reading, thesaurus) else {
            tracing::warn!(search = standing.id, "a saved search cannot be read any more");
            return Ok(());
        };
        self.queries.insert(standing.seq, query.clone(), index)?;
        self.searches.insert(standing.seq, (standing, query));
        Ok(())
    }

    /// Whether nothing is saved.
    pub(crate) fn is_empty(&self) -> bool {
        self.searches.is_empty()
    }

    /// Those that may find something among what has come.
    ///
    /// # Errors
    /// When the index fails.
    pub(crate) fn candidates(&self, incoming: &Incoming) -> Result<Vec<(StandingSearch, Parsed)>> {
        let keys = self.queries.candidates(incoming)?;
        Ok(keys.iter().filter_map(|key| self.searches.get(key)).cloned().collect())
    }
}
