//! Power loss while reports are taken in, shown, recalled and purged: what was acknowledged by the
//! moment of the copy holds in the copy.
#![expect(clippy::disallowed_methods, reason = "mounting is done with the system's commands")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kit::binary;
use kit::stage::Stage;
use serde_json::json;

use crate::power_loss::{make, mounted, run, unmount};

const REPORTS: usize = 12;

/// A word that stands in one report and nowhere else.
fn word(nth: usize) -> String {
    format!(
        "zyxaxolotl{}",
        ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st", "uv", "wx"][nth]
    )
}

/// What is done, one after the other; each is told in a file beside once it returned.
fn script(stage: &Stage, data: &Path) -> String {
    let mut lines = String::new();
    let tearline = format!("{} --data {}", binary::path().display(), data.display());
    let done = stage.beside("done").display().to_string();
    for nth in 0..REPORTS {
        let report = json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": format!("P-{nth}"),
            "kind": "intelligence-report", "banner": "SECRET//NOFORN",
            "title": {"marking": "S//NF", "text": format!("Title {}", word(nth))},
            "portions": [{"marking": "S//NF", "text": "Lanterns at the quay."}],
            "topics": ["migrant-smuggling"],
        });
        let file = stage.write(&format!("report-{nth}.jsonl"), format!("{report}\n").as_bytes());
        let (file, cited) = (file.display(), format!("\"CIA P-{nth}\""));
        let mut step = |words: String, told: &str| {
            lines += &format!("{tearline} {words} >/dev/null && echo {told} {nth} >> {done}\n");
        };
        step(format!("ingest {file}"), "ingest");
        step(format!("show {cited} --as alvarez"), "show");
        if nth % 2 == 0 {
            step(format!("recall {cited} --because x --as vandermeer"), "recall");
        }
        if nth % 4 == 0 {
            step(format!("admin purge {cited} --because x"), "purge");
        }
    }
    lines
}

#[test]
fn what_was_acknowledged_holds_after_power_loss() {
    let rounds = kit::rounds("POWER_RUNS", 4);
    let mut dice = kit::question::Dice::of(11);
    let mut told = 0;
    for _ in 0..rounds {
        let stage = Stage::new();
        let (image, mount) = (stage.beside("disk.img"), stage.beside("mount"));
        if !make(&image, &mount) {
            println!("skipped: no file system can be loop-mounted here");
            return;
        }
        let data = mount.join("data");
        binary::run(&data, &["init"]).expect(0);
        let script = stage.write("script.sh", script(&stage, &data).as_bytes());
        let mut shell = Command::new("setsid");
        let mut child = shell.arg("sh").arg(script).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(400 + dice.below(5_000) as u64));
        let group = format!("-{}", child.id());
        run("kill", &["-STOP", "--", &group]);
        let done = std::fs::read_to_string(stage.beside("done")).unwrap_or_default();
        std::fs::copy(&image, stage.beside("copy.img")).unwrap();
        run("kill", &["-KILL", "--", &group]);
        child.wait().unwrap();
        // Whoever was started last lets go of the files a moment after the shell.
        std::thread::sleep(Duration::from_millis(100));
        unmount(&mount);
        told += done.lines().count();
        check(&stage, &mount, &done);
    }
    println!("{rounds} losses of power; {told} steps were acknowledged before them");
}

fn check(stage: &Stage, mount: &Path, done: &str) {
    assert!(mounted(&stage.beside("copy.img"), mount), "the copy does not mount");
    let data = mount.join("data");
    let tearline = |words: &[&str]| binary::run(&data, words);
    let happened = |what: &str, nth: usize| done.contains(&format!("{what} {nth}\n"));
    tearline(&["ledger", "verify"]);
    let board = tearline(&["recall", "list", "--as", "ofarrell"]).expect(0).out;
    for nth in 0..REPORTS {
        let cited = format!("CIA P-{nth}");
        let audit = tearline(&["audit", "--as", "ofarrell", "--report", &cited]).expect(0).out;
        let is_purged = audit.contains("purged, ");
        let sees = tearline(&["show", &cited, "--as", "alvarez"]).code == 0;
        if happened("ingest", nth) {
            assert!(audit.contains(&format!("{cited} v1")), "{cited} is lost: {audit}");
        }
        if happened("show", nth) {
            assert!(audit.contains("viewed"), "{cited} was shown and has no entry: {audit}");
        }
        if happened("recall", nth) {
            assert!(board.contains(&cited) && !sees, "the recall of {cited} is lost: {board}");
        }
        assert!(is_purged || !happened("purge", nth), "the purge of {cited} is lost: {audit}");
        if is_purged {
            assert!(!sees && !holds(&data, &word(nth)), "{cited} is purged and there");
        }
    }
    tearline(&["ledger", "verify"]).expect(0);
    unmount(mount);
}

fn holds(folder: &Path, word: &str) -> bool {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    files.filter(|file| file.file_type().is_file()).any(|file| {
        let bytes = std::fs::read(file.path()).unwrap();
        bytes.windows(word.len()).any(|part| part == word.as_bytes())
    })
}
