//! From a failed connection to plain words.

use std::error::Error;
use std::io;

use rustls::AlertDescription as Alert;

use super::ClientError;

/// Of a failed connection.
pub(super) fn of_io(server: &str, error: io::Error) -> ClientError {
    of(server, &error)
}

/// Of a failed request.
pub(super) fn of_answer(server: &str, error: hyper::Error) -> ClientError {
    of(server, &error)
}

fn of(server: &str, error: &(dyn Error + 'static)) -> ClientError {
    let server = server.to_owned();
    match tls_cause(error) {
        Some(rustls::Error::AlertReceived(alert)) => {
            match REFUSALS.iter().find(|(refusal, _)| refusal == alert) {
                Some((_, why)) => ClientError::CertificateRefused { server, why },
                None => ClientError::Broken { server, why: format!("the server says {alert:?}") },
            }
        }
        Some(rustls::Error::InvalidCertificate(why)) => {
            ClientError::ServerNotTrusted { server, why: why.to_string() }
        }
        Some(other) => ClientError::Broken { server, why: other.to_string() },
        None => ClientError::Broken { server, why: root(error).to_string() },
    }
}

/// The TLS error that is somewhere below.
fn tls_cause<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<rustls::Error>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn root<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut root = error;
    while let Some(below) = root.source() {
        root = below;
    }
    root
}

/// The alerts that are about the client's certificate.
const REFUSALS: &[(Alert, &str)] = &[
    (Alert::CertificateExpired, "it has expired"),
    (Alert::CertificateRequired, "it needs one"),
    (Alert::UnknownCA, UNKNOWN_AUTHORITY),
    (Alert::CertificateRevoked, "it was revoked"),
    (Alert::BadCertificate, "the server cannot accept it"),
    (Alert::UnsupportedCertificate, "the server cannot accept it"),
    (Alert::CertificateUnknown, "the server cannot accept it"),
    // Another authority of the same name signed it.
    (Alert::DecryptError, UNKNOWN_AUTHORITY),
    (Alert::AccessDenied, "the server cannot accept it"),
];

const UNKNOWN_AUTHORITY: &str = "its authority is not one that the server knows";
