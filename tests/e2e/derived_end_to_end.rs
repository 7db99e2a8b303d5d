//! Derived products with the real binary: however their sources cross, they are kept, found and shown.

use kit::stage::Stage;
use serde_json::{Value, json};

fn ingest(stage: &Stage, lines: &[Value]) {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let file = stage.write("reports.jsonl", lines.as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
}

fn report(originator: &str, serial: &str, banner: &str, portions: &[Value]) -> Value {
    json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "report", "banner": banner, "leads_only": false, "portions": portions,
        "title": {"marking": "U", "text": "Lanterns", "derived_from": []},
    })
}

fn total(stage: &Stage, query: &str, recipient: &str) -> u64 {
    stage.run(&["search", query, "--as", recipient, "--json"]).json()[0]["total"].as_u64().unwrap()
}

fn portions_shown(stage: &Stage, recipient: &str) -> usize {
    let shown = stage.run(&["show", "HSTC P-1", "--as", recipient, "--json"]).expect(0).json();
    shown[0]["portions"].as_array().unwrap().len()
}

#[test]
fn a_product_of_many_unlike_sources_is_found_by_who_may_have_all_and_shown_as_far_as_each_may() {
    let stage = Stage::new();
    let own = |at: usize| json!({"marking": "S//OC/NF", "text": format!("Source {at}.")});
    // Every source has a list of its own; the organisation that makes the product is on each.
    let lists = ["STATE", "STATE/INR", "DHS", "DHS/CBP", "DOJ", "DOJ/FBI", "DOJ/DEA", "DHS/ICE"];
    let mut lines = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        let mut line = report("CIA", &format!("S-{at}"), "SECRET//ORCON/NOFORN", &[own(at)]);
        line["addressees"] = json!(["HSTC", list]);
        lines.push(line);
    }
    let part = |at: usize| json!({"marking": "U", "text": format!("quay{at}"), "derived_from": [format!("CIA S-{at}")]});
    let parts: Vec<Value> = (0..lists.len()).map(part).collect();
    lines.push(report("HSTC", "P-1", "UNCLASSIFIED", &parts));
    ingest(&stage, &lines);
    for anew in [false, true] {
        if anew {
            stage.run(&["admin", "reindex"]).expect(0);
        }
        assert_eq!((total(&stage, "quay3", "alvarez"), portions_shown(&stage, "alvarez")), (1, 8));
        // On one list of eight.
        assert_eq!(portions_shown(&stage, "castellanos"), 1);
        assert_eq!(total(&stage, "quay7", "castellanos"), 0, "more ways than search holds apart");
    }
}

#[test]
fn a_product_that_crosses_in_more_ways_once_its_source_is_here_is_kept() {
    let stage = Stage::new();
    let nations = ["GBR", "CAN", "AUS", "NZL", "MEX", "DEU", "FRA", "JPN"];
    let part = |nation: &&str| {
        json!({"marking": format!("S//REL TO USA, {nation}"), "text": format!("quay {nation}"),
            "derived_from": ["CIA S-1"]})
    };
    let mut kept = 0;
    for count in 2..=nations.len() {
        let mut portions: Vec<Value> = nations.iter().take(count).map(part).collect();
        portions.push(json!({"marking": "S//NF", "text": "all", "derived_from": ["CIA S-1"]}));
        let mut line = report("HSTC", &format!("P-{count}"), "SECRET//NOFORN", &portions);
        line["tearlines"] = json!([{"marking": "S//NF", "text": "below"}]);
        line["derived_from"] = json!(["CIA S-1"]);
        let file = stage.write("one.jsonl", line.to_string().as_bytes());
        let ingested = stage.run(&["ingest", file.to_str().unwrap()]);
        kept += usize::from(ingested.code == 0);
    }
    // Some are set aside for their own marks, which cross in too many ways.
    assert!(kept >= 3 && kept < nations.len() - 1, "{kept}");
    let source = json!({"marking": "S//NF", "text": "Source."});
    ingest(&stage, &[report("CIA", "S-1", "SECRET//NOFORN", &[source])]);
    for anew in [false, true] {
        if anew {
            stage.run(&["admin", "reindex"]).expect(0);
        }
        for count in 2..2 + kept {
            stage.run(&["show", &format!("HSTC P-{count}"), "--as", "alvarez"]).expect(0);
        }
        // Who may have all of it finds it, in however many ways it crosses.
        assert_eq!(total(&stage, "quay", "alvarez"), kept as u64);
    }
}

#[test]
fn a_product_gives_leads_only_to_whoever_is_shown_something_from_a_source_that_does() {
    let stage = Stage::new();
    let own = |mark: &str| json!({"marking": mark, "text": "Lanterns at the quay."});
    let mut lead = report("CIA", "S-0", "SECRET//ORCON/NOFORN", &[own("S//OC/NF")]);
    lead["leads_only"] = json!(true);
    lead["addressees"] = json!(["HSTC"]);
    let plain = report("CIA", "S-1", "UNCLASSIFIED", &[own("U")]);
    let part = |source: &str| json!({"marking": "U", "text": "Quay.", "derived_from": [source]});
    let both = report("HSTC", "P-1", "UNCLASSIFIED", &[part("CIA S-0"), part("CIA S-1")]);
    let open = report("HSTC", "P-2", "UNCLASSIFIED", &[part("CIA S-1")]);
    ingest(&stage, &[lead, plain, both, open]);
    let shown = |id: &str, who: &str| {
        let shown = stage.run(&["show", id, "--as", who, "--json"]).expect(0).json().remove(0);
        (shown["portions"].as_array().unwrap().len(), shown["leads_only"] == true)
    };
    assert_eq!(shown("HSTC P-1", "alvarez"), (2, true), "the product itself says that it is open");
    assert_eq!(shown("HSTC P-1", "castellanos"), (1, false), "nothing of the lead is shown");
    assert_eq!(shown("HSTC P-2", "alvarez"), (1, false));
}
