//! A report for ten thousand recipients who each have a contract: durable and in all their feeds; and a
//! thousand of them who wait for what comes.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use marking::Level;
use model::{Clock as _, Contract, Purpose, Timestamp, WantedReports};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::json;
use server::{Clearinghouse, DataFolder, Source, SystemClock};

use crate::corpus::{Corpus, Nobody};
use crate::figure::{median, print, quantile, rounded};
use crate::serve::{Running, free_port, wait_until_ready};

/// Makes the contracts, takes reports in one at a time, and opens the streams.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    for classes in [CLASSES, RECIPIENTS] {
        let folder = DataFolder::new(corpus.folder.path().join(format!("fanout-{classes}")));
        let (main, operator) = (free_port()?, free_port()?);
        let source = Path::new("community.toml");
        let community = community(server::CENTER_COMMUNITY, classes)?;
        server::init(&folder, &community, source, (main, operator), &SystemClock)?;
        brought(&folder, classes)?;
        if classes == CLASSES {
            streams(&folder, operator, &format!("https://{main}"))?;
        }
    }
    Ok(())
}

/// How long a report takes, once it was sent.
fn brought(folder: &DataFolder, classes: usize) -> crate::Outcome {
    let budget = index::Budget { threads: 1, bytes: 80_000_000 };
    let (house, _) = Clearinghouse::open(folder, Arc::new(SystemClock), budget)?;
    let from = Instant::now();
    for at in 0..RECIPIENTS {
        let contract = Contract {
            recipient: house.recipient(&name(at))?.id.clone(),
            name: "all".to_owned(),
            purpose: Purpose::Analysis,
            matter: None,
            wanted: WantedReports { query: Some("*".to_owned()), ..WantedReports::default() },
            level_max: Level::TopSecret,
            from: SystemClock.now(),
            until: Timestamp::parse("2200-01-01")?,
        };
        let id = house.propose(&contract, "bench")?;
        house.approve_contract(&id, "bench")?;
    }
    let approved = from.elapsed();
    house.bring_feeds()?;
    let (mut all, mut bringing, mut bytes) = (Vec::new(), Vec::new(), 0);
    for told in scenario::Scenario::new(2004, REPORTS).reports() {
        let sources = [Source::Bytes("bench".to_owned(), Arc::from(told.line.as_bytes()))];
        let before = journal_bytes(folder)?;
        let from = Instant::now();
        server::ingest(&house, &sources, "operator", None, &mut Nobody)?;
        let stored = from.elapsed();
        house.bring_feeds()?;
        let done = from.elapsed();
        all.push(done.as_secs_f64() * 1e3);
        bringing.push((done - stored).as_secs_f64() * 1e3);
        bytes = bytes.max(journal_bytes(folder)? - before);
    }
    let coverage = house.coverage()?;
    let lacking: usize = coverage.iter().map(|of| of.lacking.len()).sum();
    let ready: usize = coverage.iter().map(|of| of.ready).sum();
    assert_eq!(lacking, 0, "everybody who wants and may has it");
    house.close()?;
    print(&json!({
        "bench": "fanout", "what": "a report durable, matched and in every feed",
        "recipients": RECIPIENTS, "entitlement_classes": classes, "reports": REPORTS,
        "feed_positions": ready, "lacking": lacking, "ms": rounded(median(all.clone())),
        "p90_ms": rounded(quantile(all, 0.9)), "bar_ms": 20,
        "of_it_feeds_ms": rounded(median(bringing)), "journal_bytes_max": bytes,
        "contracts_approved_s": rounded(approved.as_secs_f64()),
    }));
    Ok(())
}

