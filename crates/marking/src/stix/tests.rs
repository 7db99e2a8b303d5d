//! Definitions as OASIS gives them, what is refused in them, and the way there and back.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::Tlp;
use crate::ism::kit::{any_json, chosen};

const ACS: &str = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce";
const CUI: &str = "extension-definition--dff17fb3-edcb-4f99-ad1b-4b751c95738a";
const IDENTITY: &str = "identity--c069bb9f-158a-405d-92b4-858a2536df9a";

fn definition(extension: &str, content: Value) -> Value {
    json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--20864905-06a0-47be-a04c-2164af17d635",
        "created": "2020-06-18T00:00:00Z",
        "extensions": { extension: content },
    })
}

fn acs(control_set: Value, more: Value) -> Value {
    let mut content = json!({
        "control_set": control_set,
        "create_date_time": "2018-05-27T14:10:26.723Z",
        "extension_type": "property-extension",
        "identifier": "isa:guide.19001.ACS3-3bda2f6e-cedc-4c0f-a756-c03d6b586917",
        "policy_reference": "urn:isa:policy:acs:ns:v3.0?privdefault=permit&sharedefault=permit",
        "responsible_entity_custodian": "USA.DHS",
    });
    for (name, value) in more.as_object().unwrap() {
        content[name] = value.clone();
    }
    definition(ACS, content)
}

fn cui(more: Value) -> Value {
    let mut content = json!({
        "extension_type": "property-extension",
        "control": "CUI",
        "designator_ref": IDENTITY,
    });
    for (name, value) in more.as_object().unwrap() {
        content[name] = value.clone();
    }
    definition(CUI, content)
}

