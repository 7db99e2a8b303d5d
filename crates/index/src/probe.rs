//! Documents of any query: each visible document that may match is looked at by itself, and nothing
//! is read of the others.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

use crate::Result;
use crate::found::{Found, Searched};
use crate::plan::{Combined, Leaf, Plan, Word};

/// Finds them in a segment.
pub(crate) fn find(plan: &Plan, searched: &Searched<'_>, found: &mut Found<'_>) -> Result<()> {
    let mut probe = Probe::of(plan, searched.segment)?;
    let mut walk = searched.visible.walk(searched.segment);
    let is_scored = found.is_scored();
    let mut doc = walk.seek(0);
    while doc != TERMINATED {
        let next = probe.look(doc)?;
        if next == doc {
            found.count(doc);
            let score = if is_scored { probe.score(doc)? } else { 0.0 };
            found.rank(doc, score);
            doc = walk.seek(doc + 1);
        } else if next >= TERMINATED {
            break;
        } else {
            doc = walk.seek(next);
        }
    }
    Ok(())
}

/// Looks at later and later documents of a segment.
enum Probe<'p> {
    Nothing,
    Word(Box<WordProbe<'p>>),
    Leaf(Box<LeafProbe<'p>>),
    Combined(Box<CombinedProbe<'p>>),
}

impl<'p> Probe<'p> {
    fn of(plan: &'p Plan, segment: &'p SegmentReader) -> Result<Self> {
        Ok(match plan {
            Plan::Nothing => Self::Nothing,
            Plan::Word(word) => WordProbe::of(word, segment)?
                .map_or(Self::Nothing, |word| Self::Word(Box::new(word))),
            Plan::Leaf(leaf) => LeafProbe::of(leaf, segment)?
                .map_or(Self::Nothing, |leaf| Self::Leaf(Box::new(leaf))),
            Plan::Combined(combined) => {
                Self::Combined(Box::new(CombinedProbe::of(combined, segment)?))
            }
        })
    }

    /// The document itself when it matches, else one before which none does.
    fn look(&mut self, doc: DocId) -> Result<DocId> {
        match self {
            Self::Nothing => Ok(TERMINATED),
            Self::Word(word) => Ok(word.look(doc)),
            Self::Leaf(leaf) => leaf.look(doc),
            Self::Combined(combined) => combined.look(doc),
        }
    }

    /// The score of the document that was looked at last and matches.
    fn score(&mut self, doc: DocId) -> Result<Score> {
        match self {
            Self::Nothing => Ok(0.0),
            Self::Word(word) => Ok(word.score()),
            Self::Leaf(leaf) => Ok(leaf.score()),
            Self::Combined(combined) => combined.score(doc),
        }
    }
}

struct WordProbe<'p> {
    word: &'p Word,
    postings: SegmentPostings,
    lengths: FieldNormReader,
}

impl<'p> WordProbe<'p> {
    fn of(word: &'p Word, segment: &SegmentReader) -> Result<Option<Self>> {
        let inverted = segment.inverted_index(word.term.field())?;
        let postings = inverted
            .read_postings(&word.term, IndexRecordOption::WithFreqs)
            .map_err(tantivy::TantivyError::from)?;
        let lengths = segment.get_fieldnorms_reader(word.term.field())?;
        Ok(postings.map(|postings| Self { word, postings, lengths }))
    }

    fn look(&mut self, doc: DocId) -> DocId {
        let at = self.postings.doc();
        if at >= doc { at } else { self.postings.seek(doc) }
    }

    fn score(&self) -> Score {
        let length = self.lengths.fieldnorm_id(self.postings.doc());
        self.word.bm25.score(length, self.postings.term_freq())
    }
}

struct LeafProbe<'p> {
    weight: &'p dyn Weight,
    segment: &'p SegmentReader,
    /// The words of which a document must have all, the rarest first, until one has. The engine,
    /// once begun, goes on to the first document that has them, and be it the last that nobody sees.
    ahead: Vec<SegmentPostings>,
    /// Begins where it is first looked.
    scorer: Option<Box<dyn Scorer>>,
    /// Before it nothing matches that was not given.
    at: DocId,
    is_found: bool,
}

impl<'p> LeafProbe<'p> {
    fn of(leaf: &'p Leaf, segment: &'p SegmentReader) -> Result<Option<Self>> {
        let mut ahead = Vec::with_capacity(leaf.words.len());
        for word in &leaf.words {
            let inverted = segment.inverted_index(word.field())?;
            let postings = inverted
                .read_postings(word, IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let Some(postings) = postings else { return Ok(None) };
            ahead.push(postings);
        }
        ahead.sort_by_key(SegmentPostings::size_hint);
        let (weight, scorer, at, is_found) = (&*leaf.weight, None, 0, false);
        Ok(Some(Self { weight, segment, ahead, scorer, at, is_found }))
    }

    fn look(&mut self, doc: DocId) -> Result<DocId> {
        if self.scorer.is_some() && (doc < self.at || (doc == self.at && self.is_found)) {
            return Ok(self.at);
        }
        for word in &mut self.ahead {
            let at = if word.doc() < doc { word.seek(doc) } else { word.doc() };
            if at > doc {
                return Ok(at);
            }
        }
        self.ahead.clear();
        // The engine allows no other question in between, so that it need not find the next match.
        let result = match &mut self.scorer {
            Some(scorer) => scorer.seek_danger(doc),
            None => {
                let (result, scorer) = self.weight.scorer_danger(self.segment, doc, 1.0)?;
                self.scorer = Some(scorer);
                result
            }
        };
        (self.at, self.is_found) = match result {
            SeekDangerResult::Found => (doc, true),
            SeekDangerResult::SeekLowerBound(next) => (next, false),
        };
        Ok(self.at)
    }

    fn score(&mut self) -> Score {
        self.scorer.as_mut().map_or(0.0, |scorer| scorer.score())
    }
}

struct CombinedProbe<'p> {
    must: Vec<Probe<'p>>,
    should: Vec<Probe<'p>>,
    not: Vec<Probe<'p>>,
    needed: usize,
}

impl<'p> CombinedProbe<'p> {
    fn of(combined: &'p Combined, segment: &'p SegmentReader) -> Result<Self> {
        let all = |plans: &'p [Plan]| -> Result<Vec<Probe<'p>>> {
            plans.iter().map(|plan| Probe::of(plan, segment)).collect()
        };
        Ok(Self {
            must: all(&combined.must)?,
            should: all(&combined.should)?,
            not: all(&combined.not)?,
            needed: combined.should_needed(),
        })
    }

    fn look(&mut self, doc: DocId) -> Result<DocId> {
        for must in &mut self.must {
            let next = must.look(doc)?;
            if next != doc {
                return Ok(next);
            }
        }
        if self.needed > 0 {
            let (mut there, mut next) = (0, TERMINATED);
            for should in &mut self.should {
                match should.look(doc)? {
                    at if at == doc => there += 1,
                    later => next = next.min(later),
                }
            }
            if there < self.needed {
                return Ok(if there == 0 { next } else { doc + 1 });
            }
        }
        for not in &mut self.not {
            if not.look(doc)? == doc {
                return Ok(doc + 1);
            }
        }
        Ok(doc)
    }

    /// The sum in the order of the query.
    fn score(&mut self, doc: DocId) -> Result<Score> {
        let mut sum = 0.0;
        for must in &mut self.must {
            sum += must.score(doc)?;
        }
        for should in &mut self.should {
            if should.look(doc)? == doc {
                sum += should.score(doc)?;
            }
        }
        Ok(sum)
    }
}
