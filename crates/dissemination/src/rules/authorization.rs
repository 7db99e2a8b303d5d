//! An originator's authorization: what it opens for whom, what for, in which matter, when, of what.

use model::{Authorization, Party};

use crate::case::{Case, Findings};

/// What an authorization may open. One that opens the one does not open the other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Opens {
    /// A use that the rules close.
    Use,
    /// Who the US persons in the material are. The recipient must be named itself: who receives an
    /// identity is on record by name (ICPG 107.1).
    Identities,
}

/// The authorization in force that names all of this, if there is one.
pub(super) fn in_force<'a>(
    case: Case<'a>,
    opens: Opens,
    findings: &mut Findings,
) -> Option<&'a Authorization> {
    let at = case.ask.at;
    let fits = |given: &Authorization| match (opens, &given.party) {
        (Opens::Use, _) => !given.identities,
        (Opens::Identities, Party::Recipient(_)) => given.identities,
        (Opens::Identities, Party::Organization(_)) => false,
    };
    let named = |given: &&Authorization| {
        fits(given)
            && given.originator == case.handling.originator
            && given.party.names(case.ask.recipient)
            && given.purposes.contains(&case.ask.purpose)
            && case.ask.matter == Some(given.matter.as_str())
            && (given.reports.is_empty()
                || case.report.is_some_and(|report| given.reports.contains(report)))
    };
    let given: Vec<_> = case.ask.community.authorizations.iter().filter(named).collect();
    for change in given.iter().flat_map(|given| [given.from, given.until]) {
        if change > at {
            findings.until(change);
        }
    }
    given.into_iter().find(|given| given.from <= at && at < given.until)
}
