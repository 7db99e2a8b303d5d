//! Random reports and recipients, as proptest strategies.

use marking::{Code, Level, Marking, rollup};
use model::{
    AgencyId, Community, EntityType, Function, Memberships, Recipient, RecipientId, RecipientKind,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::vocabulary::{ACCESSES, AGENCIES, COUNTRIES, MARKS, TOPICS};
use crate::workspace::cases;

/// Checks a property on random values; the same ones on every run.
///
/// # Panics
/// With the smallest value found that breaks it.
pub fn check<S: Strategy>(
    default: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases: cases(default), failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(strategy, property);
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// A valid marking of the vocabulary.
pub fn mark() -> impl Strategy<Value = Marking> {
    select(&MARKS[..]).prop_map(parsed)
}

/// Some valid markings.
pub fn marks() -> impl Strategy<Value = Vec<Marking>> {
    prop::collection::vec(mark(), 1..6)
}

/// Reads a marking.
///
/// # Panics
/// If it is none.
pub fn parsed(text: &str) -> Marking {
    Marking::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).marking
}

/// What parts say of the people below.
const SAYINGS: [&str; 12] = [
    "",
    "",
    "",
    "met Quincy Adams",
    "ADAMS, QUINCY",
    "quin-\ncy a\u{300}dams",
    "Adams’s boat and the Adamses",
    "passport z9912345",
    "No. Z-99 12345",
    "Ada Byron and ada",
    "“The Countess”",
    "Byronic madams",
];

/// Up to four entities: two people, one of them listed again, and a vessel of a like name.
fn people() -> impl Strategy<Value = Vec<Value>> {
    let us = || select(&[json!(true), json!(true), json!(false), Value::Null][..]);
    let at = || prop_oneof![Just(Value::Null), Just(json!(0))];
    let all = (us(), us(), us(), at(), at(), 0..=4_usize);
    all.prop_map(|(first, second, again, here, there, count)| {
        let passport = json!([{"scheme": "passport", "value": "Z-99 12345"}]);
        let mut all = vec![
            json!({"type": "person", "name": "Quincy Adams", "ids": passport, "us_person": first,
                "portion": here}),
            json!({"type": "vessel", "name": "Adams Star", "us_person": false, "portion": there}),
            json!({"type": "person", "name": "Ada Byron", "aliases": ["The Countess"],
                "us_person": second, "portion": there}),
            json!({"type": "person", "name": "ADA BYRON", "us_person": again, "portion": here}),
        ];
        all.truncate(count);
        all
    })
}

/// A report in format 1, all its markings valid and its banner what its portions require or
/// stricter. Portion n says `portionNword`, tear line n `tearlineNword` and so on.
pub fn report() -> impl Strategy<Value = Value> {
    let body = (mark(), prop::collection::vec(prop::option::weighted(0.9, mark()), 1..4));
    let more = (
        prop::option::weighted(0.2, mark()),
        prop::collection::vec(mark(), 0..3),
        prop::option::weighted(0.4, mark()),
    );
    let about = (
        select(&AGENCIES[..]),
        caveats(),
        parties(),
        needs(),
        prop::option::of(any::<bool>()),
        subsequence(&TOPICS[..], 0..=2),
    );
    let said = (prop::collection::vec(select(&SAYINGS[..]), 9), people());
    (body, more, about, said).prop_map(|((title, portions), more, about, (said, people))| {
        let (raise, tearlines, pointer) = more;
        let own = portions.iter().flatten().chain([&title]);
        let strict = own.clone().chain(&raise);
        let banner = rollup(strict.collect::<Vec<_>>().into_iter()).banner.banner();
        let (originator, caveats, addressees, need_to_know, leads_only, topics) = about;
        let part = |name: &str, at: usize, marking: Option<&Marking>| {
            let nth = ["title", "pointer", "tearline"].iter().position(|of| *of == name);
            let said = said[nth.map_or(at + 4, |nth| if nth < 2 { nth } else { nth + at })];
            let text = format!("{name}{at}word {said}").trim_end().to_owned();
            marking.map_or(json!({"text": text}), |m| json!({"marking": m.portion(), "text": text}))
        };
        let all = |name: &str, of: &[Option<Marking>]| -> Vec<Value> {
            of.iter().enumerate().map(|(at, m)| part(name, at, m.as_ref())).collect()
        };
        let tearlines: Vec<_> = tearlines.into_iter().map(Some).collect();
        let mut report = json!({
            "format": "tearline.report/1", "originator": originator, "serial": "R-1",
            "kind": "report", "title": part("title", 0, Some(&title)), "banner": banner,
            "portions": all("portion", &portions), "caveats": caveats, "addressees": addressees,
            "need_to_know": need_to_know, "tearlines": all("tearline", &tearlines),
            "topics": topics, "entities": people,
        });
        if let Some(leads_only) = leads_only {
            report["leads_only"] = json!(leads_only);
        }
        if let Some(pointer) = pointer {
            report["pointer"] = part("pointer", 0, Some(&pointer));
        }
        report
    })
}

fn caveats() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        2 => Just(Vec::new()),
        1 => subsequence(&CAVEATS[..], 1..=2),
    ]
}

