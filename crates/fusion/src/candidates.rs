//! Which records may be one: those that share a key.

use crate::Record;
use crate::keys::{Key, keys, meet};

/// The keys of all records, so that those of one are found that it may be one with.
///
/// Kept as sorted runs, each at least four times as long as the next, so that adding costs little and the whole
/// takes twelve bytes a key.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    runs: Vec<Vec<(Key, u32)>>,
}

impl Candidates {
    /// Of all records at once; a record's number is its position.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let mut all = Self::default();
        all.add_all(&records.into_iter().collect::<Vec<_>>(), 0, |_, _| {});
        all
    }

    /// Adds one more record under a number of its own.
    pub fn add(&mut self, record: &Record, number: u32) {
        let mut run: Vec<(Key, u32)> = keys(record).into_iter().map(|key| (key, number)).collect();
        run.sort_unstable();
        while let Some(last) = self.runs.pop() {
            if last.len() > run.len() * RUNS_FACTOR {
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
                let from = run.partition_point(|(known, _)| *known < key & !1);
                let alike = run.get(from..).unwrap_or_default().iter();
                let alike = alike.take_while(|(known, _)| *known | 1 == key | 1);
                found.extend(
                    alike.filter(|(known, _)| meet(*known, key)).map(|(_, number)| *number),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds many records at once, whose numbers begin with `first`, and tells every two that share a key of
    /// which at least one is new, each pair once, the lower number first.
    pub(crate) fn add_all(
        &mut self,
        records: &[&Record],
        first: u32,
        mut tell: impl FnMut(u32, u32),
    ) {
        // All keys one after the other, and where those of each record end.
        let (mut listed, mut ends): (Vec<Key>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut run: Vec<(Key, u32)> = Vec::new();
        for (record, number) in records.iter().zip(first..) {
            let keys = keys(record);
            run.extend(keys.iter().map(|key| (*key, number)));
            listed.extend(keys);
            ends.push(listed.len());
        }
        run.sort_unstable();
        for older in self.runs.drain(..) {
            run = merged(older, run);
        }
        // Two new ones are told under the first key that they share. The keys of a known one are not at hand,
        // so that pairs with it are told once all are found.
        let new = |number: u32| {
            let at = usize::try_from(number.checked_sub(first)?).ok()?;
            let from = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
            listed.get(from..*ends.get(at)?)
        };
        let mut mixed = Vec::new();
        for block in run.chunk_by(|(one, _), (other, _)| one | 1 == other | 1) {
            for (key, one) in block.iter().filter(|(_, number)| *number >= first) {
                let others = block.iter().filter(|(with, other)| other < one && meet(*key, *with));
                for (_, other) in others {
                    match (new(*other), new(*one)) {
                        (Some(a), Some(b)) if is_first_shared(a, b, *key) => tell(*other, *one),
                        (None, _) => mixed.push((*other, *one)),
                        (Some(_), _) => {}
                    }
                }
            }
        }
        mixed.sort_unstable();
        mixed.dedup();
        mixed.into_iter().for_each(|(one, other)| tell(one, other));
        self.runs.push(run);
    }
}

/// Whether a key is the first that two ordered lists share.
fn is_first_shared(one: &[Key], other: &[Key], key: Key) -> bool {
    let mut rest = other.iter().peekable();
    for own in one {
        while rest.next_if(|known| **known | 1 < *own | 1).is_some() {}
        if rest.peek().is_some_and(|known| meet(**known, *own)) {
            return *own | 1 == key | 1;
        }
    }
    false
}

fn merged(one: Vec<(Key, u32)>, other: Vec<(Key, u32)>) -> Vec<(Key, u32)> {
    let mut all = one;
    all.extend(other);
    // Two sorted runs: the sort sees them and merges.
    all.sort();
    all
}

const RUNS_FACTOR: usize = 4;
