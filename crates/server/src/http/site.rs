//! What every request shares.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::identity::Viewer;
use super::limits::SUBMISSIONS_MAX;
use super::links::Links;
use super::problem::Problem;
use crate::{Caller, Clearinghouse, Intent, Result};

/// The clearinghouse as the requests' handlers see it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) house: Arc<Clearinghouse>,
    pub(super) links: Option<Arc<Links>>,
    pub(super) submissions: Arc<Semaphore>,
}

impl Site {
    pub(super) fn new(house: Arc<Clearinghouse>, links: Option<Arc<Links>>) -> Self {
        Self { house, links, submissions: Arc::new(Semaphore::new(SUBMISSIONS_MAX)) }
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
