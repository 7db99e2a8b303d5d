//! What a search may find: never what is exempt from discovery, and a pointer as what it is.

use kit::stage::Stage;
use serde_json::{Value, json};

fn report(serial: &str, banner: &str, text: &str) -> Value {
    json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "kind": "cable",
        "title": {"text": format!("{text} title")}, "portions": [{"text": format!("{text} body")}],
        "banner": banner, "leads_only": false,
    })
}

fn staged(reports: &[Value]) -> Stage {
    let stage = Stage::new();
    stage.run(&["search", "*", "--save", "everything", "--as", "alvarez"]).expect(0);
    let lines: Vec<String> = reports.iter().map(Value::to_string).collect();
    let file = stage.write("reports.jsonl", lines.join("\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    stage
}

fn found(stage: &Stage, query: &str, who: &str) -> Value {
    let run = stage.run(&["search", query, "--facets", "all", "--as", who, "--json"]);
    // 1 says that nothing was found.
    assert!(run.code < 2, "{}", run.err);
    run.json()[0].clone()
}

#[test]
fn what_is_exempt_from_discovery_is_never_found_and_shown_to_who_names_it() {
    let exempt = report("X-1", "SECRET//NOFORN/EXEMPT FROM ICD501 DISCOVERY", "quetzal");
    let open = report("X-2", "SECRET//NOFORN", "ocelot quetzalcoatl");
    let stage = staged(&[exempt, open]);
    for query in
        ["quetzal", "*", "quetza*", "~quetsal", "id:X-1", "originator:CIA", "marking:noforn"]
    {
        let answer = found(&stage, query, "alvarez");
        let hits = answer["results"].as_array().unwrap();
        assert!(hits.iter().all(|hit| hit["report"] != "CIA X-1"), "{query}: {answer}");
        let counted = answer["facets"][0]["values"][0]["count"].as_u64();
        assert!(counted.is_none_or(|count| count == 1), "{query}: {answer}");
        assert!(!answer.to_string().contains("quetzal "), "{query}: {answer}");
    }
    assert_eq!(found(&stage, "*", "alvarez")["total"], 1);
    let alerts = stage.run(&["alert", "list", "--as", "alvarez", "--json"]).expect(0).json();
    assert_eq!(alerts[0].as_array().unwrap().len(), 1, "{alerts:?}");
    let shown = stage.run(&["show", "CIA X-1", "--as", "alvarez"]).expect(0).out;
    assert!(shown.contains("quetzal body"), "{shown}");
}

/// The banner says it of the report, and a part that travels further says nothing of it.
#[test]
fn no_part_of_an_exempt_report_is_found_whatever_its_own_mark() {
    let mut mixed = report("X-5", "SECRET//NOFORN/EXEMPT FROM ICD501 DISCOVERY", "quetzal");
    mixed["title"] = json!({"marking": "U", "text": "quetzal title"});
    mixed["portions"] = json!([
        {"marking": "U", "text": "quetzal open"},
        {"marking": "S//NF", "text": "quetzal body"},
    ]);
    mixed["tearlines"] = json!([{"marking": "U", "text": "quetzal torn"}]);
    mixed["entities"] = json!([{"type": "person", "name": "Quetzal Ramires", "portion": 0}]);
    let mut pointed = mixed.clone();
    pointed["serial"] = "X-6".into();
    pointed["pointer"] = json!({"marking": "U", "text": "Ask the desk of birds."});
    let stage = staged(&[mixed, pointed]);
    for who in ["alvarez", "abernathy", "reyes", "whitcombe"] {
        for query in ["quetzal", "*", "~quetsal", "has:tearline", "person:ramires", "id:X-5"] {
            let answer = found(&stage, query, who);
            let text = answer.to_string();
            assert!(
                !text.contains("CIA X-5") && !text.contains("quetzal "),
                "{who} {query}: {text}"
            );
            let hits = answer["results"].as_array().unwrap();
            assert!(hits.iter().all(|hit| hit["outcome"] == "pointer"), "{who} {query}: {text}");
        }
        let found = stage.run(&["entity", "find", "Ramires", "--as", who, "--json"]);
        assert!(!found.out.contains("Quetzal Ramires"), "{who}: {}", found.out);
        let shown = stage.run(&["entity", "show", "CIA X-5#0", "--as", who, "--json"]);
        assert!(!shown.out.contains("Ramires"), "{who}: {}", shown.out);
    }
    assert_eq!(found(&stage, "birds", "abernathy")["results"][0]["outcome"], "pointer");
    let alerts = stage.run(&["alert", "list", "--as", "alvarez", "--json"]).expect(0).json();
    assert!(!alerts[0].to_string().contains("quetzal"), "{alerts:?}");
    let shown = stage.run(&["show", "CIA X-5", "--as", "abernathy"]).expect(0).out;
    assert!(shown.contains("quetzal open"), "{shown}");
}

#[test]
fn a_pointer_is_a_hit_of_its_own_kind_and_says_nothing_of_the_report() {
    let mut pointed = report("X-3", "TOP SECRET//SI//NOFORN", "axolotl");
    pointed["pointer"] = json!({"marking": "U", "text": "Ask the desk of amphibians."});
    let stage = staged(&[pointed]);
    let answer = found(&stage, "has:pointer", "abernathy");
    assert_eq!(answer["total"], 1, "{answer}");
    assert_eq!(answer["results"][0]["outcome"], "pointer", "{answer}");
    assert!(!answer.to_string().contains("axolotl"), "{answer}");
    assert_eq!(found(&stage, "amphibians", "abernathy")["total"], 1);
    for query in ["axolotl", "marking:secret", "axol*"] {
        assert_eq!(found(&stage, query, "abernathy")["total"], 0, "{query}");
    }
    assert_eq!(found(&stage, "has:pointer", "alvarez")["total"], 0, "the whole is no pointer");
    assert_eq!(found(&stage, "axolotl", "alvarez")["total"], 1);
}
