//! Feeds as TAXII collections: whoever polls holds, object by object, what the release engine permits now.

use std::collections::{BTreeMap, BTreeSet};

use model::{Clock, Contract, Purpose, Recipient, Timestamp};
use serde_json::Value;
use server::{Clearinghouse, Collected, Place, SystemClock, WantedObjects, WrittenPage};
use store::AuditRow;

use kit::served::Served;
use kit::stage::Stage;

use crate::feeds::{contract, open, permitted};
use crate::over_time::{History, RECIPIENTS};

/// A page that was read.
struct Page {
    objects: Vec<Value>,
    next: Option<Place>,
    added: Option<(Timestamp, Timestamp)>,
}

/// Reads a page twice. The second time it may be given as it was: it is the same, and recorded like the
/// first.
fn collected(house: &Clearinghouse, recipient: &Recipient, wanted: &WantedObjects) -> Page {
    let write = |found: Collected| {
        let next = found.next.map(|next| [next.position, next.place]);
        let objects = found.objects.into_iter().map(exchange::stix::Object::into_value);
        let objects: Vec<Value> = objects.collect();
        let body = serde_json::json!({ "objects": objects, "next": next }).to_string();
        Ok(WrittenPage { body: body.into_bytes().into(), added: found.added })
    };
    let next_seq = || house.store().journal().next_seq();
    let first = next_seq();
    let page = house.collect(recipient, "all", wanted, write).unwrap();
    let second = next_seq();
    let again = house.collect(recipient, "all", wanted, write).unwrap();
    assert_eq!((&page.body, page.added), (&again.body, again.added));
    assert_eq!(next_seq() - second, second - first);
    if first < second {
        assert_recorded_alike(house, first, second);
    }
    let read: Value = serde_json::from_slice(&page.body).unwrap();
    let next = read["next"].as_array().map(|next| Place {
        position: next[0].as_u64().unwrap(),
        place: next[1].as_u64().unwrap(),
    });
    Page { objects: read["objects"].as_array().unwrap().clone(), next, added: page.added }
}

/// Two entries say the same of each report, one in its own words or by naming the other; and so does what
/// originators are told.
fn assert_recorded_alike(house: &Clearinghouse, first: u64, second: u64) {
    let told = |seq: u64| {
        let (_, record) = house.store().journal().replay(seq).next().unwrap().unwrap();
        let content = record.content.unwrap();
        let parts = serde_json::Deserializer::from_slice(&content).into_iter::<Value>();
        let parts: Vec<Value> = parts.map(Result::unwrap).collect();
        (record.leaf.kind, record.parties, parts)
    };
    let (one, other) = (told(first), told(second));
    assert_eq!((one.0, &one.1, one.2.len()), (other.0, &other.1, other.2.len()));
    // The first may name one before it.
    let entry = one.2[0]["again"].as_u64().unwrap_or(first);
    let said = match other.2[0]["again"].as_u64() {
        Some(named) => {
            assert_eq!(named, entry);
            told(entry).2
        }
        None => {
            assert_eq!(one.2, other.2);
            one.2
        }
    };
    let mut reports = 0;
    for own in
        said.iter().filter(|part| part["reports"].is_array() && part["originator"].is_string())
    {
        for report in own["reports"].as_array().unwrap() {
            let cited = format!(
                "{} {}",
                own["originator"].as_str().unwrap(),
                report["serial"].as_str().unwrap()
            );
            let rows = house.store().events_of(&cited).unwrap();
            let of = |seq: u64| {
                let mut rows = rows.iter().filter(|row| row.seq == seq);
                let row = rows.next().unwrap().clone();
                assert!(rows.next().is_none());
                AuditRow { seq: 0, at: Timestamp::from_micros(0), ..row }
            };
            assert_eq!(of(first), of(second));
            assert!(rows.is_sorted_by_key(|row| row.seq));
            reports += 1;
        }
    }
    assert!(reports > 0);
}

/// Somebody who polls a collection, and keeps its objects.
#[derive(Default)]
struct Consumer {
    after: Option<Timestamp>,
    /// Under their ids.
    holds: BTreeMap<String, Value>,
    /// Every version that was ever shown.
    seen: BTreeSet<(String, String)>,
    revoked: usize,
}

