//! Who US persons are, is for those whose function it is to know, and for those whom the
//! originator tells. Everybody else gets the report with the identities masked.

use model::{Authorization, Consent, Function};

use super::consent;
use crate::case::{Case, Findings};

/// "Current privacy and other legal protections will apply to the Center"; information about US
/// persons is disseminated by the originating element's procedures alone.
const SOURCE: &str = "charter, Steering Group; EO 12333, 2.3";

/// The second banner line CUSPI.
const NOTICE: &str = "ISM, second banner line CUSPI";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let originator = &case.handling.originator;
    let function = case.ask.recipient.functions.contains(&Function::UsIdentities);
    let told =
        |findings: &mut Findings| consent::authorization(Consent::Identities, case, findings);
    let given = if function { None } else { told(findings) };
    let shown = function || given.is_some();
    findings.require(shown, "privacy", SOURCE, || match given {
        _ if function => "the recipient's function is to see who US persons are".to_owned(),
        Some(Authorization { matter, .. }) => {
            let matter = matter.as_ref().map(|matter| format!(", in {matter}")).unwrap_or_default();
            format!("{originator} told the recipient who the US persons are{matter}")
        }
        None => format!(
            "who US persons are is masked without the function {} or {originator}'s authorization",
            Function::UsIdentities.name()
        ),
    });
    if !shown {
        findings.oblige("privacy", SOURCE, || {
            format!("US-person identities are masked; ask {originator} to unmask them.")
        });
        return;
    }
    findings.oblige("privacy", NOTICE, || "Contents include US person information.".to_owned());
}
