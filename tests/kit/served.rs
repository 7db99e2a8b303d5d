//! The real server on a data folder, gone when dropped.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Stdio};

use crate::binary::{self, Run};

/// A running `tearline serve`.
#[derive(Debug)]
pub struct Served {
    child: Child,
    url: String,
    data: PathBuf,
    /// Kept open, so that the server can write to it.
    _log: BufReader<ChildStderr>,
}

impl Served {
    /// Starts the server and waits until it says where it listens.
    ///
    /// # Panics
    /// If it does not.
    pub fn start(data: &Path) -> Self {
        let mut command = binary::command(data, &["serve"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let url = loop {
            let from = said.len();
            assert_ne!(log.read_line(&mut said).unwrap(), 0, "the server did not start: {said}");
            let line = said.get(from..).unwrap();
            if let Some(rest) = line.strip_prefix("serving ") {
                break rest.split(';').next().unwrap().to_owned();
            }
        };
        Self { child, url, data: data.to_owned(), _log: log }
    }

    /// A client of the server with a certificate.
    ///
    /// # Panics
    /// If the certificate is none.
    pub fn client(&self, certificate: &Path) -> server::Client {
        let authority = self.data.join("keys/authority.pem");
        server::Client::new(&self.url, certificate, &authority).unwrap()
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> &str {
        self.url.trim_end_matches('/')
    }

    /// The certificate of the authority that its clients trust.
    pub fn authority(&self) -> PathBuf {
        self.data.join("keys/authority.pem")
    }

    /// Runs a command against the server with a certificate, as somebody who has their own folder.
    pub fn run(&self, own: &Path, certificate: &Path, arguments: &[&str]) -> Run {
        let authority = self.data.join("keys/authority.pem");
        let files = [certificate, &authority].map(|path| path.to_str().unwrap());
        let remote = ["--server", &self.url, "--certificate", files[0], "--authority", files[1]];
        binary::run(own, &[arguments, &remote].concat())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
