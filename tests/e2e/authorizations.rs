//! An authorization opens exactly what it names: who, what for, in which matter, when, of what.

use std::collections::BTreeSet;

use dissemination::{Ask, Classes, Decision, Entitled, HandlingId, Provenance, ViewKey, decide};
use kit::random::marked;
use kit::workspace::{read, root};
use kit::world::Worlds;
use model::{Manner, Purpose, Recipient, Report, Timestamp};
use serde_json::json;

#[test]
fn an_authorization_opens_exactly_what_it_names() {
    let before = world("");
    let after = world(AUTHORIZATION);
    let mut opened = BTreeSet::new();
    let mut asked = 0;
    for serial in ["R-1", "R-2"] {
        for recipient in before.community.recipients.values() {
            for purpose in Purpose::ALL {
                for matter in MATTERS {
                    for at in TIMES {
                        let question =
                            Question { serial, recipient, purpose: *purpose, matter, at };
                        let (closed, open) = (question.put(&before), question.put(&after));
                        asked += 1;
                        if closed.form != open.form {
                            opened.insert(question.name());
                            assert_eq!(open.outcome(), "release", "{}", question.name());
                            assert!(says(&open), "{}", question.name());
                        }
                    }
                }
            }
        }
    }
    assert!(asked > 7_000, "{asked}");
    let expected: BTreeSet<String> = ["2004-07-01T00:00:00Z", "2004-07-31T23:59:59Z"]
        .iter()
        .flat_map(|at| {
            ["affidavit", "subpoena"].map(|purpose| format!("R-1 alvarez {purpose} case 7 {at}"))
        })
        .collect();
    assert_eq!(opened, expected);
}

#[test]
fn a_decision_that_an_authorization_bears_on_ends_when_it_does() {
    let world = world(AUTHORIZATION);
    let recipient = world.community.recipients.values().find(|r| r.id.as_str() == "alvarez");
    let until = |at: &'static str| {
        let (serial, matter, purpose) = ("R-1", Some("case 7"), Purpose::Affidavit);
        let question = Question { serial, recipient: recipient.unwrap(), purpose, matter, at };
        question.put(&world).valid_until.map(Timestamp::minute)
    };
    assert_eq!(until(TIMES[0]), Some(minute(TIMES[1])));
    assert_eq!(until(TIMES[1]), Some(minute(TIMES[3])));
    assert_eq!(until(TIMES[3]), None);
}

fn minute(time: &str) -> String {
    Timestamp::parse(time).unwrap().minute()
}

#[test]
fn what_was_decided_for_all_entitlements_is_decided_anew_when_an_authorization_ends() {
    let world = world(AUTHORIZATION_OF_ALL);
    let community = &world.community;
    let (distinct, _) =
        Classes::distinct(&report("R-1", &world), &Provenance::default(), community);
    let handling = distinct.first().unwrap();
    let asks = |at| {
        let ask = |recipient| Ask {
            recipient,
            purpose: Purpose::Affidavit,
            matter: Some("case 7"),
            manner: Manner::Display,
            at: Timestamp::parse(at).unwrap(),
            community,
        };
        community.recipients.values().map(ask).collect::<Vec<_>>()
    };
    let who = |entitled: &Entitled| {
        let view = ViewKey { required: vec![HandlingId(0)], excluded: Vec::new() };
        let ids: Vec<_> = community.recipients.keys().map(|id| id.as_str()).collect();
        entitled.who_gets(&view).iter().map(|at| ids[at]).collect::<Vec<_>>()
    };
    let mut entitled = Entitled::of([handling].into_iter(), &asks(TIMES[2]));
    assert_eq!(who(&entitled), ["alvarez"]);
    assert!(entitled.holds_at(HandlingId(0), Timestamp::parse(TIMES[2]).unwrap()));
    assert!(!entitled.holds_at(HandlingId(0), Timestamp::parse(TIMES[3]).unwrap()));
    entitled.decide(HandlingId(0), handling, &asks(TIMES[3]));
    assert_eq!(who(&entitled), [""; 0]);
    assert!(entitled.holds_at(HandlingId(0), Timestamp::parse(TIMES[3]).unwrap()));
}

