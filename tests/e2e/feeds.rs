//! What feeds bring is what the release engine, asked alone, permits: over the scenario, and whatever
//! happens to reports, acts, the community and the clock; in order, without a gap, and once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dissemination::Ask;
use kit::served::Served;
use kit::stage::Stage;
use model::{Clock, Contract, Manner, Purpose, Recipient, Timestamp, WantedReports};
use serde_json::Value;
use server::wire::{FeedItem, FeedPage};
use server::{Clearinghouse, Listener, Receipt, Source, SystemClock};

use crate::over_time::{History, RECIPIENTS};

struct Deaf;

impl Listener for Deaf {
    fn read(&mut self, _: u64) {}
    fn settled(&mut self, _: &Receipt) {}
}

/// Somebody who reads a feed page by page and keeps what it says.
#[derive(Default)]
struct Reader {
    after: u64,
    /// What is held of each report: its version and form.
    holds: BTreeMap<String, (u32, String)>,
    taken_back: usize,
}

impl Reader {
    fn read(&mut self, house: &Clearinghouse, recipient: &Recipient, name: &str, limit: usize) {
        loop {
            let page = house.feed_page((recipient, None), name, (self.after, limit)).unwrap();
            let FeedPage { items, after, more } = FeedPage::of(&page, self.after);
            for item in items {
                self.after += 1;
                assert_eq!(item.position, self.after, "no gap");
                self.take(item);
            }
            assert_eq!(after, self.after);
            if !more {
                return;
            }
        }
    }

    fn take(&mut self, item: FeedItem) {
        let FeedItem { what, report, brought, .. } = item;
        match what.as_str() {
            "brought" => {
                let brought = brought.unwrap();
                assert_eq!(report, Some(brought.report.clone()));
                self.holds.insert(brought.report, (brought.version, brought.outcome));
            }
            "taken-back" => {
                self.taken_back += 1;
                self.holds.remove(&report.unwrap());
            }
            _ => assert_eq!((what.as_str(), report), ("passed", None)),
        }
    }
}

pub(crate) fn contract(
    recipient: &Recipient,
    name: &str,
    purpose: Purpose,
    at: Timestamp,
) -> Contract {
    Contract {
        recipient: recipient.id.clone(),
        name: name.to_owned(),
        purpose,
        matter: None,
        wanted: WantedReports { query: Some("*".to_owned()), ..WantedReports::default() },
        level_max: recipient.clearance,
        from: at,
        until: Timestamp::parse("2200-01-01").unwrap(),
    }
}

pub(crate) fn open(house: &Clearinghouse, contract: &Contract) {
    let id = house.propose(contract, "test").unwrap();
    house.approve_contract(&id, "test").unwrap();
}

/// What the release engine permits of everything that is stored, and lets be found.
pub(crate) fn permitted(
    house: &Clearinghouse,
    contract: &Contract,
    at: Timestamp,
) -> BTreeMap<String, (u32, String)> {
    let community = house.store().in_force();
    let recipient = contract.capped(house.recipient(contract.recipient.as_str()).unwrap());
    let mut names = Vec::new();
    house.store().current(|name, _| names.push(name.to_owned())).unwrap();
    let ask = |manner| Ask {
        recipient: &recipient,
        purpose: contract.purpose,
        matter: None,
        manner,
        at,
        community: &community,
    };
    let decided = names.into_iter().filter_map(|name| {
        let report = house.store().report(&name).unwrap()?;
        let form = report.ponder(ask(Manner::Extract)).form?;
        Some((name, (report.id().version, form.outcome().to_owned())))
    });
    decided.collect()
}

#[test]
fn every_contract_brings_of_the_scenario_exactly_what_the_release_engine_permits() {
    let stage = Stage::new();
    let story = std::fs::read_to_string(stage.scenario(90)).unwrap();
    let lines: Vec<&str> = story.lines().collect();
    let first = stage.write("first.jsonl", lines[..40].join("\n").as_bytes());
    stage.run(&["ingest", first.to_str().unwrap()]).expect(0);
    stage.with_house(|house| {
        let at = SystemClock.now();
        let mut contracts = Vec::new();
        for recipient in house.community().recipients.values() {
            for purpose in [Purpose::Analysis, Purpose::InvestigativeLead, Purpose::Operation] {
                contracts.push(contract(recipient, purpose.name(), purpose, at));
            }
        }
        contracts.iter().for_each(|contract| open(house, contract));
        house.bring_feeds().unwrap();
        // The rest comes while the contracts are in force.
        let rest = Arc::from((lines[40..].join("\n") + "\n").as_bytes());
        let sources = [Source::Bytes("rest".to_owned(), rest)];
        server::ingest(house, &sources, "operator", None, &mut Deaf).unwrap();
        house.bring_feeds().unwrap();
        let (mut brought, mut forms) = (0, BTreeSet::new());
        for contract in &contracts {
            let recipient = house.recipient(contract.recipient.as_str()).unwrap();
            let mut reader = Reader::default();
            reader.read(house, recipient, &contract.name, 7);
            let expected = permitted(house, contract, SystemClock.now());
            assert_eq!(reader.holds, expected, "{} {}", recipient.id, contract.name);
            brought += reader.holds.len();
            forms.extend(reader.holds.into_values().map(|(_, form)| form));
            // Nothing is brought twice.
            let last = reader.after;
            house.bring_feeds().unwrap();
            assert_eq!(house.store().feed_len(contract), last);
        }
        assert!(brought > 500 && forms.len() >= 3, "{brought} {forms:?}");
    });
}

