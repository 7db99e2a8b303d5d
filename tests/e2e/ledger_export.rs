//! Exports and proofs, verified by the real binary without the data folder, and by a verifier in
//! Python that shares no code with it.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use kit::binary::{self, Run};
use kit::other_verifier::other_verifier;
use kit::stage::Stage;
use ledger::{SigningKey, Tile, TileKind, bundle, unbundle};
use serde_json::Value;

const REPORTS: u64 = 700;

/// A data folder, its export in both forms, and an older checkpoint. Tests change copies.
static STAGE: LazyLock<(Stage, u64)> = LazyLock::new(|| {
    let stage = Stage::with_reports(REPORTS);
    let older = stage.run(&["ledger", "checkpoint"]).expect(0).out;
    stage.write("older", older.as_bytes());
    for name in ["export", "export.tar"] {
        let path = stage.beside(name);
        stage.run(&["ledger", "export", path.to_str().unwrap()]).expect(0);
    }
    let key = std::fs::read(stage.data().join("keys/ledger.vkey")).unwrap();
    stage.write("ledger.vkey", &key);
    let entries = std::fs::read_to_string(stage.beside("export/checkpoint")).unwrap();
    let entries = entries.lines().nth(1).unwrap().parse().unwrap();
    (stage, entries)
});

/// Runs a command on the data folder, which one process holds at a time.
fn on_data(arguments: &[&str]) -> Run {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    STAGE.0.run(arguments)
}

fn beside(name: &str) -> PathBuf {
    STAGE.0.beside(name)
}

/// Verifies without any data folder.
fn verify(path: &Path, more: &[&str]) -> Run {
    let key = beside("ledger.vkey");
    let fixed = ["ledger", "verify", path.to_str().unwrap(), "--json", "--key"];
    let arguments = [&fixed[..], &[key.to_str().unwrap()], more].concat();
    binary::run(Path::new("/nonexistent"), &arguments)
}

/// The same question to the verifier in Python; `None` where there is no Python.
fn python(path: &Path, more: &[&str]) -> Option<Value> {
    let key = beside("ledger.vkey");
    let fixed = [path.to_str().unwrap(), key.to_str().unwrap()];
    other_verifier(&[&fixed[..], more].concat())
}

/// Both verifiers must say the same word.
#[track_caller]
fn check(path: &Path, more: &[&str], verdict: &str, said: &str) {
    let run = verify(path, more).expect(i32::from(verdict != "complete"));
    let answer = run.json().remove(0);
    assert_eq!(answer["verdict"], verdict, "{answer}");
    assert!(answer["findings"].to_string().contains(said), "{said}: {answer}");
    if let Some(other) = python(path, more) {
        assert_eq!(other["verdict"], verdict, "{other}, and {answer}");
        if verdict == "complete" {
            assert_eq!((&other["entries"], &other["root"]), (&answer["entries"], &answer["root"]));
        }
    }
}

