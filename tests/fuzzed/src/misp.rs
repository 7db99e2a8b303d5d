//! Tags of MISP, one a line.

use std::collections::BTreeSet;

use marking::misp::{read, write, write_tlp};
use marking::{Attribute, Attributes};

/// Tags mean the same in any order, and what they say is written so that it reads the same.
///
/// # Panics
/// If not.
pub fn misp(bytes: &[u8]) {
    let text = crate::text(bytes);
    if let Some(attributes) = crate::json::attributes(text) {
        written(&attributes);
    }
    let lines: Vec<&str> = text.lines().take(TAGS_MAX).collect();
    let forward = read(lines.iter().copied());
    let backward = read(lines.iter().rev().copied());
    assert_eq!(forward.is_ok(), backward.is_ok(), "{text:?}");
    let (Ok(forward), Ok(backward)) = (forward, backward) else { return };
    assert_eq!(forward.tlp, backward.tlp, "{text:?}");
    assert_eq!(forward.ism.as_ref().map(sets), backward.ism.as_ref().map(sets), "{text:?}");
    assert!(forward.other.iter().all(|other| lines.contains(other)), "{text:?}");
    if let Some(tlp) = forward.tlp {
        let tag = write_tlp(tlp);
        assert_eq!(read([tag.as_str()]).map(|read| read.tlp), Ok(Some(tlp)), "{tag}");
    }
    if let Some(attributes) = &forward.ism {
        written(attributes);
    }
}

fn written(attributes: &Attributes) {
    let Ok(tags) = write(attributes) else { return };
    let read = read(tags.iter().map(String::as_str)).expect("what is written is read");
    let attributes = Some(sets(attributes)).filter(|sets| !sets.is_empty());
    assert_eq!(read.ism.as_ref().map(sets), attributes, "{tags:?}");
    assert!(read.other.is_empty() && read.tlp.is_none(), "{tags:?}");
}

/// Each attribute with its tokens, whose order means nothing.
fn sets(attributes: &Attributes) -> Vec<(Attribute, BTreeSet<String>)> {
    let tokens = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    attributes.iter().map(|(attribute, text)| (attribute, tokens(text))).collect()
}

const TAGS_MAX: usize = 40;
