//! Recalls with the real binary: away at once and everywhere, told to everybody who had something
//! of it and to nobody else, and the same after everything that is derived was made anew.

use kit::binary::Run;
use kit::stage::Stage;
use serde_json::{Value, json};

fn report(originator: &str, serial: &str, version: u32, word: &str, sources: &[&str]) -> String {
    json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "version": version, "kind": "intelligence-report", "banner": "SECRET//NOFORN",
        "title": {"marking": "S//NF", "text": format!("Lanterns {word}")},
        "portions": [{"marking": "S//NF", "text": format!("Lanterns at the {word}.")}],
        "topics": ["migrant-smuggling"], "derived_from": sources,
    })
    .to_string()
}

fn ingest(stage: &Stage, lines: &[String]) -> Run {
    let file = stage.write("reports.jsonl", (lines.join("\n") + "\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap(), "--json"])
}

fn stage() -> Stage {
    let stage = Stage::new();
    let lines = [
        report("CIA", "R-1", 1, "quay", &[]),
        report("CIA", "R-2", 1, "pier", &[]),
        report("DHS", "P-1", 1, "harbor", &["CIA R-1"]),
        report("DHS", "P-2", 1, "basin", &["DHS P-1 v1"]),
    ];
    ingest(&stage, &lines).expect(0);
    stage
}

fn show(stage: &Stage, report: &str, recipient: &str) -> Run {
    stage.run(&["show", report, "--as", recipient])
}

fn total(stage: &Stage, query: &str, recipient: &str) -> u64 {
    stage.run(&["search", query, "--as", recipient, "--json"]).json()[0]["total"].as_u64().unwrap()
}

fn recall(stage: &Stage, report: &str, more: &[&str]) -> Run {
    let words = ["recall", report, "--because", "the source lied", "--as", "vandermeer", "--json"];
    stage.run(&[&words[..], more].concat())
}

fn lists(stage: &Stage, recipient: &str) -> (Vec<Value>, Vec<Value>) {
    let list = stage.run(&["recall", "list", "--as", recipient, "--json"]).expect(0).json();
    let part = |name: &str| list[0][name].as_array().unwrap().clone();
    (part("own"), part("board"))
}

fn outcome(stage: &Stage, report: &str, to: &str, at: &str) -> Value {
    let run = ["decide", report, "--to", to, "--purpose", "analysis", "--at", at, "--json"];
    stage.run(&run).json().remove(0)["outcome"].clone()
}

#[test]
fn a_recalled_report_is_gone_at_once_and_stays_gone() {
    let stage = stage();
    assert_eq!(total(&stage, "quay", "alvarez"), 1);
    let before = now();
    recall(&stage, "CIA R-1", &[]).expect(0);
    let gone = |stage: &Stage| {
        assert_eq!(total(stage, "quay", "alvarez"), 0);
        // What is made from it is made from what is not here any more.
        assert_eq!(total(stage, "lanterns", "alvarez"), 1);
        assert_eq!(outcome(stage, "DHS P-2", "alvarez", &now()), "withhold");
        assert_eq!(outcome(stage, "DHS P-2", "alvarez", &before), "release");
        // Nobody has it any more, not even whose it is; and the answer is that to a missing one.
        for recipient in ["alvarez", "vandermeer"] {
            let (recalled, missing) =
                (show(stage, "CIA R-1", recipient), show(stage, "CIA R-9", recipient));
            assert_eq!(recalled.expect(1).out, missing.expect(1).out);
        }
        assert_eq!(outcome(stage, "CIA R-1", "alvarez", &now()), "withhold");
        // What was so before is answered as it was.
        assert_eq!(outcome(stage, "CIA R-1", "alvarez", &before), "release");
    };
    gone(&stage);
    stage.run(&["admin", "reindex"]).expect(0);
    gone(&stage);
    // An act that names it does not bring it back.
    let act = "format = \"tearline.acts/1\"\nreason = \"x\"\n[[embargo]]\noriginator = \"CIA\"\n\
               reports = [\"CIA R-1\"]\nfrom = \"2004-01-01\"\n";
    let file = stage.write("acts.toml", act.as_bytes());
    stage.run(&["act", "record", file.to_str().unwrap(), "--as", "vandermeer"]).expect(0);
    let acts = stage.run(&["act", "list", "--as", "vandermeer", "--json"]).expect(0).json();
    let id = acts[0]["id"].as_str().unwrap();
    stage.run(&["act", "end", id, "--reason", "x", "--as", "vandermeer"]).expect(0);
    gone(&stage);
    let audit = stage.run(&["audit", "--as", "ofarrell"]).expect(0).out;
    assert!(audit.contains("recall: the source lied"), "{audit}");
    assert!(audit.contains("withhold: recalled"), "{audit}");
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_recalled_version_is_refused_again_and_a_later_one_is_a_report_as_ever() {
    let stage = stage();
    recall(&stage, "CIA R-1", &[]).expect(0);
    let again = ingest(&stage, &[report("CIA", "R-1", 1, "quay", &[])]);
    let fate = again.json().remove(0);
    assert_eq!(fate["outcome"], "refused", "{fate}");
    assert!(fate["text"].as_str().unwrap().contains("its originator recalled it"), "{fate}");
    let other = ingest(&stage, &[report("CIA", "R-1", 1, "wharf", &[])]).json().remove(0);
    assert!(other["text"].as_str().unwrap().contains("another content"), "{other}");
    ingest(&stage, &[report("CIA", "R-1", 2, "wharf", &[])]).expect(0);
    assert_eq!((total(&stage, "wharf", "alvarez"), total(&stage, "quay", "alvarez")), (1, 0));
    show(&stage, "CIA R-1", "alvarez").expect(0);
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!((total(&stage, "wharf", "alvarez"), total(&stage, "quay", "alvarez")), (1, 0));
    recall(&stage, "CIA R-1", &[]).expect(0);
    assert_eq!(total(&stage, "wharf", "alvarez"), 0, "the version before does not come back");
    assert_eq!(total(&stage, "quay", "alvarez"), 0);
}

#[test]
fn everybody_who_had_something_of_it_is_told_of_that_and_nobody_else() {
    let stage = stage();
    show(&stage, "CIA R-1", "alvarez").expect(0);
    assert_eq!(total(&stage, "basin", "ferreira"), 1, "a hit of a search is something of it");
    show(&stage, "CIA R-2", "reyes");
    // A decision gives nothing, so that nobody is told because of one.
    outcome(&stage, "CIA R-1", "hollis", &now());
    let done =
        recall(&stage, "CIA R-1", &["--tell", "do not act on it"]).expect(0).json().remove(0);
    assert_eq!((&done["told"], &done["derived"]), (&json!(2), &json!(2)), "{done}");
    let (own, board) = lists(&stage, "alvarez");
    assert_eq!((own.len(), board.len()), (1, 0));
    assert_eq!((&own[0]["report"], &own[0]["kind"]), (&json!("CIA R-1 v1"), &json!("recall")));
    assert_eq!(own[0]["text"], "do not act on it");
    let (own, _) = lists(&stage, "ferreira");
    let told = serde_json::to_string(&own).unwrap();
    assert_eq!((own.len(), &own[0]["report"]), (1, &json!("DHS P-2 v1")));
    assert!(own[0]["kind"] == "source-recalled" && !told.contains("CIA"), "{told}");
    assert!(lists(&stage, "reyes").0.is_empty() && lists(&stage, "hollis").0.is_empty());
    let (_, board) = lists(&stage, "ofarrell");
    assert_eq!((board.len(), &board[0]["waiting"]), (1, &json!(["alvarez", "ferreira"])));
    assert!(!serde_json::to_string(&board).unwrap().contains("DHS"), "{board:?}");
    // Recipients acknowledge for themselves, by what they had.
    let know = |report: &str, recipient: &str| {
        let words = ["recall", "acknowledge", report, "--use", "cable 7", "--as", recipient];
        stage.run(&words)
    };
    assert!(know("CIA R-1", "ferreira").expect(3).err.contains("no recall of a report"));
    assert!(know("CIA R-9", "ferreira").expect(3).err.contains("no recall of a report"));
    know("DHS P-2", "ferreira").expect(0);
    assert!(know("DHS P-2", "ferreira").expect(3).err.contains("no recall of a report"));
    let again = |stage: &Stage| {
        let (_, board) = lists(stage, "vandermeer");
        assert_eq!(board[0]["waiting"], json!(["alvarez"]));
        assert_eq!(board[0]["acknowledged"][0]["onward"], "cable 7");
        assert_eq!(board[0]["reminders"], 1);
    };
    let reminded =
        stage.run(&["recall", "remind", "--as", "vandermeer", "--json"]).expect(0).json();
    assert_eq!(reminded[0]["recipients"], json!(["alvarez"]));
    again(&stage);
    stage.run(&["admin", "reindex"]).expect(0);
    again(&stage);
}

#[test]
fn a_downgrade_and_a_correction_name_the_version_that_takes_the_place() {
    let stage = stage();
    show(&stage, "CIA R-1", "alvarez").expect(0);
    let early = recall(&stage, "CIA R-1", &["--correct"]).expect(3);
    assert!(early.err.contains("submit the version that takes its place first"), "{}", early.err);
    ingest(&stage, &[report("CIA", "R-1", 2, "wharf", &[])]).expect(0);
    recall(&stage, "CIA R-1", &["--correct"]).expect(0);
    assert_eq!((total(&stage, "wharf", "alvarez"), total(&stage, "quay", "alvarez")), (1, 0));
    let (own, _) = lists(&stage, "alvarez");
    assert_eq!((&own[0]["kind"], &own[0]["report"]), (&json!("correction"), &json!("CIA R-1 v1")));
    assert_eq!(own[0]["replaced_by"], "CIA R-1");
    // A replacement that the reader may not have is not named.
    show(&stage, "CIA R-2", "alvarez").expect(0);
    let closed = report("CIA", "R-3", 1, "vault", &[]);
    let closed =
        closed.replace("SECRET//NOFORN", "SECRET//ORCON/NOFORN").replace("S//NF", "S//OC/NF");
    ingest(&stage, &[closed]).expect(0);
    recall(&stage, "CIA R-2", &["--replaced-by", "CIA R-3"]).expect(0);
    let (own, _) = lists(&stage, "alvarez");
    assert_eq!((&own[1]["report"], &own[1]["replaced_by"]), (&json!("CIA R-2 v1"), &Value::Null));
}

#[test]
fn nobody_recalls_what_is_not_theirs() {
    let stage = stage();
    let by = |recipient: &str, report: &str| {
        stage.run(&["recall", report, "--because", "x", "--as", recipient]).expect(3).err
    };
    // The same answer whether or not there is such a report.
    assert_eq!(by("alvarez", "CIA R-1"), by("alvarez", "CIA R-9"));
    assert!(by("alvarez", "CIA R-1").contains("`release-authority` in CIA"));
    assert!(by("vandermeer", "DHS P-1").contains("`release-authority` in DHS"));
    assert!(by("vandermeer", "CIA R-9").contains("there is no report"));
    assert!(by("vandermeer", "nothing").contains("no report of an originator"));
    recall(&stage, "CIA R-1", &[]).expect(0);
    assert!(by("vandermeer", "CIA R-1").contains("was recalled up to version 1 before"));
    assert_eq!(total(&stage, "lanterns", "alvarez"), 1);
}

fn now() -> String {
    use model::Clock as _;
    std::thread::sleep(std::time::Duration::from_millis(2));
    let now = server::SystemClock.now().rfc3339();
    std::thread::sleep(std::time::Duration::from_millis(2));
    now
}
