//! What a viewer gets is, byte for byte, what they would get from a system that holds only what they
//! may see: two servers, one with everything and one with that, are asked the same.
//!
//! `SEARCH_VIEWERS=300 SEARCH_QUERIES=500 cargo test -p tests --test e2e non_interference` asks all;
//! otherwise it is a seeded tenth of the viewers, and of those each asks a tenth.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use index::Budget;
use kit::asked::Asked;
use kit::question::Dice;
use kit::rounds;
use kit::seen::{Sight, Viewer, cited};
use kit::served::Served;
use kit::stage::Stage;
use model::{Clock as _, Purpose};
use serde_json::Value;
use server::{Clearinghouse, Client, DataFolder, SystemClock, percent_encode};

/// A server over some reports.
struct System {
    served: Served,
    stage: Stage,
}

impl System {
    fn of(reports: &[Value]) -> Self {
        let stage = filled(reports);
        Self { served: Served::start(&stage.data()), stage }
    }

    fn client(&self, recipient: &str) -> Client {
        self.served.client(&certificate(&self.stage, recipient))
    }
}

fn filled(reports: &[Value]) -> Stage {
    let stage = Stage::new();
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let file = stage.write("reports.jsonl", lines.join("\n").as_bytes());
    let taken = stage.run(&["ingest", file.to_str().unwrap()]);
    assert!(taken.code < 2, "{}", taken.err);
    stage
}

fn certificate(stage: &Stage, recipient: &str) -> PathBuf {
    let path = stage.beside(&format!("{recipient}.pem"));
    if !path.exists() {
        let folder = DataFolder::new(stage.data());
        let pem = server::issue_certificate(&folder, recipient, SystemClock.now(), 1).unwrap();
        std::fs::write(&path, pem).unwrap();
    }
    path
}

/// So many of the community's viewers: recipients with purposes, drawn by a seed.
fn viewers(house: &Clearinghouse, count: usize) -> Vec<Viewer> {
    let recipients = house.community().recipients.keys();
    let mut all: Vec<Viewer> = recipients
        .flat_map(|id| {
            Purpose::ALL
                .iter()
                .map(|purpose| Viewer { recipient: id.to_string(), purpose: *purpose })
        })
        .collect();
    let mut dice = Dice::of(300);
    while all.len() > count {
        all.swap_remove(dice.below(all.len()));
    }
    all.sort();
    all
}

/// Viewers who see the same, with what that is.
fn groups(data: &Path, reports: &[Value], count: usize) -> Vec<(Sight, Vec<Viewer>)> {
    let folder = DataFolder::new(data.to_owned());
    let budget = Budget { threads: 1, bytes: 20_000_000 };
    let (house, _) = Clearinghouse::open(&folder, Arc::new(SystemClock), budget).unwrap();
    let mut groups: Vec<(Sight, Vec<Viewer>)> = Vec::new();
    for viewer in viewers(&house, count) {
        let sight = Sight::of(&house, &viewer, reports);
        match groups.iter_mut().find(|(known, _)| *known == sight) {
            Some((_, members)) => members.push(viewer),
            None => groups.push((sight, vec![viewer])),
        }
    }
    house.close().unwrap();
    groups
}

/// What is asked: an address, with a place for the purpose.
fn addresses(dice: &mut Dice, asked: &mut Asked, reports: &[Value]) -> Vec<String> {
    let query = percent_encode(&asked.query());
    let mut options = String::new();
    for (option, percent) in [
        ("explain=on", 25),
        ("names=on", 15),
        ("fresh=on", 15),
        ("urgent=on", 15),
        ("sort=newest", 15),
    ] {
        if dice.chance(percent) {
            options = format!("{options}&{option}");
        }
    }
    let limit = 1 + dice.below(8);
    let mut all =
        vec![format!("/api/v1/search?q={query}{options}&facets=all&timeline=on&limit={limit}")];
    if dice.chance(20) {
        all.push(format!("/search?q={query}{options}"));
    }
    if dice.chance(20) {
        let begun = percent_encode(&asked.begun());
        all.push(format!("/api/v1/search/suggest?q={begun}"));
    }
    if dice.chance(10) {
        let id = percent_encode(&cited(&reports[dice.below(reports.len())]));
        all.push(format!("/api/v1/search/similar?id={id}&limit=5"));
    }
    all
}

/// Asks both systems the same, follows the pages, and counts the answers.
fn compare(whole: &Client, seen: &Client, address: &str, viewer: &Viewer) -> u64 {
    let mut address = format!("{address}&purpose={}", viewer.purpose.name());
    for page in 1.. {
        let (found, expected) = (whole.get(&address).unwrap(), seen.get(&address).unwrap());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(found.0, expected.0, "{viewer:?} {address}");
        assert_eq!(text(&found.1), text(&expected.1), "{viewer:?} {address}");
        let next = serde_json::from_slice::<Value>(&found.1).ok();
        let next = next.and_then(|answer| Some(answer.get("next")?.as_str()?.to_owned()));
        match next {
            Some(cursor) if page < PAGES_MAX => {
                let first = address.split("&cursor=").next().unwrap();
                address = format!("{first}&cursor={cursor}");
            }
            Some(_) | None => return page,
        }
    }
    0
}

/// Compares a system of all reports with one for each group of viewers.
fn hold(name: &str, reports: &[Value], seed: u64) {
    let viewers = usize::try_from(rounds("SEARCH_VIEWERS", 30)).unwrap();
    let queries = rounds("SEARCH_QUERIES", 50);
    let stage = filled(reports);
    // Of a report that came twice, the last version counts.
    let newest: BTreeMap<String, &Value> = reports.iter().map(|of| (cited(of), of)).collect();
    let current: Vec<Value> =
        reports.iter().filter(|of| newest[&cited(of)] == *of).cloned().collect();
    let groups = groups(&stage.data(), &current, viewers);
    let whole = System { served: Served::start(&stage.data()), stage };
    let (mut asked_in_all, mut answers) = (0, 0);
    let mut seen_least = usize::MAX;
    let mut seen_most = 0;
    for (number, (sight, members)) in groups.iter().enumerate() {
        seen_least = seen_least.min(sight.len());
        seen_most = seen_most.max(sight.len());
        let seen = System::of(&sight.reports(&current));
        for viewer in members {
            let clients = [&whole, &seen].map(|system| system.client(&viewer.recipient));
            let mut asked = Asked::of(seed + number as u64, &current);
            let mut dice = Dice::of(seed + number as u64);
            for _ in 0..queries {
                for address in addresses(&mut dice, &mut asked, &current) {
                    answers += compare(&clients[0], &clients[1], &address, viewer);
                }
                asked_in_all += 1;
            }
        }
    }
    let count = groups.len();
    println!(
        "{name}: {asked_in_all} queries of viewers who see {seen_least} to {seen_most} of {} reports, \
         {answers} answers alike, {count} second systems",
        current.len()
    );
    assert!(seen_least < current.len() && seen_most > 0 && answers >= asked_in_all);
}

#[test]
fn the_demos_viewers_learn_nothing_of_what_they_may_not_see() {
    let story = scenario::Scenario::new(2004, REPORTS);
    let reports: Vec<Value> =
        story.reports().map(|told| serde_json::from_str(&told.line).unwrap()).collect();
    hold("the demo", &reports, 1);
}

const REPORTS: u64 = 160;
const PAGES_MAX: u64 = 3;
