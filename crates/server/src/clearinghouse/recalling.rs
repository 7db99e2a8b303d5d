//! Recalls: an originator takes a report back, and everybody who had something of it is told.

use std::collections::BTreeSet;

use model::{
    AgencyId, Function, LeafKind, Manner, Purpose, RecallKind, Recipient, Serial, Timestamp,
};
use store::{
    Acknowledgement, Event, KnownRecall, Notice, Recall, RecordedRecall, Reminder, Withdrawing,
};

use super::acting::Officer;
use super::answers::{version_of, without_version};
use super::{Caller, Clearinghouse};
use crate::wire::{Acknowledged, NewRecall, RecallNotice, RecallOnBoard, Recalled};
use crate::{Error, Result};

impl Clearinghouse {
    /// Takes a report back. When it returns, no search, page, decision or export gives the recalled
    /// versions any more, and whoever had something of them, or of what derives from them, is told.
    ///
    /// # Errors
    /// When it is not the officer's to recall, is not there or recalled already, no reason is
    /// given, a replacement is missing, or it cannot be recorded.
    pub fn recall(&self, officer: Officer<'_>, new: &NewRecall) -> Result<Recalled> {
        let recall = self.meant(officer, new)?;
        self.put_in_force(officer.actor(), recall)
    }

    pub(super) fn put_in_force(&self, actor: &str, recall: Recall) -> Result<Recalled> {
        let tell = recall.tell.as_deref().unwrap_or_default();
        self.unclassified(&[("because", &recall.because), ("tell", tell)])?;
        let now = self.clock.now();
        let subject = format!("{} v{}", recall.report, recall.version);
        let cited = recall.report.clone();
        let ids = self.act_by(actor, now, |store| {
            // Nothing is given meanwhile, so nobody is missed.
            let notices = store.audience(&cited, recall.version)?;
            let event = Event::Withdrawing(Withdrawing::Recalled(Recall { notices, ..recall }));
            Ok(vec![(LeafKind::Recalled, subject.clone(), event)])
        })?;
        let id = ids.into_iter().next().unwrap_or_default();
        let recorded = self.store.recorded_recalls().into_iter().find(|known| known.id == id);
        let notices = recorded.map(|known| known.recall.notices).unwrap_or_default();
        let told: BTreeSet<&String> = notices.iter().flat_map(|n| &n.recipients).collect();
        let derived = self.store.derived_closure(&cited)?.len().saturating_sub(1);
        Ok(Recalled { id, report: subject, told: told.len(), derived })
    }

    /// Takes a report back whose every version the recipient submitted itself, whoever decides about
    /// its originator's material otherwise; whether there was one. One that somebody else submitted is
    /// as one that is not there.
    ///
    /// # Errors
    /// When the store cannot be read, or it cannot be recorded.
    pub fn withdraw_own(&self, submitter: &Recipient, cited: &str) -> Result<bool> {
        let events = self.store.events_of(cited)?;
        let mut accepted = events.iter().filter(|event| event.kind == LeafKind::Accepted);
        let is_own = accepted.all(|event| event.actor == submitter.id.as_str());
        let newest = self.store.newest_version(cited)?.filter(|_| is_own);
        let Some(version) = newest.filter(|_| matches!(self.store.absence(cited), Ok(None))) else {
            return Ok(false);
        };
        let recall = Recall {
            report: cited.to_owned(),
            version,
            kind: RecallKind::Recall,
            because: "deleted by its submitter".to_owned(),
            tell: None,
            replaced_by: None,
            notices: Vec::new(),
        };
        self.put_in_force(submitter.id.as_str(), recall).map(|_| true)
    }

