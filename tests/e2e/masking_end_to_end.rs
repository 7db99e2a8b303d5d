//! What a viewer gets who may not see who US persons are, is byte for byte what they would get from
//! a system that holds the masked reports alone. The masks are put by another program.

use std::collections::BTreeSet;

use kit::masked::{UsPersons, words};
use kit::stage::Stage;
use serde_json::Value;

#[test]
fn a_masked_viewer_gets_what_a_system_of_masked_reports_gives() {
    // All reports that list a US person, and some of the others.
    let names_one = |line: &str| !UsPersons::of(&serde_json::from_str(line).unwrap()).is_empty();
    let story = scenario::Scenario::new(2004, 2_400);
    let told = story.reports().map(|told| told.line).enumerate();
    let told = told.filter(|(at, line)| at % 8 == 0 || names_one(line)).map(|(_, line)| line);
    let told: Vec<String> = told.collect();
    let mut named = Vec::new();
    let mut names = BTreeSet::new();
    let masked = told.iter().map(|line| {
        let report: Value = serde_json::from_str(line).unwrap();
        let people = UsPersons::of(&report);
        if people.is_empty() {
            return line.clone();
        }
        let entities = report["entities"].as_array().unwrap().iter();
        let us = entities.filter(|entity| entity["us_person"] == true);
        names.extend(us.flat_map(|entity| words(entity["name"].as_str().unwrap())));
        let text = |key: &str| report[key].as_str().unwrap();
        named.push(format!("{} {}", text("originator"), text("serial")));
        people.masked_report(&report).to_string()
    });
    let masked: Vec<String> = masked.collect();
    assert!(named.len() > 20 && names.len() > 10, "{named:?} {names:?}");
    let [whole, masked] = [told, masked].map(|lines| {
        let stage = Stage::new();
        let file = stage.write("reports.jsonl", lines.join("\n").as_bytes());
        stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
        stage
    });
    let queries: Vec<String> = names.iter().cloned().chain(QUERIES.map(str::to_owned)).collect();
    let mut shown = 0;
    for who in ["alvarez", "mcallister", "whitcombe"] {
        for query in &queries {
            let arguments = ["search", query, "--as", who, "--limit", "100", "--json"];
            let (found, expected) = (whole.run(&arguments), masked.run(&arguments));
            assert_eq!(found.out, expected.out, "{who}: {query}");
        }
        for id in named.iter().step_by(3) {
            let arguments = ["show", id, "--as", who, "--json"];
            let (found, expected) = (whole.run(&arguments), masked.run(&arguments));
            assert_eq!(found.out, expected.out, "{who}: {id}");
            shown += u32::from(found.out.contains("[US PERSON 1]"));
        }
    }
    assert!(shown > 5, "{shown}");
    let seen = |id: &String| !whole.run(&["show", id, "--as", "castellanos"]).out.contains("[US");
    assert!(named.iter().step_by(5).all(seen), "who may see identities sees masks");
}

const QUERIES: [&str; 6] =
    ["*", "originator:\"DHS/ICE\"", "person", "\"US PERSON\"", "Houston", "passport OR receiver"];
