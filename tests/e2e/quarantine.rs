//! Quarantine with the real binary and the real server: what is set aside is seen by its own people,
//! corrected by one, approved by another, submitted again; and to all others it is not there.

use std::path::PathBuf;

use kit::binary::Run;
use kit::served::Served;
use kit::stage::Stage;
use serde_json::{Value, json};

fn report(originator: &str, serial: &str, banner: Option<&str>, marks: &[&str]) -> String {
    let portion = |mark: &&str| json!({"marking": mark, "text": format!("A lantern, {serial}.")});
    let mut report = json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "report", "title": {"marking": "U", "text": "Lanterns"},
        "portions": marks.iter().map(portion).collect::<Vec<_>>(),
    });
    if let Some(banner) = banner {
        report["banner"] = json!(banner);
    }
    report.to_string()
}

/// Takes lines in as the operator, and gives the ids of what is set aside.
fn aside(stage: &Stage, lines: &[String]) -> Vec<String> {
    let file = stage.write("aside.jsonl", (lines.join("\n") + "\n").as_bytes());
    let run = stage.run(&["ingest", file.to_str().unwrap(), "--json"]).expect(1);
    let receipts = run.json();
    let ids = receipts.iter().filter_map(|receipt| receipt["aside"].as_str().map(str::to_owned));
    ids.collect()
}

fn quarantine(stage: &Stage, words: &[&str], recipient: &str) -> Run {
    stage.run(&[&["quarantine"], words, &["--as", recipient, "--json"]].concat())
}

fn listed(stage: &Stage, recipient: &str) -> Vec<Value> {
    quarantine(stage, &["list"], recipient).expect(0).json()
}

fn total(stage: &Stage, query: &str) -> u64 {
    let run = stage.run(&["search", query, "--as", "alvarez", "--json"]);
    run.json()[0]["total"].as_u64().unwrap()
}

#[test]
fn the_place_of_the_fault_is_shown_and_a_correction_needs_somebody_else_with_the_right() {
    let stage = Stage::new();
    let line = report("CIA", "Q-1", Some("SECRET"), &["U", "S//XYZZY"]);
    let id = &aside(&stage, std::slice::from_ref(&line))[0];
    let shown = quarantine(&stage, &["show", id], "vandermeer").expect(0).json().remove(0);
    let fault = &shown["fault"];
    assert_eq!((&fault["part"], &fault["line"]), (&json!("portion 1"), &json!(1)), "{shown}");
    let place = |name: &str| usize::try_from(fault[name].as_u64().unwrap()).unwrap();
    let start = place("byte");
    assert_eq!(line.get(start..start + place("bytes")), Some("XYZZY"));
    assert_eq!(fault["explained"], "S//XYZZY\n   ^^^^^");
    assert_eq!(shown["may"], json!(["correct", "reject"]));
    // What would be set aside again is no correction.
    let wrong = ["correct", id, "--because", "a slip", "--portion", "1=S//ALSO"];
    let run = quarantine(&stage, &wrong, "vandermeer").expect(3);
    assert!(run.err.contains("set aside again") && run.err.contains("^^^^"), "{}", run.err);
    let right = ["correct", id, "--because", "a slip", "--portion", "1=S"];
    quarantine(&stage, &right, "vandermeer").expect(0);
    let run = quarantine(&stage, &["resubmit", id], "vandermeer").expect(3);
    assert!(run.err.contains("waits for approval"), "{}", run.err);
    let run = quarantine(&stage, &["approve", id], "vandermeer").expect(3);
    assert!(run.err.contains("`quarantine`"), "{}", run.err);
    quarantine(&stage, &["approve", id], "nakagawa").expect(0);
    assert_eq!(total(&stage, "lantern"), 0);
    let done = quarantine(&stage, &["resubmit", id], "vandermeer").expect(0).json().remove(0);
    assert_eq!(done["report"], "CIA Q-1 v1");
    assert_eq!(total(&stage, "lantern"), 1);
    assert!(listed(&stage, "vandermeer").is_empty());
    let run = quarantine(&stage, &["reject", id, "--because", "x"], "vandermeer").expect(3);
    assert!(run.err.contains("taken in as CIA Q-1 v1"), "{}", run.err);
    // Each step is an entry, which the originator's auditor reads, and all of it verifies.
    let audit = stage.run(&["audit", "--as", "ofarrell", "--json"]).expect(0).out;
    for kind in ["quarantined", "examined", "corrected", "approved", "resubmitted", "accepted"] {
        assert!(audit.contains(&format!("\"kind\":\"{kind}\"")), "{kind}: {audit}");
    }
    stage.run(&["ledger", "verify"]).expect(0);
    // The same after everything that is derived was made anew.
    let of = |stage: &Stage| quarantine(stage, &["list", "--closed"], "nakagawa").expect(0).json();
    let before = of(&stage);
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!((of(&stage), before[0]["state"].clone()), (before, json!("closed")));
}

