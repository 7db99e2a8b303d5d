//! `kill -9` at random moments: whatever was acknowledged is there, and nothing is half there.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::Duration;

use kit::binary;
use kit::stage::Stage;
use serde_json::Value;

#[test]
fn every_acknowledged_report_survives_kills() {
    let kills = kit::rounds("KILL_RUNS", 50);
    let stage = Stage::new();
    let file = stage.scenario(4_000);
    let file = file.to_str().unwrap();
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let mut moments = Moments(2004, an_ingest(file));
    for _ in 0..kills {
        for (report, receipt) in ingest_until_killed(&stage, file, moments.next()) {
            let before = acknowledged.insert(report.clone(), receipt);
            assert!(before.is_none_or(|before| before == receipt), "{report} changed its receipt");
        }
    }
    assert!(!acknowledged.is_empty(), "no run lived long enough to acknowledge anything");
    let last = stage.run(&["ingest", file, "--json"]).expect(0).json();
    let fates: BTreeMap<&str, &Value> =
        last.iter().filter_map(|line| Some((line["report"].as_str()?, line))).collect();
    for (report, receipt) in &acknowledged {
        let fate = fates[report.as_str()];
        assert_eq!(fate["outcome"], "repeated", "{report} was acknowledged and is gone");
        assert_eq!(fate["receipt"].as_u64(), Some(*receipt), "{report}");
    }
    stage.run(&["ledger", "verify"]).expect(0);
    let found = stage.run(&["search", "*", "--as", "alvarez", "--json"]).expect(0).json();
    assert!(found[0]["total"].as_u64().unwrap() > 0);
    println!("{} reports were acknowledged over {kills} kills", acknowledged.len());
}

/// How long an ingest takes that nobody kills, in milliseconds, on this machine as busy as it is.
fn an_ingest(file: &str) -> u64 {
    let stage = Stage::new();
    let begun = server::instant();
    stage.run(&["ingest", file]).expect(0);
    u64::try_from(begun.elapsed().as_millis()).unwrap()
}

/// Reports that were acknowledged before the process was killed.
fn ingest_until_killed(stage: &Stage, file: &str, after: Duration) -> Vec<(String, u64)> {
    let mut command = binary::command(&stage.data(), &["ingest", file, "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reader = std::thread::spawn(move || {
        // The last line may be cut off in the middle: it was not acknowledged to anybody.
        let whole = lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok());
        let receipt =
            |line: Value| Some((line["report"].as_str()?.to_owned(), line["receipt"].as_u64()?));
        whole.filter_map(receipt).collect()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// Moments from a seed, spread over a start and an ingest that take so many milliseconds.
struct Moments(u64, u64);

impl Moments {
    fn next(&mut self) -> Duration {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis(5 + (self.0 >> 33) % self.1)
    }
}
