//! A small HTTPS client for the command line.

mod error;
mod failure;
mod percent;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Method, Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub use error::ClientError;
pub use percent::percent_encode;

use crate::reach::Reach;

type Result<T> = std::result::Result<T, ClientError>;

/// A client of one server, with one certificate. It blocks; never use it on an async thread.
pub struct Client {
    host: String,
    port: u16,
    name: ServerName<'static>,
    tls: TlsConnector,
    reach: Reach,
    /// Bytes of an answer, at most.
    answer_bytes_max: usize,
    runtime: tokio::runtime::Runtime,
    /// The connection of the last question, for the next.
    kept: Mutex<Option<Connection>>,
}

/// What is sent.
#[derive(Debug)]
pub(crate) struct Post<'a> {
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Vec<u8>,
}

/// What is answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Whether it was not larger than is taken.
    is_whole: bool,
}

impl Answered {
    fn plain(self) -> (u16, Vec<u8>) {
        (self.status, self.body)
    }
}

/// An open connection, and what carries it.
struct Connection {
    sender: SendRequest<Full<Bytes>>,
    carrier: JoinHandle<hyper::Result<()>>,
}

/// Where on its server an address is: its path and what is asked, `/` where it says nothing.
pub(crate) fn path_of(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or_default();
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

impl Client {
    /// A client of `https://HOST[:PORT]`, with a PEM file that holds certificate and key, and the
    /// PEM file of the authority that the server's certificate is of.
    ///
    /// # Errors
    /// When the address or a file cannot be used.
    pub fn new(url: &str, certificate_pem: &Path, authority_pem: &Path) -> Result<Self> {
        let mut client = Self::to(url, Some(certificate_pem), authority_pem, Reach::Anywhere)?;
        // Our own server answers with whole exports.
        client.answer_bytes_max = usize::MAX;
        Ok(client)
    }

    /// As [`Client::new`], also without a certificate, within a reach, and for answers of a bounded size.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub(crate) fn to(
        url: &str,
        certificate_pem: Option<&Path>,
        authority_pem: &Path,
        reach: Reach,
    ) -> Result<Self> {
        let no_address = || ClientError::Address { url: url.to_owned() };
        let uri: Uri = url.parse().map_err(|_| no_address())?;
        let host = uri.host().filter(|_| uri.scheme_str() == Some("https"));
        let host = host.ok_or_else(no_address)?.trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host.clone()).map_err(|_| no_address())?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(ClientError::Failed)?;
        let config = config(certificate_pem, authority_pem)?;
        let tls = TlsConnector::from(Arc::new(config));
        let port = uri.port_u16().unwrap_or(HTTPS_PORT);
        Ok(Self {
            host,
            port,
            name,
            tls,
            reach,
            answer_bytes_max: ANSWER_BYTES_MAX,
            runtime,
            kept: Mutex::default(),
        })
    }

    /// Gets a path: status and body.
    ///
    /// # Errors
    /// When there is no answer, with the reason in plain words.
    pub fn get(&self, path: &str) -> Result<(u16, Vec<u8>)> {
        let post = Post { path, headers: &[], body: Vec::new() };
        self.request(Method::GET, post).map(Answered::plain)
    }

    /// Posts a body to a path: status and body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn post(&self, path: &str, content_type: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>)> {
        self.send(Post { path, headers: &[(CONTENT_TYPE.as_str(), content_type)], body })
    }

    /// Deletes what has a path: status and body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn delete(&self, path: &str) -> Result<(u16, Vec<u8>)> {
        let post = Post { path, headers: &[], body: Vec::new() };
        self.request(Method::DELETE, post).map(Answered::plain)
    }

    /// Posts what has headers of its own: status and body. No other address is followed.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(crate) fn send(&self, post: Post<'_>) -> Result<(u16, Vec<u8>)> {
        self.request(Method::POST, post).map(Answered::plain)
    }

    /// Gets a path with headers: status and body.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub(crate) fn fetch(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answered> {
        self.request(Method::GET, Post { path, headers, body: Vec::new() })
    }

    fn request(&self, method: Method, Post { path, headers, body }: Post<'_>) -> Result<Answered> {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(HOST, self.authority());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body)));
        let request = request.map_err(|_| ClientError::Address { url: path.to_owned() })?;
        let exchange = async {
            tokio::time::timeout(TIME_MAX, self.exchange(request)).await.unwrap_or_else(|_| {
                Err(ClientError::TimedOut { server: self.authority(), seconds: TIME_MAX.as_secs() })
            })
        };
        let answered = self.runtime.block_on(exchange)?;
        if !answered.is_whole {
            let (server, mebibytes) = (self.authority(), self.answer_bytes_max >> 20);
            return Err(ClientError::TooLarge { server, mebibytes });
        }
        Ok(answered)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Answered> {
        let kept = self.kept().take();
        // What changes something is not sent on a connection that the server may have closed: nobody
        // would know whether it was done.
        if let Some(mut connection) = kept.filter(|_| *request.method() == Method::GET)
            && let Ok(answer) = connection.ask(request.clone(), self.answer_bytes_max).await
        {
            *self.kept() = Some(connection);
            return Ok(answer);
        }
        let stream = self.connect().await?;
        let failed = |error| failure::of_answer(&self.authority(), error);
        let (sender, carried) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
        let mut connection = Connection { sender, carrier: tokio::spawn(carried) };
        match connection.ask(request, self.answer_bytes_max).await {
            Ok(answer) => {
                *self.kept() = Some(connection);
                Ok(answer)
            }
            // The connection knows why: a refused certificate is an alert that it read.
            Err(why) => Err(failed(connection.end().await.unwrap_or(why))),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Connection>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<TlsStream<TcpStream>> {
        let unreachable = |source| ClientError::Unreachable { server: self.authority(), source };
        let found = tokio::net::lookup_host((self.host.as_str(), self.port)).await;
        // What is connected to is what was looked at: a name could say something else the next time.
        let addresses = self.reach.within(found.map_err(unreachable)?);
        if addresses.is_empty() {
            return Err(ClientError::OutOfReach { server: self.authority() });
        }
        let tcp = TcpStream::connect(addresses.as_slice()).await.map_err(unreachable)?;
        let _ = tcp.set_nodelay(true);
        let handshake = self.tls.connect(self.name.clone(), tcp);
        handshake.await.map_err(|error| failure::of_io(&self.authority(), error))
    }

    fn authority(&self) -> String {
        if self.host.contains(':') {
            return format!("[{}]:{}", self.host, self.port);
        }
        format!("{}:{}", self.host, self.port)
    }
}

impl Connection {
    async fn ask(
        &mut self,
        request: Request<Full<Bytes>>,
        bytes_max: usize,
    ) -> hyper::Result<Answered> {
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let (mut incoming, mut body) = (answer.into_body(), Vec::new());
        while let Some(frame) = incoming.frame().await {
            let frame = frame?;
            let Some(part) = frame.data_ref() else { continue };
            if body.len() + part.len() > bytes_max {
                return Ok(Answered { status, headers, body, is_whole: false });
            }
            body.extend_from_slice(part);
        }
        Ok(Answered { status, headers, body, is_whole: true })
    }

    /// Lets it end, and says what ended it.
    async fn end(self) -> Option<hyper::Error> {
        drop(self.sender);
        self.carrier.await.ok()?.err()
    }
}

impl Drop for Client {
    /// Takes leave, so that the server need not wait.
    fn drop(&mut self) {
        let kept = self.kept().take();
        if let Some(connection) = kept {
            let leave = async { tokio::time::timeout(LEAVE_TIME_MAX, connection.end()).await };
            let _ = self.runtime.block_on(leave);
        }
    }
}

fn config(certificate_pem: Option<&Path>, authority_pem: &Path) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for authority in certificates(authority_pem)? {
        roots.add(authority).map_err(wrong(authority_pem))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(wrong(authority_pem))?
        .with_root_certificates(roots);
    let mut config = match certificate_pem {
        Some(file) => {
            let key = PrivateKeyDer::from_pem_file(file).map_err(wrong(file))?;
            config.with_client_auth_cert(certificates(file)?, key).map_err(wrong(file))?
        }
        None => config.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let found = CertificateDer::pem_file_iter(file).map_err(wrong(file))?;
    found.map(|certificate| certificate.map_err(wrong(file))).collect()
}

fn wrong<E: std::fmt::Display>(file: &Path) -> impl FnOnce(E) -> ClientError {
    move |error| ClientError::File { file: file.to_owned(), why: error.to_string() }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Client").field("server", &self.authority()).finish_non_exhaustive()
    }
}

/// Bytes of an answer of somebody else's server.
const ANSWER_BYTES_MAX: usize = 64 << 20;
const HTTPS_PORT: u16 = 443;
const TIME_MAX: Duration = Duration::from_secs(30);
const LEAVE_TIME_MAX: Duration = Duration::from_millis(200);