#[test]
fn nobody_approves_a_correction_of_their_own() {
    let stage = Stage::new();
    let id = &aside(&stage, &[report("CIA", "Q-2", None, &["U"])])[0];
    let words = ["correct", id, "--because", "read from the copy", "--banner", "UNCLASSIFIED"];
    quarantine(&stage, &words, "nakagawa").expect(0);
    let run = quarantine(&stage, &["approve", id], "nakagawa").expect(3);
    assert!(run.err.contains("not by whoever made it"), "{}", run.err);
    quarantine(&stage, &["approve", id], "lindqvist").expect(0);
    quarantine(&stage, &["resubmit", id], "nakagawa").expect(0);
    // A submitter that sends the same again learns what became of it.
    let file = stage.write("again.jsonl", report("CIA", "Q-2", None, &["U"]).as_bytes());
    let receipt =
        stage.run(&["ingest", file.to_str().unwrap(), "--json"]).expect(1).json().remove(0);
    assert_eq!(receipt["aside"], json!(id));
    assert!(receipt["text"].as_str().unwrap().contains("taken in as CIA Q-2 v1"), "{receipt}");
}

#[test]
fn a_rejected_submission_stays_away_and_its_reason_is_kept() {
    let stage = Stage::new();
    let id = &aside(&stage, &[report("CIA", "Q-3", None, &["U"])])[0];
    let run = quarantine(&stage, &["reject", id, "--because", " "], "vandermeer").expect(3);
    assert!(run.err.contains("say why"), "{}", run.err);
    quarantine(&stage, &["reject", id, "--because", "sent twice"], "vandermeer").expect(0);
    let run = quarantine(&stage, &["resubmit", id], "vandermeer").expect(3);
    assert!(run.err.contains("rejected: sent twice"), "{}", run.err);
    assert!(listed(&stage, "nakagawa").is_empty());
    let shown = quarantine(&stage, &["show", id], "ofarrell").expect(0).json().remove(0);
    assert_eq!((&shown["state"], &shown["may"]), (&json!("closed"), &json!([])));
}

