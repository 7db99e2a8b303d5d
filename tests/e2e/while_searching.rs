//! Searches while reports come in: what a viewer may not see changes nothing, and what comes at once is
//! found once.

use kit::asked::Asked;
use kit::question::Dice;
use kit::rounds;
use kit::seen::{Sight, Viewer, cited};
use kit::served::Served;
use kit::stage::Stage;
use model::Purpose;
use serde_json::{Value, json};
use server::{Client, percent_encode};

const NDJSON: &str = "application/x-ndjson";

fn story(reports: u64) -> Vec<Value> {
    let story = scenario::Scenario::new(2004, reports);
    story.reports().map(|told| serde_json::from_str(&told.line).unwrap()).collect()
}

fn take(stage: &Stage, reports: &[Value]) {
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let file = stage.write("reports.jsonl", lines.join("\n").as_bytes());
    assert!(stage.run(&["ingest", file.to_str().unwrap()]).code < 2);
}

fn submit(client: &Client, reports: &[Value]) -> Value {
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let (status, answer) =
        client.post("/api/v1/reports", NDJSON, lines.join("\n").into_bytes()).unwrap();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    serde_json::from_slice(&answer).unwrap()
}

fn found(client: &Client, query: &str) -> Value {
    let address = format!("/api/v1/search?q={}&limit=100", percent_encode(query));
    let (status, answer) = client.get(&address).unwrap();
    assert_eq!(status, 200);
    serde_json::from_slice(&answer).unwrap()
}

/// Queries with everything that may be asked beside them.
fn addresses(viewer: &Viewer, reports: &[Value], seed: u64) -> Vec<String> {
    let (mut asked, mut dice) = (Asked::of(seed, reports), Dice::of(seed));
    let count = rounds("WHILE_QUERIES", 40);
    let purpose = viewer.purpose.name();
    let mut all = Vec::new();
    for _ in 0..count {
        let query = percent_encode(&asked.query());
        let sort = dice.pick(&["", "&sort=newest", "&fresh=on&explain=on", "&names=on"]);
        let beside = "facets=all&timeline=on&limit=5";
        all.push(format!("/api/v1/search?q={query}{sort}&{beside}&purpose={purpose}"));
        let begun = percent_encode(&asked.begun());
        all.push(format!("/api/v1/search/suggest?q={begun}&purpose={purpose}"));
        if dice.chance(20) {
            all.push(format!("/search?q={query}{sort}&purpose={purpose}"));
            let id = percent_encode(&cited(&reports[dice.below(reports.len())]));
            all.push(format!("/api/v1/search/similar?id={id}&limit=5&purpose={purpose}"));
            all.push(format!("/report?id={id}&purpose={purpose}"));
        }
    }
    all.push(format!("/api/v1/alerts?limit=50&purpose={purpose}"));
    all
}

/// Of whom one sees few whole reports and the other parts of many.
#[test]
fn viewers_are_answered_alike_while_what_they_may_not_see_comes_in() {
    for (seed, recipient) in [(77, "whitcombe"), (78, "reyes")] {
        alike_while_hidden_reports_come(recipient, seed);
    }
}

fn alike_while_hidden_reports_come(recipient: &str, seed: u64) {
    let all = story(700);
    let viewer = Viewer { recipient: recipient.to_owned(), purpose: Purpose::Analysis };
    let whole = Stage::new();
    take(&whole, &all);
    let sight = whole.with_house(|house| Sight::of(house, &viewer, &all));
    let seen: Vec<String> = sight.reports(&all).iter().map(cited).collect();
    let (before, hidden): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|report| seen.contains(&cited(report)));
    let from = |agency: &str| {
        let own =
            |of: &&Value| of["originator"].as_str().unwrap().split('/').next() == Some(agency);
        hidden.iter().filter(own).cloned().collect::<Vec<_>>()
    };
    let coming = [("cia-submitter", from("CIA")), ("cbp-submitter", from("DHS/CBP"))];
    let stage = Stage::new();
    take(&stage, &before);
    stage.run(&["search", "*", "--save", "everything", "--as", recipient]);
    let files = [recipient, "alvarez"].map(|who| stage.certificate(who));
    let submitters = coming.map(|(who, reports)| (stage.certificate(who), reports));
    let served = Served::start(&stage.data());
    let [client, other] = files.map(|file| served.client(&file));
    let addresses = addresses(&viewer, &[before, hidden].concat(), seed);
    let answers = || -> Vec<(u16, Vec<u8>)> {
        addresses.iter().map(|address| client.get(address).unwrap()).collect()
    };
    let expected = answers();
    let total = |client: &Client| found(client, "*")["total"].as_u64().unwrap();
    let (own, of_other) = (total(&client), total(&other));
    let mut compared = 0;
    std::thread::scope(|scope| {
        let submitting: Vec<_> = submitters
            .iter()
            .map(|(file, reports)| {
                let client = served.client(file);
                scope.spawn(move || reports.chunks(1).for_each(|few| drop(submit(&client, few))))
            })
            .collect();
        loop {
            let is_last = submitting.iter().all(std::thread::ScopedJoinHandle::is_finished);
            for ((address, expected), found) in addresses.iter().zip(&expected).zip(answers()) {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                assert_eq!(found.0, expected.0, "{address}");
                assert_eq!(text(&found.1), text(&expected.1), "{address}");
                compared += 1;
            }
            if is_last && total(&other) > of_other {
                break;
            }
        }
    });
    let came: usize = submitters.iter().map(|(_, reports)| reports.len()).sum();
    let asked = addresses.len();
    println!("{compared} answers alike while {came} hidden reports came beside {own}");
    assert!(came > 20 && own > 20 && compared > asked, "{came} {own} {compared} {asked}");
}

