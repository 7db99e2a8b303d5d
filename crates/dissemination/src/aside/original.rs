//! Files as they came. What was accepted from one is decided about as the reports are; what was set aside
//! of it as everything that is.

use super::{GrantedAside, GuardedAside};
use crate::{Ask, Guarded};

/// A file as it came, which nobody may read yet, with the reports that were read from it.
///
/// It cannot be looked into:
/// ```compile_fail,E0616
/// fn look(guarded: dissemination::GuardedOriginal) { let _ = guarded.file; }
/// ```
/// It can be asked for:
/// ```
/// fn ask(guarded: dissemination::GuardedOriginal, ask: dissemination::Ask<'_>) -> bool {
///     guarded.decide(ask).is_some()
/// }
/// ```
#[derive(Debug)]
pub struct GuardedOriginal {
    file: GuardedAside<Vec<u8>>,
    reports: Vec<Guarded>,
}

impl GuardedOriginal {
    /// Guards a file as what was submitted, with each version of each report that was accepted from
    /// it.
    pub fn new(file: GuardedAside<Vec<u8>>, reports: Vec<Guarded>) -> Self {
        Self { file, reports }
    }

    /// Decides whether somebody may have it: whoever may see all of it as it was submitted, and has
    /// every report in it entirely. A file cannot be cut.
    pub fn decide(self, ask: Ask<'_>) -> Option<GrantedAside<Vec<u8>>> {
        let Self { file, reports } = self;
        let entirely = reports.iter().all(|report| report.goes_entirely(ask));
        entirely.then(|| file.decide(ask.recipient)).flatten()
    }
}
