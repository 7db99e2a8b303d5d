//! The caveats that reports of a file carry, for a community that is to define them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use ingestion::LINE_BYTES_MAX;
use model::CaveatId;
use serde::Deserialize;

use super::lines::{Line, Lines};
use super::source::Source;
use crate::{Error, Result};

#[derive(Deserialize)]
struct Carrier {
    #[serde(default)]
    caveats: Vec<String>,
}

/// Every caveat id in a file of reports. Lines that are no reports are passed over: taking the
/// file in says what is wrong with them.
///
/// # Errors
/// When the file cannot be read.
pub fn caveats_of(file: &Path) -> Result<BTreeSet<CaveatId>> {
    let stream = Source::File(file.to_owned()).open(&Arc::new(AtomicU64::new(0)));
    let mut lines = Lines::new(stream.map_err(Error::io("read", file))?, LINE_BYTES_MAX);
    let mut found = BTreeSet::new();
    while let Some((_, line)) = lines.next().map_err(Error::io("read", file))? {
        let Line::Text(text) = line else { continue };
        if let Ok(carrier) = serde_json::from_slice::<Carrier>(&text) {
            found.extend(carrier.caveats.iter().filter_map(|id| CaveatId::new(id).ok()));
        }
    }
    Ok(found)
}
