//! What every request shares.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::Clock as _;
use tokio::sync::{Semaphore, watch};

use super::identity::Viewer;
use super::limits::{STREAMS_MAX, SUBMISSIONS_MAX};
use super::links::Links;
use super::problem::Problem;
use super::taxii::submissions::Statuses;
use crate::{Caller, Clearinghouse, Intent, Result, SystemClock};

/// The clearinghouse as the requests' handlers see it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) house: Arc<Clearinghouse>,
    pub(super) links: Option<Arc<Links>>,
    pub(super) submissions: Arc<Semaphore>,
    /// Turns of those who submit as it comes, for as long as it does.
    pub(super) streams: Arc<Semaphore>,
    pub(super) statuses: Statuses,
    /// Changes whenever feeds were brought something; gone when the server stops.
    pub(super) brought: watch::Receiver<u64>,
    /// On which day each recipient signed in with a certificate last.
    signed_in: Arc<Mutex<HashMap<String, String>>>,
}

impl Site {
    pub(super) fn new(
        house: Arc<Clearinghouse>,
        links: Option<Arc<Links>>,
        brought: watch::Receiver<u64>,
    ) -> Self {
        let submissions = Arc::new(Semaphore::new(SUBMISSIONS_MAX));
        Self {
            house,
            links,
            submissions,
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
            statuses: Statuses::default(),
            brought,
            signed_in: Arc::default(),
        }
    }

    /// Does something with the clearinghouse on a thread that may block.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clearinghouse) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let house = Arc::clone(&self.house);
        let done = tokio::task::spawn_blocking(move || work(&house)).await;
        Ok(done.map_err(Problem::internal)??)
    }

    /// Records that a recipient signs in with a certificate: once a day and start of the server,
    /// since every connection has one, and what is done on it has entries of its own.
    pub(super) async fn sign_in(&self, viewer: &Viewer) -> std::result::Result<(), Problem> {
        let today = SystemClock.now().day();
        let is_known = |days: &HashMap<String, String>| days.get(&viewer.0) == Some(&today);
        if is_known(&self.signed_in.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let id = viewer.0.clone();
        self.run(move |house| house.note_sign_in(&id, "a certificate")).await?;
        let mut days = self.signed_in.lock().unwrap_or_else(PoisonError::into_inner);
        days.insert(viewer.0.clone(), today);
        Ok(())
    }

    /// Asks something as a recipient.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        intent: Intent,
        work: impl FnOnce(&Clearinghouse, Caller<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Problem> {
        let Viewer(id) = viewer.clone();
        self.run(move |house| {
            let recipient = house.recipient(&id)?;
            work(
                house,
                Caller {
                    recipient,
                    purpose: intent.purpose,
                    matter: intent.matter.as_deref(),
                    by: None,
                },
            )
        })
        .await
    }
}
