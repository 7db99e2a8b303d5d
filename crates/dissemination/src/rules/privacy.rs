//! Who US persons are, is for those whose function it is to know, and for those whom the
//! originator tells. Everybody else gets the report with the identities masked.

use model::{Authorization, Function};

use super::authorization::{Opens, in_force};
use crate::case::{Case, Findings};

/// "Current privacy and other legal protections will apply to the Center"; information about US
/// persons is disseminated by the originating element's procedures alone.
const SOURCE: &str = "charter, Steering Group; EO 12333, 2.3";

/// The second banner line CUSPI.
const NOTICE: &str = "ISM, second banner line CUSPI";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let originator = &case.handling.originator;
    let function = case.ask.recipient.functions.contains(&Function::UsIdentities);
    let given = if function { None } else { in_force(case, Opens::Identities, findings) };
    let shown = function || given.is_some();
    findings.require(shown, "privacy", SOURCE, || match given {
        _ if function => "the recipient's function is to see who US persons are".to_owned(),
        Some(Authorization { matter, .. }) => {
            format!("{originator} told the recipient who the US persons are, in {matter}")
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
    if let Some(Authorization { matter, until, .. }) = given {
        findings.oblige("authorization", SOURCE, || {
            format!(
                "{originator} authorized the identities of US persons for {} in {matter} until {}, \
                 and for nothing else",
                case.ask.purpose.name(),
                until.minute()
            )
        });
    }
}
