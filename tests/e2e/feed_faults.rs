//! Feeds over faults: the server killed between a page and the word of it, the clock that jumps, a recall
//! while pages are read. Nothing is lost, nothing is shown twice as new, and no page has no entry.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use kit::served::Served;
use kit::stage::Stage;
use model::{Clock, LeafKind, Purpose, Timestamp};
use serde_json::{Value, json};
use server::wire::{FeedPage, NewRecall};
use server::{Clearinghouse, DataFolder, Officer, SystemClock};

use crate::feeds::{contract, line, open, permitted, take_in};

/// What a consumer has: each position that it was shown, with what it said, and how often.
#[derive(Default)]
struct Consumer {
    through: u64,
    shown: BTreeMap<u64, Vec<Value>>,
}

impl Consumer {
    /// Takes a page behind what it has; the positions follow without a gap.
    fn take(&mut self, page: &Value) -> u64 {
        let mut at = self.through;
        for item in page["items"].as_array().unwrap() {
            at += 1;
            assert_eq!(item["position"], json!(at), "no gap");
            self.shown.entry(at).or_default().push(item.clone());
        }
        at
    }
}

/// How often each report was entered as released to somebody from a feed.
fn released(stage: &Stage, who: &str) -> BTreeMap<String, usize> {
    let events = ["audit", "--as", "ofarrell", "--recipient", who, "--limit", "100000", "--json"];
    let mut counts = BTreeMap::new();
    for event in stage.run(&events).expect(0).json() {
        if event["kind"] == "released" {
            let report = event["report"].as_str().unwrap().rsplit_once(" v").unwrap().0.to_owned();
            *counts.entry(report).or_default() += 1;
        }
    }
    counts
}

#[test]
fn a_server_killed_between_a_page_and_its_word_loses_nothing_and_shows_nothing_unentered() {
    let rounds = kit::rounds("KILL_RUNS", 8);
    let stage = Stage::new();
    stage.with_house(|house| {
        let lines: Vec<Value> = (0..30).map(|at| line(&format!("K-{at}"), "Lanterns.")).collect();
        take_in(house, &lines);
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
    });
    let certificate = stage.certificate("alvarez");
    let (mut consumer, mut dice) = (Consumer::default(), kit::question::Dice::of(11));
    for round in 0..rounds {
        let server = Served::start(&stage.data());
        let client = server.client(&certificate);
        let path = format!("/api/v1/feeds/all?after={}&limit=3", consumer.through);
        let (status, page) = client.get(&path).unwrap();
        assert_eq!(status, 200);
        let at = consumer.take(&serde_json::from_slice(&page).unwrap());
        match dice.below(3) {
            // Killed with the page in hand, before anything is said of it.
            0 => {}
            // While word is under way: it may have been taken or not.
            1 => {
                let (said, through) =
                    (AtomicBool::new(false), json!({ "through": at }).to_string());
                std::thread::scope(|scope| {
                    scope.spawn(|| {
                        let body = through.into_bytes();
                        let path = "/api/v1/feeds/all/received";
                        let told = client.post(path, "application/json", body);
                        said.store(told.is_ok_and(|(status, _)| status == 200), Ordering::Release);
                    });
                    std::thread::sleep(std::time::Duration::from_micros(
                        dice.below(3_000).try_into().unwrap(),
                    ));
                    drop(server);
                });
                if said.load(Ordering::Acquire) {
                    consumer.through = at;
                }
                continue;
            }
            _ => {
                let body = json!({ "through": at }).to_string().into_bytes();
                let told = client.post("/api/v1/feeds/all/received", "application/json", body);
                assert_eq!(told.unwrap().0, 200);
                consumer.through = at;
            }
        }
        drop(server);
        if round % 3 == 2 {
            stage.run(&["ledger", "verify"]).expect(0);
        }
    }
    stage.run(&["ledger", "verify"]).expect(0);
    // What the server says it has is what was acknowledged, or the word that was under way.
    stage.with_house(|house| {
        let of = house.contracts().remove(0).contract;
        assert!(house.store().feed_received(&of) >= consumer.through);
    });
    check_entered(&stage, &consumer);
}

fn check_entered(stage: &Stage, consumer: &Consumer) {
    let entered = released(stage, "alvarez");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for shown in consumer.shown.values() {
        assert!(shown.windows(2).all(|pair| pair[0] == pair[1]), "a position says one thing");
        *seen.entry(shown[0]["report"].as_str().unwrap().to_owned()).or_default() += shown.len();
    }
    assert!(!seen.is_empty());
    for (report, times) in seen {
        let known = entered.get(&report).copied().unwrap_or_default();
        assert!(known >= times, "{report} was shown {times} times, and {known} are entered");
    }
}

/// A clock that is set by hand.
#[derive(Debug)]
struct Set(AtomicI64);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Acquire))
    }
}

