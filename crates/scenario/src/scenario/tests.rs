use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::*;
use crate::mark::Mark;
use crate::roll_up::roll_up;

const SEED: u64 = 2_004;
const COMMUNITY: &str = include_str!("../../../../config/community.toml");

const FIELDS: [&str; 26] = [
    "format",
    "originator",
    "serial",
    "version",
    "kind",
    "precedence",
    "issued",
    "title",
    "banner",
    "portions",
    "caveats",
    "addressees",
    "need_to_know",
    "leads_only",
    "tearlines",
    "pointer",
    "topics",
    "occurred",
    "places",
    "entities",
    "references",
    "derived_from",
    "classification",
    "source_url",
    "text",
    "marking",
];
const REQUIRED: [&str; 7] =
    ["format", "originator", "serial", "kind", "title", "portions", "banner"];
const KINDS: [&str; 19] = [
    "tactical-report",
    "operational-report",
    "intelligence-report",
    "intelligence-estimate",
    "cable",
    "memorandum",
    "memorandum-of-conversation",
    "letter",
    "minutes",
    "directive",
    "report",
    "public-statement",
    "law-overview",
    "policy-overview",
    "contact-list",
    "early-warning",
    "update-bulletin",
    "outreach",
    "assessment",
];
const ENTITY_TYPES: [&str; 9] = [
    "person",
    "organization",
    "vessel",
    "vehicle",
    "document",
    "phone",
    "account",
    "address",
    "location",
];

fn demo() -> Vec<(Value, Value)> {
    let parse = |line: &str| serde_json::from_str::<Value>(line).expect("JSON");
    Scenario::new(SEED, REPORTS_DEFAULT)
        .reports()
        .map(|told| (parse(&told.line), parse(&told.truth)))
        .collect()
}

fn texts<'a>(report: &'a Value, list: &str) -> Vec<&'a str> {
    let items = report[list].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Value::as_str).collect()
}

fn mark(portion: &Value) -> Mark<'_> {
    let text = portion["marking"].as_str().expect("a marking");
    let mark = Mark::read(text).expect("a known marking");
    assert_eq!(mark.portion(), text);
    mark
}

fn portions(report: &Value) -> Vec<Mark<'_>> {
    let portions = report["portions"].as_array().expect("portions");
    std::iter::once(&report["title"]).chain(portions).map(mark).collect()
}

#[test]
fn the_same_seed_and_size_give_the_same_bytes() {
    let tell = |seed, reports| Scenario::new(seed, reports).reports().collect::<Vec<_>>();
    assert_eq!(tell(1, 300), tell(1, 300));
    assert_ne!(tell(1, 300), tell(2, 300));
    assert_eq!(tell(1, 300).len(), 300);
    assert_eq!(tell(1, 0).len(), 0);
    assert_eq!(tell(1, 1).len(), 1);
}

#[test]
fn a_larger_scenario_repeats_no_report() {
    let mut seen = HashSet::new();
    for told in Scenario::new(SEED, 30_000).reports() {
        let report: Value = serde_json::from_str(&told.line).unwrap();
        let key = (
            report["originator"].to_string(),
            report["serial"].to_string(),
            report["version"].to_string(),
        );
        assert!(seen.insert(key), "{}", told.truth);
    }
    assert_eq!(seen.len(), 30_000);
}