impl Consumer {
    /// Reads everything that was added, page by page, by `next` or by time.
    fn poll(&mut self, house: &Clearinghouse, recipient: &Recipient, limit: usize, by_next: bool) {
        let mut behind: Option<Place> = None;
        loop {
            let wanted = WantedObjects {
                added_after: self.after,
                behind,
                limit,
                ..WantedObjects::default()
            };
            let listed = house.manifest(recipient, "all", &wanted).unwrap().listed;
            let page = collected(house, recipient, &wanted);
            let ids: Vec<&str> = page.objects.iter().map(|of| of["id"].as_str().unwrap()).collect();
            let named: Vec<&str> = listed.iter().map(|of| of.id.as_str()).collect();
            assert_eq!(ids, named, "a manifest names what is given");
            assert!(ids.len() <= limit);
            page.objects.into_iter().for_each(|object| self.take(object));
            if let Some((first, last)) = page.added {
                assert!(first <= last && self.after.is_none_or(|after| after < first));
                if !by_next || page.next.is_none() {
                    self.after = Some(last);
                }
            }
            match page.next {
                Some(next) if by_next => behind = Some(next),
                Some(_) => {}
                None => return,
            }
        }
    }

    fn take(&mut self, object: Value) {
        let id = object["id"].as_str().unwrap().to_owned();
        let version = object["modified"].as_str().unwrap_or_default().to_owned();
        if object["revoked"] == true && self.seen.contains(&(id.clone(), version)) {
            assert!(!self.holds.contains_key(&id));
            return;
        }
        if let Some(modified) = object["modified"].as_str() {
            let is_new = self.seen.insert((id.clone(), modified.to_owned()));
            let known = self.holds.get(&id);
            let is_newer = known.is_none_or(|known| known["modified"].as_str() < Some(modified));
            let is_shared = object["created_by_ref"].is_null() || known == Some(&object);
            assert!((is_new && is_newer) || is_shared, "shown twice as new: {object}");
        }
        if object["revoked"] == true {
            assert!(self.holds.remove(&id).is_some(), "it was never given: {object}");
            self.revoked += 1;
            assert!(object.get("description").is_none() && object.get("extensions").is_none());
        } else {
            self.holds.insert(id, object);
        }
    }

    /// What reports it holds, and in which forms.
    fn reports(&self) -> BTreeMap<String, BTreeSet<(u64, String)>> {
        let mut all: BTreeMap<String, BTreeSet<(u64, String)>> = BTreeMap::new();
        for report in self.holds.values().filter(|object| object["type"] == "report") {
            let cited = &report["external_references"][0];
            let cited = ["source_name", "external_id"].map(|part| cited[part].as_str().unwrap());
            let (_, said) = report["extensions"].as_object().unwrap().iter().next().unwrap();
            let form = (said["version"].as_u64().unwrap(), said["outcome"].as_str().unwrap());
            let forms = all.entry(cited.join(" ")).or_default();
            forms.insert((form.0, form.1.to_owned()));
        }
        all
    }

    /// Whatever objects refer to is here, but for the wholes that something is derived from.
    fn check_references(&self) {
        for object in self.holds.values() {
            if object["relationship_type"] == "derived-from" {
                continue;
            }
            for (name, value) in object.as_object().unwrap() {
                let one = value.as_str().filter(|_| name.ends_with("_ref"));
                let many = value.as_array().filter(|_| name.ends_with("_refs"));
                let many = many.into_iter().flatten().filter_map(Value::as_str);
                for referred in one.into_iter().chain(many) {
                    assert!(self.holds.contains_key(referred), "{referred} of {object}");
                }
            }
        }
    }

    /// The objects that belong to one report.
    fn own(&self) -> Vec<&Value> {
        let is_own = |object: &&Value| {
            let kinds = ["report", "identity", "location", "relationship"];
            kinds.contains(&object["type"].as_str().unwrap()) && !object["created_by_ref"].is_null()
        };
        self.holds.values().filter(is_own).collect()
    }
}

fn check(house: &Clearinghouse, of: &Contract, consumer: &Consumer, at: Timestamp, told: &str) {
    let expected = permitted(house, of, at);
    let held = consumer.reports();
    assert!(held.keys().eq(expected.keys()), "{told}: {held:?} {expected:?}");
    for (report, (version, form)) in &expected {
        let mut forms = held[report].clone();
        assert!(forms.remove(&(u64::from(*version), form.clone())), "{told} {report} {forms:?}");
        // A tear line beside a whole is an object of its own.
        let beside = (u64::from(*version), "tearline".to_owned());
        assert!(forms.is_empty() || (form == "release" && forms == [beside].into()), "{told}");
    }
}

