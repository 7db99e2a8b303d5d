//! Pages of a feed as TAXII has them, over TLS with client certificates, beside a bare handler that serves
//! the same bytes from memory; and a report for many recipients.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use model::{Clock as _, Contract, Purpose, Timestamp, WantedReports};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use serde_json::{Value, json};
use server::{Clearinghouse, Client, DataFolder, SystemClock};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::corpus::{Corpus, Nobody};
use crate::figure::{median, print, rounded, timed};
use crate::serve::{Running, free_port, wait_until_ready};

/// Prepares a feed of everything and a small one, serves both, and measures pages of them.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let (main, operator) = (free_port()?, free_port()?);
    let folder = prepare(corpus, (main, operator))?;
    let certificate = corpus.folder.path().join("alvarez.pem");
    let issued = server::issue_certificate(&folder, "alvarez", SystemClock.now(), 1)?;
    std::fs::write(&certificate, issued)?;
    let _server = Running::start(folder.path())?;
    wait_until_ready(operator)?;
    let authority = folder.join("keys/authority.pem");
    let url = format!("https://{main}");
    let ours = Asker { url: &url, certificate: &certificate, authority: &authority };
    let client = ours.client()?;
    let path = |feed: &str, next: &str| {
        format!("/taxii2/feeds/collections/{feed}/objects/?limit=100{next}")
    };
    let (first, named) = timed(|| client.get(&path("all", "")));
    let (_, page) = first?;
    let (_, feeds) = client.get("/api/v1/feeds")?;
    let feeds: Value = serde_json::from_slice(&feeds)?;
    let last = |name: &str| {
        let mut all = feeds.as_array().into_iter().flatten();
        let named = |feed: &&Value| feed.pointer("/contract/name").is_some_and(|of| of == name);
        all.find(named).and_then(|feed| feed.get("last")?.as_u64())
    };
    let positions = last("all").unwrap_or_default();
    let (_, small) = client.get(&path("few", ""))?;
    let deep = path("all", &format!("&next={}-0", positions - positions / 10));
    let peer = Peer::serve(&folder, page.clone())?;
    let bare = Asker { url: &format!("https://{peer}"), ..ours };
    let (mut asked, mut served) = (Vec::new(), Vec::new());
    let (mut at_end, mut of_few) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        served.push(bare.requests_a_second("/")?);
        asked.push(ours.requests_a_second(&path("all", ""))?);
        at_end.push(ours.requests_a_second(&deep)?);
        of_few.push(ours.requests_a_second(&path("few", ""))?);
    }
    let (asked, served) = (median(asked), median(served));
    print(&json!({
        "bench": "feeds", "what": "TAXII pages of 100 objects", "positions": positions,
        "page_bytes": page.len(), "requests_s": rounded(asked), "bare_requests_s": rounded(served),
        "ratio": rounded(asked / served), "bar_ratio": 0.5, "clients": CLIENTS,
        "first_page_after_start_s": rounded(named.as_secs_f64()),
    }));
    let (at_end, of_few) = (median(at_end), median(of_few));
    print(&json!({
        "bench": "feeds", "what": "a page far behind of a long feed beside one of a short feed",
        "positions": positions, "positions_short": last("few"), "page_bytes_short": small.len(),
        "requests_s": rounded(at_end), "short_requests_s": rounded(of_few),
        "ratio": rounded(at_end / of_few),
    }));
    Ok(())
}

