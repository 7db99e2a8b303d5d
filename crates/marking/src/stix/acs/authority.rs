//! The classification authority block in ACS 3.0.

use serde_json::{Map, Value};

use super::super::path::Object;
use crate::{Attribute, Attributes, ConvertError};

/// The attributes that the block has places for.
pub(super) const WRITTEN: &[Attribute] = &[
    Attribute::ClassifiedBy,
    Attribute::ClassificationReason,
    Attribute::CompilationReason,
    Attribute::DerivativelyClassifiedBy,
    Attribute::DerivedFrom,
    Attribute::DeclassDate,
    Attribute::DeclassEvent,
    Attribute::DeclassException,
];

/// Reads the block.
pub(super) fn read(extension: &Object<'_>, to: &mut Attributes) -> Result<(), ConvertError> {
    for (group, members, required) in GROUPS {
        let Some(object) = extension.object(group)? else { continue };
        let known: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
        object.only(&known, REFUSED)?;
        for name in *required {
            object.required(name, "a text")?;
        }
        check(&object)?;
        for (name, attribute) in *members {
            let Some(text) = object.text(name)? else { continue };
            let text = if *attribute == Attribute::DeclassDate {
                date(&object, name)?
            } else {
                text.to_owned()
            };
            to.set(*attribute, text);
        }
    }
    Ok(())
}

/// Writes the block.
pub(super) fn write(
    attributes: &Attributes,
    content: &mut Map<String, Value>,
) -> Result<(), ConvertError> {
    for (group, members, required) in GROUPS {
        let mut object = Map::new();
        for (name, attribute) in *members {
            let Some(text) = attributes.text(*attribute) else { continue };
            let midnight = if *attribute == Attribute::DeclassDate { MIDNIGHT } else { "" };
            let text = format!("{text}{midnight}");
            object.insert((*name).to_owned(), Value::from(text));
        }
        if object.is_empty() {
            continue;
        }
        let at = |name: &str| {
            let of = members.iter().find(|(member, _)| *member == name);
            of.map_or(name, |(_, attribute)| attribute.name()).to_owned()
        };
        if let Some(name) = required.iter().find(|name| !object.contains_key(**name)) {
            return Err(ConvertError::Missing { at: at(name), wanted: "what ACS requires beside" });
        }
        let written = Value::Object(object);
        check(&Object::new(*group, &written)?)?;
        content.insert((*group).to_owned(), written);
    }
    Ok(())
}

/// The values that have a form of their own, the same in reading and writing.
fn check(object: &Object<'_>) -> Result<(), ConvertError> {
    if object.member("declass_date").is_some() {
        date(object, "declass_date")?;
    }
    if let Some(text) = object.text("declass_exemption")? {
        exception(object, text)?;
    }
    Ok(())
}

/// `declassDate` is a day; a time within the day has no place in it.
fn date(object: &Object<'_>, name: &str) -> Result<String, ConvertError> {
    let time = object.timestamp(name)?;
    let day = time.as_str().split_once('T').filter(|(_, clock)| {
        clock
            .strip_prefix("00:00:00")
            .is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'Z')))
    });
    day.map(|(day, _)| day.to_owned()).ok_or_else(|| ConvertError::NoPlace {
        at: object.path(name),
        reason: "ISM declassifies at the start of a day; write T00:00:00.000Z",
    })
}

fn exception(object: &Object<'_>, text: &str) -> Result<(), ConvertError> {
    let numbered = |prefix: &str| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() == 1 && rest.bytes().all(|byte| (b'1'..=b'9').contains(&byte))
        })
    };
    if EXCEPTIONS.contains(&text) || numbered("25X") || numbered("50X") {
        return Ok(());
    }
    Err(ConvertError::UnknownValue {
        at: object.path("declass_exemption"),
        found: text.to_owned(),
        wanted: "one value of CVEnumISM25X such as 25X1 or 50X1-HUM",
    })
}

type Group = (&'static str, &'static [(&'static str, Attribute)], &'static [&'static str]);

const GROUPS: &[Group] = &[
    (
        "original_classification",
        &[
            ("classified_by", Attribute::ClassifiedBy),
            ("classification_reason", Attribute::ClassificationReason),
            ("compilation_reason", Attribute::CompilationReason),
        ],
        &["classified_by"],
    ),
    (
        "derivative_classification",
        &[
            ("classified_by", Attribute::DerivativelyClassifiedBy),
            ("derived_from", Attribute::DerivedFrom),
        ],
        &["classified_by", "derived_from"],
    ),
    (
        "declassification",
        &[
            ("declass_date", Attribute::DeclassDate),
            ("declass_event", Attribute::DeclassEvent),
            ("declass_exemption", Attribute::DeclassException),
        ],
        &[],
    ),
];

const REFUSED: &[(&str, &str)] = &[
    ("classified_on", "ISM has no day of the decision; leave it out or keep it with the source"),
    ("declass_period", "ISM has no period; write the day as declass_date"),
];

const EXCEPTIONS: [&str; 7] =
    ["25X1-EO-12951", "50X1-HUM", "50X2-WMD", "75X", "AEA", "NATO", "NATO-AEA"];

const MIDNIGHT: &str = "T00:00:00.000Z";
