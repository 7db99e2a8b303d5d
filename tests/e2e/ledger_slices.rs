//! Slices by the real binary: complete for their party, silent about others, verified by a verifier in
//! Python too; and what was left out, changed or forked is caught.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kit::binary::{self, Run};
use kit::other_verifier::other_verifier;
use kit::stage::Stage;
use ledger::Slice;
use serde_json::Value;

/// A folder with reports, answers and refusals; slices of the CIA and of two recipients, and the export.
static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let stage = Stage::with_reports(80);
    let own = ["ledger", "slice", "--originator", "CIA", "--out"];
    write(&stage, &own, "earlier.slice");
    let found = stage.run(&["search", "originator:CIA", "--as", "alvarez", "--json"]).expect(0);
    let report = found.json()[0]["results"][0]["report"].as_str().unwrap().to_owned();
    stage.run(&["show", &report, "--as", "alvarez"]).expect(0);
    // What is hidden from a recipient, and what is not there.
    let found =
        stage.run(&["search", "originator:CIA", "--as", "alvarez", "--limit", "60", "--json"]);
    let hits = found.expect(0).json()[0]["results"].as_array().unwrap().clone();
    let refuses = |name: &&str| {
        let reports = hits.iter().filter_map(|hit| hit["report"].as_str());
        let refused = |report: &str| stage.run(&["show", report, "--as", name]).code == 1;
        reports.take(30).filter(|report| refused(report)).count() > 0
    };
    let refused = ["whitcombe", "tremblay", "delacroix", "reyes"].into_iter().find(refuses);
    let refused = refused.expect("something of the CIA is kept from somebody");
    stage.run(&["show", "CIA TD-000/00000-00", "--as", refused]).expect(1);
    let since = stage.beside("earlier.slice");
    let since = ["--since", since.to_str().unwrap(), "--out"];
    write(&stage, &[&own[..4], &since[..]].concat(), "cia.slice");
    for (name, file) in [("alvarez", "alvarez.slice"), (refused, "refused.slice")] {
        write(&stage, &["ledger", "slice", "--recipient", name, "--out"], file);
    }
    for (name, of) in
        [("cia.key", ["--originator", "CIA"]), ("alvarez.key", ["--recipient", "alvarez"])]
    {
        let key = stage.run(&[&["ledger", "slice-key"][..], &of].concat()).expect(0).out;
        stage.write(name, key.as_bytes());
    }
    let export = stage.beside("export");
    stage.run(&["ledger", "export", export.to_str().unwrap()]).expect(0);
    let key = std::fs::read(stage.data().join("keys/ledger.vkey")).unwrap();
    stage.write("ledger.vkey", &key);
    stage
});

fn write(stage: &Stage, arguments: &[&str], name: &str) {
    let path = stage.beside(name);
    stage.run(&[arguments, &[path.to_str().unwrap()]].concat()).expect(0);
}

fn beside(name: &str) -> String {
    STAGE.beside(name).to_str().unwrap().to_owned()
}

fn nowhere(arguments: &[&str]) -> Run {
    binary::run(Path::new("/nonexistent"), arguments)
}

/// Verifies a slice without any data folder, by the binary and in Python.
#[track_caller]
fn check(file: &str, slice_key: &str, more: &[&str], verdict: &str, said: &str) -> Value {
    let (key, slice_key) = (beside("ledger.vkey"), beside(slice_key));
    let fixed = ["ledger", "verify", file, "--json", "--key", &key, "--slice-key", &slice_key];
    let run = nowhere(&[&fixed[..], more].concat()).expect(i32::from(verdict != "complete"));
    let answer = run.json().remove(0);
    assert_eq!(answer["verdict"], verdict, "{answer}");
    assert!(answer["findings"].to_string().contains(said), "{said}: {answer}");
    let arguments = [&[file, &key, "--slice-key", &slice_key][..], more].concat();
    if let Some(other) = other_verifier(&arguments) {
        assert_eq!(other["verdict"], verdict, "{other}, and {answer}");
        if verdict == "complete" {
            assert_eq!((&other["entries"], &other["root"]), (&answer["entries"], &answer["root"]));
        }
    }
    answer
}

fn slice(name: &str) -> Slice {
    Slice::parse(&std::fs::read_to_string(beside(name)).unwrap()).unwrap()
}

