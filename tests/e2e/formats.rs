//! Files of other formats, through the real binary: each is taken in or set aside, with its place.

use std::path::Path;

use kit::stage::{Stage, shared};
use kit::workspace::root;
use serde_json::Value;

/// A stage whose sources have a mapping file for documents.
fn stage() -> Stage {
    let stage = Stage::new();
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    std::fs::write(sources.join("documents.toml"), DOCUMENTS).unwrap();
    std::fs::write(
        sources.join("other.toml"),
        DOCUMENTS
            .replace("documents", "other")
            .replace("CIA", "DHS/CBP")
            .replace("formats = [\"text\", \"html\", \"rtf\", \"pdf\"]\n", ""),
    )
    .unwrap();
    stage
}

/// The receipts and the summary of taking in some files.
fn taken(stage: &Stage, arguments: &[&str], paths: &[&Path], code: i32) -> (Vec<Value>, Value) {
    let paths = paths.iter().map(|path| path.to_str().unwrap());
    let all: Vec<&str> =
        ["ingest", "--json"].into_iter().chain(arguments.iter().copied()).chain(paths).collect();
    let mut lines = stage.run(&all).expect(code).json();
    let summary = lines.pop().unwrap()["summary"].clone();
    (lines, summary)
}

#[test]
fn documents_are_found_by_content_and_taken_in_by_their_marks() {
    let stage = stage();
    let page = "<html><body><p>SECRET//NOFORN</p><p>(U) The harbour is open.</p>\
        <p>(S//NF) Two boats leave.</p><p>SECRET//NOFORN</p></body></html>";
    let page = stage.write("named-wrongly.jsonl", page.as_bytes());
    let (receipts, summary) = taken(&stage, &[], &[&page], 0);
    assert_eq!(summary["accepted"], 1, "{receipts:?}");
    assert_eq!(receipts[0]["report"], "CIA named-wrongly.jsonl v1");
    let notes = receipts[0]["notes"].to_string();
    assert!(notes.contains("SHA-256"), "the original's hash is kept: {notes}");
    let (_, again) = taken(&stage, &[], &[&page], 0);
    assert_eq!(again["repeated"], 1);
}

#[test]
fn what_says_no_banner_or_two_is_set_aside_with_the_evidence_and_its_place() {
    let stage = stage();
    let none = stage.write("none.txt", b"Minutes\n\nNobody marked this.");
    let two = stage.write("two.txt", b"SECRET//NOFORN\n\n(U) One.\n\nCONFIDENTIAL");
    let (receipts, summary) = taken(&stage, &[], &[&none, &two], 1);
    assert_eq!(summary["quarantined"]["no-banner"], 1, "{summary}");
    assert_eq!(receipts[1]["reason"], "banners-differ");
    let text = receipts[1]["text"].as_str().unwrap();
    assert!(text.contains("`SECRET//NOFORN`") && text.contains("`CONFIDENTIAL`"), "{text}");
}

#[test]
fn a_mapping_file_that_is_named_holds_for_everything() {
    let stage = stage();
    let text = stage.write("a.txt", b"UNCLASSIFIED\n\nA text.");
    let (receipts, _) = taken(&stage, &["--as-of", "other"], &[&text], 0);
    assert_eq!(receipts[0]["report"], "DHS/CBP a.txt v1");
    let run = stage.run(&["ingest", "--as-of", "nobody", text.to_str().unwrap()]).expect(3);
    assert!(run.err.contains("documents, other"), "{}", run.err);
}

#[test]
fn a_file_that_breaks_its_reader_is_set_aside_and_the_rest_goes_on() {
    let stage = stage();
    let config = stage.data().join("tearline.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}\n[reading.limits]\nmemory_bytes = 1000000\n")).unwrap();
    let page = format!("<html><body>{}</body></html>", "<p>x</p>".repeat(400_000));
    let page = stage.write("large.html", page.as_bytes());
    let sound = stage.write("sound.txt", b"UNCLASSIFIED\n\nA text.");
    let (receipts, summary) = taken(&stage, &[], &[&page, &sound], 1);
    assert_eq!(
        (&summary["quarantined"]["crashed"], &summary["accepted"]),
        (&1.into(), &1.into()),
        "{receipts:?}"
    );
}

#[test]
fn the_example_mapping_files_name_agencies_of_the_example_community() {
    let community = server::load_community(&root().join("config/community.toml")).unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("config/sources")).unwrap() {
        let path = entry.unwrap().path();
        let mapping: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let originator = mapping["originator"].as_str().unwrap();
        let known = community.agencies.keys().any(|id| id.as_str() == originator);
        assert!(known, "{}: {originator}", path.display());
        count += 1;
    }
    assert!(count >= 5);
}

#[test]
fn a_fresh_folder_with_the_example_mapping_files_takes_the_real_lists_and_bulletins_in() {
    let (Some(bulletins), Some(sanctions)) = (shared("bulletins"), shared("sanctions")) else {
        return;
    };
    let stage = Stage::new();
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    for entry in std::fs::read_dir(root().join("config/sources")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, sources.join(path.file_name().unwrap())).unwrap();
    }
    let paths = [bulletins, sanctions].map(|path| path.to_str().unwrap().to_owned());
    let run = stage.run(&["ingest", "--json", &paths[0], &paths[1]]);
    let summary = run.json().pop().unwrap()["summary"].clone();
    assert!(summary["accepted"].as_u64().unwrap() > 1_000, "{summary}");
    assert_eq!(summary["refused"], 0, "{summary}");
    let reasons = summary["quarantined"].as_object().unwrap();
    for reason in ["unknown-originator", "no-originator", "unmapped-label", "crashed"] {
        assert!(!reasons.contains_key(reason), "{summary}");
    }
}

const DOCUMENTS: &str = "format = \"tearline.mapping/1\"\nname = \"documents\"\n\
    formats = [\"text\", \"html\", \"rtf\", \"pdf\"]\noriginator = \"CIA\"\nserial = \"{file}\"\n";