/// A copy of the export, in a folder that goes away.
fn copied() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("export");
    for entry in walkdir::WalkDir::new(beside("export")) {
        let entry = entry.unwrap();
        let to = copy.join(entry.path().strip_prefix(beside("export")).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(to).unwrap();
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
    (folder, copy)
}

/// Changes the entries of a bundle of the export.
fn with_entries(
    index: u64,
    change: impl FnOnce(&mut Vec<Vec<u8>>),
) -> (tempfile::TempDir, PathBuf) {
    let (folder, copy) = copied();
    let file = copy.join(Tile::at(TileKind::Entries, index, STAGE.1).unwrap().path());
    let bytes = std::fs::read(&file).unwrap();
    let mut entries: Vec<_> = unbundle(&bytes).0.iter().map(|entry| entry.to_vec()).collect();
    change(&mut entries);
    std::fs::write(&file, bundle(0, entries).unwrap()).unwrap();
    (folder, copy)
}

#[test]
fn an_export_is_complete_for_both_verifiers_in_both_forms_and_beside_an_older_checkpoint() {
    let older = beside("older");
    for name in ["export", "export.tar"] {
        check(&beside(name), &[], "complete", "[]");
        check(&beside(name), &["--checkpoint", older.to_str().unwrap()], "complete", "[]");
    }
    let answer = verify(&beside("export"), &[]).json().remove(0);
    assert!(answer["entries"].as_u64().unwrap() > REPORTS, "{answer}");
}

#[test]
fn both_verifiers_find_what_was_done_to_an_export() {
    let (_gone, copy) = with_entries(1, |entries| {
        let header = entries[40].iter().position(|byte| *byte == b'\n').unwrap() + 6;
        entries[40][header] = if entries[40][header] == b'0' { b'1' } else { b'0' };
    });
    check(&copy, &[], "altered", "entry 296 was changed");
    let (_gone, copy) = with_entries(1, |entries| drop(entries.remove(40)));
    check(&copy, &[], "altered", "entry 296 is missing");
    let (_gone, copy) = with_entries(1, |entries| entries.swap(40, 41));
    check(&copy, &[], "altered", "entry 297 stands where entry 296 should");
    let (_gone, copy) = with_entries(1, |entries| entries.insert(41, entries[40].clone()));
    check(&copy, &[], "altered", "entry 296 stands in the log again");
    let last = STAGE.1 / 256;
    let (_gone, copy) = with_entries(last, |entries| drop(entries.pop()));
    check(&copy, &[], "truncated", "is missing");
    let (_gone, copy) = copied();
    for kind in [TileKind::Entries, TileKind::Hashes(0)] {
        let tile = Tile::at(kind, last, STAGE.1).unwrap();
        std::fs::remove_file(copy.join(tile.path())).unwrap();
    }
    check(&copy, &[], "truncated", "is missing");
    let (_gone, copy) = copied();
    let tile = copy.join("tile/0/001");
    let bytes = std::fs::read(&tile).unwrap();
    std::fs::write(&tile, &bytes[..5_000]).unwrap();
    check(&copy, &[], "altered", "tile/0/001 has 5000 bytes");
    std::fs::remove_file(&tile).unwrap();
    check(&copy, &[], "altered", "tile/0/001 is missing");
}

#[test]
fn both_verifiers_refuse_forged_checkpoints_and_see_forks_and_replays() {
    let stage = Stage::with_reports(30);
    let signing = std::fs::read_to_string(STAGE.0.data().join("keys/ledger.key")).unwrap();
    let signing = SigningKey::parse(signing.trim()).unwrap();
    // Somebody with the log's own key signs another history, and a longer one.
    let signed = |size: u64| {
        let mut tree = ledger::Tree::new();
        (0..size).for_each(|n| tree.push(ledger::Hash::of_leaf(&n.to_le_bytes())));
        let text = ledger::Checkpoint::of(signing.name(), &tree).sign(&signing).unwrap();
        stage.write(&format!("signed-{size}"), text.as_bytes())
    };
    let forked = signed(100);
    let said = "the log forked";
    check(&beside("export"), &["--checkpoint", forked.to_str().unwrap()], "forked", said);
    let longer = signed(100_000);
    let said = "covers 100000 entries";
    check(&beside("export"), &["--checkpoint", longer.to_str().unwrap()], "truncated", said);
    let foreign = stage.run(&["ledger", "checkpoint"]).expect(0).out;
    let foreign = stage.write("foreign", foreign.as_bytes());
    let said = "not signed by";
    check(&beside("export"), &["--checkpoint", foreign.to_str().unwrap()], "untrusted", said);
    let (_gone, copy) = copied();
    std::fs::copy(&foreign, copy.join("checkpoint")).unwrap();
    check(&copy, &[], "untrusted", said);
}

#[test]
fn a_proof_of_a_report_holds_for_both_verifiers_and_for_nothing_else() {
    let stage = &STAGE.0;
    let found = on_data(&["search", "originator:CIA", "--as", "alvarez", "--json"]).expect(0);
    let report = found.json()[0]["results"][0]["report"].as_str().unwrap().to_owned();
    let proof = on_data(&["ledger", "prove", &report]).expect(0).out;
    let file = stage.write("report.tlog-proof", proof.as_bytes());
    let answer = verify(&file, &[]).expect(0).json().remove(0);
    assert!(answer["header"].as_str().unwrap().contains(&format!("\n{report} v")), "{answer}");
    if let Some(other) = python(&file, &[]) {
        assert_eq!((&other["header"], &other["entry"]), (&answer["header"], &answer["entry"]));
    }
    let index = proof.lines().nth(2).unwrap();
    let forged = stage.write("forged", proof.replacen(index, "index 3", 1).as_bytes());
    let run = verify(&forged, &[]).expect(1);
    assert!(run.out.contains("entry 3 is not shown to be in the tree"), "{}", run.out);
    assert!(python(&forged, &[]).is_none_or(|other| other["verdict"] == "altered"));
    let by_number = on_data(&["ledger", "prove", "0"]).expect(0).out;
    assert!(by_number.contains("\nindex 0\n"), "{by_number}");
    on_data(&["ledger", "prove", "CIA TD-000/00000-00"]).expect(1);
    on_data(&["ledger", "prove", "99999999"]).expect(1);
}

#[test]
fn the_log_is_shown_to_continue_an_older_checkpoint() {
    let stage = &STAGE.0;
    let older = beside("older");
    let older = older.to_str().unwrap();
    let offer = on_data(&["ledger", "checkpoint", "--since", older]).expect(0).out;
    assert!(offer.starts_with("old "), "{offer}");
    let file = stage.write("offer", offer.as_bytes());
    let run = verify(&file, &["--checkpoint", older]).expect(0);
    assert!(run.out.contains("\"valid\":true"), "{}", run.out);
    let hash = offer.lines().nth(1).unwrap();
    let forged = offer.replacen(hash, &format!("{}=", "A".repeat(43)), 1);
    let forged = stage.write("forged-offer", forged.as_bytes());
    let run = verify(&forged, &["--checkpoint", older]).expect(1);
    assert!(run.out.contains("the log forked"), "{}", run.out);
}

#[test]
fn an_export_is_not_written_over_something_and_needs_a_key_to_be_verified() {
    let run = on_data(&["ledger", "export", beside("export").to_str().unwrap()]).expect(3);
    assert!(run.err.contains("is there already"), "{}", run.err);
    let path = beside("export");
    let run = binary::run(Path::new("/nonexistent"), &["ledger", "verify", path.to_str().unwrap()]);
    assert!(run.code == 3 && run.err.contains("--key KEY"), "{}", run.err);
}
