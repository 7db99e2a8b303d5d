//! The caveat audit: what became of an originator's material, for its auditor and nobody else.

use std::collections::{BTreeMap, BTreeSet};

use model::{AgencyId, Function, LeafKind, Recipient, RequestState, Timestamp};
use store::{AuditRow, Event};

use super::Clearinghouse;
use super::answers::without_version;
use crate::wire::{AuditEvent, CaveatAudit, GivenLine, LateRequest, RefusedLine, UsedAct};
use crate::{Error, Result, wire};

/// Which events an auditor asks about.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Whose material: the auditor's own organisation or a part of it; all of it when not said.
    pub originator: Option<String>,
    /// From when.
    pub from: Option<Timestamp>,
    /// Until when, exclusive.
    pub to: Option<Timestamp>,
    /// About which report, as `ORIGINATOR SERIAL`.
    pub report: Option<String>,
    /// Of which recipient.
    pub recipient: Option<String>,
    /// Relying on which act, by its id.
    pub authorization: Option<String>,
}

/// Some events, newest first, and where the next begin.
#[derive(Debug)]
pub struct Events {
    /// The events.
    pub events: Vec<AuditEvent>,
    /// What to hand in for those that follow; `None` at the end.
    pub next: Option<String>,
}

impl Clearinghouse {
    /// The events that an auditor asks about, newest first: a page that follows a cursor.
    ///
    /// # Errors
    /// When the originator is not the auditor's, the cursor cannot be read, or the store cannot.
    pub fn audit_events(
        &self,
        auditor: &Recipient,
        filter: &AuditFilter,
        after: Option<&str>,
        rows_max: usize,
    ) -> Result<Events> {
        let mut rows = self.audit_rows(auditor, filter)?;
        rows.reverse();
        let begin = match after {
            Some(after) => Cursor::parse(after)?.skip(&rows),
            None => 0,
        };
        let end = rows.len().min(begin.saturating_add(rows_max));
        let page = rows.get(begin..end).unwrap_or_default();
        let next = (end < rows.len()).then(|| Cursor::behind(rows.get(..end).unwrap_or_default()));
        Ok(Events { events: page.iter().map(AuditEvent::of).collect(), next: next.flatten() })
    }

    /// The whole audit of a period; with `changed`, past answers are compared with those of today.
    ///
    /// # Errors
    /// When the originator is not the auditor's, or the store cannot be read.
    pub fn caveat_audit(
        &self,
        auditor: &Recipient,
        filter: &AuditFilter,
        changed: bool,
    ) -> Result<CaveatAudit> {
        let rows = self.audit_rows(auditor, filter)?;
        let originators = self.audited(auditor, filter)?;
        let is_own =
            |report: &str| report.split(' ').next().is_some_and(|of| originators.contains(of));
        let mut audit = CaveatAudit {
            originator: filter.originator.clone().unwrap_or(auditor.duty_organization.to_string()),
            from: filter.from.map(Timestamp::rfc3339),
            to: filter.to.map(Timestamp::rfc3339),
            ..CaveatAudit::default()
        };
        let mut given: BTreeMap<GivenLine, u64> = BTreeMap::new();
        let mut refused: BTreeMap<RefusedLine, u64> = BTreeMap::new();
        let mut used: BTreeMap<String, u64> = BTreeMap::new();
        for row in &rows {
            match (row.kind, &row.answer) {
                (LeafKind::Accepted, _) => audit.submitted.push(AuditEvent::of(row)),
                (LeafKind::Quarantined, _) => audit.set_aside.push(AuditEvent::of(row)),
                (LeafKind::Purged, _) => audit.purged.push(AuditEvent::of(row)),
                (LeafKind::Acknowledged, _) => audit.onward.push(AuditEvent::of(row)),
                // Asked about, laid ready, had before, or looked at while it was set aside: neither
                // given nor refused.
                (
                    LeafKind::Decided
                    | LeafKind::Delivered
                    | LeafKind::Examined
                    | LeafKind::Received,
                    _,
                )
                | (_, None) => {}
                (_, Some(answer)) if row.is_given() => {
                    *given.entry(GivenLine::of(row, answer)).or_default() += 1;
                    for act in &answer.acts {
                        *used.entry(act.clone()).or_default() += 1;
                    }
                }
                (_, Some(answer)) => {
                    *refused.entry(RefusedLine::of(row, answer)).or_default() += 1;
                }
            }
        }
        audit.given = given.into_iter().map(|(line, times)| line.counted(times)).collect();
        audit.refused = refused.into_iter().map(|(line, times)| line.counted(times)).collect();
        let used = used.into_iter().map(|(act, releases)| UsedAct { act, releases });
        audit.authorizations = used.collect();
        audit.requests = self.open_requests(is_own);
        let (_, board) = self.recalls_of(auditor, None)?;
        let open = |row: &wire::RecallOnBoard| !row.waiting.is_empty() && is_own(&row.report);
        audit.recalls = board.into_iter().filter(open).collect();
        if changed {
            audit.changed = Some(self.changed(&rows)?);
        }
        Ok(audit)
    }

