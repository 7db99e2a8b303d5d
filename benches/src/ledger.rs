//! The ledger at ten million entries: proofs, slices, verification of the whole; and durable appends.

mod append;
mod proof;
mod slice;
mod verify;

/// Runs all of them.
pub(crate) fn run() -> crate::Outcome {
    append::run()?;
    slice::run()?;
    verify::run()?;
    proof::run()
}

/// Entries of the log that is proven and verified; `LEDGER_ENTRIES` overrides.
fn entries() -> u64 {
    let told = std::env::var("LEDGER_ENTRIES").ok().and_then(|text| text.parse().ok());
    told.unwrap_or(10_000_000)
}
