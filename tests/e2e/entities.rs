//! Who is who, with the real binary: entities are made from what the viewer may see and from nothing else,
//! every statement is sourced, every answer is recorded, and a hidden one is as one that is not there.

use std::collections::BTreeSet;

use kit::binary::Run;
use kit::question::Dice;
use kit::seen::{Sight, Viewer};
use kit::served::Served;
use kit::stage::Stage;
use model::{Manner, Purpose, Timestamp};
use serde_json::{Value, json};
use server::{Caller, Clearinghouse, percent_encode, wire};

fn report(serial: &str, version: u32, marking: &str, entities: &Value, text: &str) -> String {
    let banner = marking::Marking::parse(marking).unwrap().marking.banner();
    let report = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "version": version,
        "kind": "report", "issued": "2004-07-09T13:00:00Z", "leads_only": false,
        "title": {"marking": "U", "text": "Lanterns"}, "banner": banner,
        "portions": [{"marking": marking, "text": text}], "entities": entities,
    });
    format!("{report}\n")
}

fn person(name: &str, passport: Option<&str>) -> Value {
    let ids: Vec<Value> =
        passport.iter().map(|value| json!({"scheme": "passport", "value": value})).collect();
    json!({"type": "person", "name": name, "ids": ids, "portion": 0})
}

/// Two of everybody's that share a number, and one of a few that adds a name.
fn lines() -> [String; 3] {
    let open =
        json!([person("Dobrynin, Anatoly F.", Some("AB1234567")), person("Haddad, Yusuf", None)]);
    let again = json!([person("Anatoliy Dobrynin", Some("AB1234567"))]);
    let hidden =
        json!([person("Добрынин, Анатолий", Some("AB1234567")), person("Zorin, Valerian", None)]);
    [
        report("E-1", 1, "U", &open, "They met at the mill."),
        report("E-2", 1, "U", &again, "He was alone."),
        report("E-3", 1, "TS//SI//NF", &hidden, "He was not alone."),
    ]
}

fn stage(lines: &[String]) -> Stage {
    let stage = Stage::new();
    ingest(&stage, &lines.concat());
    stage
}