fn parties() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence([&AGENCIES[..], &["somebody"]].concat(), 0..=3)
}

fn needs() -> impl Strategy<Value = Vec<Value>> {
    let profile = select(&["oc", "xd", "nd", "propin", "propin", "propin", "mn"][..]);
    let need = (profile, select(&["1", "2", "2", "3"][..]), parties()).prop_map(
        |(profile, policy, parties)| {
            let policy = (profile == "propin").then_some(policy);
            json!({"profile": profile, "values": policy.into_iter().chain(parties).collect::<Vec<_>>()})
        },
    );
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(need, 1..=2)]
}

/// A recipient called `somebody`.
pub fn recipient() -> impl Strategy<Value = Recipient> {
    let countries = prop_oneof![
        3 => Just(vec!["USA"]),
        2 => subsequence(&COUNTRIES[..], 0..=2),
    ];
    let accesses = prop_oneof![
        1 => Just(ACCESSES.to_vec()),
        1 => subsequence(&ACCESSES[..], 0..ACCESSES.len()),
    ];
    let work = (select(&AGENCIES[..]), prop::option::of(select(&AGENCIES[..])));
    let functions = subsequence(Function::ALL, 0..=3);
    let level = select(&Level::ALL[..]);
    (level, accesses, countries, work, select(EntityType::ALL), functions).prop_map(
        |(clearance, accesses, countries, (admin, duty), entity_type, functions)| Recipient {
            id: RecipientId::new("somebody").unwrap(),
            name: String::new(),
            kind: RecipientKind::Person,
            clearance,
            accesses: accesses.into_iter().map(str::to_owned).collect(),
            countries: countries.into_iter().map(|code| Code::find(code).unwrap()).collect(),
            admin_organization: AgencyId::new(admin).unwrap(),
            duty_organization: AgencyId::new(duty.unwrap_or(admin)).unwrap(),
            entity_type,
            functions: functions.into_iter().collect(),
            memberships: Memberships::default(),
            handling_controls: std::collections::BTreeSet::new(),
        },
    )
}

/// Reads and marks a report; `None` where it is set aside.
///
/// # Panics
/// If it is not of the format.
pub fn marked(report: &Value, community: &Community) -> Option<model::Report> {
    let draft = ingestion::read(report.to_string().as_bytes()).unwrap();
    ingestion::Marker::new(community).mark(draft).ok().map(|marked| marked.report)
}

const CAVEATS: [&str; 8] = [
    "STATE:LIMDIS",
    "STATE/CA:VISA-RECORD",
    "CIA:NO-DISSEM-ABROAD",
    "CIA:NOCONTRACT",
    "DHS/ICE:OPEN-CASE",
    "DOJ/FBI:CASE-SENSITIVE",
    "CAN_RCMP:THIRD-PARTY",
    "GBR_NCIS:INTEL-ONLY",
];
