//! A recipient's webhook that fails for an hour, on a clock that only waiting moves.

use std::io::{Read, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::{Clock as _, Contract, Purpose, Timestamp, WantedReports};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;
use tokio::sync::watch;

use super::super::pushing::{Board, push};
use super::kit::Running;
use crate::SystemClock;
use crate::webhook::Webhook;

/// A delivery that came: its id, the positions in it, and whether it was taken.
type Came = (String, Vec<u64>, bool);

/// Takes deliveries over TLS, and says that it failed until so many milliseconds were waited.
fn receive(site: &Running, waited: Arc<AtomicU64>, came: Arc<Mutex<Vec<Came>>>) -> u16 {
    let chain = CertificateDer::pem_file_iter(site.folder.join("keys/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(site.folder.join("keys/server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain.map(Result::unwrap).collect(), key)
        .unwrap();
    let (config, listener) = (Arc::new(config), TcpListener::bind("127.0.0.1:0").unwrap());
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for tcp in listener.incoming() {
            let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(tls, tcp.unwrap());
            while let Some((head, body)) = request(&mut stream) {
                let is_taken = waited.load(Ordering::Acquire) >= HOUR_MS;
                let status = if is_taken { "200 OK" } else { "500 Internal Server Error" };
                let id = head.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap();
                let items = body["items"].as_array().unwrap().iter();
                let positions = items.map(|item| item["position"].as_u64().unwrap()).collect();
                came.lock().unwrap().push((id.to_owned(), positions, is_taken));
                let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).unwrap();
            }
        }
    });
    port
}

/// The next request of a connection, until it ends.
fn request(stream: &mut impl Read) -> Option<(String, Value)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    Some((head, serde_json::from_slice(&body).unwrap()))
}

/// Opens a feed of everything for alvarez, and says how many positions it has.
fn fed(site: &Running) -> u64 {
    let recipient = site.house.recipient("alvarez").unwrap();
    let contract = Contract {
        recipient: recipient.id.clone(),
        name: "all".to_owned(),
        purpose: Purpose::Analysis,
        matter: None,
        wanted: WantedReports { query: Some("*".to_owned()), ..WantedReports::default() },
        level_max: recipient.clearance,
        from: SystemClock.now(),
        until: Timestamp::parse("2200-01-01").unwrap(),
    };
    let id = site.house.propose(&contract, "ops").unwrap();
    site.house.approve_contract(&id, "ops").unwrap();
    site.house.bring_feeds().unwrap();
    site.house.feed_len(&site.house.feeds_of(recipient)[0])
}

#[test]
fn a_webhook_that_fails_for_an_hour_gets_everything_once_and_in_order_when_it_is_well() {
    let site = Running::start(false);
    let last = fed(&site);
    assert!(last > 0);
    let waited = Arc::new(AtomicU64::new(0));
    let came = Arc::new(Mutex::new(Vec::new()));
    let port = receive(&site, Arc::clone(&waited), Arc::clone(&came));
    std::fs::write(site.folder.join("keys/hook"), "a secret of more than 24 bytes").unwrap();
    let hook = Webhook {
        recipient: "alvarez".to_owned(),
        feed: "all".to_owned(),
        url: format!("https://127.0.0.1:{port}/hook"),
        secret: site.folder.join("keys/hook"),
        authority: site.folder.join("keys/authority.pem"),
        certificate: None,
        allow_private: true,
    };
    let file = site.folder.join("stands.json");
    let board = Arc::new(Board::new(file.clone()));
    let stands = || serde_json::from_slice::<Value>(&std::fs::read(&file).unwrap()).unwrap();
    let worst = Arc::new(Mutex::new(Value::Null));
    let (_brings, brought) = watch::channel(0);
    let (stop, stopping) = watch::channel(false);
    let pause = |time: Duration| {
        if let Some(stands) = stands().get(0) {
            *worst.lock().unwrap() = stands.clone();
        }
        waited.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::AcqRel);
        let is_well = came.lock().unwrap().last().is_some_and(|(_, _, taken)| *taken);
        if is_well {
            stop.send_replace(true);
        }
        tokio::task::yield_now()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(push(Arc::clone(&site.house), hook, board, (brought, stopping), pause));
    let came = came.lock().unwrap();
    let (taken, refused): (Vec<&Came>, Vec<&Came>) = came.iter().partition(|(.., taken)| *taken);
    // Seldom enough to be no burden, and often enough that it comes soon when the other side is well.
    assert!((10..=15).contains(&refused.len()), "{}", refused.len());
    assert!(waited.load(Ordering::Acquire) < 3 * HOUR_MS);
    assert!(refused.iter().all(|(id, ..)| *id == taken[0].0), "a delivery keeps its id");
    let got: Vec<u64> = taken.iter().flat_map(|(_, positions, _)| positions.clone()).collect();
    assert!(got.windows(2).all(|pair| pair[0] < pair[1]), "{got:?}");
    assert_eq!(got.last(), Some(&last));
    // While it failed that was shown, and why; now nothing is.
    let worst = worst.lock().unwrap().clone();
    assert_eq!(worst["tries"], refused.len());
    assert!(worst["why"].as_str().unwrap().contains("500"), "{worst}");
    assert_eq!(stands(), serde_json::json!([]));
    let known = &site.house.feeds_of(site.house.recipient("alvarez").unwrap())[0];
    assert_eq!(site.house.store().feed_received(&known.contract), last);
}

const HOUR_MS: u64 = 60 * 60 * 1_000;
