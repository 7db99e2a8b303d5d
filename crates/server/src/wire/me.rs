//! Who is signed in.

use model::{Community, Recipient};
use serde::{Deserialize, Serialize};

use crate::Receivable;

/// The recipient that the server takes the caller for.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Me {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Person, system or partner.
    pub kind: String,
    /// Clearance.
    pub clearance: String,
    /// Read-ins.
    pub accesses: Vec<String>,
    /// Countries of affiliation.
    pub countries: Vec<String>,
    /// Who employs it.
    pub admin_organization: String,
    /// Where it works.
    pub duty_organization: String,
    /// What its employer is.
    pub entity_type: String,
    /// What it does.
    pub functions: Vec<String>,
    /// The community's name.
    pub community: String,
}

/// A marking that the caller may receive, or not.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ReceivableMarking {
    /// The banner.
    pub marking: String,
    /// Whether the whole of a report that has it and nothing else may be had.
    pub may: bool,
    /// The rules that refuse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused_by: Vec<String>,
}

impl ReceivableMarking {
    /// From what was asked.
    pub fn of(receivable: &Receivable) -> Self {
        let Receivable { banner, may, refused_by } = receivable.clone();
        Self { marking: banner, may, refused_by }
    }
}

impl Me {
    /// A recipient in its community.
    pub fn of(recipient: &Recipient, community: &Community) -> Self {
        let Recipient {
            id,
            name,
            kind,
            clearance,
            accesses,
            countries,
            admin_organization,
            duty_organization,
            entity_type,
            functions,
            memberships: _,
            handling_controls: _,
        } = recipient;
        Self {
            id: id.to_string(),
            name: name.clone(),
            kind: kind.name().to_owned(),
            clearance: clearance.banner().to_owned(),
            accesses: accesses.iter().cloned().collect(),
            countries: countries.iter().map(|code| code.as_str().to_owned()).collect(),
            admin_organization: admin_organization.to_string(),
            duty_organization: duty_organization.to_string(),
            entity_type: entity_type.name().to_owned(),
            functions: functions.iter().map(|function| function.name().to_owned()).collect(),
            community: community.name.clone(),
        }
    }
}
