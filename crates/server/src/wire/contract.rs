//! Contracts of feeds.

use model::{Contract, Kind, Precedence, Topic, WantedReports};
use serde::{Deserialize, Serialize};
use store::{ContractState, RecordedContract};

use crate::{Brought, ShadowRun};

/// A contract as it was recorded.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ContractRecord {
    /// Its id.
    pub id: String,
    /// Who gets what it brings.
    pub recipient: String,
    /// What the recipient calls it.
    pub name: String,
    /// Which version of that name.
    pub version: u32,
    /// `proposed`, `approved`, `closed` or `replaced`.
    pub state: String,
    /// When it came to that.
    pub since: String,
    /// Why it was closed.
    pub why: Option<String>,
    /// What for.
    pub purpose: String,
    /// In which matter.
    pub matter: Option<String>,
    /// What a search for its reports would ask.
    pub query: Option<String>,
    /// Their subjects.
    pub topics: Vec<String>,
    /// Their kinds.
    pub kinds: Vec<String>,
    /// How urgent they are at least.
    pub precedence_min: Option<String>,
    /// Nothing above it is brought.
    pub level_max: String,
    /// From when on.
    pub from: String,
    /// Until when.
    pub until: String,
}

/// What a contract would bring.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Shadow {
    /// What it would add.
    pub adds: Vec<Brings>,
    /// What it would take away.
    pub removes: Vec<Brings>,
    /// What it would bring in another form.
    pub changes: Vec<Brings>,
    /// How many reports would be brought as before.
    pub same: usize,
}

/// A report that a contract brings.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Brings {
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Its version.
    pub version: u32,
    /// `release`, `redact`, `tearline` or `pointer`.
    pub outcome: String,
}

impl ContractRecord {
    /// From the record.
    pub fn of(recorded: &RecordedContract) -> Self {
        let RecordedContract { id, at, by: _, version, contract, state } = recorded;
        let Contract { recipient, name, purpose, matter, wanted, level_max, from, until } =
            contract;
        let WantedReports { query, topics, kinds, precedence_min } = wanted;
        let (state, since, why) = match state {
            ContractState::Proposed => ("proposed", at, None),
            ContractState::Approved { at, by: _ } => ("approved", at, None),
            ContractState::Closed { at, by: _, why } => ("closed", at, Some(why.clone())),
            ContractState::Replaced { at } => ("replaced", at, None),
        };
        Self {
            id: id.clone(),
            recipient: recipient.to_string(),
            name: name.clone(),
            version: *version,
            state: state.to_owned(),
            since: since.rfc3339(),
            why,
            purpose: purpose.name().to_owned(),
            matter: matter.clone(),
            query: query.clone(),
            topics: topics.iter().map(Topic::to_string).collect(),
            kinds: kinds.iter().copied().map(Kind::name).map(str::to_owned).collect(),
            precedence_min: precedence_min.map(Precedence::name).map(str::to_owned),
            level_max: level_max.banner().to_owned(),
            from: from.rfc3339(),
            until: until.rfc3339(),
        }
    }
}

impl Shadow {
    /// From the run.
    pub fn of(run: &ShadowRun) -> Self {
        let ShadowRun { adds, removes, changes, same } = run;
        let all = |list: &[Brought]| list.iter().map(Brings::of).collect();
        Self { adds: all(adds), removes: all(removes), changes: all(changes), same: *same }
    }
}

impl Brings {
    fn of(brought: &Brought) -> Self {
        let Brought { report, version, outcome } = brought;
        Self { report: report.clone(), version: *version, outcome: (*outcome).to_owned() }
    }
}