#[test]
fn whoever_polls_holds_what_is_permitted_and_sees_nothing_twice() {
    let (mut revoked, mut held) = (0, 0);
    for seed in 80..83 {
        let mut history = History::new(seed);
        let at = history.clock.now();
        let mut contracts = Vec::new();
        for name in RECIPIENTS {
            let recipient = history.house().recipient(name).unwrap();
            let mut wanted = contract(recipient, "all", Purpose::Analysis, at);
            wanted.level_max = marking::Level::TopSecret;
            open(history.house(), &wanted);
            contracts.push((wanted, Consumer::default()));
        }
        for step in 0..30 {
            history.happen();
            let house = history.house();
            house.bring_feeds().unwrap();
            for (of, consumer) in &mut contracts {
                let told = format!("{} {seed} {step}", of.recipient);
                let recipient = house.recipient(of.recipient.as_str()).unwrap();
                consumer.poll(house, recipient, 1 + step % 5, step % 2 == 0);
                check(house, of, consumer, history.clock.now(), &told);
                consumer.check_references();
                let mut anew = Consumer::default();
                anew.poll_anew(house, recipient);
                assert_eq!(anew.own(), consumer.own(), "{told}");
                anew.check_references();
                held += anew.reports().len();
            }
        }
        revoked += contracts.iter().map(|(_, consumer)| consumer.revoked).sum::<usize>();
    }
    assert!(revoked > 10 && held > 200, "{revoked} {held}");
}

impl Consumer {
    /// Reads everything as somebody who never read: what was taken back from others is passed over.
    fn poll_anew(&mut self, house: &Clearinghouse, recipient: &Recipient) {
        let wanted = WantedObjects { limit: 100_000, ..WantedObjects::default() };
        let page = collected(house, recipient, &wanted);
        assert_eq!(page.next, None);
        let mut ids = BTreeSet::new();
        for value in page.objects {
            assert!(ids.insert(value["id"].to_string()), "{} is there twice", value["id"]);
            if value["revoked"] != true {
                self.take(value);
            }
        }
    }
}

