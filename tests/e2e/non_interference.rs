//! What a viewer gets is, byte for byte, what they would get from a system that holds only what they
//! may see: two servers, one with everything and one with that, are asked the same.
//!
//! `SEARCH_VIEWERS=300 SEARCH_QUERIES=500 cargo test -p tests --test e2e non_interference` asks all;
//! otherwise a seeded fifth of the viewers asks half as many, a tenth of all. `SEARCH_REPORTS=2000` and
//! `FRUS_STEP=10` make the systems larger.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;
use std::sync::Mutex;

use kit::asked::Asked;
use kit::question::Dice;
use kit::rounds;
use kit::seen::{Sight, Viewer, cited};
use kit::served::Served;
use kit::stage::{Stage, shared};
use model::Purpose;
use serde_json::{Value, json};
use server::{Caller, Client, NewSearch, percent_encode};

/// A server over some reports.
struct System {
    served: Served,
    stage: Stage,
}

impl System {
    fn of(stage: Stage) -> Self {
        Self { served: Served::start(&stage.data()), stage }
    }

    fn client(&self, recipient: &str) -> Client {
        self.served.client(&self.stage.certificate(recipient))
    }
}

/// What is taken in, and by which community: a report that came later is an alert to those who saved a
/// search before.
struct Told<'a> {
    community: Option<&'a Path>,
    before: &'a [Value],
    then: &'a [Value],
}

impl Told<'_> {
    /// A data folder in which everything came in order, and viewers saved their searches.
    fn stage(&self, viewers: &[Viewer]) -> Stage {
        let stage = self.community.map_or_else(Stage::new, Stage::of);
        take(&stage, self.before);
        stage.with_house(|house| {
            for viewer in viewers {
                let recipient = house.recipient(&viewer.recipient).unwrap();
                let by = Caller { recipient, purpose: viewer.purpose, matter: None, by: None };
                for (name, query) in SAVED {
                    let name = format!("{name} for {}", viewer.purpose.name());
                    let new =
                        NewSearch { name, query: query.to_owned(), names: false, lists: None };
                    house.save_search(by, &new).unwrap();
                }
            }
        });
        take(&stage, self.then);
        stage
    }
}

fn take(stage: &Stage, reports: &[Value]) {
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let file = stage.write("reports.jsonl", lines.join("\n").as_bytes());
    let taken = stage.run(&["ingest", file.to_str().unwrap()]);
    assert!(taken.code < 2, "{}", taken.err);
}

/// So many of a community's viewers: recipients with purposes, drawn by a seed.
fn viewers(community: Option<&Path>, count: usize) -> Vec<Viewer> {
    let stage = community.map_or_else(Stage::new, Stage::of);
    let mut all: Vec<Viewer> = stage.with_house(|house| {
        let recipients = house.community().recipients.keys();
        let for_each = recipients.flat_map(|id| {
            let viewer =
                |purpose: &Purpose| Viewer { recipient: id.to_string(), purpose: *purpose };
            Purpose::ALL.iter().map(viewer)
        });
        for_each.collect()
    });
    let mut dice = Dice::of(300);
    while all.len() > count {
        all.swap_remove(dice.below(all.len()));
    }
    all.sort();
    all
}

