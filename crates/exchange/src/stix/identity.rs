//! People, organisations and originators.

use model::Mention;
use serde_json::{Value, json};
use uuid::Uuid;

use super::extension::{self, MADE};
use super::object::Object;
use super::writing::Writing;
use super::{observable, relationship};
use crate::ids::named;
use crate::shown::Shown;

/// The identity of the report's originator, the same in all its reports.
pub(super) fn of_agency(shown: Shown<'_>) -> Object {
    let id = shown.rendition.id.originator.as_str();
    Object::new("identity", named(&json!(["agency", id, shown.originator_name()])))
        .with("created", MADE)
        .with("modified", MADE)
        .with("name", shown.originator_name())
        .with("identity_class", "organization")
}

/// Whoever a report names, with what of them STIX calls observable; gives all ids.
pub(super) fn write(
    shown: Shown<'_>,
    report: Uuid,
    mention: &Mention,
    to: &mut Writing,
) -> Vec<String> {
    let marks = to.marks_of(shown, mention);
    let observables = observable::all(mention).into_iter();
    let mut ids: Vec<String> = observables
        .map(|object| to.add(object.with("object_marking_refs", marks.clone())))
        .collect();
    let Some(class) = class_of(&mention.kind) else { return ids };
    let marking = shown.marking_of_mention(mention);
    let identity = to
        .versioned("identity", uuid(shown, report, mention), &marking)
        .with("name", name(mention))
        .with("identity_class", class)
        .with("roles", mention.role.iter().cloned().map(Value::from).collect::<Vec<_>>())
        .with("extensions", extension::of_identity(shown, mention));
    let identity = to.add(identity);
    for at in ids.clone() {
        ids.push(relationship::write("related-to", &identity, &at, &marking, to));
    }
    ids.push(identity);
    ids
}

/// The class of identity that a kind of entity is; `None` where it is a thing.
pub(super) fn class_of(kind: &str) -> Option<&'static str> {
    match kind {
        "person" | "individual" => Some("individual"),
        "organization" | "organisation" | "company" | "agency" => Some("organization"),
        "group" => Some("group"),
        "system" => Some("system"),
        _thing => None,
    }
}

/// It follows from the report and from what of the entity is shown there: one that is masked never has
/// the id of one that is not, and none has that of another report's.
fn uuid(shown: Shown<'_>, report: Uuid, mention: &Mention) -> Uuid {
    let Mention { kind, name, aliases, ids, portion: _, us_person, role } = mention;
    let mark = shown.marking_of_mention(mention).portion();
    named(&json!(["identity", report.to_string(), kind, name, aliases, ids, us_person, role, mark]))
}

/// STIX asks for a name.
fn name(mention: &Mention) -> &str {
    if mention.name.is_empty() { "unknown" } else { &mention.name }
}
