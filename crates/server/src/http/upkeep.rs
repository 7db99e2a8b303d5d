//! What the server does by itself beside making reports searchable: let saved searches look at what
//! came, sign the ledger, remind about requests and recalls, make a damaged index anew.

use std::sync::Arc;
use std::time::Duration;

use model::Clock as _;
use tokio::sync::watch;

use super::limits::{
    ALERTED_EVERY, COUNTED_EVERY, COUNTED_SHARE, INDEX_EXAMINED_EVERY, INDEX_TENDED_EVERY,
    MAILED_EVERY, REQUESTS_EVERY, SIGNED_EVERY,
};
use super::metrics::Gauges;
use crate::digest::Digest;
use crate::polling::{Bookmarks, Poll};
use crate::watching::Watching;
use crate::{Clearinghouse, Result, SystemClock};

/// Runs until the server stops.
pub(super) async fn run(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(SIGNED_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failing = [None, None];
    let mut tended: Option<std::time::Instant> = None;
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            _ = ticks.tick() => {}
        }
        let is_due = tended.is_none_or(|at| at.elapsed() >= REQUESTS_EVERY);
        if is_due {
            tended = Some(crate::instant());
        }
        let house = Arc::clone(&house);
        let done = tokio::task::spawn_blocking(move || {
            let signed = house.take_unrecorded().and_then(|()| sign(&house));
            let tended = is_due.then(|| tend(&house));
            (signed, tended)
        });
        let Ok((signed, tended)) = done.await else { continue };
        let [ledger, requests] = &mut failing;
        note(ledger, "recording what was done beside, and signing the ledger", signed);
        if let Some(tended) = tended {
            note(requests, "reminding about requests and recalls", tended);
        }
    }
}

/// Lets saved searches look at what came, until the server stops.
pub(super) async fn alert(house: Arc<Clearinghouse>, stopping: watch::Receiver<bool>) {
    look(house, stopping, "letting saved searches look at new reports", Clearinghouse::alert).await;
}

/// Brings feeds what came and what may go otherwise, until the server stops.
pub(super) async fn feed(
    house: Arc<Clearinghouse>,
    brings: watch::Sender<u64>,
    stopping: watch::Receiver<bool>,
) {
    let bring = move |house: &Clearinghouse| {
        let brought = house.bring_feeds();
        let moves = house.feed_moves();
        brings.send_if_modified(|known| std::mem::replace(known, moves) != moves);
        brought
    };
    look(house, stopping, "bringing feeds what came", bring).await;
}

/// Looks at what came, again and again.
async fn look(
    house: Arc<Clearinghouse>,
    mut stopping: watch::Receiver<bool>,
    what: &str,
    work: impl Fn(&Clearinghouse) -> Result<()> + Send + Sync + 'static,
) {
    let (mut failing, work) = (None, Arc::new(work));
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(ALERTED_EVERY) => {}
        }
        let (house, work) = (Arc::clone(&house), Arc::clone(&work));
        if let Ok(done) = tokio::task::spawn_blocking(move || work(&house)).await {
            note(&mut failing, what, done);
        }
    }
}

/// Counts what feeds have and lack, until the server stops: every minute where that is quick, and never for
/// more than a twentieth of the time.
pub(super) async fn count(
    house: Arc<Clearinghouse>,
    counted: watch::Sender<Option<Gauges>>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut failing = None;
    let mut wait = Duration::ZERO;
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(wait) => {}
        }
        let (house, began) = (Arc::clone(&house), crate::instant());
        let done = tokio::task::spawn_blocking(move || Gauges::count(&house)).await;
        wait = COUNTED_EVERY.max(began.elapsed() * COUNTED_SHARE);
        if let Ok(done) = done {
            let done = done.map(|gauges| {
                counted.send_replace(Some(gauges));
            });
            note(&mut failing, "counting what feeds have", done);
        }
    }
}

/// Sends digests, each at its time of day, until the server stops.
pub(super) async fn mail(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut failing = None;
    let mut looked = minute_of_day();
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(MAILED_EVERY) => {}
        }
        let (from, until) = (looked, minute_of_day());
        looked = until.clone();
        // Over midnight it is what lies behind the one or before the other.
        let is_due = move |digest: &Digest| match from <= until {
            true => from < digest.at && digest.at <= until,
            false => from < digest.at || digest.at <= until,
        };
        if !house.config().digests.iter().any(&is_due) {
            continue;
        }
        let house = Arc::clone(&house);
        let sent = tokio::task::spawn_blocking(move || -> Result<()> {
            house.send_digests(is_due)?.into_iter().try_for_each(|(_, sent)| sent.map(drop))
        });
        if let Ok(sent) = sent.await {
            note(&mut failing, "sending digests", sent);
        }
    }
}

/// `HH:MM` in UTC.
fn minute_of_day() -> String {
    SystemClock.now().rfc3339().chars().skip("2026-01-01T".len()).take("HH:MM".len()).collect()
}

/// Polls a partner's collection until the server stops.
pub(super) async fn poll(
    house: Arc<Clearinghouse>,
    poll: Poll,
    bookmarks: Arc<Bookmarks>,
    mut stopping: watch::Receiver<bool>,
) {
    let (mut failing, poll) = (None, Arc::new(poll));
    loop {
        let (house, poll_now) = (Arc::clone(&house), Arc::clone(&poll));
        let bookmarks = Arc::clone(&bookmarks);
        let done = tokio::task::spawn_blocking(move || poll_now.once(&house, &bookmarks));
        if let Ok(done) = done.await {
            note(&mut failing, "polling a partner's collection", done.map(drop));
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(Duration::from_secs(poll.every_seconds.max(1))) => {}
        }
    }
}

/// Takes in what is put into a watched folder, until the server stops.
pub(super) async fn watch(
    house: Arc<Clearinghouse>,
    watching: Watching,
    mut stopping: watch::Receiver<bool>,
) {
    let (mut failing, watching) = (None, Arc::new(watching));
    loop {
        let (house, now) = (Arc::clone(&house), Arc::clone(&watching));
        if let Ok(done) = tokio::task::spawn_blocking(move || now.once(&house)).await {
            note(&mut failing, "taking in what is put into a watched folder", done.map(drop));
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(Duration::from_secs(watching.every_seconds())) => {}
        }
    }
}

/// Looks after the index until the server stops.
pub(super) async fn tend_index(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut failing = None;
    // It was examined when it was opened.
    let mut examined = crate::instant();
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(INDEX_TENDED_EVERY) => {}
        }
        let examine = examined.elapsed() >= INDEX_EXAMINED_EVERY;
        if examine {
            examined = crate::instant();
        }
        let house = Arc::clone(&house);
        let done = tokio::task::spawn_blocking(move || house.tend_index(examine));
        if let Ok(tended) = done.await {
            note(&mut failing, "making the index anew", tended.map(|_| ()));
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
pub(super) fn note(before: &mut Option<String>, what: &str, result: Result<()>) {
    let now = result.err().map(|error| error.to_string());
    if *before != now {
        match &now {
            Some(cause) => tracing::error!(what, cause, "a regular task fails"),
            None => tracing::info!(what, "a regular task works again"),
        }
        *before = now;
    }
}
