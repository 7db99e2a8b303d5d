//! Who US persons are stays with those who may see it.

use std::collections::BTreeSet;

use dissemination::{
    Ask, Classes, Decision, Guarded, Handling, HandlingId, Naming, Provenance, Release, ReleaseLog,
    Rendition, ViewKey, decide, views,
};
use kit::masked::{compact, words};
use kit::random::{check, marked, recipient, report};
use kit::vocabulary::TIMES;
use kit::workspace::{read, root};
use kit::world::{Worlds, display};
use model::{
    Act, AgencyId, Authorization, Community, Consent, Function, Manner, Party, Purpose, Recipient,
    Report, Timestamp,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use server::wire;

struct Nowhere;

impl ReleaseLog for Nowhere {
    type Error = std::convert::Infallible;

    fn record(&self, _: &[Release]) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn rendition(report: Report, ask: Ask<'_>) -> Option<Rendition> {
    let granted = Guarded::new(report, Provenance::accepted(ask.at)).decide(ask).ok()?;
    let Ok(released) = granted.release(&Nowhere);
    Some(released.into_rendition())
}

/// Everything that an interface says of a rendition.
fn said(rendition: &Rendition) -> String {
    let query = "quincy OR adams OR ~ada OR ~byron OR countess OR z9912345~2";
    let query = index::read(query, Default::default(), &Default::default()).unwrap();
    let snippets = server::snippets(rendition, Some(&query)).into_iter().map(|of| of.text);
    let snippets: Vec<String> = snippets.collect();
    let said = (wire::Report::of(rendition), wire::Hit::shown(rendition), snippets);
    let alike = rendition.texts().flat_map(|of| query.alike(&of.text)).map(|of| of.found);
    let alike: Vec<String> = alike.collect();
    format!("{} {alike:?}", serde_json::to_string(&said).unwrap())
}

#[test]
fn no_byte_of_an_identity_reaches_whoever_may_not_see_it() {
    let worlds = Worlds::varied();
    let at = select(&TIMES[..]);
    let masked = std::cell::Cell::new(0_u32);
    let question = (report(), recipient(), select(Purpose::ALL), at);
    check(6_000, &question, |(written, mut recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&written, community) else { return Ok(()) };
        let us = |name: &str| {
            let mut same = report.mentions.iter().filter(|m| compact(&m.name) == compact(name));
            same.any(|mention| mention.us_person == Some(true))
        };
        let (quincy, ada) = (us("Quincy Adams"), us("Ada Byron"));
        recipient.functions.remove(&Function::UsIdentities);
        let at = Timestamp::parse(at).unwrap();
        let Some(shown) = rendition(report.clone(), display(&recipient, purpose, at, community))
        else {
            return Ok(());
        };
        let said = said(&shown);
        masked.set(masked.get() + u32::from(said.contains("[US PERSON 1]")));
        let (letters, words) = (compact(&said), words(&said));
        let of_quincy = (quincy, ["quincy", "adams", "quincyadams", "adamsquincy", "z9912345"]);
        let of_ada = (ada, ["ada", "byron", "adabyron", "byronada", "thecountess"]);
        for (_, names) in [of_quincy, of_ada].into_iter().filter(|(us, _)| *us) {
            for name in names {
                let whole = name.len() > 6 && letters.contains(name);
                prop_assert!(!whole && !words.iter().any(|word| word == name), "{name}: {said}");
            }
        }
        let note = shown.obligations.iter().any(|owed| owed.name == "privacy");
        prop_assert_eq!(note, said.contains("[US PERSON 1]"), "{}", said);
        Ok(())
    });
    assert!(masked.get() > kit::workspace::cases(6_000) / 50, "{masked:?} masked");
}

#[test]
fn whoever_may_see_identities_gets_the_text_as_it_is() {
    let worlds = Worlds::varied();
    let question = (report(), recipient(), select(Purpose::ALL), select(&TIMES[..]));
    check(1_000, &question, |(written, mut recipient, purpose, at)| {
        let community = &worlds.community;
        let Some(report) = marked(&written, community) else { return Ok(()) };
        recipient.functions.insert(Function::UsIdentities);
        let mut plain = report.clone();
        plain.mentions.iter_mut().for_each(|mention| mention.us_person = None);
        let ask = display(&recipient, purpose, Timestamp::parse(at).unwrap(), community);
        let bare = |rendition: Option<Rendition>| {
            rendition.map(|mut rendition| {
                rendition.obligations.retain(|owed| owed.name != "privacy");
                rendition.mentions.iter_mut().for_each(|mention| mention.us_person = None);
                rendition
            })
        };
        prop_assert_eq!(bare(rendition(report, ask)), bare(rendition(plain, ask)));
        Ok(())
    });
}

#[test]
fn an_authorization_opens_identities_to_whom_it_names_and_no_use() {
    let center = read(&root().join("config/community.toml"));
    let (before, after) = (Worlds::of(&center), Worlds::of(&(center + AUTHORIZATION)));
    let mut opened = BTreeSet::new();
    let mut asked = 0;
    for serial in ["R-1", "R-2"] {
        for recipient in before.community.recipients.values() {
            for purpose in Purpose::ALL {
                for matter in [None, Some("case 7"), Some("case 8")] {
                    for at in MOMENTS {
                        let ask = |community| put(community, recipient, *purpose, matter, at);
                        let report = named(serial, &before.community);
                        let closed =
                            decide(&report, &Provenance::default(), ask(&before.community));
                        let open = decide(&report, &Provenance::default(), ask(&after.community));
                        asked += 1;
                        assert_eq!(closed.form, open.form, "it opens a use");
                        if closed.naming != open.naming {
                            let (id, purpose) = (recipient.id.as_str(), purpose.name());
                            opened.insert(format!("{serial} {id} {purpose} {matter:?} {at}"));
                            assert!(says(&open), "{open:#?}");
                        }
                    }
                }
            }
        }
    }
    assert!(asked > 7_000, "{asked}");
    let expected = ["2004-07-01T00:00:00Z", "2004-07-31T23:59:59Z"]
        .map(|at| format!("R-1 alvarez analysis Some(\"case 7\") {at}"));
    assert_eq!(opened, BTreeSet::from(expected));
}

/// Who receives an identity is on record by name (ICPG 107.1); what was told is said with the answer.
#[test]
fn identities_are_told_by_name_alone_and_whoever_sees_them_is_told_what_they_see() {
    let center = Worlds::center().community;
    let alvarez = center.recipients.values().find(|one| one.id.as_str() == "alvarez").unwrap();
    let [one, organization] = [
        Party::Recipient(alvarez.id.clone()),
        Party::Organization(alvarez.duty_organization.clone()),
    ];
    let told = |consent, party| {
        let mut community = center.clone();
        community.record(Act::Authorization(Authorization {
            originator: AgencyId::new("CIA").unwrap(),
            party,
            purposes: [Purpose::Analysis, Purpose::Court].into(),
            consents: [consent].into(),
            matter: Some("case 7".to_owned()),
            reports: BTreeSet::new(),
            from: Timestamp::parse("2004-07-01").unwrap(),
            until: Timestamp::parse("2004-08-01").unwrap(),
            conditions: Some("Tell the desk first.".to_owned()),
        }));
        let report = named("R-1", &community);
        let purpose = if consent == Consent::Use { Purpose::Court } else { Purpose::Analysis };
        let ask = put(&community, alvarez, purpose, Some("case 7"), "2004-07-15T00:00:00Z");
        decide(&report, &Provenance::default(), ask)
    };
    let owed = |decision: &Decision, text: &str| {
        decision.obligations.iter().any(|owed| owed.text.contains(text))
    };
    let masked = told(Consent::Identities, organization.clone());
    assert_eq!(masked.naming, Naming::Masked);
    assert!(
        owed(&masked, "ask CIA to unmask") && !owed(&masked, "Contents include"),
        "{masked:#?}"
    );
    let shown = told(Consent::Identities, one);
    assert_eq!(shown.naming, Naming::Shown);
    for text in
        ["Contents include US person", "Tell the desk first.", "the identities of US persons for"]
    {
        assert!(owed(&shown, text), "{text}: {shown:#?}");
    }
    assert!(!owed(&shown, "ask CIA to unmask"), "{shown:#?}");
    let used = told(Consent::Use, organization);
    assert!(owed(&used, "authorized this for court in case 7 until"), "{used:#?}");
    assert!(owed(&used, "Tell the desk first."), "{used:#?}");
}

fn put<'a>(
    community: &'a Community,
    recipient: &'a Recipient,
    purpose: Purpose,
    matter: Option<&'a str>,
    at: &str,
) -> Ask<'a> {
    let at = Timestamp::parse(at).unwrap();
    Ask { recipient, purpose, matter, manner: Manner::Display, at, community }
}

