//! One marking of a report, read by the community's register or by its originator's scheme.

use std::sync::Arc;

use marking::{Marking, Parsed, Problem, Register, Scheme, SchemeMarking};

use crate::Quarantine;
use crate::place::Where;

/// A marking as it was read once.
#[derive(Debug)]
pub(crate) struct Reading<'c> {
    pub(crate) marking: Arc<Marking>,
    pub(crate) problems: Vec<Problem>,
    /// As the originator's scheme has it; `None` when it was read by the register.
    pub(crate) local: Option<SchemeMarking<'c>>,
}

impl<'c> Reading<'c> {
    /// Reads by the register.
    pub(crate) fn by_register(
        register: &Register,
        place: Where<'_>,
        text: &str,
    ) -> Result<Self, Quarantine> {
        let read = Marking::parse_by(text, register);
        let Parsed { marking, problems } = read.map_err(|error| Quarantine::Marking {
            what: place.to_string(),
            text: text.to_owned(),
            error: Box::new(error),
        })?;
        Ok(Self { marking: Arc::new(marking), problems, local: None })
    }

    /// Reads by a scheme, and takes what the register has that protects as much.
    pub(crate) fn by_scheme(
        scheme: &'c Scheme,
        register: &Register,
        place: Where<'_>,
        text: &str,
    ) -> Result<Self, Quarantine> {
        let (what, written) = (|| place.to_string(), || text.to_owned());
        let parsed = scheme.parse(text).map_err(|error| Quarantine::Scheme {
            what: what(),
            text: written(),
            error: Box::new(error),
        })?;
        if let Some(problem) = parsed.errors().next().cloned() {
            return Err(Quarantine::Rule {
                what: what(),
                text: written(),
                problem: Box::new(problem),
            });
        }
        let equal = parsed.marking.equivalent(register);
        let equal = equal.map_err(|error| Quarantine::NoEquivalent {
            what: what(),
            text: written(),
            error: Box::new(error),
        })?;
        let (marking, local) = (Arc::new(equal.marking), Some(parsed.marking));
        Ok(Self { marking, problems: parsed.problems, local })
    }

    /// What makes the marking unfit for a report, if anything.
    pub(crate) fn unfit(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.bars())
    }
}
