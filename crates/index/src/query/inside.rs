//! Reports with a place in an area.

use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, Score, SegmentReader};

use crate::fields::{LATITUDE, LONGITUDE};
use crate::geography::Area;

/// Finds the reports with a place in an area.
#[derive(Clone, Debug)]
pub(crate) struct InsideQuery {
    pub(crate) area: Area,
}

impl Query for InsideQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(InsideWeight { area: self.area }))
    }
}

struct InsideWeight {
    area: Area,
}

impl Weight for InsideWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = (reader.fast_fields().f64(LATITUDE)?, reader.fast_fields().f64(LONGITUDE)?);
        let mut found = BitSet::with_max_value(reader.max_doc());
        for doc in 0..reader.max_doc() {
            let mut places = columns.0.values_for_doc(doc).zip(columns.1.values_for_doc(doc));
            if places.any(|(latitude, longitude)| self.area.holds(latitude, longitude)) {
                found.insert(doc);
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("in the area", 0.0))
    }
}
