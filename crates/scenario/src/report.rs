//! Report format 1 as it is written out.

use serde::Serialize;

use crate::place::Place;

/// One report.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) format: &'static str,
    pub(crate) originator: &'static str,
    pub(crate) serial: String,
    pub(crate) version: u32,
    pub(crate) kind: &'static str,
    pub(crate) precedence: &'static str,
    pub(crate) issued: String,
    pub(crate) title: Portion,
    pub(crate) banner: String,
    pub(crate) portions: Vec<Portion>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) caveats: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) addressees: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) leads_only: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tearlines: Vec<Portion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pointer: Option<Portion>,
    pub(crate) topics: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) occurred: Option<Occurred>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) places: Vec<&'static Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) entities: Vec<Entity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) derived_from: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) classification: Option<Authority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_url: Option<String>,
}

/// A marked text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Portion {
    pub(crate) marking: &'static str,
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) derived_from: Option<Vec<String>>,
}

impl Portion {
    /// A text that does not say what it is made from.
    pub(crate) fn new(marking: &'static str, text: String) -> Self {
        Self { marking, text, derived_from: None }
    }
}

/// From one day to another.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Occurred {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// Somebody or something named in one portion.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entity {
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ids: Vec<Id>,
    pub(crate) portion: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) us_person: Option<bool>,
}

/// A number under which something is registered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Id {
    pub(crate) scheme: &'static str,
    pub(crate) value: String,
}

/// Who classified it, by what, until when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Authority {
    pub(crate) classified_by: &'static str,
    pub(crate) derived_from: &'static str,
    pub(crate) declassify_on: String,
}
