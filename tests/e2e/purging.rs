//! Purges with the real binary: not a byte is left anywhere in the data folder, the ledger holds,
//! and a purge that is killed in the middle has either not begun or is finished at the next start.

use std::path::Path;
use std::time::Duration;

use kit::binary;
use kit::stage::Stage;
use serde_json::json;

/// Words that stand nowhere else, in the title, in a portion and in a submission that was set aside.
const WORDS: [&str; 3] = ["zyxwvutaxolotl", "qwfpgjlquetzal", "arstneiocoati"];

fn report(serial: &str, banner: Option<&str>, words: [&str; 2], sources: &[&str]) -> String {
    let mut report = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial,
        "kind": "intelligence-report",
        "title": {"marking": "S//NF", "text": format!("Title {}", words[0])},
        "portions": [{"marking": "S//NF", "text": format!("Portion {} at the pier.", words[1])}],
        "topics": ["migrant-smuggling"], "derived_from": sources,
    });
    if let Some(banner) = banner {
        report["banner"] = banner.into();
    }
    report.to_string()
}

/// A folder with a spill: accepted, found, shown, replaced by a version, and once set aside.
fn spilled() -> Stage {
    let stage = Stage::with_reports(40);
    let lines = [
        report("X-1", Some("SECRET"), [WORDS[2], WORDS[2]], &[]),
        report("X-1", Some("SECRET//NOFORN"), [WORDS[0], WORDS[1]], &[]),
        report("X-2", Some("SECRET//NOFORN"), ["other", "stays"], &["CIA X-1"]),
    ];
    let file = stage.write("spill.jsonl", (lines.join("\n") + "\n").as_bytes());
    // The first is weaker than its portions, and set aside.
    stage.run(&["ingest", file.to_str().unwrap()]).expect(1);
    stage.run(&["show", "CIA X-1", "--as", "alvarez"]).expect(0);
    let found = stage.run(&["search", WORDS[1], "--as", "alvarez", "--json"]).expect(0).json();
    assert_eq!(found[0]["total"], 1);
    stage
}

/// The files of a folder that hold any of some bytes.
fn holding(folder: &Path, sought: &[Vec<u8>]) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().is_file());
    let holds = |path: &Path| {
        let bytes = std::fs::read(path).unwrap().to_ascii_lowercase();
        sought.iter().any(|word| bytes.windows(word.len()).any(|part| part == word))
    };
    files.filter(|file| holds(file.path())).map(|file| file.path().display().to_string()).collect()
}

fn words() -> Vec<Vec<u8>> {
    WORDS.iter().map(|word| word.as_bytes().to_vec()).collect()
}

/// The salts of the records whose content has one of the words, lowered as the search lowers.
fn salts(stage: &Stage) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(stage.data().join("journal")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "seg") {
            continue;
        }
        let bytes = std::fs::read(path).unwrap();
        let mut at = 40;
        while at + 20 <= bytes.len() {
            let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
            let [len, header, docket] = [0, 4, 8].map(|of| number(at + of) as usize);
            let record = &bytes[at..at + len];
            let salt = 20 + header + docket;
            let content = record[salt + 32..].to_ascii_lowercase();
            if words().iter().any(|word| content.windows(word.len()).any(|part| part == word)) {
                found.push(record[salt..salt + 32].to_ascii_lowercase());
            }
            at += len;
        }
    }
    found
}

/// Which of the words are terms of any segment of the index, those of deleted documents with them:
/// its dictionaries have them in a form of their own, which no search of bytes finds.
fn indexed(stage: &Stage) -> Vec<String> {
    let folder = server::DataFolder::new(stage.data());
    let budget = index::Budget { threads: 1, bytes: 20_000_000 };
    let clock = std::sync::Arc::new(server::SystemClock);
    let (house, _) = server::Clearinghouse::open(&folder, clock, budget).unwrap();
    let engine = house.index().engine();
    let searcher = engine.reader().unwrap().searcher();
    let mut found = std::collections::BTreeSet::new();
    for segment in searcher.segment_readers() {
        for (field, _) in engine.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
            let inverted = segment.inverted_index(field).unwrap();
            let mut terms = inverted.terms().stream().unwrap();
            while terms.advance() {
                let is_term = |word: &&str| terms.key() == word.as_bytes();
                found.extend(WORDS.iter().copied().filter(is_term).map(str::to_owned));
            }
        }
    }
    house.close().unwrap();
    found.into_iter().collect()
}

fn purge(stage: &Stage) -> binary::Run {
    stage.run(&["admin", "purge", "CIA X-1", "--because", "a spill", "--json"])
}

