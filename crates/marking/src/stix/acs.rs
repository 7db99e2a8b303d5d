//! The extension of ISA's Access Control Specification 3.0 (OASIS CTI common objects,
//! `acs-marking-definition-3a6`), as far as ODNI's attributes can say it.

mod authority;
mod controls;

use serde_json::{Value, json};

use super::Issue;
use super::envelope;
use super::path::Object;
use crate::{Attribute, Attributes, ConvertError};

/// The extension's id.
pub(super) const EXTENSION: &str = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce";

/// Reads the extension; dissemination controls come in the order of `CVEnumISMDissem`.
pub(super) fn read(extension: &Object<'_>) -> Result<Attributes, ConvertError> {
    extension.only(KNOWN, REFUSED)?;
    extension.required("identifier", "the definition's identifier")?;
    extension.timestamp("create_date_time")?;
    custodian(extension)?;
    policy(extension)?;
    let set = extension.object("control_set")?.ok_or_else(|| ConvertError::Missing {
        at: extension.path("control_set"),
        wanted: "an object with classification",
    })?;
    let mut attributes = Attributes::default();
    attributes.set(Attribute::OwnerProducer, "USA");
    controls::read(&set, &mut attributes)?;
    authority::read(extension, &mut attributes)?;
    Ok(attributes)
}

/// Writes the extension; every attribute must have its place in it.
pub(super) fn write(attributes: &Attributes, issue: &Issue) -> Result<Value, ConvertError> {
    let foreign = attributes
        .iter()
        .find(|(of, _)| !controls::WRITTEN.contains(of) && !authority::WRITTEN.contains(of));
    if let Some((attribute, _)) = foreign {
        return Err(ConvertError::NoPlace {
            at: attribute.name().to_owned(),
            reason: "ACS has no property for it; send ISM attributes or a banner instead",
        });
    }
    if !is_custodian(&issue.custodian) {
        return Err(ConvertError::UnknownValue {
            at: "responsible_entity_custodian".to_owned(),
            found: issue.custodian.clone(),
            wanted: CUSTODIAN_WANTED,
        });
    }
    let id = envelope::id(EXTENSION, &issue.custodian, attributes);
    let uuid = id.strip_prefix("marking-definition--").unwrap_or(&id);
    let created = issue.created.as_str();
    let mut content = json!({
        "extension_type": "property-extension",
        "identifier": format!("isa:guide.19001.ACS3-{uuid}"),
        "create_date_time": created,
        "responsible_entity_custodian": issue.custodian,
        "policy_reference": POLICY,
        "control_set": controls::write(attributes)?,
    });
    if let Some(content) = content.as_object_mut() {
        authority::write(attributes, content)?;
    }
    Ok(envelope::written(&id, created, EXTENSION, content))
}

fn custodian(extension: &Object<'_>) -> Result<(), ConvertError> {
    let name = "responsible_entity_custodian";
    let custodian = extension.required(name, CUSTODIAN_WANTED)?;
    if is_custodian(custodian) {
        return Ok(());
    }
    Err(ConvertError::UnknownValue {
        at: extension.path(name),
        found: custodian.to_owned(),
        wanted: CUSTODIAN_WANTED,
    })
}

/// The marking is read as owned by the United States, so its custodian must be theirs.
fn is_custodian(text: &str) -> bool {
    text.strip_prefix("USA.").is_some_and(|rest| {
        !rest.is_empty()
            && rest.len() <= CUSTODIAN_CHARS_MAX
            && rest.bytes().all(|byte| {
                byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".-".contains(&byte)
            })
    })
}

/// Both defaults must be `permit`: what a default denies, attributes cannot say.
fn policy(extension: &Object<'_>) -> Result<(), ConvertError> {
    let name = "policy_reference";
    let policy = extension.required(name, POLICY)?;
    let at = extension.path(name);
    let base = "urn:isa:policy:acs:ns:v3.0?";
    let defaults = policy.strip_prefix(base).and_then(|rest| rest.split_once('&'));
    let known = defaults.is_some_and(|(privilege, share)| {
        ["privdefault=permit", "privdefault=deny"].contains(&privilege)
            && ["sharedefault=permit", "sharedefault=deny"].contains(&share)
    });
    if policy == POLICY {
        Ok(())
    } else if known {
        Err(ConvertError::NoPlace {
            at,
            reason: "a default of deny limits use or sharing beyond what ISM can say; \
                     ask the producer for ISM attributes",
        })
    } else {
        Err(ConvertError::UnknownValue { at, found: policy.to_owned(), wanted: POLICY })
    }
}

const POLICY: &str = "urn:isa:policy:acs:ns:v3.0?privdefault=permit&sharedefault=permit";
const CUSTODIAN_WANTED: &str = "a US organisation such as USA.DHS";
const CUSTODIAN_CHARS_MAX: usize = 60;

/// Read here, or telling of the definition alone.
const KNOWN: &[&str] = &[
    "extension_type",
    "identifier",
    "name",
    "create_date_time",
    "responsible_entity_custodian",
    "responsible_entity_originator",
    "authority_reference",
    "policy_reference",
    "control_set",
    "original_classification",
    "derivative_classification",
    "declassification",
];

const REFUSED: &[(&str, &str)] = &[
    ("access_privilege", "ISM has no rules for single uses; ask the producer for ISM attributes"),
    ("further_sharing", "ISM has no sharing scopes; ask the producer for ISM attributes"),
    ("public_release", "ISM has no public release; treat the object by its other markings"),
    ("resource_disposition", "ISM has no disposal date; keep it in the records schedule"),
];
