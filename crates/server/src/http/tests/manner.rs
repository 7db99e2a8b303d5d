//! What may be looked at and not kept, and what may be asked for and not found.

use std::sync::Arc;

use super::kit::{Deaf, Running};
use crate::Source;

const REPORTS: &str = concat!(
    r#"{"format":"tearline.report/1","originator":"DHS/CBP","serial":"SHOWN","kind":"tactical-report","title":{"text":"Lanterns at the quay"},"banner":"SECRET//DISPLAY ONLY GBR","portions":[{"text":"Lanterns were lit at the quay."}],"topics":["migrant-smuggling"]}"#,
    "\n",
    r#"{"format":"tearline.report/1","originator":"DHS/CBP","serial":"EXEMPT","kind":"tactical-report","title":{"text":"Anchors in the harbour"},"banner":"SECRET//NOFORN/EXEMPT FROM ICD501 DISCOVERY","portions":[{"text":"Anchors were weighed in the harbour."}]}"#,
    "\n",
);

fn site() -> Running {
    let site = Running::start(false);
    let sources = [Source::Bytes("test".to_owned(), Arc::from(REPORTS.as_bytes()))];
    crate::ingest(&site.house, &sources, "operator", None, &mut Deaf).unwrap();
    site.house.make_searchable().unwrap();
    site
}

fn found(site: &Running, name: &str, word: &str) -> u64 {
    let (status, body) = site.json(name, &format!("/api/v1/search?q={word}"));
    assert_eq!(status, 200, "{body}");
    body["total"].as_u64().unwrap()
}

#[test]
fn display_only_is_looked_at_and_not_kept() {
    let site = site();
    let page = site.raw(Some("whitcombe"), "GET", "/report?id=DHS%2FCBP%20SHOWN", "");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Lanterns were lit") && page.contains("DISPLAY ONLY: to be looked at"));
    let page = site.raw(Some("whitcombe"), "GET", "/search?q=lanterns", "");
    assert!(page.contains("Lanterns"), "{page}");
    let hidden = site.json("whitcombe", "/api/v1/reports/DHS%2FCBP%20SHOWN");
    let missing = site.json("whitcombe", "/api/v1/reports/DHS%2FCBP%20NO-SUCH");
    assert_eq!(hidden, missing);
    assert_eq!(found(&site, "whitcombe", "lanterns"), 0);
    // Display is a limit on partners alone.
    assert_eq!(found(&site, "alvarez", "lanterns"), 1);
}

#[test]
fn what_is_exempt_from_discovery_is_shown_by_its_name_and_found_by_no_search() {
    let site = site();
    let (status, body) = site.json("alvarez", "/api/v1/reports/DHS%2FCBP%20EXEMPT");
    assert_eq!(status, 200, "{body}");
    let page = site.raw(Some("alvarez"), "GET", "/report?id=DHS%2FCBP%20EXEMPT", "");
    assert!(page.contains("Anchors were weighed"), "{page}");
    assert_eq!(found(&site, "alvarez", "anchors"), 0);
    let page = site.raw(Some("alvarez"), "GET", "/search?q=anchors", "");
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("Anchors"), "{page}");
}