/// What `tests/taxii_client.py` finds; nothing, and a printed line, where its tools are not here.
fn asked_by_others(server: &Served, certificate: &std::path::Path) -> Option<Value> {
    let mut asking = kit::others::tools()?;
    let script = kit::workspace::root().join("tests/taxii_client.py");
    asking.arg(script).arg(server.url()).arg(certificate);
    let ran = asking.arg(server.authority()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{out}\n{err}");
    Some(serde_json::from_str(&out).unwrap())
}

#[test]
fn the_clients_of_others_read_every_collection_and_a_recall_is_revoked() {
    let stage = Stage::with_reports(40);
    stage.with_house(|house| {
        let recipient = house.recipient("alvarez").unwrap();
        for (name, purpose) in [("all", Purpose::Analysis), ("leads", Purpose::InvestigativeLead)] {
            open(house, &contract(recipient, name, purpose, SystemClock.now()));
        }
        house.bring_feeds().unwrap();
    });
    let certificate = stage.certificate("alvarez");
    let server = Served::start(&stage.data());
    let Some(found) = asked_by_others(&server, &certificate) else { return };
    assert!(found["all"]["reports"].as_u64() > Some(10), "{found}");
    assert_eq!(found["all"]["revoked"], serde_json::json!([]));
    let client = server.client(&certificate);
    let (_, page) = client.get("/api/v1/feeds/all?limit=1000").unwrap();
    let page: Value = serde_json::from_slice(&page).unwrap();
    let brought = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["report"].as_str().is_some_and(|name| name.starts_with("CIA ")));
    let report = brought.unwrap()["report"].as_str().unwrap().to_owned();
    drop(server);
    stage.run(&["recall", &report, "--because", "it was false", "--as", "vandermeer"]).expect(0);
    let server = Served::start(&stage.data());
    let client = server.client(&certificate);
    let began = server::instant();
    loop {
        let (_, page) = client.get("/api/v1/feeds/all?limit=1000").unwrap();
        if String::from_utf8_lossy(&page).contains("taken-back") {
            break;
        }
        assert!(began.elapsed().as_secs() < 60, "the recall did not come");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let after = asked_by_others(&server, &certificate).unwrap();
    let (originator, serial) = report.split_once(' ').unwrap();
    let whole = exchange::whole_uuid(
        &model::AgencyId::new(originator).unwrap(),
        &model::Serial::new(serial).unwrap(),
    );
    let revoked = after["all"]["revoked"].as_array().unwrap();
    let is_whole = brought_whole(&page, &report);
    assert!(!revoked.is_empty(), "{after}");
    assert_eq!(revoked.contains(&format!("report--{whole}").into()), is_whole, "{after}");
}

fn brought_whole(page: &Value, report: &str) -> bool {
    let mut items = page["items"].as_array().unwrap().iter();
    let of = items.find(|item| item["report"] == report && item["what"] == "brought").unwrap();
    of["brought"]["outcome"] == "release"
}

fn posted(client: &server::Client, path: &str, body: &Value) -> (u16, Value) {
    let kind = "application/taxii+json;version=2.1";
    let (status, body) = client.post(path, kind, body.to_string().into_bytes()).unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// A report under the standard's own marking of TLP:WHITE, or under none.
fn envelope(at: usize, is_marked: bool) -> Value {
    let id = format!("report--00000000-0000-4000-8000-00000000000{at}");
    let mut report = serde_json::json!({
        "type": "report", "spec_version": "2.1", "id": id, "name": "Lanterns at the quay",
        "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00.000Z", "description": "Lanterns were seen.",
        "object_refs": ["indicator--00000000-0000-4000-8000-000000000009"],
    });
    if is_marked {
        let white = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9";
        report["object_marking_refs"] = serde_json::json!([white]);
    }
    serde_json::json!({ "objects": [report] })
}

const MAPPING: &str = "format = \"tearline.mapping/1\"\nname = \"partner\"\nformats = [\"stix\"]\n\
                       originator = \"CIA\"\nkind = \"report\"\nleads_only = false\n\
                       [labels]\n\"TLP:CLEAR\" = \"U\"\n";

#[test]
fn a_submitter_posts_objects_learns_what_became_of_each_and_deletes_its_own() {
    let stage = Stage::new();
    std::fs::create_dir_all(stage.data().join("sources")).unwrap();
    std::fs::write(stage.data().join("sources/partner.toml"), MAPPING).unwrap();
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("cia-submitter"));
    let base = "/taxii2/feeds/collections/submissions";
    let (status, found) = posted(&client, &format!("{base}/objects/"), &envelope(1, true));
    assert_eq!((status, &found["status"]), (202, &"complete".into()), "{found}");
    assert_eq!(
        (&found["success_count"], &found["failure_count"]),
        (&1.into(), &0.into()),
        "{found}"
    );
    let id = found["id"].as_str().unwrap();
    let (status, again) = client.get(&format!("/taxii2/feeds/status/{id}/")).unwrap();
    assert_eq!((status, serde_json::from_slice::<Value>(&again).unwrap()), (200, found.clone()));
    let (_, repeated) = posted(&client, &format!("{base}/objects/"), &envelope(1, true));
    assert_eq!(repeated["success_count"], 1, "{repeated}");
    // What says no marking is set aside, and its submitter is told so.
    let (status, aside) = posted(&client, &format!("{base}/objects/"), &envelope(2, false));
    assert_eq!((status, &aside["failure_count"]), (202, &1.into()), "{aside}");
    let why = aside["failures"][0]["message"].to_string();
    assert!(why.contains("set aside"), "{why}");
    for (body, told) in [
        (serde_json::json!({}), "a list that is not empty"),
        (serde_json::json!({"objects": [{"type": "report"}]}), "has no id"),
    ] {
        let (status, wrong) = posted(&client, &format!("{base}/objects/"), &body);
        assert_eq!(status, 400);
        assert!(wrong["description"].to_string().contains(told), "{wrong}");
    }
    let (status, _) =
        client.post(&format!("{base}/objects/"), "application/json", b"{}".to_vec()).unwrap();
    assert_eq!(status, 415);
    // Nobody else posts there, learns of it, or reads it.
    let other = server.client(&stage.certificate("alvarez"));
    let (status, _) = posted(&other, &format!("{base}/objects/"), &envelope(3, true));
    assert_eq!(status, 404);
    assert_eq!(other.get(&format!("/taxii2/feeds/status/{id}/")).unwrap().0, 404);
    assert_eq!(client.get(&format!("{base}/objects/")).unwrap().0, 404);
    let (_, shown) =
        other.get("/api/v1/reports/CIA%20report--00000000-0000-4000-8000-000000000001").unwrap();
    assert!(String::from_utf8_lossy(&shown).contains("Lanterns were seen."));
    // What it submitted it may take back, once.
    let object = format!("{base}/objects/report--00000000-0000-4000-8000-000000000001/");
    assert_eq!(other.delete(&object).unwrap().0, 404);
    assert_eq!([(); 2].map(|()| client.delete(&object).unwrap().0), [200, 404]);
    let (status, _) =
        other.get("/api/v1/reports/CIA%20report--00000000-0000-4000-8000-000000000001").unwrap();
    assert_eq!(status, 404);
    drop(server);
    // What others submitted is as what is not there.
    let others = crate::feeds::line("report--00000000-0000-4000-8000-000000000007", "Lanterns.");
    stage.with_house(|house| crate::feeds::take_in(house, &[others]));
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("cia-submitter"));
    let answers = ["7", "8"].map(|at| {
        let id = format!("report--00000000-0000-4000-8000-00000000000{at}");
        client.delete(&format!("{base}/objects/{id}/")).unwrap()
    });
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, 404);
}

