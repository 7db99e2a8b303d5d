//! Recipients say what they have of their feeds and what use they made of it, and the Center sees who owes
//! word.

use model::{LeafKind, Manner, Recipient, Timestamp};
use store::{
    Acknowledgement, Event, FeedForm, FeedItem, RecordedContract, ServedReport, Withdrawing,
};

use super::Clearinghouse;
use super::answers::{Caller, ask, without_version};
use super::feed_reading::Reader;
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
    /// `acknowledge` or `declare-use`.
    pub what: &'static str,
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

    /// Records what use a recipient made of a report that it was given.
    ///
    /// # Errors
    /// When nothing of the report was given to it, or nothing is said.
    pub fn declare_use(
        &self,
        (recipient, by): (&Recipient, Option<&str>),
        cited: &str,
        text: &str,
    ) -> Result<()> {
        self.unclassified(&[("use", text)])?;
        let (report, id) = (without_version(cited), recipient.id.as_str());
        let was_given = self.store.events_of(report)?;
        if !was_given.iter().any(|row| row.recipient == id && row.is_given()) {
            let shown: String = report.chars().take(80).collect();
            let what = format!("nothing of a report `{shown}` was given to you");
            return Err(Error::Act { what });
        }
        let onward: String = text.trim().chars().take(USE_CHARS_MAX).collect();
        if onward.is_empty() {
            let what = "say what use was made of it, such as `opened case 7`".to_owned();
            return Err(Error::Act { what });
        }
        let event = Withdrawing::Acknowledged(Acknowledgement {
            recalls: Vec::new(),
            report: report.to_owned(),
            recipient: id.to_owned(),
            onward: Some(onward),
        });
        let entry = (LeafKind::Acknowledged, report.to_owned(), Event::Withdrawing(event));
        self.act(by.unwrap_or(id), vec![entry], self.clock.now())?;
        Ok(())
    }

    /// How many words are owed for longer than a day.
    ///
    /// # Errors
    /// As [`Clearinghouse::owed`].
    pub fn owed_of_late(&self) -> Result<usize> {
        let day = self.clock.now().micros().saturating_sub(DAY_MICROS);
        Ok(self.owed(Timestamp::from_micros(day))?.len())
    }

    /// What was read longer ago than a time, asks for word or for a declaration of use, and has none yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn owed(&self, before: Timestamp) -> Result<Vec<Owed>> {
        self.owed_under(self.store.contracts_at(self.clock.now()), before)
    }

    /// The same, of what one recipient read from its feeds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn owed_by(&self, recipient: &Recipient, before: Timestamp) -> Result<Vec<Owed>> {
        self.owed_under(self.feeds_of(recipient), before)
    }

    fn owed_under(&self, contracts: Vec<RecordedContract>, before: Timestamp) -> Result<Vec<Owed>> {
        let mut owed = Vec::new();
        for known in contracts {
            let contract = &known.contract;
            let Ok(recipient) = self.recipient(contract.recipient.as_str()) else { continue };
            let recipient = contract.capped(recipient);
            let in_force = self.store.in_force();
            let ask = ask(self.serving(caller(&known, &recipient), Manner::Extract), &in_force);
            let through = self.store.feed_received(contract);
            let mut held = self.store.all_fed(contract);
            held.retain(|item| item.was_read && item.at < before);
            held.sort_by_key(|item| item.position);
            for item in held {
                let has = item.position <= through;
                let is_declared = self.store.is_use_declared(&item.report, recipient.id.as_str());
                if has && is_declared {
                    continue;
                }
                let Some(report) = self.store.report(&item.report)? else { continue };
                let obligations = report.ponder(ask).obligations;
                for (what, is_done) in [(ACKNOWLEDGE, has), (DECLARE_USE, is_declared)] {
                    if !is_done && obligations.iter().any(|of| of.name == what) {
                        let (position, since) = (item.position, item.at);
                        let (contract, report) = (known.clone(), item.report.clone());
                        owed.push(Owed { contract, position, since, report, what });
                    }
                }
            }
        }
        Ok(owed)
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

/// The obligations that ask for word, and for a declaration of use.
const ACKNOWLEDGE: &str = "acknowledge";
const DECLARE_USE: &str = "declare-use";
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;
/// Characters of a declaration that are kept.
const USE_CHARS_MAX: usize = 2_000;
/// Positions that are received under one entry.
const RECEIVED_AT_ONCE_MAX: usize = 1_000;