    /// What is to be recalled, checked; without its audience.
    fn meant(&self, officer: Officer<'_>, new: &NewRecall) -> Result<Recall> {
        let report = self.own_report(officer, &new.report)?;
        let wrong = |what: String| Error::Act { what };
        let kind = new.kind.as_deref().map_or(Some(RecallKind::Recall), RecallKind::parse);
        let kind =
            kind.ok_or_else(|| wrong(format!("`kind` is one of {}", RecallKind::names())))?;
        let because = said(&new.because)
            .ok_or_else(|| wrong("say why, with `because`: the entry holds it".to_owned()))?;
        let newest = self.store.newest_version(&report)?;
        let newest = newest.ok_or_else(|| wrong(format!("there is no report `{report}`")))?;
        let replaced_by = match &new.replaced_by {
            Some(other) => Some(self.own_report(officer, other)?),
            None => (kind != RecallKind::Recall).then(|| report.clone()),
        };
        let said_version = new.version.or_else(|| version_of(&new.report));
        // What a later version of the same report takes the place of is what was before it.
        let before = replaced_by.as_ref().filter(|other| **other == report).map(|_| newest - 1);
        let version = said_version.or(before).unwrap_or(newest);
        if version == 0 || version > newest {
            let hint =
                "submit the version that takes its place first, or name it with `replaced_by`";
            return Err(wrong(format!("`{report}` has no version {version} to recall; {hint}")));
        }
        if let Some(other) = &replaced_by {
            let is_there = match *other == report {
                true => version < newest && self.store.absence(other)?.is_none(),
                false => self.store.report(other)?.is_some(),
            };
            if !is_there {
                let what = "submit what takes its place first: it is not there, or was recalled";
                return Err(wrong(what.to_owned()));
            }
        }
        let known = self.store.recorded_recalls();
        if known.iter().any(|k| k.recall.report == report && k.recall.version >= version) {
            return Err(wrong(format!("`{report}` was recalled up to version {version} before")));
        }
        let tell = new.tell.as_deref().and_then(said);
        let notices = Vec::new();
        Ok(Recall { report, version, kind, because, tell, replaced_by, notices })
    }

    /// A report's name, `ORIGINATOR SERIAL`, if it is of an originator that the officer decides for.
    fn own_report(&self, officer: Officer<'_>, cited: &str) -> Result<String> {
        let named = without_version(cited).split_once(' ');
        let named = named
            .and_then(|(of, serial)| Some((AgencyId::new(of).ok()?, Serial::new(serial).ok()?)));
        let known = named.filter(|(of, _)| self.community.agencies.contains_key(of));
        let (originator, serial) = known.ok_or_else(|| {
            let shown: String = cited.chars().take(80).collect();
            let what = format!("`{shown}` is no report of an originator, as `ORIGINATOR SERIAL`");
            Error::Act { what }
        })?;
        if officer.decides_for(&originator) {
            return Ok(format!("{originator} {serial}"));
        }
        let who = &officer.recipient.id;
        let what = format!(
            "this takes the function `release-authority` in {originator}, which {who} has not"
        );
        Err(Error::NotYours { what })
    }

    /// What a recipient is told about reports that it had, and the board of those who decide about
    /// or audit an organisation's material.
    ///
    /// # Errors
    /// When a replacement that the recipient may have could not be looked up and recorded.
    pub fn recalls_of(
        &self,
        reader: &Recipient,
        by: Option<&str>,
    ) -> Result<(Vec<RecallNotice>, Vec<RecallOnBoard>)> {
        let recalls = self.store.recorded_recalls();
        let mut notices = Vec::new();
        for known in &recalls {
            for notice in &known.recall.notices {
                if notice.recipients.iter().any(|id| *id == reader.id.as_str()) {
                    notices.push(self.told(known, notice, reader, by)?);
                }
            }
        }
        let now = self.clock.now();
        let follows = |report: &str| follows(reader, report);
        let board = recalls.iter().flat_map(|known| board(known, now, follows));
        Ok((notices, board.collect()))
    }