fn journal_bytes(folder: &DataFolder) -> std::io::Result<u64> {
    let mut bytes = 0;
    for file in std::fs::read_dir(folder.join("journal"))? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

/// What a thousand streams of events cost the server that wait for what comes.
fn streams(folder: &DataFolder, operator: std::net::SocketAddr, url: &str) -> crate::Outcome {
    let certificate = server::issue_certificate(folder, &name(0), SystemClock.now(), 1)?;
    let server = Running::start(folder.path())?;
    wait_until_ready(operator)?;
    let config = Arc::new(client_config(folder, certificate.as_bytes())?);
    let host = url.trim_start_matches("https://").to_owned();
    // The first readers, so that what every server has anyway is there.
    let mut open = vec![stream(&config, &host)?];
    let before = server.resident_mb()?;
    let from = Instant::now();
    while open.len() <= STREAMS {
        open.push(stream(&config, &host)?);
    }
    let opened = from.elapsed();
    let more = server.resident_mb()? - before;
    print(&json!({
        "bench": "fanout", "what": "open streams of events, over TLS", "streams": STREAMS,
        "more_mb": rounded(more), "bar_mb": 100, "kb_each": rounded(more * 1024.0 / STREAMS as f64),
        "opened_s": rounded(opened.as_secs_f64()), "before_mb": rounded(before),
    }));
    Ok(())
}

type Stream = StreamOwned<ClientConnection, TcpStream>;

/// Asks for the events behind everything that is there, and reads the answer's head.
fn stream(config: &Arc<ClientConfig>, host: &str) -> Result<Stream, Box<dyn std::error::Error>> {
    let tcp = TcpStream::connect(host)?;
    let name = ServerName::try_from("127.0.0.1")?;
    let mut stream = StreamOwned::new(ClientConnection::new(Arc::clone(config), name)?, tcp);
    let request =
        format!("GET /api/v1/feeds/all/events?after={REPORTS} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    match head.starts_with(b"HTTP/1.1 200") {
        true => Ok(stream),
        false => Err(String::from_utf8_lossy(&head).into_owned().into()),
    }
}

fn client_config(
    folder: &DataFolder,
    certificate: &[u8],
) -> Result<ClientConfig, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    for authority in CertificateDer::pem_file_iter(folder.join("keys/authority.pem"))? {
        roots.add(authority?)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<_, _>>()?;
    Ok(ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, PrivateKeyDer::from_pem_slice(certificate)?)?)
}

/// The community with so many recipients of so many entitlements: clearances, functions and accesses.
fn community(center: &str, classes: usize) -> Result<String, std::fmt::Error> {
    let mut community = center.to_owned();
    let functions = [
        "analyst",
        "investigator",
        "feed",
        "submitter",
        "auditor",
        "release-authority",
        "us-identities",
    ];
    for at in 0..RECIPIENTS {
        let class = at % classes;
        let clearance = match class % 4 {
            0 => "UNCLASSIFIED",
            1 => "CONFIDENTIAL",
            2 => "SECRET",
            _ => "TOP SECRET",
        };
        let chosen = functions.iter().enumerate().filter(|(bit, _)| (class / 4) >> bit & 1 == 1);
        let chosen: Vec<String> = chosen.map(|(_, name)| format!("\"{name}\"")).collect();
        let controls: Vec<String> = (0..8)
            .filter(|bit| (class / 512) >> bit & 1 == 1)
            .map(|bit| format!("\"CONTROL-{bit}\""))
            .collect();
        write!(
            community,
            "\n[[recipient]]\nid = \"{}\"\nname = \"Recipient {at}\"\nkind = \"person\"\n\
             clearance = \"{}\"\naccesses = []\ncountries = [\"USA\"]\n\
             admin_organization = \"HSTC\"\nduty_organization = \"HSTC\"\n\
             entity_type = \"government\"\nfunctions = [{}]\nhandling_controls = [{}]\n",
            name(at),
            clearance,
            chosen.join(", "),
            controls.join(", "),
        )?;
    }
    Ok(community)
}

fn name(at: usize) -> String {
    format!("recipient-{at}")
}

const RECIPIENTS: usize = 10_000;
const CLASSES: usize = 200;
const REPORTS: u64 = 30;
const STREAMS: usize = 1_000;
