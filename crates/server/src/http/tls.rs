//! TLS 1.3, with client certificates.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::{RootCertStore, ServerConfig};

use crate::{Error, Result, Tls};

/// The server's side. A client without a certificate is refused in the handshake, unless there
/// is another way to sign in.
pub(super) fn server_config(tls: &Tls, other_sign_in: bool) -> Result<Arc<ServerConfig>> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let roots = Arc::new(authorities(&tls.client_authorities)?);
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(&provider));
    let verifier = if other_sign_in { verifier.allow_unauthenticated() } else { verifier };
    let verifier = verifier.build().map_err(wrong(&tls.client_authorities))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(wrong(&tls.key))?;
    let mut config = builder(provider)?
        .with_client_cert_verifier(verifier)
        .with_single_cert(certificates(&tls.certificate)?, key)
        .map_err(wrong(&tls.certificate))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // A resumed session would not check the certificate again: it may have expired since.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}

fn builder(
    provider: Arc<CryptoProvider>,
) -> Result<rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier>> {
    ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(wrong(Path::new("TLS 1.3")))
}

fn authorities(file: &Path) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(file)? {
        roots.add(certificate).map_err(wrong(file))?;
    }
    Ok(roots)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let found: std::result::Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(file).map_err(wrong(file))?.collect();
    let found = found.map_err(wrong(file))?;
    if found.is_empty() {
        return Err(wrong(file)("there is no certificate in it"));
    }
    Ok(found)
}

fn wrong<E: std::fmt::Display>(file: &Path) -> impl FnOnce(E) -> Error {
    let what = file.display().to_string();
    move |error| Error::Keys { what, why: error.to_string() }
}
