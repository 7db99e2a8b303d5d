//! Who US persons are, over the network: masked in pages, in the interface and in what is found.

use std::sync::Arc;

use super::kit::{Deaf, Running};
use crate::{Listener, Receipt, Source};

const REPORT: &str = r#"{"format":"tearline.report/1","originator":"DHS/CBP","serial":"BOAT","kind":"tactical-report","title":{"text":"Quincy Adams and a boat"},"banner":"UNCLASSIFIED","portions":[{"text":"ADAMS, QUINCY lent his boat, the Quayside, to the group. Adams's brother did not know."}],"entities":[{"type":"person","name":"Quincy Adams","aliases":["The Commodore"],"ids":[{"scheme":"passport","value":"Z-9912345"}],"us_person":true},{"type":"vessel","name":"Quayside","ids":[{"scheme":"owner","value":"Q. Adams"}]}],"source_url":"https://cbp.example/adams-quincy/Z9912345"}"#;

fn site() -> Running {
    let site = Running::start(false);
    let sources = [Source::Bytes("test".to_owned(), Arc::from(REPORT.as_bytes()))];
    crate::ingest(&site.house, &sources, "operator", None, &mut Deaf).unwrap();
    site.house.make_searchable().unwrap();
    site
}

fn names_nobody(text: &str) -> bool {
    let text = text.to_lowercase();
    !["quincy", "adams", "commodore", "9912345"].iter().any(|name| text.contains(name))
}

#[test]
fn pages_and_the_interface_mask_for_one_and_name_for_another() {
    let site = site();
    let note = "US-person identities are masked; ask DHS/CBP to unmask them.";
    let page = site.raw(Some("alvarez"), "GET", "/report?id=DHS%2FCBP%20BOAT", "");
    assert!(page.contains("[US PERSON 1] lent his boat") && page.contains(note), "{page}");
    assert!(
        page.contains("[US PERSON 1]'s brother") || page.contains("[US PERSON 1]&#39;s"),
        "{page}"
    );
    assert!(names_nobody(&page), "{page}");
    let (_, body) = site.json("alvarez", "/api/v1/reports/DHS%2FCBP%20BOAT");
    assert!(names_nobody(&body.to_string()), "{body}");
    let first = &body["entities"][0];
    assert_eq!((&first["name"], &first["us_person"]), (&"[US PERSON 1]".into(), &true.into()));
    assert_eq!(
        (&first["aliases"], &first["ids"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    let page = site.raw(Some("castellanos"), "GET", "/report?id=DHS%2FCBP%20BOAT", "");
    assert!(page.contains("ADAMS, QUINCY lent") && page.contains("Commodore"), "{page}");
    assert!(page.contains("Contents include US person information."), "{page}");
}

#[test]
fn a_search_for_the_name_finds_it_for_whoever_may_see_it_alone() {
    let site = site();
    let total = |who: &str, query: &str| {
        let (_, body) = site.json(who, &format!("/api/v1/search?q={query}"));
        body["total"].as_u64().unwrap()
    };
    for name in ["quincy", "adams", "%22quincy%20adams%22", "commodore"] {
        assert_eq!(total("alvarez", name), 0, "{name}");
    }
    assert_eq!((total("castellanos", "adams"), total("alvarez", "boat")), (1, 1));
    let page = site.raw(Some("alvarez"), "GET", "/search?q=boat", "");
    assert!(page.contains("[US PERSON 1]") && names_nobody(&page), "{page}");
}

struct Receipts(Vec<Receipt>);

impl Listener for Receipts {
    fn read(&mut self, _: u64) {}
    fn settled(&mut self, receipt: &Receipt) {
        self.0.push(receipt.clone());
    }
}

#[test]
fn a_serial_that_names_a_us_person_is_set_aside() {
    let site = site();
    let report = REPORT.replace("\"BOAT\"", "\"CASE-ADAMS-1\"");
    let mut receipts = Receipts(Vec::new());
    let sources = [Source::Bytes("test".to_owned(), Arc::from(report.as_bytes()))];
    crate::ingest(&site.house, &sources, "operator", None, &mut receipts).unwrap();
    let [Receipt { fate, .. }] = receipts.0.as_slice() else { panic!("{:?}", receipts.0) };
    assert_eq!(fate.name(), "quarantined");
    assert!(format!("{fate:?}").contains("named-in-serial"), "{fate:?}");
}

#[test]
fn the_ledger_says_whether_identities_were_shown() {
    let site = site();
    for who in ["alvarez", "castellanos"] {
        let (status, _) = site.json(who, "/api/v1/reports/DHS%2FCBP%20BOAT");
        assert_eq!(status, 200);
    }
    let rows = site.house.audit(&model::AgencyId::new("DHS/CBP").unwrap(), 10).unwrap();
    let outcomes: Vec<_> = rows.iter().map(|row| row.outcome.as_str()).take(2).collect();
    assert_eq!(outcomes, ["release, identities shown", "release, identities masked"]);
}