fn forged(name: &str, slice: &Slice) -> PathBuf {
    STAGE.write(name, slice.text().as_bytes())
}

#[test]
fn a_slice_is_complete_by_itself_beside_an_earlier_one_and_by_a_scan_of_the_whole_log() {
    let (file, earlier, export) = (beside("cia.slice"), beside("earlier.slice"), beside("export"));
    let answer = check(&file, "cia.key", &[], "complete", "[]");
    assert!(answer["entries"].as_u64().unwrap() > 10, "{answer}");
    check(&file, "cia.key", &["--since", &earlier], "complete", "[]");
    check(&file, "cia.key", &["--since", &earlier, "--scan", &export], "complete", "[]");
    check(&beside("alvarez.slice"), "alvarez.key", &["--scan", &export], "complete", "[]");
}

#[test]
fn a_slice_names_nothing_of_others() {
    let text: String = slice("cia.slice")
        .entries
        .iter()
        .flat_map(|entry| {
            let header = String::from_utf8(entry.header.clone()).unwrap();
            let parts =
                entry.parts.iter().map(|part| String::from_utf8(part.content.clone()).unwrap());
            parts.chain([header]).collect::<Vec<_>>()
        })
        .collect();
    assert!(text.contains("CIA TD"), "{text}");
    for other in ["FBI ", "DHS/CBP ", "STATE/INR ", "DOD/DIA ", "\"originator\":\"DHS"] {
        assert!(!text.contains(other), "{other}");
    }
}

#[test]
fn what_is_hidden_and_what_is_not_there_look_alike_in_the_recipients_slice() {
    let refused: Vec<_> = slice("refused.slice")
        .entries
        .into_iter()
        .filter(|entry| entry.read().unwrap().kind == model::LeafKind::Withheld)
        .collect();
    assert!(refused.len() > 1);
    let shape = |entry: &ledger::SliceEntry| {
        let header = entry.read().unwrap();
        let parts: Vec<_> = entry.parts.iter().map(|part| (part.index, part.path.len())).collect();
        let said = entry.parts.iter().map(|part| part.content.clone()).collect::<Vec<_>>();
        (header.actor, header.subject.split(' ').count(), entry.tags.len(), parts, said)
    };
    let first = shape(&refused[0]);
    assert!(refused.iter().all(|entry| shape(entry) == first), "{refused:#?}");
    let missing = refused.iter().find(|entry| entry.read().unwrap().subject.contains("00000-00"));
    assert!(missing.is_some() && refused.len() > 1);
}

#[test]
fn what_was_done_to_a_slice_is_found_by_both_verifiers() {
    let whole = slice("cia.slice");
    let mut less = whole.clone();
    less.entries.remove(3);
    let file = forged("less.slice", &less);
    check(file.to_str().unwrap(), "cia.key", &[], "altered", "does not hold this slice");
    let mut changed = whole.clone();
    changed.entries[3].parts[0].content.push(b' ');
    let file = forged("changed.slice", &changed);
    check(file.to_str().unwrap(), "cia.key", &[], "altered", "is not what was recorded");
    check(&beside("cia.slice"), "alvarez.key", &[], "altered", "not tagged as yours");
    // An older one shows less than was seen.
    let (earlier, later) = (beside("earlier.slice"), beside("cia.slice"));
    check(&earlier, "cia.key", &["--since", &later], "forked", "rolled back");
    // One whose continuation is not shown.
    let file = forged("unproven.slice", &Slice { since: None, ..whole });
    check(file.to_str().unwrap(), "cia.key", &["--since", &earlier], "forked", "forked");
}

#[test]
fn slices_of_both_sides_are_held_against_each_other() {
    let key = beside("ledger.vkey");
    let (cia, alvarez) = (beside("cia.slice"), beside("alvarez.slice"));
    nowhere(&["ledger", "compare", &cia, &alvarez, "--key", &key]).expect(0);
    let mut less = slice("cia.slice");
    let own = slice("alvarez.slice");
    less.entries.retain(|entry| !own.entries.iter().any(|own| own.header == entry.header));
    let file = forged("mistagged.slice", &less);
    let run = nowhere(&["ledger", "compare", file.to_str().unwrap(), &alvarez, "--key", &key]);
    let said = run.expect(1).out;
    assert!(said.contains("concerns originator CIA, whose slice does not have it"), "{said}");
}
