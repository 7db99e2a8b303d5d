//! What handlers share.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::links::Links;
use super::problem::{Code, Problem};
use crate::Clearinghouse;

#[derive(Clone)]
pub(super) struct Shared {
    pub(super) house: Arc<Clearinghouse>,
    pub(super) links: Option<Arc<Links>>,
    pub(super) stopping: Arc<AtomicBool>,
}

impl Shared {
    /// Runs what reads or writes the disk where it holds up no connection.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Clearinghouse) -> crate::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let house = Arc::clone(&self.house);
        match tokio::task::spawn_blocking(move || work(&house)).await {
            Ok(done) => done.map_err(Problem::from),
            Err(error) => Err(Problem::new(Code::Failed).because(error)),
        }
    }
}