#[test]
fn a_partners_collection_is_polled_and_taken_in_once() {
    let partner = Stage::new();
    let mut report = crate::feeds::line("P-1", "Lanterns at the quay.");
    let part = serde_json::json!({"marking": "U", "text": "Lanterns at the quay."});
    for (name, value) in [
        ("banner", "UNCLASSIFIED".into()),
        ("title", part.clone()),
        ("portions", serde_json::json!([part])),
        ("leads_only", false.into()),
    ] {
        report[name] = value;
    }
    partner.with_house(|house| {
        crate::feeds::take_in(house, &[report]);
        let recipient = house.recipient("alvarez").unwrap();
        open(house, &contract(recipient, "all", Purpose::Analysis, SystemClock.now()));
        house.bring_feeds().unwrap();
    });
    let serving = Served::start(&partner.data());
    let stage = Stage::new();
    std::fs::create_dir_all(stage.data().join("sources")).unwrap();
    let mapping = MAPPING.replace("\"TLP:CLEAR\"", "\"statement: UNCLASSIFIED\"");
    std::fs::write(stage.data().join("sources/partner.toml"), mapping).unwrap();
    let config = stage.data().join("tearline.toml");
    let before = std::fs::read_to_string(&config).unwrap();
    let poll = format!(
        "{before}\n[[poll]]\nurl = \"{}/taxii2/feeds/collections/all/\"\n\
         submitter = \"cia-submitter\"\nauthority = {:?}\ncertificate = {:?}\n\
         every_seconds = 1\nallow_private = true\n",
        serving.url(),
        serving.authority(),
        partner.certificate("alvarez"),
    );
    std::fs::write(&config, poll).unwrap();
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    let whole = exchange::whole_uuid(
        &model::AgencyId::new("CIA").unwrap(),
        &model::Serial::new("P-1").unwrap(),
    );
    let path = format!("/api/v1/reports/CIA%20report--{whole}");
    let began = server::instant();
    loop {
        let (status, shown) = client.get(&path).unwrap();
        if status == 200 {
            assert!(String::from_utf8_lossy(&shown).contains("Lanterns at the quay."));
            break;
        }
        assert!(began.elapsed().as_secs() < 60, "nothing came");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    // How far was read is kept once what was read is taken in.
    let kept = || std::fs::read_to_string(stage.data().join("polled.json")).unwrap_or_default();
    while !kept().contains("/taxii2/feeds/collections/all/") {
        assert!(began.elapsed().as_secs() < 60, "how far was read is not kept: {}", kept());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    drop(server);
    drop(serving);
    // A partner that does not answer is no harm, and what was read stays.
    let server = Served::start(&stage.data());
    let client = server.client(&stage.certificate("alvarez"));
    assert_eq!(client.get(&path).unwrap().0, 200);
}
