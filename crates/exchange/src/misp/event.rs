//! A release as an event.

use dissemination::{Released, Rendition, Traced};
use model::{Community, Dated, ReportId, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::attribute::Attribute;
use super::object::{Named, distinct, of_mention, of_place};
use super::tags;
use crate::ids::named;
use crate::json::sorted;
use crate::shown::{Shown, marked};
use crate::stamp::{millis, seconds};
use crate::url::is_url;
use crate::{Stamp, earlier};

/// What everything in an event belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) event: Uuid,
    pub(super) timestamp: &'a str,
}

/// The event of a release, `{"Event": {..}}`. Its id is that of the STIX `report`.
///
/// Each text is an attribute behind its mark and tagged with it; whom and what they name are objects and
/// attributes tagged with the mark of the portion that names them.
pub fn event(released: &Released, community: &Community, stamp: Stamp) -> Value {
    written(Shown::new(released, community), stamp)
}

/// The event that takes back what was given earlier, as [`withdrawn`].
pub fn withdrawn_earlier(traced: &Traced, community: &Community, stamp: Stamp) -> Value {
    let shown = earlier::shown(traced, community);
    let earlier = written(shown, Stamp::new(stamp.created));
    withdrawn(&earlier, &shown.rendition.id, stamp.modified)
}

fn written(shown: Shown<'_>, stamp: Stamp) -> Value {
    let rendition = shown.rendition;
    let (event, timestamp) = (shown.uuid(), seconds(stamp.modified.max(stamp.created)));
    let scope = Scope { event, timestamp: &timestamp };
    let mut attributes = texts(shown);
    attributes.extend(about(rendition));
    let mut objects = Vec::new();
    let mentions = rendition.mentions.iter().map(|mention| of_mention(shown, mention, scope));
    let places = rendition.about.iter().flat_map(|about| &about.places);
    for named in mentions.chain(places.map(|place| of_place(place, scope))) {
        match named {
            Named::Object(object) if !objects.contains(&object) => objects.push(object),
            Named::Object(_) => {}
            Named::Attributes(more) => attributes.extend(more),
        }
    }
    let at = rendition.issued.as_ref().map_or(stamp.created, |issued| issued.at);
    let mut content = head(shown, &shown.name(), at, &timestamp);
    content.insert(
        "Tag".to_owned(),
        tags::of_event(shown).iter().map(|t| json!({"name": t})).collect(),
    );
    content.insert("Attribute".to_owned(), Value::from(distinct(&attributes, event, &timestamp)));
    content.insert("Object".to_owned(), Value::from(objects));
    sorted(json!({"Event": content}))
}

/// The event that takes another back: the same id, later, with nothing in it but that it was. `earlier` is
/// what [`event`] gave; what was in it is named by its id alone, as deleted.
pub fn withdrawn(earlier: &Value, report: &ReportId, at: Timestamp) -> Value {
    let timestamp = seconds(at);
    let of = earlier.get("Event").unwrap_or(&Value::Null);
    let list = |from: &Value, name: &str| {
        from.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let gone = |attribute: &Value| {
        json!({
            "uuid": attribute.get("uuid"), "type": attribute.get("type"),
            "category": attribute.get("category"), "value": "taken back", "deleted": true,
            "distribution": OWN, "to_ids": false, "timestamp": timestamp,
        })
    };
    let attributes: Vec<Value> = list(of, "Attribute").iter().map(gone).collect();
    let objects = list(of, "Object").into_iter().map(|object| {
        json!({
            "uuid": object.get("uuid"), "name": object.get("name"), "deleted": true,
            "meta-category": object.get("meta-category"), "distribution": OWN,
            "template_uuid": object.get("template_uuid"), "timestamp": timestamp,
            "template_version": object.get("template_version"), "Attribute": [],
        })
    });
    sorted(json!({"Event": {
        "uuid": of.get("uuid"), "Orgc": of.get("Orgc"), "info": report.cited(),
        "date": at.day(), "timestamp": timestamp, "distribution": OWN, "published": false,
        "analysis": DONE, "threat_level_id": UNDEFINED,
        "Tag": [{"name": "tearline:outcome=\"recalled\""}],
        "Attribute": attributes, "Object": objects.collect::<Vec<_>>(),
    }}))
}

fn head(
    shown: Shown<'_>,
    info: &str,
    at: Timestamp,
    timestamp: &str,
) -> serde_json::Map<String, Value> {
    let name = shown.originator_name();
    let organisation = named(&json!(["agency", shown.rendition.id.originator.as_str(), name]));
    let members = [
        ("uuid", json!(shown.uuid().to_string())),
        ("info", json!(info)),
        ("date", json!(at.day())),
        ("timestamp", json!(timestamp)),
        ("distribution", json!(OWN)),
        ("published", json!(false)),
        ("analysis", json!(DONE)),
        ("threat_level_id", json!(UNDEFINED)),
        ("Orgc", json!({"name": name, "uuid": organisation.to_string()})),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn texts(shown: Shown<'_>) -> Vec<Attribute> {
    let Rendition { id, title, portions, tearlines, pointer, .. } = shown.rendition;
    let cited = Attribute {
        comment: "report".to_owned(),
        ..Attribute::new("Internal reference", "text", id.cited())
    };
    let named = [("title", title), ("pointer", pointer)];
    let named = named.into_iter().filter_map(|(what, part)| Some((what, part.as_ref()?)));
    let portions = portions.iter().map(|portion| ("portion", portion));
    let tearlines = tearlines.iter().map(|tearline| ("tear line", tearline));
    let parts = named.chain(portions).chain(tearlines).map(|(what, part)| {
        Attribute::text(marked(part), what).tagged(tags::of_portion(&shown.marking_of(part)))
    });
    let handling = shown.handling().into_iter().map(|said| Attribute {
        comment: "handling".to_owned(),
        ..Attribute::new("Other", "comment", said)
    });
    std::iter::once(cited).chain(handling).chain(parts).collect()
}

/// What the whole says about itself.
fn about(rendition: &Rendition) -> Vec<Attribute> {
    let Some(about) = &rendition.about else { return Vec::new() };
    let mut of = Vec::new();
    if let Some(url) = about.source_url.as_deref() {
        let link = Attribute::new("External analysis", "link", url);
        of.push(if is_url(url) { link } else { Attribute::text(url, "source") });
    }
    if let Some((Dated { at: from, .. }, Dated { at: to, .. })) = &about.occurred {
        of.push(Attribute::text(format!("{} to {}", millis(*from), millis(*to)), "occurred"));
    }
    of.extend(about.references.iter().map(|cited| Attribute::text(cited, "refers to")));
    of.extend(about.sources().into_iter().map(|cited| Attribute::text(cited, "derived from")));
    of
}

/// "Your organisation only".
pub(super) const OWN: &str = "0";
/// Analysis: completed. What the originator issued is not in work here.
const DONE: &str = "2";
/// Threat level: undefined. Nobody said one.
const UNDEFINED: &str = "4";
