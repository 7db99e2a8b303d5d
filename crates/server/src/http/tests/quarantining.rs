//! The work on what is set aside, on its page.

use serde_json::json;

use super::kit::Running;

#[test]
fn all_the_work_on_what_is_set_aside_is_done_on_its_page() {
    let site = Running::start(false);
    let portion = |mark: &str| json!({"marking": mark, "text": "A lantern at the quay."});
    let line = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "Q-1", "kind": "report",
        "title": {"marking": "U", "text": "Lanterns"}, "banner": "SECRET",
        "portions": [portion("U"), portion("S//XYZZY")],
    });
    let (status, told) = site.post("cia-submitter", "/api/v1/reports", &line.to_string());
    assert_eq!(status, 200, "{told}");
    let (_, listed) = site.json("vandermeer", "/api/v1/quarantine");
    let id = listed["asides"][0]["id"].as_str().unwrap().to_owned();
    let page = |name: &str| {
        site.raw(Some(name), "GET", &format!("/quarantine?purpose=analysis&id={id}"), "")
    };
    let post = |name: &str, step: &str, more: &[(&str, &str)]| -> String {
        let pairs = [&[("purpose", "analysis"), ("id", id.as_str())], more].concat();
        site.form(name, &format!("/quarantine/{step}"), &pairs)
    };
    let led = |answer: String| assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let refused = |answer: String, status: &str, says: &str| {
        assert!(answer.starts_with(status) && answer.contains(says), "{answer}");
    };
    let shown = page("vandermeer");
    assert!(shown.contains("<mark>XYZZY</mark>"), "{shown}");
    assert!(shown.contains("action=\"/quarantine/correct\""), "{shown}");
    assert!(!shown.contains("action=\"/quarantine/approve\""), "{shown}");
    let why = ("because", "a slip");
    let wrong = post("vandermeer", "correct", &[why, ("portions", "one")]);
    refused(wrong, "HTTP/1.1 400", "3=S//NF");
    for step in ["correct", "reject"] {
        let marked = post("vandermeer", step, &[("because", "(S//NF) x"), ("portions", "1=S")]);
        refused(marked, "HTTP/1.1 400", "UNCLASSIFIED text alone");
    }
    led(post("vandermeer", "correct", &[why, ("portions", "1=S")]));
    refused(post("vandermeer", "approve", &[]), "HTTP/1.1 4", "quarantine");
    assert!(page("nakagawa").contains("action=\"/quarantine/approve\""));
    led(post("nakagawa", "approve", &[]));
    led(post("vandermeer", "resubmit", &[]));
    refused(post("vandermeer", "reject", &[why]), "HTTP/1.1 400", "taken in as CIA Q-1 v1");
    refused(post("vandermeer", "burn", &[]), "HTTP/1.1 404", "no such step");
    // To whoever may not see it, it is not there.
    assert!(page("alvarez").starts_with("HTTP/1.1 404"));
    refused(post("alvarez", "approve", &[]), "HTTP/1.1 404", "nothing set aside");
}
