//! What was taken back: recalls with who knows of them, and purges. A fold of the journal that is
//! kept in memory, since they are few.

use std::collections::BTreeMap;

use model::{Leaf, Timestamp};

use crate::acts::id;
use crate::withdrawing::Withdrawing;
use crate::{Acknowledgement, Notice, Purge, Recall, Reminder};

/// A recall as it was recorded, with what has become of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedRecall {
    /// Its id, which tells nothing.
    pub id: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was taken back.
    pub recall: Recall,
    /// Who acknowledged, by the report that it had and by recipient: when, and what use it made.
    pub acknowledged: BTreeMap<(String, String), (Timestamp, Option<String>)>,
    /// How often those who had not acknowledged were reminded, and when last.
    pub reminded: Option<(u32, Timestamp)>,
}

/// Why a report is not there any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Absence {
    /// Its originator recalled it.
    Recalled,
    /// Its content was erased.
    Purged,
}

/// The fold.
#[derive(Debug, Default)]
pub(crate) struct Recalls {
    recorded: Vec<RecordedRecall>,
    /// By report: the highest version that is recalled, each time it was.
    recalled: BTreeMap<String, Vec<(Timestamp, u32)>>,
    purged: BTreeMap<(String, u32), Timestamp>,
    purges: Vec<Purge>,
    /// What use was declared of what, by the report and by recipient, and when last.
    declared: BTreeMap<(String, String), Timestamp>,
}

impl RecordedRecall {
    /// Those who were told of a notice and did not acknowledge yet.
    pub fn waiting<'a>(&'a self, notice: &'a Notice) -> impl Iterator<Item = &'a str> {
        let recipients = notice.recipients.iter().map(String::as_str);
        recipients.filter(|recipient| !self.is_acknowledged(&notice.report, recipient))
    }

    /// Whether a recipient acknowledged what it was told about a report.
    pub fn is_acknowledged(&self, report: &str, recipient: &str) -> bool {
        self.acknowledged.contains_key(&(report.to_owned(), recipient.to_owned()))
    }

    /// Whether somebody did not acknowledge yet.
    pub fn is_outstanding(&self) -> bool {
        self.recall.notices.iter().any(|notice| self.waiting(notice).next().is_some())
    }

    /// Whether a reminder is due.
    pub fn is_due(&self, now: Timestamp, every_hours: u32) -> bool {
        let last = self.reminded.map_or(self.at, |(_, at)| at);
        self.is_outstanding() && last.plus_hours(every_hours) <= now
    }
}

impl Recalls {
    /// Takes an entry.
    pub(crate) fn take(&mut self, leaf: &Leaf, event: &Withdrawing) {
        match event {
            Withdrawing::Recalled(recall) => {
                let reports = self.recalled.entry(recall.report.clone()).or_default();
                reports.push((leaf.at, recall.version));
                self.recorded.push(RecordedRecall {
                    id: id(leaf),
                    at: leaf.at,
                    by: leaf.actor.clone(),
                    recall: recall.clone(),
                    acknowledged: BTreeMap::new(),
                    reminded: None,
                });
            }
            Withdrawing::Reminded(Reminder { recall, recipients: _ }) => {
                for known in self.recorded.iter_mut().filter(|known| known.id == *recall) {
                    let times = known.reminded.map_or(0, |(times, _)| times);
                    known.reminded = Some((times + 1, leaf.at));
                }
            }
            Withdrawing::Acknowledged(said) => self.acknowledge(leaf.at, said),
            Withdrawing::Purged(purge) => {
                for version in purge.entries.iter().filter_map(|entry| entry.version) {
                    self.purged.entry((purge.report.clone(), version)).or_insert(leaf.at);
                }
                self.purges.push(purge.clone());
            }
        }
    }

    fn acknowledge(&mut self, at: Timestamp, said: &Acknowledgement) {
        let Acknowledgement { recalls, report, recipient, onward } = said;
        for known in
            self.recorded.iter_mut().filter(|known| recalls.iter().any(|of| of.id == known.id))
        {
            let key = (report.clone(), recipient.clone());
            known.acknowledged.entry(key).or_insert((at, onward.clone()));
        }
        if onward.is_some() {
            self.declared.insert((report.clone(), recipient.clone()), at);
        }
    }

    /// Whether a recipient declared what use it made of a report.
    pub(crate) fn is_declared(&self, report: &str, recipient: &str) -> bool {
        self.declared.contains_key(&(report.to_owned(), recipient.to_owned()))
    }

    /// Why a version was not there at a time, if it was taken back by then.
    pub(crate) fn absence(&self, cited: &str, version: u32, at: Timestamp) -> Option<Absence> {
        if self.purged.contains_key(&(cited.to_owned(), version)) {
            // There is nothing left to answer from, whatever time is asked about.
            return Some(Absence::Purged);
        }
        let recalled = self.recalled.get(cited)?;
        let is_recalled = recalled.iter().any(|(from, upto)| *from <= at && version <= *upto);
        is_recalled.then_some(Absence::Recalled)
    }

    /// Every report of which a version was taken back.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &str> {
        let purged = self.purged.keys().map(|(report, _)| report.as_str());
        self.recalled.keys().map(String::as_str).chain(purged)
    }

    pub(crate) fn recorded(&self) -> &[RecordedRecall] {
        &self.recorded
    }

    pub(crate) fn purges(&self) -> &[Purge] {
        &self.purges
    }
}
