//! An event about an originator's material.

use serde::{Deserialize, Serialize};
use store::{Answered, AuditRow};

/// One event, as an auditor sees it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AuditEvent {
    /// When, in RFC 3339.
    pub at: String,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// Which report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// To whom, for releases and refusals.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// In which form, or why not.
    pub outcome: String,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// How it reached the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// By which rules it went or stayed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The ids of the acts that it relied on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
}

impl AuditEvent {
    /// The event of a row.
    pub fn of(row: &AuditRow) -> Self {
        // The entry's number counts everybody's events, so it stays here.
        let AuditRow {
            seq: _,
            at,
            kind,
            actor,
            report,
            recipient,
            purpose,
            outcome,
            version: _,
            answer,
        } = row.clone();
        let (at, kind) = (at.rfc3339(), kind.name().to_owned());
        let Answered { matter, manner, rules, acts, .. } = answer.unwrap_or_default();
        Self { at, kind, actor, report, recipient, purpose, outcome, matter, manner, rules, acts }
    }
}
