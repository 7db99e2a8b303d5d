//! What people decide about who is who, pictures of who goes with whom, lists to look out for, and notices
//! that several originators hold the same: with the real binary.

use kit::binary::Run;
use kit::served::Served;
use kit::stage::Stage;
use serde_json::{Value, json};
use server::percent_encode;

fn report(name: [&str; 2], kind: &str, marking: &str, entities: &Value, text: &str) -> Value {
    let [originator, serial] = name;
    let banner = marking::Marking::parse(marking).unwrap().marking.banner();
    json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial, "kind": kind,
        "issued": "2004-07-09T13:00:00Z", "leads_only": false,
        "title": {"marking": "U", "text": "Lanterns"}, "banner": banner,
        "portions": [{"marking": marking, "text": text}], "entities": entities,
    })
}

fn person(name: &str, passport: Option<&str>) -> Value {
    let ids: Vec<Value> =
        passport.iter().map(|value| json!({"scheme": "passport", "value": value})).collect();
    json!({"type": "person", "name": name, "ids": ids, "portion": 0})
}

fn ingest(stage: &Stage, reports: &[Value]) -> Run {
    let lines: String = reports.iter().map(|of| format!("{of}\n")).collect();
    let file = stage.write("lines.jsonl", lines.as_bytes());
    stage.run(&["--json", "ingest", file.to_str().unwrap()])
}

fn stage(reports: &[Value]) -> Stage {
    let stage = Stage::new();
    ingest(&stage, reports).expect(0);
    stage
}

fn ask(stage: &Stage, words: &[&str], recipient: &str) -> Run {
    stage.run(&[words, &["--as", recipient, "--json"]].concat())
}

fn shown(stage: &Stage, id: &str, recipient: &str) -> Value {
    ask(stage, &["entity", "show", id], recipient).expect(0).json().remove(0)
}

/// Three who are nobody's double, the last of them hidden from most.
fn people() -> Vec<Value> {
    let of = |serial, marking, name| {
        report(["CIA", serial], "report", marking, &json!([person(name, None)]), "He was alone.")
    };
    vec![
        of("E-1", "U", "Haddad, Yusuf"),
        of("E-2", "U", "Lindqvist, Marta"),
        of("E-3", "TS//SI//NF", "Zorin, Valerian"),
    ]
}

fn judge(stage: &Stage, verdict: &str, ids: &[&str], recipient: &str) -> Run {
    let words = [&["entity", "judge", verdict], ids, &["--because", "A photograph shows it."]];
    ask(stage, &words.concat(), recipient)
}

