//! What no search finds: EXEMPT FROM ICD 501 DISCOVERY.

use marking::Dissem;

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    if case.handling.marking.has(Dissem::ExemptFromDiscovery) {
        let named = !case.ask.manner.is_found();
        findings.require(named, "discovery", "ISM.ACES table 125", || {
            "EXEMPT FROM ICD 501 DISCOVERY: no search finds it; ask for it by its name".to_owned()
        });
    }
}
