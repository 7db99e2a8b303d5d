//! How soon after its receipt a report is found, over TLS, on a quiet server and while others pour in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use model::Clock as _;
use serde_json::{Value, json};
use server::{Client, DataFolder, SystemClock};

use crate::corpus::Corpus;
use crate::figure::{median, print, quantile, rounded};
use crate::serve::{Running, free_port, wait_until_ready};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Sends reports one by one and looks for each until it is found.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let folder = DataFolder::new(corpus.folder.path().join("fresh"));
    let (main, operator) = (free_port()?, free_port()?);
    let source = Path::new("community.toml");
    server::init(&folder, server::CENTER_COMMUNITY, source, (main, operator), &SystemClock)?;
    let certificate = |who: &str| -> Result<PathBuf, Box<dyn std::error::Error>> {
        let path = corpus.folder.path().join(format!("{who}.pem"));
        std::fs::write(&path, server::issue_certificate(&folder, who, SystemClock.now(), 1)?)?;
        Ok(path)
    };
    let (submitter, reader) = (certificate("cia-submitter")?, certificate("alvarez")?);
    let _server = Running::start(folder.path())?;
    wait_until_ready(operator)?;
    let (url, authority) = (format!("https://{main}"), folder.join("keys/authority.pem"));
    let asker = |who: &Path| Client::new(&url, who, &authority);
    let (sending, reading, pouring) = (asker(&submitter)?, asker(&reader)?, asker(&submitter)?);
    let mut quiet = Vec::new();
    for number in 0..QUIET {
        quiet.push(found_after(&sending, &reading, number).map_err(|fault| fault.to_string())?);
    }
    let done = AtomicBool::new(false);
    let (poured, busy) = std::thread::scope(|scope| {
        let poured = scope.spawn(|| {
            let poured = pour(&pouring);
            done.store(true, Ordering::SeqCst);
            poured
        });
        let mut busy = Vec::new();
        for number in QUIET.. {
            if done.load(Ordering::SeqCst) {
                break;
            }
            busy.push(found_after(&sending, &reading, number));
        }
        (poured.join(), busy)
    });
    let seconds = poured.map_err(|_| "the pouring thread panicked")?;
    let seconds = seconds.map_err(|fault| fault.to_string())?;
    let busy: Result<Vec<f64>, Fault> = busy.into_iter().collect();
    let busy = busy.map_err(|fault| fault.to_string())?;
    for (what, times) in [("nothing else comes", quiet), ("reports pour in", busy)] {
        print(&json!({
            "bench": "fresh", "what": format!("from a receipt to a hit while {what}"),
            "reports": times.len(), "median_ms": rounded(median(times.clone())),
            "p99_ms": rounded(quantile(times.clone(), 0.99)),
            "slowest_ms": rounded(times.iter().copied().fold(0.0, f64::max)), "bar_ms": 1_000,
            "poured": POURED, "poured_s": rounded(seconds),
        }));
    }
    Ok(())
}

/// Milliseconds from the receipt of a report to a search that finds it.
fn found_after(sending: &Client, reading: &Client, number: u64) -> Result<f64, Fault> {
    let word = format!("probe{number}word");
    accept(sending, report(&format!("PROBE-{number}"), &word))?;
    let from = Instant::now();
    let address = format!("/api/v1/search?q=%3D{word}&limit=1&purpose=analysis");
    loop {
        let (status, answer) = reading.get(&address)?;
        let answer: Value = serde_json::from_slice(&answer)?;
        if answer.get("total") == Some(&json!(1)) {
            return Ok(from.elapsed().as_secs_f64() * 1e3);
        }
        if status != 200 || from.elapsed() > PATIENCE {
            return Err(format!("{word} is not found: {status} {answer}").into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Sends many reports, some hundred at a time; the seconds that they took.
fn pour(client: &Client) -> Result<f64, Fault> {
    let from = Instant::now();
    let mut lines = String::new();
    for (number, told) in scenario::Scenario::new(7, POURED).reports().enumerate() {
        let told: Value = serde_json::from_str(&told.line)?;
        let texts = told.get("portions").and_then(Value::as_array).into_iter().flatten();
        let texts: Vec<&str> = texts.filter_map(|of| of.get("text")?.as_str()).collect();
        lines.push_str(&report(&format!("POUR-{number}"), &texts.join(" ")));
        if (number + 1).is_multiple_of(POURED_AT_ONCE) {
            accept(client, std::mem::take(&mut lines))?;
        }
    }
    Ok(from.elapsed().as_secs_f64())
}

fn report(serial: &str, text: &str) -> String {
    let report = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "kind": "cable",
        "banner": "SECRET//NOFORN", "leads_only": false,
        "title": {"text": serial}, "portions": [{"text": text}],
    });
    format!("{report}\n")
}

fn accept(client: &Client, lines: String) -> Result<(), Fault> {
    let (status, answer) =
        client.post("/api/v1/reports", "application/x-ndjson", lines.into_bytes())?;
    match status {
        200 => Ok(()),
        _ => Err(format!("{status}: {}", String::from_utf8_lossy(&answer)).into()),
    }
}

const QUIET: u64 = 40;
const POURED: u64 = 20_000;
const POURED_AT_ONCE: usize = 500;
const PATIENCE: Duration = Duration::from_secs(60);
