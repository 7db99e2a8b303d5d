//! Acts and requests with the real binary: recorded, in force at once, ended, answered for any time,
//! and the same after everything that is derived was made anew.

use kit::binary::Run;
use kit::stage::Stage;
use serde_json::{Value, json};

const SECRET: &str = "CIA A-1";
const OPEN: &str = "CIA A-2";

fn stage() -> Stage {
    let stage = Stage::new();
    let report = |serial: &str, banner: &str, mark: &str, word: &str, addressee: &str| {
        json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": serial,
            "kind": "intelligence-report", "banner": banner,
            "title": {"marking": mark, "text": format!("Lanterns {word}")},
            "portions": [{"marking": mark, "text": format!("Lanterns at the {word}.")}],
            "addressees": [addressee], "topics": ["migrant-smuggling"],
        })
        .to_string()
    };
    let lines = [
        report("A-1", "SECRET//ORCON/NOFORN", "S//OC/NF", "quay", "NSA"),
        report("A-2", "SECRET//NOFORN", "S//NF", "pier", "NSA"),
    ];
    let file = stage.write("reports.jsonl", (lines.join("\n") + "\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    stage
}

fn record(stage: &Stage, officer: &str, text: &str) -> Run {
    let file = stage.write("acts.toml", text.as_bytes());
    stage.run(&["act", "record", file.to_str().unwrap(), "--as", officer, "--json"])
}

fn id(run: &Run) -> String {
    run.json()[0]["id"].as_str().unwrap().to_owned()
}

fn found(stage: &Stage, recipient: &str) -> u64 {
    let run = stage.run(&["search", "lanterns", "--as", recipient, "--json"]);
    run.json()[0]["total"].as_u64().unwrap()
}

fn shows(stage: &Stage, report: &str, more: &[&str]) -> bool {
    stage.run(&[&["show", report][..], more].concat()).code == 0
}

fn outcome(stage: &Stage, report: &str, to: &str, at: &str) -> Value {
    let run = ["decide", report, "--to", to, "--purpose", "analysis", "--at", at, "--json"];
    stage.run(&run).json().remove(0)["outcome"].clone()
}

const EMBARGO: &str = r#"
format = "tearline.acts/1"
reason = "the operation is under way"

[[embargo]]
originator = "CIA"
reports = ["CIA A-2"]
from = "2004-01-01"
"#;

#[test]
fn an_embargo_takes_a_report_back_at_once_and_its_end_gives_it_again() {
    let stage = stage();
    assert_eq!(found(&stage, "alvarez"), 1);
    let between = now();
    let act = id(&record(&stage, "vandermeer", EMBARGO).expect(0));
    let during = now();
    assert_eq!(found(&stage, "alvarez"), 0);
    assert!(!shows(&stage, OPEN, &["--as", "alvarez"]));
    // Whoever works for the originator still has it.
    assert!(shows(&stage, OPEN, &["--as", "vandermeer"]));
    let list = stage.run(&["act", "list", "--as", "ofarrell", "--json"]).expect(0).json();
    assert_eq!((list.len(), &list[0]["kind"], &list[0]["id"]), (1, &json!("embargo"), &json!(act)));
    // It began when it was recorded, whatever the file says.
    assert!(list[0]["from"].as_str().unwrap() > between.as_str(), "{list:?}");
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(found(&stage, "alvarez"), 0);
    stage.run(&["act", "end", &act, "--reason", "it is over", "--as", "vandermeer"]).expect(0);
    assert_eq!(found(&stage, "alvarez"), 1);
    assert!(shows(&stage, OPEN, &["--as", "alvarez"]));
    let again = ["act", "end", &act, "--reason", "again", "--as", "vandermeer"];
    assert!(stage.run(&again).expect(3).err.contains("ended at"));
    let forms = [&between, &during, &now()].map(|at| outcome(&stage, OPEN, "alvarez", at));
    assert_eq!(forms, ["release", "withhold", "release"]);
    assert_eq!(outcome(&stage, OPEN, "alvarez", "2004-01-01"), "withhold", "not accepted yet");
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_request_is_routed_answered_and_opens_exactly_what_was_asked() {
    let stage = stage();
    assert!(!shows(&stage, SECRET, &["--as", "alvarez"]), "ORCON, and not addressed");
    let ask = |report: &str| {
        let asked = ["request", "ask", report, "--as", "alvarez", "--reason", "case", "--json"];
        stage.run(&asked).expect(0).json().remove(0)
    };
    let (hidden, missing) = (ask(SECRET), ask("CIA A-9"));
    let told = |request: &Value| {
        let mut told = request.clone();
        for field in ["id", "asked", "expires", "report"] {
            told[field].take();
        }
        told
    };
    assert_eq!(told(&hidden), told(&missing), "a hidden report and none are asked for alike");
    let request = hidden["id"].as_str().unwrap();
    let inbox = stage.run(&["request", "list", "--as", "vandermeer", "--json"]).expect(0).json();
    assert_eq!(inbox[0]["inbox"].as_array().unwrap().len(), 2);
    let until = "2099-01-01";
    let approve = |id: &str, officer: &str| {
        let conditions = "for this case alone";
        let words = ["request", "approve", id, "--until", until, "--conditions", conditions];
        stage.run(&[&words[..], &["--as", officer, "--json"]].concat())
    };
    assert!(approve(request, "ferreira").expect(3).err.contains("no request of yours"));
    let nothing = approve(missing["id"].as_str().unwrap(), "vandermeer").expect(3);
    assert!(nothing.err.contains("there is no report"), "{}", nothing.err);
    let approved = approve(request, "vandermeer").expect(0).json().remove(0);
    let lifts = approved["lifts"].as_array().unwrap();
    assert!(lifts.contains(&json!("list")) && !lifts.contains(&json!("use")), "{approved}");
    assert!(approve(request, "vandermeer").expect(3).err.contains("closed (approved)"));
    let shown = stage.run(&["show", SECRET, "--as", "alvarez"]).expect(0);
    assert!(
        shown.out.contains("for this case alone") && shown.out.contains("quay"),
        "{}",
        shown.out
    );
    assert_eq!(found(&stage, "alvarez"), 2);
    // Another purpose, another recipient: still closed.
    assert!(!shows(&stage, SECRET, &["--as", "alvarez", "--purpose", "court"]));
    assert!(!shows(&stage, SECRET, &["--as", "ferreira"]));
    let audit = stage.run(&["audit", "--as", "ofarrell"]).expect(0).out;
    assert!(audit.contains("asked: case") && audit.contains("authorization of"), "{audit}");
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(found(&stage, "alvarez"), 2);
}

#[test]
fn a_request_is_delegated_reminded_denied_and_withdrawn() {
    let stage = stage();
    let ask = || {
        let asked = ["request", "ask", SECRET, "--as", "alvarez", "--reason", "case", "--json"];
        stage.run(&asked).expect(0).json()[0]["id"].as_str().unwrap().to_owned()
    };
    let run = |words: &[&str]| stage.run(&[&["request"][..], words].concat());
    let (one, other) = (ask(), ask());
    run(&["remind", &one, "--as", "alvarez"]).expect(0);
    let elsewhere = run(&["delegate", &one, "--to", "NSA", "--as", "vandermeer"]).expect(3);
    assert!(elsewhere.err.contains("no office of CIA"), "{}", elsewhere.err);
    run(&["deny", &one, "--why", "ask the embassy", "--as", "vandermeer"]).expect(0);
    run(&["withdraw", &other, "--as", "alvarez"]).expect(0);
    assert!(run(&["remind", &other, "--as", "alvarez"]).expect(3).err.contains("withdrawn"));
    assert!(
        run(&["remind", &one, "--as", "ferreira"]).expect(3).err.contains("no request of yours")
    );
    let list = run(&["list", "--as", "alvarez", "--json"]).expect(0).json().remove(0);
    let own = list["own"].as_array().unwrap();
    let of = |id: &str| own.iter().find(|request| request["id"] == *id).unwrap();
    assert_eq!(
        (&of(&one)["state"], &of(&one)["why"]),
        (&json!("denied"), &json!("ask the embassy"))
    );
    assert_eq!(of(&one)["reminders"], 1);
    assert_eq!(of(&other)["state"], "withdrawn");
}

#[test]
fn what_is_not_ones_own_or_is_wrong_is_refused_whole() {
    let stage = stage();
    let foreign = record(&stage, "ferreira", EMBARGO).expect(3);
    assert!(foreign.err.contains("`release-authority` in CIA"), "{}", foreign.err);
    let grant = r#"
format = "tearline.acts/1"
reason = "decided in session"

[[grant]]
partner = "CIA"
topics = ["migrant-smuggling"]
level = "SECRET"
from = "2004-01-01"
"#;
    let wrong = record(&stage, "ferreira", grant).expect(3);
    assert!(wrong.err.contains("acts.toml:6: a grant is for a foreign authority"), "{}", wrong.err);
    let half = format!(
        "{EMBARGO}\n[[embargo]]\noriginator = \"CIA\"\nfrom = \"2004-01-01\"\nuntil = \"2005-01-01\"\n"
    );
    assert!(record(&stage, "vandermeer", &half).expect(3).err.contains("is over"));
    let listed = stage.run(&["act", "list", "--as", "ofarrell", "--json"]).expect(0);
    assert_eq!(listed.out, "", "all or none");
    assert_eq!(found(&stage, "alvarez"), 1);
}

#[test]
fn a_procedure_with_a_delay_lets_field_offices_wait() {
    let stage = stage();
    let procedure = r#"
format = "tearline.acts/1"
reason = "deconfliction"

[[procedure]]
originator = "CIA"
recipients = "field-office"
form = "whole"
delay_hours = 24
from = "2004-01-01"
"#;
    let decided = |at: &str| {
        let asked = ["decide", OPEN, "--to", "reyes", "--purpose", "analysis", "--at", at];
        stage.run(&[&asked[..], &["--json"]].concat()).json().remove(0)
    };
    assert_eq!(
        decided(&now())["outcome"],
        "withhold",
        "the procedure of the file: tear line alone"
    );
    record(&stage, "vandermeer", procedure).expect(0);
    let soon = decided(&now());
    assert_eq!(soon["outcome"], "withhold");
    assert!(soon.to_string().contains("after 24 hours"), "{soon}");
    assert_eq!(decided("2099-01-01")["outcome"], "release");
}

#[test]
fn what_would_change_is_said_before_it_is_done_here_and_by_a_running_server_alike() {
    let stage = stage();
    let acts = stage.write("acts.toml", EMBARGO.as_bytes());
    let acts = acts.to_str().unwrap();
    let community = stage.data().join("community.toml");
    let changed = std::fs::read_to_string(community).unwrap();
    let changed = changed.replace("clearance = \"TOP SECRET\"", "clearance = \"CONFIDENTIAL\"");
    let changed = stage.write("changed.toml", changed.as_bytes());
    let changed = changed.to_str().unwrap();
    let asked = ["request", "ask", SECRET, "--as", "alvarez", "--reason", "case", "--json"];
    let request = stage.run(&asked).expect(0).json().remove(0)["id"].as_str().unwrap().to_owned();
    let commands: [(&str, Vec<&str>); 3] = [
        ("vandermeer", vec!["act", "record", acts, "--whatif"]),
        ("vandermeer", vec!["request", "approve", &request, "--until", "2099-01-01", "--whatif"]),
        ("operator", vec!["whatif", "--community", changed]),
    ];
    let timeless = |run: Run| {
        let mut found = run.expect(0).json().remove(0);
        found["at"].take();
        found
    };
    let here: Vec<Value> = commands
        .iter()
        .map(|(who, words)| {
            let own = if words[0] == "whatif" { vec![] } else { vec!["--as", who] };
            timeless(stage.run(&[words, &own[..], &["--json"]].concat()))
        })
        .collect();
    let of = |found: &Value, sum: &str| {
        let groups = found["groups"].as_array().unwrap().iter();
        let named = groups.filter(|group| group["recipients"].to_string().contains("alvarez"));
        named.filter_map(|group| group[sum].as_u64()).sum::<u64>()
    };
    assert!(of(&here[0], "more_closed") > 0 && of(&here[0], "more_open") == 0, "{}", here[0]);
    assert_eq!((of(&here[1], "more_open"), of(&here[1], "more_closed")), (1, 0), "{}", here[1]);
    assert!(of(&here[2], "more_closed") > 0, "{}", here[2]);
    let said = stage.run(&["act", "record", acts, "--whatif", "--as", "vandermeer"]).expect(0).out;
    assert!(said.contains("more closed") && said.contains("CIA A-2"), "{said}");
    let foreign = stage.run(&["act", "record", acts, "--whatif", "--as", "ferreira"]).expect(3);
    assert!(foreign.err.contains("`release-authority` in CIA"), "{}", foreign.err);
    // Nothing of it was done.
    assert_eq!(stage.run(&["act", "list", "--as", "ofarrell", "--json"]).expect(0).out, "");
    assert_eq!(found(&stage, "alvarez"), 1);
    let certificates = ["vandermeer", "operator"].map(|who| (who, stage.certificate(who)));
    let served = kit::served::Served::start(&stage.data());
    for ((who, words), here) in commands.iter().zip(&here) {
        let (_, certificate) = certificates.iter().find(|(name, _)| name == who).unwrap();
        let run = served.run(&stage.beside("own"), certificate, &[words, &["--json"][..]].concat());
        let mut here = here.clone();
        if words[0] == "whatif" {
            // Whoever asks a server so is told of no report by its name.
            for change in here["groups"].as_array_mut().unwrap() {
                let forms = change["changes"].as_array_mut().unwrap();
                forms.iter_mut().for_each(|form| form["examples"] = json!([]));
            }
        }
        assert_eq!(timeless(run), here, "{words:?}");
    }
}

fn now() -> String {
    use model::Clock as _;
    std::thread::sleep(std::time::Duration::from_millis(2));
    let now = server::SystemClock.now().rfc3339();
    std::thread::sleep(std::time::Duration::from_millis(2));
    now
}