#[test]
fn a_feed_follows_whatever_happens_and_its_reader_holds_what_may_be_held_now() {
    let (mut taken_back, mut held) = (0, 0);
    for seed in 60..64 {
        let mut history = History::new(seed);
        let at = history.clock.now();
        let mut contracts = Vec::new();
        for name in RECIPIENTS {
            let recipient = history.house().recipient(name).unwrap();
            let mut wanted = contract(recipient, "all", Purpose::Analysis, at);
            // A clearance that rises later must not be cut off by the contract.
            wanted.level_max = marking::Level::TopSecret;
            open(history.house(), &wanted);
            contracts.push((wanted, Reader::default()));
        }
        for step in 0..40 {
            history.happen();
            let house = history.house();
            house.bring_feeds().unwrap();
            for (contract, reader) in &mut contracts {
                let recipient = house.recipient(contract.recipient.as_str()).unwrap();
                reader.read(house, recipient, "all", 1 + step % 3);
                let expected = permitted(house, contract, history.clock.now());
                assert_eq!(reader.holds, expected, "{} {seed} {step}", recipient.id);
                held += reader.holds.len();
            }
        }
        taken_back += contracts.iter().map(|(_, reader)| reader.taken_back).sum::<usize>();
    }
    assert!(taken_back > 10 && held > 200, "{taken_back} {held}");
}

#[test]
fn a_feed_is_read_from_any_position_by_its_recipient_alone_while_its_contract_is_in_force() {
    let stage = Stage::with_reports(60);
    let propose = [
        "feed",
        "propose",
        "leads",
        "--to",
        "alvarez",
        "--query",
        "*",
        "--purpose",
        "investigative-lead",
        "--until",
        "2100-01-01",
        "--json",
    ];
    let id = stage.run(&propose).expect(0).json()[0]["id"].as_str().unwrap().to_owned();
    let read = |who: &str, after: &str, limit: &str| {
        stage.run(&[
            "feed", "read", "leads", "--as", who, "--after", after, "--limit", limit, "--json",
        ])
    };
    let refused = read("alvarez", "0", "10");
    assert!(refused.code > 1 && refused.err.contains("no feed `leads`"), "{}", refused.err);
    stage.run(&["feed", "approve", &id]).expect(0);
    let all = read("alvarez", "0", "1000").expect(0).json().remove(0);
    let items = all["items"].as_array().unwrap();
    assert!(items.len() > 10 && all["more"] == false, "{all}");
    let some = read("alvarez", "3", "4").expect(0).json().remove(0);
    assert_eq!((&some["items"], &some["after"]), (&items[3..7].into(), &7.into()));
    assert_eq!(some["more"], true);
    let end = read("alvarez", "100000", "4").expect(0).json().remove(0);
    assert_eq!((&end["items"], &end["after"]), (&Vec::<u8>::new().into(), &100_000.into()));
    let refused = read("whitcombe", "0", "10");
    assert!(refused.code > 1 && refused.err.contains("no feed `leads`"), "{}", refused.err);
    // The catalog is a fold of the journal, and so are feeds.
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(read("alvarez", "0", "1000").expect(0).json().remove(0), all);
    stage.run(&["feed", "close", &id, "--why", "no longer needed"]).expect(0);
    let refused = read("alvarez", "0", "10");
    assert!(refused.code > 1 && refused.err.contains("no feed `leads`"), "{}", refused.err);
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_running_server_brings_a_feed_what_comes_and_lists_it_for_its_recipient_alone() {
    let stage = Stage::new();
    let story = std::fs::read(stage.scenario(30)).unwrap();
    let house_opens = |house: &Clearinghouse| {
        let recipient = house.recipient("alvarez").unwrap();
        open(house, &contract(recipient, "all", Purpose::Analysis, SystemClock.now()));
    };
    stage.with_house(house_opens);
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    let read = |client: &server::Client, path: &str| -> (u16, Value) {
        let (status, body) = client.get(path).unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    };
    let last = || read(&client, "/api/v1/feeds").1[0]["last"].as_u64().unwrap();
    assert_eq!(last(), 0);
    let submitter = server.client(&stage.certificate("cia-submitter"));
    let kept: Vec<u8> = story
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| line.windows(18).any(|part| part == b"\"originator\":\"CIA\""))
        .flatten()
        .copied()
        .collect();
    let (status, _) = submitter.post("/api/v1/reports", "application/x-ndjson", kept).unwrap();
    assert_eq!(status, 200);
    let began = server::instant();
    while last() == 0 {
        assert!(began.elapsed().as_secs() < 60, "nothing was brought");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let (status, page) = read(&client, "/api/v1/feeds/all?limit=1");
    assert_eq!((status, page["items"].as_array().unwrap().len()), (200, 1));
    assert_eq!(page["items"][0]["brought"]["originator"], "CIA", "{page}");
    for wrong in ["/api/v1/feeds/all?after=x", "/api/v1/feeds/all?limit=0"] {
        assert_eq!(read(&client, wrong).0, 400, "{wrong}");
    }
    assert_eq!(read(&client, "/api/v1/feeds/other").0, 404);
    assert_eq!(read(&submitter, "/api/v1/feeds").1, serde_json::json!([]));
    assert_eq!(read(&submitter, "/api/v1/feeds/all").0, 404);
}

pub(crate) fn line(serial: &str, text: &str) -> Value {
    let part = serde_json::json!({"marking": "S//NF", "text": text});
    serde_json::json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "version": 1,
        "kind": "intelligence-report", "banner": "SECRET//NOFORN", "title": part, "portions": [part],
    })
}

