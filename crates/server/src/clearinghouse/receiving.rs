//! Recipients say what they have of their feeds, and the Center sees who has what and who owes word.

use model::{LeafKind, Manner, Recipient, Timestamp};
use store::{FeedForm, FeedItem, RecordedContract, ServedReport};

use super::Clearinghouse;
use super::answers::{Caller, ask};
use super::feed_reading::Reader;
use super::feeding::is_same;
use crate::release_log::Log;
use crate::{Error, Result};

/// Word that is owed of what was brought.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Owed {
    /// The contract.
    pub contract: RecordedContract,
    /// The position.
    pub position: u64,
    /// Since when it stands there.
    pub since: Timestamp,
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
}

/// How far a contract's feed has come: its target is that nothing is lacking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coverage {
    /// The contract.
    pub contract: RecordedContract,
    /// How many reports its recipient may have and the contract wants.
    pub wanted: usize,
    /// How many of them stand in the feed as they may go.
    pub ready: usize,
    /// How many of these were read.
    pub read: usize,
    /// How many of these its recipient says it has.
    pub received: usize,
    /// Those that do not stand in the feed as they may go, `ORIGINATOR SERIAL`.
    pub lacking: Vec<String>,
}

impl Clearinghouse {
    /// Records that a recipient has what stands in its feed up to a position. Gives the position up to
    /// which it has it by now.
    ///
    /// # Errors
    /// When there is no such feed or position, or something before it was not read yet.
    pub fn receive(
        &self,
        (recipient, by): (&Recipient, Option<&str>),
        name: &str,
        through: u64,
    ) -> Result<u64> {
        let reader = self.reader((recipient, by), name)?;
        let contract = &reader.known.contract;
        let last = self.store.feed_len(contract);
        if through > last {
            let what = format!("feed `{name}` has {last} positions: say one that you have read");
            return Err(Error::Act { what });
        }
        loop {
            let from = self.store.feed_received(contract);
            let count = usize::try_from(through.saturating_sub(from)).unwrap_or(usize::MAX);
            let stands = self.store.feed_after(contract, from, count.min(RECEIVED_AT_ONCE_MAX));
            let is_rest = stands.len() == count;
            let has = self.has(&reader, name, stands)?;
            if has.is_empty() {
                // Nothing of it says anything.
                return Ok(if is_rest { through.max(from) } else { from });
            }
            let serving = self.serving(reader.caller(), Manner::Extract);
            let query = Some(reader.known.id.clone());
            Log { query, ..self.log(serving, LeafKind::Received) }.all(has)?;
            if is_rest {
                return Ok(through);
            }
        }
    }

    /// What of some positions its recipient can say that it has.
    fn has(&self, reader: &Reader, name: &str, stands: Vec<FeedItem>) -> Result<Vec<ServedReport>> {
        let mut has = Vec::new();
        for item in stands {
            let says = item.is_last && (item.form.is_some() || item.was_read);
            if !says {
                continue;
            }
            let read = self.store.fed_read(&reader.known.contract, &item.report);
            let is_read = item.form.as_ref().is_none_or(|form| {
                read.iter().any(|of| of.version == item.version && of.form == *form)
            });
            if !is_read {
                let what = format!(
                    "position {} of feed `{name}` was not read yet: read it, then say so",
                    item.position
                );
                return Err(Error::Act { what });
            }
            has.push(stood(&item));
        }
        Ok(has)
    }

