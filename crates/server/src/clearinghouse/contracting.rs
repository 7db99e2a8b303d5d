//! Contracts of feeds: proposed, looked at before they start, approved, ended.
//!
//! A contract says what is to be brought; what may be is decided for each report, as always.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use index::{Parsed, Reading};
use marking::Level;
use model::{
    Contract, Kind, LeafKind, Manner, Precedence, Purpose, Recipient, Timestamp, Topic,
    WantedReports,
};
use store::{ContractState, Contracting, Event, RecordedContract};

use super::Clearinghouse;
use super::answers::{Caller, ask};
use crate::wire::ContractProposal;
use crate::{Error, Result};

/// What a contract would bring of everything that is stored, beside the version that is in force.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ShadowRun {
    /// Reports that it brings and the version in force does not, with their forms.
    pub adds: Vec<Brought>,
    /// Those that it brings no more.
    pub removes: Vec<Brought>,
    /// Those that it brings in another form.
    pub changes: Vec<Brought>,
    /// How many it brings as before.
    pub same: usize,
}

/// A report that a contract brings.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Brought {
    /// `ORIGINATOR SERIAL`.
    pub report: String,
    /// The version.
    pub version: u32,
    /// `release`, `redact`, `tearline` or `pointer`.
    pub outcome: &'static str,
}

impl Clearinghouse {
    /// Proposes a contract, or another version of one; gives its id. Nothing is delivered by it before
    /// it is approved.
    ///
    /// # Errors
    /// When it cannot be a contract: without a filter, for nobody of the community, or with a query
    /// that cannot be read.
    pub fn propose(&self, contract: &Contract, by: &str) -> Result<String> {
        contract.check().map_err(|why| Error::Act { what: format!("the contract: {why}") })?;
        self.recipient(contract.recipient.as_str())?;
        self.query_of(contract)?;
        self.is_to_come(contract)?;
        self.record_contracting(by, Contracting::Proposed(contract.clone()))
    }

    /// Proposes a contract as its recipient; gives its id.
    ///
    /// # Errors
    /// As [`Clearinghouse::propose`], and when so many proposals of the recipient wait already.
    pub fn propose_own(&self, own: &Recipient, proposal: &ContractProposal) -> Result<String> {
        let contract = proposal.contract(own, self.clock.now())?;
        if contract.name == ENTITLEMENT {
            let what = format!("`{ENTITLEMENT}` is the feed of everything that you may have");
            return Err(Error::Act { what });
        }
        let known = self.contracts_of(own);
        let waiting = known.iter().filter(|known| known.state == ContractState::Proposed);
        if waiting.count() >= WAITING_MAX {
            let what = format!(
                "{WAITING_MAX} of your proposals wait already: take some back, or ask the Center"
            );
            return Err(Error::Act { what });
        }
        self.propose(&contract, own.id.as_str())
    }

    /// Takes a recipient's own proposal back, or ends its contract.
    ///
    /// # Errors
    /// When it has none of that id that is open or in force.
    pub fn close_own(&self, own: &Recipient, id: &str, why: &str) -> Result<()> {
        let known = self.store.contract(id).filter(|known| known.contract.recipient == own.id);
        let Some(known) = known else { return Err(no_contract(id)) };
        self.close_contract(&known.id, why, own.id.as_str())
    }

    /// Every contract of a recipient, in the order in which they were proposed.
    pub fn contracts_of(&self, own: &Recipient) -> Vec<RecordedContract> {
        self.store.contracts_of(&own.id)
    }