#[test]
fn what_is_not_yours_and_what_is_not_there_are_the_same() {
    let stage = Stage::new();
    let ids = aside(
        &stage,
        &[report("CIA", "Q-4", None, &["U"]), report("DHS/CBP", "Q-5", None, &["U"])],
    );
    // The originators' people see their own, those with the right all, others none.
    let of = |recipient: &str| -> Vec<Value> {
        listed(&stage, recipient).iter().map(|line| line["serial"].clone()).collect()
    };
    assert_eq!(of("vandermeer"), [json!("Q-4")]);
    assert_eq!(of("cbp-submitter"), [json!("Q-5")]);
    assert_eq!(of("ofarrell"), [json!("Q-4")]);
    assert_eq!(of("nakagawa"), [json!("Q-5"), json!("Q-4")]);
    assert!(of("alvarez").is_empty() && of("oyelaran").is_empty());
    let served = Served::start(&stage.data());
    for name in ["alvarez", "cbp-submitter", "oyelaran"] {
        let certificate: PathBuf = stage.certificate(name);
        let client = served.client(&certificate);
        let paths = |id: &str| {
            let api = format!("/api/v1/quarantine/{id}");
            [(false, api.clone()), (false, format!("/quarantine?id={id}"))]
                .into_iter()
                .chain(["approve", "resubmit"].map(|step| (true, format!("{api}/{step}"))))
        };
        for ((posted, hidden), (_, missing)) in paths(&ids[0]).zip(paths("000000000000")) {
            let ask = |path: &str| match posted {
                true => client.post(path, "application/json", b"{}".to_vec()).unwrap(),
                false => client.get(path).unwrap(),
            };
            let (hidden, missing) = (ask(&hidden), ask(&missing));
            assert_eq!(hidden.0, 404);
            assert_eq!(hidden, missing, "{name}");
        }
    }
    let page = served.client(&stage.certificate("nakagawa"));
    let (status, body) = page.get(&format!("/quarantine?id={}", ids[0])).unwrap();
    let body = String::from_utf8(body).unwrap();
    assert!(status == 200 && body.contains("Q-4") && body.contains("lantern"), "{body}");
    let (_, body) = page.get("/quarantine").unwrap();
    assert!(String::from_utf8(body).unwrap().contains("no banner"));
}

#[test]
fn what_two_submit_alike_is_each_ones_own() {
    let stage = Stage::new();
    let served = Served::start(&stage.data());
    // Nothing says whose it is, so nobody is refused for it, and nobody else may know of it.
    let sent = b"<html><body><p>Nobody marked this lantern.</p></body></html>".to_vec();
    let post = |name: &str| -> Value {
        let client = served.client(&stage.certificate(name));
        let (_, body) = client.post("/api/v1/reports", "text/html", sent.clone()).unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        answer["receipts"][0].clone()
    };
    let (first, other, again) =
        (post("cia-submitter"), post("cbp-submitter"), post("cia-submitter"));
    assert_eq!(first["outcome"], "quarantined", "{first}");
    assert_ne!(first["receipt"], other["receipt"], "the other's is none that was there before");
    assert_eq!(first["receipt"], again["receipt"]);
    let list = |name: &str| -> Value {
        let client = served.client(&stage.certificate(name));
        serde_json::from_slice(&client.get("/api/v1/quarantine").unwrap().1).unwrap()
    };
    for (name, receipt) in [("cia-submitter", &first), ("cbp-submitter", &other)] {
        let asides = list(name)["asides"].as_array().unwrap().clone();
        assert_eq!((asides.len(), &asides[0]["id"]), (1, &receipt["aside"]), "{name}");
    }
}

