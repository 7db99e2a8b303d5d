//! Advice to submitters, and reports that say nearly the same: told as far as whoever is told may know.

use kit::served::Served;
use kit::stage::Stage;
use serde_json::{Value, json};

fn report(
    originator: &str,
    serial: &str,
    marking: &str,
    text: &str,
    references: &[&str],
) -> String {
    let banner = marking::Marking::parse(marking).unwrap().marking.banner();
    let report = json!({
        "format": "tearline.report/1", "originator": originator, "serial": serial,
        "kind": "report", "title": {"marking": marking, "text": "Lanterns"}, "banner": banner,
        "portions": [{"marking": marking, "text": text}], "references": references,
    });
    format!("{report}\n")
}

fn ingest(stage: &Stage, lines: &str) -> Vec<Value> {
    let file = stage.write("lines.jsonl", lines.as_bytes());
    stage.run(&["ingest", file.to_str().unwrap(), "--json"]).expect(0).json()
}

/// What is advised, by what it is about.
fn advice(receipt: &Value, about: &str) -> Vec<String> {
    let all = receipt["advice"].as_array().cloned().unwrap_or_default();
    let of = all.iter().filter(|of| of["about"] == about);
    of.map(|of| of["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_submitter_is_told_of_references_and_code_words_as_far_as_it_may_know() {
    let stage = Stage::new();
    let hidden = report("CIA", "A-1", "TS//SI//NF", "Of GAMMA.", &[]);
    let open = report("DHS/CBP", "A-2", "U", "An open matter.", &[]);
    let told = ingest(&stage, &(hidden + &open));
    assert_eq!(advice(&told[0], "sensitive").len(), 1, "the operator is told: {told:?}");
    let served = Served::start(&stage.data());
    let submit = |name: &str, line: String| -> Value {
        let client = served.client(&stage.certificate(name));
        let (_, body) = client.post("/api/v1/reports", "application/jsonl", line.into()).unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(answer["receipts"][0]["outcome"], "accepted", "{answer}");
        answer["receipts"][0].clone()
    };
    let references = ["CIA A-1", "CIA A-9", "DHS/CBP A-2"];
    let line = report("DHS/CBP", "A-3", "U", "A GAMMA ray.", &references);
    let receipt = submit("cbp-submitter", line);
    // What it may not see and what is not there are told alike; what it may see is not told.
    let told = advice(&receipt, "reference");
    assert_eq!(told.len(), 2, "{receipt}");
    assert_eq!(told[0].replace("A-1", "A-9"), told[1]);
    assert!(advice(&receipt, "sensitive").is_empty(), "it is not read in: {receipt}");
    let line = report("CIA", "A-4", "U", "A GAMMA ray.", &["CIA A-1"]);
    let receipt = submit("cia-submitter", line);
    assert!(advice(&receipt, "reference").is_empty(), "{receipt}");
    assert!(advice(&receipt, "sensitive")[0].contains("SI-G"), "{receipt}");
}

#[test]
fn a_draft_is_read_for_topics_entities_numbers_places_and_languages() {
    let stage = Stage::new();
    let mut draft: Value = serde_json::from_str(&report(
        "CIA",
        "D-1",
        "U",
        "The coyotes call +1 202 456 1111 from Tapachula.",
        &[],
    ))
    .unwrap();
    draft["entities"] = json!([{"type": "vessel", "name": "Aurora",
        "ids": [{"scheme": "imo", "value": "9074728"}]}]);
    let spanish =
        "Los traficantes se reunieron en Tapachula y siguieron hacia el norte en autobús.";
    let portion = json!({"marking": "U", "text": spanish});
    draft["portions"].as_array_mut().unwrap().push(portion);
    let file = stage.write("draft.jsonl", draft.to_string().as_bytes());
    let found = stage.run(&["whatif", file.to_str().unwrap(), "--json"]).expect(0).json().remove(0);
    let told = |about: &str| advice(&found, about).join("\n");
    assert!(told("topic").contains("migrant-smuggling"), "{found}");
    assert!(told("entity").contains("+12024561111"), "{found}");
    assert!(told("entity").contains("place `Tapachula` (MEX)"), "{found}");
    assert!(told("number").contains("imo `9074728` of Aurora is none"), "{found}");
    assert!(told("language").contains("`es`"), "{found}");
    // It is advice: nothing of the report is other than it was.
    assert!(found["notes"].as_array().unwrap().is_empty(), "{found}");
}

#[test]
fn a_submitter_is_told_of_what_says_nearly_the_same_as_far_as_it_may_have_it() {
    let text = "Two groups of nine crossed the river at the old bridge before dawn and were met by \
                a blue van whose driver paid in cash.";
    let near = text.replace("blue", "green");
    let far = report("DHS/CBP", "N-4", "U", "The ministry published its figures in May.", &[]);
    let open = report("DHS/CBP", "N-2", "U", &near, &[]);
    let hidden = report("CIA", "N-3", "TS//SI//NF", &near, &[]);
    let told_of = |held: &str, name: &str, originator: &str| -> Value {
        let stage = Stage::new();
        ingest(&stage, &(far.clone() + held));
        let served = Served::start(&stage.data());
        let client = served.client(&stage.certificate(name));
        let line = report(originator, "N-1", "U", text, &[]);
        let (_, body) = client.post("/api/v1/reports", "application/jsonl", line.into()).unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(answer["receipts"][0]["outcome"], "accepted", "{answer}");
        drop(served);
        let shown = ["audit", "--as", "ofarrell", "--json"];
        let entries = stage.run(&shown).expect(0).out;
        let is_told = !advice(&answer["receipts"][0], "duplicate").is_empty();
        let was_shown =
            entries.lines().any(|of| of.contains("\"kind\":\"searched\"") && of.contains("N-3"));
        assert_eq!(was_shown, is_told && name == "cia-submitter", "{entries}");
        answer["receipts"][0]["advice"].clone()
    };
    let both = open.clone() + &hidden;
    let of = |advice: &Value| self::advice(&json!({ "advice": advice }), "duplicate");
    // With a hidden report and without it is told the same, to the last byte.
    let cbp = told_of(&both, "cbp-submitter", "DHS/CBP");
    assert_eq!(cbp, told_of(&open, "cbp-submitter", "DHS/CBP"));
    assert_eq!(
        told_of(&hidden, "cbp-submitter", "DHS/CBP"),
        told_of("", "cbp-submitter", "DHS/CBP")
    );
    let said = of(&cbp);
    assert!(said.len() == 1 && said[0].contains("DHS/CBP N-2 v1"), "{cbp}");
    let cia = of(&told_of(&both, "cia-submitter", "CIA"));
    assert_eq!(cia.len(), 2, "{cia:?}");
    assert!(cia.iter().any(|text| text.contains("CIA N-3 v1")), "{cia:?}");
}

#[test]
fn a_receipt_suggests_topics_and_entities_of_the_text_and_the_first_hundred_alone_are_read() {
    let stage = Stage::new();
    let text = "The coyotes call +1 202 456 1111 from Tapachula.";
    let lines: String =
        (0..120).map(|n| report("CIA", &format!("S-{n}"), "U", text, &[])).collect();
    let receipts = ingest(&stage, &lines);
    for about in ["topic", "entity"] {
        let told: Vec<bool> =
            receipts[..120].iter().map(|of| !advice(of, about).is_empty()).collect();
        assert!(told[..100].iter().all(|told| *told), "{about}: {}", receipts[0]);
        assert!(!told[100..].iter().any(|told| *told), "{about}");
    }
    // A person is told what may be wrong, and how many suggestions there are besides.
    let line = report("CIA", "S-A", "U", text, &["CIA S-Z"]);
    let file = stage.write("one.jsonl", line.as_bytes());
    let run = stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    assert!(
        run.err.contains("`CIA S-Z` is not here") && run.err.contains("suggestions"),
        "{}",
        run.err
    );
}

#[test]
fn near_duplicates_are_linked_for_those_who_may_have_both_and_none_is_dropped() {
    let stage = Stage::new();
    let text = "Two groups of nine crossed the river at the old bridge before dawn and were met by \
                a blue van whose driver paid in cash.";
    let near = text.replace("blue", "green");
    let far = "The ministry published its yearly figures on visas for seasonal work in May.";
    let lines = report("DHS/CBP", "N-1", "U", text, &[])
        + &report("DHS/CBP", "N-2", "U", &near, &[])
        + &report("CIA", "N-3", "TS//SI//NF", &near, &[])
        + &report("DHS/CBP", "N-4", "U", far, &[]);
    assert_eq!(ingest(&stage, &lines)[4]["summary"]["accepted"], 4);
    let linked = |recipient: &str| -> Vec<Value> {
        let words = ["duplicates", "DHS/CBP N-1", "--as", recipient, "--json"];
        stage.run(&words).expect(0).json()
    };
    let names = |found: &[Value]| -> Vec<String> {
        let mut names: Vec<_> =
            found.iter().map(|of| of["report"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&linked("alvarez")), ["CIA N-3", "DHS/CBP N-2"]);
    let seen = linked("kowalski");
    assert_eq!(names(&seen), ["DHS/CBP N-2"]);
    let likeness = seen[0]["likeness"].as_f64().unwrap();
    assert!(likeness > 0.5 && likeness < 1.0, "{likeness}");
    // The same as in a system that holds only what they may see.
    let alone = Stage::new();
    let lines = report("DHS/CBP", "N-1", "U", text, &[])
        + &report("DHS/CBP", "N-2", "U", &near, &[])
        + &report("DHS/CBP", "N-4", "U", far, &[]);
    ingest(&alone, &lines);
    let words = ["duplicates", "DHS/CBP N-1", "--as", "kowalski", "--json"];
    assert_eq!(alone.run(&words).expect(0).json(), seen);
    // Where the report is not theirs, it is as one that is not there.
    let of = |report: &str| stage.run(&["duplicates", report, "--as", "kowalski"]).expect(1).out;
    assert_eq!(of("CIA N-3"), of("CIA N-9"));
    let audit = stage.run(&["audit", "--as", "ofarrell", "--json"]).expect(0).out;
    assert!(audit.contains("\"kind\":\"searched\""), "what was linked was shown: {audit}");
}