    /// Makes sure that a recipient has the feed of everything that it may have, if the configuration says
    /// for which purpose. Who asks for it first has it from then on; one that was closed stays so.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn ensure_entitlement(&self, own: &Recipient) -> Result<()> {
        let purpose = self.config.feeds.entitlement_for.as_deref().and_then(Purpose::parse);
        let Some(purpose) = purpose else { return Ok(()) };
        if self.has_entitlement(own, purpose) {
            return Ok(());
        }
        let _alone = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        if self.has_entitlement(own, purpose) {
            return Ok(());
        }
        let now = self.clock.now();
        let contract = Contract {
            recipient: own.id.clone(),
            name: ENTITLEMENT.to_owned(),
            purpose,
            matter: None,
            wanted: WantedReports { query: Some("*".to_owned()), ..WantedReports::default() },
            level_max: Level::TopSecret,
            from: now,
            until: Timestamp::from_micros(END_MICROS),
        };
        let id = self.propose(&contract, OPERATOR)?;
        self.approve_contract(&id, OPERATOR)
    }

    /// Whether a recipient's feed of everything is there, or was ended and stays so.
    fn has_entitlement(&self, own: &Recipient, purpose: Purpose) -> bool {
        let last = self.contracts_of(own).into_iter().rfind(|of| of.contract.name == ENTITLEMENT);
        last.is_some_and(|last| match last.state {
            ContractState::Closed { .. } => true,
            ContractState::Approved { .. } => last.contract.purpose == purpose,
            ContractState::Proposed | ContractState::Replaced { .. } => false,
        })
    }

    /// Lets a proposal be in force, in the place of the version before.
    ///
    /// # Errors
    /// When there is no such proposal.
    pub fn approve_contract(&self, id: &str, by: &str) -> Result<()> {
        let known = self.contract(id)?;
        if known.state != ContractState::Proposed {
            let what = format!("contract {id} is no proposal any more; propose it anew");
            return Err(Error::Act { what });
        }
        self.is_to_come(&known.contract)?;
        let recipient = known.contract.recipient;
        let event = Contracting::Approved { contract: known.id, recipient };
        self.record_contracting(by, event).map(drop)
    }

    /// Refuses a proposal, or ends a contract.
    ///
    /// # Errors
    /// When there is none of that id that is open or in force.
    pub fn close_contract(&self, id: &str, why: &str, by: &str) -> Result<()> {
        let known = self.contract(id)?;
        if !known.is_open() {
            return Err(Error::Act { what: format!("contract {id} is over already") });
        }
        self.unclassified(&[("why", why)])?;
        let (recipient, why) = (known.contract.recipient, why.to_owned());
        let event = Contracting::Closed { contract: known.id, recipient, why };
        self.record_contracting(by, event).map(drop)
    }

    /// Every contract, in the order in which they were proposed.
    pub fn contracts(&self) -> Vec<RecordedContract> {
        self.store.contracts()
    }

    /// A contract by its id.
    ///
    /// # Errors
    /// When there is none.
    pub fn contract(&self, id: &str) -> Result<RecordedContract> {
        self.store.contract(id).ok_or_else(|| no_contract(id))
    }

    /// What a contract would bring of everything that is stored if it were in force now, and what of it
    /// the version in force brings already. Nothing is released.
    ///
    /// # Errors
    /// When the store or the index cannot be read.
    pub fn shadow_run(&self, contract: &Contract) -> Result<ShadowRun> {
        let now = self.clock.now();
        let known = self.store.contracts().into_iter().find(|known| {
            let Contract { recipient, name, .. } = &known.contract;
            let same = *recipient == contract.recipient && *name == contract.name;
            same && known.is_in_force(now)
        });
        let mut before = match known {
            Some(known) => self.brought(&known.contract)?,
            None => BTreeMap::new(),
        };
        let mut run = ShadowRun::default();
        for (report, brought) in self.brought(contract)? {
            match before.remove(&report) {
                None => run.adds.push(brought),
                Some(same) if same == brought => run.same += 1,
                Some(_) => run.changes.push(brought),
            }
        }
        run.removes = before.into_values().collect();
        Ok(run)
    }

    /// What a contract brings of what is stored, by the names of the reports.
    fn brought(&self, contract: &Contract) -> Result<BTreeMap<String, Brought>> {
        let query = self.query_of(contract)?;
        let recipient = contract.capped(self.recipient(contract.recipient.as_str())?);
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
        let by = Caller { recipient: &recipient, purpose, matter, by: None };
        let ask = ask(self.serving(by, Manner::Extract), &in_force);
        let mut brought = BTreeMap::new();
        for seq in self.found_for(&query, ask)? {
            let Some(report) = self.store.report_at(seq)? else { continue };
            let id = report.id().clone();
            let Some(form) = report.ponder(ask).form else { continue };
            let (name, version, outcome) = (id.cited(), id.version, form.outcome());
            brought.insert(name.clone(), Brought { report: name, version, outcome });
        }
        Ok(brought)
    }

    /// What a contract asks the index.
    pub(super) fn query_of(&self, contract: &Contract) -> Result<Parsed> {
        let reading = Reading { names: false };
        let thesaurus = self.thesaurus();
        let said = contract.wanted.query.as_ref().filter(|query| !query.trim().is_empty());
        if let Some(query) = said {
            // Alone first, so that a fault is shown where its writer wrote it.
            index::read(query, reading, thesaurus).map_err(index::Error::from)?;
        }
        let text = text(&contract.wanted);
        Ok(index::read(&text, reading, thesaurus).map_err(index::Error::from)?)
    }

    /// Refuses what would be over before it brings anything.
    fn is_to_come(&self, contract: &Contract) -> Result<()> {
        if contract.until <= self.clock.now() {
            let what = "the contract: it would be over already; give a later end".to_owned();
            return Err(Error::Act { what });
        }
        Ok(())
    }

    fn record_contracting(&self, by: &str, event: Contracting) -> Result<String> {
        let entry = (LeafKind::Contracted, String::new(), Event::Contracting(event));
        let (ids, _) = self.store.act(by, vec![entry], self.clock.now())?;
        Ok(ids.into_iter().next().unwrap_or_default())
    }
}

pub(super) fn no_contract(id: &str) -> Error {
    let shown: String = id.chars().take(40).collect();
    Error::Act { what: format!("there is no contract `{shown}`; `feed list` has all ids") }
}

/// The feed of everything that its recipient may have.
pub(crate) const ENTITLEMENT: &str = "entitlement";
/// The end of what has none, 9999-12-31.
const END_MICROS: i64 = 253_402_214_400_000_000;
/// Who does what the configuration says.
const OPERATOR: &str = "operator";
/// Proposals of a recipient that may wait for the Center at once.
const WAITING_MAX: usize = 100;

/// In the words of the query language: what is visible of a report decides what it is found by.
fn text(wanted: &WantedReports) -> String {
    let WantedReports { query, topics, kinds, precedence_min } = wanted;
    let any = |field: &str, values: Vec<&str>| {
        let values: Vec<String> =
            values.into_iter().map(|value| format!("{field}:\"{value}\"")).collect();
        (!values.is_empty()).then(|| values.join(" OR "))
    };
    let urgent = precedence_min.map_or_else(Vec::new, |least| {
        Precedence::ALL.iter().filter(|of| **of >= least).map(|of| of.name()).collect()
    });
    let all = [
        query.clone().filter(|query| !query.trim().is_empty()),
        any("topic", topics.iter().map(Topic::as_str).collect()),
        any("kind", kinds.iter().copied().map(Kind::name).collect()),
        any("precedence", urgent),
    ];
    let all: Vec<String> = all.into_iter().flatten().map(|part| format!("({part})")).collect();
    all.join(" AND ")
}
