//! The main job with the real binary: take in, search, show, decide, audit, prove.

use std::sync::LazyLock;

use kit::stage::Stage;
use serde_json::Value;

static STAGE: LazyLock<Stage> = LazyLock::new(|| Stage::with_reports(400));

fn total(query: &str, recipient: &str) -> u64 {
    // The folder is held by one process at a time, and tests run side by side.
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let run = STAGE.run(&["search", query, "--as", recipient, "--json"]);
    run.json()[0]["total"].as_u64().unwrap()
}

static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn run(arguments: &[&str]) -> kit::binary::Run {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    STAGE.run(arguments)
}

#[test]
fn each_reader_finds_what_their_standing_allows() {
    let everything = total("*", "alvarez");
    let field_office = total("*", "reyes");
    let foreign = total("*", "whitcombe");
    assert!(everything > field_office && field_office > foreign && foreign > 0);
    assert!(everything <= 400);
}

#[test]
fn a_hidden_report_and_a_missing_one_are_the_same_answer() {
    let hidden = hidden_from("whitcombe");
    let shown = run(&["show", &hidden, "--as", "whitcombe"]).expect(1);
    let missing = run(&["show", "CIA TD-000/00000-00", "--as", "whitcombe"]).expect(1);
    assert_eq!((shown.out, shown.err), (missing.out, missing.err));
}

/// A report that alvarez may see and somebody else may not.
fn hidden_from(recipient: &str) -> String {
    let found = run(&["search", "*", "--as", "alvarez", "--limit", "100", "--json"]).expect(0);
    let ids = found.json()[0]["results"].as_array().unwrap().clone();
    let id = |hit: &Value| hit["report"].as_str().unwrap().to_owned();
    let denied = |id: &String| run(&["show", id, "--as", recipient]).code == 1;
    ids.iter().map(id).find(denied).expect("something is hidden from them")
}

#[test]
fn a_decision_says_every_rule_that_spoke() {
    let hidden = hidden_from("whitcombe");
    let purpose = ["--purpose", "analysis", "--json"];
    let asked = [&["decide", &hidden, "--to", "whitcombe"][..], &purpose].concat();
    let decision = run(&asked).expect(1).json().remove(0);
    assert_eq!(decision["outcome"], "withhold");
    let denials: Vec<&Value> =
        decision["reasons"].as_array().unwrap().iter().filter(|r| r["verdict"] == "deny").collect();
    assert!(!denials.is_empty());
    assert!(denials.iter().all(|r| r["source"].as_str().is_some_and(|source| !source.is_empty())));
}

#[test]
fn leads_are_not_evidence() {
    let found = run(&["search", "originator:CIA", "--as", "alvarez", "--json"]).expect(0);
    let id = found.json()[0]["results"][0]["report"].as_str().unwrap().to_owned();
    run(&["show", &id, "--as", "alvarez", "--purpose", "investigative-lead"]).expect(0);
    let asked = ["decide", &id, "--to", "alvarez", "--purpose", "grand-jury", "--json"];
    let decision = run(&asked).json().remove(0);
    assert!(["withhold", "pointer"].contains(&decision["outcome"].as_str().unwrap()));
    let reasons = decision["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|r| r["rule"] == "leads-only" && r["verdict"] == "deny"));
}

#[test]
fn what_was_shown_stands_in_the_originators_audit_and_the_ledger_holds() {
    let found = run(&["search", "originator:CIA", "--as", "alvarez", "--json"]).expect(0);
    let id = found.json()[0]["results"][0]["report"].as_str().unwrap().to_owned();
    run(&["show", &id, "--as", "alvarez"]).expect(0);
    let events = run(&["audit", "--as", "ofarrell", "--json", "--limit", "1000"]).expect(0).json();
    let of = |kind: &str| {
        let about = |event: &&Value| event["report"].as_str().unwrap().starts_with(&id);
        events.iter().filter(about).any(|event| event["kind"] == kind)
    };
    assert!(of("accepted") && of("searched") && of("viewed"), "{id}");
    assert!(events.iter().all(|e| e["report"].as_str().unwrap().starts_with("CIA ")));
    let proof = run(&["ledger", "verify", "--json"]).expect(0).json().remove(0);
    assert_eq!(proof["valid"], true);
    assert_eq!(proof["uncovered"], 0);
}

#[test]
fn an_auditor_is_an_auditor() {
    let run = run(&["audit", "--as", "alvarez"]).expect(3);
    assert!(run.err.contains("auditor"), "{}", run.err);
}
