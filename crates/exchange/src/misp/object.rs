//! Objects of MISP's templates: people, organisations, places.

use model::{Mention, Place};
use serde_json::{Value, json};
use uuid::Uuid;

use super::attribute::Attribute;
use super::event::{OWN, Scope};
use super::tags;
use crate::country::two_letters;
use crate::ids::named;
use crate::shown::Shown;

/// Somebody or something that is named: an object where MISP has a template, else plain attributes.
pub(super) fn of_mention(shown: Shown<'_>, mention: &Mention, scope: Scope<'_>) -> Named {
    let tag = tags::of_portion(&shown.marking_of_mention(mention));
    match mention.kind.as_str() {
        "person" | "individual" => Named::Object(person(mention, &tag, scope)),
        "organization" | "organisation" | "company" | "agency" | "group" => {
            Named::Object(organization(mention, &tag, scope))
        }
        kind => {
            let Mention { name, aliases, ids, .. } = mention;
            let names =
                std::iter::once(name).chain(aliases).map(|name| Attribute::text(name, kind));
            let ids = ids.iter().map(|(scheme, value)| {
                Attribute::text(value, &format!("{scheme} of {kind} {name}"))
            });
            Named::Attributes(names.chain(ids).map(|of| of.tagged(tag.clone())).collect())
        }
    }
}

/// How an entity or a place is written.
#[derive(Debug)]
pub(super) enum Named {
    Object(Value),
    Attributes(Vec<Attribute>),
}

/// A place; one of which nothing but a name is known has no object in MISP.
pub(super) fn of_place(place: &Place, scope: Scope<'_>) -> Named {
    let Place { name, country, position } = place;
    if country.is_none() && position.is_none() {
        return Named::Attributes(vec![Attribute::text(name, "place")]);
    }
    let mut of = vec![Attribute::new("Other", "text", name.as_str()).of_object("text")];
    if let Some(country) = country {
        of.push(Attribute::new("Other", "text", country.as_str()).of_object("country"));
        let letters = two_letters(country);
        of.extend(letters.map(|of| Attribute::new("Other", "text", of).of_object("countrycode")));
    }
    if let Some((lat, lon)) = position {
        of.push(Attribute::new("Other", "float", lat.to_string()).of_object("latitude"));
        of.push(Attribute::new("Other", "float", lon.to_string()).of_object("longitude"));
    }
    Named::Object(GEOLOCATION.json(&of, "", scope))
}

fn person(mention: &Mention, tag: &str, scope: Scope<'_>) -> Value {
    let Mention { kind: _, name, aliases, ids, portion: _, us_person, role } = mention;
    let mut of = vec![Attribute::new("Person", "full-name", name.as_str()).of_object("full-name")];
    of.extend(aliases.iter().map(|alias| text(alias).of_object("alias")));
    of.extend(role.iter().map(|role| text(role).of_object("role")));
    let mut more = Vec::new();
    for (scheme, value) in ids {
        match person_number(scheme, value) {
            Some(number) => of.push(number),
            None => more.push(format!("{scheme} {value}")),
        }
    }
    if *us_person == Some(true) {
        more.push("US person".to_owned());
    }
    of.extend((!more.is_empty()).then(|| text(&more.join("\n")).of_object("text")));
    PERSON.json(&tagged(of, tag), tag, scope)
}

fn organization(mention: &Mention, tag: &str, scope: Scope<'_>) -> Value {
    let Mention { kind: _, name, aliases, ids, portion: _, us_person, role } = mention;
    let mut of = vec![text(name).of_object("name")];
    of.extend(aliases.iter().map(|alias| text(alias).of_object("alias")));
    of.extend(role.iter().map(|role| text(role).of_object("role")));
    let mut more: Vec<String> =
        ids.iter().map(|(scheme, value)| format!("{scheme} {value}")).collect();
    if *us_person == Some(true) {
        more.push("US person".to_owned());
    }
    of.extend((!more.is_empty()).then(|| text(&more.join("\n")).of_object("description")));
    ORGANIZATION.json(&tagged(of, tag), tag, scope)
}

/// A number for which the template of people has a place.
fn person_number(scheme: &str, value: &str) -> Option<Attribute> {
    let attribute = |kind, relation| Attribute::new("Person", kind, value).of_object(relation);
    match scheme {
        "passport" => Some(attribute("passport-number", "passport-number")),
        "identity-card" => Some(attribute("identity-card-number", "identity-card-number")),
        "msisdn" | "phone" => Some(attribute("phone-number", "phone-number")),
        "email" | "e-mail" => {
            let email = Attribute::new("Payload delivery", "email-src", value);
            Some(email.of_object("e-mail"))
        }
        "username" | "handle" => Some(text(value).of_object("handle")),
        _other => None,
    }
}

fn text(value: &str) -> Attribute {
    Attribute::new("Other", "text", value)
}

fn tagged(of: Vec<Attribute>, tag: &str) -> Vec<Attribute> {
    of.into_iter().map(|attribute| attribute.tagged(tag.to_owned())).collect()
}

/// A template of `misp-objects`.
#[derive(Debug)]
struct Template {
    name: &'static str,
    uuid: &'static str,
    version: &'static str,
}

impl Template {
    fn json(&self, attributes: &[Attribute], comment: &str, scope: Scope<'_>) -> Value {
        let Self { name, uuid: template, version } = self;
        let said: Vec<Value> =
            attributes.iter().map(|of| json!([of.relation, of.value, of.tags])).collect();
        let uuid = named(&json!(["object", scope.event.to_string(), name, said]));
        let attributes = distinct(attributes, uuid, scope.timestamp);
        json!({
            "name": name, "meta-category": "misc", "template_uuid": template,
            "template_version": version, "uuid": uuid.to_string(), "timestamp": scope.timestamp,
            "distribution": OWN, "comment": comment, "deleted": false, "Attribute": attributes,
        })
    }
}

/// Those that say something. MISP keeps a value of a type once, so that what says the same twice is one
/// under the comments and the marks of both.
pub(super) fn distinct(attributes: &[Attribute], within: Uuid, timestamp: &str) -> Vec<Value> {
    let mut kept: Vec<Attribute> = Vec::new();
    for attribute in attributes.iter().filter(|attribute| !attribute.value.trim().is_empty()) {
        match kept.iter_mut().find(|known| known.says_as(attribute)) {
            Some(known) => known.take(attribute),
            None => kept.push(attribute.clone()),
        }
    }
    kept.iter().map(|attribute| attribute.json(within, timestamp)).collect()
}

const PERSON: Template =
    Template { name: "person", uuid: "a15b0477-e9d1-4b9c-9546-abe78a4f4248", version: "21" };
const ORGANIZATION: Template =
    Template { name: "organization", uuid: "f750e12b-127a-432c-b022-b3f9153c4e2a", version: "9" };
const GEOLOCATION: Template =
    Template { name: "geolocation", uuid: "cd6f2238-ba55-4888-82c4-104e6e1acf21", version: "8" };
