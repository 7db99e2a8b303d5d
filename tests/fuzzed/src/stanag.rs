//! Labels of STANAG 4774, and attributes to be written as one.

use marking::stanag::Label;
use marking::{Attributes, Timestamp};

/// A label that is read is written and read back the same; so are attributes that it can say.
///
/// # Panics
/// If not.
pub fn stanag(bytes: &[u8]) {
    let text = crate::text(bytes);
    if let Some(attributes) = crate::json::attributes(text) {
        labelled(&attributes);
    }
    let Ok(label) = Label::read(text) else { return };
    let written = label.write().expect("what XML could say, XML can say again");
    assert_eq!(Label::read(&written).as_ref(), Ok(&label), "{text:?}: {written}");
    if let Ok(attributes) = label.attributes() {
        assert!(labelled(&attributes), "{text:?}: {attributes:?}");
    }
}

fn labelled(attributes: &Attributes) -> bool {
    let created = Timestamp::parse("2026-01-31T12:00:00Z").expect("it is a time");
    let Ok(label) = Label::from_attributes(attributes, created, None) else { return false };
    let written = label.write().expect("a label of ours can be written");
    assert_eq!(Label::read(&written).as_ref(), Ok(&label), "{written}");
    assert_eq!(label.attributes().as_ref(), Ok(attributes), "{written}");
    true
}
