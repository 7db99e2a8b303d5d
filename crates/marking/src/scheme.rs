//! Local schemes: the markings of a community that are not the register's, by configuration.
//!
//! A scheme is an ordered list of levels, sets of tokens, and a list of those to whom something
//! may be released, written in the same shape: blocks between `//`, entries between `/`. Each
//! level, token and code says what it equals in the register, so that a report marked by the
//! scheme has a [`Marking`](crate::Marking) for decisions; what equals nothing is refused.
//!
//! ```
//! use marking::Register;
//! use marking::scheme::{LevelTerms, Scheme, SchemeTerms, SetTerms, TokenTerms};
//! let level = |title: &str, portion: &str, equals: &str| LevelTerms {
//!     title: title.into(), portion: portion.into(), equals: Some(equals.into()),
//! };
//! let own = TokenTerms {
//!     name: "NATIONAL EYES".into(), portion: "NE".into(), equals: Some("NOFORN".into()),
//!     ..TokenTerms::default()
//! };
//! let terms = SchemeTerms {
//!     name: "Harbour".into(),
//!     levels: vec![level("OPEN", "O", "UNCLASSIFIED"), level("GUARDED", "G", "SECRET")],
//!     sets: vec![SetTerms { name: "handling".into(), tokens: vec![own], ..SetTerms::default() }],
//!     release: None,
//! };
//! let register = Register::default();
//! let scheme = Scheme::new(terms, &register).unwrap();
//! let read = scheme.parse("(G//NE)").unwrap();
//! assert_eq!(read.marking.banner(), "GUARDED//NATIONAL EYES");
//! let equal = read.marking.equivalent(&register).unwrap().marking;
//! assert_eq!(equal.banner(), "SECRET//NOFORN");
//! ```

mod check;
mod equivalent;
mod error;
mod fault;
mod join;
mod parse;
mod print;
mod terms;

use std::collections::BTreeSet;

use crate::{Problem, Register, Severity};

pub use equivalent::NoEquivalent;
pub use error::{SchemeError, SchemeErrorKind};
pub use fault::{SchemeFault, SchemePart};
pub use terms::{LevelTerms, ReleaseCode, ReleaseTerms, SchemeTerms, SetTerms, TokenTerms};

/// A local scheme that is sound: every word is read in one way, and every equivalent reads in the
/// register.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scheme {
    terms: SchemeTerms,
}

/// A marking of a scheme. Printing it gives the canonical form, whatever was read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SchemeMarking<'s> {
    scheme: &'s Scheme,
    /// Position of the level.
    level: usize,
    /// Positions of sets and of their tokens; a token's ancestors are here with it.
    tokens: BTreeSet<(usize, usize)>,
    /// Positions of the codes to whom it may be released.
    release: BTreeSet<usize>,
}

/// A marking of a scheme, and what was wrong with how it was written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SchemeParsed<'s> {
    /// What was meant.
    pub marking: SchemeMarking<'s>,
    /// What had to be put right or cannot stand, in order of place.
    pub problems: Vec<Problem>,
}

impl SchemeParsed<'_> {
    /// The problems that make the marking unusable.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }
}

impl Scheme {
    /// Takes terms that are sound in a register.
    ///
    /// # Errors
    /// Everything that is wrong with them, with its place.
    pub fn new(terms: SchemeTerms, register: &Register) -> Result<Self, Vec<SchemeFault>> {
        let faults = check::faults(&terms, register);
        if faults.is_empty() { Ok(Self { terms }) } else { Err(faults) }
    }

    /// What the scheme is called.
    pub fn name(&self) -> &str {
        &self.terms.name
    }

    /// Its levels, ascending.
    pub fn levels(&self) -> &[LevelTerms] {
        &self.terms.levels
    }

    /// Its sets, in print order.
    pub fn sets(&self) -> &[SetTerms] {
        &self.terms.sets
    }

    /// To whom it releases.
    pub fn release(&self) -> Option<&ReleaseTerms> {
        self.terms.release.as_ref()
    }

    /// Reads a banner or a portion mark, with or without parentheses.
    ///
    /// # Errors
    /// The place of the first token that the scheme does not have, with the nearest that it has.
    pub fn parse(&self, text: &str) -> Result<SchemeParsed<'_>, SchemeError> {
        parse::parse(self, text)
    }
}

impl<'s> SchemeMarking<'s> {
    /// The scheme that it is of.
    pub fn scheme(&self) -> &'s Scheme {
        self.scheme
    }

    /// Its level.
    pub fn level(&self) -> Option<&'s LevelTerms> {
        self.scheme.levels().get(self.level)
    }

    /// Its tokens in print order, ancestors among them, with their sets.
    pub fn tokens(&self) -> impl Iterator<Item = (&'s SetTerms, &'s TokenTerms)> + '_ {
        self.tokens.iter().filter_map(|(set, token)| {
            let set = self.scheme.sets().get(*set)?;
            Some((set, set.tokens.get(*token)?))
        })
    }

    /// Those to whom it may be released, in print order; empty when it may not.
    pub fn releasable_to(&self) -> impl Iterator<Item = &'s ReleaseCode> + '_ {
        let codes = self.scheme.release().map(|release| release.codes.as_slice());
        self.release.iter().filter_map(move |at| codes.unwrap_or_default().get(*at))
    }
}
