//! Markings as tags.

use marking::{Marking, misp};

use crate::shown::Shown;

/// The tags of an event: TLP and ODNI's taxonomy where they can say the marking in full, and always the
/// banner, the form, the caveats and the names of the obligations in words of our own.
pub(super) fn of_event(shown: Shown<'_>) -> Vec<String> {
    let rendition = shown.rendition;
    let mut tags: Vec<String> = Vec::new();
    tags.extend(shown.tlp().map(|label| misp::write_tlp(label.tlp)));
    let attributes = rendition.banner.to_ism().ok();
    tags.extend(attributes.and_then(|of| misp::write(&of).ok()).unwrap_or_default());
    tags.push(own("banner", &rendition.banner.banner()));
    tags.push(own("outcome", rendition.outcome));
    tags.push(own("kind", rendition.kind.name()));
    tags.push(own("precedence", rendition.precedence.name()));
    if rendition.leads_only {
        tags.push(own("use", "leads-only"));
    }
    tags.extend(rendition.caveats.iter().map(|caveat| own("caveat", caveat.as_str())));
    tags.extend(rendition.obligations.iter().map(|owed| own("obligation", owed.name)));
    let topics = rendition.about.iter().flat_map(|about| &about.topics);
    tags.extend(topics.map(|topic| own("topic", topic.as_str())));
    let mut seen = std::collections::BTreeSet::new();
    tags.retain(|tag| seen.insert(tag.clone()));
    tags
}

/// The tag of a part's mark.
pub(super) fn of_portion(marking: &Marking) -> String {
    own("portion", &marking.portion())
}

/// A machine tag; a quotation mark would end its value.
fn own(predicate: &str, value: &str) -> String {
    format!("tearline:{predicate}=\"{}\"", value.replace('"', "'"))
}
