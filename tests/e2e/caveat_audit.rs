//! The caveat audit: every number of it recomputed from the journal's own entries on random
//! histories, and the questions in one command with the real binary.

use std::collections::BTreeMap;

use kit::binary::Run;
use kit::stage::Stage;
use model::{Clock as _, Manner, Purpose, Timestamp};
use serde_json::{Value, json};
use server::{AuditFilter, Caller, Clearinghouse, Search};

use crate::over_time::{History, RECIPIENTS, REPORTS};

/// An entry about a report, as it stands in the journal.
struct Told {
    kind: String,
    at: Timestamp,
    served: Value,
    report: Value,
}

/// Everything that entries say was given or refused of CIA's reports, read without the catalog.
fn told(house: &Clearinghouse) -> Vec<Told> {
    let mut told = Vec::new();
    for record in house.store().journal().replay(0) {
        let (_, record) = record.unwrap();
        let kind = record.leaf.kind.name().to_owned();
        if !["viewed", "released", "searched", "withheld"].contains(&kind.as_str()) {
            continue;
        }
        // An answer, then for each originator what went and why.
        let content = record.content.unwrap();
        let parts = serde_json::Deserializer::from_slice(&content).into_iter::<Value>();
        let parts: Vec<Value> = parts.map(Result::unwrap).collect();
        let (served, behind) = parts.split_first().unwrap();
        for pair in behind.chunks(2).filter(|pair| pair[0]["originator"] == "CIA") {
            assert_eq!(pair[1]["grounds_of"], "CIA");
            let reports = pair[0]["reports"].as_array().unwrap().iter();
            for (went, why) in reports.zip(pair[1]["reports"].as_array().unwrap()) {
                let mut report = went.clone();
                report["originator"] = pair[0]["originator"].clone();
                report["acts"] = why["acts"].clone();
                let (kind, at) = (kind.clone(), record.leaf.at);
                told.push(Told { kind, at, served: served.clone(), report });
            }
        }
    }
    told
}

fn name(report: &Value) -> String {
    let text = |field: &str| report[field].as_str().unwrap().to_owned();
    format!("{} {} v{}", text("originator"), text("serial"), report["version"])
}

type Counts = BTreeMap<(String, String, String, String, String), u64>;

fn check_counts(house: &Clearinghouse, from: Option<Timestamp>, to: Option<Timestamp>) -> usize {
    let auditor = house.recipient("ofarrell").unwrap();
    let filter = AuditFilter { from, to, ..AuditFilter::default() };
    let audit = house.caveat_audit(auditor, &filter, false).unwrap();
    let (mut given, mut refused) = (Counts::new(), Counts::new());
    let mut used: BTreeMap<String, u64> = BTreeMap::new();
    for Told { kind, at, served, report } in told(house) {
        if from.is_some_and(|from| at < from) || to.is_some_and(|to| at >= to) {
            continue;
        }
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (recipient, purpose) = (text(&served["recipient"]), text(&served["purpose"]));
        let form = text(&report["outcome"]);
        let counts = if form == "withhold" { &mut refused } else { &mut given };
        let kind = if form == "withhold" { String::new() } else { kind };
        *counts.entry((name(&report), recipient, purpose, kind, form)).or_default() += 1;
        for act in report["acts"].as_array().into_iter().flatten() {
            *used.entry(text(act)).or_default() += 1;
        }
    }
    let mut audited = Counts::new();
    for line in &audit.given {
        let (report, recipient) = (line.report.clone(), line.recipient.clone());
        let key = (report, recipient, line.purpose.clone(), line.how.clone(), line.form.clone());
        *audited.entry(key).or_default() += line.times;
    }
    assert_eq!(audited, given);
    let mut audited = Counts::new();
    for line in &audit.refused {
        assert!(!line.rules.is_empty(), "who is refused is refused by a rule: {line:?}");
        let (report, recipient) = (line.report.clone(), line.recipient.clone());
        let withhold = "withhold".to_owned();
        let key = (report, recipient, line.purpose.clone(), String::new(), withhold);
        *audited.entry(key).or_default() += line.times;
    }
    assert_eq!(audited, refused);
    let audited: BTreeMap<String, u64> =
        audit.authorizations.iter().map(|act| (act.act.clone(), act.releases)).collect();
    assert_eq!(audited, used);
    given.len() + refused.len()
}

/// Every recipient looks at every report and searches.
fn look(history: &History) {
    let house = history.house();
    for recipient in RECIPIENTS {
        for purpose in [Purpose::Analysis, Purpose::Court] {
            let recipient = house.recipient(recipient).unwrap();
            let caller = Caller { recipient, purpose, matter: None, by: None };
            house.search(caller, &Search::of("*", 10), Manner::Search).unwrap();
            for number in 0..REPORTS {
                house.show(caller, &format!("CIA R-{number}"), Manner::Display).unwrap();
            }
        }
    }
}

