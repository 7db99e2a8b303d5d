//! Past answers beside those of today: what another rule, another act or a recall changed since.

use std::collections::BTreeMap;

use dissemination::{Given, Guarded};
use model::{Community, LeafKind, Manner, Purpose, RecipientId};
use store::{Answered, AuditRow, ServedReport};

use super::answers::ask;
use super::{Caller, Clearinghouse};
use crate::Result;
use crate::release_log::{Basis, served};
use crate::wire::ChangedAnswer;

/// What was asked, apart from when.
type Question = (String, u32, String, String, Option<String>, Option<String>);

impl Clearinghouse {
    /// The last answer to each question among some rows, where it would be another one now.
    pub(super) fn changed(&self, rows: &[AuditRow]) -> Result<Vec<ChangedAnswer>> {
        let mut latest: BTreeMap<Question, &AuditRow> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.version > 0 && row.kind != LeafKind::Decided) {
            let Some(answer) = &row.answer else { continue };
            let Answered { matter, manner, .. } = answer.clone();
            let report = row.report.rsplit_once(" v").map_or(&*row.report, |(cited, _)| cited);
            let (recipient, purpose) = (row.recipient.clone(), row.purpose.clone());
            let question = (report.to_owned(), row.version, recipient, purpose, matter, manner);
            latest.insert(question, row);
        }
        let in_force = self.store.in_force();
        let mut changed = Vec::new();
        let mut at_hand: Option<((String, u32), Option<Guarded>)> = None;
        for (question, row) in latest {
            let key = (question.0.clone(), question.1);
            if at_hand.as_ref().is_none_or(|(known, _)| *known != key) {
                let report = self.store.report_version(&key.0, key.1)?;
                at_hand = Some((key, report));
            }
            let report = at_hand.as_ref().and_then(|(_, report)| report.as_ref());
            changed.extend(self.compared(&question, row, report, &in_force));
        }
        Ok(changed)
    }

    fn compared(
        &self,
        question: &Question,
        row: &AuditRow,
        report: Option<&Guarded>,
        in_force: &Community,
    ) -> Option<ChangedAnswer> {
        let before = row.answer.as_ref()?;
        let (_, _, recipient, purpose, matter, manner) = question;
        let recipient = RecipientId::new(recipient).ok();
        let recipient = recipient.and_then(|id| in_force.recipients.get(&id));
        let purpose = Purpose::parse(purpose)?;
        let manner = manner.as_deref().and_then(Manner::parse).unwrap_or(Manner::Display);
        let (now, rules) = match (report, recipient) {
            (None, _) => (ServedReport::withheld(), vec!["recalled".to_owned()]),
            (_, None) => (ServedReport::withheld(), vec!["no-such-recipient".to_owned()]),
            (Some(report), Some(recipient)) => {
                let caller = Caller { recipient, purpose, matter: matter.as_deref(), by: None };
                let decision = report.ponder(ask(self.serving(caller, manner), in_force));
                let now = served(report.id(), &Given::of(&decision), decision.naming);
                (now, Basis::of(&decision, Vec::new()).rules)
            }
        };
        let is_same = (&before.form, &before.parts) == (&now.outcome, &now.parts)
            && before.identities == now.identities;
        (!is_same).then(|| ChangedAnswer {
            report: row.report.clone(),
            recipient: row.recipient.clone(),
            purpose: row.purpose.clone(),
            at: row.at.rfc3339(),
            then: described(&before.form, &before.parts, before.identities.as_deref()),
            now: described(&now.outcome, &now.parts, now.identities.as_deref()),
            rules,
        })
    }
}

fn described(form: &str, parts: &[usize], identities: Option<&str>) -> String {
    let parts: Vec<String> = parts.iter().map(|part| (part + 1).to_string()).collect();
    let parts =
        if parts.is_empty() { String::new() } else { format!(", parts {}", parts.join(" ")) };
    let identities = identities.map(|word| format!(", identities {word}")).unwrap_or_default();
    format!("{form}{parts}{identities}")
}
