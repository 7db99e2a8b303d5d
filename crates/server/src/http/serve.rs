//! Running the server until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use super::links::Links;
use super::listener::{Peer, TlsListener};
use super::state::Shared;
use super::{operator, router, tls};
use crate::{Clearinghouse, Error, Result};

/// What the configuration does not say.
#[derive(Debug, Default)]
pub struct Options {
    /// Sign-in links, for the demo. Without them everybody needs a client certificate.
    pub links: Option<Arc<Links>>,
    /// Told once the server answers.
    pub ready: Option<oneshot::Sender<Addresses>>,
}

/// Where the server listens.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    /// For people and machines, over TLS.
    pub main: SocketAddr,
    /// For the operator's probes.
    pub operator: SocketAddr,
}

/// Serves until `stop` resolves, then lets requests finish, and makes everything durable.
///
/// # Errors
/// When an address or a certificate cannot be used, or the end cannot be made durable.
pub async fn serve(
    house: Arc<Clearinghouse>,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let config = house.config();
    let server = tls::server(&config.tls, options.links.is_some())?;
    let (main, main_at) = bind(config.listen).await?;
    let (probes, operator_at) = bind(config.operator_listen).await?;
    let stopping = Arc::new(AtomicBool::new(false));
    let links = options.links;
    let shared = Shared { house: Arc::clone(&house), links, stopping: Arc::clone(&stopping) };
    let (told, stopped) = watch::channel(false);
    let probing = tokio::spawn(
        axum::serve(probes, operator::router(shared.clone()))
            .with_graceful_shutdown(wait(stopped.clone()))
            .into_future(),
    );
    let tending = tokio::spawn(tend(Arc::clone(&house), stopped.clone()));
    let routes = router::router(shared).into_make_service_with_connect_info::<Peer>();
    let listener = TlsListener::new(main, main_at, server);
    let serving = tokio::spawn(
        axum::serve(listener, routes).with_graceful_shutdown(wait(stopped)).into_future(),
    );
    if let Some(ready) = options.ready {
        let _ = ready.send(Addresses { main: main_at, operator: operator_at });
    }
    tracing::info!(%main_at, %operator_at, "serving");
    stop.await;
    stopping.store(true, Ordering::Release);
    let _ = told.send(true);
    let ended = tokio::time::timeout(DRAIN_TIME_MAX, serving).await;
    if ended.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    let _ = tending.await;
    probing.abort();
    match tokio::task::spawn_blocking(move || house.close()).await {
        Ok(closed) => closed,
        Err(error) => Err(Error::Keys { what: "closing".to_owned(), why: error.to_string() }),
    }
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let place = format!("{address} (choose another address in tearline.toml if it is in use)");
    let listener =
        TcpListener::bind(address).await.map_err(Error::io("listen on", place.clone()))?;
    let bound = listener.local_addr().map_err(Error::io("listen on", place))?;
    Ok((listener, bound))
}

async fn wait(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Makes what was stored searchable and signs checkpoints, while the server runs.
async fn tend(house: Arc<Clearinghouse>, mut stopped: watch::Receiver<bool>) {
    let mut trouble = String::new();
    loop {
        let pause = tokio::time::sleep(TEND_INTERVAL);
        tokio::select! {
            () = pause => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
        let house = Arc::clone(&house);
        let tended = tokio::task::spawn_blocking(move || {
            if house.is_behind() {
                house.make_searchable()?;
            }
            if house.is_unsigned() {
                house.checkpoint()?;
            }
            Ok::<(), Error>(())
        });
        let now = match tended.await {
            Ok(Ok(())) => String::new(),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        if now != trouble && !now.is_empty() {
            tracing::error!(error = now, "what was stored could not be made searchable or signed");
        }
        trouble = now;
    }
}

const TEND_INTERVAL: Duration = Duration::from_millis(500);
const DRAIN_TIME_MAX: Duration = Duration::from_secs(10);
