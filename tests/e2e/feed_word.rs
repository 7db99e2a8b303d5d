//! Feeds of many: one entry for all, told to each originator; signed heads; word and use that are owed; what
//! recipients propose themselves; the feed of everything that somebody may have.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};

use kit::served::Served;
use kit::stage::Stage;
use model::{Clock as _, LeafKind, Purpose, Timestamp};
use serde_json::{Value, json};
use server::wire::NewRecall;
use server::{AuditFilter, Clearinghouse, DataFolder, Officer, SystemClock};
use store::Event;

use crate::feeds::{contract, line, open, permitted, take_in};

/// A community with so many readers besides its own.
fn crowded(readers: usize) -> Stage {
    let mut community =
        std::fs::read_to_string(kit::workspace::root().join("config/community.toml")).unwrap();
    for at in 0..readers {
        let clearance = ["SECRET", "CONFIDENTIAL"][at % 2];
        write!(
            community,
            "\n[[recipient]]\nid = \"reader-{at}\"\nname = \"Reader {at}\"\nkind = \"person\"\n\
             clearance = \"{clearance}\"\naccesses = []\ncountries = [\"USA\"]\n\
             admin_organization = \"HSTC\"\nduty_organization = \"HSTC\"\n\
             entity_type = \"government\"\nfunctions = [\"analyst\"]\n"
        )
        .unwrap();
    }
    let beside = Stage::new();
    let file = beside.write("crowded.toml", community.as_bytes());
    Stage::of(&file)
}

/// The entries of a kind, and how many feeds and reports each has.
fn delivered(house: &Clearinghouse) -> Vec<(usize, usize)> {
    let records = house.store().journal().replay(0).map(|record| record.unwrap().1);
    let of = records.filter(|record| record.leaf.kind == LeafKind::Delivered);
    let read = of.map(|record| {
        let content = record.content.unwrap();
        let register = &house.community().register;
        let event = Event::from_bytes(record.leaf.kind, record.leaf.seq, &content, register);
        let Some(Event::Fanned(fanned)) = event.unwrap() else { panic!("no such content") };
        let owners = fanned.owners.into_values();
        let counts = owners.map(|own| {
            (own.sets.iter().map(|set| set.feeds.len()).sum::<usize>(), own.reports.len())
        });
        counts.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1))
    });
    read.collect()
}

