//! Bad input: each a clear error that names the place, and the rest of the batch goes on.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use kit::binary::{self, Run};
use kit::stage::Stage;
use serde_json::{Value, json};

fn report(serial: &str) -> Value {
    json!({
        "format": "tearline.report/1", "originator": "DHS/CBP", "serial": serial,
        "kind": "tactical-report", "title": { "text": "A title" }, "banner": "UNCLASSIFIED",
        "portions": [{ "text": "A portion" }],
    })
}

fn with(serial: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut report = report(serial);
    change(&mut report);
    report.to_string()
}

/// Takes lines in between two sound ones, and gives the answer to the middle one.
#[track_caller]
fn answer(line: &[u8]) -> Value {
    let stage = Stage::new();
    let (first, last) = (report("FIRST").to_string(), report("LAST").to_string());
    let file = [first.as_bytes(), line, last.as_bytes(), b""].join(&b'\n');
    let file = stage.write("reports.jsonl", &file);
    let run = stage.run(&["ingest", file.to_str().unwrap(), "--json"]).expect(1);
    let lines = run.json();
    assert_eq!(lines.last().unwrap()["summary"]["accepted"], 2, "{}", run.out);
    lines.into_iter().find(|line| line["line"] == 2).unwrap()
}

#[track_caller]
fn refused(line: &[u8], column: u64, text: &str) {
    let answer = answer(line);
    assert_eq!(answer["outcome"], "refused");
    assert_eq!(answer["column"], column, "{answer}");
    assert!(answer["text"].as_str().unwrap().contains(text), "{answer}");
}

#[track_caller]
fn quarantined(line: &str, reason: &str, text: &str) {
    let answer = answer(line.as_bytes());
    assert_eq!(answer["outcome"], "quarantined", "{answer}");
    assert_eq!(answer["reason"], reason);
    assert!(answer["text"].as_str().unwrap().contains(text), "{answer}");
}

#[test]
fn what_is_no_report_is_refused_with_line_and_column() {
    refused(b"{\"format\": \"tearline.report/1\"", 30, "ends early");
    refused(b"not json", 2, "not JSON");
    refused(b"{\"format\": \"\xff\"}", 13, "UTF-8");
    let unknown = with("X", |report| report["colour"] = "red".into());
    let column = unknown.find("\"colour\"").unwrap() as u64 + 8;
    refused(unknown.as_bytes(), column, "colour");
}

#[test]
fn what_is_marked_wrongly_is_set_aside_with_the_reason() {
    let originator = with("X", |report| report["originator"] = "KGB".into());
    quarantined(&originator, "unknown-originator", "`KGB` is not in the community");
    let token = with("X", |report| report["banner"] = "SECRET//NOFRON".into());
    quarantined(&token, "unreadable-marking", "did you mean NOFORN");
    let weak = with("X", |report| report["portions"][0]["marking"] = "S//NF".into());
    quarantined(&weak, "weak-banner", "SECRET//NOFORN");
    let unmarked = with("X", |report| drop(report.as_object_mut().unwrap().remove("banner")));
    quarantined(&unmarked, "no-banner", "no banner");
}

#[test]
fn a_duplicate_serial_with_other_content_is_refused_and_the_first_stays() {
    let other = with("FIRST", |report| report["title"]["text"] = "Another title".into());
    let answer = answer(other.as_bytes());
    assert_eq!(answer["outcome"], "refused");
    assert!(answer["text"].as_str().unwrap().contains("raise the version"), "{answer}");
}

#[test]
fn a_line_of_two_hundred_megabytes_is_skipped() {
    let mut input = report("FIRST").to_string().into_bytes();
    input.push(b'\n');
    input.resize(input.len() + 200_000_000, b'x');
    input.extend(format!("\n{}\n", report("LAST")).bytes());
    let stage = Stage::new();
    let run = binary::run_with_input(&stage.data(), &["ingest", "-", "--json"], &input).expect(1);
    let lines = run.json();
    assert_eq!(lines.last().unwrap()["summary"]["accepted"], 2);
    assert!(run.out.contains("16 MiB"), "{}", run.out);
}

#[test]
fn a_truncated_gzip_keeps_what_was_whole_and_says_so() {
    let stage = Stage::new();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    for number in 0..5_000 {
        writeln!(gzip, "{}", report(&format!("N-{number}"))).unwrap();
    }
    let whole = gzip.finish().unwrap();
    let file = stage.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    let next = stage.write("next.jsonl", format!("{}\n", report("NEXT")).as_bytes());
    let (file, next) = (file.to_str().unwrap(), next.to_str().unwrap());
    let run = stage.run(&["ingest", file, next, "--json"]).expect(1);
    assert!(run.out.contains("the file is cut off"), "{}", run.out);
    let summary = run.json().pop().unwrap()["summary"].clone();
    let accepted = summary["accepted"].as_u64().unwrap();
    assert!(accepted > 1 && accepted < 5_001, "{summary}");
    assert_eq!(summary["refused"], 1);
    let again = stage.write("whole.jsonl.gz", &whole);
    let run = stage.run(&["ingest", again.to_str().unwrap(), "--json"]).expect(0);
    let summary = run.json().pop().unwrap()["summary"].clone();
    assert_eq!(summary["repeated"].as_u64().unwrap(), accepted - 1);
}

#[test]
fn a_held_folder_names_its_holder() {
    let stage = Stage::new();
    let lock = store::FolderLock::take(&stage.data()).unwrap();
    let run = stage.run(&["admin", "status"]).expect(3);
    let holder = format!("in use by process {}", std::process::id());
    assert!(run.err.contains(&holder) && run.err.contains("--server"), "{}", run.err);
    drop(lock);
    stage.run(&["admin", "status"]).expect(0);
}

#[test]
fn a_wrong_community_starts_nothing() {
    let stage = Stage::new();
    let path = stage.data().join("community.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("nation = \"USA\"", "nation = \"UAS\"", 1)).unwrap();
    let Run { code, err, .. } = stage.run(&["admin", "status"]);
    assert_eq!(code, 3);
    assert!(err.contains("community.toml:") && err.contains("`UAS`"), "{err}");
}

#[test]
fn wrong_usage_and_missing_folders_have_their_own_codes() {
    let stage = Stage::new();
    stage.run(&["frobnicate"]).expect(2);
    let nowhere = stage.beside("nowhere");
    let run = binary::run(&nowhere, &["admin", "status"]).expect(3);
    assert!(run.err.contains("tearline init"), "{}", run.err);
    let run = stage.run(&["search", "\"open", "--as", "alvarez"]).expect(3);
    assert!(run.err.contains("query"), "{}", run.err);
}
