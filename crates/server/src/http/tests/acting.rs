//! Acts and requests over the interface: who may, what is refused, and what changes at once.

use super::kit::Running;

const EMBARGO: &str = "format = \"tearline.acts/1\"\nreason = \"under way\"\n[[embargo]]\n\
                       originator = \"CIA\"\nreports = [\"CIA TD-314/1\"]\nfrom = \"2026-01-01\"\n";

fn outcome(site: &Running, name: &str) -> u16 {
    site.json(name, "/api/v1/reports/CIA%20TD-314%2F1").0
}

#[test]
fn an_officer_records_and_ends_acts_that_others_may_not_even_see() {
    let site = Running::start(false);
    assert_eq!(outcome(&site, "alvarez"), 200);
    let (status, body) = site.post("alvarez", "/api/v1/acts", EMBARGO);
    assert_eq!((status, &body["error"]["code"]), (403, &"not-your-function".into()), "{body}");
    let (status, body) = site.post("vandermeer", "/api/v1/acts", "format = 1");
    assert_eq!(status, 400, "{body}");
    assert!(body["error"]["message"].as_str().unwrap().contains("body:1: "), "{body}");
    let (status, body) = site.post("vandermeer", "/api/v1/acts", EMBARGO);
    assert_eq!(status, 200, "{body}");
    let id = body["acts"][0].as_str().unwrap().to_owned();
    assert_eq!(outcome(&site, "alvarez"), 404);
    let listed = |name: &str| site.json(name, "/api/v1/acts").1["acts"].as_array().unwrap().len();
    assert_eq!((listed("vandermeer"), listed("ofarrell"), listed("alvarez")), (1, 1, 0));
    let end = format!("/api/v1/acts/{id}/end");
    let reason = r#"{"reason": "over"}"#;
    assert_eq!(site.post("alvarez", &end, reason).0, 400);
    assert_eq!(site.post("vandermeer", &end, reason).0, 200);
    assert_eq!(outcome(&site, "alvarez"), 200);
}

