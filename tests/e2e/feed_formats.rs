//! A feed in the forms that others take: each has what may be held now, no more and no less.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;
use std::time::Duration;

use kit::others;
use kit::served::Served;
use kit::stage::Stage;
use model::{Clock as _, Purpose};
use serde_json::Value;
use server::SystemClock;

use crate::feeds::{contract, line, open, take_in};

fn staged() -> (Stage, Served, server::Client) {
    let stage = Stage::with_reports(40);
    stage.with_house(|house| {
        let recipient = house.recipient("alvarez").unwrap();
        open(house, &contract(recipient, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
    });
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    (stage, server, client)
}

fn text(client: &server::Client, path: &str) -> String {
    let (status, body) = client.get(path).unwrap();
    let body = String::from_utf8(body).unwrap();
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn json(client: &server::Client, path: &str) -> Value {
    serde_json::from_str(&text(client, path)).unwrap()
}

/// Each report that is held, by the whole page.
fn held(page: &Value) -> BTreeSet<String> {
    let items = page["items"].as_array().unwrap().iter();
    let brought = items.filter(|item| item["what"] == "brought");
    brought.map(|item| item["report"].as_str().unwrap().to_owned()).collect()
}

fn wait(what: &str, mut until: impl FnMut() -> bool) {
    let began = server::instant();
    while !until() {
        assert!(began.elapsed().as_secs() < 60, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn tables_lines_and_atom_have_what_a_page_has() {
    let (stage, server, client) = staged();
    let page = json(&client, "/api/v1/feeds/all?limit=1000");
    let expected = held(&page);
    assert!(expected.len() > 10);
    let lines = text(&client, "/api/v1/feeds/all/jsonl");
    let items: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(items), page["items"]);
    assert_eq!(text(&client, "/api/v1/feeds/all/jsonl?after=100000"), "");
    let table = text(&client, "/api/v1/feeds/all/csv");
    let atom = text(&client, "/api/v1/feeds/all/atom?limit=1000");
    assert_eq!(atom.matches("<entry>").count(), expected.len(), "{atom}");
    assert!(!atom.contains("rel=\"next\"") && !atom.contains("deleted-entry"));
    let first = text(&client, "/api/v1/feeds/all/atom?limit=1");
    assert!(first.contains("href=\"/api/v1/feeds/all/atom?after=1&amp;limit=1\""), "{first}");
    for path in ["atom", "csv", "jsonl", "events", "misp/manifest.json"] {
        let (status, _) = client.get(&format!("/api/v1/feeds/other/{path}")).unwrap();
        assert_eq!(status, 404, "{path}");
    }
    let recalled = expected.iter().find(|name| name.starts_with("CIA ")).unwrap();
    drop(server);
    stage.run(&["recall", recalled, "--because", "x", "--as", "vandermeer"]).expect(0);
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    wait("the recall did not come", || {
        text(&client, "/api/v1/feeds/all/jsonl").contains("taken-back")
    });
    let table_after = text(&client, "/api/v1/feeds/all/csv");
    let (_, serial) = recalled.split_once(' ').unwrap();
    assert!(table.contains(serial) && !table_after.contains(&format!("\"{serial}\"")));
    let atom = text(&client, "/api/v1/feeds/all/atom?limit=1000");
    assert_eq!(atom.matches("<at:deleted-entry").count(), 1, "{atom}");
    assert_eq!(atom.matches("<entry>").count(), expected.len() - 1);
}

#[test]
fn a_misp_feed_is_read_by_pymisp_and_withdraws_what_is_recalled() {
    let (stage, server, client) = staged();
    let expected = held(&json(&client, "/api/v1/feeds/all?limit=1000"));
    let manifest = json(&client, "/api/v1/feeds/all/misp/manifest.json");
    let ids: Vec<String> = manifest.as_object().unwrap().keys().cloned().collect();
    assert_eq!(ids.len(), expected.len());
    let folder = tempfile::tempdir().unwrap();
    let keep = |name: &str| {
        let text = text(&client, &format!("/api/v1/feeds/all/misp/{name}"));
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    keep("manifest.json");
    keep("hashes.csv");
    ids.iter().for_each(|id| keep(&format!("{id}.json")));
    for missing in ["x.json", "00000000-0000-4000-8000-000000000000.json", "other"] {
        let (status, _) = client.get(&format!("/api/v1/feeds/all/misp/{missing}")).unwrap();
        assert_eq!(status, 404, "{missing}");
    }
    if let Some(mut reading) = others::tools() {
        let script = kit::workspace::root().join("tests/misp_feed.py");
        let ran = reading.arg(script).arg(folder.path()).output().unwrap();
        let error = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{error}");
    }
    let recalled = expected.iter().find(|name| name.starts_with("CIA ")).unwrap().clone();
    drop(server);
    stage.run(&["recall", &recalled, "--because", "x", "--as", "vandermeer"]).expect(0);
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    let recalls = || {
        let manifest = json(&client, "/api/v1/feeds/all/misp/manifest.json");
        let mut all = manifest.as_object().unwrap().clone().into_iter();
        all.find(|(_, entry)| entry["info"] == recalled.as_str())
    };
    wait("the recall did not come", || recalls().is_some());
    let (id, _) = recalls().unwrap();
    let event = json(&client, &format!("/api/v1/feeds/all/misp/{id}.json"));
    assert!(event.to_string().contains("recalled") && ids.contains(&id), "{event}");
}

#[test]
fn a_stream_tells_what_comes_at_once_and_goes_on_where_it_was_cut_off() {
    let (stage, server, client) = staged();
    let last = json(&client, "/api/v1/feeds")[0]["last"].as_u64().unwrap();
    let certificate = stage.certificate("alvarez");
    let follow = |after: u64| {
        let mut curl = others::program("curl");
        let url = format!("{}/api/v1/feeds/all/events", server.url());
        curl.args(["-sN", "--cacert"]).arg(server.authority()).arg("--cert").arg(&certificate);
        curl.args(["-H", &format!("Last-Event-ID: {after}")]).arg(url);
        let child = curl.stdout(Stdio::piped()).spawn();
        child.ok().map(|mut child| (BufReader::new(child.stdout.take().unwrap()), child))
    };
    let Some((mut events, mut curl)) = follow(last - 2) else {
        println!("skipped: curl is not here");
        return;
    };
    let next = |events: &mut BufReader<std::process::ChildStdout>| {
        let mut said = String::new();
        while !said.ends_with("\n\n") {
            assert!(events.read_line(&mut said).unwrap() > 0, "{said}");
        }
        said
    };
    for position in [last - 1, last] {
        assert!(next(&mut events).contains(&format!("id: {position}\n")));
    }
    let submitter = server.client(&stage.certificate("cia-submitter"));
    let came = line("CAME-1", "Lanterns at the quay.").to_string();
    let (status, _) =
        submitter.post("/api/v1/reports", "application/x-ndjson", came.into_bytes()).unwrap();
    assert_eq!(status, 200);
    let told = next(&mut events);
    assert!(told.contains(&format!("id: {}\n", last + 1)), "{told}");
    assert!(told.contains("event: brought\n") && told.contains("CIA CAME-1"), "{told}");
    curl.kill().unwrap();
    curl.wait().unwrap();
    // Whoever is to know that the stream is over is told so.
    let (mut events, mut curl) = follow(last + 1).unwrap();
    drop(server);
    let mut rest = String::new();
    events.read_to_string(&mut rest).unwrap();
    curl.wait().unwrap();
}

#[test]
fn a_recipient_says_what_it_has_and_whoever_looks_sees_what_is_lacking_and_owed() {
    let stage = Stage::new();
    stage.with_house(|house| {
        take_in(house, &[line("R-1", "Lanterns."), line("R-2", "Lanterns.")]);
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
        let coverage = house.coverage().unwrap().remove(0);
        assert_eq!((coverage.wanted, coverage.ready, coverage.lacking.len()), (2, 0, 2));
        house.bring_feeds().unwrap();
        let told = house.receive((alvarez, None), "all", 1).unwrap_err().to_string();
        assert!(told.contains("position 1 of feed `all` was not read yet"), "{told}");
        let told = house.receive((alvarez, None), "all", 3).unwrap_err().to_string();
        assert!(told.contains("has 2 positions"), "{told}");
        house.feed_page((alvarez, None), "all", (0, 10)).unwrap();
        assert_eq!(house.receive((alvarez, None), "all", 1).unwrap(), 1);
        let counts = |house: &server::Clearinghouse| {
            let of = house.coverage().unwrap().remove(0);
            (of.wanted, of.ready, of.read, of.received, of.lacking.len())
        };
        assert_eq!(counts(house), (2, 2, 2, 1, 0));
        // Saying it again says nothing new.
        let before = house.store().journal().next_seq();
        assert_eq!(house.receive((alvarez, None), "all", 1).unwrap(), 1);
        assert_eq!(house.store().journal().next_seq(), before);
        assert_eq!(house.receive((alvarez, None), "all", 2).unwrap(), 2);
        assert_eq!(counts(house), (2, 2, 2, 2, 0));
    });
    let covered = stage.run(&["feed", "coverage"]).expect(0);
    assert!(covered.out.contains("2 received, 0 lacking"), "{}", covered.out);
    stage.run(&["admin", "reindex"]).expect(0);
    let covered = stage.run(&["feed", "coverage"]).expect(0);
    assert!(covered.out.contains("2 received, 0 lacking"), "{}", covered.out);
    stage.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_webhook_gets_every_position_in_order_however_often_it_refuses() {
    let stage = Stage::with_reports(40);
    stage.with_house(|house| {
        let recipient = house.recipient("alvarez").unwrap();
        open(house, &contract(recipient, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
    });
    let keys = stage.data().join("keys");
    let secret = "a secret of enough bytes for both";
    let mut receiving = others::program("python3");
    receiving.arg(kit::workspace::root().join("tests/webhook_receiver.py"));
    receiving.args([keys.join("server.pem"), keys.join("server.key")]).args([secret, "3"]);
    let Ok(mut receiver) = receiving.stdout(Stdio::piped()).spawn() else {
        println!("skipped: python3 is not here");
        return;
    };
    let mut said = BufReader::new(receiver.stdout.take().unwrap()).lines().map(Result::unwrap);
    let port: u16 = said.next().unwrap().parse().unwrap();
    std::fs::write(keys.join("hook"), secret).unwrap();
    let config = stage.data().join("tearline.toml");
    let before = std::fs::read_to_string(&config).unwrap();
    let hook = |extra: &str| {
        format!(
            "{before}\n[[webhook]]\nrecipient = \"alvarez\"\nfeed = \"all\"\n\
             url = \"https://127.0.0.1:{port}/hook?x=1\"\nsecret = \"keys/hook\"\n\
             authority = \"keys/authority.pem\"\n{extra}"
        )
    };
    // An address of our own networks is refused until it is allowed.
    std::fs::write(&config, hook("")).unwrap();
    let server = Served::start(&stage.data());
    let undelivered = || stage.run(&["feed", "undelivered", "--json"]).expect(0).json().remove(0);
    wait("nothing was noted", || undelivered()[0]["tries"].as_u64() >= Some(2));
    let why = undelivered()[0]["why"].to_string();
    assert!(why.contains("allow_private = true"), "{why}");
    drop(server);
    std::fs::write(&config, hook("allow_private = true\n")).unwrap();
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    let last = json(&client, "/api/v1/feeds")[0]["last"].as_u64().unwrap();
    let (mut refused, mut took) = (0, Vec::new());
    let brought = |body: &Value| -> Vec<u64> {
        let items = body["items"].as_array().unwrap().iter();
        items.map(|item| item["position"].as_u64().unwrap()).collect()
    };
    while took.last() != Some(&last) {
        let said: Value = serde_json::from_str(&said.next().unwrap()).unwrap();
        assert_eq!(said["path"], "/hook?x=1");
        match said["status"].as_u64() {
            Some(500) => refused += 1,
            Some(200) => took.extend(brought(&said["body"])),
            _ => panic!("{said}"),
        }
    }
    assert_eq!(refused, 3);
    assert!(took.windows(2).all(|pair| pair[0] < pair[1]), "{took:?}");
    wait("it was not noted that it has them", || {
        json(&client, "/api/v1/feeds")[0]["received"].as_u64() == Some(last)
    });
    assert_eq!(undelivered(), serde_json::json!([]));
    // What comes is sent by itself.
    let submitter = server.client(&stage.certificate("cia-submitter"));
    let came = line("CAME-1", "Lanterns at the quay.").to_string();
    submitter.post("/api/v1/reports", "application/x-ndjson", came.into_bytes()).unwrap();
    let told = said.next().unwrap();
    assert!(told.contains("CIA CAME-1"), "{told}");
    receiver.kill().unwrap();
    receiver.wait().unwrap();
}

#[test]
fn a_digest_goes_by_mail_within_the_level_of_mail_and_once() {
    let Some(mut smtp) = others::tools() else { return };
    let stage = Stage::new();
    stage.with_house(|house| {
        take_in(house, &[line("R-1", "Lanterns at the quay."), line("R-2", "Lanterns.")]);
        let alvarez = house.recipient("alvarez").unwrap();
        open(house, &contract(alvarez, "all", Purpose::Analysis, SystemClock.now()));
    });
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = stage.data().join("tearline.toml");
    let before = std::fs::read_to_string(&config).unwrap();
    let mail = |level: &str| {
        let text = format!(
            "{before}\n[mail]\nserver = \"127.0.0.1:{port}\"\nfrom = \"tearline@center.example\"\n\
             level = \"{level}\"\n[[digest]]\nrecipient = \"alvarez\"\nfeed = \"all\"\n\
             to = [\"alvarez@ice.example\"]\nat = \"02:00\"\n"
        );
        std::fs::write(&config, text).unwrap();
    };
    mail("UNCLASSIFIED");
    let refused = stage.run(&["feed", "digest"]);
    assert!(refused.code > 1 && refused.err.contains("mail up to UNCLASSIFIED"), "{}", refused.err);
    mail("TOP SECRET");
    // Nobody listens: nothing is lost.
    let failed = stage.run(&["feed", "digest"]);
    assert!(failed.code > 1 && failed.err.contains("mail:"), "{}", failed.err);
    let boxes = tempfile::tempdir().unwrap();
    smtp.args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{port}")]);
    smtp.args(["-c", "aiosmtpd.handlers.Mailbox"]).arg(boxes.path().join("mail"));
    let mut smtp = smtp.stderr(Stdio::null()).spawn().unwrap();
    wait("the mail server did not start", || {
        std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    let sent = stage.run(&["feed", "digest"]).expect(0);
    assert!(sent.out.contains("alvarez/all: 2 positions sent"), "{}", sent.out);
    let again = stage.run(&["feed", "digest"]).expect(0);
    assert!(again.out.contains("alvarez/all: 0 positions sent"), "{}", again.out);
    let letters = || -> Vec<String> {
        let all = std::fs::read_dir(boxes.path().join("mail/new")).unwrap();
        all.map(|letter| std::fs::read_to_string(letter.unwrap().path()).unwrap()).collect()
    };
    let letter = letters().remove(0);
    assert_eq!(letters().len(), 1);
    for said in [
        "Subject: [SECRET//NOFORN] all: 2 reports, 0 taken back",
        "To: alvarez@ice.example",
        "CIA R-1 v1 (release)",
        "(S//NF) Lanterns at the quay.",
        "You owe: Leads only, not evidence",
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    let (_, body) = letter.split_once("\n\n").unwrap();
    assert!(body.starts_with("SECRET//NOFORN\n") && body.trim_end().ends_with("SECRET//NOFORN"));
    stage.run(&["recall", "CIA R-1", "--because", "x", "--as", "vandermeer"]).expect(0);
    let sent = stage.run(&["feed", "digest"]).expect(0);
    assert!(sent.out.contains("alvarez/all: 1 positions sent"), "{}", sent.out);
    assert!(letters().iter().any(|letter| letter.contains("CIA R-1 is taken back")));
    smtp.kill().unwrap();
    smtp.wait().unwrap();
}
