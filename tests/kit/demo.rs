//! The real `tearline demo`, with its sign-in links, gone when dropped.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};

use crate::binary;

/// A running demo.
#[derive(Debug)]
pub struct Demo {
    child: Child,
    data: PathBuf,
    url: String,
    /// By whose they are.
    links: BTreeMap<String, String>,
    /// Kept open, so that the server can write to it.
    _said: BufReader<ChildStdout>,
}

impl Demo {
    /// Starts the demo with so many reports and waits for its links.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(data: &Path, reports: u64) -> Self {
        let port = free_ports();
        let (reports, named) = (reports.to_string(), port.to_string());
        let mut command = binary::command(data, &["demo", "--reports", &reports, "--port", &named]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let (mut links, mut whose) = (BTreeMap::new(), String::new());
        let mut line = String::new();
        while !line.starts_with("probes") {
            line.clear();
            assert_ne!(said.read_line(&mut line).unwrap(), 0, "the demo did not start");
            let text = line.trim();
            match text.strip_suffix(':').and_then(|text| text.rsplit_once(", ")) {
                Some((_, id)) => whose = id.to_owned(),
                None if text.starts_with("https://") => {
                    links.insert(whose.clone(), text.to_owned());
                }
                None => {}
            }
        }
        let url = format!("https://127.0.0.1:{port}");
        Self { child, data: data.to_owned(), url, links, _said: said }
    }

    /// The sign-in links, by whose they are; each works once.
    pub fn links(&self) -> &BTreeMap<String, String> {
        &self.links
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client with a certificate.
    ///
    /// # Panics
    /// If the certificate is none.
    pub fn client(&self, certificate: &Path) -> server::Client {
        let authority = self.data.join("keys/authority.pem");
        server::Client::new(&self.url, certificate, &authority).unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A free port whose operator's is free too.
fn free_ports() -> u16 {
    for _ in 0..100 {
        let main = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = main.local_addr().unwrap().port();
        let other = port.checked_add(1_000).map(|port| TcpListener::bind(("127.0.0.1", port)));
        if matches!(other, Some(Ok(_))) {
            return port;
        }
    }
    panic!("no two ports are free")
}
