//! The JSON interface.

use super::kit::{REPORTS, Running};

#[test]
fn search_and_show_give_what_may_be_seen() {
    let site = Running::start(false);
    let (status, found) = site.json("castellanos", "/api/v1/search?q=tapachula");
    assert_eq!((status, found["total"].as_u64()), (200, Some(2)), "{found}");
    let hit = found["results"].as_array().unwrap().iter().find(|hit| hit["originator"] == "CIA");
    let snippet = &hit.unwrap()["snippets"][0];
    assert_eq!(snippet["marking"], "S//NF");
    assert_eq!(snippet["highlights"], serde_json::json!([[13, 22]]));
    let (status, report) = site.json("castellanos", "/api/v1/reports/CIA%20TD-314%2F1");
    assert_eq!((status, &report["banner"]), (200, &"SECRET//NOFORN".into()));
    assert_eq!(report["outcome"], "release");
    let _: crate::wire::Report = serde_json::from_value(report).unwrap();
    let (status, report) = site.json("delacroix", "/api/v1/reports/CIA%20TD-314%2F1");
    assert_eq!((status, &report["outcome"]), (200, &"redact".into()), "{report}");
    assert_eq!(report["portions"].as_array().unwrap().len(), 1);
}

#[test]
fn the_rule_of_use_travels_with_every_hit_as_it_does_with_the_report() {
    let site = Running::start(false);
    let saved = r#"{"name": "watch", "query": "tapachula"}"#;
    let who = ["castellanos", "delacroix"];
    who.iter().for_each(|who| {
        drop(site.client(who).post("/api/v1/search/saved", "application/json", saved.into()))
    });
    let again = REPORTS.lines().next().unwrap().replace("TD-314/1", "TD-314/9");
    site.take_in(&format!("{again}\n"));
    site.house.alert().unwrap();
    for who in who {
        let report = site.json(who, "/api/v1/reports/CIA%20TD-314%2F9").1;
        assert!(report["leads_only"] == true && report["obligations"][0]["name"].is_string());
        let use_of = |hit: &serde_json::Value| {
            ["leads_only", "obligations", "outcome"].map(|field| hit[field].clone())
        };
        let places = [
            ("/api/v1/search?q=tapachula", "/results"),
            ("/api/v1/search/similar?id=CIA%20TD-314%2F1", ""),
            ("/api/v1/search/duplicates?id=CIA%20TD-314%2F1", ""),
            ("/api/v1/alerts", ""),
        ];
        for (path, list) in places {
            let (status, body) = site.json(who, path);
            assert_eq!(status, 200, "{path} to {who}: {body}");
            let hits = body.pointer(list).unwrap().as_array().unwrap().iter();
            let mut hits = hits.map(|hit| hit.get("hit").unwrap_or(hit));
            let hit = hits.find(|hit| hit["report"] == "CIA TD-314/9");
            let hit = hit.unwrap_or_else(|| panic!("{path} to {who}: {body}"));
            assert_eq!(use_of(hit), use_of(&report), "{path} to {who}");
        }
    }
}

