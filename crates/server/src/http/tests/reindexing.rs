//! The index made anew under a running server.

use std::sync::atomic::{AtomicBool, Ordering};

use super::kit::Running;

/// The answer, to the byte.
fn found(site: &Running, query: &str) -> String {
    let (status, body) = site.json("alvarez", &format!("/api/v1/search?q={query}"));
    assert_eq!(status, 200, "{body}");
    let mut body = body;
    if let Some(body) = body.as_object_mut() {
        body.retain(|name, _| name == "total" || name == "results");
    }
    body.to_string()
}

#[test]
fn searches_find_the_same_before_during_and_after() {
    let site = Running::start(false);
    let before = found(&site, "Tapachula");
    assert!(before.contains("CIA TD-314/1"), "{before}");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let during = scope.spawn(|| {
            let mut searches = 0;
            while searches == 0 || !done.load(Ordering::Acquire) {
                assert_eq!(found(&site, "Tapachula"), before);
                searches += 1;
            }
        });
        for _ in 0..3 {
            assert_eq!(site.house.reindex().unwrap(), 3);
        }
        done.store(true, Ordering::Release);
        during.join().unwrap();
    });
    assert_eq!(found(&site, "Tapachula"), before);
}

#[test]
fn what_comes_while_it_is_made_is_in_it() {
    let site = Running::start(false);
    std::thread::scope(|scope| {
        let coming = scope.spawn(|| {
            for number in 10..30 {
                let report = super::kit::REPORTS.lines().nth(1).unwrap();
                let report = report.replace("CBP-1", &format!("CBP-{number}"));
                let bytes = std::sync::Arc::from(report.into_bytes());
                let source = [crate::Source::Bytes("test".to_owned(), bytes)];
                crate::ingest(&site.house, &source, "operator", None, &mut super::kit::Deaf)
                    .unwrap();
            }
        });
        while !coming.is_finished() {
            site.house.reindex().unwrap();
        }
        coming.join().unwrap();
    });
    site.house.make_searchable().unwrap();
    let (_, body) = site.json("alvarez", "/api/v1/search?q=passports");
    assert_eq!(body.pointer("/total").and_then(serde_json::Value::as_u64), Some(21), "{body}");
}

#[test]
fn an_index_that_is_damaged_under_the_server_is_made_anew() {
    let site = Running::start(false);
    let before = found(&site, "Tapachula");
    assert_eq!(site.house.tend_index(true).unwrap(), None, "nothing is wrong with it");
    let folder = site.folder.join("index/1");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "term" || kind == "idx") {
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(&path, bytes).unwrap();
        }
    }
    assert_eq!(site.house.tend_index(true).unwrap(), Some(3));
    assert_eq!(site.house.tend_index(true).unwrap(), None);
    assert_eq!(found(&site, "Tapachula"), before);
}

#[test]
fn the_operators_wish_is_heard_and_recorded() {
    let site = Running::start(false);
    let asked = crate::Clearinghouse::ask_to_reindex(&site.folder).unwrap();
    let before = site.house.store().journal().next_seq();
    while asked.exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(site.house.store().journal().next_seq() > before, "it is in the ledger");
    assert!(site.folder.join("index/2").exists());
}