    /// Notes that an auditor took an audit away as a file.
    ///
    /// # Errors
    /// When it cannot be recorded; then it must not be handed over.
    pub fn note_audit_export(&self, auditor: &Recipient, by: Option<&str>) -> Result<()> {
        let act = format!("exported an audit of {}", auditor.duty_organization);
        let actor = by.unwrap_or(auditor.id.as_str());
        let event = Event::Administered { act };
        self.store.record(LeafKind::Exported, actor, "", &event, self.clock.now())?;
        Ok(())
    }

    fn open_requests(&self, is_own: impl Fn(&str) -> bool) -> Vec<LateRequest> {
        let now = self.clock.now();
        let open = self.store.requests(|request| {
            request.state == RequestState::Open && is_own(&request.asked.report)
        });
        let late = |request: &model::Request| request.at.plus_hours(LATE_AFTER_HOURS) <= now;
        let open = open.iter();
        open.map(|request| LateRequest {
            is_late: late(request),
            request: wire::RequestRecord::of(request),
        })
        .collect()
    }

    /// The rows that a filter holds for, oldest first.
    fn audit_rows(&self, auditor: &Recipient, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
        let originators = self.audited(auditor, filter)?;
        let report = filter.report.as_deref().map(without_version);
        let mut rows: Vec<AuditRow> = match report {
            Some(report) => {
                let of = report.split(' ').next().unwrap_or_default();
                if !originators.contains(of) {
                    return Err(not_yours(auditor, of));
                }
                self.store.events_of(report)?
            }
            None => {
                let mut rows = Vec::new();
                for originator in &originators {
                    rows.extend(self.store.audit_from(originator, filter.from, filter.to)?);
                }
                rows
            }
        };
        rows.retain(|row| holds(filter, row));
        rows.sort_by_key(|row| row.seq);
        Ok(rows)
    }

    /// The originators whose material an auditor may ask about, as far as the filter names them.
    fn audited(&self, auditor: &Recipient, filter: &AuditFilter) -> Result<BTreeSet<String>> {
        let own = &auditor.duty_organization;
        let named = match filter.originator.as_deref() {
            Some(text) => AgencyId::new(text)
                .ok()
                .filter(|named| named.is_within(own))
                .ok_or_else(|| not_yours(auditor, text))?,
            None => own.clone(),
        };
        if !auditor.functions.contains(&Function::Auditor) {
            return Err(not_yours(auditor, named.as_str()));
        }
        let known = self.community.agencies.keys().filter(|id| id.is_within(&named));
        let mut all: BTreeSet<String> = known.map(ToString::to_string).collect();
        all.insert(named.to_string());
        Ok(all)
    }
}

impl AuditFilter {
    /// Reads a period: from a day or a time on, through a day or until before a time.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn period(
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        let read = |name: &str, text: &str| {
            Timestamp::parse(text)
                .map_err(|error| Error::Act { what: format!("`{name}`: {error}") })
        };
        let from = from.map(|text| read("from", text)).transpose()?;
        let is_day = |text: &str| text.len() == DAY_CHARS;
        let to = to.map(|text| {
            let at = read("to", text)?;
            Ok::<_, Error>(if is_day(text) { at.plus_hours(24) } else { at })
        });
        Ok((from, to.transpose()?))
    }
}

fn holds(filter: &AuditFilter, row: &AuditRow) -> bool {
    let AuditFilter { originator: _, from, to, report: _, recipient, authorization } = filter;
    from.is_none_or(|from| from <= row.at)
        && to.is_none_or(|to| row.at < to)
        && recipient.as_ref().is_none_or(|recipient| *recipient == row.recipient)
        && authorization.as_ref().is_none_or(|act| {
            row.is_given() && row.answer.as_ref().is_some_and(|answer| answer.acts.contains(act))
        })
}

fn not_yours(auditor: &Recipient, whose: &str) -> Error {
    let (id, whose) = (&auditor.id, whose.chars().take(80).collect::<String>());
    let what = format!("this takes the function `auditor` in {whose}, which {id} has not");
    Error::NotYours { what }
}

/// Where a page ended: the time of its last event, and how many of that time were given. It tells
/// nothing of how many entries there are.
struct Cursor {
    at: i64,
    given: usize,
}

impl Cursor {
    fn parse(text: &str) -> Result<Self> {
        let parts = text.split_once('~');
        let parts = parts.and_then(|(at, given)| {
            Some(Self { at: Timestamp::parse(at).ok()?.micros(), given: given.parse().ok()? })
        });
        let wrong = || Error::Act { what: "`after` is what the page before gave".to_owned() };
        parts.ok_or_else(wrong)
    }

    /// How many of the newest rows come before it.
    fn skip(&self, rows: &[AuditRow]) -> usize {
        let newer = rows.iter().take_while(|row| row.at.micros() > self.at).count();
        newer + self.given
    }

    fn behind(given: &[AuditRow]) -> Option<String> {
        let last = given.last()?.at;
        let same = given.iter().rev().take_while(|row| row.at == last).count();
        Some(format!("{}~{same}", last.rfc3339()))
    }
}

/// How long a day is, written `2026-06-30`.
const DAY_CHARS: usize = 10;

/// A request that nobody answered for a week is late.
const LATE_AFTER_HOURS: u32 = 7 * 24;
