//! A server over a folder of its own, with a handful of reports, and ways to ask it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use ledger::{CosignatureKey, SigningKey};
use model::Clock as _;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio::sync::oneshot;

use super::super::{Addresses, Links, Options, serve};
use crate::{
    CENTER_COMMUNITY, Clearinghouse, Client, DataFolder, Listener, Receipt, Source, SystemClock,
};

pub(super) const REPORTS: &str = concat!(
    r#"{"format":"tearline.report/1","originator":"CIA","serial":"TD-314/1","kind":"intelligence-report","issued":"2004-07-09","title":{"marking":"U","text":"Safe houses in Tapachula"},"banner":"SECRET//NOFORN","portions":[{"marking":"S//NF","text":"Groups leave Tapachula on Mondays."},{"marking":"U","text":"The house is licensed. <b>&"}],"tearlines":[{"marking":"U","text":"Watch for new laminates."}],"references":["CIA TD-314/2"],"topics":["migrant-smuggling"]}"#,
    "\n",
    r#"{"format":"tearline.report/1","originator":"DHS/CBP","serial":"CBP-1","kind":"tactical-report","title":{"marking":"U","text":"Forged passports"},"banner":"UNCLASSIFIED","portions":[{"marking":"U","text":"Nine passports came from Tapachula."}]}"#,
    "\n",
    r#"{"format":"tearline.report/1","originator":"CIA","serial":"TD-314/2","kind":"intelligence-report","title":{"marking":"TS//SI//NF","text":"A hidden title about Tapachula"},"banner":"TOP SECRET//SI//NOFORN","portions":[{"marking":"TS//SI//NF","text":"Hidden text about Tapachula."}]}"#,
    "\n",
);

/// An inspector, and a witness that is an analyst.
const WITNESSED: &str = "inspectors = [\"hargrove\"]\n\
                         [[ledger.witnesses]]\nrecipient = \"alvarez\"\n";

/// A witness's keys.
pub(super) fn witness_of(seed: u8) -> (SigningKey, CosignatureKey) {
    let key = SigningKey::from_seed("witness.example", &[seed; 32]).unwrap();
    let public = CosignatureKey::of_signing(&key).unwrap();
    (key, public)
}

/// A running server.
pub(super) struct Running {
    pub(super) folder: DataFolder,
    pub(super) at: Addresses,
    pub(super) links: Option<Arc<Links>>,
    pub(super) house: Arc<Clearinghouse>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<crate::Result<()>>>,
    _files: tempfile::TempDir,
}

pub(super) struct Deaf;

impl Listener for Deaf {
    fn read(&mut self, _: u64) {}
    fn settled(&mut self, receipt: &Receipt) {
        assert_eq!(receipt.fate.name(), "accepted", "{receipt:?}");
    }
}

