//! Every other way and format in which something leaves: none shows a word of a withheld part.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use model::{Clock as _, Contract, Purpose, Timestamp, WantedReports};
use serde_json::Value;

use super::super::kit::{Deaf, Running};
use super::{MARKS, ORIGINATORS, allowed, line, word};
use crate::{Source, SystemClock};

/// Who asks, and for what.
struct Asking<'a> {
    site: &'a Running,
    who: &'a str,
    purpose: &'a str,
}

/// A way in which something leaves.
struct Way {
    name: &'static str,
    /// Everything that it gives.
    texts: fn(&Asking<'_>) -> Vec<String>,
    /// Whether it has words of reports at all.
    has_words: bool,
}

impl Asking<'_> {
    fn get(&self, path: &str) -> String {
        self.site.raw(Some(self.who), "GET", path, "")
    }

    /// An address with the purpose.
    fn asked(&self, path: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        self.get(&format!("{path}{sign}purpose={}", self.purpose))
    }

    /// One of the feed's addresses.
    fn feed(&self, last: &str) -> String {
        self.get(&format!("/api/v1/feeds/{}{last}", self.purpose))
    }

    fn of_each(&self, path: &str) -> Vec<String> {
        let ids = ORIGINATORS.iter().enumerate();
        let ids = ids.map(|(at, of)| format!("{}%20Z-{at}", of.replace('/', "%2F")));
        ids.map(|id| self.asked(&path.replace("ID", &id))).collect()
    }