/// A data folder with the story in it, and two contracts whose feeds are brought.
fn prepare(
    corpus: &Corpus,
    (main, operator): (SocketAddr, SocketAddr),
) -> Result<DataFolder, Box<dyn std::error::Error>> {
    let folder = DataFolder::new(corpus.folder.path().join("feeds"));
    let source = Path::new("community.toml");
    server::init(&folder, server::CENTER_COMMUNITY, source, (main, operator), &SystemClock)?;
    let story = corpus.folder.path().join("story.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&story)?);
    for told in scenario::Scenario::new(2004, REPORTS).reports() {
        writeln!(file, "{}", told.line)?;
    }
    file.flush()?;
    drop(file);
    let budget = index::Budget { threads: 2, bytes: 160_000_000 };
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget)?;
    let sources = [server::Source::File(PathBuf::from(&story))];
    server::ingest(&house, &sources, "operator", None, &mut Nobody)?;
    house.make_searchable()?;
    let recipient = house.recipient("alvarez")?.clone();
    for (name, query) in [("all", "*"), ("few", "passport AND forged")] {
        let wanted = WantedReports { query: Some(query.to_owned()), ..WantedReports::default() };
        let contract = Contract {
            recipient: recipient.id.clone(),
            name: name.to_owned(),
            purpose: Purpose::InvestigativeLead,
            matter: None,
            wanted,
            level_max: recipient.clearance,
            from: SystemClock.now(),
            until: Timestamp::parse("2200-01-01")?,
        };
        let id = house.propose(&contract, "bench")?;
        house.approve_contract(&id, "bench")?;
    }
    let (brought, took) = timed(|| house.bring_feeds());
    brought?;
    print(&json!({
        "bench": "feeds", "what": "bringing two feeds everything that is stored",
        "reports": REPORTS, "seconds": rounded(took.as_secs_f64()),
    }));
    house.close()?;
    Ok(folder)
}

/// Whoever asks a server, with its certificate.
#[derive(Clone, Copy)]
pub(crate) struct Asker<'a> {
    pub(crate) url: &'a str,
    pub(crate) certificate: &'a Path,
    pub(crate) authority: &'a Path,
}

impl Asker<'_> {
    pub(crate) fn client(&self) -> Result<Client, Box<dyn std::error::Error>> {
        Ok(Client::new(self.url, self.certificate, self.authority)?)
    }

    /// Several clients that each ask again and again for a second.
    pub(crate) fn requests_a_second(&self, path: &str) -> Result<f64, Box<dyn std::error::Error>> {
        let clients = (0..CLIENTS).map(|_| self.client()).collect::<Result<Vec<_>, _>>()?;
        let from = Instant::now();
        let counts: Vec<Option<u32>> = std::thread::scope(|scope| {
            let ask = |client: Client| {
                let mut count = 0;
                while from.elapsed() < ROUND {
                    let (status, _) = client.get(path).ok()?;
                    (status == 200).then_some(())?;
                    count += 1;
                }
                Some(count)
            };
            let asking: Vec<_> =
                clients.into_iter().map(|client| scope.spawn(move || ask(client))).collect();
            asking.into_iter().map(|asked| asked.join().ok().flatten()).collect()
        });
        let all: Option<u32> = counts.into_iter().sum();
        let all = all.ok_or("a page was not answered")?;
        Ok(f64::from(all) / from.elapsed().as_secs_f64())
    }
}

/// A server of one page.
pub(crate) struct Peer {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

impl Peer {
    pub(crate) fn serve(
        folder: &DataFolder,
        page: Vec<u8>,
    ) -> Result<SocketAddr, Box<dyn std::error::Error>> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = RootCertStore::empty();
        for authority in CertificateDer::pem_file_iter(folder.join("keys/authority.pem"))? {
            roots.add(authority?)?;
        }
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
        let chain = CertificateDer::pem_file_iter(folder.join("keys/server.pem"))?;
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_client_cert_verifier(verifier.build()?)
            .with_single_cert(
                chain.collect::<Result<_, _>>()?,
                PrivateKeyDer::from_pem_file(folder.join("keys/server.key"))?,
            )?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let tcp = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let at = tcp.local_addr()?;
        let page = axum::body::Bytes::from(page);
        let kind = "application/taxii+json;version=2.1";
        let router = Router::new()
            .route("/", get(move || async move { ([(CONTENT_TYPE, kind)], page.clone()) }));
        let peer = Self { tcp, acceptor };
        std::thread::spawn(move || runtime.block_on(async { axum::serve(peer, router).await }));
        Ok(at)
    }
}

impl axum::serve::Listener for Peer {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            if let Ok((tcp, at)) = self.tcp.accept().await {
                let _ = tcp.set_nodelay(true);
                if let Ok(stream) = self.acceptor.accept(tcp).await {
                    return (stream, at);
                }
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

const REPORTS: u64 = 10_000;
const CLIENTS: usize = 8;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