impl Running {
    /// A server, with sign-in links or without.
    pub(super) fn start(with_links: bool) -> Self {
        let files = tempfile::tempdir().unwrap();
        let folder = DataFolder::new(files.path().join("data"));
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let source = Path::new("community.toml");
        crate::init(&folder, CENTER_COMMUNITY, source, (any, any), &SystemClock).unwrap();
        let config = std::fs::read_to_string(folder.join("tearline.toml")).unwrap();
        let ledger = format!("{WITNESSED}key = \"{}\"\n", witness_of(2).1.text());
        let config = config.replace("inspectors = []", &ledger);
        std::fs::write(folder.join("tearline.toml"), config).unwrap();
        let budget = index::Budget { threads: 1, bytes: 20_000_000 };
        let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget).unwrap();
        let house = Arc::new(house);
        let sources = [Source::Bytes("test".to_owned(), Arc::from(REPORTS.as_bytes()))];
        crate::ingest(&house, &sources, "operator", None, &mut Deaf).unwrap();
        house.make_searchable().unwrap();
        let links = with_links.then(|| Arc::new(Links::new()));
        let (ready, is_ready) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let options = Options { links: links.clone(), ready: Some(ready) };
        let served = Arc::clone(&house);
        let thread = std::thread::spawn(move || {
            let mut builder = tokio::runtime::Builder::new_multi_thread();
            let runtime = builder.worker_threads(2).enable_all().build().unwrap();
            let stopped = async move {
                let _ = stopped.await;
            };
            runtime.block_on(serve(served, options, stopped))
        });
        let at = is_ready.blocking_recv().unwrap();
        let (stop, thread) = (Some(stop), Some(thread));
        Self { folder, at, links, house, stop, thread, _files: files }
    }

    /// Begins to stop.
    pub(super) fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits for the end.
    pub(super) fn ended(&mut self) -> crate::Result<()> {
        self.thread.take().unwrap().join().unwrap()
    }

    /// A file with a certificate of the server's authority.
    pub(super) fn certificate(&self, name: &str, days: i64) -> PathBuf {
        let pem = crate::issue_certificate(&self.folder, name, SystemClock.now(), days).unwrap();
        let file = self.folder.join(format!("{name}{days}.pem"));
        std::fs::write(&file, pem).unwrap();
        file
    }

    /// The command line's client, as somebody.
    pub(super) fn client(&self, name: &str) -> Client {
        self.client_with(&self.certificate(name, 1))
    }

    pub(super) fn client_with(&self, certificate: &Path) -> Client {
        let url = format!("https://{}", self.at.main);
        Client::new(&url, certificate, &self.folder.join("keys/authority.pem")).unwrap()
    }

    /// Gets JSON as somebody.
    pub(super) fn json(&self, name: &str, path: &str) -> (u16, serde_json::Value) {
        parsed(self.client(name).get(path).unwrap())
    }

    /// Posts as somebody.
    pub(super) fn post(&self, name: &str, path: &str, body: &str) -> (u16, serde_json::Value) {
        let body = body.as_bytes().to_vec();
        parsed(self.client(name).post(path, "application/json", body).unwrap())
    }

    /// A TLS connection, with a certificate or without.
    pub(super) fn open(&self, name: Option<&str>) -> StreamOwned<ClientConnection, TcpStream> {
        let mut roots = RootCertStore::empty();
        let authority = self.folder.join("keys/authority.pem");
        roots.add(CertificateDer::from_pem_file(authority).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_root_certificates(roots);
        let config = match name.map(|name| self.certificate(name, 1)) {
            Some(file) => {
                let chain = vec![CertificateDer::from_pem_file(&file).unwrap()];
                let key = PrivateKeyDer::from_pem_file(&file).unwrap();
                config.with_client_auth_cert(chain, key).unwrap()
            }
            None => config.with_no_client_auth(),
        };
        let server = ServerName::try_from("127.0.0.1").unwrap();
        let tls = ClientConnection::new(Arc::new(config), server).unwrap();
        StreamOwned::new(tls, TcpStream::connect(self.at.main).unwrap())
    }

    /// One exchange as text: status line, headers without the date, body.
    pub(super) fn raw(&self, name: Option<&str>, method: &str, path: &str, more: &str) -> String {
        let mut stream = self.open(name);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: tearline\r\nConnection: close\r\n{more}\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        without_date(&read_all(&mut stream))
    }

    /// Sends a form, as a browser does that is on a page of this server.
    pub(super) fn form(&self, name: &str, path: &str, pairs: &[(&str, &str)]) -> String {
        self.form_with(name, path, pairs, "Sec-Fetch-Site: same-origin\r\n")
    }

    /// Sends a form with what a browser says of where it is from.
    pub(super) fn form_with(
        &self,
        name: &str,
        path: &str,
        pairs: &[(&str, &str)],
        says: &str,
    ) -> String {
        let pairs = pairs.iter().map(|(name, value)| {
            format!("{}={}", crate::percent_encode(name), crate::percent_encode(value))
        });
        let body = pairs.collect::<Vec<_>>().join("&");
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        let more = format!("{says}{kind}Content-Length: {}\r\n\r\n{body}", body.len());
        self.raw(Some(name), "POST", path, &more)
    }

    /// Takes in another report.
    pub(super) fn take_in(&self, line: &str) {
        let sources = [Source::Bytes("test".to_owned(), Arc::from(line.as_bytes()))];
        crate::ingest(&self.house, &sources, "operator", None, &mut Deaf).unwrap();
        self.house.make_searchable().unwrap();
    }

    /// The operator's probe.
    pub(super) fn probe(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.at.operator).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let (Some(stop), Some(thread)) = (self.stop.take(), self.thread.take()) {
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}

pub(super) fn read_all(stream: &mut StreamOwned<ClientConnection, TcpStream>) -> String {
    let mut bytes = Vec::new();
    // The end may come without a closing alert.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

fn without_date(answer: &str) -> String {
    answer.split_inclusive("\r\n").filter(|line| !line.starts_with("date:")).collect()
}

fn parsed((status, body): (u16, Vec<u8>)) -> (u16, serde_json::Value) {
    (status, serde_json::from_slice(&body).unwrap())
}
