//! What acts, approvals and another community file would change, asked before anything is recorded.

use serde_json::{Value, json};

use super::kit::Running;

const EMBARGO: &str = "format = \"tearline.acts/1\"\nreason = \"under way\"\n[[embargo]]\n\
                       originator = \"CIA\"\nreports = [\"CIA TD-314/1\"]\nfrom = \"2026-01-01\"\n";

/// What changes for somebody for a purpose: more open, more closed, otherwise.
fn sums(found: &Value, recipient: &str, purpose: &str) -> [u64; 3] {
    let groups = found["groups"].as_array().unwrap().iter();
    let of = groups.filter(|group| {
        let named = group["recipients"].as_array().unwrap().contains(&json!(recipient));
        named && group["purpose"] == purpose
    });
    of.fold([0; 3], |sums, group| {
        let names = ["more_open", "more_closed", "otherwise"];
        [0, 1, 2].map(|at| sums[at] + group[names[at]].as_u64().unwrap())
    })
}

/// An answer without its time.
fn timeless((status, mut body): (u16, Value)) -> (u16, Value) {
    body["at"].take();
    (status, body)
}

#[test]
fn an_officer_foresees_an_act_and_its_end_over_its_own_reports_and_records_nothing() {
    let site = Running::start(false);
    let path = "/api/v1/whatif/acts";
    let shows = || site.json("alvarez", "/api/v1/reports/CIA%20TD-314%2F1").0;
    let (status, refused) = site.post("alvarez", path, EMBARGO);
    assert_eq!((status, &refused["error"]["code"]), (403, &json!("not-your-function")));
    assert_eq!(site.post("vandermeer", path, "format = 1").0, 400);
    let (status, found) = timeless(site.post("vandermeer", path, EMBARGO));
    assert_eq!((status, &found["reports"]), (200, &json!(2)), "{found}");
    assert_eq!(sums(&found, "alvarez", "analysis"), [0, 1, 0], "{found}");
    assert_eq!(sums(&found, "vandermeer", "analysis"), [0; 3], "{found}");
    assert!(found.to_string().contains("CIA TD-314/1"), "{found}");
    let (_, one) = site.post("vandermeer", "/api/v1/whatif/acts?purpose=policy", EMBARGO);
    assert_eq!(sums(&one, "alvarez", "policy"), [0, 1, 0], "{one}");
    assert!(one["groups"].as_array().unwrap().iter().all(|group| group["purpose"] == "policy"));
    assert_eq!((shows(), site.json("vandermeer", "/api/v1/acts").1), (200, json!({"acts": []})));
    // Whatever others have, the answer is the same.
    site.take_in(
        "{\"format\":\"tearline.report/1\",\"originator\":\"STATE\",\"serial\":\"S-1\",\
         \"kind\":\"cable\",\"title\":{\"marking\":\"U\",\"text\":\"x\"},\
         \"banner\":\"SECRET//NOFORN\",\"portions\":[{\"marking\":\"S//NF\",\"text\":\"y\"}],\
         \"derived_from\":[\"CIA TD-314/1\"]}\n",
    );
    assert_eq!(timeless(site.post("vandermeer", path, EMBARGO)), (200, found));
    // It does what was foreseen, and its end would undo it.
    let (_, recorded) = site.post("vandermeer", "/api/v1/acts", EMBARGO);
    assert_eq!(shows(), 404);
    let end = format!("{path}/{}/end", recorded["acts"][0].as_str().unwrap());
    assert_eq!(site.post("alvarez", &end, "").0, 400);
    let (status, found) = site.post("vandermeer", &end, "");
    assert_eq!((status, sums(&found, "alvarez", "analysis")), (200, [1, 0, 0]), "{found}");
    assert_eq!(shows(), 404);
}

#[test]
fn an_officer_of_no_originator_foresees_nothing_of_the_reports_of_others() {
    let site = Running::start(false);
    let grant = "format = \"tearline.acts/1\"\nreason = \"in session\"\n[[grant]]\n\
                 partner = \"GBR_NCIS\"\ntopics = [\"migrant-smuggling\"]\nlevel = \"SECRET\"\n\
                 from = \"2026-01-01\"\n";
    let (status, found) = site.post("ferreira", "/api/v1/whatif/acts", grant);
    assert_eq!((status, &found["reports"], &found["groups"]), (200, &json!(0), &json!([])));
}