fn ingest(stage: &Stage, lines: &str) {
    let file = stage.write("lines.jsonl", lines.as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
}

fn ask(stage: &Stage, words: &[&str], recipient: &str) -> Run {
    stage.run(&[&["entity"], words, &["--as", recipient, "--json"]].concat())
}

fn ids(found: &Value) -> Vec<&str> {
    found["entities"].as_array().unwrap().iter().map(|of| of["id"].as_str().unwrap()).collect()
}

#[test]
fn an_entity_is_found_by_any_spelling_or_number_and_every_statement_is_sourced() {
    let stage = stage(&lines());
    for name in ["Dobrynin", "anatoly dobrynin", "Добрынин Анатолий", "ab-1234567"]
    {
        let found = ask(&stage, &["find", name], "alvarez").expect(0).json().remove(0);
        assert_eq!(ids(&found)[0], "CIA E-1#1", "{name}: {found}");
        assert_eq!(found["entities"][0]["mentions"], 3, "{name}: {found}");
        assert_eq!(found["banner"], "TOP SECRET//SI//NOFORN", "{name}: {found}");
    }
    let shown = ask(&stage, &["show", "CIA E-2#1"], "alvarez").expect(0).json().remove(0);
    assert_eq!(shown["id"], "CIA E-1#1", "it is asked for by any of its mentions: {shown}");
    let statements = shown["statements"].as_array().unwrap();
    let said = |value: &str| statements.iter().find(|of| of["value"] == value).unwrap();
    assert_eq!(said("Anatoliy Dobrynin")["reports"], json!(["CIA E-2"]));
    assert_eq!(said("passport AB1234567")["reports"], json!(["CIA E-1", "CIA E-2", "CIA E-3"]));
    let joined = &shown["joined"];
    assert_eq!(joined.as_array().unwrap().len(), 2, "{joined}");
    assert!(joined.to_string().contains("number: AB1234567"), "{joined}");
    let with: Vec<&str> = shown["associates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["name"].as_str().unwrap())
        .collect();
    assert_eq!(with, ["Haddad, Yusuf", "Zorin, Valerian"], "{shown}");
    assert_eq!(shown["associates"][1]["reports"], json!(["CIA E-3"]));
    let none = ask(&stage, &["find", "Nobody Atall"], "alvarez").expect(1).json().remove(0);
    assert_eq!(none, json!({"banner": "UNCLASSIFIED", "entities": [], "sources": []}));
    // Both answers are entries about every report that they were made from.
    let audit = stage.run(&["audit", "--as", "ofarrell", "--json"]).expect(0).json();
    for kind in ["searched", "viewed"] {
        let of: BTreeSet<&str> = audit
            .iter()
            .filter(|row| row["kind"] == kind)
            .map(|row| row["report"].as_str().unwrap())
            .collect();
        assert_eq!(of, ["CIA E-1 v1", "CIA E-2 v1", "CIA E-3 v1"].into(), "{kind}");
    }
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_hidden_entity_and_a_missing_one_are_alike_in_every_interface() {
    let all = lines();
    let stage = stage(&all);
    let hidden = ["CIA E-3#1", "CIA E-3#2"];
    let missing =
        ["CIA E-9#1", "CIA E-1#9", "CIA E-1#0", "CIA E-1", "nothing", "CIA E-1#4294967295"];
    let of = |id: &str| ask(&stage, &["show", id], "kowalski").expect(1).out;
    for id in hidden.iter().chain(&missing) {
        assert_eq!(of(id), of("CIA E-8#1"), "{id}");
    }
    let empty = ask(&stage, &["find", "Zorin"], "kowalski").expect(1).out;
    assert_eq!(empty, ask(&stage, &["find", "Atall"], "kowalski").expect(1).out);
    let audit = stage.run(&["audit", "--as", "ofarrell", "--json"]).expect(0).out;
    assert!(audit.contains("withhold: no-such-entity"), "{audit}");
    let alone = self::stage(&all[..2]);
    let (whole, seen) = (Served::start(&stage.data()), Served::start(&alone.data()));
    let [whole, seen] = [(&whole, &stage), (&seen, &alone)]
        .map(|(served, of)| served.client(&of.certificate("kowalski")));
    let mut addresses = Vec::new();
    for id in hidden.iter().chain(&missing).chain(&["CIA E-1#1", "CIA E-2#1"]) {
        let id = percent_encode(id);
        addresses.extend([format!("/api/v1/entities/{id}"), format!("/entity?id={id}")]);
    }
    for name in ["Zorin", "Dobrynin", "Haddad", "AB1234567", "Добрынин", ""] {
        let name = percent_encode(name);
        addresses.extend([format!("/api/v1/entities?q={name}"), format!("/entity?q={name}")]);
    }
    addresses.push(format!("/report?id={}", percent_encode("CIA E-1")));
    for address in &addresses {
        let (given, expected) = (whole.get(address).unwrap(), seen.get(address).unwrap());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!((given.0, text(&given.1)), (expected.0, text(&expected.1)), "{address}");
        let refused = hidden
            .iter()
            .chain(&missing)
            .any(|id| address.ends_with(&format!("entities/{}", percent_encode(id))));
        assert_eq!(
            given.0 == 404,
            refused || is_page_of_none(address, &hidden, &missing),
            "{address}"
        );
    }
    let page = String::from_utf8(whole.get("/entity?q=Dobrynin").unwrap().1).unwrap();
    assert!(page.contains("2 mentions") && !page.contains("Анатолий"), "{page}");
}

fn is_page_of_none(address: &str, hidden: &[&str], missing: &[&str]) -> bool {
    let mut none = hidden.iter().chain(missing);
    none.any(|id| address == format!("/entity?id={}", percent_encode(id)))
}

#[test]
fn entities_follow_what_is_stored_replaced_and_taken_back() {
    let all = lines();
    let stage = stage(&all[..2]);
    let name = ["find", "Dobrynin"];
    let of = |stage: &Stage| ask(stage, &name, "alvarez").expect(0).out;
    let before = of(&stage);
    let served = Served::start(&stage.data());
    let client = served.client(&stage.certificate("alvarez"));
    let told = || -> Value {
        let (status, body) = client.get("/api/v1/entities?q=Dobrynin").unwrap();
        assert_eq!(status, 200);
        serde_json::from_slice(&body).unwrap()
    };
    assert_eq!(told()["entities"][0]["mentions"], 2);
    let submitter = served.client(&stage.certificate("cia-submitter"));
    let send = |line: &str| {
        let sent = submitter.post("/api/v1/reports", "application/jsonl", line.into()).unwrap();
        let answer: Value = serde_json::from_slice(&sent.1).unwrap();
        assert_eq!(answer["receipts"][0]["outcome"], "accepted", "{answer}");
    };
    // A running server takes in what comes, and another version in the place of the first.
    send(&all[2]);
    assert_eq!(told()["entities"][0]["mentions"], 3);
    let other = json!([person("Zorin, Valerian", None)]);
    send(&report("E-3", 2, "TS//SI//NF", &other, "He was not there."));
    assert_eq!(told()["entities"][0]["mentions"], 2);
    drop((client, submitter, served));
    assert_eq!(of(&stage), before, "what a later version does not say leaves no trace");
    // A recall takes back what the report said.
    let recall = ["recall", "CIA E-2", "--because", "the source lied", "--as", "vandermeer"];
    stage.run(&recall).expect(0);
    let left: Value = serde_json::from_str(&of(&stage)).unwrap();
    assert_eq!(left["entities"][0]["mentions"], 1, "{left}");
    assert!(!left.to_string().contains("E-2"), "{left}");
    // So does a purge.
    stage.run(&["admin", "purge", "CIA E-1", "--because", "a spill"]).expect(0);
    ask(&stage, &name, "alvarez").expect(1);
}

/// What a viewer is told: of names in lists, then of each entity that was in one.
fn told(house: &Clearinghouse, viewer: &Viewer, names: &[String]) -> Vec<String> {
    let recipient = house.recipient(&viewer.recipient).unwrap();
    let by = Caller { recipient, purpose: viewer.purpose, matter: None, by: None };
    let (mut told, mut met) = (Vec::new(), BTreeSet::new());
    for name in names {
        let found = house.find_entities(by, name, Manner::Search, 5).unwrap();
        let found = wire::Entities::of(&found);
        told.push(format!("{name}: {}", serde_json::to_string(&found).unwrap()));
        met.extend(found.entities.into_iter().map(|entity| entity.id));
    }
    let first = met.first().cloned().unwrap_or_default();
    for id in &met {
        let shown = house.entity(by, id, None, Manner::Search).unwrap();
        let shown = wire::Entity::of(&shown.unwrap_or_else(|| panic!("{viewer:?}: {id} is gone")));
        told.push(format!("{id}: {}", serde_json::to_string(&shown).unwrap()));
        let around = house.entity_graph(by, id, (2, 12), Manner::Search).unwrap().unwrap();
        let way = house.entity_path(by, (&first, id), Manner::Search).unwrap().unwrap();
        for graph in [around, way].iter().map(wire::EntityGraph::of) {
            told.push(format!("{id} goes: {}", serde_json::to_string(&graph).unwrap()));
        }
    }
    let since = Timestamp::default();
    let held = house.correlations(by, since, Manner::Search, 20).unwrap();
    let held = serde_json::to_string(&wire::Correlations::of(&held)).unwrap();
    told.push(format!("held by several: {held}"));
    house.alert().unwrap();
    for alert in house.alerts(by, Manner::Search, 50).unwrap().iter().map(wire::Alert::of) {
        told.push(format!("on a list: {}", serde_json::to_string(&alert).unwrap()));
    }
    told
}

/// The viewer looks out for entries of all lists.
fn look_out(stage: &Stage, viewer: &Viewer) {
    let purpose = viewer.purpose.name();
    let asked = ["alert", "watch", "lists", "--as", &viewer.recipient, "--purpose", purpose];
    stage.run(&asked).expect(0);
}

/// What people decide about pairs of those whom reports list, each made from both reports.
fn judgements(reports: &[Value], dice: &mut Dice) -> Vec<Value> {
    let listed: Vec<(String, &Value)> = reports
        .iter()
        .flat_map(|report| {
            let of = |key: &str| report[key].as_str().unwrap();
            let cited = format!("{} {}", of("originator"), of("serial"));
            let own = report["entities"].as_array().into_iter().flatten();
            own.map(move |entity| (cited.clone(), entity))
        })
        .collect();
    let judgement = |nth: usize, dice: &mut Dice| {
        let verdict = ["same", "different", "apart"][nth % 3];
        let pair = [dice.below(listed.len()), dice.below(listed.len())];
        let entity = |at: usize| {
            let (cited, entity) = &listed[at];
            json!({
                "type": entity["type"], "name": entity["name"], "role": verdict,
                "ids": [{"scheme": "report", "value": cited}],
            })
        };
        let sources: BTreeSet<&str> = pair.iter().map(|at| listed[*at].0.as_str()).collect();
        json!({
            "format": "tearline.report/1", "originator": "HSTC", "serial": format!("WHO-{nth}"),
            "kind": "judgement", "issued": "2004-07-09T13:00:00Z", "leads_only": false,
            "title": {"text": "Who is who"}, "banner": "UNCLASSIFIED",
            "portions": [{"text": "They were seen together."}],
            "derived_from": sources, "entities": pair.map(entity),
        })
    };
    (0..JUDGEMENTS).map(|nth| judgement(nth, dice)).collect()
}

#[test]
fn entities_are_byte_for_byte_those_of_a_system_that_holds_what_the_viewer_may_see() {
    let story = scenario::Scenario::new(2004, REPORTS);
    let mut reports: Vec<Value> =
        story.reports().map(|told| serde_json::from_str(&told.line).unwrap()).collect();
    // Some of them are lists.
    for report in reports.iter_mut().step_by(9) {
        report["kind"] = "watchlist".into();
    }
    let lines = |reports: &[Value]| reports.iter().map(|of| format!("{of}\n")).collect::<String>();
    let named = reports.iter().filter_map(|report| report["entities"].as_array()).flatten();
    let names: BTreeSet<String> =
        named.map(|entity| entity["name"].as_str().unwrap().to_owned()).collect();
    let mut names: Vec<String> = names.into_iter().collect();
    let mut dice = Dice::of(10);
    let judged = judgements(&reports, &mut dice);
    reports.extend(judged);
    while names.len() > NAMES {
        names.swap_remove(dice.below(names.len()));
    }
    let viewer =
        |(recipient, purpose): (&str, Purpose)| Viewer { recipient: recipient.to_owned(), purpose };
    let viewers: Vec<Viewer> = VIEWERS.map(viewer).into();
    let whole = Stage::new();
    viewers.iter().for_each(|viewer| look_out(&whole, viewer));
    ingest_some(&whole, &lines(&reports));
    let (answers, sights): (Vec<Vec<String>>, Vec<Sight>) = whole.with_house(|house| {
        let of =
            |viewer: &Viewer| (told(house, viewer, &names), Sight::of(house, viewer, &reports));
        viewers.iter().map(of).unzip()
    });
    for ((viewer, found), sight) in viewers.iter().zip(&answers).zip(&sights) {
        let seen = Stage::new();
        look_out(&seen, viewer);
        ingest_some(&seen, &lines(&sight.reports(&reports)));
        let expected = seen.with_house(|house| told(house, viewer, &names));
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{viewer:?}");
        }
        assert_eq!(found.len(), expected.len(), "{viewer:?}");
    }
    let is_told = |what: &str| answers.iter().flatten().filter(|of| of.contains(what)).count();
    for what in ["on a list: ", "\"verdict\":\"same\"", "\"confirmed\":true", "\"told\":["] {
        println!("{} answers have {what}", is_told(what));
        assert!(is_told(what) > 0, "{what}");
    }
    let different: BTreeSet<&Vec<String>> = answers.iter().collect();
    let (count, entities) =
        (answers.iter().map(Vec::len).sum::<usize>(), answers.len() * names.len());
    println!(
        "{count} answers to {} viewers alike, {} of entities",
        viewers.len(),
        count - entities
    );
    assert!(different.len() > 2 && count > entities + 50, "{} {count}", different.len());
}

fn ingest_some(stage: &Stage, lines: &str) {
    let file = stage.write("lines.jsonl", lines.as_bytes());
    assert!(stage.run(&["ingest", file.to_str().unwrap()]).code < 2);
}

const REPORTS: u64 = 120;
const NAMES: usize = 40;
const JUDGEMENTS: usize = 60;
/// Read in to much, to nothing, foreign, and of field offices.
const VIEWERS: [(&str, Purpose); 6] = [
    ("alvarez", Purpose::Analysis),
    ("kowalski", Purpose::Analysis),
    ("tremblay", Purpose::Analysis),
    ("sandoval", Purpose::InvestigativeLead),
    ("mcallister", Purpose::InvestigativeLead),
    ("vandermeer", Purpose::Policy),
];
