//! The real reports, where they are here: all taken in, and six readers see what an independent
//! count says.

use std::process::Command;

use kit::binary;
use kit::stage::shared;
use serde_json::Value;

const READERS: [&str; 6] =
    ["principal", "estimator", "staffer", "officer", "consultant", "liaison"];

#[test]
#[expect(clippy::disallowed_methods, reason = "the count is a program of its own")]
fn six_readers_see_what_an_independent_count_says() {
    let Some(reports) = shared("frus/reports.jsonl.gz") else { return };
    let Some(unmarked) = shared("frus/unmarked.jsonl.gz") else { return };
    let Some(table) = shared("frus/agencies.tsv") else { return };
    let Some(sample) = shared("frus/sample.jsonl") else { return };
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let readers = format!("{root}/config/readers.toml");
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (reports, unmarked) = (reports.to_str().unwrap(), unmarked.to_str().unwrap());
    let convert = ["community", "from-agencies", table.to_str().unwrap(), "--caveats-of", reports];
    let convert = [&convert[..], &["--with", &readers]].concat();
    let community = folder.path().join("community.toml");
    std::fs::write(&community, binary::run(&data, &convert).expect(0).out).unwrap();
    let community = community.to_str().unwrap();
    binary::run(&data, &["init", "--community", community]).expect(0);
    let taken = binary::run(&data, &["ingest", reports]).expect(0);
    assert!(taken.out.contains("accepted         19228"), "{}", taken.out);
    let aside = binary::run(&data, &["ingest", unmarked, "--json"]).expect(1);
    let summary = aside.json().pop().unwrap()["summary"].clone();
    assert_eq!(summary["quarantined"]["no-banner"], 400, "{summary}");
    // The sample is of the same reports.
    let sample = binary::run(&data, &["ingest", sample.to_str().unwrap(), "--json"]).expect(0);
    assert_eq!(sample.json().pop().unwrap()["summary"]["repeated"], 482);
    let count = Command::new("python3")
        .arg(format!("{root}/tests/kit/visible.py"))
        .args([community, reports, "--purpose", "analysis"])
        .output();
    let Ok(count) = count else {
        println!("skipped the comparison: python3 is not here");
        return;
    };
    assert!(count.status.success(), "{}", String::from_utf8_lossy(&count.stderr));
    let counted: Vec<Value> = count
        .stdout
        .split(|b| *b == b'\n')
        .filter_map(|l| serde_json::from_slice(l).ok())
        .collect();
    for reader in READERS {
        let found = binary::run(&data, &["search", "*", "--as", reader, "--limit", "1", "--json"]);
        let total = found.json()[0]["total"].as_u64();
        let expected = counted.iter().find(|line| line["recipient"] == reader).unwrap();
        assert_eq!(total, expected["visible"].as_u64(), "{reader}");
        println!("{reader} sees {}", total.unwrap());
    }
}