/// Viewers who see the same, with what that is.
fn groups(stage: &Stage, reports: &[Value], viewers: &[Viewer]) -> Vec<(Sight, Vec<Viewer>)> {
    stage.with_house(|house| {
        let mut groups: Vec<(Sight, Vec<Viewer>)> = Vec::new();
        for viewer in viewers {
            let sight = Sight::of(house, viewer, reports);
            match groups.iter_mut().find(|(known, _)| *known == sight) {
                Some((_, members)) => members.push(viewer.clone()),
                None => groups.push((sight, vec![viewer.clone()])),
            }
        }
        groups
    })
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
    let facets = dice.pick(&["all", "all", "all", "topic", "marking,originator"]);
    let mut all = vec![format!(
        "/api/v1/search?q={query}{options}&facets={facets}&timeline=on&limit={limit}"
    )];
    if dice.chance(20) {
        all.push(format!("/search?q={query}{options}"));
    }
    if dice.chance(20) {
        let begun = percent_encode(&asked.begun());
        all.push(format!("/api/v1/search/suggest?q={begun}"));
        all.push(format!("/search/suggest?q={begun}"));
    }
    if dice.chance(10) {
        let id = percent_encode(&cited(&reports[dice.below(reports.len())]));
        all.push(format!("/api/v1/search/similar?id={id}&limit=5"));
        all.push(format!("/similar?id={id}"));
        all.push(format!("/report?id={id}"));
        all.push(format!("/report/changes?id={id}"));
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
        let next = next_page(&text(&found.1));
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

/// The cursor of the next page of hits, as JSON or a page for people says it.
fn next_page(answer: &str) -> Option<String> {
    match serde_json::from_str::<Value>(answer) {
        Ok(answer) => Some(answer.get("next")?.as_str()?.to_owned()),
        Err(_) => {
            let (_, after) = answer.split_once("cursor=")?;
            after.split(['"', '&']).next().map(str::to_owned)
        }
    }
}

/// What is compared: a system of everything with one for each group of viewers.
struct Held<'a> {
    community: Option<&'a Path>,
    viewers: &'a [Viewer],
    /// Every version of every report, and the newest of each.
    all: &'a [Value],
    current: Vec<Value>,
    /// What came after the searches were saved.
    then: &'a [Value],
    queries: u64,
}

/// What was compared, and came out alike.
#[derive(Default)]
struct Alike {
    queries: u64,
    answers: u64,
    alerts: usize,
}

impl Held<'_> {
    /// The system of what a group may see.
    fn of_group(&self, sight: &Sight, members: &[Viewer]) -> System {
        let same = |one: &Value, other: &Value| {
            (cited(one), &one["version"]) == (cited(other), &other["version"])
        };
        let is_new = |report: &Value| self.then.iter().any(|of| same(of, report));
        let (then, before): (Vec<_>, Vec<_>) =
            sight.reports(self.all).into_iter().partition(is_new);
        let told = Told { community: self.community, before: &before, then: &then };
        // A recipient's searches are saved for each purpose, and listed together.
        let is_here = |viewer: &&Viewer| members.iter().any(|of| of.recipient == viewer.recipient);
        let savers: Vec<Viewer> = self.viewers.iter().filter(is_here).cloned().collect();
        System::of(told.stage(&savers))
    }

    /// Asks both all that one viewer asks.
    fn compare(&self, whole: &System, seen: &System, viewer: &Viewer, seed: u64) -> Alike {
        let of_whole = whole.client(&viewer.recipient);
        let of_seen = seen.client(&viewer.recipient);
        let mut asked = Asked::of(seed, &self.current);
        let mut dice = Dice::of(seed);
        let mut alike = Alike::default();
        for _ in 0..self.queries {
            for address in addresses(&mut dice, &mut asked, &self.current) {
                alike.answers += compare(&of_whole, &of_seen, &address, viewer);
            }
            alike.queries += 1;
        }
        alike.answers += compare(&of_whole, &of_seen, "/alerts?limit=20", viewer);
        let address = format!("/api/v1/alerts?limit=50&purpose={}", viewer.purpose.name());
        let given: Value = serde_json::from_slice(&of_whole.get(&address).unwrap().1).unwrap();
        alike.alerts = given.as_array().unwrap().len();
        alike.answers += compare(&of_whole, &of_seen, "/api/v1/alerts?limit=50", viewer);
        alike
    }
}

