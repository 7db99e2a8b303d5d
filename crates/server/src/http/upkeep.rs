//! What the server does by itself: make reports searchable, sign the ledger, remind about requests
//! and recalls.

use std::sync::Arc;

use tokio::sync::watch;

use super::limits::{REQUESTS_EVERY, SEARCHABLE_EVERY};
use crate::{Clearinghouse, Result};

/// Runs until the server stops.
pub(super) async fn run(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(SEARCHABLE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut is_odd = false;
    let mut failing = [None, None, None];
    let mut tended: Option<std::time::Instant> = None;
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            _ = ticks.tick() => {}
        }
        is_odd = !is_odd;
        let is_due = tended.is_none_or(|at| at.elapsed() >= REQUESTS_EVERY);
        if is_due {
            tended = Some(crate::instant());
        }
        let house = Arc::clone(&house);
        let done = tokio::task::spawn_blocking(move || {
            let searchable = if house.is_behind() { house.make_searchable() } else { Ok(()) };
            let searchable = searchable.and_then(|()| house.alert());
            let signed = is_odd.then(|| house.take_unrecorded().and_then(|()| sign(&house)));
            let tended = is_due.then(|| tend(&house));
            (searchable, signed, tended)
        });
        let Ok((searchable, signed, tended)) = done.await else { continue };
        let [search, ledger, requests] = &mut failing;
        note(search, "making reports searchable, and giving alerts", searchable);
        if let Some(signed) = signed {
            note(ledger, "recording what was done beside, and signing the ledger", signed);
        }
        if let Some(tended) = tended {
            note(requests, "reminding about requests and recalls", tended);
        }
    }
}

/// What is due of requests and of recalls.
fn tend(house: &Clearinghouse) -> Result<()> {
    house.tend_requests()?;
    house.tend_recalls()?;
    Ok(())
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
