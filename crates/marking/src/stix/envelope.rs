//! What every `marking-definition` has around its marking (STIX 2.1, section 7.2.1).

use serde_json::{Value, json};
use uuid::Uuid;

use super::path::Object;
use crate::{Attributes, ConvertError};

/// A `marking-definition` without its common properties.
#[derive(Debug)]
pub(super) struct Envelope<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// The whole object.
    pub(super) object: Object<'a>,
    /// Its one extension, when it has one.
    pub(super) extension: Option<(&'a str, Object<'a>)>,
}

impl<'a> Envelope<'a> {
    /// Reads the common properties and refuses those that say more than the marking.
    pub(super) fn read(definition: &'a Value) -> Result<Self, ConvertError> {
        let object = Object::new("", definition)
            .map_err(|_| ConvertError::Shape { at: "$".to_owned(), wanted: "an object" })?;
        object.is("type", "marking-definition")?;
        object.is("spec_version", "2.1")?;
        object.only(KNOWN, REFUSED)?;
        let id = object.required("id", ID_WANTED)?;
        let uuid = id.strip_prefix(ID_PREFIX).filter(|uuid| Uuid::try_parse(uuid).is_ok());
        if uuid.is_none() {
            return Err(ConvertError::UnknownValue {
                at: "id".to_owned(),
                found: id.to_owned(),
                wanted: ID_WANTED,
            });
        }
        object.timestamp("created")?;
        let extension = extension(&object)?;
        if extension.is_some() && object.member("definition_type").is_some() {
            return Err(ConvertError::Conflict {
                at: "definition_type".to_owned(),
                reason: "an extension is given too; keep the one that holds the marking",
            });
        }
        Ok(Self { id, object, extension })
    }
}

fn extension<'a>(object: &Object<'a>) -> Result<Option<(&'a str, Object<'a>)>, ConvertError> {
    let Some(extensions) = object.object("extensions")? else { return Ok(None) };
    let mut names = extensions.names();
    let (Some(name), None) = (names.next(), names.next()) else {
        return Err(ConvertError::Conflict {
            at: "extensions".to_owned(),
            reason: "a definition must have exactly one extension; write one object for each",
        });
    };
    let Some(found) = extensions.object(name)? else { return Ok(None) };
    found.is("extension_type", "property-extension")?;
    Ok(Some((name, found)))
}

/// A definition with one extension and the id that its content gives.
pub(super) fn written(id: &str, created: &str, extension: &str, content: Value) -> Value {
    json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": id,
        "created": created,
        "extensions": { extension: content },
    })
}

/// The id of a definition: a version 5 UUID (RFC 9562, section 5.5) of the extension's id, who
/// issues it, and the attributes by name, in [`NAMESPACE`].
pub(super) fn id(extension: &str, issuer: &str, attributes: &Attributes) -> String {
    let mut lines: Vec<String> = attributes
        .iter()
        .map(|(attribute, text)| format!("{}={}\n", attribute.name(), Value::from(text)))
        .collect();
    lines.sort_unstable();
    let said = format!("{extension}\n{}\n{}", Value::from(issuer), lines.concat());
    format!("{ID_PREFIX}{}", Uuid::new_v5(&NAMESPACE, said.as_bytes()))
}

/// Properties that tell of the definition, or that are read elsewhere.
const KNOWN: &[&str] = &[
    "type",
    "spec_version",
    "id",
    "created",
    "created_by_ref",
    "name",
    "external_references",
    "definition_type",
    "definition",
    "extensions",
];

const REFUSED: &[(&str, &str)] = &[
    ("object_marking_refs", "the definition is itself marked; decide about its marking first"),
    ("granular_markings", "the definition is itself marked; decide about its marking first"),
];

const ID_PREFIX: &str = "marking-definition--";
const ID_WANTED: &str = "marking-definition-- and a UUID";

/// Drawn once at random; changing it changes the id of every definition that is written.
const NAMESPACE: Uuid = uuid::uuid!("6f2b1c0e-93d4-4a57-8e61-0c7d5a2f48b9");
