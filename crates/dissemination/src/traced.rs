//! What is or was given of a report, known again: to name it, never to give it.

use model::ReportId;

use crate::{Naming, Rendition};

/// What would be released of a report, or was released earlier. Ids follow from it, and with them one can
/// say what is to be had and take back what was given; it is no release.
///
/// ```compile_fail,E0616
/// fn read(traced: dissemination::Traced) { let _ = traced.rendition; }
/// ```
/// ```
/// fn name(traced: &dissemination::Traced) -> String { traced.rendition_for_ids().id.cited() }
/// ```
pub struct Traced {
    rendition: Rendition,
    naming: Naming,
}

impl Traced {
    pub(crate) fn new(rendition: Rendition, naming: Naming) -> Self {
        Self { rendition, naming }
    }

    /// Which report it is of.
    pub fn id(&self) -> &ReportId {
        &self.rendition.id
    }

    /// What ids follow from. Nothing of it may go into an answer; `tests/tidy` counts the callers.
    pub fn rendition_for_ids(&self) -> &Rendition {
        &self.rendition
    }

    /// Whether US persons are named in it.
    pub fn naming(&self) -> Naming {
        self.naming
    }
}

impl std::fmt::Debug for Traced {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Traced(..)")
    }
}
