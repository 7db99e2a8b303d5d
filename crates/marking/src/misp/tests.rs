//! Tags of the taxonomies, what is refused among them, and the way there and back.

use proptest::prelude::*;

use super::*;
use crate::ism::kit::chosen;

#[track_caller]
fn ism(tags: &[&str]) -> serde_json::Value {
    read(tags.iter().copied()).unwrap().ism.unwrap().to_json()
}

#[test]
fn tags_are_read_into_attributes() {
    assert_eq!(
        ism(&[
            r#"dni-ism:classification:us="TS""#,
            r#"DNI-ISM:scicontrols = "SI""#,
            r#"dni-ism:scicontrols="TK""#,
            r#"dni-ism:scicontrols="SI""#,
            r#"dni-ism:dissem="NF""#,
            r#"dni-ism:complies:with="USGov""#,
            r#"dni-ism:atomicenergymarkings="RD""#,
            r#"dni-ism:nonic="LES""#,
            r#"dni-ism:notice="US-Person""#,
        ]),
        serde_json::json!({
            "classification": "TS", "ownerProducer": "USA", "SCIcontrols": "SI TK",
            "disseminationControls": "NF", "compliesWith": "USGov", "atomicEnergyMarkings": "RD",
            "nonICmarkings": "LES", "noticeType": "US-Person",
        })
    );
    assert_eq!(
        ism(&[r#"nato:classification="CTS-B""#, r#"dni-ism:nonuscontrols="BOHEMIA""#]),
        serde_json::json!({
            "classification": "TS", "ownerProducer": "NATO", "nonUSControls": "NATO-BOHEMIA",
        })
    );
}

#[test]
fn the_strictest_label_of_tlp_holds_and_other_tags_are_handed_back() {
    let read = read(["tlp:white", "TLP:AMBER+STRICT", "tlp:green", "PAP:RED", "type:OSINT"]);
    let read = read.unwrap();
    assert_eq!(read.tlp, Some(Tlp::AmberStrict));
    assert_eq!(read.ism, None);
    assert_eq!(read.other, ["PAP:RED", "type:OSINT"]);
}

#[test]
fn unknown_and_contradicting_tags_are_refused() {
    let cases: &[&[&str]] = &[
        &["tlp:unclear"],
        &["tlp:ex:chr"],
        &["dni-ism:dissem"],
        &["dni-ism:dissem=NF"],
        &[r#"dni-ism:dissem="NOFORN""#],
        &[r#"dni-ism:colour="NF""#],
        &[r#"dni-ism:scicontrols="KDK-BLFH""#],
        &[r#"dni-ism:notice="DoD-Dist-X""#],
        &[r#"nato:classification="S""#],
        &[r#"nato:colour="NS""#],
        &[r#"dni-ism:classification:us="S""#, r#"dni-ism:classification:us="TS""#],
        &[r#"dni-ism:classification:us="S""#, r#"dni-ism:classification:all="TS""#],
        &[r#"dni-ism:classification:us="S""#, r#"nato:classification="NS""#],
    ];
    for tags in cases {
        let error = read(tags.iter().copied()).unwrap_err().to_string();
        assert!(error.contains(tags.last().unwrap()), "{tags:?}: {error}");
    }
}

#[test]
fn writing_refuses_what_has_no_tag() {
    let cases = [
        (Attribute::ReleasableTo, "USA GBR"),
        (Attribute::SciControls, "SI-EU"),
        (Attribute::OwnerProducer, "USA"),
        (Attribute::Classification, "X"),
        (Attribute::DisseminationControls, ""),
    ];
    for (attribute, text) in cases {
        let mut attributes = Attributes::default();
        attributes.set(attribute, text);
        assert!(write(&attributes).is_err(), "{attribute:?} {text}");
    }
}

#[test]
fn labels_are_read_back() {
    for tlp in Tlp::ALL {
        let tag = write_tlp(tlp);
        assert_eq!(read([tag.as_str()]).unwrap().tlp, Some(tlp));
    }
}

const CHOICES: &[(Attribute, &[&str])] = &[
    (Attribute::Classification, &["U", "R", "C", "S", "TS"]),
    (Attribute::OwnerProducer, &["USA", "NATO", "USA NATO"]),
    (Attribute::SciControls, &["SI SI-G", "HCS TK"]),
    (Attribute::DisseminationControls, &["OC NF", "RELIDO FISA", "X"]),
    (Attribute::NonIcMarkings, &["LES SSI", "XD"]),
    (Attribute::NonUsControls, &["NATO-ATOMAL", "NATO-BALK NATO-BOHEMIA"]),
    (Attribute::NoticeType, &["US-Person POC"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_written_is_read_back(attributes in chosen(CHOICES)) {
        if let Ok(tags) = write(&attributes) {
            let ism = read(tags.iter().map(String::as_str)).unwrap().ism.unwrap_or_default();
            prop_assert_eq!(ism, attributes);
        }
    }

    #[test]
    fn no_tag_panics(tag in "(tlp|dni-ism|nato|)(:.*)?") {
        let _ = read([tag.as_str()]);
    }
}
