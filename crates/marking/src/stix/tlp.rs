//! TLP in STIX: version 1's four objects and version 2's five, all with fixed ids.

use serde_json::Value;

use super::envelope::{Envelope, written};
use super::path::Object;
use crate::{ConvertError, Tlp};

/// The extension of TLP 2.0 (OASIS CTI common objects, `tlp-2.0`).
pub(super) const EXTENSION: &str = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

/// Writes the one object that TLP 2.0 has for a label.
pub fn write(tlp: Tlp) -> Value {
    let (_, id, name) = second(tlp);
    let content = serde_json::json!({"extension_type": "property-extension", "tlp_2_0": name});
    let id = format!("marking-definition--{id}");
    let mut definition = written(&id, CREATED, EXTENSION, content);
    if let Some(object) = definition.as_object_mut() {
        object.insert("name".to_owned(), Value::from(tlp.label()));
    }
    definition
}

/// Reads a definition without extension: version 1 (STIX 2.1, section 7.2.1.4).
pub(super) fn read_first(envelope: &Envelope<'_>) -> Result<Tlp, ConvertError> {
    let object = &envelope.object;
    let kind = object.required("definition_type", "tlp, or an extension")?;
    if kind == "statement" {
        return Err(ConvertError::NoPlace {
            at: "definition.statement".to_owned(),
            reason: "a statement is prose that no rule can decide about; \
                     ask its producer for TLP, ACS or CUI",
        });
    }
    object.is("definition_type", "tlp")?;
    let definition = object.object("definition")?.ok_or_else(|| ConvertError::Missing {
        at: "definition".to_owned(),
        wanted: "an object with tlp",
    })?;
    definition.only(&["tlp"], &[])?;
    let name = definition.required("tlp", FIRST_WANTED)?;
    let known = FIRST.iter().find(|(_, _, of)| *of == name);
    let (tlp, id, _) = *known.ok_or_else(|| ConvertError::UnknownValue {
        at: "definition.tlp".to_owned(),
        found: name.to_owned(),
        wanted: FIRST_WANTED,
    })?;
    fixed(envelope, id).map(|()| tlp)
}

/// Reads a definition with the extension of version 2.
pub(super) fn read_second(
    envelope: &Envelope<'_>,
    extension: &Object<'_>,
) -> Result<Tlp, ConvertError> {
    extension.only(&["extension_type", "tlp_2_0"], &[])?;
    let name = extension.required("tlp_2_0", SECOND_WANTED)?;
    let known = SECOND.iter().find(|(_, _, of)| *of == name);
    let (tlp, id, _) = *known.ok_or_else(|| ConvertError::UnknownValue {
        at: extension.path("tlp_2_0"),
        found: name.to_owned(),
        wanted: SECOND_WANTED,
    })?;
    fixed(envelope, id).map(|()| tlp)
}

fn fixed(envelope: &Envelope<'_>, id: &str) -> Result<(), ConvertError> {
    if envelope.id.strip_prefix("marking-definition--") == Some(id) {
        return Ok(());
    }
    Err(ConvertError::Conflict {
        at: "id".to_owned(),
        reason: "the ids of TLP are fixed and this label has another; use the standard object",
    })
}

fn second(tlp: Tlp) -> (Tlp, &'static str, &'static str) {
    match tlp {
        Tlp::Clear => CLEAR,
        Tlp::Green => GREEN,
        Tlp::Amber => AMBER,
        Tlp::AmberStrict => AMBER_STRICT,
        Tlp::Red => RED,
    }
}

type Row = (Tlp, &'static str, &'static str);

const CLEAR: Row = (Tlp::Clear, "94868c89-83c2-464b-929b-a1a8aa3c8487", "clear");
const GREEN: Row = (Tlp::Green, "bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green");
const AMBER: Row = (Tlp::Amber, "55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber");
const AMBER_STRICT: Row =
    (Tlp::AmberStrict, "939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict");
const RED: Row = (Tlp::Red, "e828b379-4e03-4974-9ac4-e53a884c97c1", "red");
const SECOND: [Row; 5] = [CLEAR, GREEN, AMBER, AMBER_STRICT, RED];

const FIRST: [Row; 4] = [
    (Tlp::Clear, "613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
    (Tlp::Green, "34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
    (Tlp::Amber, "f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
    (Tlp::Red, "5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
];

const FIRST_WANTED: &str = "white, green, amber or red";
const SECOND_WANTED: &str = "clear, green, amber, amber+strict or red";

/// When OASIS made the objects of version 2.
const CREATED: &str = "2022-10-01T00:00:00.000Z";