pub(crate) fn take_in(house: &Clearinghouse, lines: &[Value]) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let sources = [Source::Bytes("test".to_owned(), Arc::from(text.as_bytes()))];
    server::ingest(house, &sources, "operator", None, &mut Deaf).unwrap();
    house.make_searchable().unwrap();
}

fn whats(house: &Clearinghouse, who: &str, name: &str, after: u64) -> (Vec<FeedItem>, bool) {
    let page = house.feed_page((house.recipient(who).unwrap(), None), name, (after, 10)).unwrap();
    let FeedPage { items, more, .. } = FeedPage::of(&page, after);
    (items, more)
}

#[test]
fn what_is_taken_back_before_it_was_read_is_named_to_nobody() {
    let stage = Stage::new();
    let names = ["alvarez", "castellanos"];
    stage.with_house(|house| {
        take_in(house, &[line("R-1", "Lanterns at the quay.")]);
        for name in names {
            let recipient = house.recipient(name).unwrap();
            open(house, &contract(recipient, "all", Purpose::Analysis, SystemClock.now()));
        }
        house.bring_feeds().unwrap();
        let (read, _) = whats(house, "alvarez", "all", 0);
        assert_eq!((read.len(), read[0].what.as_str()), (1, "brought"));
        for name in names {
            let of = contract(
                house.recipient(name).unwrap(),
                "all",
                Purpose::Analysis,
                SystemClock.now(),
            );
            assert_eq!(house.store().feed_len(&of), 1, "{name}");
        }
    });
    let recall = ["recall", "CIA R-1", "--because", "it was false", "--as", "vandermeer"];
    stage.run(&recall).expect(0);
    let told = |name: &str| {
        let list =
            stage.run(&["recall", "list", "--as", name, "--json"]).expect(0).json().remove(0);
        list["own"].as_array().unwrap().len()
    };
    for anew in [false, true] {
        if anew {
            // What was read is a fold of the journal, too.
            stage.run(&["admin", "reindex"]).expect(0);
        }
        stage.with_house(|house| {
            house.bring_feeds().unwrap();
            let said = |name: &str| {
                let (items, more) = whats(house, name, "all", 0);
                assert!(!more);
                items.into_iter().map(|item| (item.what, item.report)).collect::<Vec<_>>()
            };
            let passed = || ("passed".to_owned(), None);
            let named = ("taken-back".to_owned(), Some("CIA R-1".to_owned()));
            assert_eq!(said("alvarez"), [passed(), named]);
            assert_eq!(said("castellanos"), [passed(), passed()]);
        });
        assert_eq!(names.map(told), [1, 0]);
    }
}