#[test]
fn nothing_of_a_purged_report_is_left_anywhere_and_the_ledger_holds() {
    let stage = spilled();
    let salts = salts(&stage);
    assert_eq!(salts.len(), 2, "the accepted one and the one that was set aside");
    let everything = [words(), salts].concat();
    let before = holding(&stage.data(), &everything);
    assert!(before.iter().any(|path| path.contains("journal")), "{before:?}");
    assert_eq!(indexed(&stage), ["qwfpgjlquetzal", "zyxwvutaxolotl"]);
    let done = purge(&stage).expect(0).json().remove(0);
    assert_eq!((&done["versions"], &done["set_aside"]), (&json!([1]), &json!(1)));
    assert_eq!(done["derived"], json!(["CIA X-2"]));
    let left = |stage: &Stage| holding(&stage.data(), &everything);
    assert_eq!(left(&stage), Vec::<String>::new());
    assert_eq!(indexed(&stage), Vec::<String>::new());
    let missing = stage.run(&["show", "CIA X-9", "--as", "alvarez"]).expect(1).out;
    assert_eq!(stage.run(&["show", "CIA X-1", "--as", "alvarez"]).expect(1).out, missing);
    assert_eq!(stage.run(&["search", WORDS[1], "--as", "alvarez", "--json"]).code, 1);
    // What was made from it is made from what is not here any more.
    assert_eq!(stage.run(&["show", "CIA X-2", "--as", "alvarez"]).expect(1).out, missing);
    stage.run(&["ledger", "verify"]).expect(0);
    let export = stage.beside("log.tar");
    let key = stage.data().join("keys/ledger.vkey");
    stage.run(&["ledger", "export", export.to_str().unwrap()]).expect(0);
    let verify = ["ledger", "verify", export.to_str().unwrap(), "--key", key.to_str().unwrap()];
    stage.run(&verify).expect(0);
    stage.run(&["ledger", "prove", "CIA X-1 v1"]).expect(0);
    let audit = stage.run(&["audit", "--as", "ofarrell"]).expect(0).out;
    assert!(audit.contains("purged, 2 entries: a spill"), "{audit}");
    assert!(audit.lines().any(|line| line.contains("viewed") && line.contains("CIA X-1 v1")));
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(left(&stage), Vec::<String>::new());
    assert!(purge(&stage).expect(3).err.contains("nothing of `CIA X-1` to purge"));
}

#[test]
fn a_purged_version_does_not_come_back_by_being_submitted_again() {
    let stage = spilled();
    purge(&stage).expect(0);
    let again = stage.run(&["ingest", stage.beside("spill.jsonl").to_str().unwrap(), "--json"]);
    let fates = again.json();
    let text = fates[1]["text"].as_str().unwrap();
    assert!(text.contains("its content was purged"), "{fates:?}");
}

#[test]
fn a_segment_that_is_brought_back_from_a_backup_is_purged_again() {
    let stage = spilled();
    let everything = [words(), salts(&stage)].concat();
    let journal = stage.data().join("journal");
    let name = "00000000000000000000.seg";
    let old = std::fs::read(journal.join(name)).unwrap();
    purge(&stage).expect(0);
    // The records that were purged stand as they did, in front of what was appended since.
    let mut bytes = std::fs::read(journal.join(name)).unwrap();
    bytes[..old.len()].copy_from_slice(&old);
    std::fs::write(journal.join(name), bytes).unwrap();
    assert_ne!(holding(&stage.data(), &everything), Vec::<String>::new());
    stage.run(&["admin", "status"]).expect(0);
    assert_eq!(holding(&stage.data(), &everything), Vec::<String>::new());
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_purge_that_is_killed_has_not_begun_or_is_finished_at_the_next_start() {
    let whole = {
        let stage = spilled();
        let begun = server::instant();
        purge(&stage).expect(0);
        begun.elapsed()
    };
    let rounds = kit::rounds("KILL_RUNS", 8);
    let mut finished = 0;
    for round in 0..rounds {
        let stage = spilled();
        let everything = [words(), salts(&stage)].concat();
        let words = ["admin", "purge", "CIA X-1", "--because", "a spill"];
        let mut child = binary::command(&stage.data(), &words).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(round as f64 / rounds as f64) + Duration::from_millis(2));
        let _ = child.kill();
        child.wait().unwrap();
        stage.run(&["admin", "status"]).expect(0);
        let audit = stage.run(&["audit", "--as", "ofarrell"]).expect(0).out;
        let left = holding(&stage.data(), &everything);
        if audit.contains("purged, 2 entries") {
            finished += 1;
            assert_eq!(left, Vec::<String>::new(), "round {round}");
        } else {
            assert_ne!(left, Vec::<String>::new(), "round {round}");
            stage.run(&["show", "CIA X-1", "--as", "alvarez"]).expect(0);
        }
        stage.run(&["ledger", "verify"]).expect(0);
    }
    println!("{rounds} purges were killed; {finished} were finished at the next start");
}
