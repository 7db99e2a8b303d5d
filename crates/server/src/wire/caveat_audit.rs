//! The caveat audit of a period, as JSON and as a table.

use serde::{Deserialize, Serialize};
use store::{Answered, AuditRow};

use super::{AuditEvent, RecallOnBoard, RequestRecord};

/// What became of an originator's material in a period.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct CaveatAudit {
    /// Whose.
    pub originator: String,
    /// From when, in RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What was submitted and accepted.
    pub submitted: Vec<AuditEvent>,
    /// What was submitted and set aside.
    pub set_aside: Vec<AuditEvent>,
    /// Who got what, in which form, under which rules.
    pub given: Vec<GivenLine>,
    /// Who was refused, and why.
    pub refused: Vec<RefusedLine>,
    /// The exceptions that were used, and how often.
    pub authorizations: Vec<UsedAct>,
    /// The requests that are open now, whenever they were made.
    pub requests: Vec<LateRequest>,
    /// The recalls that somebody did not acknowledge yet, whenever they were made.
    pub recalls: Vec<RecallOnBoard>,
    /// Who acknowledged recalls, and what use was made.
    pub onward: Vec<AuditEvent>,
    /// What was purged.
    pub purged: Vec<AuditEvent>,
    /// The answers that would be others today; only where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Vec<ChangedAnswer>>,
}

/// What a recipient was given, and how often.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct GivenLine {
    /// The report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// `viewed`, `released` or `searched`.
    pub how: String,
    /// In which form.
    pub form: String,
    /// Positions of the parts that went, from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<usize>,
    /// `shown` or `masked`, where US persons are named in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identities: Option<String>,
    /// By which rules.
    pub rules: Vec<String>,
    /// The ids of the acts that it relied on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// How often.
    pub times: u64,
}

/// What a recipient was refused, and how often.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct RefusedLine {
    /// The report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// The rules that refused.
    pub rules: Vec<String>,
    /// How often.
    pub times: u64,
}

/// An exception that was used.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct UsedAct {
    /// Its id.
    pub act: String,
    /// How many releases relied on it.
    pub releases: u64,
}

/// A request that nobody answered yet.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct LateRequest {
    /// Whether it is older than a week.
    pub is_late: bool,
    /// The request.
    pub request: RequestRecord,
}

/// An answer that would be another one today.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ChangedAnswer {
    /// The report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// When it was answered last.
    pub at: String,
    /// What was answered.
    pub then: String,
    /// What would be.
    pub now: String,
    /// By which rules it would.
    pub rules: Vec<String>,
}

impl GivenLine {
    /// What a row gave, not counted yet.
    pub(crate) fn of(row: &AuditRow, answer: &Answered) -> Self {
        let Answered { form, parts, identities, matter, manner: _, rules, acts } = answer.clone();
        Self {
            report: row.report.clone(),
            recipient: row.recipient.clone(),
            purpose: row.purpose.clone(),
            matter,
            how: row.kind.name().to_owned(),
            form,
            parts,
            identities,
            rules,
            acts,
            times: 0,
        }
    }

    pub(crate) fn counted(self, times: u64) -> Self {
        Self { times, ..self }
    }
}

impl RefusedLine {
    /// What a row refused, not counted yet.
    pub(crate) fn of(row: &AuditRow, answer: &Answered) -> Self {
        Self {
            report: row.report.clone(),
            recipient: row.recipient.clone(),
            purpose: row.purpose.clone(),
            rules: answer.rules.clone(),
            times: 0,
        }
    }

    pub(crate) fn counted(self, times: u64) -> Self {
        Self { times, ..self }
    }
}

impl CaveatAudit {
    /// The names of the columns.
    pub const COLUMNS: [&str; 7] =
        ["section", "report", "recipient", "purpose", "what", "why", "times"];

    /// The audit as lines of a section, a report, a recipient, a purpose, what, why and how often.
    pub fn lines(&self) -> Vec<[String; 7]> {
        let mut lines = Vec::new();
        lines.extend(self.submitted.iter().map(|event| line_of("submitted", event)));
        lines.extend(self.set_aside.iter().map(|event| line_of("set aside", event)));
        lines.extend(self.given.iter().map(GivenLine::line));
        lines.extend(self.refused.iter().map(RefusedLine::line));
        lines.extend(self.authorizations.iter().map(UsedAct::line));
        lines.extend(self.requests.iter().map(LateRequest::line));
        lines.extend(self.recalls.iter().map(open_recall));
        lines.extend(self.onward.iter().map(|event| line_of("acknowledged", event)));
        lines.extend(self.purged.iter().map(|event| line_of("purged", event)));
        lines.extend(self.changed.iter().flatten().map(ChangedAnswer::line));
        lines
    }
}

impl GivenLine {
    fn line(&self) -> [String; 7] {
        let Self { report, recipient, purpose, how, form, rules, acts, times, .. } = self.clone();
        let acts = match acts.as_slice() {
            [] => String::new(),
            acts => format!("; by act {}", acts.join(" ")),
        };
        let (what, why) = (format!("{how}: {form}"), rules.join(" ") + &acts);
        ["given".to_owned(), report, recipient, purpose, what, why, times.to_string()]
    }
}

impl RefusedLine {
    fn line(&self) -> [String; 7] {
        let Self { report, recipient, purpose, rules, times } = self.clone();
        let (section, what) = ("refused".to_owned(), "withheld".to_owned());
        [section, report, recipient, purpose, what, rules.join(" "), times.to_string()]
    }
}

impl UsedAct {
    fn line(&self) -> [String; 7] {
        let blank = String::new;
        let (section, act) = ("used".to_owned(), format!("act {}", self.act));
        [section, blank(), blank(), blank(), act, blank(), self.releases.to_string()]
    }
}

impl LateRequest {
    fn line(&self) -> [String; 7] {
        let Self { is_late, request } = self;
        let RequestRecord { report, recipient, purpose, reason, asked, .. } = request.clone();
        let section = if *is_late { "request late" } else { "request open" };
        let (section, why) = (section.to_owned(), format!("asked {asked}"));
        [section, report, recipient, purpose, reason, why, "1".to_owned()]
    }
}

impl ChangedAnswer {
    fn line(&self) -> [String; 7] {
        let Self { report, recipient, purpose, at: _, then, now, rules } = self.clone();
        let (section, what) = ("changed".to_owned(), format!("{then} -> {now}"));
        [section, report, recipient, purpose, what, rules.join(" "), "1".to_owned()]
    }
}

fn open_recall(row: &RecallOnBoard) -> [String; 7] {
    let RecallOnBoard { report, kind, age_days, waiting, .. } = row.clone();
    let (section, age) = ("recall open".to_owned(), format!("{age_days} days old"));
    let (recipients, count) = (waiting.join(" "), waiting.len().to_string());
    [section, report, recipients, String::new(), kind, age, count]
}

fn line_of(section: &str, event: &AuditEvent) -> [String; 7] {
    let AuditEvent { report, recipient, purpose, outcome, at, .. } = event.clone();
    [section.to_owned(), report, recipient, purpose, outcome, at, "1".to_owned()]
}
