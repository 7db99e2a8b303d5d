//! The extension for Controlled Unclassified Information (OASIS CTI common objects,
//! `cui-marking-definition-dff`, draft of 4 March 2023).

use serde_json::{Map, Value};

use super::envelope;
use super::path::Object;
use crate::ism::vocabulary::cui::{BASIC, SPECIFIED};
use crate::{Attribute, Attributes, Code, ConvertError, Timestamp};

/// The extension's id.
pub(super) const EXTENSION: &str = "extension-definition--dff17fb3-edcb-4f99-ad1b-4b751c95738a";

/// What the attributes of a CUI marking comply with, which also says that they are CUI when no
/// category is named (ISM-ID-00495: no classification and no owner then).
pub(super) const COMPLIES: &str = "USA-CUI-ONLY";

/// Reads the extension. The designator is known by its STIX id alone, so `cuiControlledBy` is that
/// id until whoever holds the identity puts its name there.
pub(super) fn read(extension: &Object<'_>) -> Result<Attributes, ConvertError> {
    extension.only(KNOWN, REFUSED)?;
    let control = extension.required("control", CONTROL_WANTED)?;
    if !["CUI", "CONTROLLED"].contains(&control) {
        return Err(unknown(extension.path("control"), control, CONTROL_WANTED));
    }
    let designator = extension.required("designator_ref", DESIGNATOR_WANTED)?;
    if !is_identity(designator) {
        return Err(unknown(extension.path("designator_ref"), designator, DESIGNATOR_WANTED));
    }
    let mut attributes = Attributes::default();
    attributes.set(Attribute::CompliesWith, COMPLIES);
    attributes.set(Attribute::CuiControlledBy, designator);
    for (at, category) in extension.texts("categories")? {
        let (attribute, token, known) = match category.strip_prefix("SP-") {
            Some(specified) => (Attribute::CuiSpecified, specified, SPECIFIED),
            None => (Attribute::CuiBasic, category, BASIC),
        };
        // Provisional categories are ODNI's alone: NARA's registry lacks them.
        if !known.contains(&token) || token.starts_with("CUI-PROVISIONAL-") {
            return Err(unknown(at, category, CATEGORY_WANTED));
        }
        add(&mut attributes, attribute, token, at)?;
    }
    for (at, control) in extension.texts("disseminations")? {
        dissemination(&mut attributes, control, at)?;
    }
    Ok(attributes)
}

/// Reads one limited dissemination control in the form of NARA's registry.
fn dissemination(
    attributes: &mut Attributes,
    control: &str,
    at: String,
) -> Result<(), ConvertError> {
    let of = Attribute::DisseminationControls;
    if let Some((_, token)) = CONTROLS.iter().find(|(printed, _)| *printed == control) {
        return add(attributes, of, token, at);
    }
    let list = LISTS.iter().find_map(|(printed, token, list)| {
        let codes = control.strip_prefix(printed)?.strip_prefix(' ')?;
        Some((*token, *list, codes))
    });
    let Some((token, list, codes)) = list else {
        return Err(unknown(at, control, DISSEMINATION_WANTED));
    };
    add(attributes, of, token, at.clone())?;
    for code in codes.split(',').map(str::trim) {
        if Code::find(code).is_none() {
            return Err(unknown(at, code, "a code of ISMCAT such as GBR"));
        }
        add(attributes, list, code, at.clone())?;
    }
    Ok(())
}

fn add(to: &mut Attributes, of: Attribute, token: &str, at: String) -> Result<(), ConvertError> {
    if to.has(of, token) {
        return Err(ConvertError::Conflict { at, reason: "a value is repeated; keep one" });
    }
    let text = to.text(of).map_or_else(|| token.to_owned(), |held| format!("{held} {token}"));
    to.set(of, text);
    Ok(())
}

