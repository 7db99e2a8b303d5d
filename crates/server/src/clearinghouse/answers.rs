//! What the clearinghouse answers to those who ask: each answer is decided, and recorded first.

use std::cell::Cell;
use std::collections::BTreeMap;

use dissemination::{Ask, Decision, Given, Naming, Released};
use model::{
    AgencyId, Community, LeafKind, Manner, Purpose, Recipient, ReportId, Serial, Timestamp,
};
use store::{Absence, AuditRow, ServedReport};

use super::Clearinghouse;
use crate::Result;
use crate::release_log::{Basis, Log, Serving, served};

/// Who would receive, what for, and who acts in their name.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// The recipient.
    pub recipient: &'a Recipient,
    /// The purpose.
    pub purpose: Purpose,
    /// The matter, where an authorization may name one.
    pub matter: Option<&'a str>,
    /// Who acts in the recipient's name, if not itself: `operator` on the machine, or an
    /// originator's officer who asks about a release.
    pub by: Option<&'a str>,
}

impl Clearinghouse {
    /// Shows a report to a recipient, as far as it may go; `None` when nothing may, or when there
    /// is no such report: the two cannot be told apart. Either is recorded first.
    ///
    /// # Errors
    /// When it could not be recorded; then nothing is shown.
    pub fn show(&self, by: Caller<'_>, cited: &str, manner: Manner) -> Result<Option<Released>> {
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let Some(guarded) = self.store.report(without_version(cited))? else {
            let log = self.log(serving, LeafKind::Withheld);
            let absent = self.absent(cited)?;
            log.without(unknown(cited), vec![absent.to_owned()])?;
            return Ok(None);
        };
        let ask = ask(serving, &in_force);
        let (id, acts) = (guarded.id().clone(), self.reliance(ask).acts(&guarded, ask));
        match guarded.decide(ask) {
            Ok(granted) => {
                let kind = if manner.is_kept() { LeafKind::Released } else { LeafKind::Viewed };
                let bases = BTreeMap::from([(id, Basis::of(granted.decision(), acts))]);
                Ok(Some(granted.release(&Log { bases, ..self.log(serving, kind) })?))
            }
            Err(denial) => {
                let log = self.log(serving, LeafKind::Withheld);
                log.without(
                    served(&denial.report, &Given::default(), Naming::Nobody),
                    refusals(&denial.decision),
                )?;
                Ok(None)
            }
        }
    }

