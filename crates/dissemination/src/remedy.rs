//! What would free a derived product that its sources keep back: the smallest set of consents and cuts.

mod blocked;
mod smallest;

use std::collections::BTreeSet;

use model::{AgencyId, Consent, Report};

use crate::who::Who;
use crate::{Ask, Classes, Provenance};

/// One step towards the release of a derived product.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Remedy {
    /// The originator of sources consents for whoever asked, for the purpose.
    Consent {
        /// Whose sources.
        originator: AgencyId,
        /// What it has to lift.
        consents: BTreeSet<Consent>,
        /// The sources that keep it back.
        sources: BTreeSet<String>,
    },
    /// What is made from a source is left out.
    Cut {
        /// Which, as the product cites it.
        source: String,
    },
}

/// The fewest remedies after which no source keeps back what the product's own conditions permit to
/// whoever asks; of as few, those with fewer cuts. Something is left to release. Empty where no
/// source keeps anything back, or nothing can free it.
///
/// Portions are freed, or the tear lines where the product's own conditions permit no portion. The
/// fewest are found where there are at most 16 remedies to choose from; of more, every consent and
/// every cut that is needed besides is given.
pub(crate) fn smallest(
    report: &Report,
    provenance: &Provenance,
    classes: &Classes,
    ask: Ask<'_>,
    who: Who,
) -> Vec<Remedy> {
    blocked::of(report, provenance, classes, ask, who).map(smallest::of).unwrap_or_default()
}
