//! No byte of a withheld part is in anything that the command line prints.

use std::collections::BTreeSet;

use kit::stage::Stage;
use serde_json::{Value, json};

/// Marks of the title and the portions of each report; every part has a word that stands nowhere else.
const REPORTS: [(&str, [&str; 3]); 5] = [
    ("STATE", ["U", "S//NF", "U"]),
    ("CIA", ["S//NF", "TS//SI//NF", "U//FOUO"]),
    ("DHS/ICE", ["U", "S//REL TO USA, GBR", "S//NF"]),
    ("CIA", ["U//LES", "U", "S//OC/NF"]),
    ("DHS/ICE", ["U", "C//NF", "U//FOUO"]),
];

/// What is asked, once for people and once as JSON; REPORT stands for each of the reports.
const COMMANDS: [&[&str]; 11] = [
    &["show", "REPORT"],
    &["search", "lantern"],
    &["search", "lantern", "--explain"],
    &["search", "zq*", "--facets", "all", "--timeline"],
    &["duplicates", "REPORT"],
    &["entity", "find", "lantern"],
    &["entity", "show", "REPORT#1"],
    &["entity", "graph", "REPORT#1"],
    &["alert", "list"],
    &["alert", "searches"],
    &["feed", "read", "lanterns"],
];

fn word(report: usize, part: &str, at: usize) -> String {
    format!("zq{report}{part}{at}x")
}

fn name(report: usize) -> String {
    format!("{} Z-{report}", REPORTS[report].0)
}

fn line(report: usize) -> String {
    let (originator, marks) = REPORTS[report];
    let read = |mark: &&str| marking::Marking::parse(mark).unwrap().marking;
    let banner = marking::rollup(marks.iter().map(read).collect::<Vec<_>>().iter()).banner.banner();
    let part = |name: &str, at: usize, mark: &str| json!({"marking": mark, "text": format!("A lantern {}.", word(report, name, at))});
    let line = json!({
        "format": "tearline.report/1", "originator": originator, "serial": format!("Z-{report}"),
        "kind": "report", "title": part("t", 0, marks[0]), "banner": banner,
        "leads_only": report.is_multiple_of(2), "addressees": ["DHS/ICE"],
        "portions": [part("p", 0, marks[1]), part("p", 1, marks[2])],
        "tearlines": [part("l", 0, "U")], "pointer": part("c", 0, "U"),
        "places": [{"name": word(report, "a", 0)}],
        "entities": [{"type": "vessel", "name": format!("Lantern {}", word(report, "e", 0)), "portion": 1}],
    });
    format!("{line}\n")
}

/// The words of what is decided to go.
fn allowed(stage: &Stage, who: &str, report: usize) -> Vec<String> {
    let asked = ["decide", &name(report), "--to", who, "--purpose", "analysis", "--json"];
    let decided = &stage.run(&asked).json()[0];
    let words = |part: &'static str, at: &Value| -> Vec<String> {
        let at: Vec<usize> = serde_json::from_value(at.clone()).unwrap();
        at.into_iter().map(|at| word(report, part, at)).collect()
    };
    let is = |outcome: &str| decided["outcome"] == outcome;
    let mut all = [words("p", &decided["portions"]), words("l", &decided["tearlines"])].concat();
    let more = [
        ("t", decided["title"] == true),
        ("c", is("pointer")),
        ("l", is("release")),
        ("a", is("release")),
        ("e", all.contains(&word(report, "p", 1))),
    ];
    all.extend(more.iter().filter(|(_, given)| *given).map(|(part, _)| word(report, part, 0)));
    all
}

#[test]
fn no_command_prints_a_word_of_a_withheld_part() {
    let stage = Stage::new();
    let people = ["alvarez", "reyes", "kowalski"];
    for who in people {
        let feed = ["feed", "propose", "lanterns", "--to", who, "--query", "lantern"];
        let more = ["--purpose", "analysis", "--until", "2199-01-01", "--json"];
        let proposed = stage.run(&[&feed[..], &more].concat()).expect(0).json();
        stage.run(&["feed", "approve", proposed[0]["id"].as_str().unwrap()]).expect(0);
        stage.run(&["search", "lantern", "--as", who, "--save", "lanterns"]).expect(0);
    }
    let lines: String = (0..REPORTS.len()).map(line).collect();
    let file = stage.write("reports.jsonl", lines.as_bytes());
    stage.run(&["ingest", file.to_str().unwrap()]).expect(0);
    stage.with_house(|house| (house.alert().unwrap(), house.bring_feeds().unwrap()));
    let parts = ["t0", "p0", "p1", "l0", "c0", "e0", "a0"];
    let every: Vec<String> = (0..REPORTS.len())
        .flat_map(|report| parts.map(|part| format!("zq{report}{part}x")))
        .collect();
    let (mut shown, mut may_see) = (COMMANDS.map(|_| 0), Vec::new());
    for who in people {
        let may: BTreeSet<String> =
            (0..REPORTS.len()).flat_map(|report| allowed(&stage, who, report)).collect();
        for (command, shown) in COMMANDS.iter().zip(&mut shown) {
            for text in printed(&stage, command, who) {
                for word in every.iter().filter(|word| text.contains(*word)) {
                    assert!(may.contains(word), "{command:?} prints {word} to {who}: {text}");
                    *shown += 1;
                }
            }
        }
        may_see.push(may);
    }
    assert!(may_see[0].len() > may_see[1].len() && !may_see[2].is_empty(), "{may_see:?}");
    for (command, shown) in COMMANDS.iter().zip(shown) {
        // None says nearly what another says, and a saved search is no report.
        let bare = ["duplicates", "searches"].iter().any(|word| command.contains(word));
        assert_eq!(shown == 0, bare, "{command:?}: {shown}");
    }
}

/// All that a command prints, of each report where it asks for one, for people and as JSON.
fn printed(stage: &Stage, command: &[&str], who: &str) -> Vec<String> {
    let reports = if command.iter().any(|of| of.contains("REPORT")) { REPORTS.len() } else { 1 };
    let mut texts = Vec::new();
    for report in 0..reports {
        let named: Vec<String> =
            command.iter().map(|of| of.replace("REPORT", &name(report))).collect();
        for form in [&[][..], &["--json"]] {
            let named: Vec<&str> = named.iter().map(String::as_str).collect();
            let run = stage.run(&[&named[..], &["--as", who], form].concat());
            assert!(run.code < 2, "{named:?}: {}", run.err);
            texts.extend([run.out, run.err]);
        }
    }
    texts
}
