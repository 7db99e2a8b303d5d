//! Lists of people and things that somebody looks out for, matched when a mention arrives.

use dissemination::HandlingId;

use crate::score::score_at_least;
use crate::{Candidates, Evidence, MentionId, Record, Weight, Weights, explain};

/// An entry of a list. Lists are reports: an entry has a place and classes as a mention has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub id: MentionId,
    /// What it says.
    pub record: Record,
    /// The handling classes of all that it was made from.
    pub needs: Vec<HandlingId>,
}

/// A list that mentions are matched against.
#[derive(Clone, Debug, Default)]
pub struct Watchlist {
    entries: Vec<Entry>,
    candidates: Candidates,
}

/// An entry that a mention may be of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Match {
    /// The entry.
    pub entry: MentionId,
    /// What all evidence weighs.
    pub weight: Weight,
    /// Whether it is enough by itself; else a person is asked.
    pub enough: bool,
    /// The evidence, the weightiest first.
    pub evidence: Vec<Evidence>,
}

impl Watchlist {
    /// Of entries.
    pub fn of(entries: Vec<Entry>) -> Self {
        let candidates = Candidates::of(entries.iter().map(|entry| &entry.record));
        Self { entries, candidates }
    }

    /// The entries that a record may be of, among those that the recipient may have: the likeliest first,
    /// equals in their order.
    pub fn matches(
        &self,
        record: &Record,
        weights: &Weights,
        sees: &dyn Fn(HandlingId) -> bool,
    ) -> Vec<Match> {
        let mut found = Vec::new();
        for number in self.candidates.of_record(record) {
            let Some(entry) = self.entries.get(number as usize) else { continue };
            let least = weights.thresholds.ask;
            let Some(weight) = score_at_least(record, &entry.record, weights, least) else {
                continue;
            };
            if entry.needs.iter().all(|class| sees(*class)) {
                let evidence = explain(record, &entry.record, weights).1;
                let enough = weight >= weights.thresholds.link;
                found.push(Match { entry: entry.id.clone(), weight, enough, evidence });
            }
        }
        found.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.entry.cmp(&b.entry)));
        found
    }
}