    /// What one recipient is told: of the report that it had, and of nothing else.
    fn told(
        &self,
        known: &RecordedRecall,
        notice: &Notice,
        reader: &Recipient,
        by: Option<&str>,
    ) -> Result<RecallNotice> {
        let recall = &known.recall;
        let is_itself = notice.report == recall.report;
        let replaced_by = match recall.replaced_by.as_deref().filter(|_| is_itself) {
            Some(other) => {
                let purpose = Purpose::Analysis;
                let caller = Caller { recipient: reader, purpose, matter: None, by };
                let decision = self.decide(caller, other, Manner::Display, None)?;
                let given = decision.is_some_and(|decision| decision.form.is_some());
                given.then(|| other.to_owned())
            }
            None => None,
        };
        let key = (notice.report.clone(), reader.id.to_string());
        Ok(RecallNotice {
            report: format!("{} v{}", notice.report, notice.version),
            kind: kind_of(recall, is_itself).to_owned(),
            at: known.at.rfc3339(),
            text: recall.tell.clone().filter(|_| is_itself),
            replaced_by,
            acknowledged: known.acknowledged.get(&key).map(|(at, _)| at.rfc3339()),
            reminders: known.reminded.map_or(0, |(times, _)| times),
        })
    }

    /// Acknowledges every recall that waits for a recipient about a report that it had. Gives how
    /// many.
    ///
    /// # Errors
    /// When none does, or it cannot be recorded.
    pub fn acknowledge(
        &self,
        recipient: &Recipient,
        by: Option<&str>,
        cited: &str,
        onward: Option<&str>,
    ) -> Result<usize> {
        self.unclassified(&[("use", onward.unwrap_or_default())])?;
        let report = without_version(cited);
        let id = recipient.id.as_str();
        let mut waiting = self.store.recorded_recalls();
        waiting.retain(|known| {
            let mut of = known.recall.notices.iter().filter(|notice| notice.report == report);
            of.any(|notice| known.waiting(notice).any(|waits| waits == id))
        });
        if waiting.is_empty() {
            let shown: String = report.chars().take(80).collect();
            let what = format!("no recall of a report `{shown}` waits for you");
            return Err(Error::Act { what });
        }
        let known = |known: RecordedRecall| KnownRecall {
            originator: of(&known.recall.report).to_owned(),
            id: known.id,
        };
        let recalls: Vec<KnownRecall> = waiting.into_iter().map(known).collect();
        // The header is for all parties: a product that is not theirs is not in it.
        let is_own = recalls.iter().all(|known| known.originator == of(report));
        let subject = if is_own { report.to_owned() } else { String::new() };
        let count = recalls.len();
        let event = Withdrawing::Acknowledged(Acknowledgement {
            recalls,
            report: report.to_owned(),
            recipient: id.to_owned(),
            onward: onward.and_then(said),
        });
        let entry = (LeafKind::Acknowledged, subject, Event::Withdrawing(event));
        self.act(by.unwrap_or(id), vec![entry], self.clock.now())?;
        Ok(count)
    }

    /// Reminds everybody who did not acknowledge a recall of an officer's organisation. Gives the
    /// recalls, each with who was reminded.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn remind(&self, officer: Officer<'_>) -> Result<Vec<(String, Vec<String>)>> {
        let mut open = self.store.recorded_recalls();
        open.retain(|known| {
            known.is_outstanding()
                && originator(&known.recall.report).is_some_and(|of| officer.decides_for(&of))
        });
        self.remind_of(officer.actor(), &open)
    }

    /// Reminds of every recall that is outstanding for a week since it was last. Gives how many.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn tend_recalls(&self) -> Result<usize> {
        let now = self.clock.now();
        let mut due = self.store.recorded_recalls();
        due.retain(|known| known.is_due(now, REMIND_AFTER_HOURS));
        Ok(self.remind_of("operator", &due)?.len())
    }

    fn remind_of(
        &self,
        actor: &str,
        recalls: &[RecordedRecall],
    ) -> Result<Vec<(String, Vec<String>)>> {
        let mut entries = Vec::new();
        let mut reminded = Vec::new();
        for known in recalls {
            let waiting = waiting(known);
            let recipients = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
            let event = Withdrawing::Reminded(Reminder { recall: known.id.clone(), recipients });
            let event = Event::Withdrawing(event);
            entries.push((LeafKind::Recalled, known.recall.report.clone(), event));
            reminded.push((known.recall.report.clone(), waiting));
        }
        if !entries.is_empty() {
            self.act(actor, entries, self.clock.now())?;
        }
        Ok(reminded)
    }
}

