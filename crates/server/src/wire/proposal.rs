//! What a recipient would like to be brought.

use std::collections::BTreeSet;

use marking::Level;
use model::{Contract, Kind, Precedence, Purpose, Recipient, Timestamp, Topic, WantedReports};
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// A contract as it is proposed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContractProposal {
    /// What the recipient calls it; another of that name is its next version.
    pub name: String,
    /// What for.
    pub purpose: String,
    /// In which matter, where an authorization names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// What a search for its reports would ask; `*` is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Subjects, of which any will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Kinds of report, of which any will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// At least so urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedence_min: Option<String>,
    /// Nothing above this level; the recipient's clearance when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_max: Option<String>,
    /// From when on; now when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when.
    pub until: String,
}

impl ContractProposal {
    /// The contract that is meant.
    ///
    /// # Errors
    /// Says which word is not known, and which are.
    pub fn contract(&self, recipient: &Recipient, now: Timestamp) -> Result<Contract> {
        let Self { name, purpose, matter, query, topics, kinds, .. } = self;
        let Self { precedence_min, level_max, from, until, .. } = self;
        let topics: BTreeSet<Topic> = topics
            .iter()
            .map(|of| Topic::new(of).map_err(|error| wrong(error.to_string())))
            .collect::<Result<_>>()?;
        let kind = |text: &String| {
            let unknown = || wrong(format!("`{text}` is no kind; there are {}", Kind::names()));
            Kind::parse(text).ok_or_else(unknown)
        };
        let precedence = |text: &String| {
            let known = Precedence::names();
            let unknown = || wrong(format!("`{text}` is no precedence; there are {known}"));
            Precedence::parse(text).ok_or_else(unknown)
        };
        let level = |text: &String| {
            let unknown = || wrong(format!("`{text}` is no level, such as SECRET"));
            Level::find(text).ok_or_else(unknown)
        };
        let time = |text: &String| {
            let example = "such as 2026-12-31 or 2026-12-31T12:00:00Z";
            Timestamp::parse(text).map_err(|_| wrong(format!("`{text}` is no time, {example}")))
        };
        let unknown = || Error::Purpose { text: purpose.chars().take(40).collect() };
        Ok(Contract {
            recipient: recipient.id.clone(),
            name: name.clone(),
            purpose: Purpose::parse(purpose).ok_or_else(unknown)?,
            matter: matter.clone(),
            wanted: WantedReports {
                query: query.clone(),
                topics,
                kinds: kinds.iter().map(kind).collect::<Result<_>>()?,
                precedence_min: precedence_min.as_ref().map(precedence).transpose()?,
            },
            level_max: level_max.as_ref().map(level).transpose()?.unwrap_or(recipient.clearance),
            from: from.as_ref().map(time).transpose()?.unwrap_or(now),
            until: time(until)?,
        })
    }
}

fn wrong(what: String) -> Error {
    Error::Act { what }
}
