//! Acts, as whoever decides or audits sees them.

use model::{Act, Party, Timestamp};
use serde::{Deserialize, Serialize};
use store::RecordedAct;

/// One act.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ActRecord {
    /// Its id.
    pub id: String,
    /// `authorization`, `embargo`, `grant` or `procedure`.
    pub kind: String,
    /// When it was recorded, in RFC 3339.
    pub recorded: String,
    /// By whom.
    pub by: String,
    /// Whose material it is about, or to which partner a grant is.
    pub party: String,
    /// What it says, in a sentence.
    pub text: String,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The reports that it is about alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
    /// The request that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Why.
    pub reason: String,
    /// Who ended it before its time, when and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

impl ActRecord {
    /// What kind of act it is, whose material it is about or whose grant it is, and what it says.
    pub fn told(act: &Act) -> (&'static str, String, String) {
        sentence(act)
    }

    /// The form of a recorded act.
    pub fn of(recorded: &RecordedAct) -> Self {
        let RecordedAct { id, at, by, act, request, reason, ended } = recorded;
        let (kind, party, text) = sentence(act);
        let ended = ended.as_ref().map(|(at, by, why)| format!("{} by {by}: {why}", at.rfc3339()));
        Self {
            id: id.clone(),
            kind: kind.to_owned(),
            recorded: at.rfc3339(),
            by: by.clone(),
            party,
            text,
            from: act.from().map(Timestamp::rfc3339),
            until: act.until().map(Timestamp::rfc3339),
            reports: act.reports().map(str::to_owned).collect(),
            request: request.clone(),
            reason: reason.clone(),
            ended,
        }
    }
}

fn sentence(act: &Act) -> (&'static str, String, String) {
    match act {
        Act::Authorization(given) => {
            let party = match &given.party {
                Party::Recipient(id) => id.to_string(),
                Party::Organization(id) => format!("whoever works for {id}"),
            };
            let words = |words: Vec<&str>| words.join(", ");
            let purposes = words(given.purposes.iter().map(|purpose| purpose.name()).collect());
            let consents = words(given.consents.iter().map(|consent| consent.name()).collect());
            let matter = given.matter.as_ref().map(|m| format!(" in {m}")).unwrap_or_default();
            let text = format!("{party}, for {purposes}{matter}: lifts {consents}");
            ("authorization", given.originator.to_string(), text)
        }
        Act::Embargo(embargo) => {
            let text = if embargo.until.is_some() {
                "goes to nobody else for a time"
            } else {
                "goes to nobody else any more"
            };
            ("embargo", embargo.originator.to_string(), text.to_owned())
        }
        Act::Grant(grant) => {
            let topics: Vec<_> = grant.topics.iter().map(model::Topic::as_str).collect();
            let text = format!("up to {}: {}", grant.level.banner(), topics.join(", "));
            ("grant", grant.partner.to_string(), text)
        }
        Act::Procedure(procedure) => {
            let delay = match procedure.delay_hours {
                0 => String::new(),
                hours => format!(", after {hours} hours"),
            };
            let text = format!("field offices get at most: {}{delay}", procedure.form.name());
            ("procedure", procedure.originator.to_string(), text)
        }
    }
}
