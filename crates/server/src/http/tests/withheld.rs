//! No byte of a withheld part is in anything that the server answers: pages and the interface, of a
//! report and of a search, and every other way.

mod ways;

use std::collections::BTreeSet;
use std::sync::Arc;

use dissemination::Form;
use model::{Manner, Purpose};
use serde_json::json;

use super::kit::{Deaf, Running};
use crate::{Caller, Source};

/// Marks of the parts of each report; every part has a word that stands nowhere else.
const MARKS: [&[&str]; 6] = [
    &["U", "S//NF", "U"],
    &["S//NF", "TS//SI//NF", "U//FOUO"],
    &["U", "S//REL TO USA, GBR", "S//NF"],
    &["TS//SI//NF", "TS//SI//NF", "U"],
    &["U//LES", "U", "S//OC/NF"],
    &["U", "C//NF", "U//FOUO"],
];

const ORIGINATORS: [&str; 6] = ["STATE", "CIA", "DHS/ICE", "STATE", "CIA", "DHS/ICE"];

fn word(report: usize, part: &str, at: usize) -> String {
    format!("zq{report}{part}{at}x")
}

fn line(report: usize, marks: &[&str]) -> String {
    let read = |mark: &&str| marking::Marking::parse(mark).unwrap().marking;
    let banner = marking::rollup(marks.iter().map(read).collect::<Vec<_>>().iter()).banner.banner();
    let part = |name: &str, at: usize, mark: &str| json!({"marking": mark, "text": format!("lantern {}", word(report, name, at))});
    let portions = marks.iter().skip(1).enumerate();
    let line = json!({
        "format": "tearline.report/1", "originator": (ORIGINATORS[report]),
        "serial": format!("Z-{report}"), "kind": "report", "title": part("t", 0, marks[0]),
        "banner": banner, "leads_only": report.is_multiple_of(2), "addressees": ["DHS/ICE"],
        "portions": portions.map(|(at, mark)| part("p", at, mark)).collect::<Vec<_>>(),
        "tearlines": [part("l", 0, "U")], "pointer": part("c", 0, "U"),
        "topics": ["migrant-smuggling"], "places": [{"name": word(report, "a", 0)}],
        "entities": [{"type": "vessel", "name": word(report, "e", 0), "portion": 1}],
    });
    format!("{line}\n")
}

/// The words of what is decided to go.
fn allowed(site: &Running, who: &str, report: usize, purpose: Purpose) -> BTreeSet<String> {
    let cited = format!("{} Z-{report}", ORIGINATORS[report]);
    let recipient = site.house.recipient(who).unwrap();
    let caller = Caller { recipient, purpose, matter: None, by: Some("operator") };
    let decision = site.house.decide(caller, &cited, Manner::Display, None).unwrap().unwrap();
    let words = |part: &'static str, at: &[usize]| -> Vec<String> {
        at.iter().map(|at| word(report, part, *at)).collect()
    };
    let titled = |title: bool| words("t", if title { &[0] } else { &[] });
    let vessel = |portions: &[usize]| words("e", if portions.contains(&1) { &[0] } else { &[] });
    let all = match &decision.form {
        None => Vec::new(),
        Some(Form::Whole) => [
            titled(true),
            words("p", &[0, 1]),
            words("l", &[0]),
            words("e", &[0]),
            words("a", &[0]),
        ]
        .concat(),
        Some(Form::Redacted { title, portions }) => {
            [titled(*title), words("p", portions), vessel(portions)].concat()
        }
        Some(Form::TearLine { title, tearlines }) => {
            [titled(*title), words("l", tearlines)].concat()
        }
        Some(Form::Pointer { title }) => [titled(*title), words("c", &[0])].concat(),
    };
    all.into_iter().collect()
}

#[test]
fn no_answer_holds_a_byte_of_a_withheld_part() {
    let site = Running::start(false);
    let lines: String = MARKS.iter().enumerate().map(|(at, marks)| line(at, marks)).collect();
    let sources = [Source::Bytes("test".to_owned(), Arc::from(lines.as_bytes()))];
    crate::ingest(&site.house, &sources, "operator", None, &mut Deaf).unwrap();
    site.house.make_searchable().unwrap();
    let parts = ["t0", "p0", "p1", "l0", "c0", "e0", "a0"];
    let every: Vec<String> = (0..MARKS.len())
        .flat_map(|report| parts.map(|part| format!("zq{report}{part}x")))
        .collect();
    let (mut shown, mut hidden) = (0, 0);
    for who in ["alvarez", "whitcombe", "reyes", "kowalski"] {
        for purpose in [Purpose::Analysis, Purpose::Court] {
            let named = purpose.name();
            let mut of_all = BTreeSet::new();
            for (report, originator) in ORIGINATORS.iter().enumerate() {
                let allowed = allowed(&site, who, report, purpose);
                let id = format!("{}%20Z-{report}", originator.replace('/', "%2F"));
                let page = format!("/report?id={id}&purpose={named}");
                let page = site.raw(Some(who), "GET", &page, "");
                let (_, body) = site.json(who, &format!("/api/v1/reports/{id}?purpose={named}"));
                for (format, answer) in [("page", page), ("interface", body.to_string())] {
                    let found: BTreeSet<String> =
                        every.iter().filter(|word| answer.contains(*word)).cloned().collect();
                    assert_eq!(found, allowed, "{format} of {id} to {who} for {named}: {answer}");
                }
                shown += allowed.len();
                hidden += parts.len() - allowed.len();
                of_all.extend(allowed);
            }
            let query = format!("q=lantern&purpose={named}");
            let page = site.raw(Some(who), "GET", &format!("/search?{query}"), "");
            let (_, body) = site.json(who, &format!("/api/v1/search?{query}"));
            for answer in [page, body.to_string()] {
                for word in every.iter().filter(|word| answer.contains(*word)) {
                    assert!(of_all.contains(word), "{word} to {who} for {named}: {answer}");
                }
            }
        }
    }
    assert!(shown > 100 && hidden > 100, "{shown} {hidden}");
}