/// Compares a system of all reports with one for each group of viewers, some groups at a time, since
/// every answer waits for the disk.
fn hold(name: &str, community: Option<&Path>, reports: &[Value], seed: u64) {
    let queries = rounds("SEARCH_QUERIES", 250);
    let viewers = viewers(community, usize::try_from(rounds("SEARCH_VIEWERS", 60)).unwrap());
    let (before, then) = reports.split_at(reports.len() * 2 / 3);
    let stage = Told { community, before, then }.stage(&viewers);
    // Of a report that came twice, the last version counts.
    let newest: BTreeMap<String, &Value> = reports.iter().map(|of| (cited(of), of)).collect();
    let current: Vec<Value> =
        reports.iter().filter(|of| newest[&cited(of)] == *of).cloned().collect();
    let groups = groups(&stage, reports, &viewers);
    let whole = System::of(stage);
    let (viewers, all) = (viewers.as_slice(), reports);
    let held = Held { community, viewers, all, current, then, queries };
    let (left, alike) = (Mutex::new((seed..).zip(&groups)), Mutex::new(Alike::default()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().next();
                    let Some((seed, (sight, members))) = next else { return };
                    let seen = held.of_group(sight, members);
                    for viewer in members {
                        let more = held.compare(&whole, &seen, viewer, seed);
                        let mut alike = alike.lock().unwrap();
                        alike.queries += more.queries;
                        alike.answers += more.answers;
                        alike.alerts += more.alerts;
                    }
                }
            });
        }
    });
    let Alike { queries, answers, alerts } = alike.into_inner().unwrap();
    let seen = || groups.iter().map(|(sight, _)| sight.len());
    let (least, most) = (seen().min().unwrap(), seen().max().unwrap());
    let (of, count) = (held.current.len(), groups.len());
    println!(
        "{name}: {queries} queries of viewers who see {least} to {most} of {of} reports, \
         {answers} answers alike, {alerts} alerts, {count} second systems"
    );
    assert!(least < of && most > 0 && answers >= queries && queries > 0 && alerts > 0);
}

#[test]
fn the_demos_viewers_learn_nothing_of_what_they_may_not_see() {
    let story = scenario::Scenario::new(2004, rounds("SEARCH_REPORTS", REPORTS));
    let reports: Vec<Value> =
        story.reports().map(|told| serde_json::from_str(&told.line).unwrap()).collect();
    hold("the demo", None, &reports, 1);
}

#[test]
fn readers_of_real_reports_learn_nothing_of_what_they_may_not_see() {
    let Some(all) = shared("frus/reports.jsonl.gz") else { return };
    let Some(table) = shared("frus/agencies.tsv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let readers = kit::workspace::root().join("config/readers.toml");
    let [table, of, with] = [&table, &all, &readers].map(|path| path.to_str().unwrap());
    let convert = ["community", "from-agencies", table, "--caveats-of", of, "--with", with];
    let community = folder.path().join("community.toml");
    std::fs::write(&community, kit::binary::run(&data, &convert).expect(0).out).unwrap();
    let file = std::fs::File::open(&all).unwrap();
    let lines = std::io::BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    let mut dice = Dice::of(1948);
    let step = usize::try_from(rounds("FRUS_STEP", FRUS_STEP)).unwrap();
    let reports = lines.step_by(step).map(|line| {
        let mut report: Value = serde_json::from_str(&line.unwrap()).unwrap();
        mark(&mut report, &mut dice);
        report
    });
    hold("FRUS", Some(&community), &reports.collect::<Vec<_>>(), 2);
}

/// Gives paragraphs marks of their own that the banner covers.
fn mark(report: &mut Value, dice: &mut Dice) {
    let banner = report["banner"].as_str().unwrap().to_owned();
    let mut lower = vec!["U"];
    if banner.starts_with("SECRET") || banner.starts_with("TOP SECRET") {
        lower.push("C");
    }
    if banner.starts_with("TOP SECRET") {
        lower.push("S");
    }
    if dice.chance(60) {
        report["title"]["marking"] = json!("U");
    }
    for portion in report["portions"].as_array_mut().unwrap() {
        if dice.chance(40) {
            portion["marking"] = json!(dice.pick(&lower));
        }
    }
}

/// What the viewers keep.
const SAVED: [(&str, &str); 2] = [("all", "*"), ("some", "passport* OR border OR washington")];
const REPORTS: u64 = 160;
/// Every so manieth report of 19,228.
const FRUS_STEP: u64 = 160;
const PAGES_MAX: u64 = 3;
/// Groups that are compared at the same time.
const AT_ONCE: usize = 4;
