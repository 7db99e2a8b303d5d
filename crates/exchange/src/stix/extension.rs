//! Our extension: what a report says that STIX has no property for.

use dissemination::{Obligation, Rendition};
use model::{Authority, Dated, MadeFrom, Mention, Place, Portion};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::object::Object;
use super::{identity, location};
use crate::ids::named;
use crate::json::is_empty;
use crate::shown::Shown;

/// The definition of the extension (STIX 2.1, section 7.3), the same in every release.
pub(super) fn definition() -> Object {
    Object::new("extension-definition", extension())
        .with("created", MADE)
        .with("modified", MADE)
        .with("created_by_ref", definer_id())
        .with("name", "Tearline")
        .with("description", DESCRIPTION)
        .with("schema", include_str!("extension.schema.json"))
        .with("version", "1.0.0")
        .with("extension_types", json!(["property-extension"]))
}

/// The identity that defines the extension.
pub(super) fn definer() -> Object {
    Object::new("identity", tearline())
        .with("created", MADE)
        .with("modified", MADE)
        .with("name", "Tearline")
        .with("identity_class", "system")
}

/// `extensions` of an object, with our one extension.
pub(super) fn of(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let said = members.into_iter().filter(|(_, value)| !is_empty(value));
    let mut content: Map<String, Value> = said.map(|(n, value)| (n.to_owned(), value)).collect();
    content.insert("extension_type".to_owned(), Value::from("property-extension"));
    json!({ format!("extension-definition--{}", extension()): content })
}

/// What goes with a report.
pub(super) fn of_report(shown: Shown<'_>) -> Value {
    let Rendition {
        id,
        kind,
        precedence,
        issued,
        banner,
        title,
        portions,
        tearlines,
        pointer,
        caveats,
        leads_only,
        about,
        addressees,
        mentions,
        obligations,
        outcome,
    } = shown.rendition;
    let about = about.clone().unwrap_or_default();
    let MadeFrom { title: title_from, portions: portions_from, tearlines: tearlines_from } =
        about.made_from;
    let topics: Vec<&str> = about.topics.iter().map(model::Topic::as_str).collect();
    let places = about.places.iter().filter(|place| !location::says_all(place));
    let things = mentions.iter().filter(|mention| identity::class_of(&mention.kind).is_none());
    let caveats: Vec<&str> = caveats.iter().map(model::CaveatId::as_str).collect();
    let title_part = title.as_ref().map(|title| part(title, title_from.as_ref()));
    of([
        ("version", json!(id.version)),
        ("kind", json!(kind.name())),
        ("precedence", json!(precedence.name())),
        ("issued", json!(issued.as_ref().map(|issued| issued.written.as_str()))),
        ("outcome", json!(outcome)),
        ("banner", json!(banner.banner())),
        ("title", json!(title_part)),
        ("portions", parts(portions, &portions_from)),
        ("tearlines", parts(tearlines, &tearlines_from)),
        ("pointer", json!(pointer.as_ref().map(|pointer| part(pointer, None)))),
        ("caveats", json!(caveats)),
        ("leads_only", json!(leads_only)),
        ("obligations", obligations.iter().map(obligation).collect()),
        ("addressees", json!(addressees)),
        ("topics", json!(topics)),
        ("occurred", json!(about.occurred.as_ref().map(period))),
        ("places", places.map(place).collect()),
        ("things", things.map(|mention| thing(shown, mention)).collect()),
        ("references", json!(about.references)),
        ("derived_from", json!(about.derived_from)),
        ("classification", json!(about.authority.as_ref().map(authority))),
        ("source_url", json!(about.source_url)),
        ("original_marking", json!(about.original_marking)),
    ])
}

/// What goes with a person or an organisation.
pub(super) fn of_identity(shown: Shown<'_>, mention: &Mention) -> Value {
    of([
        ("kind", json!(mention.kind)),
        ("marking", json!(shown.marking_of_mention(mention).portion())),
        ("aliases", json!(mention.aliases)),
        ("ids", ids(&mention.ids)),
        ("us_person", json!(mention.us_person)),
    ])
}

/// The id of the identity that defines the extension and words markings.
pub(super) fn definer_id() -> String {
    format!("identity--{}", tearline())
}

fn tearline() -> Uuid {
    named(&json!(["software", "Tearline"]))
}

fn extension() -> Uuid {
    named(&json!(["extension-definition", "Tearline"]))
}

fn parts(portions: &[Portion], made_from: &[Option<Vec<String>>]) -> Value {
    let made_from = made_from.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    portions.iter().zip(made_from).map(|(portion, from)| part(portion, from)).collect()
}

fn part(portion: &Portion, made_from: Option<&Vec<String>>) -> Value {
    let mark = portion.marking.portion();
    without_nulls(
        json!({"marking": mark, "text": portion.text, "derived_from": made_from.filter(|of| !of.is_empty())}),
    )
}

fn obligation(owed: &Obligation) -> Value {
    json!({"name": owed.name, "text": owed.text})
}

fn period((from, to): &(Dated, Dated)) -> Value {
    json!({"from": from.written, "to": to.written})
}

fn place(place: &Place) -> Value {
    let Place { name, country, position } = place;
    let (lat, lon) = (position.map(|at| at.0), position.map(|at| at.1));
    without_nulls(json!({"name": name, "country": country, "lat": lat, "lon": lon}))
}

fn thing(shown: Shown<'_>, mention: &Mention) -> Value {
    let Mention { kind, name, aliases, ids: numbers, portion: _, us_person, role } = mention;
    let marking = shown.marking_of_mention(mention).portion();
    without_nulls(json!({
        "kind": kind, "name": name, "marking": marking, "role": role, "us_person": us_person,
        "aliases": (!aliases.is_empty()).then_some(aliases),
        "ids": (!numbers.is_empty()).then(|| ids(numbers)),
    }))
}

fn ids(numbers: &[(String, String)]) -> Value {
    numbers.iter().map(|(scheme, value)| json!({"scheme": scheme, "value": value})).collect()
}

fn authority(authority: &Authority) -> Value {
    let Authority { classified_by, derived_from, declassify_on, reason } = authority;
    without_nulls(json!({
        "classified_by": classified_by, "derived_from": derived_from,
        "declassify_on": declassify_on, "reason": reason,
    }))
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    value
}

/// When the extension and the words of the markings were defined: what all releases share cannot say
/// when one of them was made.
pub(super) const MADE: &str = "2026-01-01T00:00:00.000Z";
const DESCRIPTION: &str = "What a report says that STIX has no property for: its portions with their \
    marks, its form, caveats and obligations, and the numbers of whom and what it names.";
