//! Clearance against level.

use marking::Level;

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let needed = case.handling.marking.level();
    let held = case.ask.recipient.clearance;
    findings.require(held >= needed, "clearance", "ISM.ACES table 89", || match needed {
        Level::Unclassified => "unclassified: a known recipient suffices".to_owned(),
        Level::Restricted | Level::Confidential | Level::Secret | Level::TopSecret => {
            format!(
                "{} needs that clearance or a higher one; held: {}",
                needed.banner(),
                held.banner()
            )
        }
    });
}
