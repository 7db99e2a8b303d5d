//! The compartments that a community lists, of a control system or of a program.

use std::collections::{BTreeMap, BTreeSet};

use super::RegisterError;
use crate::ParseErrorKind;
use crate::nearest::nearest;
use crate::nested::Name;

/// Compartments with their sub-compartments.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Listing {
    compartments: BTreeMap<String, BTreeSet<String>>,
    closed: bool,
}

impl Listing {
    pub(super) fn add(&mut self, name: &str, subs: &[String]) -> Result<(), RegisterError> {
        for text in std::iter::once(name).chain(subs.iter().map(String::as_str)) {
            Name::new(text).ok_or_else(|| RegisterError::Name(text.to_owned()))?;
        }
        if self.compartments.contains_key(name) {
            return Err(RegisterError::Twice(name.to_owned()));
        }
        self.compartments.insert(name.to_owned(), subs.iter().cloned().collect());
        Ok(())
    }

    /// Closes the list; what is published belongs to it.
    pub(super) fn close(&mut self, published: impl Iterator<Item = &'static str>) {
        for name in published {
            self.compartments.entry(name.to_owned()).or_default();
        }
        self.closed = true;
    }

    /// The first compartment or sub-compartment of `J12 J54-K15` that a closed list does not have.
    pub(super) fn unlisted(&self, head: &str, rest: &str) -> Option<ParseErrorKind> {
        if !self.closed {
            return None;
        }
        rest.split('-').find_map(|part| self.unlisted_part(head, part))
    }

    fn unlisted_part(&self, head: &str, part: &str) -> Option<ParseErrorKind> {
        let mut names = part.split(' ');
        let written = names.next().unwrap_or_default();
        let compartment = crate::sci::canonical_compartment(head, written);
        let Some(subs) = self.compartments.get(compartment) else {
            let known = self.compartments.keys().map(String::as_str);
            return Some(kind(compartment, head.to_owned(), known));
        };
        // Which sub-compartments a published compartment has is not published.
        let sub = names.find(|sub| !subs.is_empty() && !subs.contains(*sub))?;
        Some(kind(sub, format!("{head}-{compartment}"), subs.iter().map(String::as_str)))
    }

    /// Whether a compartment is listed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.compartments.contains_key(name)
    }

    /// Every token below a head, for suggestions.
    pub(super) fn tokens(&self, head: &str) -> impl Iterator<Item = String> {
        self.compartments.keys().map(move |name| format!("{head}-{name}"))
    }
}

fn kind<'k>(token: &str, of: String, known: impl Iterator<Item = &'k str>) -> ParseErrorKind {
    let nearest = nearest(token, known).map(str::to_owned);
    ParseErrorKind::Unlisted { token: token.to_owned(), of, nearest }
}
