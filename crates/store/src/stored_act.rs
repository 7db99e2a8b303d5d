//! Acts and the steps of requests as entries hold them.

use std::collections::BTreeSet;

use marking::Level;
use model::{
    Act, AgencyId, Asked, Authorization, Consent, Embargo, Grant, Party, Procedure, ProcedureForm,
    Purpose, RecipientId, Step, Timestamp, Topic,
};
use serde::{Deserialize, Serialize};

/// An act. The words are those of the community's file.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StoredAct {
    Authorization {
        originator: String,
        recipient: Option<String>,
        organization: Option<String>,
        purposes: Vec<String>,
        consents: Vec<String>,
        matter: Option<String>,
        reports: BTreeSet<String>,
        from: i64,
        until: i64,
        conditions: Option<String>,
    },
    Embargo {
        originator: String,
        reports: BTreeSet<String>,
        from: i64,
        until: Option<i64>,
    },
    Grant {
        partner: String,
        topics: Vec<String>,
        level: String,
        from: i64,
        until: Option<i64>,
        conditions: Option<String>,
    },
    Procedure {
        originator: String,
        form: String,
        statement: Option<String>,
        delay_hours: u32,
        from: Option<i64>,
        until: Option<i64>,
    },
}

/// What is asked for.
#[derive(Deserialize, Serialize)]
pub(crate) struct StoredAsked {
    recipient: String,
    report: String,
    originator: String,
    purpose: String,
    matter: Option<String>,
    reason: String,
    expires: i64,
}

/// A step of a request.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StoredStep {
    Delegated { to: String },
    Reminded,
    Approved,
    Denied { why: String },
    Expired,
    Withdrawn,
}

impl StoredAct {
    pub(crate) fn of(act: &Act) -> Self {
        match act {
            Act::Authorization(given) => Self::authorization(given),
            Act::Embargo(Embargo { originator, reports, from, until }) => Self::Embargo {
                originator: originator.to_string(),
                reports: reports.clone(),
                from: from.micros(),
                until: until.map(Timestamp::micros),
            },
            Act::Grant(Grant { partner, topics, level, from, until, conditions }) => Self::Grant {
                partner: partner.to_string(),
                topics: topics.iter().map(Topic::to_string).collect(),
                level: level.banner().to_owned(),
                from: from.micros(),
                until: until.map(Timestamp::micros),
                conditions: conditions.clone(),
            },
            Act::Procedure(procedure) => {
                let Procedure { originator, form, statement, delay_hours, from, until } = procedure;
                Self::Procedure {
                    originator: originator.to_string(),
                    form: form.name().to_owned(),
                    statement: statement.clone(),
                    delay_hours: *delay_hours,
                    from: from.map(Timestamp::micros),
                    until: until.map(Timestamp::micros),
                }
            }
        }
    }

    fn authorization(given: &Authorization) -> Self {
        let Authorization {
            originator,
            party,
            purposes,
            consents,
            matter,
            reports,
            from,
            until,
            conditions,
        } = given;
        let (recipient, organization) = match party {
            Party::Recipient(id) => (Some(id.to_string()), None),
            Party::Organization(id) => (None, Some(id.to_string())),
        };
        Self::Authorization {
            originator: originator.to_string(),
            recipient,
            organization,
            purposes: purposes.iter().map(|purpose| purpose.name().to_owned()).collect(),
            consents: consents.iter().map(|consent| consent.name().to_owned()).collect(),
            matter: matter.clone(),
            reports: reports.clone(),
            from: from.micros(),
            until: until.micros(),
            conditions: conditions.clone(),
        }
    }

    /// The act; `None` when a word is not known here.
    pub(crate) fn read(self) -> Option<Act> {
        let at = Timestamp::from_micros;
        Some(match self {
            Self::Authorization {
                originator,
                recipient,
                organization,
                purposes,
                consents,
                matter,
                reports,
                from,
                until,
                conditions,
            } => Act::Authorization(Authorization {
                originator: AgencyId::new(&originator).ok()?,
                party: match (recipient, organization) {
                    (Some(id), None) => Party::Recipient(RecipientId::new(&id).ok()?),
                    (None, Some(id)) => Party::Organization(AgencyId::new(&id).ok()?),
                    (Some(_), Some(_)) | (None, None) => return None,
                },
                purposes: purposes
                    .iter()
                    .map(|word| Purpose::parse(word))
                    .collect::<Option<_>>()?,
                consents: consents
                    .iter()
                    .map(|word| Consent::parse(word))
                    .collect::<Option<_>>()?,
                matter,
                reports,
                from: at(from),
                until: at(until),
                conditions,
            }),
            Self::Embargo { originator, reports, from, until } => {
                let originator = AgencyId::new(&originator).ok()?;
                Act::Embargo(Embargo { originator, reports, from: at(from), until: until.map(at) })
            }
            Self::Grant { partner, topics, level, from, until, conditions } => Act::Grant(Grant {
                partner: AgencyId::new(&partner).ok()?,
                topics: topics.iter().map(|topic| Topic::new(topic).ok()).collect::<Option<_>>()?,
                level: Level::find(&level)?,
                from: at(from),
                until: until.map(at),
                conditions,
            }),
            Self::Procedure { originator, form, statement, delay_hours, from, until } => {
                Act::Procedure(Procedure {
                    originator: AgencyId::new(&originator).ok()?,
                    form: ProcedureForm::parse(&form)?,
                    statement,
                    delay_hours,
                    from: from.map(at),
                    until: until.map(at),
                })
            }
        })
    }
}

impl StoredAsked {
    pub(crate) fn of(asked: &Asked) -> Self {
        let Asked { recipient, report, originator, purpose, matter, reason, expires } = asked;
        Self {
            recipient: recipient.to_string(),
            report: report.clone(),
            originator: originator.to_string(),
            purpose: purpose.name().to_owned(),
            matter: matter.clone(),
            reason: reason.clone(),
            expires: expires.micros(),
        }
    }

    /// What is asked for; `None` when a word is not known here.
    pub(crate) fn read(self) -> Option<Asked> {
        let Self { recipient, report, originator, purpose, matter, reason, expires } = self;
        Some(Asked {
            recipient: RecipientId::new(&recipient).ok()?,
            report,
            originator: AgencyId::new(&originator).ok()?,
            purpose: Purpose::parse(&purpose)?,
            matter,
            reason,
            expires: Timestamp::from_micros(expires),
        })
    }
}

impl StoredStep {
    pub(crate) fn of(step: &Step) -> Self {
        match step {
            Step::Delegated { to } => Self::Delegated { to: to.to_string() },
            Step::Reminded => Self::Reminded,
            Step::Approved => Self::Approved,
            Step::Denied { why } => Self::Denied { why: why.clone() },
            Step::Expired => Self::Expired,
            Step::Withdrawn => Self::Withdrawn,
        }
    }

    /// The step; `None` when a word is not known here.
    pub(crate) fn read(self) -> Option<Step> {
        Some(match self {
            Self::Delegated { to } => Step::Delegated { to: AgencyId::new(&to).ok()? },
            Self::Reminded => Step::Reminded,
            Self::Approved => Step::Approved,
            Self::Denied { why } => Step::Denied { why },
            Self::Expired => Step::Expired,
            Self::Withdrawn => Step::Withdrawn,
        })
    }
}
