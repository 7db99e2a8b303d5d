//! Marking definitions of STIX, and attributes to be written as one.

use std::collections::BTreeSet;

use marking::stix::{Issue, read, write, write_tlp};
use marking::{Attribute, Attributes, Foreign, Timestamp};

/// A definition that is read is written and read back the same; so are attributes that can be
/// written.
///
/// # Panics
/// If not.
pub fn stix(bytes: &[u8]) {
    let Some(value) = crate::json::value(crate::text(bytes)) else { return };
    match read(&value) {
        Ok(Foreign::Tlp(tlp)) => assert_eq!(read(&write_tlp(tlp)), Ok(Foreign::Tlp(tlp))),
        Ok(Foreign::Ism(attributes)) => assert!(written(&attributes), "{value}: {attributes:?}"),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(attributes) = Attributes::from_json(&value) {
        written(&attributes);
    }
}

/// Each attribute's text, a list's as its tokens: how many blanks are between them means nothing.
fn said(attributes: &Attributes) -> Vec<(Attribute, BTreeSet<&str>)> {
    let said = attributes.iter().map(|(attribute, text)| match attribute.is_list() {
        true => (attribute, text.split_whitespace().collect()),
        false => (attribute, BTreeSet::from([text])),
    });
    said.filter(|(_, tokens): &(_, BTreeSet<&str>)| !tokens.is_empty()).collect()
}

fn written(attributes: &Attributes) -> bool {
    let created = Timestamp::parse("2026-01-31T12:00:00.000Z").expect("it is a time");
    let issue = Issue { created, custodian: "USA.DHS".to_owned() };
    let Ok(definition) = write(attributes, &issue) else { return false };
    match read(&definition) {
        Ok(Foreign::Ism(again)) => assert_eq!(said(&again), said(attributes), "{definition}"),
        other @ (Ok(Foreign::Tlp(_)) | Err(_)) => {
            assert_eq!(other, Ok(Foreign::Ism(attributes.clone())), "{definition}");
        }
    }
    assert_eq!(write(attributes, &issue).as_ref(), Ok(&definition));
    true
}
