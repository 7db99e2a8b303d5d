//! Counts over everything that matches: how many, of which values, from which months.

use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column};
use tantivy::{DocId, SegmentReader};

use crate::Result;
use crate::fields::MONTH;
use crate::names::Names;
use crate::viewers::SegmentNotes;
use crate::wanted::{Answer, Facet, FacetField, Wanted};

/// The counts of a search.
#[derive(Debug)]
pub(crate) struct Tally<'w> {
    wanted: &'w Wanted<'w>,
    total: u64,
    /// Of each facet that is wanted, and of the months.
    sums: Vec<Vec<u64>>,
}

impl<'w> Tally<'w> {
    pub(crate) fn new(wanted: &'w Wanted<'w>) -> Self {
        Self { wanted, total: 0, sums: vec![Vec::new(); wanted.facets.len() + 1] }
    }

    /// Counts a segment's matches, which are given one after another.
    pub(crate) fn segment(
        &mut self,
        segment: &SegmentReader,
        notes: &SegmentNotes,
        names: &Names,
    ) -> Result<SegmentTally> {
        let mut facets = Vec::new();
        let fields = self.wanted.facets.iter().map(|field| field.name());
        for name in fields.chain(self.wanted.months.then_some(MONTH)) {
            let column = segment.fast_fields().str(name)?;
            facets.push(match column {
                None => None,
                Some(column) => {
                    let numbers = names.of(&notes.values, name, &column)?;
                    Some(FacetTally::of(numbers, column.ords().clone()))
                }
            });
        }
        Ok(SegmentTally { total: 0, facets, docs: Vec::with_capacity(BATCH_DOCS) })
    }

    /// Adds a segment's counts.
    pub(crate) fn add(&mut self, mut segment: SegmentTally) {
        segment.flush();
        self.total += segment.total;
        for (sums, facet) in self.sums.iter_mut().zip(segment.facets) {
            let Some(facet) = facet else { continue };
            for (count, number) in facet.counts.iter().zip(facet.numbers.iter()) {
                let number = *number as usize;
                if sums.len() <= number {
                    sums.resize(number + 1, 0);
                }
                if let Some(sum) = sums.get_mut(number) {
                    *sum += count;
                }
            }
        }
    }

    /// Takes a total that was known before.
    pub(crate) fn know(&mut self, total: Option<u64>) {
        self.total = total.unwrap_or(self.total);
    }

    /// Writes the counts into an answer.
    pub(crate) fn into_answer(self, names: &Names, answer: &mut Answer) {
        answer.total = self.wanted.total.then_some(self.total);
        let mut sums = self.sums.iter().map(|counts| names.named(counts));
        let facet = |(field, counts): (&FacetField, _)| Facet { field: *field, counts };
        answer.facets = self.wanted.facets.iter().zip(&mut sums).map(facet).collect();
        answer.months = sums.next().unwrap_or_default();
        answer.months.sort();
    }
}

/// The counts of one segment.
#[derive(Debug)]
pub(crate) struct SegmentTally {
    total: u64,
    facets: Vec<Option<FacetTally>>,
    docs: Vec<DocId>,
}

#[derive(Debug)]
struct FacetTally {
    numbers: Arc<Vec<u32>>,
    column: Column<u64>,
    counts: Vec<u64>,
    ords: Vec<Option<u64>>,
}

impl SegmentTally {
    /// Counts one document.
    #[inline]
    pub(crate) fn count(&mut self, doc: DocId) {
        self.docs.push(doc);
        if self.docs.len() == BATCH_DOCS {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.total += self.docs.len() as u64;
        for facet in self.facets.iter_mut().flatten() {
            facet.count(&self.docs);
        }
        self.docs.clear();
    }
}

impl FacetTally {
    fn of(numbers: Arc<Vec<u32>>, column: Column<u64>) -> Self {
        let counts = vec![0; numbers.len()];
        Self { numbers, column, counts, ords: vec![None; BATCH_DOCS] }
    }

    fn count(&mut self, docs: &[DocId]) {
        let counts = &mut self.counts;
        let mut add = |ord: u64| {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                *count += 1;
            }
        };
        match self.column.get_cardinality() {
            Cardinality::Full | Cardinality::Optional => {
                let ords = self.ords.get_mut(..docs.len()).unwrap_or_default();
                self.column.first_vals(docs, ords);
                ords.iter().flatten().for_each(|ord| add(*ord));
            }
            Cardinality::Multivalued => {
                for doc in docs {
                    self.column.values_for_doc(*doc).for_each(&mut add);
                }
            }
        }
    }
}

const BATCH_DOCS: usize = 256;
