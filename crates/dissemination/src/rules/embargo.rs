//! Embargoes and sunsets: for a time, material goes to nobody but its originator.

use model::Embargo;

use super::distribution::is_originator;
use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let at = case.ask.at;
    let about = |embargo: &&Embargo| {
        let of_report = case.handling.named.as_ref();
        embargo.originator == case.handling.originator
            && (embargo.reports.is_empty()
                || of_report.is_some_and(|report| embargo.reports.contains(report)))
    };
    for embargo in case.ask.community.embargoes.iter().filter(about) {
        let changes = [Some(embargo.from), embargo.until].into_iter().flatten();
        changes.filter(|change| *change > at).for_each(|change| findings.until(change));
        if !embargo.holds_at(at) {
            continue;
        }
        // "Subject to the applicable originator and classification restraints".
        let source = || {
            let Embargo { originator, from, .. } = embargo;
            format!("{originator}'s embargo from {}; charter, function 1", from.minute())
        };
        findings.require_of(is_originator(case), "embargo", source, || {
            let originator = &embargo.originator;
            match embargo.until {
                Some(until) => format!("{originator} keeps it back until {}", until.minute()),
                None => {
                    let from = embargo.from.minute();
                    format!("{originator} lets it go to nobody else since {from}")
                }
            }
        });
    }
}
