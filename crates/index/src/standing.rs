//! Standing queries, matched against what comes without running each.
//!
//! Whatever matches a query has one of a few words, its anchors: for words that must all be there the
//! rarest, for words of which any will do all of them, for a word that may be spelt otherwise what all
//! its spellings have in common. A report's words say which queries have an anchor in it, and those
//! alone are run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query,
    TermQuery,
};
use tantivy::schema::Field;

use crate::query::{FormsQuery, Lowering, NearQuery, shape};
use crate::{Incoming, Index, Parsed, Result, Visible};

/// The queries that stand, each under a key.
#[derive(Default)]
pub struct StandingQueries {
    queries: BTreeMap<u64, Standing>,
    anchored: HashMap<Field, HashMap<Box<[u8]>, Vec<u64>>>,
    /// How many anchors of a field are shapes of words.
    shapes: HashMap<Field, usize>,
    /// Those that may match without any word that is known.
    unanchored: BTreeSet<u64>,
}

struct Standing {
    query: Parsed,
    anchors: Option<Vec<Term>>,
}

impl StandingQueries {
    /// Takes a query in, or another under the same key. It is run the more seldom, the rarer its
    /// anchors are in the index.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn insert(&mut self, key: u64, query: Parsed, index: &Index) -> Result<()> {
        let lowered = Lowering {
            fields: &index.shared().fields,
            searcher: None,
            // Every word may come.
            frequency: &|_| Ok(1),
        };
        let anchors = anchors(&*lowered.query(&query)?, &|term| index.rarity(term));
        self.remove(key);
        match &anchors {
            None => {
                self.unanchored.insert(key);
            }
            Some(anchors) => {
                for anchor in anchors {
                    let field = self.anchored.entry(anchor.field()).or_default();
                    let word = anchor.serialized_value_bytes();
                    field.entry(word.into()).or_default().push(key);
                    if shape::is_shape(word) {
                        *self.shapes.entry(anchor.field()).or_default() += 1;
                    }
                }
            }
        }
        self.queries.insert(key, Standing { query, anchors });
        Ok(())
    }

    /// Lets a query go.
    pub fn remove(&mut self, key: u64) {
        self.unanchored.remove(&key);
        let Some(standing) = self.queries.remove(&key) else { return };
        for anchor in standing.anchors.into_iter().flatten() {
            let Some(field) = self.anchored.get_mut(&anchor.field()) else { continue };
            let word = anchor.serialized_value_bytes();
            if shape::is_shape(word)
                && let Some(shapes) = self.shapes.get_mut(&anchor.field())
            {
                *shapes = shapes.saturating_sub(1);
            }
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
            let Some(anchored) = self.anchored.get(&field) else { return };
            keys.extend(anchored.get(word).into_iter().flatten());
            if self.shapes.get(&field).is_some_and(|shapes| *shapes > 0)
                && let Ok(word) = std::str::from_utf8(word)
            {
                let shapes = shape::every(word.strip_prefix('=').unwrap_or(word)).into_iter();
                keys.extend(shapes.filter_map(|of| anchored.get(of.as_bytes())).flatten());
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
            let seqs = incoming.matching(&standing.query, &visible)?;
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

impl Index {
    /// How many documents have a word: the fewer, the better an anchor it is. Nobody is told.
    fn rarity(&self, term: &Term) -> u64 {
        let searcher = self.live().reader.searcher();
        if shape::is_of_beginning(term.serialized_value_bytes()) {
            return searcher.num_docs() / BEGINNINGS;
        }
        searcher.doc_freq(term).unwrap_or_default()
    }
}

/// Words of which one is in everything that matches; `None` where there are no such words.
fn anchors(query: &dyn Query, rarity: &dyn Fn(&Term) -> u64) -> Option<Vec<Term>> {
    let rarest = |of: Vec<Vec<Term>>| {
        of.into_iter().min_by_key(|anchors| anchors.iter().map(rarity).sum::<u64>())
    };
    if let Some(boxed) = query.downcast_ref::<Box<dyn Query>>() {
        return anchors(&**boxed, rarity);
    }
    if let Some(word) = query.downcast_ref::<TermQuery>() {
        return Some(vec![word.term().clone()]);
    }
    if let Some(phrase) = query.downcast_ref::<PhraseQuery>() {
        return rarest(phrase.phrase_terms().into_iter().map(|term| vec![term]).collect());
    }
    if let Some(word) = query.downcast_ref::<FormsQuery>() {
        return Some(word.forms.clone());
    }
    if let Some(near) = query.downcast_ref::<NearQuery>() {
        return rarest(near.slots.clone());
    }
    if query.is::<DisjunctionMaxQuery>()
        || query.is::<BoostQuery>()
        || query.is::<ConstScoreQuery>()
    {
        // What is in these says only what must be there, and any of it is enough.
        let mut words = Vec::new();
        query.query_terms(&mut |term, _| words.push(term.clone()));
        return (!words.is_empty()).then_some(words);
    }
    let combined = query.downcast_ref::<BooleanQuery>()?;
    let of = |occur: Occur| {
        let clauses = combined.clauses().iter().filter(move |clause| clause.0 == occur);
        clauses.map(|(_, clause)| anchors(&**clause, rarity))
    };
    let musts: Vec<Vec<Term>> = of(Occur::Must).flatten().collect();
    let is_any = combined.get_minimum_number_should_match() > 0
        || !combined.clauses().iter().any(|clause| clause.0 == Occur::Must);
    // Of those of which any will do, none may be without.
    let any = if is_any { of(Occur::Should).collect::<Option<Vec<_>>>() } else { None };
    let any = any.filter(|any| !any.is_empty()).map(|any| any.concat());
    rarest(musts.into_iter().chain(any).collect())
}

/// So manieth document has a word that begins with the same two letters, roughly.
const BEGINNINGS: u64 = 4;

#[cfg(test)]
mod tests;
