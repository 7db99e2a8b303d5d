//! The ledger's proof finds what was changed, and names it.

use std::path::PathBuf;

use kit::stage::Stage;
use serde_json::Value;

/// Offsets of the records in a segment: a 40-byte header, then frames with a 16-byte prefix.
fn records(segment: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 40;
    while at + 4 <= segment.len() {
        let len = u32::from_le_bytes(segment[at..at + 4].try_into().unwrap()) as usize;
        if len == 0 {
            break;
        }
        found.push((at, len));
        at += len;
    }
    assert_eq!(at, segment.len(), "the test knows the format");
    found
}

fn segment(stage: &Stage) -> PathBuf {
    let mut files: Vec<_> = std::fs::read_dir(stage.data().join("journal")).unwrap().collect();
    files.retain(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "seg"));
    files.pop().unwrap().unwrap().path()
}

/// Changes the journal's bytes, and gives what the proof then says.
fn findings(change: impl FnOnce(&mut Vec<u8>, &[(usize, usize)])) -> String {
    let stage = Stage::with_reports(60);
    stage.run(&["ledger", "verify"]).expect(0);
    let path = segment(&stage);
    let mut bytes = std::fs::read(&path).unwrap();
    let frames = records(&bytes);
    change(&mut bytes, &frames);
    std::fs::write(&path, bytes).unwrap();
    let run = stage.run(&["ledger", "verify", "--json"]).expect(1);
    let answer: Value = run.json().remove(0);
    assert_eq!(answer["valid"], false);
    // What does not verify does not serve either.
    let searched = stage.run(&["search", "*", "--as", "alvarez"]);
    assert_eq!(searched.code, 3, "{}{}", searched.out, searched.err);
    answer["findings"].to_string()
}

#[test]
fn a_changed_entry_is_named() {
    let found = findings(|bytes, frames| {
        let (at, len) = frames[30];
        bytes[at + len - 10] ^= 1;
    });
    assert!(found.contains("30"), "{found}");
}

#[test]
fn a_missing_entry_is_found() {
    let found = findings(|bytes, frames| {
        let (at, len) = frames[30];
        bytes.drain(at..at + len);
    });
    assert!(found.contains("30") || found.contains("31"), "{found}");
}

#[test]
fn exchanged_entries_are_found() {
    let found = findings(|bytes, frames| {
        let ((a, a_len), (b, b_len)) = (frames[30], frames[31]);
        let first = bytes[a..a + a_len].to_vec();
        let second = bytes[b..b + b_len].to_vec();
        bytes.splice(a..b + b_len, second.into_iter().chain(first));
    });
    assert!(found.contains("30") || found.contains("31"), "{found}");
}

#[test]
fn a_shortened_journal_is_found() {
    let found = findings(|bytes, frames| bytes.truncate(frames[50].0));
    assert!(found.contains("50"), "{found}");
}

#[test]
fn a_forged_checkpoint_is_found() {
    let stage = Stage::with_reports(20);
    let path = stage.data().join("ledger/checkpoint");
    let text = std::fs::read_to_string(&path).unwrap();
    let size = text.lines().nth(1).unwrap().to_owned();
    std::fs::write(&path, text.replacen(&size, "1", 1)).unwrap();
    let run = stage.run(&["ledger", "verify", "--json"]).expect(1);
    assert!(run.out.contains("signed"), "{}", run.out);
}
