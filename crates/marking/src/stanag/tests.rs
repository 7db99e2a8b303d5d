//! Labels, what is refused in them, and the way there and back.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ism::kit::chosen;
use crate::{Attribute, Attributes};

fn label(information: &str, more: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
        <slab:originatorConfidentialityLabel ReviewDateTime="2031-09-26T00:00:00Z"
            xmlns:slab="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
          <slab:ConfidentialityInformation>{information}</slab:ConfidentialityInformation>
          <slab:CreationDateTime> 2026-09-26T12:00:00Z </slab:CreationDateTime>{more}
        </slab:originatorConfidentialityLabel>"#
    )
}

fn nato(classification: &str, categories: &str) -> String {
    let policy =
        r#"<slab:PolicyIdentifier URI="urn:oid:1.3.26.1.3.1">NATO</slab:PolicyIdentifier>"#;
    label(
        &format!("{policy}<slab:Classification>{classification}</slab:Classification>{categories}"),
        "",
    )
}

fn category(kind: &str, tag: &str, values: &[&str]) -> String {
    let values: String =
        values.iter().map(|of| format!("<slab:GenericValue>{of}</slab:GenericValue>")).collect();
    format!(r#"<slab:Category Type="{kind}" TagName="{tag}">{values}</slab:Category>"#)
}

#[test]
fn labels_of_the_nato_policy_become_attributes() {
    let levels = [
        ("UNCLASSIFIED", "U"),
        ("nato restricted", "R"),
        ("<![CDATA[ CONFIDENTIAL ]]>", "C"),
        ("NATO&#32;SECRET", "S"),
        ("COSMIC TOP\n SECRET", "TS"),
    ];
    for (classification, level) in levels {
        let read = Label::read(&nato(classification, "")).unwrap();
        let expected = json!({"classification": level, "ownerProducer": "NATO"});
        assert_eq!(read.attributes().unwrap().to_json(), expected);
        assert_eq!(read.review, Timestamp::parse("2031-09-26T00:00:00Z"));
    }
    let categories = category("PERMISSIVE", "Context", &["NATO"])
        + &category("PERMISSIVE", "Releasable to", &["SWE", "aus"])
        + &category("RESTRICTIVE", "Additional Sensitivity", &["ATOMAL"])
        + &category("RESTRICTIVE", "Special Category Designators", &["BOHEMIA"]);
    assert_eq!(
        Label::read(&nato("SECRET", &categories)).unwrap().attributes().unwrap().to_json(),
        json!({
            "classification": "S", "ownerProducer": "NATO", "disseminationControls": "REL",
            "releasableTo": "SWE AUS", "nonUSControls": "NATO-ATOMAL NATO-BOHEMIA",
        })
    );
}

#[test]
fn what_the_policy_or_the_attributes_do_not_have_is_refused() {
    let cases = [
        nato("TOP SECRET UMBRA", ""),
        nato("NATO TOP SECRET", ""),
        nato("SECRET", "<slab:PrivacyMark>CLEAR WITH OWNER</slab:PrivacyMark>"),
        nato("SECRET", &category("PERMISSIVE", "Only", &["GBR"])),
        nato("SECRET", &category("INFORMATIVE", "Administrative", &["STAFF"])),
        nato("SECRET", &category("PERMISSIVE", "Colour", &["RED"])),
        nato("SECRET", &category("PERMISSIVE", "Releasable To", &[])),
        nato("SECRET", &category("PERMISSIVE", "Releasable To", &["UK"])),
        nato("SECRET", &category("PERMISSIVE", "Releasable To", &["SWE", "SWE"])),
        nato("SECRET", &category("RESTRICTIVE", "Releasable To", &["SWE"])),
        nato("SECRET", &category("PERMISSIVE", "Context", &["EAPC"])),
        nato("SECRET", &category("RESTRICTIVE", "Additional Sensitivity", &["CRYPTO"])),
        nato("SECRET", "").replace(">NATO<", ">USA<"),
        nato("SECRET", "").replace("1.3.26.1.3.1", "1.2.3"),
    ];
    for xml in cases {
        assert!(Label::read(&xml).unwrap().attributes().is_err(), "{xml}");
    }
}

#[test]
fn what_is_no_label_is_refused() {
    let good = nato("SECRET", "");
    let cases = [
        String::new(),
        "<label/>".to_owned(),
        good.replace("originatorConfidentialityLabel", "alternativeConfidentialityLabel"),
        good.replace("confidentialitymetadatalabel:1:0", "confidentialitymetadatalabel:2:0"),
        good.replace(" 2026-09-26T12:00:00Z ", "2026-09-26"),
        good.replace("ReviewDateTime=", "Colour="),
        good.replace("<slab:Classification>", "<slab:Classification URI=\"x\">"),
        good.replace("SECRET", ""),
        good.replace("SECRET", "&secret;"),
        good.replace("SECRET", "SECRET<slab:X/>"),
        good.replace("<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY secret \"U\">]>"),
        format!("{good}{good}"),
        nato("SECRET", &category("permissive", "Releasable To", &["SWE"])),
        nato("SECRET", "<slab:Category Type=\"PERMISSIVE\"/>"),
        nato("SECRET", "<slab:Marking/>"),
        nato("SECRET", "loose text"),
        label("<slab:Classification>SECRET</slab:Classification>", ""),
        label("", ""),
        label("", "<slab:SuccessionHandling/>"),
        "<a>".repeat(100_000),
    ];
    for xml in cases {
        assert!(Label::read(&xml).is_err(), "{xml}");
    }
    let succeeded = good.replace("</slab:orig", "<slab:SuccessionHandling/></slab:orig");
    assert!(Label::read(&succeeded).unwrap_err().to_string().contains("changes by itself"));
}

const CHOICES: &[(Attribute, &[&str])] = &[
    (Attribute::Classification, &["U", "R", "C", "S", "TS", "X"]),
    (Attribute::OwnerProducer, &["NATO", "NATO", "USA"]),
    (Attribute::DisseminationControls, &["REL", "REL", "NF", ""]),
    (Attribute::ReleasableTo, &["SWE", "SWE AUS", "SWE  AUS", "UK"]),
    (Attribute::NonUsControls, &["NATO-ATOMAL", "NATO-BALK NATO-BOHEMIA", "ATOMAL"]),
];

fn any_label() -> impl Strategy<Value = Label> {
    let kind = prop::sample::select(&CategoryType::ALL).prop_map(|(kind, _)| kind);
    let values = prop::collection::vec(any::<String>(), 0..3);
    let category = (any::<String>(), kind, any::<Option<String>>(), values)
        .prop_map(|(tag_name, kind, uri, values)| Category { tag_name, kind, uri, values });
    let texts = ("[A-Z]{1,4}( [A-Z]{1,4})?", any::<Option<String>>(), any::<String>());
    let rest = (any::<Option<String>>(), any::<Option<(String, String)>>());
    (texts, rest, prop::collection::vec(category, 0..3)).prop_map(|(texts, rest, categories)| {
        Label {
            policy: texts.0,
            policy_uri: texts.1,
            classification: texts.2,
            privacy_mark: rest.0,
            categories,
            originator: rest.1,
            created: Timestamp::parse("2026-01-31T12:00:00Z").unwrap(),
            review: None,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_written_is_read_back(label in any_label()) {
        if let Ok(xml) = label.write() {
            prop_assert_eq!(Label::read(&xml), Ok(label));
        }
    }

    #[test]
    fn attributes_come_back(attributes in chosen(CHOICES)) {
        let created = Timestamp::parse("2026-01-31T12:00:00Z").unwrap();
        if let Ok(label) = Label::from_attributes(&attributes, created, None) {
            let read = Label::read(&label.write().unwrap()).unwrap();
            prop_assert_eq!(read.attributes(), Ok::<Attributes, _>(attributes));
        }
    }

    #[test]
    fn no_text_panics(text in ".*", inner in "[ a-zA-Z:/=\"'<>&;#!\\[\\]]*") {
        let _ = Label::read(&text);
        let _ = Label::read(&nato("SECRET", &inner));
    }
}
