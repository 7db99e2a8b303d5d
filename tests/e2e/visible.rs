//! The independent count of what each recipient sees, over the story of the demo.

use std::fmt::Write as _;
use std::process::Command;

use dissemination::{Conditions, Form, Naming, Provenance, Sources, decide};
use kit::random::marked;
use kit::workspace::{read, root};
use kit::world::{Worlds, display};
use model::{Purpose, Timestamp};
use serde_json::json;

#[test]
#[expect(clippy::disallowed_methods, reason = "the count is another program's, on purpose")]
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn the_independent_count_agrees() {
    let python = Command::new("python3.11").arg("--version").output();
    if !python.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no python3.11");
        return;
    }
    let community = root().join("config/community.toml");
    let worlds = Worlds::of(&read(&community));
    let told: Vec<String> = scenario::Scenario::new(2004, 600).reports().map(|t| t.line).collect();
    let parse = |line: &String| {
        marked(&serde_json::from_str(line).unwrap(), &worlds.community).map(|m| (line.clone(), m))
    };
    let (lines, reports): (Vec<_>, Vec<_>) = told.iter().filter_map(parse).unzip();
    let find = |cited: &str| {
        let named = reports.iter().filter(|report: &&model::Report| report.id.cited() == cited);
        let newest = named.max_by_key(|report| report.id.version);
        Ok::<_, std::convert::Infallible>(newest.map(|report| Conditions::of(report, None)))
    };
    let provenance: Vec<Provenance> = reports
        .iter()
        .map(|report| Provenance { accepted: None, sources: Sources::trace(report, find).unwrap() })
        .collect();
    let derived = provenance.iter().filter(|known| !known.sources.is_empty()).count();
    assert!(derived > 20, "{derived} products");
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("reports.jsonl");
    std::fs::write(&input, lines.join("\n")).unwrap();
    for purpose in [Purpose::Analysis, Purpose::Operation, Purpose::Court] {
        let at = "2004-07-09T13:00:00Z";
        let count = Command::new("python3.11")
            .arg(root().join("tests/kit/visible.py"))
            .args([&community, &input])
            .args(["--purpose", purpose.name(), "--at", at])
            .output()
            .unwrap();
        assert!(count.status.success(), "{}", String::from_utf8_lossy(&count.stderr));
        let mut counts = std::collections::BTreeMap::new();
        for line in String::from_utf8(count.stdout).unwrap().lines() {
            let count: serde_json::Value = serde_json::from_str(line).unwrap();
            counts.insert(count["recipient"].as_str().unwrap().to_owned(), count);
        }
        let (mut found, mut expected) = (String::new(), String::new());
        let at = Timestamp::parse(at).unwrap();
        for (id, recipient) in &worlds.community.recipients {
            let ask = display(recipient, purpose, at, &worlds.community);
            let decisions: Vec<_> = reports
                .iter()
                .zip(&provenance)
                .map(|(report, known)| decide(report, known, ask))
                .collect();
            let visible = decisions.iter().filter(|given| given.form.is_some()).count();
            let whole = decisions.iter().filter(|given| given.form == Some(Form::Whole)).count();
            let masked = decisions.iter().filter(|given| given.naming == Naming::Masked).count();
            let count = json!({
                "recipient": id.as_str(), "visible": visible, "whole": whole, "masked": masked,
            });
            writeln!(found, "{count}").unwrap();
            writeln!(expected, "{}", counts[id.as_str()]).unwrap();
        }
        assert_eq!(found, expected, "{}", purpose.name());
    }
}