    /// A stream's beginning: it does not end by itself.
    fn stream(&self) -> String {
        let mut stream = self.site.open(Some(self.who));
        let path = format!("/api/v1/feeds/{}/events?after=0", self.purpose);
        let ask = format!("GET {path} HTTP/1.1\r\nHost: t\r\nAccept: text/event-stream\r\n\r\n");
        stream.write_all(ask.as_bytes()).unwrap();
        stream.sock.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
        let mut bytes = Vec::new();
        // It goes on until nothing more comes for a while.
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    fn taxii(&self, last: &str) -> Vec<String> {
        let accept = "Accept: application/taxii+json;version=2.1\r\n";
        let get = |path: &str| self.site.raw(Some(self.who), "GET", path, accept);
        let list = get("/taxii2/feeds/collections/");
        let list: Value = serde_json::from_str(list.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let own = |of: &&Value| of["title"].as_str().is_some_and(|title| title == self.purpose);
        let own = list["collections"].as_array().unwrap().iter().filter(own);
        let ids = own.map(|collection| collection["id"].as_str().unwrap());
        ids.map(|id| get(&format!("/taxii2/feeds/collections/{id}/{last}/"))).collect()
    }

    fn misp(&self) -> Vec<String> {
        let manifest = self.feed("/misp/manifest.json");
        let body = manifest.split("\r\n\r\n").nth(1).unwrap();
        let events: Value = serde_json::from_str(body).unwrap_or_default();
        let ids: Vec<String> =
            events.as_object().map(|of| of.keys().cloned().collect()).unwrap_or_default();
        let events = ids.iter().map(|id| self.feed(&format!("/misp/{id}.json")));
        events.chain([self.feed("/misp/hashes.csv"), manifest.clone()]).collect()
    }

    /// What a webhook and a letter would bring.
    fn sent(&self) -> Vec<String> {
        let recipient = self.site.house.recipient(self.who).unwrap();
        let page = self.site.house.feed_page((recipient, None), self.purpose, (0, 100)).unwrap();
        let hook = crate::webhook::Webhook {
            recipient: self.who.to_owned(),
            feed: self.purpose.to_owned(),
            url: String::new(),
            secret: std::path::PathBuf::new(),
            authority: std::path::PathBuf::new(),
            certificate: None,
            allow_private: false,
        };
        let sent =
            hook.delivery("contract", &page, 0).map(|of| String::from_utf8(of.body).unwrap());
        sent.into_iter().chain([crate::digest::letter_text(&page)]).collect()
    }
}

const WAYS: &[Way] = &[
    way("facets", |of| {
        vec![of.asked("/api/v1/search?q=lantern&facets=all&timeline=on&explain=on")]
    }),
    way("suggestions", |of| {
        ["/api/v1/search/suggest?q=z", "/search/suggest?q=zq"].map(|path| of.asked(path)).to_vec()
    }),
    way("alerts", |of| ["/api/v1/alerts", "/alerts"].map(|path| of.asked(path)).to_vec()),
    way("similar", |of| of.of_each("/api/v1/search/similar?id=ID")),
    way("similar page", |of| of.of_each("/similar?id=ID")),
    // None says nearly the same as another.
    Way {
        has_words: false,
        ..way("duplicates", |of| of.of_each("/api/v1/search/duplicates?id=ID"))
    },
    way("changes", |of| of.of_each("/report/changes?id=ID")),
    way("entity", |of| of.of_each("/api/v1/entities/ID%231")),
    way("entity page", |of| of.of_each("/entity?id=ID%231")),
    way("graph", |of| of.of_each("/api/v1/entities/ID%231/graph")),
    way("graph page", |of| of.of_each("/entity/graph?id=ID%231")),
    way("feed", |of| vec![of.feed("?after=0"), of.get(&format!("/feeds/{}?after=0", of.purpose))]),
    way("atom", |of| vec![of.feed("/atom")]),
    way("csv", |of| vec![of.feed("/csv")]),
    way("jsonl", |of| vec![of.feed("/jsonl")]),
    way("stream", |of| vec![of.stream()]),
    way("misp", |of| of.misp()),
    way("taxii", |of| of.taxii("objects")),
    Way { has_words: false, ..way("taxii manifest", |of| of.taxii("manifest")) },
    way("webhook and letter", |of| of.sent()),
];

const fn way(name: &'static str, texts: fn(&Asking<'_>) -> Vec<String>) -> Way {
    Way { name, texts, has_words: true }
}

/// Feeds and saved searches of somebody for a purpose, named as it is.
fn subscribe(site: &Running, who: &str, purpose: Purpose) {
    let recipient = site.house.recipient(who).unwrap();
    let contract = Contract {
        recipient: recipient.id.clone(),
        name: purpose.name().to_owned(),
        purpose,
        matter: None,
        wanted: WantedReports { query: Some("lantern".to_owned()), ..WantedReports::default() },
        level_max: recipient.clearance,
        from: SystemClock.now(),
        until: Timestamp::parse("2200-01-01").unwrap(),
    };
    let id = site.house.propose(&contract, "ops").unwrap();
    site.house.approve_contract(&id, "ops").unwrap();
    let saved = serde_json::json!({
        "name": purpose.name(), "query": "lantern", "purpose": purpose.name(),
    });
    assert_eq!(site.post(who, "/api/v1/search/saved", &saved.to_string()).0, 200);
}

/// Takes in each report in two versions, marked alike.
fn take_in(site: &Running) {
    let mut lines = String::new();
    for version in [1, 2] {
        for (at, marks) in MARKS.iter().enumerate() {
            let text = line(at, marks).replace("lantern", &format!("lantern {version}"));
            let mut report: Value = serde_json::from_str(&text).unwrap();
            report["version"] = version.into();
            lines.push_str(&format!("{report}\n"));
        }
    }
    let sources = [Source::Bytes("test".to_owned(), Arc::from(lines.as_bytes()))];
    crate::ingest(&site.house, &sources, "operator", None, &mut Deaf).unwrap();
    site.house.make_searchable().unwrap();
    site.house.alert().unwrap();
    site.house.bring_feeds().unwrap();
}

#[test]
fn no_way_and_no_format_shows_a_word_of_a_withheld_part() {
    let site = Running::start(false);
    let people = ["alvarez", "reyes", "kowalski"];
    let purposes = [Purpose::Analysis, Purpose::Court];
    for who in people {
        purposes.iter().for_each(|purpose| subscribe(&site, who, *purpose));
    }
    take_in(&site);
    let parts = ["t", "p", "l", "c", "e", "a"];
    let words = |report| parts.iter().flat_map(move |part| [0, 1].map(|at| word(report, part, at)));
    let every: Vec<String> = (0..MARKS.len()).flat_map(words).collect();
    let mut shown: Vec<BTreeSet<&String>> = WAYS.iter().map(|_| BTreeSet::new()).collect();
    for who in people {
        for purpose in purposes {
            let reports = 0..MARKS.len();
            let may: BTreeSet<String> =
                reports.flat_map(|report| allowed(&site, who, report, purpose)).collect();
            let asking = Asking { site: &site, who, purpose: purpose.name() };
            for (way, shown) in WAYS.iter().zip(&mut shown) {
                for text in (way.texts)(&asking) {
                    for word in every.iter().filter(|word| text.contains(*word)) {
                        let name = way.name;
                        assert!(may.contains(word), "{name}: {word} to {who}, {purpose:?}: {text}");
                        shown.insert(word);
                    }
                }
            }
        }
    }
    for (way, shown) in WAYS.iter().zip(&shown) {
        assert_eq!(way.has_words, !shown.is_empty(), "{}: {shown:?}", way.name);
    }
}
