//! Holding one party's slice against another's: what both concern must be in both.

use std::collections::BTreeMap;

use model::{Leaf, Opening, Party};

use super::Slice;
use crate::Checkpoint;

/// An entry that two slices do not agree about.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Difference {
    /// It concerns a party whose slice does not have it.
    #[error(
        "entry {seq} is in the slice of {of} and concerns {party}, whose slice does not have it"
    )]
    Absent {
        /// The entry.
        seq: u64,
        /// Whose slice has it.
        of: String,
        /// Whose should have it too.
        party: String,
    },
    /// It is another entry in each.
    #[error("entry {seq} is one in one slice and another in the other: the log forked")]
    Other {
        /// The entry.
        seq: u64,
    },
}

/// Compares two slices that were checked, as far as both of their checkpoints go. `concerns` says,
/// of what an entry opens, whether it is about a party.
pub fn compare(
    one: (&Slice, &Checkpoint),
    other: (&Slice, &Checkpoint),
    concerns: impl Fn(&Leaf, &Opening, &Party) -> bool,
) -> Vec<Difference> {
    let end = one.1.size.min(other.1.size);
    let mut differences = Vec::new();
    let (first, second) = (Found::of(one.0, end), Found::of(other.0, end));
    for (seq, (header, parts)) in &first.entries {
        match second.entries.get(seq) {
            Some((found, _)) if found != header => {
                differences.push(Difference::Other { seq: *seq })
            }
            Some(_) => {}
            None if second.covers(*seq)
                && parts.iter().any(|part| concerns(header, part, &other.0.party)) =>
            {
                differences.push(absent(*seq, one.0, other.0));
            }
            None => {}
        }
    }
    for (seq, (header, parts)) in &second.entries {
        let concerned = || parts.iter().any(|part| concerns(header, part, &one.0.party));
        if !first.entries.contains_key(seq) && first.covers(*seq) && concerned() {
            differences.push(absent(*seq, other.0, one.0));
        }
    }
    differences
}

/// What a slice has before an entry.
struct Found<'s> {
    entries: BTreeMap<u64, (Leaf, &'s [Opening])>,
    /// Nothing is said of entries before the first, where the slice does not begin at its beginning.
    first: Option<u64>,
}

impl<'s> Found<'s> {
    fn of(slice: &'s Slice, end: u64) -> Self {
        let mut entries = BTreeMap::new();
        for entry in &slice.entries {
            if let Ok(header) = entry.read()
                && header.seq < end
            {
                entries.insert(header.seq, (header, entry.parts.as_slice()));
            }
        }
        let first = entries.keys().next().copied().unwrap_or(u64::MAX);
        let first = (slice.from > 0).then_some(first);
        Self { entries, first }
    }

    fn covers(&self, seq: u64) -> bool {
        self.first.is_none_or(|first| seq >= first)
    }
}

fn absent(seq: u64, of: &Slice, party: &Slice) -> Difference {
    Difference::Absent { seq, of: of.party.text(), party: party.party.text() }
}
