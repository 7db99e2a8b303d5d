//! The server: pages and the JSON interface over TLS 1.3, and the operator's probes.

mod api;
mod elsewhere;
mod identity;
mod limits;
mod links;
mod listener;
mod metrics;
mod operator;
mod pages;
mod params;
mod problem;
mod pushing;
mod router;
mod searchable;
mod site;
mod taxii;
#[cfg(test)]
mod tests;
mod tls;
mod upkeep;

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

pub use links::Links;

use crate::polling::Bookmarks;
use crate::watching::Watching;
use crate::{Clearinghouse, Error, Mail, Result};
use identity::Peer;
use listener::TlsListener;
use pushing::Board;
use site::Site;

/// What a server is run with besides its configuration.
#[derive(Debug, Default)]
pub struct Options {
    /// One-time sign-in links, for demonstrations. With them, clients without a certificate may
    /// connect, and get nothing but the sign-in until they have a session.
    pub links: Option<Arc<Links>>,
    /// Told once the server listens.
    pub ready: Option<oneshot::Sender<Addresses>>,
}

/// Where a server listens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Addresses {
    /// People and machines, over TLS.
    pub main: SocketAddr,
    /// The operator's probes, on the machine itself.
    pub operator: SocketAddr,
}

/// Serves until told to stop; then finishes what is under way, and makes everything durable.
///
/// # Errors
/// When an address cannot be listened on, a certificate or key is wrong, or the disk refuses at
/// the end.
pub async fn serve(
    house: Arc<Clearinghouse>,
    options: Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let Options { links, ready } = options;
    let config = house.config();
    let tls = tls::server_config(&config.tls, links.is_some())?;
    let asked = Arc::clone(&house);
    let checked = tokio::task::spawn_blocking(move || check_exchanges(&asked));
    checked.await.map_err(|error| Error::io("read", "the configuration")(error.into()))??;
    let main = bind(config.listen, "listen").await?;
    let operators = bind(config.operator_listen, "operator_listen").await?;
    let addresses = Addresses { main: address(&main)?, operator: address(&operators)? };
    let (stop, stopping) = watch::channel(false);
    let (finish, finished) = watch::channel(false);
    let (brings, brought) = watch::channel(0);
    let site = Site::new(Arc::clone(&house), links, brought.clone());
    let (count, counted) = watch::channel(None);
    let probes = axum::serve(operators, operator::router(stopping.clone(), counted))
        .with_graceful_shutdown(raised(finished));
    let probes = tokio::spawn(async move { probes.await });
    let mut upkeep = begin_upkeep(&house, brings, count, &stopping);
    upkeep.extend(exchanges(&house, &brought, &stopping));
    let service: IntoMakeServiceWithConnectInfo<_, Peer> =
        router::router(site).into_make_service_with_connect_info();
    let serving = axum::serve(TlsListener::start(main, tls), service)
        .with_graceful_shutdown(raised(stopping.clone()));
    if let Some(ready) = ready {
        // Nobody need wait for it.
        let _ = ready.send(addresses);
    }
    tracing::info!(main = %addresses.main, operator = %addresses.operator, "listening");
    tokio::spawn(async move {
        shutdown.await;
        stop.send_replace(true);
    });
    let overtime = async {
        raised(stopping).await;
        tokio::time::sleep(limits::FINISH_TIME_MAX).await;
    };
    tokio::select! {
        served = async { serving.await } => served.map_err(Error::io("serve", "the network"))?,
        () = overtime => tracing::warn!("some requests did not finish in time and are cut off"),
    }
    finish.send_replace(true);
    let upkeep = async {
        for task in upkeep {
            let _ = task.await;
        }
    };
    let _ = tokio::time::timeout(limits::FINISH_TIME_MAX, upkeep).await;
    probes.abort();
    let closing = tokio::task::spawn_blocking(move || house.close());
    closing.await.map_err(|error| Error::io("close", "the data folder")(error.into()))?
}

/// Begins what the server does by itself.
fn begin_upkeep(
    house: &Arc<Clearinghouse>,
    brings: watch::Sender<u64>,
    count: watch::Sender<Option<metrics::Gauges>>,
    stopping: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(searchable::run(Arc::clone(house), stopping.clone())),
        tokio::spawn(upkeep::alert(Arc::clone(house), stopping.clone())),
        tokio::spawn(upkeep::feed(Arc::clone(house), brings, stopping.clone())),
        tokio::spawn(upkeep::count(Arc::clone(house), count, stopping.clone())),
        tokio::spawn(upkeep::mail(Arc::clone(house), stopping.clone())),
        tokio::spawn(upkeep::run(Arc::clone(house), stopping.clone())),
        tokio::spawn(upkeep::tend_index(Arc::clone(house), stopping.clone())),
    ]
}

/// Checks the addresses and files of other systems before they are needed; blocks.
fn check_exchanges(house: &Clearinghouse) -> Result<()> {
    let config = house.config();
    for hook in &config.webhooks {
        hook.caller()?;
    }
    for poll in &config.polls {
        poll.client()?;
    }
    config.mail.iter().try_for_each(Mail::check)
}

/// What the server does with other systems by itself: it sends feeds, polls collections and takes in
/// what is put into folders.
fn exchanges(
    house: &Arc<Clearinghouse>,
    brought: &watch::Receiver<u64>,
    stopping: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    let mut tasks = Vec::new();
    let board = Arc::new(Board::new(house.undelivered_file()));
    for hook in &house.config().webhooks {
        let signals = (brought.clone(), stopping.clone());
        let (house, hook, board) = (Arc::clone(house), hook.clone(), Arc::clone(&board));
        let pushed = pushing::push(house, hook, board, signals, tokio::time::sleep);
        tasks.push(tokio::spawn(pushed));
    }
    let bookmarks = Arc::new(Bookmarks::new(house.undelivered_file().with_file_name(BOOKMARKS)));
    for poll in &house.config().polls {
        let (poll, bookmarks) = (poll.clone(), Arc::clone(&bookmarks));
        let polled = upkeep::poll(Arc::clone(house), poll, bookmarks, stopping.clone());
        tasks.push(tokio::spawn(polled));
    }
    for watch in &house.config().watches {
        let watching = Watching::new(watch.clone());
        tasks.push(tokio::spawn(upkeep::watch(Arc::clone(house), watching, stopping.clone())));
    }
    tasks
}

/// Waits until a flag is raised, or whoever could raise it is gone.
async fn raised(mut flag: watch::Receiver<bool>) {
    let _ = flag.wait_for(|raised| *raised).await;
}

async fn bind(at: SocketAddr, setting: &str) -> Result<TcpListener> {
    TcpListener::bind(at).await.map_err(|error| {
        let hint = if error.kind() == std::io::ErrorKind::AddrInUse {
            "another process listens there: stop it, or change"
        } else {
            "check the address and your privileges, or change"
        };
        let text = format!("{error}; {hint} `{setting}` in tearline.toml");
        Error::io("listen on", PathBuf::from(at.to_string()))(std::io::Error::new(
            error.kind(),
            text,
        ))
    })
}

fn address(listener: &TcpListener) -> Result<SocketAddr> {
    listener.local_addr().map_err(Error::io("listen on", "the network"))
}

/// Up to where partners' collections were read, in the data folder.
const BOOKMARKS: &str = "polled.json";
