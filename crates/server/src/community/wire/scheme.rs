//! `[[scheme]]` as it is written.

use serde::Deserialize;

use super::Text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scheme {
    pub(crate) name: Text,
    #[serde(default)]
    pub(crate) level: Vec<Level>,
    #[serde(default)]
    pub(crate) set: Vec<Set>,
    pub(crate) release: Option<Release>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level {
    pub(crate) title: Text,
    pub(crate) portion: Option<String>,
    pub(crate) equals: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Set {
    pub(crate) name: Text,
    pub(crate) indicator: Option<String>,
    #[serde(default)]
    pub(crate) hierarchical: bool,
    #[serde(default)]
    pub(crate) exclusive: bool,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) level: Option<String>,
    #[serde(default)]
    pub(crate) token: Vec<Token>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    pub(crate) name: Text,
    pub(crate) portion: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) equals: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    pub(crate) indicator: Text,
    #[serde(default)]
    pub(crate) always: Vec<String>,
    #[serde(default)]
    pub(crate) code: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    pub(crate) name: Text,
    pub(crate) equals: Option<String>,
}
