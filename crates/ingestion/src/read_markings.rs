//! Markings that were read before: few serve many portions.

use std::collections::HashMap;
use std::sync::Arc;

use marking::{Marking, Parsed, Problem};

use crate::Quarantine;
use crate::place::Where;

/// The markings that were read, by their text.
#[derive(Debug, Default)]
pub(crate) struct ReadMarkings(HashMap<String, Arc<ReadMarking>>);

/// A marking, to be shared by portions, and what was wrong with how it was written.
#[derive(Debug)]
pub(crate) struct ReadMarking {
    pub(crate) marking: Arc<Marking>,
    pub(crate) problems: Vec<Problem>,
}

impl ReadMarking {
    /// What makes the marking unfit for a report, if anything.
    pub(crate) fn unfit(&self) -> Option<&Problem> {
        let errors = self.problems.iter().filter(|problem| problem.is_error());
        errors.into_iter().find(|problem| !WITHOUT_EFFECT.contains(&problem.rule))
    }
}

impl ReadMarkings {
    /// Reads a marking, or finds it.
    pub(crate) fn once(
        &mut self,
        place: Where<'_>,
        text: &str,
    ) -> Result<Arc<ReadMarking>, Quarantine> {
        if let Some(read) = self.0.get(text) {
            return Ok(Arc::clone(read));
        }
        let Parsed { marking, problems } = Marking::parse(text).map_err(|error| {
            Quarantine::Marking { what: place.to_string(), text: text.to_owned(), error }
        })?;
        let read = Arc::new(ReadMarking { marking: Arc::new(marking), problems });
        if self.0.len() == MARKINGS_KEPT_MAX {
            self.0.clear();
        }
        self.0.insert(text.to_owned(), Arc::clone(&read));
        Ok(read)
    }
}

/// Rules about markings that say nothing where they stand, so that a report is not set aside for
/// them: FOUO beside a classification (register p134).
const WITHOUT_EFFECT: [&str; 1] = ["ISM-ID-00030"];

const MARKINGS_KEPT_MAX: usize = 10_000;
