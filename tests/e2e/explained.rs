//! What `tearline decide` prints for people: every rule that spoke, with the place where it stands.

use std::fmt::Write as _;

use kit::stage::Stage;
use kit::workspace::{golden, read, root};
use serde_json::{Value, json};

/// Of these, one is kept back for good.
const EMBARGO: &str = "\n[[embargo]]\noriginator = \"CIA\"\nreports = [\"CIA X-2\"]\n\
                       from = \"2004-01-01\"\n";

fn report(originator: &str, serial: &str, mark: &str, more: &Value) -> String {
    let mut report = json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "report", "title": {"marking": "U", "text": "Lanterns"},
        "banner": kit::random::parsed(mark).banner(), "addressees": ["HSTC"],
        "portions": [{"marking": mark, "text": "Lanterns at the quay."}],
    });
    let (report, more) = (report.as_object_mut().unwrap(), more.as_object().unwrap());
    report.extend(more.clone());
    serde_json::to_string(report).unwrap() + "\n"
}

#[test]
fn a_printed_decision_names_every_rule_with_the_place_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let community = folder.path().join("community.toml");
    std::fs::write(&community, read(&root().join("config/community.toml")) + EMBARGO).unwrap();
    let stage = Stage::of(&community);
    let caveats = json!({"caveats": ["CIA:NOCONTRACT", "CIA:NO-DISSEM-ABROAD"]});
    let sources = json!({"derived_from": ["CIA X-1", "CIA X-3"], "leads_only": false});
    let lines = [
        report("CIA", "X-1", "S//OC/NF", &caveats),
        report("CIA", "X-2", "S//NF", &json!({})),
        report("HSTC", "P-1", "S//NF", &sources),
        report("STATE", "N-1", "S//NF//ND", &json!({"pointer": {"marking": "U", "text": "Ask."}})),
    ];
    let file = stage.write("reports.jsonl", lines.concat().as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    let mut said = String::new();
    let asked = [
        ("CIA X-1", "alvarez", "analysis"),
        ("CIA X-1", "brandt", "court"),
        ("CIA X-2", "alvarez", "analysis"),
        ("HSTC P-1", "alvarez", "investigative-lead"),
        ("STATE N-1", "whitcombe", "analysis"),
    ];
    for (report, to, purpose) in asked {
        let run = stage.run(&["decide", report, "--to", to, "--purpose", purpose]);
        writeln!(said, "== {report} to {to} for {purpose}\n{}", run.out).unwrap();
    }
    let unspecific = ["register, ORCON", "community, caveats", "originator control"];
    assert!(!unspecific.iter().any(|source| said.contains(source)), "{said}");
    golden("decisions.txt", &said);
}
