//! From tags to attributes.

use super::{NATO, PREDICATES, RETIRED, Tags};
use crate::{Attribute, Attributes, ConvertError, Tlp};

/// Reads the tags of one event or attribute (MISP taxonomies `tlp`, `dni-ism`, `nato`).
///
/// Several labels of TLP give the strictest; two classifications or two owners contradict each
/// other; an unknown tag of the three namespaces refuses the whole set.
pub fn read<'a>(tags: impl IntoIterator<Item = &'a str>) -> Result<Tags<'a>, ConvertError> {
    let mut read = Tags::default();
    for tag in tags {
        let (namespace, rest) = tag.split_once(':').unwrap_or(("", tag));
        match namespace.trim().to_ascii_lowercase().as_str() {
            "tlp" => {
                let tlp = Tlp::parse(tag).map_err(|_| unknown_tag(tag, TLP_WANTED))?.tlp;
                read.tlp = Some(read.tlp.map_or(tlp, |held| held.join(tlp)));
            }
            "dni-ism" => {
                let ism = read.ism.get_or_insert_default();
                let (predicate, value) = machine(tag, rest)?;
                ism_tag(ism, tag, &predicate, value)?;
            }
            "nato" => {
                let ism = read.ism.get_or_insert_default();
                let (predicate, value) = machine(tag, rest)?;
                nato_tag(ism, tag, &predicate, value)?;
            }
            _other => read.other.push(tag),
        }
    }
    Ok(read)
}

/// The predicate, in lower case, and the value of `predicate="value"`.
fn machine<'a>(tag: &str, rest: &'a str) -> Result<(String, &'a str), ConvertError> {
    let parts = rest.split_once('=').and_then(|(predicate, quoted)| {
        let value = quoted.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some((predicate.trim().to_ascii_lowercase(), value))
    });
    parts.ok_or_else(|| ConvertError::Shape {
        at: shown(tag),
        wanted: "a tag of the form namespace:predicate=\"value\"",
    })
}

fn ism_tag(
    ism: &mut Attributes,
    tag: &str,
    predicate: &str,
    value: &str,
) -> Result<(), ConvertError> {
    let retired = RETIRED.iter().find(|(of, retired, _)| *of == predicate && *retired == value);
    if let Some((_, _, reason)) = retired {
        return Err(ConvertError::NoPlace { at: shown(tag), reason });
    }
    let known = PREDICATES.iter().find(|(name, _, _)| *name == predicate);
    let (_, attribute, values) = known.ok_or_else(|| unknown_tag(tag, ISM_WANTED))?;
    let token = values.iter().find(|(of, _)| *of == value).map(|(_, token)| *token);
    let token = token.ok_or_else(|| unknown_tag(tag, ISM_WANTED))?;
    if *attribute != Attribute::Classification {
        add(ism, *attribute, token);
        return Ok(());
    }
    if predicate == "classification:us" {
        once(ism, tag, Attribute::OwnerProducer, "USA")?;
    }
    once(ism, tag, Attribute::Classification, token)
}

fn nato_tag(
    ism: &mut Attributes,
    tag: &str,
    predicate: &str,
    value: &str,
) -> Result<(), ConvertError> {
    let known = NATO.iter().find(|(of, _, _)| predicate == "classification" && *of == value);
    let (_, level, control) = *known.ok_or_else(|| unknown_tag(tag, NATO_WANTED))?;
    once(ism, tag, Attribute::OwnerProducer, "NATO")?;
    once(ism, tag, Attribute::Classification, level)?;
    if let Some(control) = control {
        add(ism, Attribute::NonUsControls, control);
    }
    Ok(())
}

/// Adds a token; the same tag twice says it once.
fn add(ism: &mut Attributes, attribute: Attribute, token: &str) {
    if ism.has(attribute, token) {
        return;
    }
    let text = match ism.text(attribute) {
        Some(held) => format!("{held} {token}"),
        None => token.to_owned(),
    };
    ism.set(attribute, text);
}

/// Sets what can be said once only.
fn once(
    ism: &mut Attributes,
    tag: &str,
    attribute: Attribute,
    text: &str,
) -> Result<(), ConvertError> {
    if ism.text(attribute).is_some_and(|held| held != text) {
        return Err(ConvertError::Conflict {
            at: shown(tag),
            reason: "another tag gives another classification or owner; keep one",
        });
    }
    ism.set(attribute, text);
    Ok(())
}

fn unknown_tag(tag: &str, wanted: &'static str) -> ConvertError {
    ConvertError::UnknownName { at: shown(tag), wanted }
}

/// A tag as it is shown in an error, never longer than a line.
fn shown(tag: &str) -> String {
    tag.chars().take(TAG_CHARS_MAX).collect()
}

const TAG_CHARS_MAX: usize = 100;
const TLP_WANTED: &str = "tlp:clear, tlp:green, tlp:amber, tlp:amber+strict or tlp:red";
const ISM_WANTED: &str = "a tag of the taxonomy dni-ism such as dni-ism:dissem=\"NF\"";
const NATO_WANTED: &str = "a tag of the taxonomy nato such as nato:classification=\"NS\"";
