//! Whether the engine's files are as they were written.

use std::panic::AssertUnwindSafe;

use tantivy::{Index as Engine, ReloadPolicy};

use crate::fields::VIEW;

/// From which catalog a commit was made, and up to which journal entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Mark {
    pub(crate) epoch: u64,
    pub(crate) next_seq: u64,
}

impl Mark {
    /// That of the last commit; `None` when it is not as it was written.
    pub(crate) fn of(engine: &Engine) -> Option<Self> {
        let payload = engine.load_metas().ok()?.payload?;
        let mut parts = payload.split(' ').map(str::parse);
        let mark = Self { epoch: parts.next()?.ok()?, next_seq: parts.next()?.ok()? };
        (mark.to_string() == payload).then_some(mark)
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { epoch, next_seq } = self;
        // A digit that flips would leave entries out for ever.
        let check =
            epoch.rotate_left(32).wrapping_add(*next_seq).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        write!(out, "{epoch} {next_seq} {check}")
    }
}

/// What is wrong with the files of the last commit, if anything is: every byte of them is read.
pub(crate) fn unsound(engine: &Engine) -> Option<String> {
    heedful(|| examined(engine)).err()
}

/// The engine trusts its files, and may panic over one that is damaged.
pub(crate) fn heedful<T>(doing: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let done = std::panic::catch_unwind(AssertUnwindSafe(doing));
    done.unwrap_or_else(|_| Err("the engine fell over its files".to_owned()))
}

fn examined(engine: &Engine) -> Result<(), String> {
    match engine.validate_checksum() {
        Err(error) => return Err(format!("a file cannot be read: {error}")),
        Ok(damaged) => {
            if let Some(file) = damaged.iter().min() {
                return Err(format!("`{}` is damaged", file.display()));
            }
        }
    }
    match counts_fit(engine) {
        Err(error) => Err(format!("it cannot be read: {error}")),
        Ok(true) => Ok(()),
        Ok(false) => Err("its segments do not have as many documents as it says".to_owned()),
    }
}

/// `meta.json` has no checksum; what it says of segments is in them too.
fn counts_fit(engine: &Engine) -> tantivy::Result<bool> {
    let builder = engine.reader_builder().reload_policy(ReloadPolicy::Manual);
    let searcher = TryInto::<tantivy::IndexReader>::try_into(builder)?.searcher();
    for segment in searcher.segment_readers() {
        let alive = segment
            .alive_bitset()
            .map_or(segment.max_doc() as usize, |alive| alive.num_alive_docs());
        let docs = segment.fast_fields().u64(VIEW)?.num_docs();
        if docs != segment.max_doc() || alive != segment.num_docs() as usize {
            return Ok(false);
        }
    }
    Ok(true)
}
