//! What the server does by itself: make reports searchable, sign the ledger.

use std::sync::Arc;

use tokio::sync::watch;

use super::limits::SEARCHABLE_EVERY;
use crate::{Clearinghouse, Result};

/// Runs until the server stops.
pub(super) async fn run(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(SEARCHABLE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut is_odd = false;
    let mut failing = [None, None];
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            _ = ticks.tick() => {}
        }
        is_odd = !is_odd;
        let house = Arc::clone(&house);
        let done = tokio::task::spawn_blocking(move || {
            let searchable = if house.is_behind() { house.make_searchable() } else { Ok(()) };
            let signed = is_odd.then(|| sign(&house));
            (searchable, signed)
        });
        let Ok((searchable, signed)) = done.await else { continue };
        let [search, ledger] = &mut failing;
        note(search, "making reports searchable", searchable);
        if let Some(signed) = signed {
            note(ledger, "signing the ledger", signed);
        }
    }
}

fn sign(house: &Clearinghouse) -> Result<()> {
    if house.is_unsigned() {
        house.checkpoint()?;
    }
    Ok(())
}

/// Logs a failure when it begins or changes, and its end.
fn note(before: &mut Option<String>, what: &str, result: Result<()>) {
    let now = result.err().map(|error| error.to_string());
    if *before != now {
        match &now {
            Some(cause) => tracing::error!(what, cause, "a regular task fails"),
            None => tracing::info!(what, "a regular task works again"),
        }
        *before = now;
    }
}