#[track_caller]
fn reads(definition: &Value, expected: Value) {
    match read(definition) {
        Ok(Foreign::Ism(attributes)) => assert_eq!(attributes.to_json(), expected),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn refuses(definition: &Value, place: &str) {
    let error = read(definition).unwrap_err().to_string();
    assert!(error.contains(place), "`{place}` is not in: {error}");
}

fn issue() -> Issue {
    let created = Timestamp::parse("2026-01-31T12:00:00.000Z").unwrap();
    Issue { created, custodian: "USA.DHS".to_owned() }
}

#[test]
fn tlp_is_told_by_content_and_fixed_id() {
    for tlp in Tlp::ALL {
        assert_eq!(read(&write_tlp(tlp)), Ok(Foreign::Tlp(tlp)));
    }
    let first = |id: &str, name: &str| {
        json!({
            "type": "marking-definition", "spec_version": "2.1", "name": "TLP",
            "id": format!("marking-definition--{id}"), "created": "2017-01-20T00:00:00.000Z",
            "definition_type": "tlp", "definition": {"tlp": name},
        })
    };
    let cases = [
        ("613f2e26-407d-48c7-9eca-b8e91df99dc9", "white", Tlp::Clear),
        ("34098fce-860f-48ae-8e50-ebd3cc5e41da", "green", Tlp::Green),
        ("f88d31f6-486f-44da-b317-01333bde0b82", "amber", Tlp::Amber),
        ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red", Tlp::Red),
    ];
    for (id, name, tlp) in cases {
        assert_eq!(read(&first(id, name)), Ok(Foreign::Tlp(tlp)));
    }
    refuses(&first("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "white"), "`id`");
    refuses(&first("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "black"), "`definition.tlp`");
}

#[test]
fn acs_is_read_into_attributes() {
    reads(
        &acs(json!({"classification": "S"}), json!({})),
        json!({"classification": "S", "ownerProducer": "USA"}),
    );
    reads(
        &acs(
            json!({
                "classification": "TS", "sci_controls": ["SI", "SI-G"], "caveat": ["FISA"],
                "sensitivity": ["LES", "PR"], "permitted_nationalities": ["USA", "GBR"],
            }),
            json!({
                "derivative_classification": {"classified_by": "J. Doe", "derived_from": "Guide"},
                "declassification": {"declass_date": "2045-01-31T00:00:00Z"},
            }),
        ),
        json!({
            "classification": "TS", "ownerProducer": "USA", "SCIcontrols": "SI SI-G",
            "disseminationControls": "PR REL FISA", "releasableTo": "USA GBR",
            "nonICmarkings": "LES", "derivativelyClassifiedBy": "J. Doe", "derivedFrom": "Guide",
            "declassDate": "2045-01-31",
        }),
    );
    reads(
        &acs(
            json!({
                "classification": "U", "formal_determination": ["NF", "FOUO"],
                "permitted_nationalities": ["USA"],
            }),
            json!({}),
        ),
        json!({"classification": "U", "ownerProducer": "USA", "disseminationControls": "FOUO NF"}),
    );
}

#[test]
fn what_attributes_cannot_say_is_refused_at_its_path() {
    let set = |more: Value| {
        let mut set = json!({"classification": "S"});
        for (name, value) in more.as_object().unwrap() {
            set[name] = value.clone();
        }
        acs(set, json!({}))
    };
    let cases = [
        (set(json!({"entity": ["GOV"]})), "control_set.entity`"),
        (set(json!({"shareability": ["LE"]})), "control_set.shareability`"),
        (set(json!({"permitted_organizations": ["USA.DHS"]})), "permitted_organizations`"),
        (set(json!({"formal_determination": ["NF", "PUBREL"]})), "formal_determination[1]`"),
        (set(json!({"formal_determination": ["SECRET"]})), "formal_determination[0]`"),
        (set(json!({"sensitivity": ["PCII"]})), "SP-PCII"),
        (set(json!({"sensitivity": ["LES", "LES"]})), "control_set.sensitivity`"),
        (set(json!({"sensitivity": []})), "control_set.sensitivity`"),
        (set(json!({"sci_controls": ["XYZ"]})), "sci_controls[0]`"),
        (set(json!({"permitted_nationalities": ["USA"]})), "permitted_nationalities`"),
        (set(json!({"permitted_nationalities": ["UK"]})), "permitted_nationalities[0]`"),
        (
            set(json!({"permitted_nationalities": ["USA", "GBR"], "formal_determination": ["NF"]})),
            "contradicts itself",
        ),
        (set(json!({"classification": "R"})), "control_set.classification`"),
        (set(json!({"colour": "red"})), "control_set.colour`"),
    ];
    for (definition, place) in cases {
        refuses(&definition, place);
    }
    let beside = [
        (json!({"access_privilege": []}), "access_privilege`"),
        (json!({"further_sharing": []}), "further_sharing`"),
        (json!({"responsible_entity_custodian": "GBR.MOD"}), "responsible_entity_custodian`"),
        (
            json!({"policy_reference":
                "urn:isa:policy:acs:ns:v3.0?privdefault=deny&sharedefault=permit"}),
            "policy_reference` cannot be carried over",
        ),
        (json!({"policy_reference": "urn:x"}), "`urn:x`"),
        (json!({"declassification": {"declass_period": 25}}), "declassification.declass_period`"),
        (json!({"declassification": {"declass_exemption": "OADR"}}), "declass_exemption`"),
        (json!({"original_classification": {}}), "original_classification.classified_by`"),
    ];
    for (more, place) in beside {
        refuses(&acs(json!({"classification": "S"}), more), place);
    }
}

#[test]
fn cui_is_read_into_attributes() {
    let base = json!({"compliesWith": "USA-CUI-ONLY", "cuiControlledBy": IDENTITY});
    reads(&cui(json!({})), base.clone());
    let mut expected = base;
    expected["cuiSpecified"] = json!("SSEL");
    expected["cuiBasic"] = json!("SBIZ");
    expected["disseminationControls"] = json!("NOCON REL");
    expected["releasableTo"] = json!("USA GBR");
    reads(
        &cui(json!({
            "control": "CONTROLLED", "categories": ["SP-SSEL", "SBIZ"],
            "disseminations": ["NOCON", "REL TO USA, GBR"],
        })),
        expected,
    );
    let cases = [
        (json!({"control": "FOUO"}), ".control`"),
        (json!({"designator_ref": "DHS"}), ".designator_ref`"),
        (json!({"categories": ["SP-SBIZ"]}), ".categories[0]`"),
        (json!({"categories": ["SBIZ", "SBIZ"]}), ".categories[1]`"),
        (json!({"disseminations": ["ORCON"]}), ".disseminations[0]`"),
        (json!({"disseminations": ["REL TO USA, UK"]}), "`UK`"),
        (json!({"required_statements": ["x"]}), ".required_statements`"),
        (json!({"supplemental_administrative": ["Draft"]}), ".supplemental_administrative`"),
    ];
    for (more, place) in cases {
        refuses(&cui(more), place);
    }
}

#[test]
fn other_definitions_are_refused() {
    let good = acs(json!({"classification": "S"}), json!({}));
    let with = |name: &str, value: Value| {
        let mut definition = good.clone();
        definition[name] = value;
        definition
    };
    let cases = [
        (json!([]), "`$`"),
        (with("type", json!("indicator")), "`type`"),
        (with("spec_version", json!("2.0")), "`spec_version`"),
        (with("id", json!("marking-definition--1")), "`id`"),
        (with("created", json!("yesterday")), "`created`"),
        (with("object_marking_refs", json!([])), "`object_marking_refs`"),
        (with("x_ours", json!(1)), "`x_ours`"),
        (with("definition_type", json!("tlp")), "`definition_type`"),
        (with("extensions", json!({})), "`extensions`"),
        (with("extensions", json!({"a": {}, "b": {}})), "`extensions`"),
        (
            with("extensions", json!({"x": {"extension_type": "property-extension"}})),
            "`extensions.x`",
        ),
    ];
    for (definition, place) in cases {
        refuses(&definition, place);
    }
    let mut statement = good;
    statement.as_object_mut().unwrap().remove("extensions");
    statement["definition_type"] = json!("statement");
    statement["definition"] = json!({"statement": "SECRET//NOFORN"});
    refuses(&statement, "prose");
}

#[test]
fn writing_refuses_what_the_extension_cannot_say() {
    let cases = [
        (json!({"classification": "S"}), "ownerProducer"),
        (json!({"ownerProducer": "USA"}), "classification"),
        (json!({"classification": "S", "ownerProducer": "USA NATO"}), "ownerProducer"),
        (json!({"classification": "S", "ownerProducer": "USA", "SARIdentifier": "X"}), "`SARId"),
        (
            json!({"classification": "S", "ownerProducer": "USA", "disseminationControls": "OC"}),
            "`disseminationControls OC`",
        ),
        (
            json!({"classification": "S", "ownerProducer": "USA", "disseminationControls": "REL"}),
            "`releasableTo`",
        ),
        (
            json!({"classification": "S", "ownerProducer": "USA", "compilationReason": "x"}),
            "`classifiedBy`",
        ),
        (json!({"compliesWith": "USA-CUI-ONLY"}), "cuiControlledBy"),
        (
            json!({"compliesWith": "USA-CUI-ONLY", "cuiControlledBy": IDENTITY,
                "cuiDecontrolDate": "2030-01-01"}),
            "`cuiDecontrolDate`",
        ),
        (
            json!({"compliesWith": "USA-CUI-ONLY", "cuiControlledBy": IDENTITY,
                "releasableTo": "USA GBR"}),
            "`releasableTo`",
        ),
    ];
    for (json, place) in cases {
        let error = write(&Attributes::from_json(&json).unwrap(), &issue()).unwrap_err();
        assert!(error.to_string().contains(place), "{json}: {error}");
    }
}

#[test]
fn a_full_marking_is_written_and_read_back() {
    let markings = [
        json!({
            "classification": "TS", "ownerProducer": "USA", "SCIcontrols": "SI SI-G",
            "disseminationControls": "PR REL FISA", "releasableTo": "USA GBR",
            "nonICmarkings": "LES", "classifiedBy": "J. Doe", "classificationReason": "1.4(c)",
            "declassDate": "2051-01-31", "declassException": "25X1",
        }),
        json!({
            "compliesWith": "USA-CUI-ONLY", "cuiControlledBy": IDENTITY, "cuiBasic": "PRVCY SBIZ",
            "cuiSpecified": "CTI SSI", "disseminationControls": "DISPLAYONLY FEDCON",
            "displayOnlyTo": "GBR FRA",
        }),
    ];
    for marking in markings {
        let attributes = Attributes::from_json(&marking).unwrap();
        reads(&write(&attributes, &issue()).unwrap(), marking);
    }
}

#[test]
fn the_same_marking_has_the_same_id() {
    let attributes = Attributes::from_json(&json!({"classification": "S", "ownerProducer": "USA"}));
    let mut attributes = attributes.unwrap();
    let written = write(&attributes, &issue()).unwrap();
    assert_eq!(written["id"], "marking-definition--f851722a-e353-5eb2-a4e8-ad499810b126");
    let other = Issue { custodian: "USA.FBI".to_owned(), ..issue() };
    assert_ne!(write(&attributes, &other).unwrap()["id"], written["id"]);
    attributes.set(Attribute::DisseminationControls, "NF");
    assert_ne!(write(&attributes, &issue()).unwrap()["id"], written["id"]);
}

/// Values, most of which ACS can say, in the order in which it says them.
const ACS_CHOICES: &[(Attribute, &[&str])] = &[
    (Attribute::Classification, &["U", "C", "S", "TS", "R"]),
    (Attribute::OwnerProducer, &["USA", "USA", "USA", "NATO"]),
    (Attribute::SciControls, &["SI", "SI SI-G", "HCS-P TK", "X"]),
    (Attribute::DisseminationControls, &["FOUO", "NF PR", "REL FISA", "REL", "OC", ""]),
    (Attribute::ReleasableTo, &["USA GBR", "USA FVEY", "USA"]),
    (Attribute::NonIcMarkings, &["LES", "SSI"]),
    (Attribute::ClassifiedBy, &["J. Doe", ""]),
    (Attribute::ClassificationReason, &["1.4(c)"]),
    (Attribute::DerivativelyClassifiedBy, &["J. Doe"]),
    (Attribute::DerivedFrom, &["Multiple Sources"]),
    (Attribute::DeclassDate, &["2045-01-31", "2045"]),
    (Attribute::DeclassException, &["25X1", "50X1-HUM", "OADR"]),
];

const CUI_CHOICES: &[(Attribute, &[&str])] = &[
    (Attribute::CompliesWith, &["USA-CUI-ONLY"]),
    (Attribute::CuiControlledBy, &[IDENTITY, IDENTITY, "DHS"]),
    (Attribute::CuiBasic, &["PRVCY", "PRVCY SBIZ", "X"]),
    (Attribute::CuiSpecified, &["CTI", "CTI SSI", "PRVCY  CTI"]),
    (Attribute::DisseminationControls, &["NF", "REL FEDCON", "DISPLAYONLY", "REL DISPLAYONLY"]),
    (Attribute::ReleasableTo, &["USA GBR"]),
    (Attribute::DisplayOnlyTo, &["GBR", "FRA DEU"]),
    (Attribute::CuiPoc, &["me"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_written_is_read_back(
        attributes in prop_oneof![chosen(ACS_CHOICES), chosen(CUI_CHOICES)],
    ) {
        if let Ok(written) = write(&attributes, &issue()) {
            prop_assert_eq!(read(&written), Ok(Foreign::Ism(attributes)));
        }
    }

    #[test]
    fn no_json_panics(json in any_json(), set in any_json()) {
        let _ = read(&json);
        let _ = read(&definition(ACS, json.clone()));
        let _ = read(&definition(CUI, json));
        let _ = read(&acs(set, json!({})));
    }
}