#[test]
fn of_versions_that_come_at_once_one_is_found() {
    let stage = Stage::new();
    let [file, reader] = ["cia-submitter", "alvarez"].map(|who| stage.certificate(who));
    let pattern = story(60).into_iter().find(|report| report["originator"] == "CIA").unwrap();
    let served = Served::start(&stage.data());
    let version = |serial: usize, version: usize| {
        let mut report = pattern.clone();
        report["serial"] = json!(format!("RACE-{serial}"));
        report["version"] = json!(version);
        report["title"] = json!({ "marking": "U", "text": format!("racing{version}of{serial}") });
        report
    };
    std::thread::scope(|scope| {
        for number in 1..=VERSIONS {
            let client = served.client(&file);
            scope.spawn(move || {
                for serial in 0..SERIALS {
                    submit(&client, &[version(serial, number)]);
                }
            });
        }
    });
    let reader = served.client(&reader);
    let newest = format!("=racing{VERSIONS}of{}", SERIALS - 1);
    // Searchable within a second of the last.
    for _ in 0..100 {
        if found(&reader, &newest)["total"] == 1 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    for serial in 0..SERIALS {
        let totals: Vec<u64> = (1..=VERSIONS)
            .map(|number| {
                found(&reader, &format!("=racing{number}of{serial}"))["total"].as_u64().unwrap()
            })
            .collect();
        let mut one = vec![0; VERSIONS];
        one[VERSIONS - 1] = 1;
        assert_eq!(totals, one, "of RACE-{serial}");
    }
}

#[test]
fn a_saved_search_tells_of_what_comes_while_the_server_runs_and_of_nothing_else() {
    let stage = Stage::new();
    let [file, reader] = ["cia-submitter", "alvarez"].map(|who| stage.certificate(who));
    let mut report = story(60).into_iter().find(|report| report["originator"] == "CIA").unwrap();
    report["title"] = json!({ "marking": "U", "text": "A Zanzibari dhow" });
    let served = Served::start(&stage.data());
    let (submitter, reader) = (served.client(&file), served.client(&reader));
    for (name, query) in [("misspelt", "~zanzibary"), ("begun", "zanz*"), ("other", "~quetzal")] {
        let saved = json!({ "name": name, "query": query, "purpose": "analysis" }).to_string();
        let kind = "application/json";
        let (status, answer) =
            reader.post("/api/v1/search/saved", kind, saved.into_bytes()).unwrap();
        assert!(status < 300, "{status} {}", String::from_utf8_lossy(&answer));
    }
    submit(&submitter, &[report]);
    let alerts = || -> Vec<Value> {
        let (_, answer) = reader.get("/api/v1/alerts?purpose=analysis").unwrap();
        serde_json::from_slice(&answer).unwrap()
    };
    // Within a second, where the machine has nothing else to do.
    for _ in 0..200 {
        if alerts().len() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let mut named: Vec<String> =
        alerts().iter().map(|alert| alert["search"].as_str().unwrap().to_owned()).collect();
    named.sort();
    assert_eq!(named, ["begun", "misspelt"]);
}

const VERSIONS: usize = 4;
const SERIALS: usize = 25;
