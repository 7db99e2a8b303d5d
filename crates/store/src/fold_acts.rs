//! What an auditor sees of acts and requests.

use model::{Act, AgencyId, Leaf, Party, Request};

use crate::acts::Acts;
use crate::catalog::AuditRow;
use crate::fold::blank;
use crate::{Event, RecordedAct};

/// The row of an entry that the acts have taken, and whose auditor sees it.
pub(crate) fn row(leaf: &Leaf, event: &Event, acts: &Acts) -> Option<(AgencyId, AuditRow)> {
    match event {
        Event::Acted { act, request, .. } => {
            let answers = request.as_ref().map(|id| format!(", for request {id}"));
            Some(of_act(leaf, act, &format!("recorded{}", answers.unwrap_or_default())))
        }
        Event::Ended { act, .. } => {
            let known: &RecordedAct = acts.recorded().iter().find(|known| known.id == *act)?;
            Some(of_act(leaf, &known.act, "ended"))
        }
        Event::Asked(asked) => {
            let request = acts.request(&crate::acts::id(leaf))?;
            Some(of_request(leaf, request, &format!("asked: {}", asked.reason)))
        }
        Event::Stepped { request, step } => {
            let request = acts.request(request)?;
            Some(of_request(leaf, request, &format!("request {}: {}", request.id, step.name())))
        }
        Event::Accepted { .. }
        | Event::Quarantined(_)
        | Event::Quarantining(_)
        | Event::Kept(_)
        | Event::Served(_)
        | Event::Fanned(_)
        | Event::Saving(_)
        | Event::Contracting(_)
        | Event::Community { .. }
        | Event::Withdrawing(_)
        | Event::Administered { .. } => None,
    }
}

fn of_act(leaf: &Leaf, act: &Act, what: &str) -> (AgencyId, AuditRow) {
    let reports: Vec<&str> = act.reports().collect();
    let until = act.until().map(|until| format!(" until {}", until.minute())).unwrap_or_default();
    let from = act.from().map(|from| format!(" from {}", from.minute())).unwrap_or_default();
    let (originator, recipient, purpose, name) = match act {
        Act::Authorization(given) => {
            let party = match &given.party {
                Party::Recipient(id) => id.to_string(),
                Party::Organization(id) => id.to_string(),
            };
            let purposes: Vec<_> = given.purposes.iter().map(|purpose| purpose.name()).collect();
            let consents: Vec<_> = given.consents.iter().map(|consent| consent.name()).collect();
            let name = format!("authorization of {}", consents.join(", "));
            (given.originator.clone(), party, purposes.join(", "), name)
        }
        Act::Embargo(embargo) => {
            let name = if embargo.until.is_some() { "embargo" } else { "sunset" };
            (embargo.originator.clone(), String::new(), String::new(), name.to_owned())
        }
        Act::Grant(grant) => {
            let partner = grant.partner.clone();
            (partner.clone(), partner.to_string(), String::new(), "grant".to_owned())
        }
        Act::Procedure(procedure) => {
            let name = format!("procedure for field offices: {}", procedure.form.name());
            (procedure.originator.clone(), String::new(), String::new(), name)
        }
    };
    let outcome = format!("{name}{from}{until} {what}");
    let report = reports.join(", ");
    (originator, AuditRow { report, recipient, purpose, outcome, ..blank(leaf) })
}

fn of_request(leaf: &Leaf, request: &Request, outcome: &str) -> (AgencyId, AuditRow) {
    let row = AuditRow {
        report: request.asked.report.clone(),
        recipient: request.asked.recipient.to_string(),
        purpose: request.asked.purpose.name().to_owned(),
        outcome: outcome.to_owned(),
        ..blank(leaf)
    };
    (request.asked.originator.clone(), row)
}