#[test]
fn what_people_decide_works_for_who_may_have_it_and_taken_back_it_leaves_no_trace() {
    let stage = stage(&people());
    let before = ["CIA E-1#1", "CIA E-2#1"].map(|id| shown(&stage, id, "kowalski"));
    let made = judge(&stage, "same", &["CIA E-1#1", "CIA E-2#1"], "alvarez").expect(0).json();
    let name = made[0]["report"].as_str().unwrap().trim_end_matches(" v1").to_owned();
    assert!(name.starts_with("HSTC WHO-"), "{made:?}");
    for viewer in ["alvarez", "kowalski"] {
        let one = shown(&stage, "CIA E-2#1", viewer);
        assert_eq!((&one["id"], &one["mentions"]), (&json!("CIA E-1#1"), &json!(2)), "{viewer}");
        assert_eq!(one["joined"][0]["confirmed"], true, "{one}");
        let judgement = &one["judgements"][0];
        assert_eq!(judgement["verdict"], "same", "{one}");
        assert_eq!(judgement["because"], json!(["A photograph shows it."]), "{one}");
        assert_eq!(judgement["report"], json!(name));
        let sources = one["sources"].as_array().unwrap();
        assert!(sources.iter().any(|of| of["report"] == json!(name)), "it is a source: {one}");
        assert_eq!(one["associates"], json!([]), "whom a judgement names is not seen together");
    }
    // It is a report as any other: found, shown, audited.
    let found = ask(&stage, &["search", "photograph"], "kowalski").expect(0).json().remove(0);
    assert_eq!(found["total"], 1, "{found}");
    // Another judgement speaks against it, and both are told.
    judge(&stage, "different", &["CIA E-1#1", "CIA E-2#1"], "alvarez").expect(0);
    let parted = shown(&stage, "CIA E-1#1", "kowalski");
    assert_eq!(parted["mentions"], 1, "{parted}");
    assert_eq!(parted["judgements"].as_array().unwrap().len(), 2, "{parted}");
    let second = parted["judgements"].as_array().unwrap();
    let second = second.iter().find(|of| of["verdict"] == "different").unwrap();
    let withdraw = |name: &str, who: &str| {
        ask(&stage, &["entity", "withdraw", name, "--because", "It was another."], who)
    };
    withdraw(&name, "kowalski").expect(1);
    withdraw("CIA E-1", "alvarez").expect(1);
    withdraw(second["report"].as_str().unwrap(), "alvarez").expect(0);
    assert_eq!(shown(&stage, "CIA E-1#1", "kowalski")["mentions"], 2);
    withdraw(&name, "alvarez").expect(0);
    for (id, before) in ["CIA E-1#1", "CIA E-2#1"].iter().zip(&before) {
        assert_eq!(shown(&stage, id, "kowalski"), *before, "taken back, it leaves no trace");
    }
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_judgement_about_what_is_hidden_is_hidden() {
    let stage = stage(&people());
    let before = shown(&stage, "CIA E-1#1", "kowalski");
    judge(&stage, "same", &["CIA E-1#1", "CIA E-3#1"], "alvarez").expect(0);
    assert_eq!(shown(&stage, "CIA E-1#1", "alvarez")["mentions"], 2);
    assert_eq!(shown(&stage, "CIA E-1#1", "alvarez")["banner"], "TOP SECRET//SI//NOFORN");
    assert_eq!(shown(&stage, "CIA E-1#1", "kowalski"), before);
    ask(&stage, &["search", "photograph"], "kowalski").expect(1);
    // Whoever may not have a mention cannot judge about it, and is not told whether it is there.
    let refused = |ids: &[&str]| judge(&stage, "same", ids, "kowalski").expect(1).out;
    assert_eq!(refused(&["CIA E-1#1", "CIA E-3#1"]), refused(&["CIA E-1#1", "CIA E-9#1"]));
    // An analyst of what is open judges about it.
    judge(&stage, "apart", &["CIA E-1#1"], "kowalski").expect(0);
    let wrong = judge(&stage, "different", &["CIA E-1#1"], "alvarez").expect(3).err;
    assert!(wrong.contains("`different` takes two"), "{wrong}");
    let none = ask(&stage, &["entity", "judge", "apart", "CIA E-1#1", "--because", " "], "alvarez");
    assert!(none.expect(3).err.contains("say why"));
    let officer = judge(&stage, "apart", &["CIA E-1#1"], "vandermeer").expect(3).err;
    assert!(officer.contains("analyst"), "{officer}");
}

#[test]
fn a_judgement_that_decides_nothing_is_set_aside_with_what_is_missing() {
    let judged = |role: &str, source: &str, ids: Value| {
        let entity = json!({"type": "person", "name": "A", "role": role, "ids": ids});
        let mut judgement = report(["CIA", "J-1"], "judgement", "U", &json!([entity]), "So it is.");
        judgement["derived_from"] = json!([source]);
        judgement
    };
    let id = json!([{"scheme": "report", "value": "CIA E-1"}]);
    for (judgement, what) in [
        (judged("brother", "CIA E-1", id.clone()), "`same`, `different` or `apart`"),
        (judged("apart", "CIA E-1", json!([])), "`A` does not say in which report"),
        (judged("same", "CIA E-1", id.clone()), "`same` does not go with 1 entities"),
        (judged("apart", "CIA E-2", id), "`derived_from` does not name CIA E-1"),
    ] {
        let stage = Stage::new();
        let told = ingest(&stage, &[judgement]).expect(1).json();
        assert_eq!(told[0]["reason"], "judgement", "{told:?}");
        assert!(told[0]["text"].as_str().unwrap().contains(what), "{told:?}");
    }
}

/// Three meetings, the last of them hidden from most.
fn meetings() -> Vec<Value> {
    let two = |one: &str, other: &str, passport: Option<&str>| {
        json!([person(one, None), person(other, passport)])
    };
    vec![
        report(
            ["CIA", "E-1"],
            "report",
            "U",
            &two("Haddad, Yusuf", "Lindqvist, Marta", None),
            "At Tapachula.",
        ),
        report(
            ["CIA", "E-2"],
            "report",
            "U",
            &two("Lindqvist, Marta", "Smith, John Q.", Some("AB1234567")),
            "At Guatemala City.",
        ),
        report(
            ["CIA", "E-3"],
            "report",
            "TS//SI//NF",
            &two("Haddad, Yusuf", "Smith, John Q.", None),
            "They met.",
        ),
    ]
}

#[test]
fn a_picture_goes_from_one_to_the_next_and_a_way_is_found_by_reports_and_numbers() {
    let stage = stage(&meetings());
    let path = |stage: &Stage, viewer: &str| -> Value {
        ask(stage, &["entity", "path", "CIA E-1#1", "CIA E-2#2"], viewer).expect(0).json().remove(0)
    };
    let names = |graph: &Value| -> Vec<String> {
        let nodes = graph["entities"].as_array().unwrap().iter();
        nodes.map(|of| of["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        names(&path(&stage, "kowalski")),
        ["Haddad, Yusuf", "Lindqvist, Marta", "Smith, John Q."]
    );
    let short = path(&stage, "alvarez");
    assert_eq!(names(&short), ["Haddad, Yusuf", "Smith, John Q."], "{short}");
    assert_eq!(short["ties"][0]["reports"], json!(["CIA E-3"]));
    let graph = ask(&stage, &["entity", "graph", "CIA E-1#1", "--hops", "2"], "kowalski");
    let graph = graph.expect(0).json().remove(0);
    assert_eq!(graph["entities"].as_array().unwrap().len(), 3, "places go with nobody: {graph}");
    let one = ask(&stage, &["entity", "graph", "CIA E-1#1"], "kowalski").expect(0).json().remove(0);
    assert_eq!((names(&one).len(), &one["more"]), (2, &json!(true)));
    let hidden = |id: &str| ask(&stage, &["entity", "graph", id], "kowalski").expect(1).out;
    assert_eq!(hidden("CIA E-3#1"), hidden("CIA E-9#1"));
    // The places that its reports name, where the gazetteer has them.
    let entity = shown(&stage, "CIA E-1#2", "kowalski");
    let places: Vec<_> =
        entity["places"].as_array().unwrap().iter().map(|of| &of["place"]).collect();
    assert_eq!(places, ["Tapachula", "Guatemala City"], "{entity}");
    assert_eq!(entity["places"][0]["country"], "MEX");
    assert_eq!(entity["months"], json!([{"month": "2004-07", "mentions": 2}]));
}

#[test]
fn pages_of_entities_are_those_of_a_system_that_holds_what_the_viewer_may_see() {
    let mut all = meetings();
    let stage = stage(&all);
    // The pages say the same as the interface, and nothing of what is hidden.
    all.truncate(2);
    let alone = self::stage(&all);
    let (whole, seen) = (Served::start(&stage.data()), Served::start(&alone.data()));
    let [whole, seen] = [(&whole, &stage), (&seen, &alone)]
        .map(|(served, of)| served.client(&of.certificate("kowalski")));
    for page in ["/entity", "/entity/graph"] {
        for id in ["CIA E-1#1", "CIA E-1#2", "CIA E-2#2", "CIA E-3#1", "CIA E-9#1"] {
            let id = percent_encode(id);
            for more in ["", "&hops=3", "&to=CIA%20E-2%232", "&to=CIA%20E-3%231"] {
                let address = format!("{page}?id={id}{more}");
                let (given, expected) = (whole.get(&address).unwrap(), seen.get(&address).unwrap());
                assert_eq!(given, expected, "{address}");
            }
        }
    }
    let page =
        String::from_utf8(whole.get("/entity/graph?id=CIA%20E-1%231&hops=2").unwrap().1).unwrap();
    assert!(page.contains("<svg") && page.contains("Smith, John Q."), "{page}");
}

#[test]
fn whoever_looks_out_for_a_list_is_told_when_somebody_on_it_arrives() {
    let list = |originator: &str, serial: &str, marking: &str, name: &str| {
        let entity = json!([person(name, Some("AB1234567"))]);
        report([originator, serial], "watchlist", marking, &entity, "Look out for him.")
    };
    let stage = stage(&[
        list("TREASURY/OFAC", "L-1", "U", "Haddad, Yusuf"),
        list("CIA", "L-2", "TS//SI//NF", "Haddad, Yousef"),
    ]);
    for viewer in ["alvarez", "kowalski"] {
        ask(&stage, &["alert", "watch", "everybody"], viewer).expect(0);
    }
    ask(&stage, &["alert", "watch", "ours", "--list", "CIA"], "alvarez").expect(0);
    let wrong = ask(&stage, &["alert", "watch", "none", "--list", "ACME"], "alvarez").expect(3).err;
    assert!(wrong.contains("no agency of the community"), "{wrong}");
    let arrival =
        json!([person("Yousef Haddad", Some("AB1234567")), person("Lindqvist, Marta", None)]);
    ingest(&stage, &[report(["CIA", "E-1"], "report", "U", &arrival, "They came.")]).expect(0);
    let alerts = |viewer: &str| ask(&stage, &["alert", "list"], viewer).expect(0).json().remove(0);
    let of = |alerts: &Value, search: &str| -> Vec<String> {
        let own = alerts.as_array().unwrap().iter().filter(|of| of["search"] == search);
        own.flat_map(|of| of["matches"].as_array().unwrap().clone())
            .map(|of| of["entry"].as_str().unwrap().to_owned())
            .collect()
    };
    let told = alerts("alvarez");
    let mut all = of(&told, "everybody");
    all.sort();
    assert_eq!(all, ["CIA L-2#1", "TREASURY/OFAC L-1#1"], "{told}");
    assert_eq!(of(&told, "ours"), ["CIA L-2#1"], "{told}");
    let told = alerts("kowalski");
    assert_eq!(of(&told, "everybody"), ["TREASURY/OFAC L-1#1"], "{told}");
    assert_eq!(told[0]["hit"]["report"], "CIA E-1");
    assert!(told[0]["matches"][0]["evidence"].to_string().contains("AB1234567"), "{told}");
    assert_eq!(told[0]["matches"][0]["enough"], true);
    // A list that comes later tells of those who are known.
    let late = report(
        ["TREASURY/OFAC", "L-3"],
        "watchlist",
        "U",
        &json!([person("Lindqvist, Marta", None)]),
        "And her.",
    );
    ingest(&stage, &[late]).expect(0);
    let told = alerts("kowalski");
    assert_eq!(told[0]["hit"]["report"], "TREASURY/OFAC L-3", "{told}");
    assert_eq!(told[0]["matches"][0]["entry"], "CIA E-1#2", "{told}");
    // What somebody decided to be another is not told any more.
    judge(&stage, "different", &["CIA E-1#1", "TREASURY/OFAC L-1#1"], "alvarez").expect(0);
    assert!(of(&alerts("kowalski"), "everybody").iter().all(|of| !of.contains("L-1")));
}

#[test]
fn two_originators_are_told_that_both_hold_somebody_where_each_may_know_else_the_center_alone() {
    let held = |originator: &str, serial: &str, marking: &str, name: &str, passport: &str| {
        let entity = json!([person(name, Some(passport))]);
        report([originator, serial], "report", marking, &entity, "He was seen.")
    };
    let stage = stage(&[
        held("CIA", "E-1", "U", "Haddad, Yusuf", "AB1234567"),
        held("DOL/WHD", "W-1", "U", "Yousef Haddad", "AB1234567"),
        held("CIA", "E-2", "TS//SI//NF", "Lindqvist, Marta", "CD7654321"),
        held("DOL/WHD", "W-2", "U", "Marta Lindqvist", "CD7654321"),
        held("CIA", "E-3", "U", "Smith, John Q.", "EF1111111"),
    ]);
    let notices = |viewer: &str, code: i32| -> Vec<(String, Value)> {
        let told = ask(&stage, &["entity", "notices"], viewer).expect(code).json().remove(0);
        let all = told["notices"].as_array().unwrap().iter();
        all.filter(|of| of["kind"] == "person")
            .map(|of| (of["name"].as_str().unwrap().to_owned(), of["told"].clone()))
            .collect()
    };
    let both = ("Haddad, Yusuf".to_owned(), json!(["CIA", "DOL/WHD"]));
    assert_eq!(notices("kowalski", 0), std::slice::from_ref(&both));
    assert_eq!(
        notices("vandermeer", 0),
        std::slice::from_ref(&both),
        "the other side may not know of E-2"
    );
    let center = notices("alvarez", 0);
    assert_eq!(center.len(), 2, "{center:?}");
    assert!(center.contains(&both), "{center:?}");
    assert!(center.contains(&("Lindqvist, Marta".to_owned(), json!(["CIA"]))), "{center:?}");
    assert!(notices("tremblay", 1).is_empty(), "who holds nobody is told of nobody");
    let later = ask(&stage, &["entity", "notices", "--since", "2126-01-01"], "alvarez");
    assert_eq!(later.expect(1).json()[0]["notices"], json!([]));
}

#[test]
fn who_a_us_person_is_stays_masked_in_what_is_decided_about_them() {
    let listed =
        json!([{"type": "person", "name": "Pruitt, Harlan", "portion": 0, "us_person": true}]);
    // The text writes the name in another way than the list.
    let text = "Harlan Pruitt told Yusuf Haddad of it.";
    let mut of = report(["DHS/ICE", "U-1"], "report", "U", &listed, text);
    of["leads_only"] = false.into();
    let stage = stage(&[of]);
    let found = ask(&stage, &["entity", "find", "Pruitt"], "sandoval").expect(0).json().remove(0);
    let mentions = ["DHS/ICE U-1#1", "DHS/ICE U-1#2", "DHS/ICE U-1#3"];
    assert!(found.to_string().contains("Pruitt"), "{found}");
    for mention in mentions {
        judge(&stage, "apart", &[mention], "sandoval").expect(0);
    }
    ask(&stage, &["search", "photograph"], "kowalski").expect(0);
    let judgements =
        stage.run(&["search", "kind:judgement", "--as", "kowalski", "--json"]).expect(0);
    assert!(!judgements.out.contains("Pruitt"), "{}", judgements.out);
    let ids: Vec<String> = judgements.json()[0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["report"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), mentions.len(), "{}", judgements.out);
    for id in ids {
        let shown = ask(&stage, &["show", &id], "kowalski").expect(0).out;
        assert!(!shown.contains("Pruitt") && !shown.contains("Harlan"), "{shown}");
    }
    assert!(ask(&stage, &["search", "Pruitt"], "kowalski").expect(1).out.contains("\"total\":0"));
}
