//! The saved searches, ready to be asked which of them a new report may be for.

use std::collections::{BTreeMap, BTreeSet};

use index::{Incoming, Index, Parsed, Reading, StandingQueries, Thesaurus};
use model::RecipientId;
use store::StandingSearch;

use crate::Result;

/// A fold of what is saved, under the entries that saved it.
#[derive(Debug, Default)]
pub(crate) struct StandingSearches {
    queries: StandingQueries,
    searches: BTreeMap<u64, (StandingSearch, Parsed)>,
    /// Those that look out for entries of lists.
    watches: BTreeMap<u64, StandingSearch>,
    /// The keys of each recipient's.
    own: BTreeMap<RecipientId, BTreeSet<u64>>,
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
        let before = self.own.remove(recipient).unwrap_or_default();
        for key in before.iter().filter(|key| now.iter().all(|standing| standing.seq != **key)) {
            self.queries.remove(*key);
            self.searches.remove(key);
            self.watches.remove(key);
        }
        for standing in now {
            match before.contains(&standing.seq) {
                true => self.owned(&standing),
                false => self.take(standing, (index, thesaurus))?,
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
        if standing.search.lists.is_some() {
            self.owned(&standing);
            self.watches.insert(standing.seq, standing);
            return Ok(());
        }
        let reading = Reading { names: standing.search.names };
        // What was saved could be read then; it finds nothing under a language that has changed.
        let Ok(query) = index::read(&standing.search.query, reading, thesaurus) else {
            tracing::warn!(search = standing.id, "a saved search cannot be read any more");
            return Ok(());
        };
        self.queries.insert(standing.seq, query.clone(), index)?;
        self.owned(&standing);
        self.searches.insert(standing.seq, (standing, query));
        Ok(())
    }

    fn owned(&mut self, standing: &StandingSearch) {
        self.own.entry(standing.search.recipient.clone()).or_default().insert(standing.seq);
    }

    /// Whether nothing is saved.
    pub(crate) fn is_empty(&self) -> bool {
        self.searches.is_empty() && self.watches.is_empty()
    }

    /// Those that look out for entries of lists.
    pub(crate) fn watches(&self) -> Vec<StandingSearch> {
        self.watches.values().cloned().collect()
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
