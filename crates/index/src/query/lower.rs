//! A query as the engine carries it out for one viewer.

use std::ops::Bound;

use model::Precedence;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::ast::{Attribute, Leaf, List, Manner, Node, Parsed, What};
use super::expand::{Expand, Expansion};
use super::forms::FormsQuery;
use super::inside::InsideQuery;
use super::near::NearQuery;
use crate::analysis::{Language, exact, lower, sounds, stem, transliterated, words};
use crate::fields::Fields;
use crate::period::Period;
use crate::{Error, Result};

/// How many documents that the viewer sees have a word.
pub(crate) type Frequency<'a> = &'a dyn Fn(&Term) -> tantivy::Result<u64>;

/// Makes the engine's queries. Whatever depends on the words of the index depends on those of visible
/// documents alone. Without a searcher they are for what is yet to come: then they are not to be run, and
/// say which words it must have.
pub(crate) struct Lowering<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) searcher: Option<&'a Searcher>,
    pub(crate) frequency: Frequency<'a>,
}

type Boxed = Box<dyn Query>;

impl Lowering<'_> {
    /// Of a whole query.
    ///
    /// # Errors
    /// When the engine fails, or when a word has too many visible forms.
    pub(crate) fn query(&self, parsed: &Parsed) -> Result<Boxed> {
        self.node(&parsed.root, &parsed.text)
    }

    fn node(&self, node: &Node, query: &str) -> Result<Boxed> {
        Ok(match node {
            Node::All => Box::new(unscored(Box::new(AllQuery))),
            Node::Any(of) => {
                let all = of.iter().map(|node| self.node(node, query));
                any(all.collect::<Result<_>>()?)
            }
            Node::Every(of) => {
                let clauses = of.iter().map(|node| {
                    Ok(match node {
                        Node::Not(not) => (Occur::MustNot, self.node(not, query)?),
                        Node::All | Node::Every(_) | Node::Any(_) | Node::Leaf(_) => {
                            (Occur::Must, self.node(node, query)?)
                        }
                    })
                });
                Box::new(BooleanQuery::new(clauses.collect::<Result<_>>()?))
            }
            Node::Not(not) => {
                let all: Boxed = Box::new(unscored(Box::new(AllQuery)));
                let clauses = vec![(Occur::Must, all), (Occur::MustNot, self.node(not, query)?)];
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Leaf(leaf) => self.leaf(leaf, query)?,
        })
    }

    /// Of one thing that is looked for.
    pub(crate) fn leaf(&self, leaf: &Leaf, query: &str) -> Result<Boxed> {
        let fields = self.fields;
        let too_many = |what: &str| {
            let message = format!(
                "more than {EXPANSIONS_MAX} {what} that you may see match this; write more of it"
            );
            Error::Query(super::Fault::new(query, leaf.at.clone(), message))
        };
        Ok(match &leaf.what {
            What::Text { text, manner } => self.text(text, *manner)?,
            What::Near { text, apart, manner } => self.near(fields.text, text, *apart, *manner)?,
            What::Pattern(pattern) => {
                let found = self.expand(fields.text).matching(&pattern.to_lowercase())?;
                let found = found.ok_or_else(|| too_many("words"))?;
                self.best_of(fields.text, found)
            }
            What::Fuzzy { word, edits } => {
                let found = self.expand(fields.text).like(&lower(word), *edits)?;
                self.best_of(fields.text, found)
            }
            What::Named { list, text, manner } => self.named(*list, text, *manner)?,
            What::Value { of, value } => {
                let term = match of {
                    Attribute::Precedence => {
                        let rank = Precedence::parse(value).map_or(0, |of| of as u64);
                        Term::from_field_u64(self.fields.precedence, rank)
                    }
                    Attribute::Originator
                    | Attribute::Kind
                    | Attribute::Topic
                    | Attribute::Id
                    | Attribute::Refers
                    | Attribute::Derived
                    | Attribute::Unplaced
                    | Attribute::Has => Term::from_field_text(self.attribute(*of), value),
                };
                Box::new(unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic))))
            }
            What::Beginning { of, value } => {
                let field = self.attribute(*of);
                let found = self.expand(field).beginning(value)?;
                let found = found.ok_or_else(|| too_many("values"))?;
                let terms = found.into_iter().map(|text| Term::from_field_text(field, &text));
                let terms = terms.map(|term| -> Boxed {
                    Box::new(unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic))))
                });
                any(terms.collect())
            }
            What::Issued(period) => Box::new(unscored(self.range(
                fields.issued,
                Bound::Included(period.first),
                Bound::Included(period.last),
            ))),
            What::Occurred(Period { first, last }) => {
                let begins =
                    self.range(fields.occurred_from, Bound::Unbounded, Bound::Included(*last));
                let ends =
                    self.range(fields.occurred_to, Bound::Included(*first), Bound::Unbounded);
                let both = vec![(Occur::Must, begins), (Occur::Must, ends)];
                Box::new(unscored(Box::new(BooleanQuery::new(both))))
            }
            What::Within(area) => Box::new(unscored(Box::new(InsideQuery { area: *area }))),
        })
    }

    fn attribute(&self, of: Attribute) -> Field {
        match of {
            Attribute::Originator => self.fields.originator,
            Attribute::Kind => self.fields.kind,
            Attribute::Topic => self.fields.topic,
            Attribute::Id => self.fields.id,
            Attribute::Refers => self.fields.refers,
            Attribute::Derived => self.fields.derived,
            Attribute::Has => self.fields.has,
            Attribute::Unplaced => self.fields.unplaced,
            Attribute::Precedence => self.fields.precedence,
        }
    }

    fn range(&self, field: Field, from: Bound<i64>, to: Bound<i64>) -> Boxed {
        let term = |value: i64| Term::from_field_i64(field, value);
        Box::new(RangeQuery::new(from.map(term), to.map(term)))
    }

    fn expand(&self, field: Field) -> Expand<'_> {
        Expand { searcher: self.searcher, frequency: self.frequency, field }
    }

    /// Whether a document that the viewer sees has a word.
    fn is_seen(&self, field: Field, word: &str) -> Result<bool> {
        Ok((self.frequency)(&Term::from_field_text(field, word))? > 0)
    }

    fn text(&self, text: &str, manner: Manner) -> Result<Boxed> {
        let field = self.fields.text;
        let small: Vec<String> = words(text).map(|(word, _)| lower(word)).collect();
        match manner {
            Manner::Exact => Ok(phrase(field, small.iter().map(|word| exact(word)).collect())),
            Manner::Stem if small.len() == 1 => self.word(&small.concat()),
            Manner::Stem => {
                let mut forms = Vec::new();
                for language in Language::all() {
                    let stems: Vec<String> =
                        small.iter().map(|word| stem(word, language)).collect();
                    let mut seen = !forms.contains(&stems);
                    for stem in &stems {
                        seen = seen && self.is_seen(field, stem)?;
                    }
                    if seen {
                        forms.push(stems);
                    }
                }
                Ok(any(forms.into_iter().map(|stems| phrase(field, stems)).collect()))
            }
            Manner::Name => match small.as_slice() {
                [word] => Ok(self.best_of(field, self.spellings(word)?)),
                _ => self.near(field, text, 0, manner),
            },
        }
    }

    /// A word by its stems in every language in which a document that the viewer sees has it.
    fn word(&self, small: &str) -> Result<Boxed> {
        let mut forms: Vec<(Term, u64)> = Vec::new();
        for language in Language::all() {
            let term = Term::from_field_text(self.fields.text, &stem(small, language));
            if forms.iter().any(|(known, _)| *known == term) {
                continue;
            }
            let frequency = (self.frequency)(&term)?;
            if frequency > 0 {
                forms.push((term, frequency));
            }
        }
        // English is first of those that are as frequent.
        forms.sort_by(|(_, count), (_, other)| other.cmp(count));
        let mut forms: Vec<Term> = forms.into_iter().map(|(term, _)| term).collect();
        Ok(match (forms.pop(), forms.is_empty()) {
            (None, _) => Box::new(EmptyQuery),
            (Some(only), true) => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
            (Some(last), false) => {
                forms.push(last);
                Box::new(FormsQuery { forms })
            }
        })
    }

    /// How a name may be spelt in visible text: as it is, with a letter wrong, as it sounds.
    fn spellings(&self, word: &str) -> Result<Vec<Expansion>> {
        let field = self.fields.text;
        let mut found = self.expand(field).like(word, 1)?;
        for sound in sounds(word) {
            if self.is_seen(field, &sound)? {
                found.push(Expansion { text: sound, weight: SOUND_WEIGHT });
            }
        }
        Ok(found)
    }

    /// Words with others between them, in any order.
    fn near(&self, field: Field, text: &str, apart: usize, manner: Manner) -> Result<Boxed> {
        let mut slots = Vec::new();
        for (word, _) in words(text) {
            let small = lower(word);
            let forms = match manner {
                Manner::Exact => vec![exact(&small)],
                Manner::Stem => {
                    let mut stems: Vec<String> =
                        Language::all().map(|language| stem(&small, language)).collect();
                    stems.sort_unstable();
                    stems.dedup();
                    stems
                }
                Manner::Name => self.spellings(&small)?.into_iter().map(|of| of.text).collect(),
            };
            slots.push(forms);
        }
        self.slots(field, slots, apart)
    }

    fn slots(&self, field: Field, slots: Vec<Vec<String>>, apart: usize) -> Result<Boxed> {
        let mut seen = Vec::new();
        for forms in slots {
            let mut terms = Vec::new();
            for form in forms {
                let term = Term::from_field_text(field, &form);
                let frequency = (self.frequency)(&term)?;
                if frequency > 0 {
                    terms.push((term, frequency));
                }
            }
            if terms.is_empty() {
                return Ok(Box::new(EmptyQuery));
            }
            // The most frequent form says how much the word tells.
            terms.sort_by(|(a, count), (b, other)| other.cmp(count).then_with(|| a.cmp(b)));
            seen.push(terms.into_iter().map(|(term, _)| term).collect());
        }
        Ok(Box::new(NearQuery { slots: seen, apart }))
    }

    fn named(&self, list: List, text: &str, manner: Manner) -> Result<Boxed> {
        let fields = self.fields;
        let field = match list {
            List::Person => fields.person,
            List::Named => fields.named,
            List::Place => fields.place,
            List::Marking => fields.marking,
        };
        let spelt: Vec<String> = words(text).map(|(word, _)| transliterated(word)).collect();
        let found = match manner {
            Manner::Exact | Manner::Stem => phrase(field, spelt),
            Manner::Name => {
                let mut slots = Vec::new();
                for word in &spelt {
                    let mut forms = self.expand(field).like_name(word, 1)?;
                    let heard = sounds(word).into_iter();
                    forms.extend(heard.map(|text| Expansion { text, weight: SOUND_WEIGHT }));
                    slots.push(forms);
                }
                match slots.as_slice() {
                    [_] => {
                        let mut all = Vec::new();
                        for form in slots.into_iter().flatten() {
                            if self.is_seen(field, &form.text)? {
                                all.push(form);
                            }
                        }
                        self.best_of(field, all)
                    }
                    _ => {
                        let texts = |forms: Vec<Expansion>| forms.into_iter().map(|of| of.text);
                        let slots = slots.into_iter().map(|forms| texts(forms).collect());
                        self.slots(field, slots.collect(), NAMES_APART)?
                    }
                }
            }
        };
        Ok(match list {
            List::Person | List::Named => found,
            List::Place | List::Marking => Box::new(unscored(found)),
        })
    }

    /// The best of several forms of a word.
    fn best_of(&self, field: Field, forms: Vec<Expansion>) -> Boxed {
        let all = forms.into_iter().map(|Expansion { text, weight }| -> Boxed {
            let query =
                TermQuery::new(Term::from_field_text(field, &text), IndexRecordOption::WithFreqs);
            if weight < 1.0 {
                Box::new(BoostQuery::new(Box::new(query), weight))
            } else {
                Box::new(query)
            }
        });
        let mut all: Vec<Boxed> = all.collect();
        match (all.pop(), all.is_empty()) {
            (None, _) => Box::new(EmptyQuery),
            (Some(only), true) => only,
            (Some(last), false) => {
                all.push(last);
                Box::new(DisjunctionMaxQuery::new(all))
            }
        }
    }
}

/// Words in a row.
fn phrase(field: Field, words: Vec<String>) -> Boxed {
    let mut terms: Vec<Term> =
        words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match (terms.pop(), terms.is_empty()) {
        (None, _) => Box::new(EmptyQuery),
        (Some(only), true) => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
        (Some(last), false) => {
            terms.push(last);
            Box::new(PhraseQuery::new(terms))
        }
    }
}

/// Any of several.
fn any(mut all: Vec<Boxed>) -> Boxed {
    match (all.pop(), all.is_empty()) {
        (None, _) => Box::new(EmptyQuery),
        (Some(only), true) => only,
        (Some(last), false) => {
            all.push(last);
            Box::new(BooleanQuery::union(all))
        }
    }
}

/// What says whether a report is wanted, and not how well it matches.
fn unscored(query: Boxed) -> ConstScoreQuery {
    ConstScoreQuery::new(query, 0.0)
}

/// More forms of a word than this are not looked for.
pub(super) const EXPANSIONS_MAX: usize = 256;

/// What a name that only sounds alike counts for.
const SOUND_WEIGHT: f32 = 0.4;

/// Between the names of one person others may stand.
const NAMES_APART: usize = 2;
