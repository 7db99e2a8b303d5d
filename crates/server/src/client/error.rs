//! Why there is no answer, and what to do.

use std::io;
use std::path::PathBuf;

/// A request that got no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is not of a server.
    #[error("`{url}` is not the address of a server; write https://HOST:PORT")]
    Address {
        /// What was given.
        url: String,
    },
    /// A file with a certificate or key cannot be used.
    #[error("cannot use {}: {why}", .file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// Nothing answers there.
    #[error("cannot connect to {server}: {source}; check the address, and that the server runs")]
    Unreachable {
        /// Where.
        server: String,
        /// The system's error.
        source: io::Error,
    },
    /// The server's certificate cannot be trusted.
    #[error(
        "the certificate of {server} is not trusted: {why}; check the address, and that \
         --authority names the authority of this server"
    )]
    ServerNotTrusted {
        /// Which server.
        server: String,
        /// Why.
        why: String,
    },
    /// The server refused the client's certificate.
    #[error("{server} refused your certificate: {why}; ask the operator for a new one")]
    CertificateRefused {
        /// Which server.
        server: String,
        /// Why.
        why: &'static str,
    },
    /// It is an address of our own networks, and these were not allowed.
    #[error(
        "{server} is an address of our own networks: say allow_private = true if that is meant"
    )]
    OutOfReach {
        /// The server.
        server: String,
    },
    /// The answer is larger than is taken of somebody else's server.
    #[error("{server} answers with more than {mebibytes} MiB, which is not taken")]
    TooLarge {
        /// Which server.
        server: String,
        /// What is taken at most.
        mebibytes: usize,
    },
    /// It took too long.
    #[error("{server} did not answer within {seconds} seconds; try again later")]
    TimedOut {
        /// Which server.
        server: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The connection broke.
    #[error("the connection to {server} broke: {why}")]
    Broken {
        /// Which server.
        server: String,
        /// How.
        why: String,
    },
    /// The client itself cannot work.
    #[error("cannot start the client: {0}")]
    Failed(io::Error),
}