/// What would be decided otherwise now, by asking about each report that is still there again.
fn check_changed(history: &History) -> usize {
    let house = history.house();
    let auditor = house.recipient("ofarrell").unwrap();
    let audit = house.caveat_audit(auditor, &AuditFilter::default(), true).unwrap();
    let mut last: BTreeMap<(String, String, String, String), String> = BTreeMap::new();
    for Told { kind: _, at: _, served, report } in told(house) {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (recipient, purpose) = (text(&served["recipient"]), text(&served["purpose"]));
        let key = (name(&report), recipient, purpose, text(&served["manner"]));
        last.insert(key, text(&report["outcome"]));
    }
    let mut expected = Vec::new();
    for ((report, recipient, purpose, manner), then) in last {
        let (cited, version) = report.rsplit_once(" v").unwrap();
        let newest = house.store().newest_version(cited).unwrap();
        if version == "0" || newest.is_none_or(|newest| newest.to_string() != version) {
            continue;
        }
        let caller = Caller {
            recipient: house.recipient(&recipient).unwrap(),
            purpose: Purpose::parse(&purpose).unwrap(),
            matter: None,
            by: None,
        };
        let manner = Manner::parse(&manner).unwrap();
        let now = house.decide(caller, cited, manner, None).unwrap();
        let now = now.map_or("withhold", |decision| decision.outcome());
        if now != then {
            expected.push((report.clone(), recipient, purpose, then, now.to_owned()));
        }
    }
    let word = |text: &str| text.split(',').next().unwrap().to_owned();
    let current = |report: &str| {
        let (cited, version) = report.rsplit_once(" v").unwrap();
        house.store().newest_version(cited).unwrap().is_some_and(|n| n.to_string() == version)
    };
    let changed = audit.changed.unwrap();
    let mut found: Vec<_> = changed
        .iter()
        .filter(|line| current(&line.report) && word(&line.then) != word(&line.now))
        .map(|line| {
            let (report, recipient) = (line.report.clone(), line.recipient.clone());
            (report, recipient, line.purpose.clone(), word(&line.then), word(&line.now))
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    found.len()
}

#[test]
fn every_number_of_the_audit_is_that_of_the_journal() {
    let (mut lines, mut changed) = (0, 0);
    for seed in 20..24 {
        let mut history = History::new(seed);
        let mut times = vec![history.clock.now()];
        for _ in 0..15 {
            history.happen();
            look(&history);
            times.push(history.clock.now());
        }
        lines += check_counts(history.house(), None, None);
        for pair in times.windows(5) {
            check_counts(history.house(), Some(pair[0]), Some(pair[4]));
        }
        // What happens after the last look is what would be decided otherwise.
        (0..4).for_each(|_| history.happen());
        changed += check_changed(&history);
    }
    assert!(lines > 100 && changed > 5, "{lines} {changed}");
}

#[test]
fn pages_of_events_follow_one_another_without_a_gap_or_a_repetition() {
    let mut history = History::new(31);
    for _ in 0..8 {
        history.happen();
        look(&history);
    }
    let house = history.house();
    let auditor = house.recipient("ofarrell").unwrap();
    let all = AuditFilter::default();
    let whole = house.audit_events(auditor, &all, None, usize::MAX).unwrap();
    assert!(whole.next.is_none() && whole.events.len() > 50);
    for rows_max in [1, 3, 7] {
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let page = house.audit_events(auditor, &all, after.as_deref(), rows_max).unwrap();
            paged.extend(page.events);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole.events, "{rows_max} a page");
    }
}

fn report(originator: &str, serial: &str, banner: &str, mark: &str) -> String {
    json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "intelligence-report", "banner": banner,
        "title": {"marking": mark, "text": format!("Lanterns {serial}")},
        "portions": [{"marking": mark, "text": "Lanterns at the quay."}],
        "addressees": ["NSA"], "topics": ["migrant-smuggling"],
    })
    .to_string()
}

