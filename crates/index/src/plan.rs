//! A query as it is carried out: parted into what can be scored alone, and put together by rules of
//! our own.
//!
//! The engine adds scores in an order that depends on how frequent words are in hidden documents,
//! and sums of fractions depend on their order in the last bit. Here they are added in the order of
//! the query.

use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, BooleanQuery, EmptyQuery, EnableScoring, Occur,
    PhraseQuery, Query, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Searcher, Term};

use crate::Result;
use crate::blocks::SLOPE;
use crate::query::FormsQuery;
use crate::statistics::ViewerStatistics;

/// What is to be found.
pub(crate) enum Plan {
    /// No document.
    Nothing,
    /// Documents with a word of running text.
    Word(Word),
    /// What the engine finds by itself, and scores without regard to other documents.
    Leaf(Leaf),
    /// Several of these.
    Combined(Combined),
}

impl Plan {
    /// What any of is the same as this: itself, or its parts.
    fn any_of(self) -> Vec<Self> {
        match self {
            Self::Combined(Combined { must, should, not, should_min: 0 | 1 })
                if must.is_empty() && not.is_empty() =>
            {
                should
            }
            Self::Nothing | Self::Word(_) | Self::Leaf(_) | Self::Combined(_) => vec![self],
        }
    }

    fn as_word(&self) -> Option<&Word> {
        match self {
            Self::Word(word) => Some(word),
            Self::Nothing | Self::Leaf(_) | Self::Combined(_) => None,
        }
    }
}

/// A word, and how it is scored.
pub(crate) struct Word {
    pub(crate) term: Term,
    pub(crate) bm25: Bm25Weight,
    /// Its score in a document of nothing else.
    pub(crate) weight: Score,
    /// By how much a longer document counts for less.
    pub(crate) rate: Score,
}

/// What the engine finds.
pub(crate) struct Leaf {
    pub(crate) weight: Box<dyn Weight>,
    /// Words of which a document must have all: where a viewer sees none such, nothing is begun.
    pub(crate) words: Vec<Term>,
}

/// What must be there, what may, and what must not.
#[derive(Default)]
pub(crate) struct Combined {
    pub(crate) must: Vec<Plan>,
    pub(crate) should: Vec<Plan>,
    pub(crate) not: Vec<Plan>,
    /// How many of those that may be there have to.
    pub(crate) should_min: usize,
}

/// Puts plans together for one viewer.
pub(crate) struct Planner<'a> {
    pub(crate) statistics: &'a ViewerStatistics<'a>,
    pub(crate) searcher: &'a Searcher,
    /// Whether the hits are scored.
    pub(crate) is_scored: bool,
}