#[test]
fn an_approval_is_foreseen_for_whoever_asked_in_its_matter_and_nobody_else() {
    let site = Running::start(false);
    let new = json!({"report": "CIA TD-314/1", "purpose": "court", "matter": "case 7",
        "reason": "trial"});
    let (_, made) = site.post("alvarez", "/api/v1/requests", &new.to_string());
    let path = format!("/api/v1/whatif/requests/{}", made["id"].as_str().unwrap());
    let approve = r#"{"step": "approve", "until": "2099-01-01"}"#;
    assert_eq!(site.post("reyes", &path, approve).0, 400);
    assert_eq!(site.post("vandermeer", &path, r#"{"step": "deny"}"#).0, 400);
    let (status, found) = site.post("vandermeer", &path, approve);
    assert_eq!(status, 200, "{found}");
    let groups = found["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1, "{found}");
    assert_eq!(groups[0]["recipients"], json!(["alvarez"]));
    assert_eq!((&groups[0]["purpose"], &groups[0]["matter"]), (&json!("court"), &json!("case 7")));
    assert_eq!(groups[0]["more_open"], 1);
    let court = "/api/v1/reports/CIA%20TD-314%2F1?purpose=court&matter=case%207";
    assert_eq!(site.json("alvarez", court).0, 404, "nothing is approved yet");
}

#[test]
fn the_operator_foresees_another_community_file_and_reads_no_name_of_a_report() {
    let site = Running::start(false);
    let path = "/api/v1/whatif/community?purpose=all";
    let changed =
        crate::CENTER_COMMUNITY.replace("clearance = \"TOP SECRET\"", "clearance = \"SECRET\"");
    assert_eq!(site.post("vandermeer", path, &changed).0, 403);
    assert_eq!(site.post("operator", path, "format = 1").0, 400);
    let (status, found) = site.post("operator", path, &changed);
    assert_eq!((status, &found["reports"]), (200, &json!(3)), "{found}");
    assert_eq!(sums(&found, "alvarez", "analysis"), [0, 1, 0], "{found}");
    assert!(!found.to_string().contains("TD-314"), "{found}");
    let (_, same) = site.post("operator", path, crate::CENTER_COMMUNITY);
    assert_eq!(same["groups"], json!([]));
}

#[test]
fn acts_their_ends_and_approvals_are_looked_at_on_pages_before_they_are_done() {
    let site = Running::start(false);
    let act = [
        ("kind", "embargo"),
        ("originator", "CIA"),
        ("reports", "CIA TD-314/1"),
        ("reason", "under <way>"),
    ];
    let looked = [&act[..], &[("preview", "on")]].concat();
    let page = site.form("vandermeer", "/acts", &looked);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("What it would change"), "{page}");
    assert!(page.contains("alvarez") && page.contains("<b>1</b> more closed"), "{page}");
    assert!(page.contains("name=\"reason\" value=\"under &lt;way&gt;\""), "{page}");
    assert!(!page.contains("name=\"preview\""), "{page}");
    let acts = site.raw(Some("vandermeer"), "GET", "/acts", "");
    assert!(!acts.contains("under &lt;way&gt;") && acts.contains("name=\"preview\""), "{acts}");
    assert!(site.form("alvarez", "/acts", &looked).starts_with("HTTP/1.1 403"));
    assert!(site.form("vandermeer", "/acts", &act).contains("done=recorded"));
    let acts = site.raw(Some("vandermeer"), "GET", "/acts", "");
    let end = acts.split("action=\"/acts/").nth(1).unwrap();
    let end = format!("/acts/{}", end.split('"').next().unwrap());
    let page = site.form("vandermeer", &end, &[("reason", "over"), ("preview", "on")]);
    assert!(page.contains("<b>1</b> more open") && page.contains("End it now"), "{page}");
    assert!(site.form("vandermeer", &end, &[("reason", "over")]).contains("done=ended"));
    let asked = [
        ("purpose", "court"),
        ("matter", "case 7"),
        ("report", "CIA TD-314/1"),
        ("reason", "trial"),
    ];
    site.form("alvarez", "/requests", &asked);
    let inbox = site.raw(Some("vandermeer"), "GET", "/requests", "");
    let action = inbox.split("action=\"/requests/").nth(1).unwrap();
    let action = format!("/requests/{}", action.split('"').next().unwrap());
    let approve = [("step", "approve"), ("until", "2199-01-01"), ("preview", "on")];
    let page = site.form("vandermeer", &action, &approve);
    assert!(page.contains("in case 7: alvarez") && page.contains("1</b> more open"), "{page}");
    assert!(site.form("vandermeer", &action, &approve[..2]).contains("done=approved"));
}
