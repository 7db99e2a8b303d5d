//! From attributes to tags.

use super::{NATO, PREDICATES};
use crate::{Attribute, Attributes, ConvertError, Tlp};

/// Writes a label as a tag of the taxonomy `tlp`.
pub fn write_tlp(tlp: Tlp) -> String {
    tlp.label().to_ascii_lowercase()
}

/// Writes attributes as tags of `dni-ism`, or of `nato` where NATO owns them.
///
/// The taxonomies have no lists of countries, no programs and no authority block; attributes that
/// need them are refused.
pub fn write(attributes: &Attributes) -> Result<Vec<String>, ConvertError> {
    let level = attributes.text(Attribute::Classification);
    let mut tags = Vec::new();
    match (attributes.text(Attribute::OwnerProducer), level) {
        (None, None) => {}
        (None, Some(level)) => tags.push(value("classification:all", level)?),
        (Some("USA"), Some(level)) => tags.push(value("classification:us", level)?),
        (Some("NATO"), Some(level)) => tags.push(nato(level)?),
        (Some(owner), level) => {
            return Err(ConvertError::UnknownValue {
                at: "ownerProducer".to_owned(),
                found: owner.to_owned(),
                wanted: match level {
                    Some(_) => "USA or NATO, the owners that tags can say",
                    None => "a classification beside it",
                },
            });
        }
    }
    for (attribute, text) in attributes.iter() {
        if matches!(attribute, Attribute::OwnerProducer | Attribute::Classification) {
            continue;
        }
        if !PREDICATES.iter().any(|(_, of, _)| *of == attribute) || text.trim().is_empty() {
            return Err(no_place(attribute, text));
        }
        for token in attributes.tokens(attribute) {
            tags.push(tag(attribute, token)?);
        }
    }
    Ok(tags)
}

fn value(predicate: &str, level: &str) -> Result<String, ConvertError> {
    let known = PREDICATES
        .iter()
        .any(|(name, _, values)| *name == predicate && values.iter().any(|(of, _)| *of == level));
    if known {
        return Ok(format!("dni-ism:{predicate}=\"{level}\""));
    }
    Err(no_place(Attribute::Classification, level))
}

fn nato(level: &str) -> Result<String, ConvertError> {
    NATO.iter()
        .find(|(_, of, control)| *of == level && control.is_none())
        .map(|(value, _, _)| format!("nato:classification=\"{value}\""))
        .ok_or_else(|| no_place(Attribute::Classification, level))
}

fn tag(attribute: Attribute, token: &str) -> Result<String, ConvertError> {
    let found = PREDICATES.iter().filter(|(_, of, _)| *of == attribute).find_map(|row| {
        let (value, _) = row.2.iter().find(|(_, of)| *of == token)?;
        Some(format!("dni-ism:{}=\"{value}\"", row.0))
    });
    found.ok_or_else(|| no_place(attribute, token))
}

fn no_place(attribute: Attribute, text: &str) -> ConvertError {
    ConvertError::NoPlace {
        at: format!("{} {text}", attribute.name()),
        reason: "the MISP taxonomies have no tag for it; send ISM attributes or a banner instead",
    }
}