fn stage() -> Stage {
    let stage = Stage::new();
    let lines = [
        report("CIA", "A-1", "SECRET//ORCON/NOFORN", "S//OC/NF"),
        report("CIA", "A-2", "SECRET//NOFORN", "S//NF"),
        report("STATE", "S-1", "SECRET//NOFORN", "S//NF"),
    ];
    let file = stage.write("reports.jsonl", (lines.join("\n") + "\n").as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    stage
}

fn audit(stage: &Stage, more: &[&str]) -> Run {
    stage.run(&[&["audit", "--as", "ofarrell"][..], more].concat())
}

const AUTHORIZATION: &str = r#"
format = "tearline.acts/1"
reason = "case 7"

[[authorization]]
originator = "CIA"
recipient = "alvarez"
purposes = ["analysis"]
consents = ["list"]
from = "2004-01-01"
until = "2099-01-01"
"#;

#[test]
fn which_releases_relied_on_an_authorization_is_one_question() {
    let stage = stage();
    let show = |report: &str| stage.run(&["show", report, "--as", "alvarez"]).code;
    assert_eq!((show("CIA A-1"), show("CIA A-2")), (1, 0));
    let file = stage.write("acts.toml", AUTHORIZATION.as_bytes());
    let recorded = ["act", "record", file.to_str().unwrap(), "--as", "vandermeer", "--json"];
    let act = stage.run(&recorded).expect(0).json()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!((show("CIA A-1"), show("CIA A-2"), show("STATE S-1")), (0, 0, 0));
    let relied = audit(&stage, &["--authorization", &act, "--json"]).expect(0).json();
    assert_eq!(relied.len(), 1, "{relied:?}");
    assert_eq!(
        (&relied[0]["report"], &relied[0]["kind"]),
        (&json!("CIA A-1 v1"), &json!("viewed"))
    );
    let whole = audit(&stage, &["--originator", "CIA", "--json"]).expect(0).json().remove(0);
    assert_eq!(whole["authorizations"], json!([{ "act": act, "releases": 1 }]));
    assert_eq!(whole["submitted"].as_array().unwrap().len(), 2);
    let refused = &whole["refused"][0];
    assert_eq!((&refused["recipient"], &refused["times"]), (&json!("alvarez"), &json!(1)));
    assert!(refused["rules"].to_string().contains("orcon") || !refused["rules"].is_null());
    // Once it has ended, what relied on it would be decided otherwise.
    stage.run(&["act", "end", &act, "--reason", "over", "--as", "vandermeer"]).expect(0);
    let whole = audit(&stage, &["--changed", "--json"]).expect(0).json().remove(0);
    let changed = whole["changed"].as_array().unwrap();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((&changed[0]["then"], &changed[0]["now"]), (&json!("release"), &json!("withhold")));
    let table = audit(&stage, &["--originator", "CIA", "--csv"]).expect(0).out;
    assert!(table.starts_with("section,report,recipient,purpose,what,why,times\n"), "{table}");
    assert!(table.contains("given,CIA A-1 v1,alvarez,analysis,viewed: release,"), "{table}");
}

#[test]
fn who_saw_a_report_and_what_a_recipient_got_are_one_question_each() {
    let stage = stage();
    for (report, recipient) in
        [("CIA A-2", "alvarez"), ("CIA A-2", "hollis"), ("CIA A-1", "hollis")]
    {
        stage.run(&["show", report, "--as", recipient]);
    }
    let events = |more: &[&str]| audit(&stage, &[more, &["--json"]].concat()).expect(0).json();
    let about = events(&["--report", "CIA A-2"]);
    let viewed = about.iter().filter(|event| event["kind"] == "viewed");
    let viewers: Vec<&str> = viewed.map(|event| event["recipient"].as_str().unwrap()).collect();
    assert_eq!(viewers, ["hollis", "alvarez"]);
    assert!(about.iter().all(|event| event["report"] == "CIA A-2 v1"), "{about:?}");
    let got = events(&["--recipient", "hollis"]);
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(events(&["--recipient", "hollis", "--to", "2004-01-01"]).is_empty());
    assert_eq!(events(&["--recipient", "hollis", "--from", "2004-01-01"]).len(), 2);
}

#[test]
fn an_auditor_sees_its_own_organisations_material_and_nobody_elses() {
    let stage = stage();
    stage.run(&["show", "STATE S-1", "--as", "alvarez"]).expect(0);
    let refused = |words: &[&str]| audit(&stage, words).expect(3).err;
    assert!(refused(&["--originator", "STATE"]).contains("`auditor` in STATE"));
    assert!(refused(&["--report", "STATE S-1"]).contains("`auditor` in STATE"));
    // The same for a report that is not there.
    assert_eq!(refused(&["--report", "STATE S-1"]), refused(&["--report", "STATE S-9"]));
    let by_recipient = audit(&stage, &["--recipient", "alvarez", "--json"]).expect(0).out;
    assert_eq!(by_recipient, "");
    let others = stage.run(&["audit", "--as", "alvarez", "--originator", "CIA"]).expect(3);
    assert!(others.err.contains("`auditor` in CIA"), "{}", others.err);
}
