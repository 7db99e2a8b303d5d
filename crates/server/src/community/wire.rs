//! The file as it is written, with the place of everything that can be wrong.

mod register;
mod scheme;
mod search;

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_spanned::Spanned;

pub(super) use register::{Compartment, Control, Organization, Program, Register, System};
pub(super) use scheme::{Code, Level, Release, Scheme, Set, Token};
pub(super) use search::Search;

pub(super) type Text = Spanned<String>;
type Texts = Vec<Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: Text,
    pub(super) name: String,
    pub(super) leads_only: LeadsOnly,
    #[serde(default)]
    pub(super) register: Register,
    #[serde(default)]
    pub(super) scheme: Vec<Scheme>,
    #[serde(default)]
    pub(super) agency: Vec<Agency>,
    #[serde(default)]
    pub(super) recipient: Vec<Recipient>,
    #[serde(default)]
    pub(super) caveat: Vec<Caveat>,
    #[serde(default)]
    pub(super) procedure: Vec<Procedure>,
    #[serde(default)]
    pub(super) grant: Vec<Grant>,
    #[serde(default)]
    pub(super) authorization: Vec<Authorization>,
    #[serde(default)]
    pub(super) embargo: Vec<Embargo>,
    #[serde(default)]
    pub(super) search: Search,
}

/// What can be decided about what is stored: the tables of the same names, in a file of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acts {
    pub(super) format: Text,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) procedure: Vec<Procedure>,
    #[serde(default)]
    pub(super) grant: Vec<Grant>,
    #[serde(default)]
    pub(super) authorization: Vec<Authorization>,
    #[serde(default)]
    pub(super) embargo: Vec<Embargo>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeadsOnly {
    pub(super) open: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agency {
    pub(super) id: Text,
    pub(super) name: String,
    pub(super) nation: Text,
    pub(super) parent: Option<Text>,
    #[serde(default)]
    pub(super) intelligence: bool,
    #[serde(default)]
    pub(super) state_local: bool,
    pub(super) scheme: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipient {
    pub(super) id: Text,
    pub(super) name: String,
    pub(super) kind: Text,
    pub(super) clearance: Text,
    pub(super) accesses: Texts,
    pub(super) countries: Texts,
    pub(super) admin_organization: Text,
    pub(super) duty_organization: Text,
    pub(super) entity_type: Text,
    pub(super) functions: Texts,
    #[serde(default)]
    pub(super) groups: BTreeSet<String>,
    #[serde(default)]
    pub(super) licenses: BTreeSet<String>,
    #[serde(default)]
    pub(super) issues: BTreeSet<String>,
    #[serde(default)]
    pub(super) regions: BTreeSet<String>,
    #[serde(default)]
    pub(super) authorities: BTreeSet<String>,
    #[serde(default)]
    pub(super) roles: BTreeSet<String>,
    #[serde(default)]
    pub(super) handling_controls: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Caveat {
    pub(super) id: Text,
    pub(super) meaning: String,
    pub(super) agencies: Option<Texts>,
    #[serde(default)]
    pub(super) addressees: bool,
    pub(super) countries: Option<Texts>,
    pub(super) entity_types: Option<Texts>,
    pub(super) functions: Option<Texts>,
    #[serde(default)]
    pub(super) closed_purposes: Texts,
    pub(super) persons: Option<Texts>,
    #[serde(default)]
    pub(super) no_field: bool,
    #[serde(default)]
    pub(super) no_contractors: bool,
    #[serde(default)]
    pub(super) not_abroad: bool,
    #[serde(default)]
    pub(super) background_only: bool,
    #[serde(default)]
    pub(super) acknowledge: bool,
    #[serde(default)]
    pub(super) declare_use: bool,
    pub(super) until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Procedure {
    pub(super) originator: Text,
    pub(super) recipients: Text,
    pub(super) form: Text,
    pub(super) statement: Option<String>,
    #[serde(default)]
    pub(super) delay_hours: u32,
    pub(super) from: Option<Text>,
    pub(super) until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Embargo {
    pub(super) originator: Text,
    #[serde(default)]
    pub(super) reports: BTreeSet<String>,
    pub(super) from: Text,
    pub(super) until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Authorization {
    pub(super) originator: Text,
    pub(super) recipient: Option<Text>,
    pub(super) organization: Option<Text>,
    pub(super) purposes: Texts,
    pub(super) consents: Option<Texts>,
    pub(super) matter: Option<Text>,
    #[serde(default)]
    pub(super) reports: BTreeSet<String>,
    pub(super) from: Text,
    pub(super) until: Text,
    pub(super) conditions: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) partner: Text,
    pub(super) topics: Texts,
    pub(super) level: Text,
    pub(super) from: Text,
    pub(super) until: Option<Text>,
    pub(super) conditions: Option<String>,
}
