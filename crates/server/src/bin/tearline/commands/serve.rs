//! `tearline serve`.

use std::sync::Arc;

use server::http::{Addresses, Options};
use tokio::sync::oneshot;

use super::{Answer, Context, SMALL};
use crate::output::complain;

pub(super) fn run(context: &Context) -> anyhow::Result<Answer> {
    let (house, _) = context.open(SMALL)?;
    let (told, ready) = oneshot::channel();
    let options = Options { links: None, ready: Some(told) };
    until_stopped(Arc::new(house), options, async {
        if let Ok(Addresses { main, operator }) = ready.await {
            complain(&format!("serving https://{main}; probes at http://{operator}/readyz"));
        }
    })
}

/// Serves until SIGINT or SIGTERM; `greet` runs once the server answers.
pub(super) fn until_stopped(
    house: Arc<server::Clearinghouse>,
    options: Options,
    greet: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<Answer> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        tokio::spawn(greet);
        server::http::serve(house, options, stopped()).await
    })?;
    complain("stopped; everything is on disk");
    Ok(Answer::Done)
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
