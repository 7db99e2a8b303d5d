//! Near real time: what is accepted is searchable within a second.
//!
//! A commit takes what was accepted before it began. While reports pour in, one commit follows
//! another: whatever just missed one waits for its end, or for the pause, and for the next. Nothing
//! else is done in between, so that nothing else makes it late.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::limits::SEARCHABLE_EVERY;
use super::upkeep::note;
use crate::Clearinghouse;

/// Runs until the server stops.
pub(super) async fn run(house: Arc<Clearinghouse>, mut stopping: watch::Receiver<bool>) {
    let mut failing = None;
    let mut pause = SEARCHABLE_EVERY;
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(pause) => {}
        }
        let house = Arc::clone(&house);
        let began = crate::instant();
        let done = tokio::task::spawn_blocking(move || {
            if house.is_behind() { house.make_searchable() } else { Ok(()) }
        });
        if let Ok(searchable) = done.await {
            note(&mut failing, "making reports searchable", searchable);
        }
        pause = pause_after(began.elapsed());
    }
}

/// How long to wait after a commit that took so long.
fn pause_after(took: Duration) -> Duration {
    SEARCHABLE_EVERY.saturating_sub(took)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As long as a commit may take for the promise to hold.
    const COMMIT_MAX: Duration = Duration::from_millis(500);
    const PROMISE: Duration = Duration::from_secs(1);

    /// Of commits that take so long each, from when what was accepted at a time is searchable.
    fn searchable(commits: impl Iterator<Item = Duration>, accepted: Duration) -> Duration {
        let mut began = SEARCHABLE_EVERY;
        for took in commits {
            if accepted <= began {
                return began + took;
            }
            began += took + pause_after(took);
        }
        Duration::MAX
    }

    #[test]
    fn whatever_is_accepted_is_searchable_within_a_second_while_commits_take_no_more_than_half() {
        let lengths = [0, 1, 90, 249, 250, 251, 400, 499, 500].map(Duration::from_millis);
        for seed in 0..lengths.len() {
            let commits =
                || (0..).map(|at: usize| lengths[(at * 7 + at / 3 + seed) % lengths.len()]);
            assert!(commits().take(100).all(|took| took <= COMMIT_MAX));
            for accepted in (0..10_000).map(Duration::from_millis) {
                let waited = searchable(commits(), accepted) - accepted;
                assert!(waited <= PROMISE, "accepted at {accepted:?}, searchable after {waited:?}");
            }
        }
    }
}
