//! The server's start and memory, with everything taken in, by the real binary.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::corpus::Corpus;
use crate::figure::{print, rounded};

/// Starts the server, waits until it is ready, and reads its memory.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("serve")?;
    let (main, operator) = (free_port()?, free_port()?);
    corpus.ingest(&folder, index::Budget { threads: 2, bytes: 160_000_000 })?.close()?;
    folder.write_config(main, operator)?;
    let from = Instant::now();
    let mut server = Running::start(folder.path())?;
    wait_until_ready(operator)?;
    let ready_s = from.elapsed().as_secs_f64();
    std::thread::sleep(Duration::from_secs(2));
    let resident_mb = resident_mb(server.0.id())?;
    server.0.kill()?;
    print(&json!({
        "bench": "serve", "corpus": corpus.name, "ready_s": rounded(ready_s), "bar_ready_s": 2,
        "resident_mb": rounded(resident_mb), "bar_resident_mb": 300,
    }));
    Ok(())
}

/// A child process that does not outlive the bench.
pub(crate) struct Running(Child);

impl Running {
    /// Starts the server on a data folder.
    pub(crate) fn start(data: &Path) -> std::io::Result<Self> {
        start(data).map(Self)
    }

    /// Its resident memory.
    pub(crate) fn resident_mb(&self) -> Result<f64, Box<dyn std::error::Error>> {
        resident_mb(self.0.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(data: &Path) -> std::io::Result<Child> {
    let mut command = Command::new(binary()?);
    command.arg("--data").arg(data).arg("serve");
    command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn()
}

/// The binary that was built beside this one.
fn binary() -> std::io::Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("tearline"))
}

/// A port of this machine that is free now.
pub(crate) fn free_port() -> std::io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// Waits until a server takes requests.
pub(crate) fn wait_until_ready(operator: SocketAddr) -> crate::Outcome {
    let from = Instant::now();
    while !is_ready(operator) {
        if from.elapsed() > PATIENCE {
            return Err("the server did not get ready".into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

fn is_ready(operator: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(operator)?;
        stream
            .write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn resident_mb(pid: u32) -> Result<f64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib / 1024.0)
}

const PATIENCE: Duration = Duration::from_secs(60);