#[test]
fn what_the_community_learns_since_lets_a_submission_go_as_it_is() {
    let stage = Stage::new();
    let id = &aside(&stage, &[report("DHS/NEW", "Q-6", Some("UNCLASSIFIED"), &["U"])])[0];
    let run = quarantine(&stage, &["resubmit", id], "nakagawa").expect(3);
    assert!(run.err.contains("DHS/NEW") && run.err.contains("^^^"), "{}", run.err);
    let file = stage.data().join("community.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let agency =
        "\n[[agency]]\nid = \"DHS/NEW\"\nname = \"New\"\nnation = \"USA\"\nparent = \"DHS\"\n";
    std::fs::write(&file, text + agency).unwrap();
    let shown = quarantine(&stage, &["show", id], "nakagawa").expect(0).json().remove(0);
    assert_eq!((&shown["now"], &shown["may"][1]), (&Value::Null, &json!("resubmit")), "{shown}");
    quarantine(&stage, &["resubmit", id], "nakagawa").expect(0);
    assert_eq!(total(&stage, "lantern"), 1);
}

#[test]
fn a_purge_takes_what_was_set_aside_and_its_corrections_with_it() {
    let stage = Stage::new();
    let id = &aside(&stage, &[report("CIA", "Q-7", None, &["U"])])[0];
    let words = ["correct", id, "--because", "x", "--banner", "UNCLASSIFIED"];
    quarantine(&stage, &words, "vandermeer").expect(0);
    stage.run(&["admin", "purge", "CIA Q-7", "--because", "a spill"]).expect(0);
    assert!(listed(&stage, "nakagawa").is_empty());
    quarantine(&stage, &["show", id], "nakagawa").expect(1);
    let journal = stage.data().join("journal");
    for entry in std::fs::read_dir(journal).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let held = bytes.windows(15).any(|window| window == b"A lantern, Q-7.");
        assert!(!held, "the text is gone from the journal");
    }
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn what_does_not_say_whose_it_is_is_purged_by_its_id_and_nothing_else_with_it() {
    let stage = Stage::new();
    let paths = ["first", "second"].map(|word| {
        let text = format!("Nobody marked this {word} lantern.");
        stage.write(&format!("{word}.txt"), text.as_bytes())
    });
    let paths = paths.each_ref().map(|path| path.to_str().unwrap());
    let receipts = stage.run(&["ingest", "--json", paths[0], paths[1]]).expect(1).json();
    let ids = [0, 1].map(|at| receipts[at]["aside"].as_str().unwrap().to_owned());
    stage.run(&["admin", "purge", &ids[0], "--because", "a spill"]).expect(0);
    quarantine(&stage, &["show", &ids[0]], "nakagawa").expect(1);
    let shown = quarantine(&stage, &["show", &ids[1]], "nakagawa").expect(0);
    assert!(shown.out.contains("second lantern"), "{}", shown.out);
    // Whoever runs the machine sees none of what was taken in on it.
    quarantine(&stage, &["show", &ids[1]], "operator").expect(1);
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_file_is_open_to_those_alone_who_may_have_every_part_of_what_was_accepted_from_it() {
    let stage = Stage::new();
    let mapping = "format = \"tearline.mapping/1\"\nname = \"cia\"\nfiles = [\"*.txt\"]\n\
                   originator = \"CIA\"\nserial = \"{file}\"\n";
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    std::fs::write(sources.join("cia.toml"), mapping).unwrap();
    let cleared =
        "id = \"secret-submitter\"\nname = \"S\"\nkind = \"person\"\nclearance = \"SECRET\"";
    let submitter = format!(
        "\n[[recipient]]\n{cleared}\naccesses = []\ncountries = [\"USA\"]\n\
         admin_organization = \"CIA\"\nduty_organization = \"CIA\"\n\
         entity_type = \"government\"\nfunctions = [\"submitter\"]\n"
    );
    let community = stage.data().join("community.toml");
    let text = std::fs::read_to_string(&community).unwrap();
    std::fs::write(&community, text + &submitter).unwrap();
    let take_in = |name: &str, text: &str| {
        let file = stage.write(name, text.as_bytes());
        stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    };
    take_in("high.txt", "TOP SECRET//SI//NOFORN\n\n(TS//SI//NF) A lantern.\n\n(U) A pier.\n");
    take_in("low.txt", "SECRET//NOFORN\n\n(S//NF) A lantern.\n");
    let out = stage.beside("out");
    let original = |report: &str, recipient: &str, purpose: &str| {
        let to = ["original", report, "--out", out.to_str().unwrap(), "--as", recipient];
        stage.run(&[&to[..], &["--purpose", purpose]].concat())
    };
    let missing = original("CIA none.txt", "secret-submitter", "analysis").expect(1).out;
    let refused = original("CIA high.txt", "secret-submitter", "analysis").expect(1).out;
    assert_eq!(refused, missing);
    original("CIA low.txt", "secret-submitter", "analysis").expect(0);
    original("CIA high.txt", "cia-submitter", "analysis").expect(0);
    // The function opens no compartment, and no other purpose.
    original("CIA high.txt", "nakagawa", "analysis").expect(0);
    assert_eq!(original("CIA low.txt", "nakagawa", "court").expect(1).out, missing);
    // A version that was replaced stands in files too.
    let lower = "SECRET//NOFORN\n\n(S//NF) A lantern, and nothing else.\n";
    let again = stage.write("again.jsonl", version_two("high.txt", lower).as_bytes());
    stage.run(&["ingest", again.to_str().unwrap()]).expect(0);
    stage.run(&["show", "CIA high.txt", "--as", "secret-submitter"]).expect(0);
    assert_eq!(original("CIA high.txt", "secret-submitter", "analysis").expect(1).out, missing);
    original("CIA high.txt", "cia-submitter", "analysis").expect(0);
    // What was taken back is given to nobody.
    let because = ["--because", "a slip", "--as", "vandermeer"];
    stage.run(&[&["recall", "CIA low.txt"][..], &because].concat()).expect(0);
    assert_eq!(original("CIA low.txt", "cia-submitter", "analysis").expect(1).out, missing);
    stage.run(&["ledger", "verify"]).expect(0);
}

/// A second version of a report, as a line of its own.
fn version_two(serial: &str, text: &str) -> String {
    let portion = json!({"marking": "S//NF", "text": text});
    let line = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "version": 2,
        "kind": "cable", "title": {"marking": "U", "text": "x"}, "banner": "SECRET//NOFORN",
        "portions": [portion],
    });
    format!("{line}\n")
}