#[test]
fn a_clock_that_jumps_back_and_forth_neither_reorders_a_feed_nor_opens_anything_early() {
    const HOUR: i64 = 3_600_000_000;
    let stage = Stage::new();
    let began = SystemClock.now().micros();
    let clock = Arc::new(Set(AtomicI64::new(began)));
    let budget = index::Budget { threads: 1, bytes: 20_000_000 };
    let folder = DataFolder::new(stage.data());
    let shared: Arc<dyn Clock> = Arc::<Set>::clone(&clock);
    let (house, _) = Clearinghouse::open(&folder, shared, budget).unwrap();
    let alvarez = house.recipient("alvarez").unwrap();
    let at = |micros: i64| Timestamp::from_micros(began + micros);
    let mut wanted = contract(alvarez, "all", Purpose::Analysis, at(0));
    wanted.until = at(48 * HOUR);
    open(&house, &wanted);
    let mut dice = kit::question::Dice::of(3);
    let mut latest = 0;
    for round in 0..30 {
        let hours = i64::try_from(dice.below(20)).unwrap() - 8;
        let jumped = clock.0.fetch_add(hours * HOUR / 10, Ordering::AcqRel) + hours * HOUR / 10;
        latest = latest.max(jumped);
        take_in(&house, &[line(&format!("C-{round}"), "Lanterns.")]);
        house.bring_feeds().unwrap();
        let page = house.feed_page((alvarez, None), "all", (0, 1_000)).unwrap();
        let items = FeedPage::of(&page, 0).items;
        assert_eq!(items.len(), round + 1, "each comes once, whatever the clock says");
        assert!(items.windows(2).all(|pair| pair[0].at < pair[1].at), "times increase");
        let holds = permitted(&house, &wanted, Timestamp::from_micros(latest));
        assert_eq!(holds.len(), items.len());
    }
    // The end of the contract, once reached, is not taken back by a clock that goes back.
    clock.0.store(began + 49 * HOUR, Ordering::Release);
    house.bring_feeds().unwrap();
    assert!(house.feed_page((alvarez, None), "all", (0, 10)).is_err());
    clock.0.store(began, Ordering::Release);
    assert!(house.feed_page((alvarez, None), "all", (0, 10)).is_err());
    house.close().unwrap();
}

#[test]
fn a_recall_while_pages_are_read_leaves_nobody_with_what_he_is_not_told_to_give_back() {
    let stage = Stage::new();
    stage.with_house(|house| {
        let lines: Vec<Value> = (0..40).map(|at| line(&format!("W-{at}"), "Lanterns.")).collect();
        take_in(house, &lines);
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
        let officer = house.recipient("vandermeer").unwrap();
        let done = AtomicBool::new(false);
        let held = std::thread::scope(|scope| {
            scope.spawn(|| {
                for at in (0..40).step_by(3) {
                    let (report, because) = (format!("CIA W-{at}"), "false".to_owned());
                    let new = NewRecall { report, because, ..NewRecall::default() };
                    house.recall(Officer { recipient: officer, by: None }, &new).unwrap();
                    house.bring_feeds().unwrap();
                }
                done.store(true, Ordering::Release);
            });
            let (mut after, mut held, mut is_last) = (0, BTreeMap::new(), false);
            loop {
                is_last = is_last || done.load(Ordering::Acquire);
                let page = house.feed_page((alvarez, None), "all", (after, 2)).unwrap();
                let FeedPage { items, after: next, more } = FeedPage::of(&page, after);
                for item in items {
                    match (item.report, item.brought) {
                        (Some(report), Some(of)) => drop(held.insert(report, of.version)),
                        (Some(report), None) => drop(held.remove(&report)),
                        (None, _) => {}
                    }
                }
                if is_last && !more && next == after {
                    break held;
                }
                after = next;
            }
        });
        let of = house.contracts().remove(0).contract;
        let expected = permitted(house, &of, SystemClock.now());
        assert_eq!(held.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        // Whoever was given a report that is recalled is told so by its notice too.
        let given: std::collections::BTreeSet<String> = house
            .store()
            .journal()
            .replay(0)
            .map(|record| record.unwrap().1)
            .filter(|record| record.leaf.kind == LeafKind::Released)
            .flat_map(|record| {
                let content = String::from_utf8(record.content.unwrap()).unwrap();
                let all = (0..40).step_by(3).map(|at| format!("\"W-{at}\""));
                all.filter(|name| content.contains(name.as_str())).collect::<Vec<_>>()
            })
            .collect();
        let (notices, _) = house.recalls_of(alvarez, None).unwrap();
        let told: std::collections::BTreeSet<String> = notices
            .iter()
            .map(|of| format!("\"{}\"", of.report.split(' ').nth(1).unwrap()))
            .collect();
        assert_eq!(told, given);
    });
    stage.run(&["ledger", "verify"]).expect(0);
}
