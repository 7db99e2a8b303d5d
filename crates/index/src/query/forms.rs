//! A word in the forms that it has in several languages.
//!
//! A text of another language than the index took it for has stems of its own. They are few, and by
//! themselves would tell more than the word does: all count as much as the most frequent.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Finds documents that have any of them.
#[derive(Clone, Debug)]
pub(crate) struct FormsQuery {
    /// The most frequent first.
    pub(crate) forms: Vec<Term>,
}

impl Query for FormsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match (scoring, self.forms.get(..1)) {
            (EnableScoring::Enabled { statistics_provider, .. }, Some(telling)) => {
                Some(Bm25Weight::for_terms(statistics_provider, telling)?)
            }
            (EnableScoring::Enabled { .. } | EnableScoring::Disabled { .. }, _) => None,
        };
        Ok(Box::new(FormsWeight { forms: self.forms.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.forms.iter().for_each(|term| visitor(term, false));
    }
}

struct FormsWeight {
    forms: Vec<Term>,
    bm25: Option<Bm25Weight>,
}

impl Weight for FormsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(field) = self.forms.first().map(Term::field) else {
            return Ok(Box::new(EmptyScorer));
        };
        let (inverted, mut forms) = (reader.inverted_index(field)?, Vec::new());
        for term in &self.forms {
            forms.extend(inverted.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let lengths = reader.fieldnorms_readers().get_field(field)?;
        let lengths = lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let bm25 = self.bm25.as_ref().map(|bm25| bm25.boost_by(boost));
        Ok(Box::new(FormsScorer { forms, bm25, lengths }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = scorer.doc() <= doc && scorer.seek(doc) == doc;
        let score = if found { scorer.score() } else { 0.0 };
        Ok(Explanation::new("a word in its forms", score))
    }
}

struct FormsScorer {
    forms: Vec<SegmentPostings>,
    bm25: Option<Bm25Weight>,
    lengths: FieldNormReader,
}

impl DocSet for FormsScorer {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc().saturating_add(1).min(TERMINATED))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for form in self.forms.iter_mut().filter(|form| form.doc() < target) {
            form.seek(target);
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.forms.iter().map(DocSet::doc).min().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.forms.iter().map(DocSet::size_hint).sum()
    }
}

impl Scorer for FormsScorer {
    fn score(&mut self) -> Score {
        let (doc, Some(bm25)) = (self.doc(), &self.bm25) else { return 1.0 };
        let length = self.lengths.fieldnorm_id(doc);
        let here = self.forms.iter().filter(|form| form.doc() == doc);
        here.map(|form| bm25.score(length, form.term_freq())).sum()
    }
}
