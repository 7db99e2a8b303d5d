//! `[register]` as it is written.

use serde::Deserialize;

use super::Text;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    #[serde(default)]
    pub(crate) closed_programs: bool,
    #[serde(default)]
    pub(crate) system: Vec<System>,
    #[serde(default)]
    pub(crate) program: Vec<Program>,
    #[serde(default)]
    pub(crate) country: Vec<Country>,
    #[serde(default)]
    pub(crate) organization: Vec<Organization>,
    #[serde(default)]
    pub(crate) control: Vec<Control>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct System {
    pub(crate) name: Text,
    pub(crate) level: Option<Text>,
    #[serde(default)]
    pub(crate) closed: bool,
    #[serde(default)]
    pub(crate) compartment: Vec<Compartment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) name: Text,
    pub(crate) nickname: Option<Text>,
    #[serde(default)]
    pub(crate) closed: bool,
    #[serde(default)]
    pub(crate) compartment: Vec<Compartment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compartment {
    pub(crate) name: Text,
    #[serde(default)]
    pub(crate) subs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Country {
    pub(crate) code: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Organization {
    pub(crate) code: Text,
    #[serde(default)]
    pub(crate) members: Vec<String>,
    #[serde(default)]
    pub(crate) decomposes: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Control {
    pub(crate) title: String,
    pub(crate) banner: Text,
    pub(crate) portion: Option<String>,
    #[serde(default)]
    pub(crate) closes_abroad: bool,
    pub(crate) level: Option<Text>,
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    #[serde(default)]
    pub(crate) excludes: Vec<String>,
    pub(crate) rises: Option<Text>,
    pub(crate) caveat: Option<Text>,
}
