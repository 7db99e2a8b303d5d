//! The command line's side of the API: HTTPS with a client certificate.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{PrivateKeyDer, ServerName};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::http::tls;
use crate::{Error, Result};

/// A connection to a server, made anew for each request.
#[derive(Debug)]
pub struct Client {
    host: String,
    port: u16,
    config: Arc<ClientConfig>,
    runtime: tokio::runtime::Runtime,
}

impl Client {
    /// For a URL such as `https://127.0.0.1:8443`, with a PEM file that holds the certificate and
    /// its key, and one that holds the server's authority.
    ///
    /// # Errors
    /// When the URL or a file cannot be used.
    pub fn new(url: &str, certificate: &Path, authority: &Path) -> Result<Self> {
        let wrong = || Error::Keys {
            what: format!("`{url}` is not a server"),
            why: "write it as https://HOST:PORT".to_owned(),
        };
        let address = url.strip_prefix("https://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, port) = address.rsplit_once(':').unwrap_or((address, "443"));
        let port = port.parse().map_err(|_| wrong())?;
        let unusable = |why: &dyn std::fmt::Display| Error::Keys {
            what: format!("cannot use {}", certificate.display()),
            why: why.to_string(),
        };
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let key = PrivateKeyDer::from_pem_file(certificate).map_err(|e| unusable(&e))?;
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(|e| unusable(&e))?
            .with_root_certificates(tls::roots(authority)?)
            .with_client_auth_cert(tls::certificates(certificate)?, key)
            .map_err(|e| unusable(&e))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(Error::io("start", "the client"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Self { host, port, config: Arc::new(config), runtime })
    }

    /// Asks for a path.
    ///
    /// # Errors
    /// When the server cannot be reached or one side does not trust the other.
    pub fn get(&self, path: &str) -> Result<(u16, Vec<u8>)> {
        self.ask("GET", path, "application/json", Vec::new())
    }

    /// Sends a body to a path.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>)> {
        self.ask("POST", path, kind, body)
    }

    fn ask(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>)> {
        self.runtime.block_on(async {
            let asked = self.send(method, path, kind, body);
            match tokio::time::timeout(ANSWER_TIME_MAX, asked).await {
                Ok(answer) => answer,
                Err(_) => Err(self.failed(&"no answer in time")),
            }
        })
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>)> {
        let name = ServerName::try_from(self.host.clone()).map_err(|e| self.failed(&e))?;
        let stream = TcpStream::connect((self.host.as_str(), self.port));
        let stream = stream.await.map_err(|e| self.failed(&e))?;
        let connector = TlsConnector::from(Arc::clone(&self.config));
        let stream = connector.connect(name, stream).await.map_err(|e| self.failed(&e))?;
        let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
        let (mut sender, connection) = handshake.await.map_err(|e| self.refused(&e))?;
        tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", format!("{}:{}", self.host, self.port))
            .header("content-type", kind)
            .body(Full::new(Bytes::from(body)))
            .map_err(|e| self.failed(&e))?;
        let answer = sender.send_request(request).await.map_err(|e| self.refused(&e))?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.map_err(|e| self.refused(&e))?;
        Ok((status, body.to_bytes().to_vec()))
    }

    /// In TLS 1.3 a server refuses a client's certificate after the client's handshake is done:
    /// the refusal comes with the first answer.
    fn refused(&self, error: &(dyn std::error::Error + 'static)) -> Error {
        let mut cause = Some(error);
        while let Some(error) = cause {
            let text = error.to_string();
            for (alert, sentence) in ALERTS {
                if text.contains(alert) {
                    return self.failed(sentence);
                }
            }
            cause = error.source();
        }
        self.failed(&error)
    }

    fn failed(&self, why: &dyn std::fmt::Display) -> Error {
        let Self { host, port, .. } = self;
        Error::Keys {
            what: format!("the server at {host}:{port} did not answer"),
            why: why.to_string(),
        }
    }
}

/// Percent-encodes a text for one segment of a path or one value of a query.
pub fn percent_encode(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let one = |byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);

/// What a server says of a client's certificate, in words.
const ALERTS: &[(&str, &&str)] = &[
    ("CertificateExpired", &"it refused your certificate, which has expired; ask for a new one"),
    ("UnknownCA", &"it refused your certificate, whose authority it does not know"),
    ("DecryptError", &"it refused your certificate, whose authority it does not know"),
    ("CertificateRequired", &"it needs a client certificate"),
    ("BadCertificate", &"it refused your certificate"),
];