impl Planner<'_> {
    /// The plan of a query.
    pub(crate) fn plan(&self, query: &dyn Query) -> Result<Plan> {
        if let Some(boxed) = query.downcast_ref::<Box<dyn Query>>() {
            return self.plan(&**boxed);
        }
        if query.is::<EmptyQuery>() {
            return Ok(Plan::Nothing);
        }
        if let Some(combined) = query.downcast_ref::<BooleanQuery>() {
            return self.combine(combined);
        }
        if let Some(word) = query.downcast_ref::<TermQuery>()
            && self.is_running_text(word.term())
        {
            return self.word(word.term());
        }
        if let Some(word) = query.downcast_ref::<FormsQuery>() {
            return self.forms(&word.forms);
        }
        let words = query.downcast_ref::<PhraseQuery>().map(PhraseQuery::phrase_terms);
        let leaf = Leaf { weight: query.weight(self.scoring())?, words: words.unwrap_or_default() };
        for word in &leaf.words {
            if self.statistics.frequency(word)? == 0 {
                return Ok(Plan::Nothing);
            }
        }
        Ok(Plan::Leaf(leaf))
    }

    fn scoring(&self) -> EnableScoring<'_> {
        match self.is_scored {
            true => EnableScoring::enabled_from_statistics_provider(self.statistics, self.searcher),
            false => EnableScoring::disabled_from_searcher(self.searcher),
        }
    }

    fn is_running_text(&self, term: &Term) -> bool {
        let entry = self.searcher.schema().get_field_entry(term.field());
        let option = entry.field_type().get_index_record_option();
        entry.has_fieldnorms() && option.is_some_and(IndexRecordOption::has_freq)
    }

    fn word(&self, term: &Term) -> Result<Plan> {
        let bm25 = Bm25Weight::for_terms(self.statistics, std::slice::from_ref(term))?;
        self.scored(term, bm25)
    }

    /// Words of which any will do, and of which the first says how much all of them tell.
    fn forms(&self, forms: &[Term]) -> Result<Plan> {
        let Some(telling) = forms.get(..1) else { return Ok(Plan::Nothing) };
        let bm25 = Bm25Weight::for_terms(self.statistics, telling)?;
        let should = forms.iter().map(|term| self.scored(term, bm25.clone()));
        let should = should.collect::<Result<_>>()?;
        Ok(Combined { should, ..Combined::default() }.simplified())
    }

    fn scored(&self, term: &Term, bm25: Bm25Weight) -> Result<Plan> {
        if self.statistics.frequency(term)? == 0 {
            return Ok(Plan::Nothing);
        }
        let tokens = self.statistics.total_num_tokens(term.field())? as Score;
        let docs = self.statistics.total_num_docs()? as Score;
        let weight = bm25.score(NO_LENGTH, 1) * (1.0 + NO_LENGTH_NORM);
        Ok(Plan::Word(Word { term: term.clone(), bm25, weight, rate: SLOPE * docs / tokens }))
    }

    fn combine(&self, query: &BooleanQuery) -> Result<Plan> {
        let mut all =
            Combined { should_min: query.get_minimum_number_should_match(), ..Combined::default() };
        for (occur, clause) in query.clauses() {
            let plan = self.plan(&**clause)?;
            match occur {
                Occur::Must => all.must.push(plan),
                Occur::Should => all.should.push(plan),
                Occur::MustNot => all.not.push(plan),
            }
        }
        Ok(all.simplified())
    }
}

impl Combined {
    /// How many of what may be there must be.
    pub(crate) fn should_needed(&self) -> usize {
        if self.must.is_empty() { self.should_min.max(1) } else { self.should_min }
    }

    fn simplified(mut self) -> Plan {
        let needed = self.should_needed();
        if self.should_min <= 1 {
            self.should = self.should.into_iter().flat_map(Plan::any_of).collect();
        }
        let something = |plan: &Plan| !matches!(plan, Plan::Nothing);
        self.should.retain(something);
        self.not.retain(something);
        if !self.must.iter().all(something) || self.should.len() < needed {
            return Plan::Nothing;
        }
        if self.not.is_empty() && self.must.len() + self.should.len() == 1 {
            let only = self.must.pop().or_else(|| self.should.pop());
            return only.unwrap_or(Plan::Nothing);
        }
        Plan::Combined(self)
    }

    /// The words, where all of them must be there and nothing else is said.
    pub(crate) fn all_words(&self) -> Option<Vec<&Word>> {
        let alone = self.should.is_empty() && self.not.is_empty();
        if alone { words(&self.must) } else { None }
    }

    /// The words, where one of them must be there and nothing else is said.
    pub(crate) fn any_words(&self) -> Option<Vec<&Word>> {
        let alone = self.must.is_empty() && self.not.is_empty() && self.should_needed() == 1;
        if alone { words(&self.should) } else { None }
    }
}

fn words(plans: &[Plan]) -> Option<Vec<&Word>> {
    plans.iter().map(Plan::as_word).collect()
}

/// The engine's number of the length 0, whose norm is `k1 * (1 - b)`.
const NO_LENGTH: u8 = 0;
const NO_LENGTH_NORM: Score = 1.2 * (1.0 - 0.75);