#[test]
fn what_many_get_is_one_entry_and_each_of_them_is_in_its_originators_audit() {
    let stage = crowded(40);
    stage.with_house(|house| {
        let at = SystemClock.now();
        let names: Vec<String> = (0..40).map(|at| format!("reader-{at}")).collect();
        let wanted: Vec<_> = names
            .iter()
            .map(|name| contract(house.recipient(name).unwrap(), "all", Purpose::Analysis, at))
            .collect();
        wanted.iter().for_each(|wanted| open(house, wanted));
        house.bring_feeds().unwrap();
        assert_eq!(delivered(house), []);
        take_in(house, &[line("R-1", "Lanterns."), line("R-2", "Lanterns at the quay.")]);
        house.bring_feeds().unwrap();
        // The twenty with a clearance for it; one list, two reports.
        assert_eq!(delivered(house), [(20, 2)]);
        for (at, wanted) in wanted.iter().enumerate() {
            let stands = house.store().feed_after(wanted, 0, 10);
            assert_eq!(stands.len(), if at % 2 == 0 { 2 } else { 0 }, "{at}");
            let held: Vec<_> = stands.into_iter().map(|item| item.report).collect();
            let expected = permitted(house, wanted, SystemClock.now());
            assert_eq!(held, expected.into_keys().collect::<Vec<_>>());
        }
        let auditor = house.recipient("ofarrell").unwrap();
        let of = |recipient: &str| {
            let recipient = Some(recipient.to_owned());
            let filter = AuditFilter { recipient, ..AuditFilter::default() };
            house.audit_events(auditor, &filter, None, 100).unwrap().events.len()
        };
        assert_eq!((of("reader-0"), of("reader-38"), of("reader-1")), (2, 2, 0));
        // Nobody was refused anything, and nothing was given yet.
        let audit = house.caveat_audit(auditor, &AuditFilter::default(), false).unwrap();
        assert!(audit.refused.is_empty() && audit.given.is_empty(), "{audit:?}");
        let mut newer = line("R-1", "Lanterns at the other quay.");
        newer["version"] = json!(2);
        take_in(house, &[newer]);
        house.bring_feeds().unwrap();
        assert_eq!(delivered(house)[1..], [(20, 1)]);
    });
    // Nothing of it is lost, and it is folded again alike.
    let held = |stage: &Stage| {
        stage.with_house(|house| {
            let all = house.contracts().into_iter();
            all.map(|known| house.store().feed_after(&known.contract, 0, 10)).collect::<Vec<_>>()
        })
    };
    let before = held(&stage);
    stage.run(&["admin", "reindex"]).expect(0);
    assert_eq!(held(&stage), before);
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn what_is_recalled_is_taken_back_from_all_feeds_in_one_entry() {
    let stage = crowded(10);
    let recalled = stage.with_house(|house| {
        let at = SystemClock.now();
        let wanted: Vec<_> = (0..10)
            .step_by(2)
            .map(|at| house.recipient(&format!("reader-{at}")).unwrap())
            .map(|reader| contract(reader, "all", Purpose::Analysis, at))
            .collect();
        wanted.iter().for_each(|wanted| open(house, wanted));
        take_in(house, &[line("R-1", "Lanterns."), line("R-2", "Lanterns.")]);
        house.bring_feeds().unwrap();
        let before = delivered(house).len();
        let report = "CIA R-1".to_owned();
        let new = NewRecall { report, because: "false".to_owned(), ..NewRecall::default() };
        let officer = house.recipient("vandermeer").unwrap();
        house.recall(Officer { recipient: officer, by: None }, &new).unwrap();
        house.bring_feeds().unwrap();
        let after = delivered(house);
        for wanted in &wanted {
            let last = house.store().feed_after(wanted, 2, 10);
            assert_eq!(last.iter().map(|item| item.form.is_none()).collect::<Vec<_>>(), [true]);
        }
        after[before..].to_vec()
    });
    assert_eq!(recalled, [(5, 1)]);
}

#[test]
fn whoever_read_all_of_a_feed_proves_by_its_signed_head_that_nothing_is_missing() {
    let stage = Stage::with_reports(60);
    stage.with_house(|house| {
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
    });
    let checked =
        stage.run(&["feed", "check", "all", "--as", "alvarez", "--json"]).expect(0).json();
    let (held, said) = (checked[0]["held"].as_u64(), checked[0]["said"].as_u64());
    assert!(held > Some(10) && held == said, "{checked:?}");
    let server = Served::start(&stage.data());
    let certificate = stage.certificate("alvarez");
    let own = stage.beside("alvarez-own");
    let key = stage.data().join("keys/ledger.vkey");
    let check = ["feed", "check", "all", "--log-key", key.to_str().unwrap()];
    let run = server.run(&own, &certificate, &check).expect(0);
    assert!(run.out.contains("all is there"), "{}", run.out);
    let client = server.client(&certificate);
    let (status, head) = client.get("/api/v1/feeds/all/head").unwrap();
    let head = String::from_utf8(head).unwrap();
    assert_eq!(status, 200, "{head}");
    assert!(head.starts_with("tearline.org/feed-head/1\n"), "{head}");
    let text = std::fs::read_to_string(&key).unwrap();
    let key = ledger::VerifyingKey::parse(text.trim()).unwrap();
    let signed = ledger::FeedHead::open(&head, &key).unwrap();
    // Without one report it does not hold.
    let (_, page) = client.get("/api/v1/feeds/all?limit=1000").unwrap();
    let page: Value = serde_json::from_slice(&page).unwrap();
    let brought = page["items"].as_array().unwrap().iter().filter(|item| item["what"] == "brought");
    let mut lines: std::collections::BTreeSet<String> = brought
        .map(|item| {
            let of = &item["brought"];
            let version = u32::try_from(of["version"].as_u64().unwrap()).unwrap();
            let outcome = of["outcome"].as_str().unwrap();
            ledger::FeedHead::line(item["report"].as_str().unwrap(), version, outcome)
        })
        .collect();
    assert!(signed.holds(&lines));
    lines.pop_first();
    assert!(!signed.holds(&lines));
    let stranger = server.client(&stage.certificate("castellanos"));
    assert_eq!(stranger.get("/api/v1/feeds/all/head").unwrap().0, 404);
}

#[test]
fn use_is_declared_of_what_was_given_and_owed_where_a_caveat_asks() {
    let beside = Stage::new();
    let mut community =
        std::fs::read_to_string(kit::workspace::root().join("config/community.toml")).unwrap();
    community.push_str(
        "\n[[caveat]]\nid = \"CIA:TELL\"\nmeaning = \"Tell us what you do with it.\"\n\
         acknowledge = true\ndeclare_use = true\n",
    );
    let stage = Stage::of(&beside.write("telling.toml", community.as_bytes()));
    let mut asked = line("R-1", "Lanterns.");
    asked["caveats"] = json!(["CIA:TELL"]);
    let later = Timestamp::parse("2100-01-01").unwrap();
    let owed = |house: &Clearinghouse| -> Vec<(String, &str)> {
        house.owed(later).unwrap().into_iter().map(|of| (of.report, of.what)).collect()
    };
    let both = ["acknowledge", "declare-use"].map(|what| ("CIA R-1".to_owned(), what));
    stage.with_house(|house| {
        take_in(house, &[asked, line("R-2", "Lanterns.")]);
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
        // What was not read obliges nobody yet.
        assert_eq!(owed(house), []);
        let told = house.declare_use((alvarez, None), "CIA R-1", "opened case 7").unwrap_err();
        assert!(told.to_string().contains("nothing of a report `CIA R-1` was given"), "{told}");
        house.feed_page((alvarez, None), "all", (0, 10)).unwrap();
        assert_eq!(owed(house), both);
        let own = |name: &str| house.owed_by(house.recipient(name).unwrap(), later).unwrap();
        let told = own("alvarez").into_iter().map(|of| (of.report, of.what));
        assert_eq!((told.collect::<Vec<_>>(), own("castellanos").len()), (both.to_vec(), 0));
        assert!(house.declare_use((alvarez, None), "CIA R-1", "  ").is_err());
        house.declare_use((alvarez, None), "CIA R-1 v1", "opened case 7").unwrap();
        assert_eq!(owed(house), both[..1]);
    });
    let server = Served::start(&stage.data());
    let page = |of: &str| {
        let (status, page) =
            server.client(&stage.certificate(of)).get("/feeds?coverage=on").unwrap();
        assert_eq!(status, 200);
        String::from_utf8(page).unwrap()
    };
    let told = page("alvarez");
    assert!(told.contains("You owe 1 word.") && told.contains("say that you have it"), "{told}");
    assert!(!page("castellanos").contains("You owe"));
    drop(server);
    stage.with_house(|house| {
        let alvarez = house.recipient("alvarez").unwrap();
        house.receive((alvarez, None), "all", 2).unwrap();
        assert_eq!(owed(house), []);
        let auditor = house.recipient("ofarrell").unwrap();
        let audit = house.caveat_audit(auditor, &AuditFilter::default(), false).unwrap();
        let said: Vec<_> = audit.onward.iter().map(|of| of.outcome.as_str()).collect();
        assert_eq!(said, ["declared its use: opened case 7"]);
        assert!(audit.refused.is_empty(), "{:?}", audit.refused);
    });
    stage.run(&["admin", "reindex"]).expect(0);
    let owed = stage.run(&["feed", "owed", "--hours", "0"]).expect(0);
    assert!(owed.out.contains("nobody owes word"), "{}", owed.out);
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_report_s_coverage_says_of_each_contract_who_has_it_and_who_does_not_and_why() {
    let stage = crowded(2);
    stage.with_house(|house| {
        let at = SystemClock.now();
        let of = |name: &str| house.recipient(name).unwrap();
        open(house, &contract(of("reader-0"), "all", Purpose::Analysis, at));
        open(house, &contract(of("reader-1"), "all", Purpose::Analysis, at));
        let mut other = contract(of("reader-0"), "ships", Purpose::Analysis, at);
        other.wanted.query = Some("ships".to_owned());
        open(house, &other);
        take_in(house, &[line("R-1", "Lanterns.")]);
    });
    let standing = |report: &str, code: i32| -> Vec<String> {
        let run = stage.run(&["feed", "coverage", "--report", report, "--json"]).expect(code);
        let all = run.json().remove(0);
        let all = all.as_array().unwrap().iter();
        all.map(|of| of["standing"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(standing("CIA R-1", 0), ["ready", "not-entitled", "not-wanted"]);
    let told = stage.run(&["feed", "coverage", "--report", "CIA R-1"]).expect(0);
    assert!(told.out.contains("reader-1/all: not-entitled: "), "{}", told.out);
    assert!(told.out.contains("clearance"), "{}", told.out);
    stage.run(&["feed", "read", "all", "--as", "reader-0"]).expect(0);
    assert_eq!(standing("CIA R-1", 0)[0], "read");
    stage.run(&["feed", "receive", "all", "--as", "reader-0", "--through", "1"]).expect(0);
    assert_eq!(standing("CIA R-1", 0)[0], "received");
    let told = stage.run(&["feed", "coverage", "--report", "CIA NONE"]).expect(3);
    assert!(told.err.contains("there is no report `CIA NONE`"), "{}", told.err);
}

#[test]
fn a_recipient_proposes_and_ends_its_own_contracts_and_the_center_alone_approves() {
    let stage = Stage::with_reports(30);
    let server = Served::start(&stage.data());
    let (own, certificate) = (stage.beside("own"), stage.certificate("alvarez"));
    let run = |arguments: &[&str]| server.run(&own, &certificate, arguments);
    let propose = ["feed", "propose", "leads", "--purpose", "investigative-lead", "--query", "*"];
    let proposed = run(&[&propose[..], &["--until", "2200-01-01", "--json"]].concat()).expect(0);
    let id = proposed.json()[0]["id"].as_str().unwrap().to_owned();
    let listed = run(&["feed", "list", "--json"]).expect(0).json().remove(0);
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&json!(id), &json!("proposed")));
    for wrong in [
        vec!["feed", "approve", &id],
        [&propose[..], &["--until", "2200-01-01", "--kind", "novel"]].concat(),
        [&propose[..], &["--until", "2001-01-01"]].concat(),
        [&propose[..], &["--until", "2200-01-01", "--to", "castellanos"]].concat(),
        ["feed", "propose", "entitlement"]
            .into_iter()
            .chain(propose[3..].iter().copied())
            .chain(["--until", "2200-01-01"])
            .collect(),
    ] {
        run(&wrong).expect(3);
    }
    let stranger = server.client(&stage.certificate("castellanos"));
    let path = format!("/api/v1/contracts/{id}/end");
    let body = json!({ "why": "mine" }).to_string().into_bytes();
    let (status, told) = stranger.post(&path, "application/json", body).unwrap();
    let told = String::from_utf8(told).unwrap();
    assert!(status == 400 && told.contains("there is no contract"), "{status} {told}");
    drop(server);
    stage.run(&["feed", "approve", &id]).expect(0);
    let server = Served::start(&stage.data());
    let run = |arguments: &[&str]| server.run(&own, &certificate, arguments);
    let began = server::instant();
    let page = loop {
        let page = run(&["feed", "read", "leads", "--json"]).expect(0).json().remove(0);
        if page["after"] != json!(0) {
            break page;
        }
        assert!(began.elapsed().as_secs() < 60, "nothing was brought");
    };
    let after = page["after"].as_u64().unwrap().to_string();
    run(&["feed", "receive", "leads", "--through", &after]).expect(0);
    run(&["feed", "close", &id, "--why", "the case is over"]).expect(0);
    let listed = run(&["feed", "list", "--json"]).expect(0).json().remove(0);
    assert_eq!(listed[0]["why"], json!("the case is over"));
    run(&["feed", "read", "leads"]).expect(3);
}

#[test]
fn whoever_asks_for_its_collections_has_one_of_everything_that_it_may_have() {
    let stage = Stage::with_reports(40);
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    let get = |path: &str| -> Value {
        let (status, body) = client.get(path).unwrap();
        assert_eq!(status, 200, "{path}");
        serde_json::from_slice(&body).unwrap()
    };
    let collections = get("/taxii2/feeds/collections/");
    let collections = collections["collections"].as_array().unwrap();
    assert!(collections.iter().any(|of| of["alias"] == "entitlement"), "{collections:?}");
    let began = server::instant();
    let page = loop {
        let page = get("/api/v1/feeds/entitlement?limit=1000");
        if page["items"].as_array().is_some_and(|items| !items.is_empty()) {
            break page;
        }
        assert!(began.elapsed().as_secs() < 60, "nothing was brought");
    };
    let held: Vec<&str> =
        page["items"].as_array().unwrap().iter().filter_map(|of| of["report"].as_str()).collect();
    let may = get("/api/v1/me/markings?purpose=investigative-lead");
    let may: Vec<(&str, bool)> = may
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (of["marking"].as_str().unwrap(), of["may"].as_bool().unwrap()))
        .collect();
    for known in
        [("UNCLASSIFIED", true), ("SECRET//NOFORN", true), ("TOP SECRET//RSV//NOFORN", false)]
    {
        assert!(may.contains(&known), "{known:?} {may:?}");
    }
    let own = get("/taxii2/feeds/collections/entitlement/markings/");
    assert_eq!(own["markings"].as_array().unwrap().len(), may.len());
    drop(server);
    stage.with_house(|house| {
        let known = house.contracts().remove(0);
        let expected = permitted(house, &known.contract, SystemClock.now());
        assert!(held.iter().all(|report| expected.contains_key(*report)), "{held:?}");
        house.bring_feeds().unwrap();
        let stands = house.store().all_fed(&known.contract).into_iter();
        let stands: Vec<String> = stands.map(|item| item.report).collect();
        assert_eq!(stands, expected.into_keys().collect::<Vec<_>>());
        // The Center ends it, and it does not come again.
        house.close_contract(&known.id, "by contract alone", "operator").unwrap();
        let alvarez = house.recipient("alvarez").unwrap();
        house.ensure_entitlement(alvarez).unwrap();
        assert_eq!(house.feeds_of(alvarez), []);
    });
}

#[test]
fn the_operators_listener_says_how_much_feeds_lack() {
    let stage = Stage::with_reports(20);
    stage.with_house(|house| {
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
    });
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = stage.data().join("tearline.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let own = text.lines().find(|line| line.starts_with("operator_listen")).unwrap();
    let other = format!("operator_listen = \"127.0.0.1:{port}\"");
    std::fs::write(&config, text.replace(own, &other)).unwrap();
    let _server = Served::start(&stage.data());
    let at = DataFolder::new(stage.data()).config().unwrap().operator_listen;
    let began = server::instant();
    let text = loop {
        let mut stream = std::net::TcpStream::connect(at).unwrap();
        stream.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        if text.contains(" 200 ") {
            break text;
        }
        assert!(began.elapsed().as_secs() < 60, "{text}");
    };
    assert!(text.contains("\ntearline_feed_contracts 1\n"), "{text}");
    assert!(text.contains("\ntearline_feed_lacking 0\n"), "{text}");
}