#[test]
fn a_file_is_kept_as_it_came_for_those_alone_whose_everything_in_it_is() {
    let stage = Stage::new();
    let sources = stage.data().join("sources");
    std::fs::create_dir_all(&sources).unwrap();
    let mapping = |name: &str, of: &str| {
        let text = format!(
            "format = \"tearline.mapping/1\"\nname = \"{name}\"\nfiles = [\"*{name}*\"]\n\
             originator = \"{of}\"\nserial = \"{{file}}\"\n"
        );
        std::fs::write(sources.join(format!("{name}.toml")), text).unwrap();
    };
    mapping("cia", "CIA");
    mapping("cbp", "DHS/CBP");
    let text = b"UNCLASSIFIED\r\n\r\nA lantern.\xa0\r\n";
    let file = stage.write("cia.txt", text);
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    let both = stage.beside("both");
    std::fs::create_dir_all(&both).unwrap();
    for name in ["cia-2.txt", "cbp-2.txt"] {
        std::fs::write(both.join(name), b"UNCLASSIFIED\n\nAnother lantern.\n").unwrap();
    }
    let archive = stage.beside("both.zip");
    let made = kit::others::program("python3")
        .args(["-m", "zipfile", "-c", archive.to_str().unwrap()])
        .args([both.join("cia-2.txt"), both.join("cbp-2.txt")])
        .status();
    made.unwrap();
    stage.run(&["ingest", archive.to_str().unwrap()]).expect(0);
    let out = stage.beside("out");
    let original = |report: &str, recipient: &str| {
        let words = ["original", report, "--as", recipient, "--out", out.to_str().unwrap()];
        stage.run(&words)
    };
    for recipient in ["vandermeer", "ofarrell", "nakagawa"] {
        original("CIA cia.txt", recipient).expect(0);
        assert_eq!(std::fs::read(&out).unwrap(), text);
    }
    // Whoever may read the report may not therefore have the file, and to them it is not there.
    let missing = original("CIA none.txt", "alvarez").expect(1).out;
    assert_eq!(original("CIA cia.txt", "alvarez").expect(1).out, missing);
    // What holds another's report too is nobody's alone.
    assert_eq!(original("CIA cia-2.txt", "vandermeer").expect(1).out, missing);
    original("CIA cia-2.txt", "nakagawa").expect(0);
    assert_eq!(std::fs::read(&out).unwrap(), std::fs::read(&archive).unwrap());
    let audit = stage.run(&["audit", "--as", "ofarrell", "--json"]).expect(0).out;
    assert!(audit.contains("\"outcome\":\"original\""), "{audit}");
    stage.run(&["admin", "reindex"]).expect(0);
    original("CIA cia.txt", "vandermeer").expect(0);
    // A purge of the report takes its file.
    stage.run(&["admin", "purge", "CIA cia.txt", "--because", "a spill"]).expect(0);
    original("CIA cia.txt", "vandermeer").expect(1);
    original("CIA cia-2.txt", "nakagawa").expect(0);
    stage.run(&["ledger", "verify"]).expect(0);
}