    /// What was read longer ago than a time, asks for word, and has none yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn owed(&self, before: Timestamp) -> Result<Vec<Owed>> {
        let now = self.clock.now();
        let mut owed = Vec::new();
        for known in self.store.contracts().into_iter().filter(|known| known.is_in_force(now)) {
            let contract = &known.contract;
            let Ok(recipient) = self.recipient(contract.recipient.as_str()) else { continue };
            let recipient = contract.capped(recipient);
            let in_force = self.store.in_force();
            let ask = ask(self.serving(caller(&known, &recipient), Manner::Extract), &in_force);
            let from = self.store.feed_received(contract);
            for item in self.store.feed_after(contract, from, usize::MAX) {
                if !item.is_last || !item.was_read || item.form.is_none() || item.at >= before {
                    continue;
                }
                let Some(report) = self.store.report(&item.report)? else { continue };
                let decision = report.ponder(ask);
                if decision.obligations.iter().any(|of| of.name == ACKNOWLEDGE) {
                    let (position, since, report) = (item.position, item.at, item.report);
                    owed.push(Owed { contract: known.clone(), position, since, report });
                }
            }
        }
        Ok(owed)
    }

    /// How far the feeds of all contracts in force have come, of everything that is stored.
    ///
    /// # Errors
    /// When the store or the index cannot be read.
    pub fn coverage(&self) -> Result<Vec<Coverage>> {
        let now = self.clock.now();
        let in_force = self.store.contracts().into_iter().filter(|known| known.is_in_force(now));
        in_force.filter_map(|known| self.covered(known).transpose()).collect()
    }

    /// How far a recipient's own feeds have come: all of it is what it may have.
    ///
    /// # Errors
    /// As [`Clearinghouse::coverage`].
    pub fn coverage_of(&self, recipient: &Recipient) -> Result<Vec<Coverage>> {
        let own = self.feeds_of(recipient).into_iter();
        own.filter_map(|known| self.covered(known).transpose()).collect()
    }

    fn covered(&self, known: RecordedContract) -> Result<Option<Coverage>> {
        let contract = &known.contract;
        let Ok(recipient) = self.recipient(contract.recipient.as_str()) else { return Ok(None) };
        let Ok(query) = self.query_of(contract) else { return Ok(None) };
        let recipient = contract.capped(recipient);
        let _deciding = self.deciding();
        let in_force = self.store.in_force();
        let ask = ask(self.serving(caller(&known, &recipient), Manner::Extract), &in_force);
        let through = self.store.feed_received(contract);
        let (mut wanted, mut ready, mut read, mut received) = (0, 0, 0, 0);
        let mut lacking = Vec::new();
        for seq in self.found_for(&query, ask)? {
            let Some(report) = self.store.report_at(seq)? else { continue };
            let (id, name) = (report.id().clone(), report.id().cited());
            let Ok(grant) = report.decide(ask) else { continue };
            wanted += 1;
            match self.store.fed(contract, &name).filter(|item| is_same(item, &id, &grant)) {
                Some(item) => {
                    ready += 1;
                    read += usize::from(item.was_read);
                    received += usize::from(item.was_read && item.position <= through);
                }
                None => lacking.push(name),
            }
        }
        Ok(Some(Coverage { contract: known, wanted, ready, read, received, lacking }))
    }
}

fn caller<'a>(known: &'a RecordedContract, recipient: &'a Recipient) -> Caller<'a> {
    let contract = &known.contract;
    let (purpose, matter) = (contract.purpose, contract.matter.as_deref());
    Caller { recipient, purpose, matter, by: None }
}

/// What stands at a position, as entries have it.
pub(super) fn stood(item: &FeedItem) -> ServedReport {
    let (originator, serial) = item.report.split_once(' ').unwrap_or((&item.report, ""));
    let nothing = ServedReport {
        originator: originator.to_owned(),
        serial: serial.to_owned(),
        version: item.version,
        ..ServedReport::withheld()
    };
    match item.form.clone() {
        Some(FeedForm { outcome, parts, untitled, beside, identities, owed }) => {
            ServedReport { outcome, parts, untitled, beside, identities, owed, ..nothing }
        }
        None => nothing,
    }
}

/// The obligation that asks for word.
const ACKNOWLEDGE: &str = "acknowledge";
/// Positions that are received under one entry.
const RECEIVED_AT_ONCE_MAX: usize = 1_000;
