//! Pages for people over TLS with client certificates, beside a bare handler that says hello: how many a
//! second, how large, and how soon a search and a very long report are there.

use std::path::Path;

use model::Clock as _;
use serde_json::json;
use server::{Client, DataFolder, SystemClock, percent_encode};

use crate::corpus::{Corpus, Nobody};
use crate::feeds::{Asker, Peer};
use crate::figure::{median, print, quantile, rounded, timed};
use crate::serve::{Running, free_port, wait_until_ready};

/// Serves the corpus, and asks for pages of it.
pub(crate) fn run(corpus: &Corpus) -> crate::Outcome {
    let folder = corpus.data("pages")?;
    let house = corpus.ingest(&folder, index::Budget { threads: 2, bytes: 160_000_000 })?;
    let long = [server::Source::Bytes("long".to_owned(), long().into_bytes().into())];
    server::ingest(&house, &long, "operator", None, &mut Nobody)?;
    house.make_searchable()?;
    let reader = house.community().recipients.keys().next().ok_or("a reader")?.to_string();
    let reader = if corpus.name == "frus" { "principal".to_owned() } else { reader };
    house.close()?;
    drop(house);
    let (main, operator) = (free_port()?, free_port()?);
    folder.write_config(main, operator)?;
    let certificate = certificate(corpus, &folder, &reader)?;
    let _server = Running::start(folder.path())?;
    wait_until_ready(operator)?;
    let authority = folder.join("keys/authority.pem");
    let url = format!("https://{main}");
    let ours = Asker { url: &url, certificate: &certificate, authority: &authority };
    let client = ours.client()?;
    let report = first_hit(&client)?;
    let peer = Peer::serve(&folder, b"<!doctype html><title>hello</title>hello".to_vec())?;
    let bare = Asker { url: &format!("https://{peer}"), ..ours };
    let report = format!("/report?id={}", percent_encode(&report));
    let paths = [("empty search", "/"), ("search", SEARCH), ("report", report.as_str())];
    for (what, path) in paths {
        let (_, page) = client.get(path)?;
        let (mut asked, mut served) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            served.push(bare.requests_a_second("/")?);
            asked.push(ours.requests_a_second(path)?);
        }
        let (asked, served) = (median(asked), median(served));
        print(&json!({
            "bench": "pages", "what": what, "corpus": corpus.name, "page_bytes": page.len(),
            "bar_page_bytes": 100_000, "pages_s": rounded(asked), "hello_pages_s": rounded(served),
            "ratio": rounded(asked / served),
        }));
    }
    one_by_one(corpus, &client)
}

/// How soon a page is there, asked one after the other.
fn one_by_one(corpus: &Corpus, client: &Client) -> crate::Outcome {
    let mut searches = Vec::new();
    for query in QUERIES.iter().cycle().take(ASKED) {
        let (got, took) = timed(|| client.get(&format!("/search?q={}", percent_encode(query))));
        let (status, _) = got?;
        (status == 200).then_some(()).ok_or("a search was not answered")?;
        searches.push(took.as_secs_f64() * 1_000.0);
    }
    print(&json!({
        "bench": "pages", "what": "a search page, whole, from asking on", "corpus": corpus.name,
        "median_ms": rounded(median(searches.clone())), "p90_ms": rounded(quantile(searches, 0.9)),
        "bar_ms": 50,
    }));
    let (mut took_ms, mut bytes) = (Vec::new(), 0);
    for _ in 0..ROUNDS * 2 {
        let (got, took) = timed(|| client.get("/report?id=STATE%20PAGES-5000"));
        let (status, page) = got?;
        (status == 200).then_some(()).ok_or("the long report was not given")?;
        bytes = page.len();
        took_ms.push(took.as_secs_f64() * 1_000.0);
    }
    print(&json!({
        "bench": "pages", "what": "a report of 5,000 portions, whole, from asking on",
        "page_bytes": bytes, "median_ms": rounded(median(took_ms)),
    }));
    Ok(())
}

fn certificate(
    corpus: &Corpus,
    folder: &DataFolder,
    reader: &str,
) -> Result<std::path::PathBuf, Box<dyn std::error::Error>> {
    let certificate = corpus.folder.path().join("reader.pem");
    let issued = server::issue_certificate(folder, reader, SystemClock.now(), 1)?;
    std::fs::write(Path::new(&certificate), issued)?;
    Ok(certificate)
}

fn first_hit(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
    let (_, found) = client.get("/api/v1/search?q=visit&limit=1")?;
    let found: serde_json::Value = serde_json::from_slice(&found)?;
    let report = found.pointer("/results/0/report").and_then(serde_json::Value::as_str);
    Ok(report.ok_or("nothing is found")?.to_owned())
}

/// A report of very many portions.
fn long() -> String {
    let portion = |nth| {
        let text = format!("Paragraph {nth}: the party left the house before noon and went north.");
        json!({ "marking": "S", "text": text })
    };
    let portions: Vec<_> = (0..5_000).map(portion).collect();
    json!({
        "format": "tearline.report/1", "originator": "STATE", "serial": "PAGES-5000",
        "kind": "report", "title": {"marking": "U", "text": "Very many portions"},
        "banner": "SECRET", "portions": portions,
    })
    .to_string()
}

const SEARCH: &str = "/search?q=visit";
/// Common words and rare ones, phrases and fields.
const QUERIES: [&str; 8] = [
    "visit",
    "embassy ambassador",
    "\"secretary of state\"",
    "originator:STATE kind:cable",
    "nuclear OR missile",
    "passport",
    "*",
    "issued:1970 vietnam",
];
const ASKED: usize = 80;
const ROUNDS: usize = 5;