/// Writes the extension; every attribute must have its place in it.
pub(super) fn write(attributes: &Attributes, created: &Timestamp) -> Result<Value, ConvertError> {
    if let Some((attribute, _)) = attributes.iter().find(|(of, _)| !WRITTEN.contains(of)) {
        return Err(ConvertError::NoPlace {
            at: attribute.name().to_owned(),
            reason: "the CUI extension has no property for it; send ISM attributes instead",
        });
    }
    let designator = attributes.text(Attribute::CuiControlledBy).unwrap_or("");
    if !is_identity(designator) {
        return Err(unknown("cuiControlledBy".to_owned(), designator, DESIGNATOR_WANTED));
    }
    let mut content = Map::new();
    content.insert("extension_type".to_owned(), Value::from("property-extension"));
    content.insert("control".to_owned(), Value::from("CUI"));
    content.insert("designator_ref".to_owned(), Value::from(designator));
    let specified = attributes.tokens(Attribute::CuiSpecified).map(|token| format!("SP-{token}"));
    let basic = attributes.tokens(Attribute::CuiBasic).map(str::to_owned);
    let categories: Vec<String> = specified.chain(basic).collect();
    insert(&mut content, "categories", categories);
    insert(&mut content, "disseminations", disseminations(attributes)?);
    let content = Value::Object(content);
    // What cannot be read back was not said: unknown categories and codes, repetitions, lists
    // without their control.
    let back = read(&Object::new("", &content)?)?;
    if let Some((attribute, _)) = attributes.iter().find(|(of, text)| back.text(*of) != Some(text))
    {
        return Err(ConvertError::Conflict {
            at: attribute.name().to_owned(),
            reason: "its tokens must be separated by one blank, and a list go with its control",
        });
    }
    let id = envelope::id(EXTENSION, designator, attributes);
    Ok(envelope::written(&id, created.as_str(), EXTENSION, content))
}

fn disseminations(attributes: &Attributes) -> Result<Vec<String>, ConvertError> {
    let tokens = attributes.tokens(Attribute::DisseminationControls);
    let printed = tokens.map(|token| {
        if let Some((printed, _)) = CONTROLS.iter().find(|(_, of)| *of == token) {
            return Ok((*printed).to_owned());
        }
        let list = LISTS.iter().find(|(_, of, _)| *of == token);
        let (printed, _, list) = list.ok_or_else(|| ConvertError::NoPlace {
            at: format!("disseminationControls {token}"),
            reason: "it is no limited dissemination control of CUI; remove it",
        })?;
        let codes: Vec<&str> = attributes.tokens(*list).collect();
        Ok(format!("{printed} {}", codes.join(", ")))
    });
    printed.collect()
}

fn insert(content: &mut Map<String, Value>, name: &str, values: Vec<String>) {
    if !values.is_empty() {
        content.insert(name.to_owned(), Value::from(values));
    }
}

fn is_identity(text: &str) -> bool {
    text.strip_prefix("identity--").is_some_and(|uuid| uuid::Uuid::try_parse(uuid).is_ok())
}

fn unknown(at: String, found: &str, wanted: &'static str) -> ConvertError {
    ConvertError::UnknownValue { at, found: found.to_owned(), wanted }
}

const CONTROL_WANTED: &str = "CUI or CONTROLLED";
const DESIGNATOR_WANTED: &str = "identity-- and a UUID, the identity of the designating agency";
const CATEGORY_WANTED: &str = "a category of NARA's registry, with SP- when it is Specified";
const DISSEMINATION_WANTED: &str = "a control of NARA's registry such as NOFORN or FED ONLY";

const WRITTEN: &[Attribute] = &[
    Attribute::CompliesWith,
    Attribute::CuiBasic,
    Attribute::CuiSpecified,
    Attribute::CuiControlledBy,
    Attribute::DisseminationControls,
    Attribute::ReleasableTo,
    Attribute::DisplayOnlyTo,
];

const KNOWN: &[&str] =
    &["extension_type", "control", "designator_ref", "categories", "disseminations"];

const REFUSED: &[(&str, &str)] = &[
    ("required_statements", "ISM has no place for a free statement; use a CUI category instead"),
    ("supplemental_administrative", "ISM has no place for such marks; put them into the text"),
];

/// NARA's banner form of each control, and its token (`CVEnumISMDissemCui`).
const CONTROLS: &[(&str, &str)] = &[
    ("NOFORN", "NF"),
    ("RELIDO", "RELIDO"),
    ("Attorney-Client", "AC"),
    ("Attorney-WP", "AWP"),
    ("DL ONLY", "DL_ONLY"),
    ("FED ONLY", "FED_ONLY"),
    ("FEDCON", "FEDCON"),
    ("NOCON", "NOCON"),
];

/// The controls that carry a list of codes.
const LISTS: &[(&str, &str, Attribute)] = &[
    ("REL TO", "REL", Attribute::ReleasableTo),
    ("DISPLAY ONLY", "DISPLAYONLY", Attribute::DisplayOnlyTo),
];
