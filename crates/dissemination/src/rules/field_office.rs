//! Intelligence goes to law enforcement field offices only by the originator's procedure, in the
//! form it prescribes (charter, function 1, note).

use model::{Function, ProcedureForm};

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
    let Some(procedure) = community.field_office_procedure(originator) else {
        return findings.deny("field-office", SOURCE, || {
            format!("{originator} has no procedure for field offices, so nothing goes there")
        });
    };
    let most = match procedure.form {
        ProcedureForm::TearLine => Part::TearLine,
        ProcedureForm::Redacted => Part::Portion,
        ProcedureForm::Whole => Part::Whole,
    };
    findings.require(case.handling.part <= most, "field-office", SOURCE, || {
        format!(
            "{originator}'s procedure lets field offices have at most: {}",
            procedure.form.name()
        )
    });
    if let Some(statement) = &procedure.statement {
        findings.oblige("field-office", SOURCE, || statement.clone());
    }
}
