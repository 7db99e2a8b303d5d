//! What came into feeds at once, as one entry: however many get the same, it is said once, with a list of
//! whose feeds they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ServedReport;
use crate::event_parts::{Went, Why, Written, joined, parted, read};

/// What was laid ready in feeds, or taken back from them. Nothing of it is given yet.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Fanned {
    /// Who laid it ready.
    pub by: String,
    /// How it would reach the recipients.
    pub manner: String,
    /// By originator, in the order of their names: each sees its own alone.
    pub owners: BTreeMap<String, FannedOwn>,
}

/// What of one originator's material came into feeds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FannedOwn {
    /// The feeds, many of which get the same.
    pub sets: Vec<FeedSet>,
    /// What came, in order.
    pub reports: Vec<FannedReport>,
}

/// Feeds that get the same.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct FeedSet {
    /// What for.
    pub purpose: String,
    /// In which matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Whose they are, and the ids of their contracts.
    pub feeds: Vec<(String, String)>,
}

/// A report that came into feeds in a form, or was taken back from them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FannedReport {
    /// Into which set of feeds.
    pub set: usize,
    /// What of it.
    pub report: ServedReport,
    /// Rules that refused, where it was taken back.
    pub refused_by: Vec<String>,
}

/// What all parties see.
#[derive(Deserialize, Serialize)]
struct Fan {
    by: String,
    manner: String,
}

/// What an originator sees.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Own {
    originator: String,
    sets: Vec<FeedSet>,
    reports: Vec<Came>,
}

#[derive(Deserialize, Serialize)]
struct Came {
    set: usize,
    #[serde(flatten)]
    went: Went,
    #[serde(flatten)]
    why: Why,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    refused_by: Vec<String>,
}

impl Fanned {
    /// Begins an entry.
    pub fn by(by: &str, manner: &str) -> Self {
        Self { by: by.to_owned(), manner: manner.to_owned(), owners: BTreeMap::new() }
    }

    /// Adds what comes into a set of feeds, in order.
    pub fn add(&mut self, set: &FeedSet, reports: Vec<(ServedReport, Vec<String>)>) {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (report, refused_by) in reports {
            let own = self.owners.entry(report.originator.clone()).or_default();
            let place = places.entry(report.originator.clone()).or_insert_with(|| {
                own.sets.push(set.clone());
                own.sets.len() - 1
            });
            own.reports.push(FannedReport { set: *place, report, refused_by });
        }
    }

    /// Whether nothing came.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// The one report that it is about, if it is one.
    pub fn only_report(&self) -> Option<&ServedReport> {
        let mut all = self.owners.values().flat_map(|own| &own.reports);
        let first = &all.next()?.report;
        all.next().is_none().then_some(first)
    }

    /// Each report with the feeds into which it came, in order.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&FeedSet, &FannedReport)> {
        let owners = self.owners.values();
        owners.flat_map(|own| own.reports.iter().filter_map(|of| Some((own.sets.get(of.set)?, of))))
    }

    /// One part for all, and one for each originator.
    pub(crate) fn written(&self) -> serde_json::Result<Written> {
        let Self { by, manner, owners } = self.clone();
        let mut written = Written::default();
        written.put(&Fan { by, manner })?;
        for (originator, FannedOwn { sets, reports }) in owners {
            let reports = reports.into_iter().map(Came::of).collect();
            written.put(&Own { originator, sets, reports })?;
        }
        Ok(written)
    }

    pub(crate) fn read(content: &[u8]) -> serde_json::Result<Self> {
        let (Fan { by, manner }, owners): (Fan, Vec<Own>) = read(content)?;
        let owners = owners.into_iter().map(|Own { originator, sets, reports }| {
            let reports = reports.into_iter().map(|came| came.of_originator(&originator)).collect();
            (originator, FannedOwn { sets, reports })
        });
        Ok(Self { by, manner, owners: owners.collect() })
    }
}

impl Came {
    fn of(FannedReport { set, report, refused_by }: FannedReport) -> Self {
        let (went, why) = parted(report);
        Self { set, went, why, refused_by }
    }

    fn of_originator(self, originator: &str) -> FannedReport {
        let Self { set, went, why, refused_by } = self;
        FannedReport { set, report: joined(originator.to_owned(), went, why), refused_by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(originator: &str, serial: &str) -> (ServedReport, Vec<String>) {
        let (originator, serial) = (originator.to_owned(), serial.to_owned());
        let outcome = "redact".to_owned();
        let acts = vec!["act-1".to_owned()];
        let of = ServedReport {
            originator,
            serial,
            version: 2,
            outcome,
            parts: vec![0, 3],
            acts,
            ..ServedReport::withheld()
        };
        (of, vec!["orcon".to_owned()])
    }

    #[test]
    fn what_comes_into_many_feeds_reads_back_and_says_each_set_once_for_each_originator() {
        let feeds = (0..1_000).map(|at| (format!("r{at}"), format!("c{at}"))).collect();
        let set = FeedSet { purpose: "analysis".to_owned(), matter: None, feeds };
        let mut fanned = Fanned::by("operator", "extract");
        let reports = vec![report("CIA", "1"), report("NSA", "1"), report("CIA", "2")];
        fanned.add(&set, reports);
        let written = fanned.written().unwrap();
        assert_eq!(
            (Fanned::read(&written.content).unwrap(), written.parts.len()),
            (fanned.clone(), 3)
        );
        let text = String::from_utf8(written.content).unwrap();
        assert_eq!(text.matches("\"r999\"").count(), 2);
        let all: Vec<_> =
            fanned.each().map(|(set, of)| (set.feeds.len(), &of.report.serial)).collect();
        assert_eq!(
            all,
            [(1_000, &"1".to_owned()), (1_000, &"2".to_owned()), (1_000, &"1".to_owned())]
        );
        assert_eq!(fanned.only_report(), None);
    }
}
