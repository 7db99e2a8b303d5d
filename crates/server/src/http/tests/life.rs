//! Start and stop.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use super::super::{Options, serve};
use super::kit::{Running, read_all};

#[test]
fn what_is_under_way_finishes_and_nothing_new_begins() {
    let mut site = Running::start(false);
    assert!(site.probe("/healthz").ends_with("\r\n\r\nok"));
    assert!(site.probe("/readyz").ends_with("\r\n\r\nready"));
    let mut stream = site.open(Some("cbp-submitter"));
    let head = "POST /api/v1/reports HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\
                Expect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    // The server asks for the body when the request has begun.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100"));
    site.stop();
    let stopping = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        site.probe("/readyz").contains("503")
    });
    assert!(stopping);
    assert!(site.probe("/healthz").ends_with("ok"));
    std::thread::sleep(Duration::from_millis(100));
    assert!(std::net::TcpStream::connect(site.at.main).is_err());
    stream.write_all(b"{}\n\n").unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("refused"), "{answer}");
    site.ended().unwrap();
    assert!(!site.house.is_unsigned() && !site.house.is_behind());
}

#[test]
fn an_address_in_use_is_named() {
    let site = Running::start(false);
    let other = tempfile::tempdir().unwrap();
    let folder = crate::DataFolder::new(other.path().join("data"));
    let source = std::path::Path::new("community.toml");
    let addresses = (site.at.main, site.at.operator);
    crate::init(&folder, crate::CENTER_COMMUNITY, source, addresses, &crate::SystemClock).unwrap();
    let clock = std::sync::Arc::new(crate::SystemClock);
    let budget = index::Budget { threads: 1, bytes: 20_000_000 };
    let (house, _) = crate::Clearinghouse::open(&folder, clock, budget).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let served = serve(std::sync::Arc::new(house), Options::default(), std::future::pending());
    let error = runtime.block_on(served).unwrap_err().to_string();
    assert!(error.contains(&site.at.main.to_string()) && error.contains("`listen`"), "{error}");
}