#[test]
fn a_reader_waits_for_what_is_not_settled_and_passes_over_nothing() {
    let stage = Stage::new();
    stage.with_house(|house| {
        take_in(
            house,
            &[line("R-1", "Lanterns."), line("R-2", "Lanterns."), line("R-3", "Lanterns.")],
        );
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
        let act = "format = \"tearline.acts/1\"\nreason = \"x\"\n[[embargo]]\n\
                   originator = \"CIA\"\nreports = [\"CIA R-2\"]\nfrom = \"2004-01-01\"\n";
        let (acts, why) =
            server::read_acts(act, std::path::Path::new("acts"), house.community()).unwrap();
        let officer =
            server::Officer { recipient: house.recipient("vandermeer").unwrap(), by: None };
        let ids = house.record_acts(officer, acts, &why).unwrap();
        let (read, more) = whats(house, "alvarez", "all", 0);
        assert_eq!((read.len(), more), (1, true), "the second is not settled");
        // The embargo ends before the feed was looked after: the report goes as before.
        house.end_act(officer, &ids[0], "x").unwrap();
        let (read, more) = whats(house, "alvarez", "all", 1);
        let brought: Vec<_> = read.into_iter().filter_map(|item| item.report).collect();
        assert_eq!((brought, more), (vec!["CIA R-2".to_owned(), "CIA R-3".to_owned()], false));
    });
}

#[test]
fn a_query_with_too_many_words_keeps_what_it_brought_and_holds_up_nobody() {
    let stage = Stage::new();
    stage.with_house(|house| {
        let alvarez = house.recipient("alvarez").unwrap();
        let all = contract(alvarez, "all", Purpose::Analysis, SystemClock.now());
        let query = Some("quay*".to_owned());
        let wanted = WantedReports { query, ..WantedReports::default() };
        let wide = Contract { name: "wide".to_owned(), wanted, ..all.clone() };
        [&all, &wide].into_iter().for_each(|contract| open(house, contract));
        take_in(house, &[line("R-1", "Lanterns at quaya.")]);
        house.bring_feeds().unwrap();
        let words: Vec<String> = (0..400).map(|number| format!("quay{number}")).collect();
        take_in(house, &[line("R-2", &words.join(" "))]);
        house.bring_feeds().unwrap();
        assert_eq!([&all, &wide].map(|of| house.store().feed_len(of)), [2, 1]);
    });
    // A start looks at everything.
    stage.with_house(|house| {
        house.bring_feeds().unwrap();
        let (items, _) = whats(house, "alvarez", "wide", 0);
        assert_eq!(items.into_iter().map(|item| item.what).collect::<Vec<_>>(), ["brought"]);
    });
    let recall = ["recall", "CIA R-1", "--because", "it was false", "--as", "vandermeer"];
    stage.run(&recall).expect(0);
    stage.with_house(|house| {
        house.bring_feeds().unwrap();
        let (items, _) = whats(house, "alvarez", "wide", 1);
        assert_eq!(items.into_iter().map(|item| item.what).collect::<Vec<_>>(), ["taken-back"]);
    });
}

#[test]
fn a_title_that_opens_later_is_brought_with_the_portions_that_were() {
    let stage = Stage::new();
    stage.with_house(|house| {
        let mut titled = line("R-1", "Lanterns.");
        titled["title"] = serde_json::json!({"marking": "S//OC/NF", "text": "Lanterns"});
        titled["banner"] = "TOP SECRET//ORCON/NOFORN".into();
        let closed =
            serde_json::json!({"marking": "TS//NF", "text": "Above the contract's level."});
        titled["portions"].as_array_mut().unwrap().push(closed);
        titled["addressees"] = serde_json::json!(["NSA"]);
        take_in(house, &[titled]);
        let alvarez = house.recipient("alvarez").unwrap();
        let mut of = contract(alvarez, "all", Purpose::Analysis, SystemClock.now());
        of.level_max = marking::Level::Secret;
        open(house, &of);
        house.bring_feeds().unwrap();
        let (read, _) = whats(house, "alvarez", "all", 0);
        let first = read[0].brought.clone().unwrap();
        assert_eq!(
            (first.outcome.as_str(), &first.title, first.portions.len()),
            ("redact", &None, 1)
        );
        let act = "format = \"tearline.acts/1\"\nreason = \"x\"\n[[authorization]]\n\
                   originator = \"CIA\"\nrecipient = \"alvarez\"\npurposes = [\"analysis\"]\n\
                   consents = [\"list\"]\nfrom = \"2004-01-01\"\nuntil = \"2100-01-01\"\n";
        let (acts, why) =
            server::read_acts(act, std::path::Path::new("acts"), house.community()).unwrap();
        let officer =
            server::Officer { recipient: house.recipient("vandermeer").unwrap(), by: None };
        house.record_acts(officer, acts, &why).unwrap();
        house.bring_feeds().unwrap();
        let (read, _) = whats(house, "alvarez", "all", 1);
        let second = read[0].brought.clone().unwrap();
        assert!(second.title.is_some() && second.portions == first.portions, "{second:?}");
        assert_eq!(second.outcome, "redact");
        assert_eq!(house.store().feed_len(&of), 2);
    });
}
