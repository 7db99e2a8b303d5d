//! Sends feeds to the webhooks of their recipients, each in its order, until it is accepted.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::Clock as _;
use tokio::sync::watch;

use super::limits::PUSHED_POSITIONS;
use crate::backoff::{self, is_dead};
use crate::webhook::{Caller, Webhook};
use crate::wire::Undelivered;
use crate::{Clearinghouse, Error, Result, SystemClock};

/// What is not accepted yet, by recipient and feed; written to a file that the operator's command shows.
#[derive(Debug)]
pub(super) struct Board {
    file: PathBuf,
    undelivered: Mutex<BTreeMap<(String, String), Undelivered>>,
}

impl Board {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, undelivered: Mutex::default() }
    }

    /// Notes how a webhook stands; nothing when it is well.
    fn note(&self, hook: &Webhook, stands: Option<Undelivered>) {
        let mut all = self.undelivered.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (hook.recipient.clone(), hook.feed.clone());
        let before = match stands.clone() {
            Some(stands) => all.insert(key, stands),
            None => all.remove(&key),
        };
        if before != stands {
            let list: Vec<&Undelivered> = all.values().collect();
            let text = serde_json::to_vec_pretty(&list).unwrap_or_default();
            if let Err(error) = std::fs::write(&self.file, text) {
                tracing::warn!(%error, file = %self.file.display(), "how webhooks stand is not written");
            }
        }
    }
}

/// One webhook, until the server stops. `pause` waits.
pub(super) async fn push<P: Future<Output = ()> + Send>(
    house: Arc<Clearinghouse>,
    hook: Webhook,
    board: Arc<Board>,
    (mut brought, mut stopping): (watch::Receiver<u64>, watch::Receiver<bool>),
    pause: impl Fn(Duration) -> P + Send,
) {
    let mut failed = 0;
    let mut pushing = Pushing { house, hook: Arc::new(hook), caller: None, after: 0 };
    board.note(&pushing.hook, None);
    loop {
        brought.borrow_and_update();
        let step = pushing.step().await;
        let wait = match step {
            Ok(true) => {
                failed = 0;
                board.note(&pushing.hook, None);
                continue;
            }
            Ok(false) => None,
            Err(why) => {
                failed += 1;
                let stands = pushing.undelivered(failed, why);
                if failed == 1 || is_dead(failed) {
                    let Undelivered { recipient, feed, why, .. } = &stands;
                    tracing::warn!(
                        recipient,
                        feed,
                        why,
                        failed,
                        "a webhook does not take a delivery"
                    );
                }
                board.note(&pushing.hook, Some(stands));
                Some(backoff::wait(failed))
            }
        };
        // What is not settled may be so again without anything coming.
        let rest = pause(wait.unwrap_or(super::limits::UNSETTLED_TIME));
        let goes_on = tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => false,
            changed = brought.changed(), if wait.is_none() => changed.is_ok(),
            () = rest => true,
        };
        if !goes_on {
            break;
        }
    }
    // The client waits for its connection to end, which no asynchronous thread may.
    let _ = tokio::task::spawn_blocking(move || drop(pushing)).await;
}

struct Pushing {
    house: Arc<Clearinghouse>,
    hook: Arc<Webhook>,
    caller: Option<Arc<Caller>>,
    /// The last position that was accepted or says nothing.
    after: u64,
}

impl Pushing {
    /// Sends the next positions; whether there were any.
    async fn step(&mut self) -> std::result::Result<bool, String> {
        let (house, hook, after) = (Arc::clone(&self.house), Arc::clone(&self.hook), self.after);
        let known = self.caller.clone();
        let sent = tokio::task::spawn_blocking(move || send(&house, &hook, after, known));
        let (result, caller) = sent.await.map_err(|error| error.to_string())?;
        self.caller = caller;
        let sent = result?;
        self.after = sent.unwrap_or(after);
        Ok(sent.is_some())
    }

    fn undelivered(&self, failed: u32, why: String) -> Undelivered {
        Undelivered {
            recipient: self.hook.recipient.clone(),
            feed: self.hook.feed.clone(),
            url: self.hook.url.clone(),
            behind: self.after,
            tries: failed,
            is_dead: is_dead(failed),
            at: SystemClock.now().rfc3339(),
            why,
        }
    }
}

type Sent = (std::result::Result<Option<u64>, String>, Option<Arc<Caller>>);

/// Reads what stands behind a position and sends it; the position up to which it is accepted, if anything
/// stood there.
fn send(house: &Clearinghouse, hook: &Webhook, after: u64, caller: Option<Arc<Caller>>) -> Sent {
    let caller = match caller.map_or_else(|| hook.caller().map(Arc::new), Ok) {
        Ok(caller) => caller,
        Err(error) => return (Err(error.to_string()), None),
    };
    let sent = send_with(house, hook, after, &caller);
    (sent, Some(caller))
}

fn send_with(
    house: &Clearinghouse,
    hook: &Webhook,
    after: u64,
    caller: &Caller,
) -> std::result::Result<Option<u64>, String> {
    let said = |error: Error| error.to_string();
    let recipient = house.recipient(&hook.recipient).map_err(said)?;
    let known =
        house.feeds_of(recipient).into_iter().find(|known| known.contract.name == hook.feed);
    // A contract that is not in force yet, or not any more, is no failure.
    let Some(known) = known else { return Ok(None) };
    let after = after.max(house.store().feed_received(&known.contract));
    let page = house.feed_page((recipient, None), &hook.feed, (after, PUSHED_POSITIONS));
    let page = page.map_err(said)?;
    let Some(last) = page.items.last().map(|item| item.position) else { return Ok(None) };
    if let Some(delivery) = hook.delivery(&known.id, &page, after) {
        caller.send(&delivery, SystemClock.now())?;
        let received: Result<u64> = house.receive((recipient, None), &hook.feed, delivery.through);
        received.map_err(said)?;
    }
    Ok(Some(last))
}
