//! `kill -9` at random moments while reports are released, acts and recalls recorded: nothing was
//! shown without its entry, nothing acknowledged is lost, and the log continues what it was.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use kit::binary;
use kit::stage::Stage;
use serde_json::{Value, json};

const RECALL: [&str; 4] = ["--because", "chance", "--as", "vandermeer"];
const ACTS: &str = "format = \"tearline.acts/1\"\nreason = \"chance\"\n[[embargo]]\n\
                    originator = \"CIA\"\nreports = [\"CIA E-1\"]\nfrom = \"2004-01-01\"\n";

/// What was seen to be done before the kill, by what it was.
#[derive(Default)]
struct Seen {
    shown: BTreeMap<String, usize>,
    recalled: Vec<String>,
    acts: Vec<String>,
}

fn report(serial: &str) -> String {
    json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial,
        "kind": "intelligence-report", "banner": "SECRET//NOFORN",
        "title": {"marking": "S//NF", "text": format!("Lanterns {serial}")},
        "portions": [{"marking": "S//NF", "text": "Lanterns at the quay."}],
        "topics": ["migrant-smuggling"],
    })
    .to_string()
}

/// Runs a command and kills it after a while: what it had written by then, whole lines alone.
fn run_until_killed(stage: &Stage, words: &[&str], after: Duration) -> String {
    let mut command = binary::command(&stage.data(), words);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    let _ = child.kill();
    let out = child.wait_with_output().unwrap().stdout;
    let text = String::from_utf8(out).unwrap();
    text.rsplit_once('\n').map_or(String::new(), |(whole, _)| format!("{whole}\n"))
}

fn leaves(stage: &Stage) -> Vec<u8> {
    std::fs::read(stage.data().join("ledger/leaves")).unwrap()
}

fn check(stage: &Stage, seen: &Seen, before: &[u8]) {
    stage.run(&["ledger", "verify"]).expect(0);
    assert!(leaves(stage).starts_with(before), "the log does not continue what it was");
    for (report, times) in &seen.shown {
        let events =
            ["audit", "--as", "ofarrell", "--report", report, "--limit", "100000", "--json"];
        let events = stage.run(&events).expect(0).json();
        let viewed = events.iter().filter(|event| event["kind"] == "viewed").count();
        assert!(viewed >= *times, "{report} was shown {times} times, and {viewed} are entered");
    }
    let board = stage.run(&["recall", "list", "--as", "ofarrell", "--json"]).expect(0).json();
    let board: Vec<&Value> = board[0]["board"].as_array().unwrap().iter().collect();
    for id in &seen.recalled {
        assert!(board.iter().any(|row| row["id"] == id.as_str()), "recall {id} is lost");
    }
    for row in &board {
        let cited = row["report"].as_str().unwrap().rsplit_once(" v").unwrap().0;
        stage.run(&["show", cited, "--as", "alvarez"]).expect(1);
        let found =
            stage.run(&["search", cited.split('-').next_back().unwrap(), "--as", "alvarez"]);
        assert!(!found.out.contains(cited), "{cited} was recalled and is found");
    }
    let acts = stage.run(&["act", "list", "--as", "ofarrell", "--json"]).expect(0).json();
    for id in &seen.acts {
        assert!(acts.iter().any(|act| act["id"] == id.as_str()), "act {id} is lost");
    }
}

#[test]
fn nothing_is_shown_without_its_entry_and_no_act_or_recall_is_lost_over_kills() {
    let rounds = kit::rounds("KILL_RUNS", 12);
    let stage = Stage::new();
    let lines: Vec<String> = (0..rounds).map(|nth| report(&format!("K-{nth}"))).collect();
    let file = stage.write("reports.jsonl", (lines.join("\n") + "\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    let acts = stage.write("acts.toml", ACTS.as_bytes());
    let begun = server::instant();
    stage.run(&["show", "CIA K-0", "--as", "alvarez"]).expect(0);
    let whole = begun.elapsed();
    let mut seen = Seen::default();
    let mut dice = kit::question::Dice::of(7);
    for round in 0..rounds {
        let before = leaves(&stage);
        let after = whole.mul_f64(0.4 + dice.below(160) as f64 / 100.0);
        let cited = format!("CIA K-{round}");
        match dice.below(4) {
            0 | 1 => {
                let out = run_until_killed(&stage, &["show", &cited, "--as", "alvarez"], after);
                *seen.shown.entry(cited).or_default() += usize::from(!out.is_empty());
            }
            2 => {
                let words = [&["recall", &cited, "--json"][..], &RECALL].concat();
                let out = run_until_killed(&stage, &words, after);
                let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
                seen.recalled.extend(lines.map(|line| line["id"].as_str().unwrap().to_owned()));
            }
            _ => {
                let path = acts.to_str().unwrap();
                let words = ["act", "record", path, "--as", "vandermeer", "--json"];
                let out = run_until_killed(&stage, &words, after);
                let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
                seen.acts.extend(lines.map(|line| line["id"].as_str().unwrap().to_owned()));
            }
        }
        if round % 8 == 7 || round + 1 == rounds {
            check(&stage, &seen, &before);
        } else {
            // The next start alone must take up what was left.
            stage.run(&["ledger", "verify"]).expect(0);
            assert!(leaves(&stage).starts_with(&before), "the log does not continue what it was");
        }
    }
    let shown: usize = seen.shown.values().sum();
    let (recalled, acts) = (seen.recalled.len(), seen.acts.len());
    println!("{rounds} kills: {shown} shown, {recalled} recalls and {acts} acts acknowledged");
}
