//! Requests for release, as whoever asked or is to answer sees them.

use model::{Request, RequestState};
use serde::{Deserialize, Serialize};

use crate::{Approved, ConsentAsked};

/// One request.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RequestRecord {
    /// Its id.
    pub id: String,
    /// `open`, `approved`, `denied`, `expired` or `withdrawn`.
    pub state: String,
    /// For whom.
    pub recipient: String,
    /// Which report, as `ORIGINATOR SERIAL`; whether there is one plays no part.
    pub report: String,
    /// What for.
    pub purpose: String,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Why it is needed.
    pub reason: String,
    /// When it was asked, in RFC 3339.
    pub asked: String,
    /// When it expires unanswered.
    pub expires: String,
    /// Who is to answer.
    pub with: String,
    /// How often somebody was reminded.
    pub reminders: u32,
    /// What whoever asked may know of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A request about a product that keeps waiting for a source's originator too.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ConsentRecord {
    /// The request.
    #[serde(flatten)]
    pub request: RequestRecord,
    /// Whose consent it needs.
    pub consent_of: String,
    /// What that would have to lift.
    pub consents: Vec<String>,
}

impl ConsentRecord {
    /// The form of one.
    pub fn of(asked: &ConsentAsked) -> Self {
        let ConsentAsked { request, originator, consents } = asked;
        Self {
            request: RequestRecord::of(request),
            consent_of: originator.to_string(),
            consents: consents.iter().map(|consent| consent.name().to_owned()).collect(),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// Which report, as `ORIGINATOR SERIAL`.
    pub report: String,
    /// What for.
    pub purpose: String,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Why it is needed.
    pub reason: String,
    /// For how many days the request stands: 30 when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// A step of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "step")]
pub enum RequestStep {
    /// The originator authorizes what was asked.
    Approve {
        /// Until when it may be used, exclusive.
        until: String,
        /// What it lifts; without any, all that is the originator's to lift but `identities`, and but
        /// `use` where the request names no matter.
        #[serde(default)]
        consents: Vec<String>,
        /// What the recipient must observe.
        #[serde(default)]
        conditions: Option<String>,
    },
    /// The originator refuses.
    Deny {
        /// What whoever asked may know of the reason.
        #[serde(default)]
        why: String,
    },
    /// Another office of the originator's is to answer.
    Delegate {
        /// Which.
        to: String,
    },
    /// Whoever asked reminds whoever is to answer.
    Remind,
    /// Whoever asked takes it back.
    Withdraw,
}

/// What a step came to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct StepTaken {
    /// The act that an approval is.
    pub authorization: Option<String>,
    /// What that lifts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifts: Vec<String>,
}

impl StepTaken {
    /// The form of an approval.
    pub fn approved(approved: Approved) -> Self {
        let Approved { authorization, lifts } = approved;
        let lifts = lifts.iter().map(|consent| consent.name().to_owned()).collect();
        Self { authorization: Some(authorization), lifts }
    }
}

impl RequestRecord {
    /// The form of a request.
    pub fn of(request: &Request) -> Self {
        let Request { id, asked, by: _, at, with, reminded, state } = request.clone();
        let why = match &state {
            RequestState::Denied { why } if !why.is_empty() => Some(why.clone()),
            RequestState::Denied { .. }
            | RequestState::Open
            | RequestState::Approved
            | RequestState::Expired
            | RequestState::Withdrawn => None,
        };
        Self {
            id,
            state: state.name().to_owned(),
            recipient: asked.recipient.to_string(),
            report: asked.report,
            purpose: asked.purpose.name().to_owned(),
            matter: asked.matter,
            reason: asked.reason,
            asked: at.rfc3339(),
            expires: asked.expires.rfc3339(),
            with: with.to_string(),
            reminders: reminded.map_or(0, |(times, _)| times),
            why,
        }
    }
}

impl RequestStep {
    /// The texts that it brings, with their names.
    pub(crate) fn texts(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Approve { conditions, .. } => {
                conditions.iter().map(|text| ("conditions", text.as_str())).collect()
            }
            Self::Deny { why } => vec![("why", why.as_str())],
            Self::Delegate { .. } | Self::Remind | Self::Withdraw => Vec::new(),
        }
    }
}
