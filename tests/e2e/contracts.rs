//! Contracts of feeds with the real binary: what each would bring is what the recipient is found and
//! may have, and nothing holds before it is approved.

use std::collections::BTreeSet;

use kit::stage::Stage;
use serde_json::Value;

const UNTIL: [&str; 4] = ["--purpose", "investigative-lead", "--until", "2040-01-01"];

fn propose(stage: &Stage, name: &str, to: &str, asked: &[&str]) -> (String, Value) {
    let run =
        stage.run(&[&["feed", "propose", name, "--to", to, "--json"], &UNTIL[..], asked].concat());
    let answer = run.expect(0).json()[0].clone();
    (answer["id"].as_str().unwrap().to_owned(), answer["shadow"].clone())
}

fn reports(list: &Value) -> BTreeSet<String> {
    let of = |brings: &Value| brings["report"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(of).collect()
}

fn states(stage: &Stage) -> Vec<(String, u64)> {
    let listed = stage.run(&["feed", "list", "--json"]).expect(0).json()[0].clone();
    let of =
        |of: &Value| (of["state"].as_str().unwrap().to_owned(), of["version"].as_u64().unwrap());
    listed.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_contract_brings_what_its_recipient_finds_and_no_more_for_any_level() {
    let stage = Stage::with_reports(120);
    for who in ["alvarez", "whitcombe", "castellanos"] {
        let searched = ["search", "*", "--as", who, "--limit", "100", "--json"];
        let search = stage.run(&[&searched[..], &UNTIL[..2]].concat());
        let found = search.expect(0).json()[0]["results"].clone();
        let (_, shadow) = propose(&stage, "everything", who, &["--query", "*"]);
        let (brought, found) = (reports(&shadow["adds"]), reports(&found));
        // A search gives a hundred at most.
        assert!(found.is_subset(&brought) && !found.is_empty(), "{who}");
        for brings in shadow["adds"].as_array().unwrap() {
            let id = brings["report"].as_str().unwrap();
            let decided = ["decide", id, "--to", who, "--manner", "extract", "--json"];
            let decided = stage.run(&[&decided[..], &UNTIL[..2]].concat());
            assert_eq!(decided.expect(0).json()[0]["outcome"], brings["outcome"], "{who} {id}");
        }
        let capped = ["--query", "*", "--level", "UNCLASSIFIED"];
        let (_, low) = propose(&stage, "unclassified", who, &capped);
        assert!(reports(&low["adds"]).is_subset(&brought));
        assert_ne!(low["adds"], shadow["adds"], "{who}");
    }
}

#[test]
fn one_version_holds_once_it_is_approved_and_a_shadow_run_says_what_the_next_would_change() {
    let stage = Stage::with_reports(120);
    let (first, all) = propose(&stage, "leads", "alvarez", &["--query", "*"]);
    let cables = ["--kind", "cable", "--kind", "tactical-report"];
    let (_, unapproved) = propose(&stage, "leads", "alvarez", &cables);
    assert!(!reports(&unapproved["adds"]).is_empty(), "nothing is in force yet");
    stage.run(&["feed", "approve", &first]).expect(0);
    let (second, fewer) = propose(&stage, "leads", "alvarez", &cables);
    let removed = reports(&fewer["removes"]);
    assert_eq!(reports(&fewer["adds"]), BTreeSet::new());
    assert!(!removed.is_empty() && removed.is_subset(&reports(&all["adds"])));
    assert_eq!(
        usize::try_from(fewer["same"].as_u64().unwrap()).unwrap() + removed.len(),
        reports(&all["adds"]).len()
    );
    stage.run(&["feed", "approve", &second]).expect(0);
    stage.run(&["feed", "approve", &second]).expect(3);
    let expected = [("replaced", 1), ("proposed", 2), ("approved", 3)];
    let expected = expected.map(|(state, version)| (state.to_owned(), version));
    assert_eq!(states(&stage), expected);
    stage.run(&["feed", "close", &second, "--why", "no longer needed"]).expect(0);
    stage.run(&["feed", "close", &second, "--why", "again"]).expect(3);
    // The catalog is a fold of the journal, and so are contracts.
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(states(&stage)[2], ("closed".to_owned(), 3));
}

#[test]
fn what_cannot_be_a_contract_is_refused_with_what_to_do() {
    let stage = Stage::with_reports(20);
    for (name, asked, said) in [
        ("all", &[][..], "say a query, topics or kinds"),
        ("all", &["--query", " "], "say a query, topics or kinds"),
        ("all", &["--precedence", "flash"], "say a query, topics or kinds"),
        ("all", &["--query", "", "--topic", "Not a topic"], "topic"),
        ("all", &["--kind", "gossip"], "`gossip` is no kind; there are tactical-report"),
        (
            "all",
            &["--precedence", "soon", "--query", "*"],
            "`soon` is no precedence; there are routine",
        ),
        ("all", &["--level", "HUSH", "--query", "*"], "`HUSH` is no level"),
        ("all", &["--query", "(open"], "^"),
        ("Not A Name", &["--query", "*"], "small letters"),
    ] {
        let proposed = ["feed", "propose", name, "--to", "alvarez"];
        let run = stage.run(&[&proposed[..], &UNTIL, asked].concat());
        assert!(run.code > 1 && run.err.contains(said), "{asked:?}: {}", run.err);
    }
    let late =
        ["feed", "propose", "late", "--to", "alvarez", "--query", "*", "--until", "2001-01-01"];
    let run = stage.run(&[&late[..], &UNTIL[..2]].concat());
    assert!(run.code > 1 && run.err.contains("later"), "{}", run.err);
    assert_eq!(states(&stage), []);
    let run = stage.run(&["feed", "approve", "nothing"]);
    assert!(run.code > 1 && run.err.contains("`feed list` has all ids"), "{}", run.err);
}