#[test]
fn every_report_follows_the_format() {
    for (report, _) in demo() {
        let object = report.as_object().unwrap();
        for field in object.keys() {
            assert!(FIELDS.contains(&field.as_str()), "{field}");
        }
        for field in REQUIRED {
            assert!(object.contains_key(field), "{field}");
        }
        assert_eq!(report["format"], "tearline.report/1");
        assert!(KINDS.contains(&report["kind"].as_str().unwrap()));
        let portions = report["portions"].as_array().unwrap();
        assert!(!portions.is_empty());
        for portion in portions.iter().chain([&report["title"]]) {
            let text = portion["text"].as_str().unwrap();
            assert!(text.len() > 10 && !text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  ") && text == text.trim(), "{text}");
        }
        for entity in report["entities"].as_array().into_iter().flatten() {
            assert!(ENTITY_TYPES.contains(&entity["type"].as_str().unwrap()));
            assert!(entity["portion"].as_u64().unwrap() < portions.len() as u64);
        }
        let classified = report["banner"].as_str().is_some_and(|b| !b.starts_with("UNCLASS"));
        assert_eq!(object.contains_key("classification"), classified);
    }
}

#[test]
fn banners_equal_the_roll_up_or_are_stricter_by_level() {
    let mut stricter = 0;
    let demo = demo();
    for (report, _) in &demo {
        let declared = Mark::read(report["banner"].as_str().unwrap()).unwrap();
        assert_eq!(declared.banner(), report["banner"].as_str().unwrap());
        let mut required = roll_up(&portions(report));
        assert!(declared.level >= required.level);
        if declared.level > required.level {
            stricter += 1;
            required.level = declared.level;
        }
        assert_eq!(declared, required);
    }
    assert!((5..80).contains(&stricter), "{stricter}");
}

#[test]
fn every_marking_is_valid() {
    use crate::mark::*;
    for (report, _) in demo() {
        let banner = Mark::read(report["banner"].as_str().unwrap()).unwrap();
        let tearlines = report["tearlines"].as_array().into_iter().flatten().map(mark);
        for tearline in tearlines.clone() {
            assert!(tearline.level <= banner.level && tearline != banner);
            assert_eq!(tearline.dissem & ORCON, 0);
        }
        for mark in portions(&report).into_iter().chain(tearlines).chain([banner.clone()]) {
            let (noforn, orcon) = (mark.dissem & NOFORN != 0, mark.dissem & ORCON != 0);
            assert!(!orcon || mark.level >= 1);
            assert!(mark.dissem & FOUO == 0 || (mark.level == 0 && mark.other == 0));
            assert!(mark.other & SBU == 0 || mark.level == 0);
            assert!(mark.sci == 0 || mark.level >= 1);
            assert!(mark.sci & (TK | HCS_P) == 0 || mark.level >= 2);
            assert!(mark.sci & HCS_P == 0 || (noforn && orcon));
            assert!(mark.sci & SI_G == 0 || (mark.level == 3 && orcon));
            assert!(mark.other & (EXDIS | NODIS) == 0 || noforn);
            assert!(mark.dissem & RSEN == 0 || mark.level >= 2);
            assert!(!noforn || mark.releasable.is_empty());
            assert!(mark.dissem & RELIDO == 0 || (!noforn && !orcon));
        }
        if banner.dissem & RELIDO != 0 || !banner.releasable.is_empty() {
            // Rules differ on controlled unclassified portions in a releasable report; none occur.
            for portion in portions(&report) {
                let controlled = portion.dissem != 0 || portion.other != 0;
                assert!(portion.level > 0 || !controlled || !portion.releasable.is_empty());
            }
        }
        let listed = banner.dissem & ORCON != 0 || banner.other & (EXDIS | NODIS) != 0;
        assert!(!listed || !texts(&report, "addressees").is_empty());
    }
}

#[test]
fn the_demo_has_some_of_everything() {
    let demo = demo();
    let count = |test: &dyn Fn(&Value) -> bool| demo.iter().filter(|told| test(&told.0)).count();
    let banner = |report: &Value| report["banner"].as_str().unwrap_or_default().to_owned();
    let originators: HashSet<_> =
        demo.iter().map(|(report, _)| report["originator"].to_string()).collect();
    assert!(originators.len() >= 20);
    let kinds: HashSet<_> = demo.iter().map(|(report, _)| report["kind"].to_string()).collect();
    assert_eq!(kinds.len(), KINDS.len());
    let situations: HashSet<_> =
        demo.iter().map(|(_, truth)| truth["situation"].to_string()).collect();
    assert_eq!(situations.len(), crate::situation::SITUATIONS.len());
    assert!(count(&|report| report["tearlines"].is_array()) > 100);
    assert!(count(&|report| report["pointer"].is_object()) > 20);
    assert!(count(&|report| report["caveats"].is_array()) > 50);
    assert!(count(&|report| report["leads_only"] == true) > 20);
    assert!(count(&|report| report["leads_only"] == false) > 20);
    assert!(count(&|report| report["version"] == 2) > 10);
    for token in ["SI", "TK", "HCS-P", "SI-G", "RSEN", "EXDIS", "NODIS", "LES", "SBU", "FISA"] {
        assert!(count(&|report| banner(report).contains(token)) > 0, "{token}");
    }
    for country in ["CAN", "GBR", "MEX", "AUS", "FVEY", "ECU"] {
        let released = |report: &Value| banner(report).split(", ").any(|c| c.starts_with(country));
        assert!(count(&released) > 0, "{country}");
    }
}

#[test]
fn the_community_knows_everybody_and_every_caveat() {
    let known: HashSet<&str> = COMMUNITY
        .lines()
        .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
        .collect();
    for (report, _) in demo() {
        let originator = report["originator"].as_str().unwrap();
        let caveats = texts(&report, "caveats");
        for caveat in &caveats {
            // An originator uses its own caveats and those of its department.
            let owner = caveat.split_once(':').unwrap().0;
            assert!(
                originator == owner || originator.starts_with(&format!("{owner}/")),
                "{caveat}"
            );
        }
        for id in texts(&report, "addressees").into_iter().chain(caveats).chain([originator]) {
            assert!(known.contains(id), "{id}");
        }
    }
}

#[test]
fn every_report_names_those_it_speaks_of() {
    let cast: HashMap<String, Vec<String>> = Scenario::new(SEED, REPORTS_DEFAULT)
        .cast()
        .map(|line| {
            let member: Value = serde_json::from_str(&line).unwrap();
            let names = texts(&member, "names").into_iter().chain(texts(&member, "aliases"));
            // A sentence may begin with a name, and then with a capital.
            let names = names.map(str::to_lowercase).collect();
            (member["id"].as_str().unwrap().to_owned(), names)
        })
        .collect();
    for (report, truth) in demo() {
        let text = report["portions"].to_string().to_lowercase();
        let entities = report["entities"].to_string().to_lowercase();
        for id in texts(&truth, "speaks_of") {
            let names = cast.get(id).expect("a member of the cast");
            assert!(names.iter().any(|name| text.contains(name.as_str())), "{id}");
            assert!(names.iter().any(|name| entities.contains(name.as_str())), "{id}");
        }
    }
}

#[test]
fn references_lead_to_earlier_reports_of_the_same_thread() {
    let mut threads: HashMap<String, String> = HashMap::new();
    let mut followed = 0;
    for (report, truth) in demo() {
        let thread = truth["thread"].to_string();
        for list in ["references", "derived_from"] {
            for reference in texts(&report, list) {
                assert!(threads.contains_key(reference), "{reference}");
                followed += usize::from(threads[reference] == thread);
            }
        }
        let id = truth["report"].as_str().unwrap().to_owned();
        threads.insert(id, thread);
    }
    assert!(followed > 1_000);
}

#[test]
fn issue_dates_never_go_back() {
    let demo = demo();
    let dates: Vec<_> = demo.iter().map(|(report, _)| report["issued"].to_string()).collect();
    assert!(dates.is_sorted());
    assert!(dates.first().unwrap() < dates.last().unwrap());
}

#[test]
fn texts_are_not_clones() {
    let mut leads: HashMap<String, usize> = HashMap::new();
    for (report, truth) in demo() {
        if truth["speaks_of"].as_array().is_some_and(|ids| !ids.is_empty()) {
            *leads.entry(report["portions"].to_string()).or_default() += 1;
        }
    }
    // Second versions differ from the first by their correction, so every text stands once.
    assert!(leads.values().all(|count| *count == 1));
}

#[test]
fn one_person_is_spelled_in_several_ways() {
    let mut spellings: HashMap<String, HashSet<String>> = HashMap::new();
    let mut owners: HashMap<String, HashSet<String>> = HashMap::new();
    for line in Scenario::new(SEED, REPORTS_DEFAULT).cast() {
        let member: Value = serde_json::from_str(&line).unwrap();
        let id = member["id"].to_string();
        if member["type"] == "person" {
            let names = texts(&member, "names").into_iter().map(str::to_owned);
            spellings.entry(id.clone()).or_default().extend(names);
            owners.entry(member["name"].to_string()).or_default().insert(id);
        }
    }
    assert!(spellings.values().filter(|names| names.len() > 2).count() > 200);
    assert!(owners.values().any(|people| people.len() > 1));
}

#[test]
fn truth_lists_networks_with_shared_people() {
    let networks: Vec<Value> = Scenario::new(SEED, REPORTS_DEFAULT)
        .truth()
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect();
    assert!(networks.len() > 20);
    assert!(networks.iter().any(|network| !texts(network, "shared").is_empty()));
}
