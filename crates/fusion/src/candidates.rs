//! Which records may be one: those that share a key.

use crate::Record;
use crate::keys::{Key, keys};

/// The keys of all records, so that those of one are found that it may be one with.
///
/// Kept as sorted runs, each at least twice as long as the next, so that adding costs little and the whole
/// takes twelve bytes a key.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    runs: Vec<Vec<(Key, u32)>>,
}

impl Candidates {
    /// Of all records at once; a record's number is its position.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let numbered = records.into_iter().zip(0..);
        let mut run: Vec<(Key, u32)> = numbered
            .flat_map(|(record, number)| keys(record).into_iter().map(move |key| (key, number)))
            .collect();
        run.sort_unstable();
        Self { runs: vec![run] }
    }

    /// Adds one more record under a number of its own.
    pub fn add(&mut self, record: &Record, number: u32) {
        let mut run: Vec<(Key, u32)> = keys(record).into_iter().map(|key| (key, number)).collect();
        run.sort_unstable();
        while let Some(last) = self.runs.pop() {
            if last.len() > run.len() * 2 {
                self.runs.push(last);
                break;
            }
            run = merged(last, run);
        }
        self.runs.push(run);
    }

    /// Takes a record away again.
    pub fn remove(&mut self, record: &Record, number: u32) {
        for key in keys(record) {
            for run in &mut self.runs {
                let at = run.partition_point(|known| *known < (key, number));
                if run.get(at) == Some(&(key, number)) {
                    run.remove(at);
                }
            }
        }
    }

    /// The numbers of the records that share a key with one, in order and each once.
    pub fn of_record(&self, record: &Record) -> Vec<u32> {
        let mut found = Vec::new();
        for key in keys(record) {
            for run in &self.runs {
                let from = run.partition_point(|(known, _)| *known < key);
                let same = run.iter().skip(from).take_while(|(known, _)| *known == key);
                found.extend(same.map(|(_, number)| *number));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Every two that share a key, each pair once, the lower number first.
    pub fn pairs(&self) -> Vec<(u32, u32)> {
        let all = self.runs.iter().cloned().reduce(merged).unwrap_or_default();
        let mut pairs = Vec::new();
        for block in all.chunk_by(|(one, _), (other, _)| one == other) {
            for (at, (_, one)) in block.iter().enumerate() {
                pairs.extend(block.iter().skip(at + 1).map(|(_, other)| (*one, *other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

fn merged(one: Vec<(Key, u32)>, other: Vec<(Key, u32)>) -> Vec<(Key, u32)> {
    let mut all = one;
    all.extend(other);
    // Two sorted runs: the sort sees them and merges.
    all.sort();
    all
}
