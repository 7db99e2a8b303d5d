//! Submissions that come one after the other.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use rustls::{ClientConnection, StreamOwned};
use serde_json::{Value, json};

use super::kit::Running;

type Connection = StreamOwned<ClientConnection, TcpStream>;

fn report(serial: &str) -> String {
    let report = json!({
        "format": "tearline.report/1", "originator": "DHS/CBP", "serial": serial, "kind": "report",
        "title": {"text": "A lantern"}, "banner": "UNCLASSIFIED",
        "portions": [{"text": "A lantern on the pier."}],
    });
    format!("{report}\n")
}

fn send(stream: &mut Connection, text: &str) {
    write!(stream, "{:x}\r\n{text}\r\n", text.len()).unwrap();
    stream.flush().unwrap();
}

/// Reads until something stands in what came.
fn read_until(stream: &mut Connection, text: &mut String, wanted: &str) {
    let mut bytes = [0; 4096];
    while !text.contains(wanted) {
        let count = stream.read(&mut bytes).unwrap();
        assert!(count > 0, "it ended before {wanted}: {text}");
        text.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
    }
}

fn open(site: &Running, name: &str) -> Connection {
    let mut stream = site.open(Some(name));
    let head = "POST /api/v1/reports/stream HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn each_line_has_its_receipt_before_the_next_is_sent() {
    let site = Running::start(false);
    let mut stream = open(&site, "cbp-submitter");
    let mut told = String::new();
    let first = report("S-1");
    // Half a line is none yet.
    let (half, rest) = first.split_at(40);
    send(&mut stream, half);
    send(&mut stream, rest);
    read_until(&mut stream, &mut told, "\"report\":\"DHS/CBP S-1 v1\"");
    assert!(told.contains("\"outcome\":\"accepted\"") && told.contains("x-ndjson"), "{told}");
    // It is durable by then, whatever becomes of the rest.
    assert!(site.house.store().report("DHS/CBP S-1").unwrap().is_some());
    send(&mut stream, "no report\n");
    read_until(&mut stream, &mut told, "\"outcome\":\"refused\"");
    send(&mut stream, &(report("S-1") + &report("S-2")));
    read_until(&mut stream, &mut told, "\"report\":\"DHS/CBP S-2 v1\"");
    stream.write_all(b"0\r\n\r\n").unwrap();
    read_until(&mut stream, &mut told, "\"summary\"");
    let summary = told.lines().find(|line| line.contains("\"summary\""));
    let summary: Value = serde_json::from_str(summary.unwrap()).unwrap();
    let summary = &summary["summary"];
    let counts = ["accepted", "repeated", "refused"].map(|name| summary[name].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 1], "{summary}");
}

#[test]
fn a_stream_that_breaks_off_keeps_what_was_settled() {
    let site = Running::start(false);
    let mut stream = open(&site, "cbp-submitter");
    send(&mut stream, &report("S-3"));
    read_until(&mut stream, &mut String::new(), "S-3");
    send(&mut stream, "{\"format\"");
    drop(stream);
    assert!(site.house.store().report("DHS/CBP S-3").unwrap().is_some());
    // The turn is given back: as many streams as are allowed can still be opened, and more.
    for serial in 0..10 {
        let mut stream = open(&site, "cbp-submitter");
        send(&mut stream, &report(&format!("T-{serial}")));
        read_until(&mut stream, &mut String::new(), "accepted");
    }
}

#[test]
fn only_submitters_stream_and_only_their_own() {
    let site = Running::start(false);
    let mut stream = open(&site, "alvarez");
    let mut told = String::new();
    read_until(&mut stream, &mut told, "not-your-function");
    let mut stream = open(&site, "cia-submitter");
    send(&mut stream, &report("S-4"));
    let mut told = String::new();
    read_until(&mut stream, &mut told, "\"outcome\"");
    assert!(told.contains("you may not submit reports of `DHS/CBP`"), "{told}");
}

#[test]
fn a_form_brings_files_of_any_format_each_under_its_name() {
    let site = Running::start(false);
    let mut body = String::new();
    for (name, content) in [("a.jsonl", report("M-1")), ("b.txt", "Nobody marked this.".to_owned())]
    {
        body.push_str(&format!(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n\
             {content}\r\n"
        ));
    }
    body.push_str("--cut--\r\n");
    let kind = "multipart/form-data; boundary=cut";
    let client = site.client("cbp-submitter");
    let (status, answer) = client.post("/api/v1/reports", kind, body.into_bytes()).unwrap();
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(status, 200, "{answer}");
    let receipts = answer["receipts"].as_array().unwrap();
    let told: Vec<_> = receipts.iter().map(|of| (&of["source"], &of["outcome"])).collect();
    let expected = [("a.jsonl", "accepted"), ("b.txt", "quarantined")];
    let expected = expected.map(|(name, outcome)| (json!(name), json!(outcome)));
    assert_eq!(told, expected.iter().map(|(name, of)| (name, of)).collect::<Vec<_>>(), "{answer}");
    let (status, answer) = client.post("/api/v1/reports", kind, b"--cut\r\nx".to_vec()).unwrap();
    assert_eq!(status, 400, "{}", String::from_utf8_lossy(&answer));
}