/// The rows of a board for one recall: the recall itself for its originator's people, and each
/// report that derives from it for that report's.
fn board(
    known: &RecordedRecall,
    now: Timestamp,
    follows: impl Fn(&str) -> bool,
) -> Vec<RecallOnBoard> {
    let recall = &known.recall;
    let row = |report: &str, notices: Vec<&Notice>, is_itself: bool| {
        let told: BTreeSet<&String> = notices.iter().flat_map(|n| &n.recipients).collect();
        let waiting: BTreeSet<&str> = notices.iter().flat_map(|n| known.waiting(n)).collect();
        let is_meant = |of: &str| is_itself || of == report;
        let acknowledged = known.acknowledged.iter().filter(|((of, _), _)| is_meant(of));
        RecallOnBoard {
            id: known.id.clone(),
            report: report.to_owned(),
            kind: kind_of(recall, is_itself).to_owned(),
            at: known.at.rfc3339(),
            age_days: days_between(known.at, now),
            by: is_itself.then(|| known.by.clone()),
            because: is_itself.then(|| recall.because.clone()),
            told: told.len(),
            waiting: waiting.into_iter().map(str::to_owned).collect(),
            acknowledged: acknowledged
                .map(|((_, recipient), (at, onward))| Acknowledged {
                    recipient: recipient.clone(),
                    at: at.rfc3339(),
                    onward: onward.clone(),
                })
                .collect(),
            reminders: known.reminded.map_or(0, |(times, _)| times),
        }
    };
    let mut rows = Vec::new();
    if follows(&recall.report) {
        let name = format!("{} v{}", recall.report, recall.version);
        rows.push(row(&name, recall.notices.iter().collect(), true));
    }
    let products: BTreeSet<&String> = recall.notices.iter().map(|notice| &notice.report).collect();
    for product in products.into_iter().filter(|name| **name != recall.report && follows(name)) {
        let of = recall.notices.iter().filter(|notice| notice.report == *product);
        rows.push(row(product, of.collect(), false));
    }
    rows
}

/// Whether somebody decides about, or audits, the material of a report's originator.
fn follows(reader: &Recipient, report: &str) -> bool {
    let officer = Officer { recipient: reader, by: None };
    originator(report).is_some_and(|of| {
        let audits = reader.functions.contains(&Function::Auditor);
        officer.decides_for(&of) || (audits && of.is_within(&reader.duty_organization))
    })
}

fn waiting(known: &RecordedRecall) -> Vec<String> {
    let all = known.recall.notices.iter().flat_map(|notice| known.waiting(notice));
    let all: BTreeSet<&str> = all.collect();
    all.into_iter().map(str::to_owned).collect()
}

/// What a source's recall is called for those who had only what derives from it.
fn kind_of(recall: &Recall, is_itself: bool) -> &'static str {
    if is_itself { recall.kind.name() } else { "source-recalled" }
}

fn originator(report: &str) -> Option<AgencyId> {
    AgencyId::new(of(report)).ok()
}

/// The originator in a report's name.
fn of(report: &str) -> &str {
    report.split(' ').next().unwrap_or_default()
}

fn said(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(TEXT_CHARS_MAX).collect();
    (!text.is_empty()).then_some(text)
}

fn days_between(from: Timestamp, to: Timestamp) -> u64 {
    let micros = to.micros().saturating_sub(from.micros());
    u64::try_from(micros / (24 * 3_600 * 1_000_000)).unwrap_or_default()
}

const TEXT_CHARS_MAX: usize = 2_000;
/// A reminder a week.
const REMIND_AFTER_HOURS: u32 = 7 * 24;
