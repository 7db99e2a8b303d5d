//! Archives with the real binary: older segments stand elsewhere, and everything holds as before.

use std::path::{Path, PathBuf};

use kit::stage::Stage;

/// A folder whose older segments are in an archive, and the archive.
fn archived() -> (Stage, PathBuf) {
    let stage = Stage::with_reports(60);
    let to = stage.beside("archive");
    let moved = archive(&stage, &to);
    assert_eq!(moved, 1);
    (stage, to)
}

fn archive(stage: &Stage, to: &Path) -> u64 {
    let run = stage.run(&["admin", "archive", "--to", to.to_str().unwrap(), "--json"]).expect(0);
    run.json().remove(0)["segments"].as_u64().unwrap()
}

/// The segments in a folder that are files of their own, and those that are links.
fn segments(folder: &Path) -> (usize, usize) {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files: Vec<_> =
        files.filter(|file| file.path().extension().is_some_and(|end| end == "seg")).collect();
    let links = files.iter().filter(|file| file.file_type().unwrap().is_symlink()).count();
    (files.len() - links, links)
}

#[test]
fn archived_segments_verify_and_are_read_as_before() {
    let stage = Stage::with_reports(60);
    let search = ["search", "tapachula", "--as", "alvarez", "--json"];
    let before = stage.run(&search);
    let to = stage.beside("archive");
    assert_eq!(archive(&stage, &to), 1);
    assert_eq!(segments(&stage.data().join("journal")), (1, 1));
    assert_eq!(segments(&to), (1, 0));
    assert_eq!(stage.run(&search).out, before.out);
    stage.run(&["ledger", "verify"]).expect(0);
    // Everything derived is made anew from what was moved.
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(stage.run(&search).out, before.out);
    // What was written since goes the same way, and what was moved stays.
    assert_eq!(archive(&stage, &to), 1);
    assert_eq!(segments(&to), (2, 0));
    let export = stage.beside("log.tar");
    stage.run(&["ledger", "export", export.to_str().unwrap()]).expect(0);
    let key = stage.data().join("keys/ledger.vkey");
    let verify = ["ledger", "verify", export.to_str().unwrap(), "--key", key.to_str().unwrap()];
    stage.run(&verify).expect(0);
    let entries = stage.run(&["ledger", "verify", "--json"]).expect(0).json().remove(0);
    assert_eq!(entries["valid"], true);
}

#[test]
fn an_altered_archive_is_named_and_a_missing_one_stops_the_start() {
    let (stage, to) = archived();
    let segment = to.join("00000000000000000000.seg");
    let whole = std::fs::read(&segment).unwrap();
    let mut altered = whole.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    std::fs::write(&segment, altered).unwrap();
    let said = stage.run(&["ledger", "verify"]).expect(1).out;
    assert!(said.contains("00000000000000000000.seg") && said.contains("at byte"), "{said}");
    std::fs::remove_file(&segment).unwrap();
    let said = stage.run(&["show", "CIA X-1", "--as", "alvarez"]).expect(3).err;
    assert!(said.contains("00000000000000000000.seg"), "{said}");
    std::fs::write(&segment, whole).unwrap();
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_purge_erases_in_the_archive() {
    let stage = Stage::new();
    let word = "zyxwvutaxolotl";
    let report = serde_json::json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "X-1", "banner": "SECRET",
        "kind": "intelligence-report", "title": {"marking": "S", "text": "A spill"},
        "portions": [{"marking": "S", "text": format!("The {word} is here.")}],
    });
    let file = stage.write("spill.jsonl", format!("{report}\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    let to = stage.beside("archive");
    assert_eq!(archive(&stage, &to), 1);
    let holds = || {
        let bytes = std::fs::read(to.join("00000000000000000000.seg")).unwrap();
        bytes.windows(word.len()).any(|part| part == word.as_bytes())
    };
    assert!(holds());
    stage.run(&["admin", "purge", "CIA X-1", "--because", "a spill"]).expect(0);
    assert!(!holds());
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_run_that_was_cut_off_goes_on_and_anothers_archive_is_refused() {
    let (stage, to) = archived();
    // Copied, and not linked yet: as it is when the run is killed between the two.
    let link = stage.data().join("journal/00000000000000000000.seg");
    let bytes = std::fs::read(&link).unwrap();
    std::fs::remove_file(&link).unwrap();
    std::fs::write(&link, &bytes).unwrap();
    std::fs::write(to.join("00000000000000000000.seg.part"), b"half").unwrap();
    std::os::unix::fs::symlink("nowhere", link.with_extension("seg.link")).unwrap();
    assert_eq!(archive(&stage, &to), 2);
    stage.run(&["ledger", "verify"]).expect(0);
    let other = Stage::with_reports(5);
    let run = ["admin", "archive", "--to", to.to_str().unwrap()];
    let said = other.run(&run).expect(3).err;
    assert!(said.contains("an archive of its own"), "{said}");
    other.run(&["ledger", "verify"]).expect(0);
    let inside = other.data().join("journal/old");
    let said = other.run(&["admin", "archive", "--to", inside.to_str().unwrap()]).expect(3).err;
    assert!(said.contains("is in the data folder"), "{said}");
}
