//! What opens or closes a door: procedures, grants, authorizations, embargoes; and the persons of a
//! caveat.

use std::collections::BTreeSet;

use model::{
    AgencyId, Authorization, Consent, Embargo, Function, Grant, Party, Procedure, ProcedureForm,
    RecipientId, Serial, Topic,
};
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
        let from = wire.from.as_ref().and_then(|from| self.one(from, time));
        let until = wire.until.as_ref().and_then(|until| self.one(until, time));
        let (Some(originator), Some(form)) = (originator, form) else { return };
        if from.zip(until).is_some_and(|(from, until)| until <= from) {
            self.fault(wire.originator.span(), "the procedure ends before it begins");
        }
        let (statement, delay_hours) = (wire.statement.clone(), wire.delay_hours);
        let made = Procedure { originator, form, statement, delay_hours, from, until };
        if self.community.procedures.iter().any(|known| is_beside(known, &made)) {
            let what = "this originator has a procedure for that time already";
            self.fault(wire.originator.span(), what);
        }
        self.community.procedures.push(made);
    }

    pub(super) fn embargo(&mut self, wire: &wire::Embargo) {
        let originator = self.known(&wire.originator);
        let from = self.one(&wire.from, time);
        let until = wire.until.as_ref().and_then(|until| self.one(until, time));
        let (Some(originator), Some(from)) = (originator, from) else { return };
        if until.is_some_and(|until| until <= from) {
            self.fault(wire.from.span(), "the embargo ends before it begins");
        }
        self.own_reports(&wire.originator, &originator, &wire.reports);
        let reports = wire.reports.clone();
        self.community.embargoes.push(Embargo { originator, reports, from, until });
    }

    /// Reports that an act is about must be its originator's.
    fn own_reports(&mut self, at: &wire::Text, whose: &AgencyId, reports: &BTreeSet<String>) {
        for report in reports {
            let own = report.split_once(' ').filter(|(of, _)| *of == whose.as_str());
            if own.is_none_or(|(_, serial)| Serial::new(serial).is_err()) {
                let what = format!("`{report}` is not a report of {whose}, as `ORIGINATOR SERIAL`");
                self.fault(at.span(), what);
            }
        }
    }

    /// Reports that an authorization is about are its originator's, or products in which its material
    /// is: those of a known agency.
    fn any_reports(&mut self, at: &wire::Text, reports: &BTreeSet<String>) {
        for report in reports {
            let known = report.split_once(' ').filter(|(of, serial)| {
                let agency = AgencyId::new(of).ok();
                let agency = agency.filter(|of| self.community.agencies.contains_key(of));
                agency.is_some() && Serial::new(serial).is_ok()
            });
            if known.is_none() {
                let what = format!("`{report}` names no report, as `ORIGINATOR SERIAL`");
                self.fault(at.span(), what);
            }
        }
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
        let consents = match &wire.consents {
            Some(words) => self.all(words, |text| word(text, Consent::parse, Consent::names)),
            None => [Consent::Use].into(),
        };
        if consents.contains(&Consent::Identities) && wire.organization.is_some() {
            let what = "identities are opened to one `recipient`, not to an `organization`";
            self.fault(wire.originator.span(), what);
        }
        let matter = wire.matter.as_ref().map(|matter| matter.get_ref().trim().to_owned());
        if consents.contains(&Consent::Use) && matter.as_deref().unwrap_or_default().is_empty() {
            let what = "an authorization of use names the matter that it is for";
            self.fault(wire.originator.span(), what);
        }
        let (Some(originator), Some(party)) = (originator, party) else { return };
        let (Some(from), Some(until)) = (from, until) else { return };
        if until <= from {
            self.fault(wire.from.span(), "the authorization ends before it begins");
        }
        self.any_reports(&wire.originator, &wire.reports);
        let (reports, conditions) = (wire.reports.clone(), wire.conditions.clone());
        let given = Authorization {
            originator,
            party,
            purposes,
            consents,
            matter,
            reports,
            from,
            until,
            conditions,
        };
        self.community.authorizations.push(given);
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

/// Whether two procedures of one originator hold at one time.
fn is_beside(one: &Procedure, other: &Procedure) -> bool {
    let before = |one: &Procedure, other: &Procedure| {
        one.until.zip(other.from).is_some_and(|(until, from)| until <= from)
    };
    one.originator == other.originator && !before(one, other) && !before(other, one)
}
