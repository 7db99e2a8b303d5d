//! Recalls over the interface: who may, who is told, and the same bytes as for a missing report.

use super::kit::Running;

const REPORT: &str = "/api/v1/reports/CIA%20TD-314%2F1";
const RECALL: &str = r#"{"report": "CIA TD-314/1", "because": "the source lied"}"#;

#[test]
fn a_recall_takes_effect_at_once_and_is_acknowledged_by_those_who_had_it() {
    let site = Running::start(false);
    assert_eq!(site.json("alvarez", REPORT).0, 200);
    let (status, body) = site.post("alvarez", "/api/v1/recalls", RECALL);
    assert_eq!((status, &body["error"]["code"]), (403, &"not-your-function".into()), "{body}");
    assert_eq!(site.post("vandermeer", "/api/v1/recalls", r#"{"report": "CIA TD-314/1"}"#).0, 400);
    let (status, body) = site.post("vandermeer", "/api/v1/recalls", RECALL);
    assert_eq!((status, &body["told"]), (200, &1.into()), "{body}");
    for name in ["alvarez", "vandermeer"] {
        let recalled = site.json(name, REPORT);
        assert_eq!(recalled, site.json(name, "/api/v1/reports/CIA%20TD-314%2F9"));
        assert_eq!(recalled.0, 404);
    }
    let (_, found) = site.json("alvarez", "/api/v1/search?q=tapachula");
    assert!(!found.to_string().contains("CIA TD-314/1"), "{found}");
    let listed = |name: &str| {
        let (_, lists) = site.json(name, "/api/v1/recalls");
        ["own", "board"].map(|list| lists[list].as_array().unwrap().len())
    };
    assert_eq!((listed("alvarez"), listed("ofarrell"), listed("reyes")), ([1, 0], [0, 1], [0, 0]));
    let (_, reminded) = site.post("vandermeer", "/api/v1/recalls/remind", "{}");
    assert_eq!(reminded["reminded"][0]["recipients"][0], "alvarez");
    let (_, reminded) = site.post("alvarez", "/api/v1/recalls/remind", "{}");
    assert_eq!(reminded["reminded"].as_array().unwrap().len(), 0, "alvarez decides about nothing");
    let know = r#"{"report": "CIA TD-314/1", "use": "none"}"#;
    assert_eq!(site.post("reyes", "/api/v1/recalls/acknowledge", know).0, 400);
    assert_eq!(site.post("alvarez", "/api/v1/recalls/acknowledge", know).0, 200);
    let (_, lists) = site.json("ofarrell", "/api/v1/recalls");
    assert_eq!(lists["board"][0]["waiting"].as_array().unwrap().len(), 0, "{lists}");
    assert_eq!(lists["board"][0]["acknowledged"][0]["onward"], "none");
}
