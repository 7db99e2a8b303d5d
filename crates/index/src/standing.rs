//! Standing queries, matched against what comes without running each.
//!
//! Whatever matches a query has one of a few words, its anchors: for words that must all be there the
//! rarest, for words of which any will do all of them. A report's words say which queries have an
//! anchor in it, and those alone are run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::Field;

use crate::{Incoming, Result, Visible};

/// The queries that stand, each under a key.
#[derive(Default)]
pub struct StandingQueries {
    queries: BTreeMap<u64, Standing>,
    anchored: HashMap<Field, HashMap<Box<[u8]>, Vec<u64>>>,
    /// Those that may match without any word that is known.
    unanchored: BTreeSet<u64>,
}

struct Standing {
    query: Box<dyn Query>,
    anchors: Option<Vec<Term>>,
}

impl StandingQueries {
    /// Takes a query in, or another under the same key. `frequency` says how frequent a word is, in
    /// any measure: the less frequent its anchors, the more seldom it is run.
    pub fn insert(&mut self, key: u64, query: &dyn Query, frequency: &dyn Fn(&Term) -> u64) {
        self.remove(key);
        let anchors = anchors(query, frequency);
        match &anchors {
            None => {
                self.unanchored.insert(key);
            }
            Some(anchors) => {
                for anchor in anchors {
                    let field = self.anchored.entry(anchor.field()).or_default();
                    let word = anchor.serialized_value_bytes().into();
                    field.entry(word).or_default().push(key);
                }
            }
        }
        self.queries.insert(key, Standing { query: query.box_clone(), anchors });
    }

    /// Lets a query go.
    pub fn remove(&mut self, key: u64) {
        self.unanchored.remove(&key);
        let Some(standing) = self.queries.remove(&key) else { return };
        for anchor in standing.anchors.into_iter().flatten() {
            let Some(field) = self.anchored.get_mut(&anchor.field()) else { continue };
            let word = anchor.serialized_value_bytes();
            if let Some(keys) = field.get_mut(word) {
                keys.retain(|other| *other != key);
                if keys.is_empty() {
                    field.remove(word);
                }
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.queries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }

    /// The keys of those that may match, in order: every one that does is among them.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn candidates(&self, incoming: &Incoming) -> Result<Vec<u64>> {
        let mut keys: Vec<u64> = self.unanchored.iter().copied().collect();
        incoming.each_word(|field, word| {
            if let Some(anchored) = self.anchored.get(&field).and_then(|field| field.get(word)) {
                keys.extend(anchored);
            }
        })?;
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// The keys of those that match, each with the sequence numbers of what it matches, for what
    /// the viewer behind it may see; one without a viewer matches nothing.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn matching(
        &self,
        incoming: &Incoming,
        mut viewer: impl FnMut(u64) -> Option<Visible>,
    ) -> Result<Vec<(u64, Vec<u64>)>> {
        let mut matching = Vec::new();
        for key in self.candidates(incoming)? {
            let Some(standing) = self.queries.get(&key) else { continue };
            let Some(visible) = viewer(key) else { continue };
            let seqs = incoming.matching(&*standing.query, &visible)?;
            if !seqs.is_empty() {
                matching.push((key, seqs));
            }
        }
        Ok(matching)
    }
}

impl std::fmt::Debug for StandingQueries {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StandingQueries").field("queries", &self.queries.len()).finish()
    }
}

/// Words of which one is in everything that matches; `None` where there are no such words.
fn anchors(query: &dyn Query, frequency: &dyn Fn(&Term) -> u64) -> Option<Vec<Term>> {
    let rarest = |of: Vec<Vec<Term>>| {
        of.into_iter().min_by_key(|anchors| anchors.iter().map(frequency).sum::<u64>())
    };
    if let Some(boxed) = query.downcast_ref::<Box<dyn Query>>() {
        return anchors(&**boxed, frequency);
    }
    if let Some(word) = query.downcast_ref::<TermQuery>() {
        return Some(vec![word.term().clone()]);
    }
    if let Some(phrase) = query.downcast_ref::<PhraseQuery>() {
        return rarest(phrase.phrase_terms().into_iter().map(|term| vec![term]).collect());
    }
    let combined = query.downcast_ref::<BooleanQuery>()?;
    let of = |occur: Occur| {
        let clauses = combined.clauses().iter().filter(move |clause| clause.0 == occur);
        clauses.map(|(_, clause)| anchors(&**clause, frequency))
    };
    let musts: Vec<Vec<Term>> = of(Occur::Must).flatten().collect();
    let is_any = combined.get_minimum_number_should_match() > 0
        || !combined.clauses().iter().any(|clause| clause.0 == Occur::Must);
    // Of those of which any will do, none may be without.
    let any = if is_any { of(Occur::Should).collect::<Option<Vec<_>>>() } else { None };
    let any = any.filter(|any| !any.is_empty()).map(|any| any.concat());
    rarest(musts.into_iter().chain(any).collect())
}

#[cfg(test)]
mod tests;
