//! `marking-definition` objects of STIX 2.1: TLP, the ACS extension, the CUI extension.
//!
//! A definition is read whole or refused: every property must be one that the target can carry, or
//! one that tells of the definition and not of what it marks (`name`, `created`, who issued it).

mod acs;
mod cui;
mod envelope;
mod path;
mod tlp;

use serde_json::Value;

pub use tlp::write as write_tlp;

use crate::{Attribute, Attributes, ConvertError, Foreign, Timestamp};
use envelope::Envelope;

/// Reads one `marking-definition` (STIX 2.1, section 7.2.1).
///
/// ```
/// use marking::{Foreign, Tlp, stix};
/// let definition = stix::write_tlp(Tlp::AmberStrict);
/// assert_eq!(stix::read(&definition), Ok(Foreign::Tlp(Tlp::AmberStrict)));
/// ```
pub fn read(definition: &Value) -> Result<Foreign, ConvertError> {
    let envelope = Envelope::read(definition)?;
    match &envelope.extension {
        None => tlp::read_first(&envelope).map(Foreign::Tlp),
        Some((tlp::EXTENSION, found)) => tlp::read_second(&envelope, found).map(Foreign::Tlp),
        Some((acs::EXTENSION, found)) => acs::read(found).map(Foreign::Ism),
        Some((cui::EXTENSION, found)) => cui::read(found).map(Foreign::Ism),
        Some((_, found)) => Err(ConvertError::UnknownName {
            at: found.at().to_owned(),
            wanted: "the extension of TLP 2.0, ACS or CUI",
        }),
    }
}

/// What a written definition says beside the marking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issue {
    /// The STIX `created` and, under ACS, `create_date_time`.
    pub created: Timestamp,
    /// The ACS `responsible_entity_custodian`, such as `USA.DHS`; unused for CUI, whose
    /// designator is the attribute `cuiControlledBy`.
    pub custodian: String,
}

/// Writes attributes as a `marking-definition`: with the CUI extension when they comply with
/// `USA-CUI-ONLY`, with the ACS extension otherwise.
///
/// The id is a version 5 UUID of the attributes and the custodian, so that whoever writes the same
/// marking writes the same object; keep `created` the same for the same id too.
pub fn write(attributes: &Attributes, issue: &Issue) -> Result<Value, ConvertError> {
    if attributes.text(Attribute::CompliesWith) == Some(cui::COMPLIES) {
        cui::write(attributes, &issue.created)
    } else {
        acs::write(attributes, issue)
    }
}

#[cfg(test)]
mod tests;