#[test]
fn a_hidden_report_and_a_missing_one_are_the_same_answer() {
    let site = Running::start(false);
    for place in ["/api/v1/reports/CIA%20TD-314%2F", "/report?id=CIA%20TD-314%2F"] {
        let get = |last| site.raw(Some("castellanos"), "GET", &format!("{place}{last}"), "");
        let hidden = get("2");
        assert!(hidden.starts_with("HTTP/1.1 404"), "{hidden}");
        assert_eq!(hidden, get("3"));
    }
    let ask = |who, report, recipient: &str| {
        let body = format!(r#"{{"report":"{report}","purpose":"analysis"{recipient}}}"#);
        site.post(who, "/api/v1/decisions", &body)
    };
    let hidden = ask("castellanos", "CIA TD-314/2", "");
    assert_eq!(hidden.0, 404);
    assert_eq!(hidden, ask("castellanos", "CIA TD-314/3", ""));
    let other = r#","recipient":"alvarez""#;
    assert_eq!(hidden, ask("castellanos", "CIA TD-314/1", other));
    assert_eq!(hidden, ask("hargrove", "CIA TD-314/1", other));
    assert_eq!(hidden, ask("vandermeer", "DHS/CBP CBP-1", other));
    assert_eq!(hidden, ask("vandermeer", "CIA TD-314/3", other));
}

#[test]
fn decisions_say_all_to_the_originator_and_little_to_the_recipient() {
    let site = Running::start(false);
    let body = r#"{"report":"CIA TD-314/1","purpose":"analysis"}"#;
    let (status, whole) = site.post("castellanos", "/api/v1/decisions", body);
    assert_eq!((status, &whole["outcome"]), (200, &"release".into()));
    assert!(!whole["reasons"].as_array().unwrap().is_empty());
    let (_, part) = site.post("delacroix", "/api/v1/decisions", body);
    assert_eq!(part["outcome"], "redact");
    assert_eq!((&part["portions"], &part["reasons"]), (&[0].into(), &serde_json::json!([])));
    let body = r#"{"report":"CIA TD-314/1","purpose":"analysis","recipient":"delacroix"}"#;
    let (status, all) = site.post("vandermeer", "/api/v1/decisions", body);
    assert_eq!((status, &all["portions"]), (200, &[1].into()));
    assert_eq!(all["reasons"][0]["verdict"], "deny");
    let (_, audit) = site.json("ofarrell", "/api/v1/audit");
    let events = audit["events"].as_array().unwrap();
    let asked = events.iter().find(|event| event["actor"] == "vandermeer").unwrap();
    assert_eq!((&asked["kind"], &asked["recipient"]), (&"decided".into(), &"delacroix".into()));
    assert_eq!(site.json("alvarez", "/api/v1/audit").0, 403);
}

#[test]
fn submitters_submit_for_their_own_organisation() {
    let site = Running::start(false);
    let own = r#"{"format":"tearline.report/1","originator":"DHS/CBP","serial":"CBP-2","kind":"cable","title":{"marking":"U","text":"New"},"banner":"UNCLASSIFIED","portions":[{"marking":"U","text":"Kilometre 212."}]}"#;
    let body = format!("{own}\n{REPORTS}");
    let (status, answer) = site.post("cbp-submitter", "/api/v1/reports", &body);
    assert_eq!(status, 200, "{answer}");
    let answer: crate::wire::Submission = serde_json::from_value(answer).unwrap();
    let outcomes: Vec<_> = answer.receipts.iter().map(|r| r.outcome.as_str()).collect();
    assert_eq!(outcomes, ["accepted", "refused", "repeated", "refused"]);
    assert_eq!((answer.summary.accepted, answer.summary.refused), (1, 2));
    assert_eq!(site.post("alvarez", "/api/v1/reports", own).0, 403);
    // Searchable within the second that the server promises.
    let found = (0..40).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        site.json("alvarez", "/api/v1/search?q=kilometre").1["total"] == 1
    });
    assert!(found);
    let compressed = zstd::encode_all(own.as_bytes(), 1).unwrap();
    let client = site.client("cbp-submitter");
    let (_, answer) = client.post("/api/v1/reports", "application/zstd", compressed).unwrap();
    let answer: crate::wire::Submission = serde_json::from_slice(&answer).unwrap();
    assert_eq!(answer.summary.repeated, 1);
}

#[test]
fn wrong_requests_are_told_what_is_wrong() {
    let site = Running::start(false);
    for (path, code) in [
        ("/api/v1/search?q=%22open", "bad-query"),
        ("/api/v1/search", "bad-query"),
        ("/api/v1/search?q=a&purpose=fun", "bad-purpose"),
        ("/api/v1/search?q=a&limit=101", "bad-request"),
        ("/api/v1/search?q=a&limit=-1", "bad-request"),
        ("/api/v1/none", "no-such-address"),
        ("/api/v1/decisions", "method-not-allowed"),
    ] {
        let (status, answer) = site.json("alvarez", path);
        assert!((400..500).contains(&status), "{path}: {status}");
        assert_eq!(answer["error"]["code"], code, "{path}");
    }
    let (status, answer) = site.post("alvarez", "/api/v1/decisions", r#"{"report":1}"#);
    assert_eq!((status, &answer["error"]["code"]), (400, &"bad-request".into()));
}