fn says(decision: &Decision) -> bool {
    decision.naming == Naming::Shown
        && decision.obligations.iter().any(|owed| owed.text.contains("identities of US persons"))
}

fn named(serial: &str, community: &Community) -> Report {
    let report = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial,
        "kind": "intelligence-report", "title": {"marking": "U", "text": "A meeting"},
        "banner": "SECRET//NOFORN",
        "portions": [{"marking": "S//NF", "text": "Quincy Adams was there."}],
        "entities": [{"type": "person", "name": "Quincy Adams", "us_person": true}],
    });
    marked(&report, community).unwrap()
}

#[test]
fn what_names_nobody_says_nothing_of_masking() {
    let worlds = Worlds::center();
    let report = named("R-1", &worlds.community);
    let at = Timestamp::parse(MOMENTS[1]).unwrap();
    // Nothing but the title is theirs, and it names nobody.
    let kowalski = worlds.community.recipients.values().find(|r| r.id.as_str() == "delacroix");
    let ask = display(kowalski.unwrap(), Purpose::Analysis, at, &worlds.community);
    let decision = decide(&report, &Provenance::default(), ask);
    assert_eq!((decision.outcome(), decision.naming), ("redact", Naming::Nobody));
    assert!(decision.reasons.iter().all(|reason| reason.rule != "privacy"), "{decision:#?}");
}

