//! Naming what is missing, added or out of place among entries that are not simply in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::Finding;
use crate::finding::Misread;

/// What stands at one position of the log.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    /// Entry `seq`: by its hash if the leaf hashes were kept, else by its own word.
    Entry(u64),
    /// A leaf that says it is `claim`, and is not what was recorded as such.
    Altered { claim: u64 },
    /// No leaf.
    Misread(Misread),
}

/// The log from the first position on at which something is wrong.
#[derive(Debug)]
pub(crate) struct Trail {
    /// That position; all entries before it are there and in order.
    pub(crate) start: u64,
    pub(crate) found: Vec<Found>,
}

impl Trail {
    /// Everything that is wrong, given that entries before `size` are covered by a checkpoint.
    pub(crate) fn findings(mut self, size: u64) -> Vec<Finding> {
        let later = self.found.split_off(self.covered_len(size));
        let mut findings = Vec::new();
        let absent = self.match_up(size, &mut findings);
        report_absent(absent, size, !later.is_empty(), &mut findings);
        walk_later(later, self.start.max(size), &mut findings);
        findings.sort_by_key(Finding::at);
        findings
    }

    /// How many of the trail belong to the covered part: all before the last run of entries that
    /// say they are behind it.
    fn covered_len(&self, size: u64) -> usize {
        let is_later = |found: &Found| match found {
            Found::Entry(seq) | Found::Altered { claim: seq } => Some(*seq >= size),
            Found::Misread(_) => None,
        };
        let mut len = self.found.len();
        for (at, found) in self.found.iter().enumerate().rev() {
            match is_later(found) {
                Some(true) => len = at,
                Some(false) => break,
                None => {}
            }
        }
        len
    }

    /// Gives every position of the covered part the entry that stands, or should stand, there;
    /// returns the entries that stand nowhere.
    fn match_up(&self, size: u64, findings: &mut Vec<Finding>) -> BTreeSet<u64> {
        let mut absent: BTreeSet<u64> = (self.start..size).collect();
        for found in &self.found {
            if let Found::Entry(seq) = found {
                absent.remove(seq);
            }
        }
        let mut seen = BTreeSet::new();
        let mut order = Vec::with_capacity(self.found.len());
        let mut next = self.start;
        for (found, position) in self.found.iter().zip(self.start..) {
            let seq = match found {
                Found::Entry(seq) if *seq < size => {
                    let first = *seq >= self.start && seen.insert(*seq);
                    if !first {
                        findings.push(Finding::Repeated { seq: *seq, position });
                        continue;
                    }
                    *seq
                }
                // One that says it is behind the checkpoint, with covered ones after it, lies.
                Found::Entry(_) | Found::Altered { .. } | Found::Misread(_) => {
                    let Some(seq) = stand_in(found, next, &absent) else {
                        findings.push(Finding::Added { position });
                        continue;
                    };
                    absent.remove(&seq);
                    findings.push(altered(found, seq));
                    seq
                }
            };
            order.push(seq);
            next = seq + 1;
        }
        report_order(&order, findings);
        absent
    }
}

/// Which absent entry an altered one stands for: the one it says, or the one due here, or the
/// first that is absent.
fn stand_in(found: &Found, next: u64, absent: &BTreeSet<u64>) -> Option<u64> {
    let claim = match found {
        Found::Altered { claim } | Found::Entry(claim) => Some(*claim),
        Found::Misread(_) => None,
    };
    let wanted = claim.into_iter().chain([next]).find(|seq| absent.contains(seq));
    wanted.or_else(|| absent.first().copied())
}

fn altered(found: &Found, seq: u64) -> Finding {
    match found {
        Found::Misread(why) => Finding::Malformed { seq, why: why.clone() },
        Found::Altered { .. } | Found::Entry(_) => Finding::Changed { seq },
    }
}

fn report_order(order: &[u64], findings: &mut Vec<Finding>) {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    for (seq, found) in sorted.into_iter().zip(order.iter().copied()) {
        if seq != found {
            findings.push(Finding::Reordered { seq, found });
        }
    }
}

fn report_absent(absent: BTreeSet<u64>, size: u64, followed: bool, findings: &mut Vec<Finding>) {
    let mut runs: BTreeMap<u64, u64> = BTreeMap::new();
    for seq in absent {
        match runs.last_entry().filter(|run| run.key() + run.get() == seq) {
            Some(mut run) => *run.get_mut() += 1,
            None => {
                runs.insert(seq, 1);
            }
        }
    }
    for (seq, count) in runs {
        findings.push(if seq + count == size && !followed {
            Finding::ShorterThanCheckpoint { entries: seq, size }
        } else {
            Finding::Missing { seq, count }
        });
    }
}

/// Behind the checkpoint only the entries' own numbers can be checked.
fn walk_later(later: Vec<Found>, mut next: u64, findings: &mut Vec<Finding>) {
    for found in later {
        match found {
            Found::Entry(seq) | Found::Altered { claim: seq } => {
                if seq < next {
                    findings.push(Finding::Reordered { seq: next, found: seq });
                    continue;
                }
                if seq > next {
                    findings.push(Finding::Missing { seq: next, count: seq - next });
                }
                next = seq.saturating_add(1);
            }
            Found::Misread(why) => {
                findings.push(Finding::Malformed { seq: next, why });
                next = next.saturating_add(1);
            }
        }
    }
}