#[test]
fn an_originator_lifts_its_own_caveats_and_nobody_elses() {
    let world = world(CAVEATS);
    let recipient = world.community.recipients.values().find(|r| r.id.as_str() == "alvarez");
    let outcome = |caveats: &[&str]| {
        let mut report = report("R-1", &world);
        report.caveats = caveats.iter().map(|id| model::CaveatId::new(id).unwrap()).collect();
        let (purpose, matter, manner) = (Purpose::Analysis, None, Manner::Display);
        let at = Timestamp::parse(TIMES[1]).unwrap();
        let community = &world.community;
        let recipient = recipient.unwrap();
        decide(
            &report,
            &Provenance::default(),
            Ask { recipient, purpose, matter, manner, at, community },
        )
        .outcome()
    };
    assert_eq!(outcome(&["CIA:OWN"]), "release");
    assert_eq!(outcome(&["STATE:OTHER"]), "withhold");
    assert_eq!(outcome(&["CIA:OWN", "STATE:OTHER"]), "withhold");
}

struct Question<'a> {
    serial: &'a str,
    recipient: &'a Recipient,
    purpose: Purpose,
    matter: Option<&'a str>,
    at: &'a str,
}

impl Question<'_> {
    fn put(&self, world: &Worlds) -> Decision {
        let Self { serial, recipient, purpose, matter, at } = *self;
        let at = Timestamp::parse(at).unwrap();
        let community = &world.community;
        let manner = Manner::Display;
        decide(
            &report(serial, world),
            &Provenance::default(),
            Ask { recipient, purpose, matter, manner, at, community },
        )
    }

    fn name(&self) -> String {
        let matter = self.matter.unwrap_or("no matter");
        let (id, purpose) = (self.recipient.id.as_str(), self.purpose.name());
        format!("{} {id} {purpose} {matter} {}", self.serial, self.at)
    }
}

fn says(decision: &Decision) -> bool {
    decision
        .obligations
        .iter()
        .any(|owed| owed.name == "authorization" && owed.text.contains("case 7"))
}

fn report(serial: &str, world: &Worlds) -> Report {
    let part = json!({"marking": "S//NF", "text": "text"});
    let report = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial,
        "kind": "intelligence-report", "title": part, "banner": "SECRET//NOFORN",
        "portions": [part],
    });
    marked(&report, &world.community).unwrap()
}

fn world(more: &str) -> Worlds {
    Worlds::of(&(read(&root().join("config/community.toml")) + more))
}

const MATTERS: [Option<&str>; 3] = [None, Some("case 7"), Some("case 8")];

const TIMES: [&str; 4] = [
    "2004-06-30T23:59:59Z",
    "2004-07-01T00:00:00Z",
    "2004-07-31T23:59:59Z",
    "2004-08-01T00:00:00Z",
];

const AUTHORIZATION: &str = r#"
[[authorization]]
originator = "CIA"
recipient = "alvarez"
purposes = ["affidavit", "subpoena"]
matter = "case 7"
reports = ["CIA R-1"]
from = "2004-07-01T00:00:00Z"
until = "2004-08-01T00:00:00Z"
"#;

const CAVEATS: &str = r#"
[[caveat]]
id = "CIA:OWN"
meaning = "For STATE."
agencies = ["STATE"]

[[caveat]]
id = "STATE:OTHER"
meaning = "For STATE."
agencies = ["STATE"]

[[authorization]]
originator = "CIA"
recipient = "alvarez"
purposes = ["analysis"]
consents = ["caveats"]
from = "2004-07-01T00:00:00Z"
until = "2004-08-01T00:00:00Z"
"#;

const AUTHORIZATION_OF_ALL: &str = r#"
[[authorization]]
originator = "CIA"
recipient = "alvarez"
purposes = ["affidavit"]
matter = "case 7"
from = "2004-07-01T00:00:00Z"
until = "2004-08-01T00:00:00Z"
"#;
