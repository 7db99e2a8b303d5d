//! A release as a `report`.

use std::collections::BTreeSet;

use model::{AgencyId, Serial};
use serde_json::{Value, json};

use super::extension;
use super::writing::Writing;
use super::{identity, location, relationship};
use crate::ids::{WHOLE, whole_uuid};
use crate::shown::Shown;
use crate::stamp::millis;
use crate::url::is_url;

/// Writes the report and everything that it refers to.
pub(super) fn write(shown: Shown<'_>, to: &mut Writing) {
    to.turn_to(shown);
    let rendition = shown.rendition;
    let uuid = shown.uuid();
    let id = format!("report--{uuid}");
    let mut refs: BTreeSet<String> = [to.originator().to_owned()].into();
    for mention in &rendition.mentions {
        refs.extend(identity::write(shown, uuid, mention, to));
    }
    let places = rendition.about.iter().flat_map(|about| &about.places);
    refs.extend(places.filter_map(|place| location::write(shown, uuid, place, to)));
    for source in sources(shown, &id) {
        refs.insert(relationship::write("derived-from", &id, &source, &rendition.banner, to));
    }
    let published = rendition.issued.as_ref().map(|issued| millis(issued.at));
    let topics = rendition.about.iter().flat_map(|about| &about.topics);
    let topics: Vec<Value> = topics.map(|topic| Value::from(topic.as_str())).collect();
    let report = to
        .versioned("report", uuid, &rendition.banner)
        .with("name", shown.name())
        .with("description", shown.text())
        .with("report_types", json!([rendition.kind.name()]))
        .with("published", published.unwrap_or_else(|| to.created()))
        .with("labels", topics)
        .with("external_references", json!([cited(shown)]))
        .with("object_refs", refs.into_iter().collect::<Vec<_>>())
        .with("extensions", extension::of_report(shown));
    to.add(report);
}

/// Where the report is in its originator's own files.
fn cited(shown: Shown<'_>) -> Value {
    let id = &shown.rendition.id;
    let url = shown.rendition.about.as_ref().and_then(|about| about.source_url.as_deref());
    let (name, serial) = (id.originator.as_str(), id.serial.as_str());
    match url.filter(|url| is_url(url)) {
        Some(url) => json!({"source_name": name, "external_id": serial, "url": url}),
        None => json!({"source_name": name, "external_id": serial}),
    }
}

/// What the object is made from: the whole, where it is less; and the reports that a product names as
/// its sources, which it does with the whole alone.
fn sources(shown: Shown<'_>, own: &str) -> BTreeSet<String> {
    let id = &shown.rendition.id;
    let report = |originator: &AgencyId, serial: &Serial| {
        format!("report--{}", whole_uuid(originator, serial))
    };
    let whole = (shown.form() != WHOLE).then(|| report(&id.originator, &id.serial));
    let named = shown.rendition.about.iter().flat_map(|about| about.sources());
    let named = named.filter(|cited| !cited.contains("[US PERSON ")).filter_map(|cited| {
        let (originator, serial) = cited.split_once(' ')?;
        Some(report(&AgencyId::new(originator).ok()?, &Serial::new(serial).ok()?))
    });
    whole.into_iter().chain(named).filter(|source| source != own).collect()
}
