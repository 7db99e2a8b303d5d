//! What opens a door: procedures, grants, authorizations; and the persons of a caveat.

use std::collections::BTreeSet;

use model::{Authorization, Function, Grant, Party, Procedure, ProcedureForm, RecipientId, Topic};
use serde_spanned::Spanned;

use super::{Reader, level, purpose, time, word};
use crate::community::wire;

impl Reader<'_> {
    /// Recipients that the file has.
    pub(super) fn persons(&mut self, texts: &[Spanned<String>]) -> BTreeSet<RecipientId> {
        texts.iter().filter_map(|text| self.recipient_id(text)).collect()
    }

    pub(super) fn procedure(&mut self, wire: &wire::Procedure) {
        if wire.recipients.get_ref() != Function::FieldOffice.name() {
            self.fault(wire.recipients.span(), "procedures are for `field-office`");
        }
        let originator = self.known(&wire.originator);
        let form = self.one(&wire.form, |t| word(t, ProcedureForm::parse, ProcedureForm::names));
        let (Some(originator), Some(form)) = (originator, form) else { return };
        if self.community.procedures.iter().any(|known| known.originator == originator) {
            self.fault(wire.originator.span(), "this originator has a procedure already");
        }
        let statement = wire.statement.clone();
        self.community.procedures.push(Procedure { originator, form, statement });
    }

    pub(super) fn grant(&mut self, wire: &wire::Grant) {
        let partner = self.known(&wire.partner);
        let topics = self.all(&wire.topics, |text| Topic::new(text).map_err(|e| e.to_string()));
        let level = self.one(&wire.level, level);
        let from = self.one(&wire.from, time);
        let until = wire.until.as_ref().and_then(|until| self.one(until, time));
        let (Some(partner), Some(level), Some(from)) = (partner, level, from) else { return };
        if self.community.is_us_agency(&partner) {
            self.fault(wire.partner.span(), "a grant is for a foreign authority");
        }
        if until.is_some_and(|until| until <= from) {
            self.fault(wire.from.span(), "the grant ends before it begins");
        }
        let conditions = wire.conditions.clone();
        self.community.grants.push(Grant { partner, topics, level, from, until, conditions });
    }

    pub(super) fn authorization(&mut self, wire: &wire::Authorization) {
        let originator = self.known(&wire.originator);
        let party = match (&wire.recipient, &wire.organization) {
            (Some(recipient), None) => self.recipient_id(recipient).map(Party::Recipient),
            (None, Some(organization)) => self.known(organization).map(Party::Organization),
            (Some(_), Some(_)) | (None, None) => {
                let what = "an authorization is for a `recipient` or for an `organization`";
                self.fault(wire.originator.span(), what);
                None
            }
        };
        let purposes = self.all(&wire.purposes, purpose);
        let from = self.one(&wire.from, time);
        let until = self.one(&wire.until, time);
        if wire.matter.get_ref().trim().is_empty() {
            self.fault(wire.matter.span(), "an authorization names the matter that it is for");
        }
        let (Some(originator), Some(party)) = (originator, party) else { return };
        let (Some(from), Some(until)) = (from, until) else { return };
        let identities = wire.identities;
        if identities && matches!(party, Party::Organization(_)) {
            let what = "identities are opened to one `recipient`, not to an `organization`";
            self.fault(wire.originator.span(), what);
        }
        if until <= from {
            self.fault(wire.from.span(), "the authorization ends before it begins");
        }
        for report in &wire.reports {
            if report.split_once(' ').is_none_or(|(whose, _)| whose != originator.as_str()) {
                let what =
                    format!("`{report}` is not a report of {originator}, as `ORIGINATOR SERIAL`");
                self.fault(wire.originator.span(), what);
            }
        }
        let (matter, reports) = (wire.matter.get_ref().trim().to_owned(), wire.reports.clone());
        self.community.authorizations.push(Authorization {
            originator,
            party,
            purposes,
            identities,
            matter,
            reports,
            from,
            until,
        });
    }

    fn recipient_id(&mut self, text: &Spanned<String>) -> Option<RecipientId> {
        let id = self.one(text, |text| RecipientId::new(text).map_err(|e| e.to_string()))?;
        if self.community.recipients.contains_key(&id) {
            return Some(id);
        }
        self.fault(text.span(), format_args!("`{id}` is not a recipient of this file"));
        None
    }
}
