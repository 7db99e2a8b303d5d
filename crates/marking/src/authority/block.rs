//! The whole block: who decided, on what ground, and for how long.

use std::collections::BTreeSet;

use super::{AuthorityError, Day, Instruction};
use crate::{Attribute, Attributes};

/// A classification authority block (register E).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// `Classified By`: name and position, or a personal identifier.
    pub classified_by: String,
    /// On what ground.
    pub decision: Decision,
    /// `Declassify On`.
    pub declassify: Instruction,
}

/// Whether a classification was decided or taken over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Decision {
    /// By an original classification authority, for `Reason`.
    Original(Reasons),
    /// From `Derived From`: a source, a guide, or `Multiple Sources`.
    Derivative(String),
}

/// The categories of EO 13526, section 1.4, that a `Reason` cites.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reasons {
    /// The line as it was written.
    pub text: String,
    /// The letters, `a` to `h`; at least one.
    pub categories: BTreeSet<char>,
}

impl Block {
    /// Reads the lines of a block, `Name: value` each, in any order.
    ///
    /// ```
    /// use marking::authority::{Block, Day, Decision};
    /// let text = "Classified By: J. Doe, Director\nReason: 1.4(c)\nDeclassify On: 20510131";
    /// let block = Block::read(text, Day::parse("20260131").unwrap()).unwrap();
    /// assert!(matches!(block.decision, Decision::Original(_)));
    /// ```
    pub fn read(text: &str, source: Day) -> Result<Self, AuthorityError> {
        let mut found = [None; LINES.len()];
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let refused = || AuthorityError::Line { found: line.chars().take(60).collect() };
            let (name, value) = line.split_once(':').ok_or_else(refused)?;
            let known = LINES.iter().position(|names| {
                names.iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
            });
            let slot = known.and_then(|at| found.get_mut(at)).ok_or_else(refused)?;
            if slot.replace(value.trim()).is_some() {
                return Err(refused());
            }
        }
        let [by, derived, reason, declassify] =
            found.map(|value| value.filter(|value| !value.is_empty()));
        let missing = |line| AuthorityError::Missing { line };
        let decision = match (reason, derived) {
            (Some(reason), None) => Decision::Original(Reasons::read(reason)?),
            (None, Some(derived)) => Decision::Derivative(derived.to_owned()),
            (Some(_), Some(_)) => return Err(AuthorityError::Both),
            (None, None) => return Err(missing("Derived From")),
        };
        let declassify = declassify.ok_or_else(|| missing("Declassify On"))?;
        Ok(Self {
            classified_by: by.ok_or_else(|| missing("Classified By"))?.to_owned(),
            decision,
            declassify: Instruction::read(declassify, source)?,
        })
    }

    /// The attributes of the block (`ISM.XML`: `classifiedBy`, `derivedFrom` and their kind).
    pub fn set_in(&self, attributes: &mut Attributes) {
        match &self.decision {
            Decision::Original(reasons) => {
                attributes.set(Attribute::ClassifiedBy, &self.classified_by);
                attributes.set(Attribute::ClassificationReason, &reasons.text);
            }
            Decision::Derivative(source) => {
                attributes.set(Attribute::DerivativelyClassifiedBy, &self.classified_by);
                attributes.set(Attribute::DerivedFrom, source);
            }
        }
        self.declassify.value.set_in(attributes);
    }
}

impl Reasons {
    /// Reads `1.4(c)`, `1.4 (a), (c)` or the same within a sentence that cites the order.
    pub fn read(text: &str) -> Result<Self, AuthorityError> {
        let refused = || AuthorityError::Reason { found: text.chars().take(100).collect() };
        let (_, cited) = text.split_once("1.4").ok_or_else(refused)?;
        let mut categories = BTreeSet::new();
        for part in cited.split('(').skip(1) {
            let (inner, _) = part.split_once(')').ok_or_else(refused)?;
            let mut letters = inner.trim().chars();
            match (letters.next().map(|letter| letter.to_ascii_lowercase()), letters.next()) {
                (Some(letter @ 'a'..='h'), None) => categories.insert(letter),
                (Some(_) | None, Some(_) | None) => return Err(refused()),
            };
        }
        if categories.is_empty() {
            let letters = cited.split(|sign: char| !sign.is_ascii_alphanumeric());
            let letters = letters.filter(|word| !word.is_empty());
            for word in letters {
                match word.to_ascii_lowercase().as_bytes() {
                    [letter @ b'a'..=b'h'] => categories.insert(char::from(*letter)),
                    b"and" => true,
                    _ => return Err(refused()),
                };
            }
        }
        if categories.is_empty() {
            return Err(refused());
        }
        Ok(Self { text: text.to_owned(), categories })
    }
}

/// The lines of a block and the names under which they are written.
const LINES: [&[&str]; 4] = [
    &["Classified By"],
    &["Derived From"],
    &["Reason", "Classification Reason", "Reason for Classification"],
    &["Declassify On"],
];
