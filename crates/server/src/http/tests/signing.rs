//! Sign-ins enter the ledger: a certificate once a day, a link each time.

use super::kit::Running;

fn signed_in(site: &Running) -> Vec<(String, String)> {
    let records = site.house.store().journal().replay(0).map(Result::unwrap);
    let records = records.filter(|(_, record)| record.leaf.kind == model::LeafKind::SignedIn);
    let how = |content: Option<Vec<u8>>| String::from_utf8(content.unwrap()).unwrap();
    records.map(|(_, record)| (record.leaf.actor, how(record.content))).collect()
}

#[test]
fn a_certificate_signs_in_once_a_day_and_whoever_is_refused_does_not() {
    let site = Running::start(false);
    for _ in 0..3 {
        assert_eq!(site.json("alvarez", "/api/v1/me").0, 200);
    }
    assert_eq!(site.json("nobody", "/api/v1/me").0, 403);
    assert_eq!(site.json("reyes", "/api/v1/me").0, 200);
    let how = r#"{"act":"signed in with a certificate"}"#;
    let expected = ["alvarez", "reyes"].map(|name| (name.to_owned(), how.to_owned()));
    assert_eq!(signed_in(&site), expected);
}

#[test]
fn a_link_signs_in_when_it_is_used() {
    let site = Running::start(true);
    let token = site.links.as_ref().unwrap().issue("alvarez").unwrap();
    for _ in 0..2 {
        site.raw(None, "GET", &format!("/sign-in/{token}"), "");
    }
    let how = r#"{"act":"signed in with a one-time link"}"#;
    assert_eq!(signed_in(&site), [("alvarez".to_owned(), how.to_owned())]);
}
