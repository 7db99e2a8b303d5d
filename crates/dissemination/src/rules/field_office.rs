//! Intelligence goes to law enforcement field offices only by the originator's procedure, in the
//! form it prescribes (charter, function 1, note).

use model::{Consent, Function, Procedure, ProcedureForm};

use super::consent;
use crate::Part;
use crate::case::{Case, Findings};

const SOURCE: &str = "charter, function 1, note";

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let community = case.ask.community;
    let originator = &case.handling.originator;
    let to_field_office = case.ask.recipient.functions.contains(&Function::FieldOffice);
    if !to_field_office || !community.is_intelligence(originator) {
        return;
    }
    let changes = community.procedure_changes(originator).filter(|change| *change > case.ask.at);
    changes.for_each(|change| findings.until(change));
    let Some(procedure) = community.field_office_procedure(originator, case.ask.at) else {
        return findings.deny("field-office", SOURCE, || {
            format!("{originator} has no procedure for field offices, so nothing goes there")
        });
    };
    let most = match procedure.form {
        ProcedureForm::TearLine => Part::TearLine,
        ProcedureForm::Redacted => Part::Portion,
        ProcedureForm::Whole => Part::Whole,
    };
    let fits = case.handling.part <= most;
    let holds = consent::holds_or(fits, Consent::FieldOffice, case, findings);
    findings.require(holds, "field-office", SOURCE, || {
        format!(
            "{originator}'s procedure lets field offices have at most: {}",
            procedure.form.name()
        )
    });
    delay(procedure, case, findings);
    if let Some(statement) = &procedure.statement {
        findings.oblige("field-office", SOURCE, || statement.clone());
    }
}

/// A delay counts from when the report was accepted; for one that was accepted before anybody asked for
/// a delay, from the procedure's start. Of a draft it has not begun.
fn delay(procedure: &Procedure, case: Case<'_>, findings: &mut Findings) {
    if procedure.delay_hours == 0 {
        return;
    }
    let from = case.handling.accepted.or(procedure.from);
    let due = from.map(|from| from.plus_hours(procedure.delay_hours));
    let at = case.ask.at;
    if let Some(due) = due.filter(|due| *due > at) {
        findings.until(due);
    }
    let over = due.is_some_and(|due| due <= at);
    let holds = consent::holds_or(over, Consent::FieldOffice, case, findings);
    findings.require(holds, "field-office", SOURCE, || {
        let (originator, hours) = (&case.handling.originator, procedure.delay_hours);
        format!("{originator}'s procedure lets it go to field offices after {hours} hours")
    });
}