    /// Decides about a stored report without giving it; `None` when there is none. Recorded first.
    ///
    /// At a time that is over, it is decided as it was then: by the version, the community's file
    /// and the acts of that time.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub fn decide(
        &self,
        by: Caller<'_>,
        cited: &str,
        manner: Manner,
        at: Option<Timestamp>,
    ) -> Result<Option<Decision>> {
        let _deciding = self.deciding();
        let serving = self.serving(by, manner);
        let at = at.unwrap_or(serving.at);
        let cited_now = without_version(cited);
        let (guarded, in_force) = if at < serving.at {
            (self.store.report_as_of(cited_now, at)?, self.in_force_at(at)?)
        } else {
            (self.store.report(cited_now)?, self.store.in_force())
        };
        let recipient = if at < serving.at {
            in_force.recipients.get(&serving.recipient.id)
        } else {
            Some(serving.recipient)
        };
        let Some((guarded, recipient)) = guarded.zip(recipient) else {
            let log = self.log(serving, LeafKind::Decided);
            let absent = self.absent(cited)?;
            log.without(unknown(cited), vec![absent.to_owned()])?;
            return Ok(None);
        };
        let guarded = self.told_to(guarded, by)?;
        let decision = guarded.ponder(ask(Serving { at, recipient, ..serving }, &in_force));
        let report = served(guarded.id(), &Given::of(&decision), decision.naming);
        let refused = if decision.form.is_some() { Vec::new() } else { refusals(&decision) };
        self.log(serving, LeafKind::Decided).without(report, refused)?;
        Ok(Some(decision))
    }

    /// Decides about a report that was not submitted: for the operator, before it is.
    ///
    /// # Errors
    /// When its sources cannot be read.
    pub fn ponder(
        &self,
        by: Caller<'_>,
        report: &model::Report,
        manner: Manner,
        at: Option<Timestamp>,
    ) -> Result<Decision> {
        let in_force = self.store.in_force();
        let serving = self.serving(by, manner);
        let serving = Serving { at: at.unwrap_or(serving.at), ..serving };
        let provenance = self.store.provenance_of_draft(report)?;
        Ok(dissemination::decide(report, &provenance, ask(serving, &in_force)))
    }

    /// The newest events about the material of a recipient's own organisation, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn audit(&self, originator: &AgencyId, rows_max: usize) -> Result<Vec<AuditRow>> {
        Ok(self.store.audit(originator.as_str(), rows_max)?)
    }

    /// What a caller may see, for benchmarks and counts.
    ///
    /// # Errors
    /// When the index fails.
    pub fn visible_count(&self, by: Caller<'_>) -> Result<u64> {
        let snapshot = self.index.snapshot();
        Ok(snapshot.visible_count(&self.visible(by))?)
    }

    /// The views that a caller sees, for benchmarks.
    pub fn visible(&self, by: Caller<'_>) -> index::Visible {
        let in_force = self.store.in_force();
        let serving = self.serving(by, Manner::Search);
        self.sights.visible(ask(serving, &in_force), &self.store.interner())
    }

    /// Why there is nothing to decide about: for the entry, never for an answer.
    pub(super) fn absent(&self, cited: &str) -> Result<&'static str> {
        Ok(match self.store.absence(without_version(cited))? {
            Some(Absence::Purged) => "purged",
            Some(Absence::Recalled) => "recalled",
            None => "no-such-report",
        })
    }

    pub(super) fn serving<'a>(&self, by: Caller<'a>, manner: Manner) -> Serving<'a> {
        let Caller { recipient, purpose, matter, by } = by;
        Serving { recipient, purpose, matter, manner, at: self.clock.now(), by }
    }

    pub(super) fn log<'a>(&'a self, serving: Serving<'a>, kind: LeafKind) -> Log<'a> {
        let (query, bases, again, entry) = (None, BTreeMap::new(), None, Cell::new(None));
        Log { store: &self.store, serving, kind, query, bases, again, entry }
    }
}

pub(super) fn ask<'a>(serving: Serving<'a>, community: &'a Community) -> Ask<'a> {
    let Serving { recipient, purpose, matter, manner, at, by: _ } = serving;
    Ask { recipient, purpose, matter, manner, at, community }
}

pub(super) fn refusals(decision: &Decision) -> Vec<String> {
    let denials = decision.reasons.iter().filter(|r| r.verdict == dissemination::Verdict::Deny);
    let mut rules: Vec<String> = denials.map(|reason| reason.rule.to_owned()).collect();
    rules.dedup();
    rules
}

/// People cite `ORIGINATOR SERIAL`, and sometimes the version behind it.
pub(super) fn without_version(cited: &str) -> &str {
    parted(cited).map_or(cited.trim(), |(report, _)| report)
}

/// That version.
pub(super) fn version_of(cited: &str) -> Option<u32> {
    parted(cited)?.1.parse().ok()
}

fn parted(cited: &str) -> Option<(&str, &str)> {
    cited.trim().rsplit_once(" v").filter(|(_, version)| {
        !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// What was asked for and is not there, as far as it reads as a report.
pub(super) fn unknown(cited: &str) -> ServedReport {
    let cited = without_version(cited);
    let (originator, serial) = cited.split_once(' ').unwrap_or((cited, ""));
    let id = AgencyId::new(originator).ok().zip(Serial::new(serial).ok());
    match id {
        Some((originator, serial)) => {
            served(&ReportId { originator, serial, version: 0 }, &Given::default(), Naming::Nobody)
        }
        None => ServedReport::withheld(),
    }
}