#[test]
fn numbers_and_entities_say_nothing_of_whom_a_withheld_part_names() {
    let worlds = Worlds::center();
    let person = |name: &str, portion: usize, role: &str| json!({"type": "person", "name": name, "us_person": true, "portion": portion, "role": role});
    let line = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "R-3",
        "kind": "intelligence-report", "title": {"marking": "U", "text": "A meeting"},
        "banner": "SECRET//NOFORN",
        "portions": [
            {"marking": "S//NF", "text": "Quincy Adams met Lord Dunmore."},
            {"marking": "U", "text": "Ada Byron stayed."},
        ],
        // The third is listed and not written in any text, the fourth in a role alone.
        "entities": [person("Quincy Adams", 0, "driver"), person("Ada Byron", 1, "host"),
            person("Bo Peep", 1, "guest of Clara Oswald"), person("Clara Oswald", 0, "guest")],
    });
    let report = marked(&line, &worlds.community).unwrap();
    let at = Timestamp::parse(MOMENTS[1]).unwrap();
    let shown = |who: &str| {
        let recipient = worlds.community.recipients.values().find(|r| r.id.as_str() == who);
        let ask = display(recipient.unwrap(), Purpose::Analysis, at, &worlds.community);
        let shown = rendition(report.clone(), ask).unwrap();
        let named = |of: &model::Mention| (of.name.clone(), of.role.clone().unwrap());
        let texts: Vec<String> = shown.portions.iter().map(|part| part.text.clone()).collect();
        (texts, shown.mentions.iter().map(named).collect::<Vec<_>>())
    };
    let us = |number: u32| format!("[US PERSON {number}]");
    let all = |of: &[(u32, &str)]| -> Vec<(String, String)> {
        of.iter().map(|(number, role)| (us(*number), (*role).to_owned())).collect()
    };
    let (texts, named) = shown("delacroix");
    assert_eq!(texts, ["[US PERSON 1] stayed."]);
    assert_eq!(named, all(&[(1, "host"), (2, "guest of [US PERSON 3]")]));
    let (texts, named) = shown("alvarez");
    assert_eq!(texts, ["[US PERSON 1] met Lord Dunmore.", "[US PERSON 2] stayed."]);
    let roles = [(1, "driver"), (2, "host"), (3, "guest of [US PERSON 4]"), (4, "guest")];
    assert_eq!(named, all(&roles));
}

#[test]
fn identities_add_a_class_for_an_originator_and_few_views() {
    let worlds = Worlds::center();
    let (mut with, mut without) = (Counted::default(), Counted::default());
    for told in scenario::Scenario::new(2004, 2_400).reports() {
        let report = serde_json::from_str(&told.line).unwrap();
        let Some(report) = marked(&report, &worlds.community) else { continue };
        let mut plain = report.clone();
        plain.mentions.iter_mut().for_each(|mention| mention.us_person = None);
        without.count(&plain, &worlds.community);
        with.count(&report, &worlds.community);
    }
    let told = |counted: &Counted| {
        let Counted { classes, keys, documents } = counted;
        format!("{} classes, {} view keys, {documents} documents", classes.len(), keys.len())
    };
    println!("without identities {}; with {}", told(&without), told(&with));
    let originators: BTreeSet<_> = with.classes.iter().map(|class| &class.originator).collect();
    assert!(with.classes.len() <= without.classes.len() + originators.len());
    assert!(with.keys.len() < without.keys.len() * 2);
    assert!(with.documents < without.documents * 3 / 2);
}

#[derive(Default)]
struct Counted {
    classes: BTreeSet<Handling>,
    keys: BTreeSet<(Vec<Handling>, Vec<Handling>)>,
    documents: usize,
}

impl Counted {
    fn count(&mut self, report: &Report, community: &Community) {
        let (distinct, classes) = Classes::distinct(report, &Provenance::default(), community);
        let class = |id: &HandlingId| distinct[id.0 as usize].clone();
        let views = views(&classes, |one, other| class(&one).implies(&class(&other))).unwrap();
        self.documents += views.len();
        for ViewKey { required, excluded } in views.iter().map(|view| &view.key) {
            let all = |ids: &[HandlingId]| ids.iter().map(class).collect();
            self.keys.insert((all(required), all(excluded)));
        }
        self.classes.extend(distinct);
    }
}

const MOMENTS: [&str; 4] = [
    "2004-06-30T23:59:59Z",
    "2004-07-01T00:00:00Z",
    "2004-07-31T23:59:59Z",
    "2004-08-01T00:00:00Z",
];

const AUTHORIZATION: &str = r#"
[[authorization]]
originator = "CIA"
recipient = "alvarez"
purposes = ["analysis", "court"]
consents = ["identities"]
matter = "case 7"
reports = ["CIA R-1"]
from = "2004-07-01"
until = "2004-08-01"
"#;