#[test]
fn a_request_opens_for_whoever_asked_and_shows_to_nobody_else() {
    let site = Running::start(false);
    let lead = "/api/v1/reports/CIA%20TD-314%2F1?purpose=court&matter=case%207";
    assert_eq!(site.json("alvarez", lead).0, 404, "leads only");
    let new =
        r#"{"report": "CIA TD-314/1", "purpose": "court", "matter": "case 7", "reason": "trial"}"#;
    let (status, made) = site.post("alvarez", "/api/v1/requests", new);
    assert_eq!((status, &made["state"]), (200, &"open".into()), "{made}");
    let lists = |name: &str| {
        let (_, lists) = site.json(name, "/api/v1/requests");
        ["own", "inbox"].map(|list| lists[list].as_array().unwrap().len())
    };
    assert_eq!((lists("alvarez"), lists("vandermeer"), lists("reyes")), ([1, 0], [0, 1], [0, 0]));
    let step = format!("/api/v1/requests/{}", made["id"].as_str().unwrap());
    let approve = r#"{"step": "approve", "until": "2099-01-01", "consents": ["use"]}"#;
    assert_eq!(site.post("reyes", &step, approve).0, 400);
    assert_eq!(site.post("vandermeer", &step, r#"{"step": "approve", "until": "never"}"#).0, 400);
    assert_eq!(site.post("vandermeer", &step, r#"{"step": "grant"}"#).0, 400);
    let (status, answer) = site.post("vandermeer", &step, approve);
    assert!(status == 200 && answer["authorization"].is_string(), "{answer}");
    let (status, report) = site.json("alvarez", lead);
    assert_eq!(status, 200, "{report}");
    let texts: Vec<_> = report["obligations"].as_array().unwrap().iter().collect();
    assert!(texts.iter().any(|owed| owed["text"].as_str().unwrap().contains("in case 7")));
    assert_eq!(site.json("alvarez", "/api/v1/reports/CIA%20TD-314%2F1?purpose=court").0, 404);
}

#[test]
fn use_is_lifted_in_a_matter_alone_and_what_an_approval_lifts_is_said() {
    let site = Running::start(false);
    let ask = |matter: &str| {
        let new = serde_json::json!({
            "report": "CIA TD-314/1", "purpose": "court", "matter": matter, "reason": "trial",
        });
        let (_, made) = site.post("alvarez", "/api/v1/requests", &new.to_string());
        format!("/api/v1/requests/{}", made["id"].as_str().unwrap())
    };
    let approve = |step: &str, consents: &[&str]| {
        let approval = serde_json::json!({
            "step": "approve", "until": "2099-01-01", "consents": consents,
        });
        site.post("vandermeer", step, &approval.to_string())
    };
    let court = |matter: &str| {
        let path = "/api/v1/reports/CIA%20TD-314%2F1?purpose=court";
        site.json("alvarez", &format!("{path}{matter}")).0
    };
    let without = ask("");
    let (status, refused) = approve(&without, &["list", "use"]);
    assert_eq!(status, 400, "{refused}");
    let said = refused["error"]["message"].as_str().unwrap();
    assert!(said.contains("names no matter"), "{said}");
    let inbox = site.raw(Some("vandermeer"), "GET", "/requests", "");
    assert!(inbox.contains("value=\"use\" disabled") && inbox.contains("no matter"), "{inbox}");
    // Where nothing is named, what can be lifted is, and use is left out.
    let (status, approved) = approve(&without, &[]);
    let rest = ["list", "caveats", "need-to-know", "field-office"];
    assert_eq!((status, sorted(&approved["lifts"])), (200, sorted(&rest.into())), "{approved}");
    assert_eq!(court(""), 404, "leads only");
    let inside = ask("case 7");
    let inbox = site.raw(Some("vandermeer"), "GET", "/requests", "");
    assert!(!inbox.contains("disabled"), "{inbox}");
    let (_, approved) = approve(&inside, &[]);
    let all = ["use", "list", "caveats", "need-to-know", "field-office"];
    assert_eq!(sorted(&approved["lifts"]), sorted(&all.into()), "{approved}");
    assert_eq!([court(""), court("&matter=case%207"), court("&matter=case%208")], [404, 200, 404]);
}

fn sorted(words: &serde_json::Value) -> Vec<&str> {
    let words = words.as_array().unwrap().iter().map(|word| word.as_str().unwrap());
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words
}

#[test]
fn a_request_for_a_product_goes_to_the_originators_of_its_sources_too_and_whoever_asked_is_told_of_none()
 {
    let site = Running::start(false);
    let line = |originator: &str, serial: &str, mark: &str, from: &[&str]| {
        let banner = marking::Marking::parse(mark).unwrap().marking.banner();
        let report = serde_json::json!({
            "format": "tearline.report/1", "originator": originator, "serial": serial,
            "kind": "report", "title": {"marking": "U", "text": "x"}, "banner": banner,
            "portions": [{"marking": mark, "text": "y"}], "leads_only": false, "derived_from": from,
        });
        site.take_in(&format!("{report}\n"));
    };
    line("CIA", "S-1", "S//OC/NF", &[]);
    line("HSTC", "P-1", "S//NF", &["CIA S-1"]);
    line("HSTC", "P-2", "S//NF", &[]);
    let ask = |report: &str| {
        let new = serde_json::json!({"report": report, "purpose": "analysis", "reason": "case"});
        let (status, mut made) = site.post("alvarez", "/api/v1/requests", &new.to_string());
        assert_eq!(status, 200, "{made}");
        let id = made["id"].take().as_str().unwrap().to_owned();
        ["asked", "expires", "report"].iter().for_each(|field| drop(made[*field].take()));
        (id, made)
    };
    let (id, made) = ask("HSTC P-1");
    let (_, of_none) = ask("HSTC P-2");
    assert_eq!((made, ask("HSTC P-9").1), (of_none.clone(), of_none));
    let lists = |name: &str, list: &str| {
        site.json(name, "/api/v1/requests").1[list].as_array().unwrap().clone()
    };
    let asked = lists("vandermeer", "consents");
    assert_eq!(asked.len(), 1, "{asked:?}");
    let told = ["report", "consent_of", "with"].map(|field| asked[0][field].as_str().unwrap());
    assert_eq!(told, ["HSTC P-1", "CIA", "HSTC"]);
    assert_eq!(asked[0]["consents"], serde_json::json!(["list"]));
    for other in ["alvarez", "ferreira", "ofarrell"] {
        assert_eq!(lists(other, "consents"), Vec::<serde_json::Value>::new(), "{other}");
    }
    let product = || site.json("alvarez", "/api/v1/reports/HSTC%20P-1").0;
    let source = || site.json("alvarez", "/api/v1/reports/CIA%20S-1");
    let before = source();
    assert_eq!(product(), 404);
    let page = site.raw(Some("vandermeer"), "GET", "/requests", "");
    assert!(page.contains("Products made from your material"), "{page}");
    let step = format!("/api/v1/requests/{id}");
    let approve = r#"{"step": "approve", "until": "2099-01-01"}"#;
    assert_eq!(site.post("ofarrell", &step, approve).0, 400);
    assert_eq!(site.post("vandermeer", &step, r#"{"step": "deny"}"#).0, 400);
    let (status, consent) = site.post("vandermeer", &step, approve);
    assert_eq!((status, &consent["lifts"]), (200, &serde_json::json!(["list"])), "{consent}");
    assert_eq!(product(), 200);
    // Of the source itself nothing is opened, nothing more is asked, and the request waits on.
    assert_eq!(source(), before);
    assert_eq!(lists("vandermeer", "consents").len(), 0);
    assert_eq!(site.post("vandermeer", &step, approve).0, 400);
    let own = lists("alvarez", "own");
    assert!(own.iter().all(|request| request["state"] == "open" && request["with"] == "HSTC"));
}

#[test]
fn an_officer_foresees_what_becomes_of_its_own_organisations_drafts_alone() {
    let site = Running::start(false);
    let draft = |originator: &str| {
        format!(
            r#"{{"format":"tearline.report/1","originator":"{originator}","serial":"D-1","kind":"cable","title":{{"marking":"U","text":"t"}},"banner":"SECRET//NOFORN","portions":[{{"marking":"S//NF","text":"x"}}]}}"#
        )
    };
    let body = format!("{}\n{}\n{{\n", draft("CIA"), draft("DHS/CBP"));
    let path = "/api/v1/whatif?purpose=analysis,court";
    assert_eq!(site.post("alvarez", path, &body).0, 403);
    assert_eq!(site.post("vandermeer", "/api/v1/whatif?purpose=fun", &body).0, 400);
    let (status, answer) = site.post("vandermeer", path, &body);
    assert_eq!(status, 200, "{answer}");
    let drafts = answer["drafts"].as_array().unwrap();
    assert_eq!(drafts[0]["purposes"].as_array().unwrap().len(), 2, "{answer}");
    assert!(drafts[1]["fault"]["text"].as_str().unwrap().contains("speak for"), "{answer}");
    assert_eq!(
        (&drafts[2]["line"], &drafts[2]["fault"]["outcome"]),
        (&3.into(), &"refused".into())
    );
    // Nothing of it is stored.
    assert_eq!(site.json("vandermeer", "/api/v1/reports/CIA%20D-1").0, 404);
}

#[test]
fn a_request_about_no_name_or_for_no_matter_is_refused_and_too_many_wait() {
    let site = Running::start(false);
    let ask = |report: &str, matter: &str| {
        let new = serde_json::json!({
            "report": report, "purpose": "analysis", "matter": matter, "reason": "trial",
        });
        site.post("alvarez", "/api/v1/requests", &new.to_string()).0
    };
    let long = "x".repeat(300);
    let unfit = ["CIA", "NOBODY R-1", "CIA two\nlines", &format!("CIA {long}")];
    assert_eq!(unfit.map(|report| ask(report, "case 7")), [400; 4]);
    assert_eq!([ask("CIA R-1", "two\nlines"), ask("CIA R-1", &long)], [400; 2]);
    let kept: usize = (0..101).filter(|_| ask("CIA R-1", "case 7") == 200).count();
    assert_eq!(kept, 100);
}
