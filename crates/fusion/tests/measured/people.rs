//! People named in the volumes of Foreign Relations of the United States.

use std::io::Read as _;

use fusion::{Kind, Record, Weights, explain};

use crate::truth::{Measured, found, is_test, pairwise, resolved};

struct Person {
    record: Record,
    cluster: String,
    told: String,
}

fn people(test: bool) -> Option<Vec<Person>> {
    let path = found("resolution/frus-people-gold.jsonl.gz")?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let of = |line: &serde_json::Value, field: &str| line[field].as_str().unwrap().to_owned();
    let all = lines.map(|line| {
        let (list, _) =
            (of(&line, "record").split_once('#').map(|(a, b)| (a.to_owned(), b.to_owned())))
                .unwrap();
        let record = Record::new(Kind::Person)
            .named(&of(&line, "name"))
            .role(&of(&line, "role"))
            .listed(&list);
        Person {
            record,
            cluster: of(&line, "cluster"),
            told: format!("{} | {} | {list}", of(&line, "name"), of(&line, "role")),
        }
    });
    Some(all.filter(|person| is_test(&person.cluster) == test).collect())
}

fn measure(test: bool) -> Option<Measured> {
    let people = people(test)?;
    let records: Vec<Record> = people.iter().map(|person| person.record.clone()).collect();
    let truth: Vec<String> = people.iter().map(|person| person.cluster.clone()).collect();
    let weights = Weights::default();
    let labels = resolved(&records, &weights);
    println!("{} records", records.len());
    #[expect(clippy::disallowed_methods, reason = "whoever chooses weights looks at what is wrong")]
    if let Ok(show) = std::env::var("SHOW") {
        shown(&people, &labels, &weights, &show);
    }
    Some(pairwise(&labels, &truth))
}

/// For whoever chooses weights: what is wrongly one, and what is wrongly two.
fn shown(people: &[Person], labels: &[usize], weights: &Weights, what: &str) {
    let mut told = std::collections::HashSet::new();
    for a in 0..people.len() {
        for b in a + 1..people.len() {
            let (is, found) = (people[a].cluster == people[b].cluster, labels[a] == labels[b]);
            let key = if is {
                (labels[a], labels[b], String::new())
            } else {
                (labels[a], 0, people[b].cluster.clone())
            };
            if is != found && is == (what == "missed") && told.insert(key) {
                println!("--- {}\n    {}", people[a].told, people[b].told);
                for evidence in explain(&people[a].record, &people[b].record, weights).1 {
                    println!("      {evidence}");
                }
            }
        }
    }
}

#[test]
fn people_of_lists_are_told_apart_and_brought_together() {
    let Some(training) = measure(false) else { return };
    training.print("people, training half");
    if std::env::var_os("SHOW").is_some() {
        return;
    }
    let test = measure(true).unwrap();
    test.print("people, test half");
    assert!(test.precision() >= 0.99 && test.recall() >= 0.95);
}
