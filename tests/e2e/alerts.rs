//! Saved searches with the real binary: what is new and releasable is told, and nothing else.

use kit::stage::Stage;
use serde_json::Value;

fn alerts(stage: &Stage, who: &str) -> Vec<Value> {
    let run = stage.run(&["alert", "list", "--as", who, "--limit", "100", "--json"]);
    run.json()[0].as_array().unwrap().clone()
}

#[test]
fn a_saved_search_tells_of_what_is_new_and_releasable_until_it_ends() {
    let stage = Stage::new();
    let story = std::fs::read_to_string(stage.scenario(60)).unwrap();
    let before: Vec<&str> = story.lines().take(20).collect();
    let file = stage.write("before.jsonl", before.join("\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    for who in ["alvarez", "whitcombe"] {
        stage.run(&["search", "*", "--save", "everything", "--as", who]).expect(0);
        stage.run(&["search", "(open", "--save", "wrong", "--as", who]).expect(3);
        assert_eq!(alerts(&stage, who), Vec::<Value>::new(), "what was there is not new");
    }
    let file = stage.write("all.jsonl", story.as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    let (all, some) = (alerts(&stage, "alvarez"), alerts(&stage, "whitcombe"));
    assert!(all.len() > some.len() && !some.is_empty(), "{} {}", all.len(), some.len());
    for alert in &some {
        assert_eq!(alert["search"], "everything");
        let id = alert["hit"]["report"].as_str().unwrap();
        stage.run(&["show", id, "--as", "whitcombe"]).expect(0);
    }
    // The catalog is a fold of the journal, and so are alerts.
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(alerts(&stage, "whitcombe"), some);
    stage.run(&["alert", "drop", "everything", "--as", "whitcombe"]).expect(0);
    assert_eq!(alerts(&stage, "whitcombe"), Vec::<Value>::new());
    assert_eq!(alerts(&stage, "alvarez").len(), all.len());
}
