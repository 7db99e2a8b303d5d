//! ODNI's attributes: a start tag, a JSON object, or a JSON array that is a document: the resource
//! element first, then portions, notices (with a `noticeType`) and names of need-to-know policies.

use marking::{Attribute, Attributes, Document, Finding, RuleSet, check_document, check_element};
use serde_json::Value;

/// Attributes are written and read back in both forms; each offered repair leaves fewer findings,
/// so that repairing ends.
///
/// # Panics
/// If not.
pub fn ism(bytes: &[u8]) {
    let text = crate::text(bytes);
    if let Ok(element) = Attributes::from_xml(text) {
        // What XML could say, XML can say again.
        one(&element);
        assert!(element.to_xml().is_ok(), "{text:?}");
    }
    match crate::json::value(text) {
        Some(Value::Array(items)) => document(&items),
        Some(value) => {
            if let Ok(element) = Attributes::from_json(&value) {
                one(&element);
            }
        }
        None => {}
    }
}

fn one(element: &Attributes) {
    assert_eq!(Attributes::from_json(&element.to_json()).as_ref(), Ok(element));
    if let Ok(written) = element.to_xml() {
        let tag = format!("<p xmlns:ism=\"{}\" {written}/>", Attributes::NAMESPACE);
        assert_eq!(Attributes::from_xml(&tag).as_ref(), Ok(element), "{tag}");
    }
    for set in SETS {
        let found = check_element(element, set);
        for finding in &found {
            assert!(!finding.message.is_empty(), "{finding:?}");
            let Some(fix) = &finding.fix else { continue };
            let mut repaired = element.clone();
            fix.apply(&mut repaired);
            let left = check_element(&repaired, set);
            assert!(left.len() < found.len(), "{element:?}: {fix:?} leaves {left:#?}");
        }
    }
}

fn document(items: &[Value]) {
    let mut document = Document::default();
    let mut elements = Vec::new();
    for item in items.iter().take(ELEMENTS_MAX) {
        match item {
            Value::String(name) => document.need_to_know.push(name.clone()),
            Value::Array(_)
            | Value::Bool(_)
            | Value::Null
            | Value::Number(_)
            | Value::Object(_) => elements.extend(Attributes::from_json(item)),
        }
    }
    let mut elements = elements.into_iter();
    document.resource = elements.next().unwrap_or_default();
    let (notices, portions) = elements.partition(|of| of.text(Attribute::NoticeType).is_some());
    (document.notices, document.portions) = (notices, portions);
    for set in SETS {
        for finding in check_document(&document, set) {
            repaired(&document, &finding, set);
        }
        repairing_ends(document.clone(), set);
    }
}

/// A repair removes what it was offered for. Others may show: NOFORN on a portion is right even
/// where the banner then lacks it.
fn repaired(document: &Document, finding: &Finding, set: RuleSet) {
    let mut repaired = document.clone();
    let element = repaired.element_mut(finding.place).expect("a finding is in the document");
    let Some(fix) = &finding.fix else { return };
    fix.apply(element);
    let left = check_document(&repaired, set);
    assert!(!left.contains(finding), "{document:?}: {finding:?} stays");
}

/// Whoever takes one offered repair after the other comes to an end, and never back.
fn repairing_ends(mut document: Document, set: RuleSet) {
    let mut before = Vec::new();
    while let Some((place, fix)) = check_document(&document, set)
        .into_iter()
        .find_map(|finding| Some((finding.place, finding.fix?)))
    {
        let next = document.element_mut(place).expect("a finding is in the document");
        let was = next.clone();
        fix.apply(next);
        assert_ne!(*next, was, "{fix:?} changes nothing");
        assert!(!before.contains(&document), "{before:?} goes round");
        before.push(document.clone());
    }
}

const SETS: [RuleSet; 3] = [RuleSet::Register2012, RuleSet::Register2016, RuleSet::Ism2022];
const ELEMENTS_MAX: usize = 8;
